/** Rewriting a text while keeping the way back: a list of replacements gives the new text and its offset map. */
import type { Span } from '../types.ts';

/** Replace `[start, end)` of the text by `text`. */
export interface Edit extends Span {
  readonly text: string;
}

/** The new text, the span each edit has in it, and the map from its offsets to the old ones. */
export interface Edited {
  readonly text: string;
  readonly changed: readonly Span[];
  /** The edits that were made, one for each of `changed`. */
  readonly kept: readonly Edit[];
  readonly toOld: (span: Span) => Span;
}

/**
 * Applies edits given in ascending order; an edit that overlaps an earlier one is dropped. Any span of the new text maps
 * to the smallest span of the old one that holds all it was made of.
 */
export function applyEdits(old: string, edits: readonly Edit[]): Edited {
  const kept: Edit[] = [];
  const changed: Span[] = [];
  const parts: string[] = [];
  let [length, done] = [0, 0];
  for (const edit of edits) {
    if (edit.start < done) continue;
    if (edit.start > done) parts.push(old.slice(done, edit.start));
    const start = length + edit.start - done;
    length = start + edit.text.length;
    changed.push({ start, end: length });
    parts.push(edit.text);
    done = edit.end;
    kept.push(edit);
  }
  parts.push(old.slice(done));
  return { text: parts.join(''), changed, kept, toOld: (span) => mapBack(span, kept, changed) };
}

function mapBack(span: Span, edits: readonly Edit[], changed: readonly Span[]): Span {
  const start = oldOffset(span.start, edits, changed, 'start');
  return { start, end: Math.max(start, oldOffset(span.end, edits, changed, 'end')) };
}

/** A start takes the beginning of what it falls into, an end the end; deleted text belongs to neither neighbour. */
function oldOffset(offset: number, edits: readonly Edit[], changed: readonly Span[], side: 'start' | 'end'): number {
  const at = lastBefore(offset, changed, side);
  if (at < 0) return offset;
  const [edit, place] = [edits[at] as Edit, changed[at] as Span];
  if (offset >= place.end) return edit.end + (offset - place.end);
  return side === 'start' ? edit.start : edit.end;
}

/** Index of the last edit that lies, at least with its beginning, before the offset. Binary search. */
function lastBefore(offset: number, changed: readonly Span[], side: 'start' | 'end'): number {
  let [low, high] = [0, changed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { start, end } = changed[middle] as Span;
    if (start < offset || (side === 'start' && start === offset && end === start)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
