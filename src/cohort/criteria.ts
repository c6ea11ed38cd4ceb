/** Eligibility: each test of a study file as a function, with its reason in words. Unknown does not meet a criterion. */
import { addDays, boundsOf } from '../calendar.ts';
import type { Cell, CriterionOutcome, DayDate } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import type { DiseaseDates } from './disease-dates.ts';
import type { IndexEvent } from './index-event.ts';
import { sitesByIndex } from './metastases.ts';
import type { Criterion, Study } from './study.ts';

/** What a criterion may look at. */
export interface View {
  readonly study: Study;
  readonly record: PatientRecord;
  readonly index: IndexEvent | null;
  readonly dates: DiseaseDates;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** Whether the patient meets the criterion, and why in words. What is unknown does not meet it. */
export function criterionOutcome(criterion: Criterion, view: View): CriterionOutcome {
  const { met, reason } = decide(criterion, view);
  return { id: criterion.id, met, reason };
}

type Outcome = Omit<CriterionOutcome, 'id'>;
const met = (reason: string): Outcome => ({ met: true, reason });
const unmet = (reason: string): Outcome => ({ met: false, reason });

function decide(criterion: Criterion, view: View): Outcome {
  switch (criterion.test) {
    case 'prostate_cancer':
      return prostateCancer(view.record);
    case 'psma_rlt_given':
      return rltGiven(view.record, criterion.at_least);
    case 'index_between':
      return between('index', view.index?.day ?? null, view.index?.stated, criterion);
    case 'castration_resistant_by_index':
      return castrationResistant(view);
    case 'metastatic_by_index':
      return metastatic(view, criterion.at_least);
    case 'mcrpc_between':
      return between('mCRPC', view.dates.mcrpc?.day ?? null, view.dates.mcrpc?.stated, criterion);
    case 'class_given':
      return classGiven(view, criterion.class, criterion.at_least);
    case 'index_exists':
      return view.index ? met(`index event on ${view.index.stated}`) : unmet('no index event with a date is recorded');
    case 'chart_complete':
      return chartComplete(view);
    case 'no_psma_rlt':
      return noRlt(view, criterion.when);
    default:
      return variableWithin(view, criterion);
  }
}

function prostateCancer({ diagnosis, sex }: PatientRecord): Outcome {
  if (sex?.value === 'female') return unmet('the patient is recorded as female');
  if (!diagnosis) return unmet('no prostate cancer is recorded');
  if (diagnosis.certainty === 'suspected') return unmet('prostate cancer is only suspected');
  const words = { confirmed: 'prostate cancer is recorded', history: 'a history of prostate cancer is recorded' };
  return met(words[diagnosis.certainty]);
}

function rltGiven({ rlt }: PatientRecord, atLeast: number): Outcome {
  const given = rlt.cycles.filter((cycle) => cycle.status === 'given');
  const count = rlt.count.value ?? Math.max(1, given.length);
  if (count < atLeast || given.length === 0) {
    const others = rlt.cycles.filter((cycle) => cycle.status !== 'given').map((cycle) => cycle.status);
    const only = others.length > 0 ? ` (${[...new Set(others)].sort().join(' and ')} only)` : '';
    return unmet(`${given.length === 0 ? 'no' : count} 177Lu-PSMA cycle recorded as given${only}`);
  }
  return met(
    rlt.count.value === null ? '177Lu-PSMA given, number of cycles unknown' : `${count} 177Lu-PSMA cycle(s) given`,
  );
}

function between(
  what: string,
  day: DayDate | null,
  stated: string | undefined,
  { from, to }: { from: DayDate; to: DayDate },
): Outcome {
  if (day === null) return unmet(`${what} has no date`);
  const words = stated === undefined || stated === day ? day : `${stated} (taken as ${day})`;
  if (day < from) return unmet(`${what} ${words} is before ${from}`);
  if (day > to) return unmet(`${what} ${words} is after ${to}`);
  return met(`${what} ${words} is between ${from} and ${to}`);
}

/** By its date; without one, by the first document that says so. */
function castrationResistant({ study, record, index, dates }: View): Outcome {
  const resistance = record.castrationResistance;
  if (!resistance) return unmet('castration resistance is not stated');
  if (resistance.status === 'absent') return unmet('the disease is stated to be castration-sensitive');
  const date = resistance.date?.value ?? dates.mcrpc?.stated ?? null;
  if (date === null) {
    const { knownBy } = resistance;
    const until = index && addDays(index.day, study.variables.document_grace_days);
    if (until !== null && knownBy !== null && knownBy > until)
      return unmet(`castration resistance is first stated on ${knownBy}, after index, without a date of its onset`);
    return met('castration resistance is stated, without a date of its onset');
  }
  if (index && boundsOf(date).first > index.day)
    return unmet(`castration-resistant since ${date}, after index ${index.day}`);
  return met(`castration-resistant since ${date}`);
}

function metastatic({ study, record, index }: View, atLeast: number): Outcome {
  const sites = sitesByIndex(record, index?.day ?? null, study.variables);
  const words = sites.length > 0 ? sites.join(', ').replaceAll('_', ' ') : 'no site';
  return sites.length >= atLeast ? met(`metastases by index: ${words}`) : unmet(`metastases by index: ${words}`);
}

function classGiven({ study, record }: View, group: 'taxane' | 'arpi', atLeast: number): Outcome {
  const counted: readonly string[] = study.variables.prior_therapy[group];
  const given = record.drugs
    .filter((drug) => counted.includes(drug.drug) && drug.status === 'given')
    .map((drug) => drug.drug);
  const words =
    given.length > 0 ? given.sort().join(', ') : `no ${group === 'arpi' ? 'ARPI' : 'taxane'} recorded as given`;
  return given.length >= atLeast ? met(`given: ${words}`) : unmet(words);
}

function noRlt({ record, index }: View, when: 'ever' | 'by_index'): Outcome {
  const { first, cycles } = record.rlt;
  if (!cycles.some((cycle) => cycle.status === 'given')) return met('no 177Lu-PSMA cycle recorded as given');
  if (when === 'by_index' && first && index && boundsOf(first.value).first > index.day) {
    return met(`first 177Lu-PSMA cycle ${first.value} is after index`);
  }
  return unmet(`177Lu-PSMA given${first ? `, first on ${first.value}` : ''}`);
}

/** Not known is no reason to leave out: it is so of every row from a source that does not tell. */
function chartComplete({ cells }: View): Outcome {
  const value = cells['chart_complete']?.value ?? null;
  if (value === 0) return unmet('a part of the chart did not come');
  return met(value === 1 ? 'the chart was read to its end' : 'it is not known whether all of the chart came');
}

function variableWithin({ cells }: View, criterion: Extract<Criterion, { test: 'variable' }>): Outcome {
  const { variable, at_least: low, at_most: high } = criterion;
  const value = cells[variable]?.value ?? null;
  if (typeof value !== 'number') return unmet(`${variable} is unknown`);
  if (low !== undefined && value < low) return unmet(`${variable} ${value} is below ${low}`);
  if (high !== undefined && value > high) return unmet(`${variable} ${value} is above ${high}`);
  return met(`${variable} is ${value}`);
}
