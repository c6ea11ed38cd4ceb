/** Prostate cancer and its date of diagnosis (clinical definitions 1.1 and 2a.1). */
import { boundsOf, compareDates, daysBetween } from '../../calendar.ts';
import type { Decision, Fact, FactOf, PartialDate, Resolved } from '../../domain.ts';
import type { Diagnosis } from '../record.ts';
import { type Dated, byDate, decidedBy, evidenceOf, isStructured, mostVoices, resolved } from './choose.ts';
import { byHuman, decidedDate } from './decisions.ts';
import type { Question } from './flags.ts';

type DiagnosisFact = FactOf<'diagnosis'>;

/** Dates further apart than this disagree in earnest: months in letters are often rounded to the next. */
const TOLERANCE_DAYS = 31;

/** `implying`: facts that name the disease without stating the diagnosis (castration resistance, Gleason score). */
export function reconcileDiagnosis(
  facts: readonly DiagnosisFact[],
  implying: readonly Fact[],
  all: readonly Fact[],
  decision: Decision | undefined,
): { diagnosis: Diagnosis | null; questions: Question[] } {
  const { chosen, rule, others } = chooseDate(facts);
  const derived = chosen ? resolved(chosen.date, rule, chosen.facts, others) : firstBiopsy(all);
  const date = decision ? decidedResolved(decision, derived) : derived;
  const stated = status(facts);
  const diagnosis: Diagnosis | null = stated
    ? { ...stated, date }
    : implying.length > 0
      ? { certainty: 'confirmed', date, ...support(implying.slice(0, 1)), rule: 'dx_implied' }
      : null;
  return { diagnosis, questions: chosen ? conflict(chosen, others, facts) : [] };
}

function decidedResolved(decision: Decision, instead: Resolved<PartialDate> | null): Resolved<PartialDate> | null {
  const date = decidedDate(decision);
  return date === null ? null : byHuman(date, decision, instead);
}

function status(facts: readonly DiagnosisFact[]): Omit<Diagnosis, 'date'> | null {
  const certainty = (['confirmed', 'history', 'suspected'] as const).find((c) => facts.some((f) => f.certainty === c));
  if (!certainty) return null;
  const own = facts.filter((fact) => fact.certainty === certainty);
  return { certainty, ...support(own), rule: 'dx_stated' };
}

function support(facts: readonly Fact[]): Pick<Diagnosis, 'decidedBy' | 'evidence' | 'against'> {
  return { decidedBy: decidedBy(facts), evidence: evidenceOf(facts), against: [] };
}

interface Choice {
  readonly chosen: Dated<DiagnosisFact> | null;
  readonly rule: 'dx_structured' | 'dx_note';
  readonly others: DiagnosisFact[];
}

/** Coded dates before notes; a note that agrees with the coded date may make it more precise. */
function chooseDate(facts: readonly DiagnosisFact[]): Choice {
  const dated = facts.filter((fact) => fact.date !== null && fact.certainty !== 'suspected');
  const groups = byDate(dated);
  const coded = groups.filter((group) => group.facts.some(isStructured));
  const chosen = coded.length > 0 ? coded.toSorted((a, b) => compareDates(a.date, b.date))[0] : mostVoices(groups);
  const others = dated.filter((fact) => !chosen?.facts.includes(fact));
  return { chosen: chosen ?? null, rule: coded.length > 0 ? 'dx_structured' : 'dx_note', others };
}

/** Days by which treatment may precede the biopsy that proves the disease, without being against it. */
const BEFORE_BIOPSY_DAYS = 60;
const COURSE_KINDS: ReadonlySet<Fact['kind']> = new Set(['drug', 'castration_resistance', 'metastasis', 'rlt_cycle']);

/**
 * Where no date of diagnosis is stated: the earliest dated biopsy with a score. Not where castration resistance,
 * treatment or a metastasis is dated before it: then the disease was known, and the biopsy is a later one.
 */
function firstBiopsy(all: readonly Fact[]): Resolved<PartialDate> | null {
  const biopsies = all.filter((f) => f.kind === 'gleason' && (f.specimen === 'biopsy' || f.specimen === 'turp'));
  const first = byDate(biopsies).toSorted((a, b) => compareDates(a.date, b.date))[0];
  if (!first) return null;
  const { first: day } = boundsOf(first.date);
  const isKnown = all.some(
    ({ kind, date }) =>
      COURSE_KINDS.has(kind) && date !== null && daysBetween(boundsOf(date).last, day) > BEFORE_BIOPSY_DAYS,
  );
  return isKnown ? null : resolved(first.date, 'dx_biopsy', first.facts);
}

function conflict(
  chosen: Dated<DiagnosisFact>,
  others: readonly DiagnosisFact[],
  facts: readonly DiagnosisFact[],
): Question[] {
  const dates = [
    ...new Set(others.flatMap(({ date }) => (date !== null && isApart(date, chosen.date) ? [date] : []))),
  ].sort();
  const doubt = chosen.facts.every((fact) => fact.doubt !== undefined) ? chosen.facts[0]?.doubt : undefined;
  if (dates.length === 0 && doubt === undefined) return [];
  const question =
    dates.length > 0
      ? `Initial diagnosis is given as ${chosen.date} and as ${dates.join(', ')}. When was prostate cancer first diagnosed?`
      : `Initial diagnosis ${chosen.date}: ${doubt}. When was prostate cancer first diagnosed?`;
  const first = [...chosen.facts, ...others];
  const rest = facts.filter((fact) => !first.includes(fact));
  return [
    {
      topic: 'initial_diagnosis_date',
      code: dates.length > 0 ? 'date_conflict' : 'doubtful_statement',
      question,
      proposal: { date: chosen.date },
      facts: [...first, ...rest],
    },
  ];
}

/** Further apart than rounding explains. */
export function isApart(a: PartialDate, b: PartialDate): boolean {
  const [x, y] = [boundsOf(a), boundsOf(b)];
  return daysBetween(x.last, y.first) > TOLERANCE_DAYS || daysBetween(y.last, x.first) > TOLERANCE_DAYS;
}
