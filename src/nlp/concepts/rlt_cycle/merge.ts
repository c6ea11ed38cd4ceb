/** One entry a cycle: what the passages of a note say of the same administration is put together. */
import { compareDates, daysBetween, isBefore, sameDate } from '../../../calendar.ts';
import type { CycleStatus, PartialDate, RltAgent } from '../../../domain.ts';
import type { Event } from './types.ts';

export interface Cycle {
  number: number | null;
  date: PartialDate | null;
  agent: RltAgent;
  activity: number | null;
  status: CycleStatus;
  tentative: boolean;
  weak: boolean;
  inferred: boolean;
  /** Planned for a day behind the note's. */
  ahead: boolean;
  readonly from: number[];
}

/** Days within which two dates can be those of one administration (clinical.md: cycles merge within 3 days). */
const SAME_DAYS = 3;
/** A fresh report tells of an administration this many days back at most. */
const RECENT_DAYS = 60;

export function mergeCycles(events: readonly Event[], noteDate: PartialDate | null): Cycle[] {
  const cycles: Cycle[] = [];
  const order = (e: Event): number => {
    if (e.corrects) return 3;
    if (e.replaces && e.number !== null && !e.inferred) return 1.5;
    if (e.number === null || e.inferred) return 2;
    return e.date === null ? 1 : 0;
  };
  const sorted = events
    .map((event, at) => ({ event, at }))
    .toSorted((a, b) => order(a.event) - order(b.event) || a.at - b.at);
  for (const { event, at } of sorted) {
    const same = cycles.find((c) => isSame(c, event)) ?? openCycle(cycles, event, noteDate);
    if (same) absorb(same, event, at, noteDate);
    else if (!isRestart(cycles, event)) cycles.push(fresh(event, at, cycles, noteDate));
  }
  return tidy(inOrder(cycles)).toSorted(byTime);
}

function fresh(event: Event, at: number, cycles: readonly Cycle[], noteDate: PartialDate | null): Cycle {
  const { date, agent, activity, status, tentative, weak, inferred } = event;
  const taken = event.number !== null && cycles.some((c) => c.number === event.number);
  const ahead = status === 'planned' && date !== null && noteDate !== null && isBefore(noteDate, date);
  const number = taken ? null : event.number;
  return { number, date, agent, activity, status, tentative, weak, inferred, ahead, from: [at] };
}

/** Same number, or same date; a number that was only concluded gives way to the date. */
function isSame(cycle: Cycle, event: Event): boolean {
  const dates = cycle.date && event.date ? isNear(cycle.date, event.date) : null;
  if (event.number !== null && !event.inferred && cycle.number !== null && !cycle.inferred) {
    if (event.number !== cycle.number) return false;
    return (
      dates !== false ||
      event.corrects === true ||
      cycle.status !== 'given' ||
      event.status !== 'given' ||
      cycle.tentative ||
      event.tentative
    );
  }
  return dates === true && (cycle.date?.length ?? 0) + (event.date?.length ?? 0) > 14;
}

/** Can the two dates be those of one administration? */
export function isNear(a: PartialDate, b: PartialDate): boolean {
  if (sameDate(a, b)) return true;
  return a.length === 10 && b.length === 10 && Math.abs(daysBetween(a, b)) <= SAME_DAYS;
}

/** An event without number and a cycle without date, or the other way round, that can only be each other. */
function openCycle(cycles: readonly Cycle[], event: Event, noteDate: PartialDate | null): Cycle | undefined {
  if (event.replaces) return cycles.find((c) => c.number === event.number && c.status !== 'given');
  if (event.number === null && event.status === 'cancelled') {
    const called = cycles.find(
      (c) => (c.status === 'planned' || c.tentative) && (!c.date || !event.date || isNear(c.date, event.date)),
    );
    return called ?? (event.date === null ? cycles.find((c) => c.status === 'cancelled') : undefined);
  }
  if (event.number === null && event.status === 'given' && event.date && isRecent(event.date, noteDate))
    return cycles.find(
      (c) =>
        c.date === null &&
        c.number !== null &&
        (c.tentative ||
          (c.status === 'given' && !cycles.some((o) => (o.number ?? 0) > (c.number ?? 0) && o.status === 'given'))),
    );
  if (event.status === 'planned' && event.date !== null && (event.number === null || event.inferred)) {
    const open = cycles.find((c) => c.status === 'planned' && c.date === null && c.number !== null);
    if (open) return open;
  }
  if (event.inferred && event.number !== null)
    return cycles.find((c) => c.number === event.number && c.date === null && c.status === event.status);
  if (event.number === null && event.date === null && event.activity !== null && event.status === 'given')
    return cycles.findLast((c) => (c.status === 'given' || c.tentative) && c.activity === null);
  if (event.number === null && event.date === null) return cycles.find((c) => c.status === event.status);
  if (event.number === null && event.date !== null && event.date.length < 10)
    return cycles.find((c) => c.status === event.status && c.date !== null && sameDate(c.date, event.date as string));
  return undefined;
}

