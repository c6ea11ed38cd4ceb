/**
 * The calibrated columns of a cohort: lists of values with the published quartiles and counts, dealt to patients at
 * random, except where one value bounds another (castration resistance comes after the diagnosis).
 */
import { DAYS_PER_MONTH } from '../../calendar.ts';
import type { DatePrecision } from '../../domain.ts';
import { PUBLISHED, PUBLISHED_SITES } from '../published.ts';
import type { HospitalId, PublishedCohort, PublishedQuartiles, PublishedSite } from '../published.ts';
import { valuesWithQuartiles } from '../quantiles.ts';
import type { Random } from '../random.ts';
import { followUpTimes } from './survival.ts';
import type { FollowUp } from './survival.ts';

/** What calibration fixes of one patient. */
export interface Values {
  readonly age: number;
  readonly daysFromDiagnosis: number;
  readonly daysFromMcrpc: number;
  /** How coarsely the record may state the two dates. */
  readonly diagnosisPrecision: DatePrecision;
  readonly mcrpcPrecision: DatePrecision;
  /** ng/mL; null = no value in the 90 days up to index. */
  readonly psa: number | null;
  readonly highGrade: boolean;
  readonly sites: Readonly<Record<PublishedSite, boolean>>;
  /** Null = the record does not cover the time before index. */
  readonly taxanes: number | null;
  readonly arpis: number | null;
  /** Null = dead, date unknown. */
  readonly followUp: FollowUp | null;
}

/**
 * What the abstract leaves open, chosen here: counts of missing PSA, deaths without a date, three ARPIs; longest times in
 * months; and, in days, the room between the first possible mCRPC and the data cut-off.
 */
const OPEN = {
  uke: {
    psaMissing: 6,
    undatedDeaths: 2,
    threeArpis: 12,
    longestFollowUp: 52,
    longestFromMcrpc: Number.POSITIVE_INFINITY,
    months: { dx: [11, 290], mcrpc: [0.4, 110] },
  },
  us: {
    psaMissing: 36,
    undatedDeaths: 6,
    threeArpis: 24,
    longestFollowUp: 70,
    longestFromMcrpc: 3200,
    months: { dx: [10, 285], mcrpc: [1.5, 84] },
  },
} as const;

/** One set of values for each patient of the published cohort. */
export function calibratedValues(hospital: HospitalId, random: Random): Values[] {
  const published = PUBLISHED[hospital];
  const open = OPEN[hospital];
  const { n } = published;
  const deal = <T>(list: readonly T[]): T[] => random.shuffle(list);
  const ages = deal(quartered(n, published.age, [46, 92], 'linear').map(Math.round));
  const pairs = deal(timePairs(published, open.months, random));
  repair(ages, (age, i) => age * 365.25 - (pairs[i]?.daysFromDiagnosis ?? 0) > YOUNGEST_AT_DIAGNOSIS * 365.25);
  const psa = deal([
    ...psaValues(n - open.psaMissing, published.psa),
    ...Array.from({ length: open.psaMissing }, () => null),
  ]);
  const followUps = deal<FollowUp | null>([
    ...followUpTimes(n - open.undatedDeaths, published.survival, open.longestFollowUp, random),
    ...Array.from({ length: open.undatedDeaths }, () => null),
  ]);
  repair(followUps, (followUp, i) => (followUp?.days ?? 400) + (pairs[i]?.daysFromMcrpc ?? 0) <= open.longestFromMcrpc);
  const grades = deal(flags(n, published.gleason8to10.count));
  const sites = dealSites(published, random);
  const prior = priorCounts(published, open.threeArpis, random);
  return ages.map((age, i) => ({
    age,
    ...(pairs[i] as (typeof pairs)[number]),
    psa: psa[i] ?? null,
    highGrade: grades[i] === true,
    sites: sites[i] as Values['sites'],
    ...(prior[i] as { taxanes: number | null; arpis: number | null }),
    followUp: followUps[i] ?? null,
  }));
}

function quartered(
  n: number,
  { q1, median, q3 }: PublishedQuartiles,
  [low, high]: readonly [number, number],
  scale: 'log' | 'linear',
): number[] {
  return valuesWithQuartiles(n, [low, q1, median, q3, high], scale);
}

/** PSA as laboratories print it: whole numbers from 100, one decimal from 10, two below. */
export function roundPsa(value: number): number {
  return value >= 100 ? Math.round(value) : value >= 10 ? Math.round(value * 10) / 10 : Math.round(value * 100) / 100;
}

function psaValues(n: number, quartiles: PublishedQuartiles): number[] {
  return quartered(n, quartiles, [0.21, 6400], 'log').map(roundPsa);
}

