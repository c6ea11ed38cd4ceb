/**
 * Who is at risk when. A patient who comes under observation after index (delayed entry, left truncation) is at risk from
 * then on only: until then a death would not have been seen. At risk at t: entry < t <= time, as R's
 * `Surv(entry, time, event)` has it.
 */
import { LutraError } from '../errors.ts';

/** One patient: time from index to death (event 1) or to the last day known alive (event 0). */
export interface Observation {
  readonly time: number;
  readonly event: 0 | 1;
  /** When the patient came under observation, in the unit of the time; 0 or absent = at index, and at risk on that day. */
  readonly entry?: number;
}

/** One distinct time at which somebody leaves. */
export interface RiskSet {
  readonly time: number;
  readonly n_risk: number;
  readonly n_event: number;
  readonly n_censor: number;
}

export interface RiskSets {
  /** Patients ever at risk. */
  readonly n: number;
  /** Patients whose end is not after their entry: never at risk, in no other number. */
  readonly neverAtRisk: number;
  /** When those came who came after index, ascending. */
  readonly entries: readonly number[];
  /** Stretches in which nobody is at risk though somebody comes later: there no death could be seen. */
  readonly gaps: readonly Stretch[];
  /** In the order of time. */
  readonly sets: readonly RiskSet[];
}

export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** R's `sqrt(.Machine$double.eps)`: survival probabilities or times this close are the same. */
export const TOLERANCE = Math.sqrt(Number.EPSILON);

/** Throws LutraError `internal` for a time that is negative or no number: such a patient has no follow-up. */
export function riskSets(observations: readonly Observation[]): RiskSets {
  if (observations.some(({ time, entry = 0 }) => !isTime(time) || !isTime(entry))) {
    throw new LutraError('internal', 'a survival time is negative or not a number', {
      remedy: 'leave patients without follow-up out of the curve and count them',
    });
  }
  const all = withoutNearTies(observations);
  const people = all.filter(({ entry, time }) => entry === 0 || entry < time);
  const entries = people.map(({ entry }) => entry).filter((entry) => entry > 0);
  entries.sort((a, b) => a - b);
  const neverAtRisk = all.length - people.length;
  return { n: people.length, neverAtRisk, entries, gaps: gapsOf(people), sets: setsOf(people, entries) };
}

const isTime = (value: number): boolean => Number.isFinite(value) && value >= 0;

type Person = Required<Observation>;

/** Times that differ by rounding only become one (R's `aeqSurv`). */
function withoutNearTies(observations: readonly Observation[]): Person[] {
  const times = observations.flatMap(({ time, entry = 0 }) => (entry > 0 ? [entry, time] : [time]));
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  const mean = distinct.reduce((sum, time) => sum + time, 0) / distinct.length;
  const standsFor = new Map([[0, 0]]);
  let [previous, first] = [Number.NEGATIVE_INFINITY, 0];
  for (const time of distinct) {
    const gap = time - previous;
    if (gap > TOLERANCE && gap / mean > TOLERANCE) first = time;
    standsFor.set(time, first);
    previous = time;
  }
  const one = (time: number): number => standsFor.get(time) ?? time;
  return observations.map(({ time, event, entry = 0 }) => ({ time: one(time), event, entry: one(entry) }));
}

function setsOf(people: readonly Person[], entries: readonly number[]): RiskSet[] {
  const leaving = Map.groupBy(
    people.toSorted((a, b) => a.time - b.time),
    ({ time }) => time,
  );
  let [left, come] = [0, 0];
  return [...leaving].map(([time, those]) => {
    while (come < entries.length && (entries[come] as number) < time) come += 1;
    const n_risk = people.length - entries.length + come - left;
    left += those.length;
    const n_event = those.filter(({ event }) => event === 1).length;
    return { time, n_risk, n_event, n_censor: those.length - n_event };
  });
}

function gapsOf(people: readonly Person[]): Stretch[] {
  const gaps: Stretch[] = [];
  let until = 0;
  for (const { entry, time } of people.toSorted((a, b) => a.entry - b.entry)) {
    if (entry > until) gaps.push({ from: until, until: entry });
    until = Math.max(until, time);
  }
  return gaps;
}

/** Patients at risk at a time, be it one at which somebody leaves or not. */
export function numberAtRisk({ n, entries, points }: AtRisk, time: number): number {
  const still = entries.filter((entry) => entry >= time).length;
  const gone = points.filter((point) => point.time < time);
  return n - still - gone.reduce((sum, { n_event, n_censor }) => sum + n_event + n_censor, 0);
}

interface AtRisk {
  readonly n: number;
  readonly entries: readonly number[];
  readonly points: readonly RiskSet[];
}
