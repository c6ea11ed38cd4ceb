/** How far a cue reaches: what may stand between it and the words it governs. */
import type { Document, Sentence, Span } from '../types.ts';
import type { Direction, Effect, FoundCue } from './types.ts';

const OPENING: ReadonlySet<Effect> = new Set(['affirmed', 'negated', 'uncertain', 'historical', 'no_new', 'no_change']);
const JOINT = /(?:[,;/(:]|(?<![a-z])(?:und|u\.|sowie|and|plus|\+))(?: (?:die|der|das|den|the|his))? *$/;
const PART_ENDS = /^ *(?:[,;)/|]|(?<![a-z])(?:und|and|sowie)(?![a-z]))/;
/** A measured size, an uptake or a count is a statement of its own: the list that a denial governs does not go on. */
const OWN_PREDICATE =
  /\d ?(?:mm|cm)\b[^,]{0,20},|, (?:pr|sd|pd) (?:in|der|bei|of)|(?<![a-z])(?:pr|sd|pd|pos\.?|ja|yes|nad|clear|unremarkable),|suv[^,]{0,20},|, ?(?:\d+|zwei|drei|vier|ein|eine|two|three|four|a|one) (?:[a-z]|$)/;
/** "LK: + / Leber: -", "nodes pos liver neg": what has its own answer is not denied by the next one's. */
const ANSWERED_YES = /(?<![a-z-])(?<!psma )(?:pos\.?|positive?|ja|yes)(?![a-z])|[:=] ?\+/;

/** True where nothing in the gap between cue and target ends the cue's scope. `all`: every cue of the sentence. */
export function isClear(
  doc: Document,
  sentence: Sentence,
  cue: FoundCue,
  gap: Span,
  all: readonly FoundCue[],
  way: Direction,
): boolean {
  if (gap.end <= gap.start) return true;
  const text = doc.lower.slice(gap.start, gap.end);
  if (cue.reach < Infinity && words(text) > cue.reach) return false;
  if (way === 'after' && /^[^(]*\)/.test(text)) return false;
  if (way === 'before' && cue.effect === 'negated' && ANSWERED_YES.test(text)) return false;
  if (cue.direction === 'both' && cue.reach === Infinity) return sameClause(sentence, gap);
  const denies = cue.effect === 'negated' || cue.effect === 'no_new';
  if (!sameClause(sentence, gap) || ((denies || way === 'after') && OWN_PREDICATE.test(text))) return false;
  const between = all.filter((c) => c.start >= gap.start && c.end <= gap.end);
  return !between.some((c) => (way === 'after' ? closesForward(doc, cue, c) : closesBackward(doc, c)));
}

function words(text: string): number {
  return text.match(/[a-z0-9]+/g)?.length ?? 0;
}

function sameClause(sentence: Sentence, gap: Span): boolean {
  return sentence.clauses.some((c) => gap.start >= c.start - 1 && gap.end <= c.end + 1);
}

/** Going right from `cue`: does the cue on the way begin something new? */
function closesForward(doc: Document, cue: FoundCue, on: FoundCue): boolean {
  if (on.effect === 'stop') return true;
  if (!OPENING.has(on.effect)) return false;
  const lead = doc.lower.slice(cue.end, on.start);
  return JOINT.test(lead) || (on.effect === 'affirmed' && on.direction === 'after' && words(lead) > 3);
}

const CIRCUMSTANCE = /^(?:unter|mit|danach|dann|which)$/;

/** Going left from a cue that stands behind its words: does the cue on the way close the statement before? */
function closesBackward(doc: Document, on: FoundCue): boolean {
  // "Lebermetastasen unter Docetaxel verschwunden": the circumstance stands within the statement.
  if (on.effect === 'stop') return !CIRCUMSTANCE.test(doc.lower.slice(on.start, on.end));
  // "Brain met s/p SRS, no residual disease": so does what was done about it.
  if (on.rule === 'hist-treated') return false;
  return OPENING.has(on.effect) && PART_ENDS.test(doc.lower.slice(on.end, on.end + 12));
}
