/** Drugs: one exposure an ingredient, with its courses (clinical definition 3.3). */
import { addDays, boundsOf, compareDates, daysBetween, imputeDay, sameDate } from '../../calendar.ts';
import { ARPIS, TAXANES } from '../../domain.ts';
import type { DayDate, Decision, DrugStatus, FactOf, PartialDate, Topic } from '../../domain.ts';
import type { DrugCourse, DrugExposure } from '../record.ts';
import { LETTER_DAYS, decidedBy, earliest, evidenceOf, isStructured, writtenOn } from './choose.ts';
import { decidedDate, humanEvidence } from './decisions.ts';
import type { Question } from './flags.ts';

type DrugFact = FactOf<'drug'>;

/** A drug taken up again after so long a pause is a new course. */
const PAUSE_DAYS = 90;

function drugTopic(drug: string): Topic {
  return `drug:${drug}`;
}

/** `firstRlt`: day of the first PSMA-RLT cycle, against which undated drugs are asked. */
export function reconcileDrugs(
  facts: readonly DrugFact[],
  decisions: ReadonlyMap<Topic, Decision>,
  firstRlt: DayDate | null,
): { drugs: DrugExposure[]; questions: Question[] } {
  const groups = Map.groupBy(facts, (fact) => fact.drug);
  const named = new Set([...groups.keys(), ...decidedDrugs(decisions)]);
  const drugs: DrugExposure[] = [];
  const questions: Question[] = [];
  for (const drug of [...named].sort()) {
    const own = groups.get(drug) ?? [];
    const exposure = exposureOf(drug, own);
    const decision = decisions.get(drugTopic(drug));
    const held = decision ? decided(drug, exposure, decision) : exposure;
    if (held) drugs.push(held);
    if (exposure) questions.push(...questionsOn(exposure, own, firstRlt));
  }
  return { drugs, questions };
}

function decidedDrugs(decisions: ReadonlyMap<Topic, Decision>): string[] {
  return [...decisions.keys()].filter((topic) => topic.startsWith('drug:')).map((topic) => topic.slice('drug:'.length));
}

/** A start later than some document that already reports the drug is that of a later course: the first is unknown. */
function exposureOf(drug: string, facts: readonly DrugFact[]): DrugExposure | null {
  const given = facts.filter((fact) => fact.status === 'given');
  const latest = facts.toSorted((a, b) => (writtenOn(a) < writtenOn(b) ? 1 : -1))[0];
  if (!latest) return null;
  const base = { drug, class: latest.class };
  if (given.length === 0) {
    const { status, evidence } = latest;
    const against = evidenceOf(facts.filter((fact) => fact.status !== status));
    const none = { start: null, end: null, givenBy: null, courses: [] };
    return { ...base, status, ...none, rule: 'drug_not_given', decidedBy: decidedBy([latest]), evidence, against };
  }
  const courses = coursesOf(given);
  const first = courses[0]?.start ?? null;
  const known = earliest(given.flatMap((fact) => [fact.end, fact.documented ?? null].map(lastDay)));
  return {
    ...base,
    status: 'given',
    start: first !== null && known !== null && boundsOf(first).first > known ? null : first,
    end: latestOf(given.flatMap((fact) => (fact.end === null ? [] : [fact.end]))),
    givenBy: earliest(given.flatMap((fact) => [fact.date, fact.end, fact.documented ?? null].map(lastDay))),
    courses,
    rule: 'drug_given',
    decidedBy: decidedBy(given),
    evidence: evidenceOf(given),
    against: evidenceOf(facts.filter((fact) => fact.status === 'declined')),
  };
}

const lastDay = (date: PartialDate | null): DayDate | null => (date === null ? null : boundsOf(date).last);

function latestOf(dates: readonly PartialDate[]): PartialDate | null {
  return dates.toSorted((a, b) => (boundsOf(a).last < boundsOf(b).last ? 1 : -1))[0] ?? null;
}

