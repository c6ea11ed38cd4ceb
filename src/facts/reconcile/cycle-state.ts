/** What the statements of cycles come to before people decide: given, planned, called off, and where sources contradict. */
import { boundsOf, precisionOf } from '../../calendar.ts';
import type { PartialDate } from '../../domain.ts';
import { isStructured, writtenOn } from './choose.ts';
import { type Administration, type CycleFact, SAME_CYCLE_DAYS, gapDays, matchCycles, numberOf } from './cycle-match.ts';

/** What the statements come to, before and after people's decisions. */
export interface CycleState {
  readonly given: Administration[];
  readonly planned: Administration[];
  readonly cancelled: Administration[];
  /** Entries that cover several administrations at once. */
  readonly courses: readonly CycleFact[];
  /** Given in one source, called off in another. */
  readonly contradicted: readonly Contradiction[];
}
export interface Contradiction {
  readonly given: Administration;
  readonly cancelled: Administration;
  readonly held: 'given' | 'cancelled';
}

/**
 * Statements of one administration put together; announcements that were kept or called off go, and of a day that one
 * source gives and another calls off, one side is held.
 */
export function cycleState(facts: readonly CycleFact[]): CycleState {
  const courses = facts.filter((fact) => !fact.countable && fact.status === 'given');
  const single = facts.filter((fact) => fact.countable);
  const of = (status: CycleFact['status']): CycleFact[] => single.filter((fact) => statusOf(fact) === status);
  const given = matchCycles(of('given'));
  const called = matchCycles(of('cancelled'));
  const contradicted = contradictions(given, called);
  const fell = new Set(contradicted.map((c) => (c.held === 'given' ? c.cancelled : c.given)));
  const held = given.filter((a) => !fell.has(a));
  const cancelled = called.filter((a) => !fell.has(a) && !isFulfilled(a, held));
  const planned = matchCycles(of('planned')).filter((a) => !isFulfilled(a, held) && !isCalledOff(a, cancelled));
  return { given: held, planned, cancelled, courses, contradicted };
}

/** A document cannot report an administration after its own date: such a statement is an announcement. */
function statusOf(fact: CycleFact): CycleFact['status'] {
  const { status, date, documented } = fact;
  if (status !== 'given' || date === null || documented === undefined || isStructured(fact)) return status;
  return boundsOf(date).first > boundsOf(documented).last ? 'planned' : 'given';
}

/** Coded administrations stand before letters; between letters the later one stands. */
function contradictions(given: readonly Administration[], cancelled: readonly Administration[]): Contradiction[] {
  return cancelled.flatMap((c) => {
    const g = given.find(({ date }) => date !== null && c.date !== null && isSameDay(date, c.date));
    if (!g) return [];
    const coded = g.facts.some(isStructured);
    const later = lastWritten(g.facts) >= lastWritten(c.facts);
    return [{ given: g, cancelled: c, held: coded || later ? ('given' as const) : ('cancelled' as const) }];
  });
}

function isSameDay(a: PartialDate, b: PartialDate): boolean {
  return precisionOf(a) === 'day' && precisionOf(b) === 'day' && gapDays(a, b) <= SAME_CYCLE_DAYS;
}

const lastWritten = (facts: readonly CycleFact[]): string => facts.map(writtenOn).toSorted().at(-1) ?? '';

/** A cycle announced for a date may be given some weeks earlier or later. */
const NEAR_DAYS = 28;

/** Was what was announced given in the end: the same number, or a date near the one announced, or any later one? */
function isFulfilled(announced: Administration, given: readonly Administration[]): boolean {
  const number = numberOf(announced);
  const since = announced.facts.map(writtenOn).toSorted()[0] ?? '';
  return given.some((a) => {
    if (number !== null && numberOf(a) === number) return true;
    const sameNumber = number === null || numberOf(a) === null;
    if (announced.date !== null && a.date !== null) return sameNumber && gapDays(announced.date, a.date) <= NEAR_DAYS;
    return announced.date === null && number === null && a.date !== null && boundsOf(a.date).last >= since;
  });
}

function isCalledOff(planned: Administration, cancelled: readonly Administration[]): boolean {
  const number = numberOf(planned);
  return cancelled.some((c) => {
    if (planned.date !== null && c.date !== null && gapDays(planned.date, c.date) <= SAME_CYCLE_DAYS) return true;
    return number !== null && numberOf(c) === number && lastWritten(c.facts) >= lastWritten(planned.facts);
  });
}
