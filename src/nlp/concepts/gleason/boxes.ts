/** Scores offered in a form, of which one is ticked: `[ ] 3+3  [x] 3+4  [ ] 4+3`, `3+3 [ ]  3+4 [x]`, one below the other. */
import type { Document } from '../../types.ts';
import { lineAt } from '../place.ts';
import { BOX } from '../ticks.ts';
import type { GleasonReading } from './reading.ts';

const BOX_BEFORE = new RegExp(`${BOX}\\s{0,3}(?:gleason\\s?|score\\s?|gs\\s?){0,2}$`, 'u');
const BOX_BEHIND = new RegExp(`^[^\\S\\n]{0,3}${BOX}`, 'u');

interface Choice {
  readonly reading: GleasonReading;
  readonly before: boolean | null;
  readonly behind: boolean | null;
}

/** The readings without those that a form offers and nobody ticked. One box alone may belong to what stands beside the score. */
export function withoutUnticked(doc: Document, readings: readonly GleasonReading[]): GleasonReading[] {
  if (!/\[[ x]?\]|\([ x]\)/u.test(doc.lower)) return [...readings];
  const choices = readings.map((reading) => choiceOf(doc, reading));
  // Between two scores a box stands behind one and before the other: the first score tells which is meant.
  const first = choices.find((c) => c.before !== null || c.behind !== null);
  const side = first?.before === null ? 'behind' : 'before';
  if (choices.filter((c) => c[side] !== null).length < 2) return [...readings];
  return choices.filter((c) => c[side] !== false).map((c) => c.reading);
}

function choiceOf(doc: Document, reading: GleasonReading): Choice {
  const line = lineAt(doc, reading.start);
  const tick = (box: RegExpExecArray | null): boolean | null => box && (box[1] === 'x' || box[2] === 'x');
  return {
    reading,
    before: tick(BOX_BEFORE.exec(doc.lower.slice(Math.max(line.start, reading.start - 24), reading.start))),
    behind: tick(BOX_BEHIND.exec(doc.lower.slice(reading.end, reading.end + 9))),
  };
}