const flags = (n: number, count: number): boolean[] => Array.from({ length: n }, (_, i) => i < count);

const YOUNGEST_AT_DIAGNOSIS = 42;
const SHORTEST_SENSITIVE_DAYS = 120;

/** Swaps values that do not fit their place with later ones, until all fit or no swap helps. */
function repair<T>(values: T[], fits: (value: T, place: number) => boolean): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as T;
    if (fits(value, i)) continue;
    const j = values.findIndex((other, place) => fits(other, i) && fits(value, place));
    if (j >= 0) [values[i], values[j]] = [values[j] as T, value];
  }
}

/** Times from diagnosis and from mCRPC, loosely correlated, with at least four months between the two. */
function timePairs(
  published: PublishedCohort,
  range: { dx: readonly [number, number]; mcrpc: readonly [number, number] },
  random: Random,
) {
  const days = (months: number): number => Math.round(months * DAYS_PER_MONTH);
  const dx = quartered(published.n, published.monthsFromDiagnosis, range.dx, 'log').map(days);
  const noisy = quartered(published.n, published.monthsFromMcrpc, range.mcrpc, 'log')
    .map((months, rank) => ({ months: days(months), key: rank + random.next() * published.n }))
    .sort((a, b) => a.key - b.key)
    .map(({ months }) => months);
  repair(noisy, (days, i) => (dx[i] as number) - days >= SHORTEST_SENSITIVE_DAYS);
  return dx.map((daysFromDiagnosis, i) => ({
    daysFromDiagnosis,
    daysFromMcrpc: noisy[i] as number,
    diagnosisPrecision: coarsest(daysFromDiagnosis, published.monthsFromDiagnosis),
    mcrpcPrecision: coarsest(noisy[i] as number, published.monthsFromMcrpc),
  }));
}

/**
 * A month is taken as its 15th and a year as 1 July. Close to a published quartile a date is stated more finely, so that
 * no such convention carries a value across it.
 */
function coarsest(value: number, { q1, median, q3 }: PublishedQuartiles): DatePrecision {
  const distance = Math.min(...[q1, median, q3].map((quartile) => Math.abs(value - quartile * DAYS_PER_MONTH)));
  return distance < 20 ? 'day' : distance < 200 ? 'month' : 'year';
}

/** Every patient has a metastasis somewhere: who has none in the bone has one in lymph nodes. */
function dealSites(published: PublishedCohort, random: Random): Values['sites'][] {
  const counts = published.metastases;
  const bone = random.shuffle(flags(published.n, counts.bone.count));
  const bare = bone.filter((has) => !has).length;
  const nodes = random.shuffle(flags(published.n - bare, counts.lymph_node.count - bare));
  const columns = Object.fromEntries(
    PUBLISHED_SITES.map((site) => [site, random.shuffle(flags(published.n, counts[site].count))]),
  );
  return bone.map((has, i) => ({
    bone: has,
    lymph_node: has ? nodes.pop() === true : true,
    liver: columns['liver']?.[i] === true,
    lung: columns['lung']?.[i] === true,
  }));
}

/** Numbers of earlier taxanes and ARPIs, with unknown where the published denominator is smaller than the cohort. */
function priorCounts(
  published: PublishedCohort,
  threeArpis: number,
  random: Random,
): { taxanes: number | null; arpis: number | null }[] {
  const { taxanes, arpis, n } = published;
  const known = taxanes.one.of;
  const none = {
    taxanes: known - taxanes.one.count - taxanes.more.count,
    arpis: known - arpis.one.count - arpis.more.count,
  };
  const repeat = (value: number, times: number): number[] => Array.from({ length: times }, () => value);
  // At the US, treatment starts when both classes have been given, so nobody has two of both; at the UKE nobody has none of both.
  const byTaxane = [...repeat(2, taxanes.more.count), ...repeat(1, taxanes.one.count), ...repeat(0, none.taxanes)];
  const several = random.shuffle([...repeat(3, threeArpis), ...repeat(2, arpis.more.count - threeArpis)]);
  const apart = none.taxanes === 0;
  const few = [...repeat(0, none.arpis), ...repeat(1, arpis.one.count)];
  const byArpi = apart
    ? [...few, ...several]
    : [...repeat(0, none.arpis), ...random.shuffle([...repeat(1, arpis.one.count), ...several])];
  const pairs = byTaxane.map((count, i) => ({ taxanes: count, arpis: byArpi[i] as number }));
  const unknown = Array.from({ length: n - known }, () => ({ taxanes: null, arpis: null }));
  return random.shuffle([...pairs, ...unknown]);
}
