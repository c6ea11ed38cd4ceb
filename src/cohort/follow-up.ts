/** Follow-up and overall survival from index (clinical definitions 3.8 and 3.9). */
import { DAYS_PER_MONTH, boundsOf, daysBetween, imputeDay } from '../calendar.ts';
import type { ActivityType, Cell, DayDate, Evidence, PartialDate } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import { cell, derived, reviewOf, sourceOf, unknown } from './cells.ts';
import type { Study } from './study.ts';

export interface LastActivity {
  readonly day: DayDate;
  readonly type: ActivityType | 'index';
  readonly evidence: readonly Evidence[];
}

export interface FollowUp {
  readonly event: 0 | 1 | null;
  readonly end: DayDate | null;
  readonly reason: 'DEATH' | 'LAST_ACTIVITY' | 'DATA_CUTOFF' | 'DEATH_DATE_UNKNOWN' | 'DEATH_BEFORE_INDEX';
  readonly death: DayDate | null;
  readonly lastActivity: LastActivity;
}

/** From index to death or to the last day seen, both up to the data cut-off. */
export function followUp(study: Study, record: PatientRecord, index: DayDate): FollowUp {
  const { data_cutoff: cutoff, partial_death_date: middleOrEnd } = study.follow_up;
  const stated = record.death?.date.value ?? null;
  const lastActivity = lastActivityOf(record, index, cutoff, stated);
  const common = { lastActivity, death: null, end: null, event: null };
  if (record.death && stated === null) return { ...common, reason: 'DEATH_DATE_UNKNOWN' };
  if (stated !== null && boundsOf(stated).last < index) return { ...common, reason: 'DEATH_BEFORE_INDEX' };
  const death = stated === null ? null : deathDay(stated, middleOrEnd, lastActivity.day, index);
  if (death !== null && death <= cutoff) return { event: 1, end: death, reason: 'DEATH', death, lastActivity };
  const later = death !== null || record.activity.some(({ date }) => boundsOf(date).first > cutoff);
  return { ...common, event: 0, end: lastActivity.day, reason: later ? 'DATA_CUTOFF' : 'LAST_ACTIVITY' };
}

/** The conventional day of a partial date of death, then not before the last activity in it, nor before index. */
function deathDay(stated: PartialDate, rule: 'middle' | 'end', lastActivity: DayDate, index: DayDate): DayDate {
  const { first, last } = boundsOf(stated);
  const conventional = rule === 'end' ? last : imputeDay(stated);
  const alive = [conventional, index, lastActivity].filter((day) => day >= first && day <= last);
  return alive.toSorted().at(-1) ?? conventional;
}

function lastActivityOf(
  record: PatientRecord,
  index: DayDate,
  cutoff: DayDate,
  death: PartialDate | null,
): LastActivity {
  const until = death === null ? cutoff : ([boundsOf(death).last, cutoff].toSorted()[0] ?? cutoff);
  const seen = record.activity
    .filter(({ date }) => date.length === 10 && date >= index && date <= until)
    .map(({ date, activity, evidence }): LastActivity => ({ day: date, type: activity, evidence }));
  return seen.at(-1) ?? { day: index, type: 'index', evidence: [] };
}

/** The `os_*`, `death_*` and `last_activity_*` columns. */
export function followUpCells(study: Study, record: PatientRecord, index: DayDate | null): Record<string, Cell> {
  if (index === null) return Object.fromEntries(NAMES.map((name) => [name, unknown('follow_up_without_index')]));
  const { event, end, reason, death, lastActivity } = followUp(study, record, index);
  const days = end === null ? null : daysBetween(index, end);
  const { death: recorded } = record;
  const review = reviewOf(record, ['death_date']);
  const deathBasis = recorded
    ? { rule: recorded.date.rule, source: sourceOf(recorded.date.decidedBy), evidence: recorded.date.evidence, review }
    : { rule: 'death_not_recorded', source: null, evidence: [], review };
  const known = death !== null && event === 1;
  const activity = { rule: 'last_activity', source: sourceOfActivity(lastActivity), evidence: lastActivity.evidence };
  return {
    os_event: derived(event, 'os_event'),
    os_days: derived(days, 'os_days'),
    os_months: derived(days === null ? null : days / DAYS_PER_MONTH, 'os_months'),
    os_end_date: derived(end, 'os_end'),
    os_censor_reason: derived(reason, 'os_censor_reason'),
    death_date: cell(known ? death : null, { ...deathBasis, source: known ? deathBasis.source : null }),
    death_prec: derived(known ? precision(recorded?.date.value) : null, 'date_precision'),
    death_source: derived(recorded && (known || reason !== 'DATA_CUTOFF') ? recorded.source : null, 'death_source'),
    last_activity_date: cell(lastActivity.day, activity),
    last_activity_type: cell(lastActivity.type, activity),
  };
}

const NAMES = [
  'os_event',
  'os_days',
  'os_months',
  'os_end_date',
  'os_censor_reason',
  'death_date',
  'death_prec',
  'death_source',
  'last_activity_date',
  'last_activity_type',
];

function precision(date: PartialDate | null | undefined): string | null {
  return date == null ? null : date.length === 10 ? 'day' : date.length === 7 ? 'month' : 'year';
}

function sourceOfActivity({ type, evidence }: LastActivity): Cell['source'] {
  if (type === 'index') return 'derived';
  return evidence.some((e) => e.source === 'structured') ? 'structured' : 'machine';
}

/** First day on which the patient appears in the data at all, where that is after index. */
export function entryDays(record: PatientRecord, index: DayDate): number {
  const { firstSeen } = record;
  if (firstSeen === null) return 0;
  const first = boundsOf(firstSeen).first;
  return first > index ? daysBetween(index, first) : 0;
}
