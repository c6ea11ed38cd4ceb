/** What the words around a finding make of it: another explanation, a condition, a verdict on what was open. */
import type { MetastasisStatus } from '../../../domain.ts';
import type { Assessment } from '../../assertion/types.ts';
import type { Document, Sentence } from '../../types.ts';
import type { Relation } from './relation.ts';
import type { Token } from './types.ts';

/** "Nebennierenmetastase, DD Adenom". */
export function isAlternative(doc: Document, relation: Relation): boolean {
  return (
    relation.predicates.some(
      (p) =>
        p.rule.role === 'benign' &&
        /(?:dd:?|vs\.?|versus|oder|differential\w*)(?: [a-z]+){0,2} ?$/.test(
          doc.lower.slice(Math.max(0, p.start - 24), p.start),
        ),
    ) || isEither(doc, relation)
  );
}

/** "Adenom oder Filia", "?mets ?infective", "Filia? Granulom?". */
function isEither(doc: Document, { predicates }: Relation): boolean {
  return predicates.some(
    (p) =>
      p.rule.role === 'benign' &&
      (/^\??,? ?(?:oder|or|vs\.?|versus|dd:?|\/|\?) ?(?:an? |eine[rn]? )?(?:metas|fili|met(?:s|a)?(?![a-z])|absied|malig)/.test(
        doc.lower.slice(p.end, p.end + 24),
      ) ||
        /(?:met(?:s|\.|astas[a-z]+)?|fili(?:ae?|as))(?:\? ?\/? ?| \??)\? ?$|(?:met(?:s|\.|astas[a-z]+)?|fili(?:ae?|as))(?:\?,? ?\/?|,? ?(?:\/|oder|vs\.?)) ?$/.test(
          doc.lower.slice(Math.max(0, p.start - 24), p.start),
        )),
  );
}

/** "Indeterminate liver lesion, on MRI a haemangioma". */
export function isSettled(doc: Document, { predicates }: Relation): boolean {
  return predicates.some(
    (p) =>
      p.rule.role === 'benign' &&
      /(?:(?<![a-z-])(?:(?:im|in|on|by|per) (?:der |the )?)?(?:mrt?|mri|biops[a-z]*|sono[a-z]*|pet|kontrolle|follow-up)|histolog[a-z]*|bioptisch|entpuppt|erwies|turned out|proved|proven|confirmed)(?: (?!dd|eher|likely|probabl|suspec|v\.a)[a-z0-9/:-]+){0,4} $/.test(
        doc.lower.slice(Math.max(0, p.start - 50), p.start),
      ),
  );
}

/** "Too small to characterise, likely cysts": what the reader takes it for, though he cannot be sure. */
export function isFavoured(doc: Document, { predicates }: Relation): boolean {
  return predicates.some(
    (p) =>
      p.rule.role === 'benign' &&
      !p.text.startsWith('benign') &&
      /(?:likely|probabl[ey]|favou?r(?:ed|s)?|presum(?:ed|ably)|statistically|in keeping with|consistent with|compatible with|represents?)(?: (?!or|vs|versus|not)[a-z-]+){0,3} $/.test(
        doc.lower.slice(Math.max(0, p.start - 60), p.start),
      ),
  );
}

/** ", die bekannten in Becken und LWS unveraendert": the rest of the statement is on those that were known. */
const KNOWN_REMAIN =
  /^[,;] (?:die |the )?(?:vor)?(?:bekannten?|known(?: ones)?|existing(?: ones)?|alten?|uebrigen?|previous(?: ones)?) (?:[a-z]+ ){0,6}(?:unveraendert|stabil|konstant|idem|unchanged|stable|ruecklaeufig|regredient|progredient|persist|kleiner|groesser|less|more|weniger|blasser|fading|abgeblasst|smaller|larger)/;

export function knownRemain(doc: Document, from: number): boolean {
  return KNOWN_REMAIN.test(doc.lower.slice(from, from + 60));
}

