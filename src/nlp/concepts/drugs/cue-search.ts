/** The cues that reach a drug, the weightiest first. */
import { finder } from '../../matching/finder.ts';
import type { Document, RawCue, Span } from '../../types.ts';
import { DRUG_CUES } from './cues.ts';
import type { DrugCue, DrugEffect } from './cues.ts';
import type { DrugGroup } from './find.ts';
import { isOwn } from './subjects.ts';
import type { Window } from './subjects.ts';

export interface Found extends RawCue {
  readonly cue: DrugCue;
  readonly distance: number;
}

const expressionOf = ({ pattern }: DrugCue): string =>
  /^\p{L}|^\(\?/u.test(pattern) ? `(?<!\\p{L})(?:${pattern})` : pattern;
/** Looked for up to the drug, back over the whole sentence; the others stay between the neighbouring drugs. */
const isAdjacent = ({ pattern }: DrugCue): boolean => pattern.endsWith('$');
/** Begins right behind the drug. */
const isNext = ({ pattern }: DrugCue): boolean => pattern.startsWith('^');
const found = (cue: DrugCue) => ({ cue, pattern: finder(new RegExp(expressionOf(cue), 'gu')) });
const ADJACENT = DRUG_CUES.filter(isAdjacent).map(found);
const FREE = DRUG_CUES.filter((cue) => !isAdjacent(cue) && !isNext(cue)).map(found);
const ANY_FREE = finder(new RegExp(FREE.map(({ cue }) => expressionOf(cue)).join('|'), 'u'));
const NEXT = DRUG_CUES.filter((cue) => !isAdjacent(cue) && isNext(cue)).map((cue) => ({
  cue,
  pattern: new RegExp(cue.pattern, 'u'),
}));

/** Among equals: a refusal, a fact, a plan, talk. */
const WEIGHT: readonly DrugEffect[] = ['declined', 'given', 'planned', 'talk'];

/** The cues that reach the group, the weightiest first. */
export function cuesIn(doc: Document, group: DrugGroup, window: Window): Found[] {
  const found: Found[] = [];
  const from = Math.max(group.sentence.start, group.start - 120);
  for (const { cue, pattern } of ADJACENT) {
    const match = pattern.first(doc, from, group.start);
    if (match) found.push({ rule: cue.id, start: group.start - match[0].length, end: group.start, cue, distance: 0 });
  }
  found.push(...ownCues(doc, group, window));
  const sentence = { start: group.sentence.start, end: group.start };
  if (window.left.start > sentence.start)
    found.push(...freeCues(doc, sentence, 'left').filter((f) => f.cue.strength === 4 && f.cue.effect === 'talk'));
  const kept = found.filter(
    (f) =>
      !found.some(
        (other) => other.cue.effect !== f.cue.effect && other.cue.strength >= f.cue.strength && covers(other, f),
      ),
  );
  return byWeight(kept);
}

/** The words on either side that are said of this group and of no neighbour. */
function ownCues(doc: Document, group: DrugGroup, { left, right, beyond, ...window }: Window): Found[] {
  const divided = (span: Span, side: 'left' | 'right') => (f: Found) =>
    isOwn(doc.lower.slice(span.start, span.end), f.start - span.start, f.end - span.start, side);
  const before = freeCues(doc, left, 'left').filter(
    window.hasLeft ? divided(left, 'left') : (f) => !isRefusalOfOther(doc, f, group),
  );
  const behind = freeCues(doc, right, 'right').filter(window.hasRight ? divided(right, 'right') : () => true);
  const found = [...before, ...behind, ...(beyond ? freeCues(doc, beyond, 'right') : [])];
  return window.circumstance ? found.filter((f) => f.cue.effect === 'given' || isPredicateOf(doc, group, f)) : found;
}

/** "Taxane kontraindiziert, Apalutamid vertragen": a refusal before a comma was of something else. */
const isRefusalOfOther = (doc: Document, { cue, end }: Found, group: DrugGroup): boolean =>
  cue.effect === 'declined' && doc.lower.slice(end, group.start).includes(',');

/** "after docetaxel was declined", "nach Docetaxel (abgelehnt)": said of the circumstance itself. */
const isPredicateOf = (doc: Document, group: DrugGroup, { start }: Found): boolean =>
  /^\s?(?:\(|(?:was|were|wurde|had been|has been)\s)(?:\p{L}+\s)?$/u.test(doc.lower.slice(group.end, start));

export function byWeight(found: readonly Found[]): Found[] {
  return found.toSorted(
    (a, b) =>
      b.cue.strength - a.cue.strength ||
      a.distance - b.distance ||
      WEIGHT.indexOf(a.cue.effect) - WEIGHT.indexOf(b.cue.effect),
  );
}

const covers = (a: Span, b: Span): boolean => a.start <= b.start && a.end >= b.end && a.end - a.start > b.end - b.start;

function matchesIn(doc: Document, { start, end }: Span): [DrugCue, RegExpExecArray][] {
  const matches: [DrugCue, RegExpExecArray][] = [];
  if (ANY_FREE.isIn(doc, start, end))
    for (const { cue, pattern } of FREE) for (const match of pattern.all(doc, start, end)) matches.push([cue, match]);
  const text = doc.lower.slice(start, end);
  for (const { cue, pattern } of NEXT) {
    const match = pattern.exec(text);
    if (match) matches.push([cue, match]);
  }
  return matches;
}

export function freeCues(doc: Document, span: Span, side: 'left' | 'right'): Found[] {
  const found: Found[] = [];
  for (const [cue, match] of matchesIn(doc, span)) {
    if (cue.direction === (side === 'left' ? 'after' : 'before') || match[0] === '') continue;
    const [start, end] = [span.start + match.index, span.start + match.index + match[0].length];
    if (side === 'left' && /^\.\s/u.test(doc.lower.slice(end, Math.min(end + 2, span.end)))) continue;
    found.push({ rule: cue.id, start, end, cue, distance: side === 'left' ? span.end - end : start - span.start });
  }
  return found;
}
