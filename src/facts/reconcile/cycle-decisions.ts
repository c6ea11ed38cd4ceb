/** People's decisions on cycles: `rlt_cycle:<date>`, or `rlt_cycle:unknown` for the first cycle without a date. */
import type { Decision, PartialDate, TopicValue } from '../../domain.ts';
import { isPartialDate } from '../../calendar.ts';
import { type Administration, type CycleFact, SAME_CYCLE_DAYS, gapDays, inOrder } from './cycle-match.ts';
import type { CycleState } from './cycle-state.ts';
import { humanEvidence } from './decisions.ts';

const TOPIC = 'rlt_cycle:';

/** Gives the state with every decision in force, in the order they were made. */
export function decideCycles(state: CycleState, decisions: readonly Decision[]): CycleState {
  const own = decisions.filter((decision) => decision.topic.startsWith(TOPIC));
  return own.toSorted((a, b) => a.seq - b.seq).reduce(decideOne, state);
}

function decideOne(state: CycleState, decision: Decision): CycleState {
  const about = decision.topic.slice(TOPIC.length);
  const date = isPartialDate(about) ? about : null;
  const found = find(state, date);
  const without = {
    ...state,
    given: state.given.filter((a) => a !== found),
    planned: state.planned.filter((a) => a !== found),
    cancelled: state.cancelled.filter((a) => a !== found),
  };
  const status = statusOf(decision.value);
  const course = found ? undefined : state.courses.find((c) => isSame(c.date, date));
  if (course) return decideCourse(without, course, decision, status);
  if (status === null) return without;
  const ruled = administration(decision, statedDate(decision.value) ?? date, status, found);
  return { ...without, [status]: inOrder([...without[status], ruled]) };
}

/** A course stays a course: the decision dates it or does away with it, and says nothing of its number of cycles. */
function decideCourse(
  state: CycleState,
  course: CycleFact,
  decision: Decision,
  status: CycleFact['status'] | null,
): CycleState {
  const others = state.courses.filter((c) => c !== course);
  if (status !== 'given') return { ...state, courses: others };
  const date = statedDate(decision.value) ?? course.date;
  return {
    ...state,
    courses: [...others, { ...course, date, evidence: [humanEvidence(decision), ...course.evidence] }],
  };
}

function isSame(a: PartialDate | null, b: PartialDate | null): boolean {
  return a !== null && b !== null && gapDays(a, b) <= SAME_CYCLE_DAYS;
}

function find(state: CycleState, date: PartialDate | null): Administration | undefined {
  const all = [...inOrder(state.given), ...state.cancelled, ...state.planned];
  if (date === null) return inOrder(state.given).find((a) => a.date === null);
  const near = all.filter((a) => a.date !== null && gapDays(a.date, date) <= SAME_CYCLE_DAYS);
  return near.toSorted((a, b) => gapDays(a.date ?? '', date) - gapDays(b.date ?? '', date))[0];
}

function administration(
  decision: Decision,
  date: PartialDate | null,
  status: CycleFact['status'],
  found: Administration | undefined,
): Administration {
  const known = found?.facts[0];
  const ruling: CycleFact = {
    kind: 'rlt_cycle',
    patient: decision.patient,
    date,
    end: null,
    number: null,
    agent: known?.agent ?? '177Lu-PSMA',
    activityGbq: known?.activityGbq ?? null,
    status,
    countable: true,
    evidence: [humanEvidence(decision)],
  };
  return { facts: [ruling, ...(found?.facts ?? [])], date };
}

function statusOf(value: TopicValue): CycleFact['status'] | null {
  if (value === null || !('status' in value)) return null;
  return value.status === 'given' || value.status === 'planned' || value.status === 'cancelled' ? value.status : null;
}

function statedDate(value: TopicValue): PartialDate | null {
  return value !== null && 'date' in value ? (value.date ?? null) : null;
}