/** "Keine neuen Laesionen, bekannte stabil". */
export function hasKnown(doc: Document, relation: Relation): boolean {
  const { lesion, predicates, group } = relation;
  const compound = group.tokens.at(-1)?.rule.lesion === 'malignant' ? group.end : null;
  const behind = lesion?.end ?? compound;
  if (behind !== null && knownRemain(doc, behind)) return true;
  return predicates.some(
    (p) =>
      (p.rule.role === 'course' || p.rule.role === 'positive') &&
      lesion !== null &&
      /^[,;] (?:die )?(?:vor)?(?:bekannte[nr]?|known|existing|alte[nr]?|uebrige[nr]?|previous)/.test(
        doc.lower.slice(lesion.end, p.start),
      ),
  );
}

/** "Herd in der Leber, der, sofern sich dies im MRT bestaetigt, als Metastase zu werten waere". */
export function isOnCondition(
  doc: Document,
  sentence: Sentence,
  { group }: Relation,
  { effects }: Assessment,
): boolean {
  if (!effects.has('hypothetical') || effects.has('other_subject') || effects.has('indication')) return false;
  const said = doc.lower.slice(sentence.start, sentence.end);
  return (
    /(?:falls|sofern|wenn|if) (?:[a-z-]+ ){0,8}(?:bestaetigt|confirmed)/.test(said) &&
    (group.tokens.some((t) => t.rule.lesion === 'neutral') || /herde?|laesion|lesion|nodul/.test(said))
  );
}

/** "Rundherde kleiner, teils nicht mehr nachweisbar": the others are still there. */
export function isPartly(doc: Document, { start }: Token): boolean {
  return /(?:^|[^a-z])(?:teils|teilweise|z\. ?t\.|zum teil|einige|einzelne|grossteils|groesstenteils|weitgehend|ueberwiegend|praktisch|nahezu|fast|beinahe|partly|partially|some|in part|nearly|almost|largely|mostly) (?:(?:komplett|vollstaendig|ganz|auch|have|are|all|completely) )?$/.test(
    doc.lower.slice(Math.max(0, start - 36), start),
  );
}

const ONCE =
  '(?:ehemals|ehemalig[a-z]*|vormals|frueher|zuvor|vorher|anfangs|(?:vor)?bekannt[a-z]*|vorbeschrieben[a-z]*|formerly|previously|initially)';
const MARKED =
  '(?:psma-?(?:[a-z]{3,9} |-)?(?:pos|\\+|avid)|[a-z]*speichernd|vergroessert|befallen|positiv|pathologisch|avid|suspekt|enlarged|abnormal|[a-z]*metastas)';
const WAS = new RegExp(`(?:^|[^a-z])${ONCE} (?:(?!kein|nicht|not?[ ]|un)[a-z]+ ){0,2}${MARKED}`);
const IS_NOW =
  /(?<![a-z])(?:jetzt|aktuell|nun|nunmehr|heute|inzwischen|mittlerweile|derzeit|now|currently|today)(?![a-z])/;

/** "Ehemals PSMA-positive LK, jetzt negativ": what is well now was not. */
export function wasOnce(doc: Document, { start, end }: Sentence): boolean {
  const said = doc.lower.slice(start, end);
  return WAS.test(said) && IS_NOW.test(said);
}

/** "nicht pathologisch vergroessert", "not enlarged": the mark itself is denied. */
export function isDenied(doc: Document, predicate: Token): boolean {
  const mark =
    predicate.rule.role === 'positive' ||
    (predicate.rule.role === 'suspect' && !predicate.text.includes('verdacht')) ||
    /^(?:enlargement|vergroesserung)$/.test(predicate.text);
  if (!mark || predicate.rule.id === 'met-size') return false;
  return /(?:^| )(?:nicht|not?(?<!nur no)|non|none|without|ohne|kein\w*)[ -](?:(?!longer|mehr)[a-z]+ )?$/.test(
    doc.lower.slice(Math.max(0, predicate.start - 24), predicate.start),
  );
}

const OTHER_PART =
  '(?:links|rechts|left|right|uebrige[nr]?|anderen?|others?|remaining|(?:retroperi|medias|iliak|iliac|pelvi|para-?aor|supra[ck]lav|inguin|obturat|axill|[zc]ervi[kc]|hilaer|hilar|mesore)[a-z]*)';
const REMAINS =
  '(?:noch|weiter|residu|verbl|persist|unveraendert|stabil|konstant|progredient|still|unchanged|stable|remain|avid)';
