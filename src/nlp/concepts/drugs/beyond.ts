/** What other statements say of a drug: the answer to a question, "ebenso" after another drug, the next sentence. */
import { ending } from '../../matching/ending.ts';
import { sentenceAt as sentenceIndexAt } from '../../document/document.ts';
import type { Document, RawCue } from '../../types.ts';
import { leftInSentence, rightInSentence } from '../place.ts';
import { byWeight, freeCues } from './cue-search.ts';
import type { Found } from './cue-search.ts';
import type { DrugEffect } from './cues.ts';
import type { DrugGroup } from './find.ts';
import { OTHER_TREATMENT } from './subjects.ts';
import { matchesOf } from '../../matching/matches.ts';

export interface DrugStatement {
  readonly effect: DrugEffect | 'unticked';
  readonly strength: 0 | 1 | 2 | 3 | 4;
  readonly cues: readonly RawCue[];
}

/** The drugs named before, and what was read of them. */
export interface Previous {
  readonly group: DrugGroup;
  readonly statement: DrugStatement;
}

export const toStatement = (found: Found): DrugStatement => ({
  effect: found.cue.effect,
  strength: found.cue.strength,
  cues: [found],
});

/** Said in the next sentence of what the last one proposed. */
const FOLLOW_UP: readonly (readonly [DrugEffect, RegExp])[] = [
  [
    'declined',
    /(?<!\p{L})(?:abgelehnt|lehnt|declin(?:ed|es)|refus(?:ed|es)|(?:does not|doesn't|did not|didn't|will not|won't) (?:want|wish|have|take)|not (?:keen|willing)|(?:will|wollte|mag|wuenscht) [\p{L} ]{0,20}(?:nicht|kein\p{L}*)|never (?:started|taken|given|received)|turned (?:it|this|that|them) down|passed on (?:it|this|that)|(?:would|he'd) rather not|moechte .{0,30}nicht)/u,
  ],
  [
    'given',
    /(?:first dose|erste (?:gabe|dosis)|c1(?:d1)?)[^.;]{0,30}(?:taken|given|today|gelaufen|gegeben|erhalten|verabreicht)/u,
  ],
  [
    'planned',
    /^plan:? \d{2,3} ?mg\/(?:m2|m²|qm)|(?<!\p{L})(?:to start|starts|samples|prescri\p{L}+|start\p{L}* (?:am|ab|on)|beginn (?:am|ab)|script|rezept|agrees|einverstanden)/u,
  ],
];

/** What the next sentence says is said of another treatment. */
const OTHER_MATTER = /(?<!\p{L})(?:rt|op|surgery|studie\p{L}*|trial)(?!\p{L})/u;

/** What the next sentence says of the drug, where it names no other. */
export function followUp(doc: Document, group: DrugGroup, next: DrugGroup | undefined): DrugStatement | null {
  const sentence = doc.sentences[sentenceIndexAt(doc, group.start) + 1];
  if (!sentence || sentence.section !== group.sentence.section || sentence.start - group.sentence.end > 3) return null;
  const end = Math.min(sentence.end, sentence.start + 120);
  if (next && next.start < end) return null;
  const text = doc.lower.slice(sentence.start, end);
  const hit = isOfOther(text, group) ? undefined : FOLLOW_UP.find(([, pattern]) => pattern.test(text));
  return hit ? { effect: hit[0], strength: 2, cues: [{ rule: 'drug.follow_up', start: sentence.start, end }] } : null;
}

function isOfOther(text: string, group: DrugGroup): boolean {
  if (OTHER_MATTER.test(text)) return true;
  const taxane = group.drugs.some((d) => d.drug.endsWith('taxel'));
  return matchesOf(OTHER_TREATMENT, text).some(([name]) => !(taxane && name.startsWith('chemo')));
}

const QUESTION = /^(?:-\p{L}{1,14})?\s?\?/u;
const ANSWERS: readonly (readonly [DrugEffect, RegExp])[] = [
  ['declined', /^[\s>:,-]{0,6}(?:nein|no|nope|nicht|not|never|nie)(?!\p{L})/u],
  ['planned', /^[\s>:,-]{0,6}(?:ja|yes|ok|okay|gerne?)(?!\p{L})/u],
];

/** "Caba? -> traut er sich nicht zu": what stands behind the question mark on the line is its answer; without one nothing is said. */
export function answerTo(doc: Document, group: DrugGroup, next: DrugGroup | undefined): DrugStatement | null {
  const mark = QUESTION.exec(doc.lower.slice(group.end, group.end + 18));
  if (!mark) return null;
  const start = group.end + mark[0].length;
  const lineEnd = doc.lower.slice(start, start + 100).indexOf('\n');
  const limit = Math.min(start + 100, next?.start ?? Infinity, lineEnd < 0 ? doc.lower.length : start + lineEnd);
  const span = { start, end: Math.max(start, limit) };
  const plain = ANSWERS.find(([, pattern]) => pattern.test(doc.lower.slice(span.start, span.end)));
  if (plain) return { effect: plain[0], strength: 3, cues: [{ rule: 'drug.answer', ...span }] };
  const [best] = byWeight(freeCues(doc, span, 'right').filter((f) => f.cue.strength >= 2 && f.cue.effect !== 'talk'));
  return best ? toStatement(best) : { effect: 'talk', strength: 1, cues: [] };
}

const LIKEWISE_AFTER =
  /^(?:,| -|:)?\s?(?:(ebensowenig|genausowenig|auch nicht|either)|ebenso|ebenfalls|desgleichen|dito|ditto|likewise|similarly|also|as well|too|auch(?! keine?)|genauso|gilt (?:das ?)?(?:gleiche|dasselbe|selbe))(?!\p{L})/u;
const LIKEWISE_BEFORE = ending(
  /(?<!\p{L})(?:(ebensowenig|genausowenig|auch nicht|auch kein|neither|nor(?: (?:did|was|were|has|had)(?: (?:he|the patient|pt))?(?: (?:ever|have|had|receive|get|take|start))?)?)|ebenso|ebenfalls|likewise|same (?:(?:goes|applies|is true|holds)(?: true)? )?(?:for|with|to|of)|(?:gleiches?|dasselbe|das gleiche|selbe) gilt (?:\p{L}+ ){0,2}fuer) $/u,
);

/** "Enzalutamid kontraindiziert, Apalutamid ebenso": the verdict on the drug before. */
export function asPrevious(
  doc: Document,
  group: DrugGroup,
  best: Found | undefined,
  previous: Previous | null,
): DrugStatement | null {
  if (!previous || group.start - previous.group.end > 120 || group.sentence.section !== previous.group.sentence.section)
    return null;
  const words =
    LIKEWISE_AFTER.exec(rightInSentence(doc, group.end, 24)) ??
    LIKEWISE_BEFORE.exec(leftInSentence(doc, group.start, 44));
  if (!words || (best && best.start >= group.end && best.cue.strength >= 2)) return null;
  // "Abiraterone did not work, nor did enzalutamide": both were given.
  if (words[1]?.startsWith('nor') === true && previous.statement.effect === 'given') return previous.statement;
  if (words[1] !== undefined) return { effect: 'declined', strength: 3, cues: [] };
  return previous.statement.effect === 'unticked' ? null : previous.statement;
}
