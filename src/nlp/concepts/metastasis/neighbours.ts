/** What a place has from its neighbours: the noun of the next, the head of a list, the harmless explanation behind it. */
import type { Document, Sentence } from '../../types.ts';
import type { Relation } from './relation.ts';
import type { Token } from './types.ts';

/** "Seit 2019 ossaere, seit 2020 auch hepatische Metastasierung": the first adjective shares the noun of the next. */
export function lend(doc: Document, relation: Relation, next: Relation | undefined): Relation {
  const last = relation.group.tokens.at(-1);
  // "No nodal, visceral or osseous disease": so does a list of English adjectives.
  const bare = !relation.lesion && !relation.disease && relation.predicates.every((p) => p.end <= relation.group.start);
  if (next?.disease && !next.listed && bare)
    return last?.rule.id.endsWith('-adjective') &&
      /^,? (?:(?:visceral|soft[- ]tissue|distant),? )?(?:(?:or|and|and\/or|nor) )?$/.test(
        doc.lower.slice(relation.group.end, next.group.start),
      )
      ? { ...relation, disease: next.disease }
      : relation;
  if (!next?.lesion || next.leading || next.lesion.rule.role !== 'malignant' || !last) return relation;
  if (relation.lesion || relation.disease || relation.predicates.length > 0) return relation;
  const inflected = last.rule.id.endsWith('-adjective') && /(?:isch|aer|al|ar)e[nmrs]?$/.test(last.text);
  const near = /^(?:, ?| und | sowie | auch | wie auch | als auch )[a-z0-9 /.]{0,40}$/.test(
    doc.lower.slice(relation.group.end, next.group.start),
  );
  return inflected && near ? { ...relation, lesion: next.lesion } : relation;
}

/** Words between two places of one list of genitives. */
const WITHIN_LIST =
  /^(?:und|and|sowie|as|well|u\.?|\+|der|des|dem|den|the|of|in|im|links?|rechts?|linken?|rechten?|left|right|li\.?|re\.?|bds\.?|beidseits|both|teils|auch|also|\d{1,2}\.?(?:[-/]\d{1,2})?|[,/])$/;

/** "Metastasen der Rippen 4 links und 9 rechts sowie der retroperitonealen Lymphknoten": the head leads to all of them. */
export function carry(doc: Document, relation: Relation, before: Relation | undefined): Relation {
  if (!before?.leading || before.lesion?.rule.role !== 'malignant') return relation;
  if (relation.lesion || relation.disease || relation.predicates.length > 0 || before.predicates.length > 0)
    return relation;
  const gap = doc.lower.slice(before.group.end, relation.group.start);
  if (
    gap.length > 50 ||
    !/(?:^| )(?:und|and|sowie|u\.|\+|as well as) (?:also |auch )?(?:der|des|the|of|in|im) /.test(gap)
  )
    return relation;
  const words = gap.trim().split(/\s+/);
  return words.every((w) => WITHIN_LIST.test(w.replace(/,$/, '') || ','))
    ? { ...relation, lesion: before.lesion, leading: true }
    : relation;
}

/** "Sclerotic focus in L3, likely bone island": the harmless explanation stands behind the second name of the place. */
export function explain(doc: Document, relation: Relation, next: Relation | undefined): Relation {
  if (
    !next ||
    /[,;](?! (?:likely|probably|a\. ?e\.|am ehesten|wahrscheinlich|eher) )/.test(
      doc.lower.slice(relation.group.end, next.group.start),
    )
  )
    return relation;
  const places = new Set([...relation.group.tokens, ...next.group.tokens].map((t) => t.rule.place));
  const benign = next.predicates.filter((p) => p.rule.role === 'benign');
  return places.size > 1 || benign.length === 0
    ? relation
    : { ...relation, predicates: [...relation.predicates, ...benign] };
}

/** "Metastatic prostate cancer, March 2021, Gleason 4+4=8, bone and nodes": places that end a line of diagnosis. */
export function closing(doc: Document, sentence: Sentence, tokens: readonly Token[], relation: Relation): Relation {
  const { group, lesion, disease, predicates } = relation;
  if (sentence.section !== 'diagnosis' || lesion || disease || predicates.length > 0) return relation;
  if (!/^[ .)]*$/.test(doc.lower.slice(group.end, sentence.end)) || group.tokens.some((t) => t.rule.role === 'exam'))
    return relation;
  const opener = tokens.find((t) => t.end < group.start && (t.rule.role === 'malignant' || t.rule.role === 'disease'));
  const lead = /, ?$/.test(doc.lower.slice(Math.max(0, group.start - 3), group.start));
  return opener && lead ? { ...relation, disease: opener, listed: true } : relation;
}

/** A place in a list that says nothing of its own has what the list's opener says. */
export function inherit(doc: Document, relation: Relation, opener: Token | null): Relation {
  const { group, lesion, predicates, disease } = relation;
  if (
    !opener ||
    group.start < opener.end ||
    lesion ||
    disease ||
    predicates.some((p) => p.rule.role === 'normal' || p.rule.role === 'gone' || p.rule.role === 'benign')
  )
    return relation;
  // "Metastasenstatus: OSS+, HEP-".
  if (
    !group.tokens.at(-1)?.rule.id.endsWith('-stem') &&
    /^- {0,3}(?:[,;)/|]|$)/.test(doc.lower.slice(group.end, group.end + 5))
  )
    return relation;
  const between = doc.lower.slice(opener.end, group.start).replace(/\([^()]*\)/g, '');
  if (/[);]/.test(between)) return relation;
  if (opener.rule.role === 'normal') return { ...relation, predicates: [opener] };
  return opener.rule.role === 'malignant' || opener.rule.role === 'free'
    ? { ...relation, lesion: opener, leading: true }
    : { ...relation, disease: opener, listed: true };
}
