/** Birth, sex, contacts and death (clinical definitions 1.10, 3.8 and 3.9). */
import { boundsOf, compareDates, daysBetween, precisionOf, sameDate } from '../../calendar.ts';
import type {
  ActivityType,
  DayDate,
  DeathSource,
  Decision,
  Fact,
  FactOf,
  PartialDate,
  Resolved,
} from '../../domain.ts';
import type { Activity, Death, PatientRecord } from '../record.ts';
import { isStructured, resolved } from './choose.ts';
import { byHuman, decidedDate } from './decisions.ts';
import type { Question } from './flags.ts';

type DeathFact = FactOf<'death'>;

/** Contacts up to so many days after death are paperwork; later ones contradict it. */
const POSTHUMOUS_DAYS = 30;

/** Who knows best, among dates of the same precision. */
const DEATH_RANK: readonly DeathSource[] = ['death_certificate', 'vital_status', 'patient', 'encounter', 'note'];

/** The most precise date of birth; dates that differ from it stay as evidence against. */
export function birthOf(facts: readonly FactOf<'birth'>[]): PatientRecord['birth'] {
  const dated = facts
    .filter((fact) => fact.date !== null)
    .toSorted((a, b) => (b.date?.length ?? 0) - (a.date?.length ?? 0));
  const best = dated[0];
  return best?.date
    ? resolved(
        best.date,
        'demographics',
        [best],
        dated.filter((f) => !sameDate(f.date ?? '', best.date ?? '')),
      )
    : null;
}

/** The first known administrative gender; others stay as evidence against. */
export function sexOf(facts: readonly FactOf<'sex'>[]): PatientRecord['sex'] {
  const best = facts.find((fact) => fact.value !== 'unknown') ?? facts[0];
  return best
    ? resolved(
        best.value,
        'demographics',
        [best],
        facts.filter((fact) => fact.value !== best.value),
      )
    : null;
}

/**
 * The best-reported date of death, or the decided one. `lastSeen`: the last contact, which must not lie long after it.
 */
export function reconcileDeath(
  facts: readonly DeathFact[],
  decision: Decision | undefined,
  lastSeen: DayDate | null,
): { death: Death | null; questions: Question[] } {
  const derived = chooseDeath(facts);
  return { death: decision ? decided(decision, derived) : derived, questions: questionsOn(derived, facts, lastSeen) };
}

function chooseDeath(facts: readonly DeathFact[]): Death | null {
  const ranked = facts.toSorted(
    (a, b) =>
      (b.date?.length ?? 0) - (a.date?.length ?? 0) ||
      DEATH_RANK.indexOf(a.reportedBy) - DEATH_RANK.indexOf(b.reportedBy) ||
      compareDates(a.date ?? '', b.date ?? ''),
  );
  const best = ranked[0];
  if (!best) return null;
  const { date } = best;
  const agrees = (fact: DeathFact): boolean => fact.date === null || (date !== null && sameDate(fact.date, date));
  const value: Resolved<PartialDate | null> =
    date === null
      ? resolved(null, 'death_undated', ranked)
      : resolved(
          date,
          'death_ranked',
          ranked.filter(agrees),
          ranked.filter((fact) => !agrees(fact)),
        );
  return { date: value, source: best.reportedBy };
}

/** Rejecting means that the patient is not dead; "not documented" that he is, and nothing tells when. */
function decided(decision: Decision, instead: Death | null): Death | null {
  const date = decidedDate(decision);
  if (decision.action === 'reject') return null;
  if (date === null && instead === null) return null;
  return { date: byHuman(date, decision, instead?.date ?? null), source: 'human' };
}

function questionsOn(death: Death | null, facts: readonly DeathFact[], lastSeen: DayDate | null): Question[] {
  if (!death) return [];
  const date = death.date.value;
  const ask = (code: string, question: string): Question[] => [
    { topic: 'death_date', code, question, proposal: { date }, facts },
  ];
  if (date === null) return ask('death_undated', 'The patient is recorded as dead, without a date. When did he die?');
  const others = facts.flatMap((fact) => (fact.date !== null && !sameDate(fact.date, date) ? [fact.date] : []));
  if (others.length > 0) {
    return ask(
      'date_conflict',
      `Death is recorded on ${date} and on ${[...new Set(others)].sort().join(', ')}. When did the patient die?`,
    );
  }
  if (contactAfter(date, lastSeen)) {
    return ask(
      'activity_after_death',
      `Death is recorded on ${date}, a contact on ${lastSeen}. Did the patient die, and when?`,
    );
  }
  return [];
}

/** Is the last contact so long after death that one of them must be wrong? */
export function contactAfter(death: PartialDate | null, lastSeen: DayDate | null): boolean {
  return death !== null && lastSeen !== null && daysBetween(boundsOf(death).last, lastSeen) > POSTHUMOUS_DAYS;
}

/** Which kind of contact names a day on which there were several. */
const ACTIVITY_RANK: readonly ActivityType[] = [
  'encounter',
  'administration',
  'procedure',
  'imaging',
  'specimen',
  'observation',
];

/** One contact a day; a cycle given on a day known to the day is a contact too, whoever reports it. */
export function activityOf(facts: readonly Fact[]): Activity[] {
  const contacts = facts.flatMap((fact): Activity[] => {
    if (fact.date === null) return [];
    if (fact.kind === 'activity') return [{ date: fact.date, activity: fact.activity, evidence: fact.evidence }];
    const isCycle = fact.kind === 'rlt_cycle' && fact.status === 'given' && precisionOf(fact.date) === 'day';
    const past = fact.documented === undefined || fact.date <= boundsOf(fact.documented).last;
    return isCycle && past ? [{ date: fact.date, activity: 'procedure', evidence: fact.evidence }] : [];
  });
  const days = Map.groupBy(contacts, (contact) => contact.date);
  const best = (day: Activity[]): Activity[] =>
    day.toSorted((a, b) => ACTIVITY_RANK.indexOf(a.activity) - ACTIVITY_RANK.indexOf(b.activity)).slice(0, 1);
  return [...days.values()].flatMap(best).toSorted((a, b) => compareDates(a.date, b.date));
}

/** First day on which a contact is coded or a note was written. What a note tells of earlier days is no contact here. */
export function firstSeenOf(facts: readonly Fact[]): PartialDate | null {
  const notes = facts
    .flatMap((fact) => fact.evidence)
    .flatMap((e) => (e.source === 'note' && e.date !== null ? [e.date] : []));
  const contacts = facts.filter(
    (fact) => fact.kind === 'activity' || (fact.kind === 'rlt_cycle' && isStructured(fact)),
  );
  const days = contacts.flatMap(({ date }) => (date === null ? [] : [date]));
  return [...notes, ...days].toSorted(compareDates)[0] ?? null;
}