/** Statements that overlap, follow within the pause or name the same start at another precision are one course. */
function coursesOf(facts: readonly DrugFact[]): DrugCourse[] {
  const courses: { start: PartialDate; last: DayDate; end: PartialDate | null; facts: DrugFact[] }[] = [];
  const dated = facts.flatMap((fact) => (fact.date === null ? [] : [{ fact, start: fact.date }]));
  const precise = dated.filter(({ start }) => start.length > 4).toSorted((a, b) => compareDates(a.start, b.start));
  const vague = dated.filter(({ start }) => start.length === 4).toSorted((a, b) => compareDates(a.start, b.start));
  for (const { fact, start } of [...precise, ...vague]) {
    const last = fact.end === null ? boundsOf(start).first : boundsOf(fact.end).last;
    const same = courses.find((c) => isSameCourse(c, start, start.length === 4));
    if (!same) courses.push({ start, last, end: fact.end, facts: [fact] });
    else {
      same.facts.push(fact);
      if (sameDate(same.start, start) && start.length > same.start.length) same.start = start;
      if (start.length > 4 && last > same.last) Object.assign(same, { last, end: fact.end ?? same.end });
      else same.end ??= fact.end;
    }
  }
  return courses
    .toSorted((a, b) => compareDates(a.start, b.start))
    .map(({ start, end, last, facts: own }) => {
      const until = last > boundsOf(start).last || end !== null ? last : null;
      return { start, end, until, evidence: evidenceOf(own) };
    });
}

function isSameCourse(course: { start: PartialDate; last: DayDate }, start: PartialDate, vague: boolean): boolean {
  if (sameDate(course.start, start)) return true;
  const { first, last } = boundsOf(start);
  if (vague) return first <= course.last && last >= boundsOf(course.start).first;
  return daysBetween(course.last, first) <= PAUSE_DAYS;
}

/** A decision's status and start; null where the person says that it was not so or is not documented. */
function decided(drug: string, exposure: DrugExposure | null, decision: Decision): DrugExposure | null {
  const { value } = decision;
  if (value === null || !('status' in value)) return null;
  const status: DrugStatus = value.status === 'given' ? 'given' : value.status === 'declined' ? 'declined' : 'planned';
  const given = status === 'given';
  const date = decidedDate(decision);
  const evidence = [humanEvidence(decision), ...decision.evidence];
  const start = given ? (date ?? exposure?.start ?? null) : null;
  const courses =
    given && date !== null
      ? [{ start: date, end: null, until: null, evidence }]
      : given
        ? (exposure?.courses ?? [])
        : [];
  return {
    drug,
    class: exposure?.class ?? classOf(drug),
    status,
    start,
    end: given ? (exposure?.end ?? null) : null,
    givenBy: given ? (date === null ? (exposure?.givenBy ?? null) : lastDay(date)) : null,
    courses,
    rule: 'human_decision',
    decidedBy: 'human',
    evidence,
    against: exposure?.evidence ?? [],
  };
}

function classOf(drug: string): DrugExposure['class'] {
  if (TAXANES.some((taxane) => taxane === drug)) return 'taxane';
  return ARPIS.some((arpi) => arpi === drug) ? 'arpi' : 'other';
}

function questionsOn(exposure: DrugExposure, facts: readonly DrugFact[], firstRlt: DayDate | null): Question[] {
  const { drug, status, start, end, givenBy } = exposure;
  if (exposure.class === 'adt' || exposure.class === 'other') return [];
  const ask = (code: string, question: string): Question[] => [
    { topic: drugTopic(drug), code, question, proposal: { status, date: start }, facts },
  ];
  const given = facts.filter((fact) => fact.status === 'given');
  const bare = given.length > 0 && given.every((fact) => fact.date === null && !isStructured(fact));
  const after = (fact: DrugFact): boolean => given.every((g) => writtenOn(g) <= writtenOn(fact));
  if (bare && facts.some((fact) => fact.status === 'declined' && after(fact))) {
    return ask(
      'drug_conflict',
      `One note says ${drug} was given, a later one that it was declined or never begun. Was it given?`,
    );
  }
  const late = givenBy !== null && firstRlt !== null && givenBy > addDays(firstRlt, LETTER_DAYS);
  if (status === 'given' && start === null && late && (end === null || imputeDay(end) >= firstRlt)) {
    return ask(
      'drug_start_unknown',
      `${drug} was given, but no note says since when. Did it begin before the first cycle of PSMA-RLT?`,
    );
  }
  const doubt = given.find((fact) => fact.doubt !== undefined)?.doubt;
  if (doubt !== undefined && given.every((fact) => fact.doubt !== undefined)) {
    return ask('doubtful_statement', `${drug}: ${doubt}. Was it given?`);
  }
  return [];
}
