/** Which of the cycles of a sentence a date, an activity or a cue belongs to. */
import type { Document } from '../../types.ts';
import type { Anchor, Owned } from './anchors.ts';
import { breaksBetween } from './breaks.ts';
import type { Word } from './types.ts';

/** "After C3 he declined C4": the refusal is of what follows it at once. */
function isRefusalOf(doc: Document, word: Word, { start }: Anchor): boolean {
  if (word.kind !== 'cue' || word.end > start) return false;
  return /^(?:.{0,20} )?(?:declined|refused)(?: (?:the|his))? $/.test(doc.lower.slice(word.start, start));
}

/** "11.01. + 08.03.2021 (Z1, Z2)": as many days before the numbers as there are numbers, one behind the other. */
function datesInTurn(anchors: readonly Owned[], words: readonly Word[]): Word[] {
  const first = anchors[0]?.anchor.start ?? 0;
  const days = words.filter((w) => w.kind === 'date' && w.end <= first);
  const behind = words.find((w) => w.kind === 'date' && w.start > first)?.start ?? Infinity;
  const named = anchors.filter(({ anchor }) => anchor.start < behind && anchor.kind === 'number');
  return days.length > 1 && days.length === named.length - (behind < Infinity ? 1 : 0) ? days : [];
}

/** "11.06.21 (Z4, 7,8 GBq), 30.04.21 (Z3, 8,0 GBq)": no other day between the number and the dose. */
function isBehindNumber(anchors: readonly Owned[], words: readonly Word[], { start }: Word): boolean {
  const left = anchors.findLast(({ anchor }) => anchor.end <= start)?.anchor;
  return left !== undefined && !words.some((w) => w.kind === 'date' && w.start >= left.end && w.end <= start);
}

/** Tells the index of the anchor that a word belongs to; -1 for what stands before all of them. */
export function homes(doc: Document, anchors: readonly Owned[], words: readonly Word[]): (word: Word) => number {
  const first = anchors[0]?.anchor.start ?? 0;
  const datesFirst =
    words.some((w) => w.kind === 'date' && w.start < first) &&
    !words.some((w) => w.kind === 'date' && w.start > (anchors.at(-1)?.anchor.end ?? 0));
  const inTurn = datesInTurn(anchors, words);
  return (w) => {
    if (anchors.length === 1) return 0;
    const turn = inTurn.indexOf(w);
    if (turn >= 0) return turn;
    const isRow = datesFirst && w.kind !== 'cue' && !(w.kind === 'activity' && isBehindNumber(anchors, words, w));
    if (isRow) return anchors.findIndex(({ anchor }) => anchor.end >= w.start);
    const left = anchors.findLastIndex(({ anchor }) => anchor.start <= w.start);
    const [before, behind] = [anchors[left]?.anchor, anchors[left + 1]?.anchor];
    const ahead =
      before &&
      behind &&
      (before.kind === 'number' || w.kind === 'cue') &&
      breaksBetween(doc, before.end, w.start) > 0 &&
      w.end <= behind.start &&
      (breaksBetween(doc, w.end, behind.start) === 0 || /^ \($/.test(doc.lower.slice(w.end, behind.start)));
    return ahead || (behind && isRefusalOf(doc, w, behind)) ? left + 1 : left;
  };
}
