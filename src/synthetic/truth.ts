/**
 * What the study must find of a planned patient: computed from the plan by the written definitions (partial dates,
 * follow-up, prior therapy), with code of its own, so that it can disagree with the pipeline.
 */
import { DAYS_PER_MONTH, boundsOf, completedYears, daysBetween, imputeDay } from '../calendar.ts';
import { ARPIS, TAXANES } from '../domain.ts';
import type { DayDate, PartialDate } from '../domain.ts';
import { DATA_CUTOFF } from './plan/followup.ts';
import type { PatientPlan, PublishedSite, StatedDate } from './plan/types.ts';
import { cut } from './records/chart.ts';

export type TruthValue = string | number | null;

export interface Truth {
  readonly patient: string;
  readonly eligible: boolean;
  readonly excluded_by: string | null;
  /** Of a decoy: why it is there. */
  readonly reason: string | null;
  /** By column of the cohort table; null for decoys. */
  readonly values: Readonly<Record<string, TruthValue>> | null;
}

export function truthOf(plan: PatientPlan): Truth {
  const { id, decoy } = plan;
  if (decoy !== null)
    return { patient: id, eligible: false, excluded_by: decoy.excludedBy, reason: decoy.reason, values: null };
  return { patient: id, eligible: true, excluded_by: null, reason: null, values: valuesOf(plan) };
}

function valuesOf(plan: PatientPlan): Record<string, TruthValue> {
  const { index } = plan;
  const { dx, mcrpc } = diseaseDays(plan);
  const total = plan.gleason === null ? null : plan.gleason.primary + plan.gleason.secondary;
  return {
    index_date: index,
    age_index: completedYears(plan.birth, index),
    dx_date: dx.day,
    dx_date_prec: precision(dx.stated),
    mcrpc_date: mcrpc?.day ?? null,
    mcrpc_date_prec: mcrpc === null ? null : precision(mcrpc.stated),
    mo_dx_to_index: daysBetween(dx.day, index) / DAYS_PER_MONTH,
    mo_mcrpc_to_index: mcrpc === null ? null : daysBetween(mcrpc.day, index) / DAYS_PER_MONTH,
    ...priorTherapy(plan),
    psa_index: psaAtIndex(plan),
    gleason_sum: total,
    gleason_8_10: total === null ? null : total >= 8 ? 1 : 0,
    ...sites(plan),
    ...followUp(plan),
    n_rlt_cycles: plan.rlt.cycles.length,
  };
}

const FINENESS = ['day', 'month', 'year'] as const;

/** The finest statement anywhere in the record. */
function stated(date: StatedDate): PartialDate {
  const finest = FINENESS.find((fineness) => date.structured === fineness || date.letter === fineness) ?? 'day';
  return cut(date.day, finest);
}

const precision = (date: PartialDate): string => ({ 4: 'year', 7: 'month', 10: 'day' })[date.length] ?? 'day';

/** A partial date's conventional day, moved inside its own bounds as the order diagnosis <= mCRPC <= index asks. */
function within(date: PartialDate, from: DayDate, to: DayDate): DayDate {
  const { first, last } = boundsOf(date);
  const wanted = clamp(imputeDay(date), from, to);
  return clamp(wanted, first, last);
}

const clamp = (day: DayDate, low: DayDate, high: DayDate): DayDate => (day < low ? low : day > high ? high : day);

interface Imputed {
  readonly stated: PartialDate;
  readonly day: DayDate;
}

/** mCRPC = the later of castration resistance and first metastasis; one within the stated interval does not move it. */
function mcrpcOf(plan: PatientPlan): PartialDate | null {
  if (plan.castrationResistance === null) return null;
  const resistant = stated(plan.castrationResistance);
  const first = plan.sites.flatMap(({ since }) => (since === null ? [] : [since])).sort()[0];
  return first !== undefined && first > boundsOf(resistant).last ? first : resistant;
}

function diseaseDays(plan: PatientPlan): { dx: Imputed; mcrpc: Imputed | null } {
  const [dx, mcrpc] = [stated(plan.diagnosis), mcrpcOf(plan)];
  const dxDay = within(dx, '0000-01-01', plan.index);
  if (mcrpc === null) return { dx: { stated: dx, day: dxDay }, mcrpc: null };
  const mcrpcDay = within(mcrpc, dxDay, plan.index);
  return { dx: { stated: dx, day: within(dx, '0000-01-01', mcrpcDay) }, mcrpc: { stated: mcrpc, day: mcrpcDay } };
}

function priorTherapy(plan: PatientPlan): Record<string, number | null> {
  const known = plan.historyCovered;
  const given = (drug: string): number | null =>
    known ? Number(plan.therapies.some((therapy) => therapy.drug === drug && therapy.start < plan.index)) : null;
  const count = (drugs: readonly string[]): number | null =>
    known ? drugs.filter((drug) => given(drug) === 1).length : null;
  return {
    n_taxane_agents: count(TAXANES),
    n_arpi_agents: count(ARPIS),
    ...Object.fromEntries([...TAXANES, ...ARPIS].map((drug) => [drug, given(drug)])),
  };
}

/** The closest value of the 90 days up to index. */
function psaAtIndex(plan: PatientPlan): number | null {
  const eligible = plan.psa.filter(
    ({ date }) => daysBetween(date, plan.index) >= 0 && daysBetween(date, plan.index) <= 90,
  );
  return eligible.sort((a, b) => (a.date < b.date ? 1 : -1))[0]?.value ?? null;
}

function sites(plan: PatientPlan): Record<string, number | null> {
  const of = (site: PublishedSite): number | null => {
    const planned = plan.sites.find((entry) => entry.site === site);
    if (planned === undefined || (!planned.structured && !planned.letter)) return null;
    return planned.since !== null && planned.since <= plan.index ? 1 : 0;
  };
  return { met_bone: of('bone'), met_liver: of('liver'), met_lung: of('lung'), met_ln: of('lymph_node') };
}

/** Death from any cause, else last contact, both up to the data cut-off. */
function followUp(plan: PatientPlan): Record<string, TruthValue> {
  const { index, death, lastActivity } = plan;
  const cutoff = DATA_CUTOFF[plan.hospital];
  const base = { last_activity_date: lastActivity };
  if (death !== null && death.precision === null)
    return { ...base, os_event: null, os_days: null, os_censor_reason: 'DEATH_DATE_UNKNOWN', death_date: null };
  const died = death === null ? null : deathDay(cut(death.day, death.precision ?? 'day'), lastActivity, index);
  if (died !== null && died <= cutoff)
    return { ...base, os_event: 1, os_days: daysBetween(index, died), os_censor_reason: 'DEATH', death_date: died };
  const reason = died !== null || plan.afterCutoff !== null ? 'DATA_CUTOFF' : 'LAST_ACTIVITY';
  return {
    ...base,
    os_event: 0,
    os_days: daysBetween(index, lastActivity),
    os_censor_reason: reason,
    death_date: null,
  };
}

/** A month means its 15th, but no day before the last contact in that month. */
function deathDay(date: PartialDate, lastActivity: DayDate, index: DayDate): DayDate {
  const { first, last } = boundsOf(date);
  const alive = [imputeDay(date), lastActivity, index].filter((day) => day >= first && day <= last);
  return alive.sort().at(-1) ?? imputeDay(date);
}
