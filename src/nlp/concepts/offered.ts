/** What a form offers of which one is ticked: `[ ] 3+3  [x] 3+4`, `mHSPC [ ]  mCRPC [x]`, beside or below each other. */
import type { Document, Span } from '../types.ts';
import { lineAt } from './place.ts';
import { BOX } from './ticks.ts';

const BOX_BEFORE = new RegExp(`${BOX}\\s{0,3}(?:gleason\\s?|score\\s?|gs\\s?){0,2}$`, 'u');
const BOX_BEHIND = new RegExp(`^[^\\S\\n]{0,3}${BOX}`, 'u');

interface Choice<T> {
  readonly option: T;
  readonly before: boolean | null;
  readonly behind: boolean | null;
}

/** The options without those that a form offers and nobody ticked. One box alone may belong to what stands beside it. */
export function withoutUnticked<T extends Span>(doc: Document, options: readonly T[]): T[] {
  if (!/\[[ x]?\]|\([ x]\)/u.test(doc.lower)) return [...options];
  const choices = options.map((option) => choiceOf(doc, option));
  // Between two options a box stands behind one and before the other: the first tells which is meant.
  const first = choices.find((c) => c.before !== null || c.behind !== null);
  const side = first?.before === null ? 'behind' : 'before';
  if (choices.filter((c) => c[side] !== null).length < 2) return [...options];
  return choices.filter((c) => c[side] !== false).map((c) => c.option);
}

function choiceOf<T extends Span>(doc: Document, option: T): Choice<T> {
  const line = lineAt(doc, option.start);
  const tick = (box: RegExpExecArray | null): boolean | null => box && (box[1] === 'x' || box[2] === 'x');
  return {
    option,
    before: tick(BOX_BEFORE.exec(doc.lower.slice(Math.max(line.start, option.start - 24), option.start))),
    behind: tick(BOX_BEHIND.exec(doc.lower.slice(option.end, option.end + 9))),
  };
}
