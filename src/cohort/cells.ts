/** Making cells: a value with its rule, source, evidence and state of review. */
import { imputeDay } from '../calendar.ts';
import type { Cell, CellValue, DayDate, Evidence, PartialDate, Resolved, Topic } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';

/** The parts of a row that a person decides on, by column name. */
export type Cells = Readonly<Record<string, Cell>>;

/** What a cell rests on. */
export interface Basis {
  readonly rule: string;
  readonly source: Cell['source'];
  readonly evidence: readonly Evidence[];
  readonly review?: Cell['review'];
}

/** A cell with its basis; not reviewed unless the basis says so. */
export function cell(value: CellValue, basis: Basis): Cell {
  return { value, source: basis.source, rule: basis.rule, evidence: basis.evidence, review: basis.review ?? 'none' };
}

/** Computed from other cells: no evidence of its own. */
export function derived(value: CellValue, rule: string): Cell {
  return { value, source: value === null ? null : 'derived', rule, evidence: [], review: 'none' };
}

/** Nothing in the record says so. */
export function unknown(rule: string): Cell {
  return { value: null, source: null, rule, evidence: [], review: 'none' };
}

const SOURCE = { human: 'human', structured: 'structured', note: 'machine' } as const;

/** As the table names it: what a note says, a machine has read. */
export function sourceOf(decidedBy: Resolved<unknown>['decidedBy']): Cell['source'] {
  return SOURCE[decidedBy];
}

/** Strongest of several: a person, then coded data, then notes. */
export function strongest(sources: readonly Resolved<unknown>['decidedBy'][]): Cell['source'] {
  const order = ['human', 'structured', 'note'] as const;
  const first = order.find((kind) => sources.includes(kind));
  return first ? SOURCE[first] : null;
}

/** Open before decided before none. */
export function reviewOf(record: PatientRecord, topics: readonly Topic[]): Cell['review'] {
  if (record.flags.some((flag) => topics.includes(flag.topic))) return 'open';
  return record.decided.some((topic) => topics.includes(topic)) ? 'decided' : 'none';
}

/** 1, 0, or null for unknown. */
export function yesNo(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0;
}

/** A partial date and the day that stands for it. */
export interface DatedDay {
  readonly stated: PartialDate;
  readonly day: DayDate;
}

/** A stated date with its conventional day. */
export function dated(stated: PartialDate): DatedDay {
  return { stated, day: imputeDay(stated) };
}
