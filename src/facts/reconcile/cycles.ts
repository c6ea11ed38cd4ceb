/** PSMA-RLT: which administrations were given, the first of them, and how many (clinical definitions 3.1 and 3.11). */
import { boundsOf, compareDates, isBefore } from '../../calendar.ts';
import type { Decision, PartialDate, Resolved } from '../../domain.ts';
import type { RltCycle, RltRecord } from '../record.ts';
import { decidedBy, earliest, evidenceOf, isHuman, resolved } from './choose.ts';
import { decideCycles } from './cycle-decisions.ts';
import {
  type Administration,
  type CycleFact,
  SAME_CYCLE_DAYS,
  gapDays,
  inOrder,
  numberOf,
  rank,
} from './cycle-match.ts';
import { cycleQuestions } from './cycle-questions.ts';
import { cycleState } from './cycle-state.ts';
import type { Question } from './flags.ts';

export function reconcileCycles(
  facts: readonly CycleFact[],
  decisions: readonly Decision[],
): { rlt: RltRecord; questions: Question[] } {
  const state = cycleState(facts);
  const ruled = decideCycles(state, decisions);
  const given = inOrder(ruled.given);
  const cycles = [
    ...given.map((a) => cycleOf(a, 'given')),
    ...ruled.courses.map((course) => cycleOf({ facts: [course], date: course.date }, 'given')),
    ...inOrder(ruled.cancelled).map((a) => cycleOf(a, 'cancelled')),
    ...inOrder(ruled.planned).map((a) => cycleOf(a, 'planned')),
  ];
  const rlt = { cycles, first: firstOf(given, ruled.courses), count: countOf(given, ruled.courses) };
  return { rlt, questions: cycleQuestions(state, given) };
}

function cycleOf(administration: Administration, status: CycleFact['status']): RltCycle {
  const { facts, date } = administration;
  const best = facts.toSorted((a, b) => rank(a) - rank(b));
  const agrees = (fact: CycleFact): boolean => fact.date === null || date === null || gapDays(fact.date, date) === 0;
  return {
    number: numberOf(administration),
    date,
    end: facts.find((fact) => fact.end !== null)?.end ?? null,
    agent: best.find((fact) => fact.agent !== '177Lu-PSMA')?.agent ?? '177Lu-PSMA',
    activityGbq: best.find((fact) => fact.activityGbq !== null)?.activityGbq ?? null,
    status,
    countable: facts.some((fact) => fact.countable),
    documented: earliest(facts.map((fact) => fact.documented ?? null)),
    rule: isHuman(facts) ? 'human_decision' : 'cycle_merged',
    decidedBy: decidedBy(facts),
    evidence: evidenceOf(best.filter(agrees)),
    against: evidenceOf(best.filter((fact) => !agrees(fact))),
  };
}

/**
 * The first administration. Null where an administration before the earliest dated one has no date: the earliest dated
 * one is then known not to be the first.
 */
function firstOf(given: readonly Administration[], courses: readonly CycleFact[]): Resolved<PartialDate> | null {
  const first = given[0];
  const course = courses.filter((c) => c.date !== null).toSorted((a, b) => compareDates(a.date ?? '', b.date ?? ''))[0];
  const courseDate = course?.date ?? null;
  if (courseDate !== null && course && (!first?.date || boundsOf(courseDate).first < boundsOf(first.date).first)) {
    const near = first?.date && gapDays(first.date, courseDate) <= SAME_CYCLE_DAYS ? first.facts : [];
    return resolved(courseDate, isHuman([course]) ? 'human_decision' : 'cycle_first', [course, ...near]);
  }
  if (!first || first.date === null) return null;
  const { rule: _rule, decidedBy: by, evidence, against } = cycleOf(first, 'given');
  return {
    value: first.date,
    rule: by === 'human' ? 'human_decision' : 'cycle_first',
    decidedBy: by,
    evidence,
    against,
  };
}

/**
 * Administrations counted one by one; where the highest number given is higher, that number. Unknown where all that is
 * known is a course, or that treatment was given at all.
 */
function countOf(given: readonly Administration[], courses: readonly CycleFact[]): Resolved<number | null> {
  const facts = given.flatMap((a) => a.facts);
  const bare = given.every((a) => a.date === null && numberOf(a) === null);
  if (given.length === 0 && courses.length === 0) return resolved(0, 'cycle_none', []);
  if (given.length === 0 || bare) return resolved(null, 'cycle_count_unknown', [...courses, ...facts]);
  const highest = Math.max(0, ...given.map((a) => numberOf(a) ?? 0));
  if (highest <= given.length && beginsEarlier(courses, given)) {
    return resolved(null, 'cycle_count_unknown', [...courses, ...facts]);
  }
  return resolved(Math.max(given.length, highest), 'cycle_count', facts);
}

/** A course that began before the first counted administration holds at least one that is not counted. */
function beginsEarlier(courses: readonly CycleFact[], given: readonly Administration[]): boolean {
  const first = given[0]?.date ?? null;
  return courses.some(
    ({ date }) =>
      date !== null && (first === null || (isBefore(date, first) && gapDays(date, first) > SAME_CYCLE_DAYS)),
  );
}
