/** What must be asked about cycles. Only where an answer can change the index date or the number of cycles. */
import { precisionOf } from '../../calendar.ts';
import type { PartialDate, Topic } from '../../domain.ts';
import { type Administration, type CycleFact, SAME_CYCLE_DAYS, gapDays, numberOf } from './cycle-match.ts';
import { isStructured, voices } from './choose.ts';
import type { CycleState } from './cycle-state.ts';
import type { Question } from './flags.ts';

/** Administrations so close may be one dose in parts, a Lu/Ac tandem, or two dates of one (clinical definition 3.11). */
const CLOSE_DAYS = 13;
/** Two dates of one number within so many days are more likely one administration than a numbering that began again. */
const CONFLICT_DAYS = 28;

function cycleTopic(date: PartialDate | null): Topic {
  return `rlt_cycle:${date ?? 'unknown'}`;
}

export function cycleQuestions(state: CycleState, given: readonly Administration[]): Question[] {
  return [
    ...state.contradicted.map(({ given: g, cancelled: c, held }) =>
      ask(
        'given_or_cancelled',
        g,
        [...g.facts, ...c.facts],
        held,
        `One source says the cycle of ${g.date} was given, another that it was not. Was it given?`,
      ),
    ),
    ...firstQuestions(given, state.courses),
    ...closeQuestions(given),
    ...given.flatMap((a) => doubtQuestion(a)),
  ];
}

function ask(code: string, a: Administration, facts: readonly CycleFact[], status: string, question: string): Question {
  return { topic: cycleTopic(a.date), code, question, proposal: { status, date: a.date }, facts };
}

/** What is not known of the first cycle: the gravest doubt alone, since the answer to it may settle the others. */
function firstQuestions(given: readonly Administration[], courses: readonly CycleFact[]): Question[] {
  const [first, ...later] = given;
  if (!first || courses.some(({ date }) => date !== null)) return [];
  const asked =
    undatedFirst(first) ?? missingFirst(first, later) ?? contestedFirst(first, later) ?? impreciseFirst(first);
  return asked === null ? [] : [asked];
}

function undatedFirst(first: Administration): Question | null {
  if (first.date !== null) return null;
  const question = 'PSMA-RLT was given, but nothing dates the first cycle. When was it?';
  return ask('first_cycle_undated', first, first.facts, 'given', question);
}

function missingFirst(first: Administration, later: readonly Administration[]): Question | null {
  const number = numberOf(first);
  if (number === null || number === 1 || later.some((a) => numberOf(a) === 1)) return null;
  const question = `The earliest cycle found, of ${first.date}, is called number ${number}. Were there cycles before it, and when was the first?`;
  return ask('first_cycle_missing', first, first.facts, 'given', question);
}

function contestedFirst({ date, facts }: Administration, later: readonly Administration[]): Question | null {
  const other = later.find((a) => a.facts.some((fact) => fact.number === 1));
  if (!other || voices(facts) > 1 || facts.some(isStructured)) return null;
  const question = `One note dates a cycle ${date}; other sources call that of ${other.date} the first. Was there one in ${date}?`;
  return ask('first_cycle_conflict', { date, facts }, [...facts, ...other.facts], 'given', question);
}

function impreciseFirst(first: Administration): Question | null {
  const { date } = first;
  if (date === null || precisionOf(date) === 'day') return null;
  const question = `Only ${precisionOf(date)} ${date} is stated for the first cycle. On which day was it given?`;
  return ask('first_cycle_imprecise', first, first.facts, 'given', question);
}

function closeQuestions(given: readonly Administration[]): Question[] {
  return given.flatMap((a, i) => {
    const before = given[i - 1];
    if (!before || a.date === null || before.date === null) return [];
    if (precisionOf(a.date) !== 'day' || precisionOf(before.date) !== 'day') return [];
    const days = gapDays(before.date, a.date);
    const number = numberOf(a);
    const sameNumber = number !== null && number === numberOf(before) && days < CONFLICT_DAYS;
    if (days <= SAME_CYCLE_DAYS || (days > CLOSE_DAYS && !sameNumber)) return [];
    const what = sameNumber ? `both called number ${number}` : `only ${days} days apart`;
    const question = `Cycles are recorded on ${before.date} and ${a.date}, ${what}. Was there a cycle of its own on ${a.date}?`;
    return [ask('cycles_close', a, [...a.facts, ...before.facts], 'given', question)];
  });
}

function doubtQuestion(a: Administration): Question[] {
  const doubt = a.facts.find((fact) => fact.doubt !== undefined)?.doubt;
  const sure = a.facts.some((fact) => fact.doubt === undefined && fact.date !== null);
  if (doubt === undefined || sure) return [];
  return [ask('doubtful_statement', a, a.facts, 'given', `Cycle ${a.date ?? 'without date'}: ${doubt}. Was it given?`)];
}