const HALF = new RegExp(
  `[,;] (?:(?:und|aber|jedoch|and|but) )?(?:die |the )?${OTHER_PART} (?:(?:lk|lymphknoten|nod[a-z]+|dis[a-z]+|metasta[a-z]+) )?${REMAINS}|[,;] (?:(?:und|aber|and|but) )?(?:one|two|three|some|a few|others?|eine[rs]?|einige) (?:[a-z]+ )?(?:persists?|remains?|persist(?:iert|ieren)|verbl|noch )|[,;] (?:(?:und|aber|and|but|with) )?(?:residual|residuelle?|persistent|persisting|persistierende?|verbliebene?|remaining) ${OTHER_PART}`,
);

/** "Hepatic lesions have shrunk, two have vanished", "all nodes resolved except for one". */
const SOME_GONE =
  /(?:resolved|gone|disappeared|vanished|cleared|verschwunden),? (?:except(?: for)?|apart from|other than|save for|bar|bis auf|ausser) |, (?:one|two|three|some|several|a few|most|many|einige|zwei|drei|eine|mehrere|teils)(?: of (?:them|these)| davon)?(?: (?:has|have|is|are|sind|ist))? (?:now |ganz |fully |nicht )?(?:gone|vanished|resolved|disappeared|verschwunden|mehr)/;

/** "LK iliakal rechts nicht mehr nachweisbar, links noch 12 mm", "mediastinale LK-Metastasen verschwunden, iliakal residuell". */
export function isHalf(doc: Document, sentence: Sentence, member: Token): boolean {
  const rest = doc.lower.slice(member.end, Math.min(sentence.end, member.end + LONGEST_REST));
  return HALF.test(rest) || SOME_GONE.test(rest);
}

/** Most characters behind a place that may tell of its other part. */
const LONGEST_REST = 160;

/** "Mets hepatisch: im MRI 2 Haemangiome, keine Mets": the question names them, the answer denies them. */
export function isAskedAndDenied(doc: Document, sentence: Sentence, { group, leading }: Relation): boolean {
  return (
    leading &&
    /^ ?: [^:]{0,100}(?<![a-z])(?:keine?|no|ohne) (?:sichere?n? |definite )?(?:met(?:s|as[a-z]*|a)?|fili[a-z]*|absied[a-z]*)[ .]{0,3}$/.test(
      doc.lower.slice(group.end, Math.min(sentence.end, group.end + LONGEST_REST)),
    )
  );
}

/** "2-3 mm nodules, nonspecific, attention on follow-up": who looks again has not called it harmless. */
export function isWatched(doc: Document, { predicates }: Relation): boolean {
  const benign = predicates.filter((p) => p.rule.role === 'benign');
  return (
    benign.length > 0 &&
    benign.every(
      (p) =>
        /unspez|specific/.test(p.text) &&
        /^[,;(:]? ?(?:(?!no |not |keine? |stabl|stabil|unveraend|unchang)[a-z0-9/]+[,;:]? ){0,4}?(?:attention|follow-?up|f\/u|fu|re-?scan|repeat|kontroll[a-z]*|verlaufskontroll[a-z]*|re-?ct)(?![a-z])/.test(
          doc.lower.slice(p.end, p.end + 70),
        ),
    )
  );
}

export function malignant({ effects }: Assessment): MetastasisStatus | null {
  // "Z.n. Nephrektomie, damals V.a. Lungenfiliae, nicht bestaetigt": what was only suspected never was.
  if (effects.has('negated')) return effects.has('historical') && !effects.has('uncertain') ? 'historical' : 'absent';
  if (effects.has('uncertain')) return 'uncertain';
  if (effects.has('historical')) return 'historical';
  if (effects.has('no_new')) return null;
  return 'present';
}

export function isResolved(assessment: Assessment, gone: boolean): boolean {
  return gone || assessment.cues.some((c) => c.rule.startsWith('hist-gone') || c.rule === 'hist-no-longer-de');
}

export function isSclerotic(relation: Relation): boolean {
  return relation.group.tokens.some((t) => /plast|plasi|blast|scler|lytic|lytisch|lyse/.test(t.text));
}
