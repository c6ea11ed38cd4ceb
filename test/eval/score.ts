/** Counts what was found of what is labelled. */
import { sameDate } from '../../src/calendar.ts';
import type { Annotation } from '../../src/domain.ts';
import type { LabelledNote } from './corpus.ts';
import { groupsOf, pairUp } from './match.ts';

export interface Tally {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export interface Score {
  /** By what is counted: `metastasis present`, `rlt_cycle given` … */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** One line an error: note, what, missed or spurious, the value. */
  readonly errors: readonly string[];
}

const NOTHING: Tally = { tp: 0, fp: 0, fn: 0 };
const plus = (a: Tally, b: Tally): Tally => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn });

export function score(notes: readonly LabelledNote[], annotate: (note: LabelledNote) => Annotation): Score {
  const tallies = new Map<string, Tally>();
  const errors: string[] = [];
  const add = (what: string, tally: Tally): void => void tallies.set(what, plus(tallies.get(what) ?? NOTHING, tally));
  for (const note of notes) {
    const { findings } = annotate(note);
    for (const group of groupsOf(note.labels, findings)) {
      const { right, missed, spurious } = pairUp(group);
      if (group.gold.length + group.found.length === 0) continue;
      add(group.what, { tp: right.length, fp: spurious.length, fn: missed.length });
      for (const item of missed) errors.push(`${note.id} ${group.what} missed ${JSON.stringify(item)}`);
      for (const { value } of spurious) errors.push(`${note.id} ${group.what} spurious ${JSON.stringify(value)}`);
    }
    const date = note.labels.crpc?.date;
    if (!date) continue;
    const dated = findings.some((f) => f.kind === 'castration_resistance' && f.date !== null && sameDate(f.date, date));
    add('castration_resistance date', dated ? { tp: 1, fp: 0, fn: 0 } : { tp: 0, fp: 0, fn: 1 });
    if (!dated) errors.push(`${note.id} castration_resistance date missed ${JSON.stringify(date)}`);
  }
  return { tallies: new Map([...tallies].sort(([a], [b]) => a.localeCompare(b))), errors };
}

export function f1({ tp, fp, fn }: Tally): number {
  return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
}

export function total(score: Score): Tally {
  return [...score.tallies.values()].reduce(plus, NOTHING);
}
