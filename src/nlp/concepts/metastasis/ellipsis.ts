/** "Leber viele Mets, Lunge einzelne, Hirn keine": the word for metastases stands once and is meant of every place. */
import { assess } from '../../assertion/assess.ts';
import type { Assessment } from '../../assertion/types.ts';
import type { Document, Sentence } from '../../types.ts';
import { isResolved, malignant } from './explained.ts';
import type { Relation } from './relation.ts';
import type { Verdict } from './status.ts';
import type { SiteStatement, Token } from './types.ts';

const ADVERBS =
  '(?:(?:jedoch|aber|dagegen|hingegen|bislang|bisher|aktuell|derzeit|weiterhin|weiter|nur|nun|jetzt|noch|sind|ist|hat|wiederum|da|dort|however|only|just|still|is|are|has) ){0,3}';
const END = '(?= *(?:$|[,.;)|\\n]))';
const ALSO = '(?:auch|ebenfalls|ebenso|gleichfalls|desgleichen|dito|likewise|too|as well)';
const NONE = new RegExp(`^:? ${ADVERBS}(?:${ALSO} )?(?:keine?|keinerlei|ohne|nicht|none)${END}`);
const SOME = new RegExp(
  `^:? ${ADVERBS}(?:${ALSO} )?(?:mit (?:solchen|einzelnen|multiplen|mehreren|einer)|einzelne|eine|einige|mehrere|viele|etliche|multiple|zahlreiche|wenige|vereinzelte?|zwei|drei|vier|fuenf|\\d{1,2}(?![.,/]\\d)|a few|one|two|three|several|many|numerous)(?: (?:kleine|grosse|winzige|neue|weitere|small|large|new))?${END}`,
);
const SAME = new RegExp(`^:? ${ALSO}${END}`);
/** "Befallen sind Knochen und LK, nicht aber die Leber". */
const NOT_THIS = /[,;] (?:aber |jedoch )?nicht (?:aber |jedoch |dagegen )?(?:(?:in |im )?(?:die |der |das |dem )?)$/;
/** "Keine Metastasen in der Leber, wohl aber im Skelett". */
const BUT_HERE = /(?:wohl aber|sehr wohl) (?:(?:im|in der|in den|am) )?$/;
const ENDS = /^ *[.;)]?$/;
/** "Metastasen im Skelett; solche in der Leber sind nicht nachweisbar". */
const SUCH = /(?:^|[^a-z])(?:solche|diejenigen|jene|those) (?:in|im|am|an|of) (?:der |den |the )?$/;

const PLAIN: Assessment = { assertion: 'affirmed', effects: new Set(), cues: [] };

function verdict(status: SiteStatement['status'], assessment = PLAIN): Verdict {
  return { status, strength: 'strong', assessment, resolved: false };
}

/**
 * What a place says that has only the number or the denial of what was named before it; null where it says more or
 * nothing was named. `last`: what the place before it says.
 */
export function ellipsisOf(
  doc: Document,
  sentence: Sentence,
  tokens: readonly Token[],
  relation: Relation,
  last: Verdict | null,
): Verdict | null {
  const { group, lesion } = relation;
  const rest = doc.lower.slice(group.end, Math.min(sentence.end, group.end + LONGEST));
  // "Lungenmets weg, Lebermets auch".
  if (group.tokens.every((t) => t.rule.lesion === 'malignant') && SAME.test(rest)) return last;
  if (lesion || group.tokens.some((t) => t.rule.role === 'compound' || t.rule.role === 'exam')) return null;
  const before = tokens.filter((t) => t.end <= group.start);
  const named = before.some((t) => t.rule.role === 'malignant' || t.rule.lesion === 'malignant');
  const none = NONE.exec(rest)?.[0] ?? '';
  // "Leber, Lunge, Nebennieren ohne": of an organ alone that leaves out the finding.
  if (none.endsWith(' ohne')) return verdict('absent');
  const found = named || before.some((t) => t.rule.role === 'neutral' || t.text.startsWith('befallen'));
  if (none !== '') return found ? verdict('absent') : null;
  const lead = doc.lower.slice(Math.max(0, group.start - 32), group.start);
  if (found && NOT_THIS.test(lead) && ENDS.test(rest)) return verdict('absent');
  const such = SUCH.test(lead);
  if (!named && !(such && /metas|filia/.test(doc.lower.slice(Math.max(0, group.start - 120), group.start))))
    return null;
  // "Rippe 6": which one, not how many.
  const numbered = group.tokens.at(-1)?.rule.role === 'part' && /^:? \d/.test(rest);
  if ((SOME.test(rest) && !numbered) || (BUT_HERE.test(lead) && ENDS.test(rest))) return verdict('present');
  if (SAME.test(rest)) return last;
  if (isWithoutNoun(doc, relation)) return ofAdjective(doc, relation);
  if (!such) return null;
  const assessment = assess(doc, group, ['planned']);
  return verdict(malignant(assessment), assessment);
}

/** "Hepatische Metastasierung ruecklaeufig, pulmonale unveraendert": an inflected adjective alone with its course. */
function isWithoutNoun(doc: Document, { group, predicates }: Relation): boolean {
  // German writes nouns with a capital.
  const gap = doc.view.slice(group.end, predicates[0]?.start ?? group.end);
  return (
    /^[^A-Z]{0,40}$/.test(gap) &&
    group.tokens.every((t) => t.rule.id.endsWith('-adjective') && /(?:isch|aer|al)en?$/.test(t.text)) &&
    predicates.every((p) => p.rule.role === 'course' || p.rule.role === 'gone')
  );
}

function ofAdjective(doc: Document, { group, predicates, until }: Relation): Verdict | null {
  const assessment = assess(doc, group, ['planned'], until);
  const gone = predicates.some((p) => p.rule.role === 'gone') || isResolved(assessment, false);
  if (gone) return { ...verdict('historical', assessment), resolved: true };
  return predicates.length > 0 || assessment.effects.has('negated') ? verdict(malignant(assessment), assessment) : null;
}

/** Most characters rest a place that its number or denial needs. */
const LONGEST = 70;