function isRecent(date: PartialDate, noteDate: PartialDate | null): boolean {
  if (date.length !== 10 || noteDate?.length !== 10) return date.length === 10;
  const days = daysBetween(date, noteDate);
  return days >= -1 && days <= RECENT_DAYS;
}

/** The same number again long after: counted anew after a pause. Kept only where it has a date to tell it apart. */
function isRestart(cycles: readonly Cycle[], event: Event): boolean {
  return event.number !== null && event.date === null && cycles.some((c) => c.number === event.number);
}

const RANK: Readonly<Record<CycleStatus, number>> = { planned: 0, cancelled: 1, given: 2 };

/** Put off to a day behind the note's: the day told before was the one it was meant for, unless a dose was given on it. */
function isStillAhead(cycle: Cycle, { date }: Event, noteDate: PartialDate | null): boolean {
  return cycle.activity === null && date !== null && noteDate !== null && isBefore(noteDate, date);
}

function absorb(cycle: Cycle, event: Event, at: number, noteDate: PartialDate | null): void {
  cycle.from.push(at);
  if (event.corrects) correct(cycle, event);
  if (event.replaces && (cycle.status !== 'given' || isStillAhead(cycle, event, noteDate)))
    [cycle.status, cycle.date, cycle.tentative] = ['planned', event.date, false];
  const stronger =
    weight(event.status, event.tentative) > weight(cycle.status, cycle.tentative) &&
    !(event.weak && event.status === 'given' && cycle.ahead);
  if (cycle.number === null || (cycle.inferred && !event.inferred && event.number !== null))
    cycle.number = event.number ?? cycle.number;
  if (
    event.date !== null &&
    (cycle.date === null || (sameDate(cycle.date, event.date) ? event.date.length > cycle.date.length : stronger))
  )
    cycle.date = event.date;
  if (event.number !== null && !event.inferred) cycle.inferred = false;
  cycle.activity ??= event.activity;
  cycle.weak &&= event.weak;
  if (cycle.agent === '177Lu-PSMA') cycle.agent = event.agent;
  if (stronger) [cycle.status, cycle.tentative] = [event.status, event.tentative];
}

function correct(cycle: Cycle, event: Event): void {
  [cycle.status, cycle.tentative] = [event.status, event.tentative];
  cycle.date = event.date ?? cycle.date;
  cycle.activity = event.activity ?? cycle.activity;
}

function weight(status: CycleStatus, tentative: boolean): number {
  return tentative ? 0.5 : RANK[status];
}

/** "C1 21/09 booked, C2 - C4 six weekly thereafter": no cycle is given before the one that precedes it, if nothing dates or measures it. */
function inOrder(cycles: Cycle[]): Cycle[] {
  const first = Math.min(...cycles.flatMap((c) => (c.ahead && c.number !== null ? [c.number] : [])));
  return cycles.map((c) =>
    c.status === 'given' && c.number !== null && c.number > first && c.date === null && c.activity === null
      ? { ...c, status: 'planned' as const }
      : c,
  );
}

/** What is left without number and date says nothing beside entries that do; an admission that nothing contradicts took place. */
function tidy(cycles: readonly Cycle[]): Cycle[] {
  const told = cycles.some((c) => c.status === 'given' && !c.weak);
  return cycles.filter((c) => {
    if (c.weak && c.status === 'given' && !told) return false;
    if (c.number !== null || c.date !== null) return true;
    return !cycles.some(
      (o) => o !== c && (o.status === c.status || (c.status === 'planned' && o.status === 'cancelled')),
    );
  });
}

function byTime(a: Cycle, b: Cycle): number {
  if (a.number !== null && b.number !== null) return a.number - b.number;
  if (a.date !== null && b.date !== null) return compareDates(a.date, b.date);
  return (a.number ?? 99) - (b.number ?? 99);
}
