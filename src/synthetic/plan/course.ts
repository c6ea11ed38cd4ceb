/** Parts of a disease course that both hospitals' plans are drawn from. */
import { addDays, daysBetween } from '../../calendar.ts';
import type { Arpi, DatePrecision, DayDate, Taxane } from '../../domain.ts';
import { PUBLISHED_SITES } from '../published.ts';
import type { PublishedSite } from '../published.ts';
import type { Random } from '../random.ts';
import { roundPsa } from './columns.ts';
import type { Values } from './columns.ts';
import type { NotGivenPlan, PatientPlan, PsaPlan, SitePlan, Stated, StatedDate, TherapyPlan } from './types.ts';

const WHERE = {
  both: { structured: true, letter: true },
  letter: { structured: false, letter: true },
  structured: { structured: true, letter: false },
} as const;

export function drawWhere(random: Random, weights: { both: number; letter: number; structured: number }): Stated {
  return WHERE[random.weighted(weights)];
}

export const isoYear = (day: DayDate): number => Number(day.slice(0, 4));

/** A birthday that makes the patient `age` completed years old on `day`. */
export function birthFor(age: number, day: DayDate, random: Random): DayDate {
  const anniversary = `${isoYear(day) - age}${day.slice(4)}`.replace(/-02-29$/, '-02-28');
  return addDays(anniversary, -random.int(1, 363));
}

type Precisions = readonly [structured: DatePrecision | null, letter: DatePrecision | null];

const DIAGNOSIS_STATED: Readonly<Record<string, Precisions>> = {
  day_and_month: ['day', 'month'],
  day: ['day', null],
  month_letter: [null, 'month'],
  month_both: ['month', 'month'],
  day_letter: [null, 'day'],
  year_letter: [null, 'year'],
};

const BY_COARSEST = {
  day: { day_and_month: 60, day: 28, day_letter: 12 },
  month: { day_and_month: 41, day: 19, month_letter: 24, month_both: 10, day_letter: 6 },
  year: { day_and_month: 38, day: 18, month_letter: 20, month_both: 10, day_letter: 6, year_letter: 8 },
} as const;

/** How the record states the diagnosis. A bare year only where it cannot be confused with the next event's. */
export function stateDiagnosis(day: DayDate, next: DayDate, coarsest: DatePrecision, random: Random): StatedDate {
  const key = random.weighted<string>(BY_COARSEST[coarsest]);
  const clash = key === 'year_letter' && isoYear(day) === isoYear(next);
  const [structured, letter] = DIAGNOSIS_STATED[clash ? 'month_letter' : key] as Precisions;
  return { day, structured, letter };
}

const HIGH = { '4+4': 34, '4+5': 42, '5+4': 14, '5+5': 6, '3+5': 3, '5+3': 1 };
const LOW = { '3+3': 16, '3+4': 40, '4+3': 44 };

export function drawGleason(high: boolean, random: Random): NonNullable<PatientPlan['gleason']> {
  const [primary, secondary] = (high ? random.weighted(HIGH) : random.weighted(LOW)).split('+').map(Number) as [
    number,
    number,
  ];
  return { primary, secondary, ...drawWhere(random, { both: 40, letter: 40, structured: 20 }) };
}

/**
 * Sites of metastases, each first seen at diagnosis or between it and castration resistance, and well before index.
 * Absent sites are something only letters tell.
 */
export function drawSites(
  sites: Values['sites'],
  at: { diagnosis: DayDate; resistant: DayDate; index: DayDate },
  metastaticAtDiagnosis: boolean,
  random: Random,
): SitePlan[] {
  const until = [at.resistant, addDays(at.index, -60)].sort()[0] as DayDate;
  let first = metastaticAtDiagnosis;
  return PUBLISHED_SITES.map((site) => {
    if (!sites[site]) return { site, status: 'absent', since: null, structured: false, letter: true };
    const initial = metastaticAtDiagnosis && (first || random.chance(0.4));
    first = false;
    const since = initial
      ? at.diagnosis
      : addDays(at.diagnosis, Math.floor(daysBetween(at.diagnosis, until) * (0.5 + random.next() / 2)));
    return { site, status: 'present', since, ...drawWhere(random, { both: 50, letter: 32, structured: 18 }) };
  });
}

/** New sites after index, at most one: they must not count as pre-index. */
export function drawLaterSites(
  sites: Values['sites'],
  from: DayDate,
  until: DayDate,
  random: Random,
): { site: PublishedSite; since: DayDate }[] {
  const free = PUBLISHED_SITES.filter((site) => !sites[site] && site !== 'bone');
  if (free.length === 0 || daysBetween(from, until) < 90 || !random.chance(0.25)) return [];
  return [{ site: random.pick(free), since: addDays(from, random.int(60, daysBetween(from, until) - 10)) }];
}

/** First day of general use in either hospital's country. */
const IN_USE: Readonly<Record<Arpi, DayDate>> = {
  abiraterone: '2011-10-01',
  enzalutamide: '2013-09-01',
  apalutamide: '2019-03-01',
  darolutamide: '2020-05-01',
};

/** Up to `count` ARPIs in the order in which they were given, each in use by the time; never fewer than two of several. */
export function arpiOrder(count: number, from: DayDate, until: DayDate, random: Random): Arpi[] {
  if (count === 0) return [];
  const old = random.shuffle<Arpi>(['abiraterone', 'enzalutamide']);
  const recent = random.shuffle<Arpi>(['apalutamide', 'darolutamide']);
  const usable = recent.filter((drug) => IN_USE[drug] <= from);
  if (count === 1) return usable.length > 0 && random.chance(0.3) ? usable.slice(0, 1) : old.slice(0, 1);
  const third = recent.find((drug) => IN_USE[drug] < addDays(until, -300));
  return count === 2 || third === undefined ? old.slice(0, count) : [...old, third];
}

export function taxaneOrder(count: number): Taxane[] {
  return (['docetaxel', 'cabazitaxel'] as const).slice(0, count);
}

/** Drugs one after another: each ends before the next begins, the last before `until`. */
export function sequence(
  drugs: readonly (Taxane | Arpi)[],
  from: DayDate,
  until: DayDate,
  random: Random,
): TherapyPlan[] {
  const span = Math.floor(daysBetween(from, until) / Math.max(1, drugs.length));
  return drugs.map((drug, i) => {
    const taxane = drug === 'docetaxel' || drug === 'cabazitaxel' || drug === 'paclitaxel';
    const start = addDays(from, i * span + random.int(0, Math.floor(span * 0.25)));
    const longest = Math.floor(span * 0.7);
    const infusions = taxane ? Math.max(1, Math.min(random.int(3, 10), Math.floor(longest / 21))) : null;
    const days = infusions === null ? Math.max(14, Math.min(longest, random.int(90, 500))) : (infusions - 1) * 21;
    const end_reason = taxane
      ? random.pick(['completed', 'psa', 'toxicity'] as const)
      : random.pick(['psa', 'imaging', 'toxicity'] as const);
    return {
      drug,
      class: taxane ? 'taxane' : 'arpi',
      start,
      end: addDays(start, days),
      end_reason,
      infusions,
      ...drawWhere(random, { both: 42, letter: 43, structured: 15 }),
    };
  });
}

/** What letters mention and the patient never got by then: only agents that are not in the plan. */
export function drawNotGiven(therapies: readonly TherapyPlan[], random: Random): NotGivenPlan[] {
  const free = (['docetaxel', 'cabazitaxel', 'enzalutamide', 'abiraterone'] as const).filter(
    (drug) => !therapies.some((t) => t.drug === drug),
  );
  if (free.length === 0 || !random.chance(0.4)) return [];
  return [{ drug: random.pick(free), how: random.weighted({ declined: 45, contraindicated: 20, planned: 35 }) }];
}

/**
 * A PSA history: falling and rising values before index, the one at index (0 to 14 days before; null = none in the 90
 * days before), and a few after. Every value stands in the same kinds of record as the value at index, or in more.
 */
export function drawPsa(
  value: number | null,
  diagnosis: DayDate,
  index: DayDate,
  until: DayDate,
  random: Random,
): PsaPlan[] {
  const size = value ?? 10 ** (0.5 + 2 * random.next());
  const where = drawWhere(random, { both: 36, letter: 32, structured: 32 });
  const at = (date: DayDate, factor: number): PsaPlan => ({
    date,
    value: Math.max(0.02, roundPsa(size * factor)),
    ...where,
  });
  const before = [470, 290, 180, 118, 61]
    .map((days, i) => at(addDays(index, -days - random.int(0, 20)), [0.08, 0.2, 0.35, 0.6, 0.8][i] as number))
    .filter((psa) => daysBetween(diagnosis, psa.date) > 30 && (value !== null || daysBetween(psa.date, index) > 95));
  const now = value === null ? [] : [{ date: addDays(index, -random.int(0, 14)), value, ...where }];
  const trend = 0.3 + random.next() * 1.6;
  const after = [44, 88, 140, 230, 350]
    .map((days, i) => at(addDays(index, days + random.int(0, 9)), trend * (1 + (i * (trend - 0.7)) / 4)))
    .filter((psa) => psa.date <= until);
  return [...before, ...now, ...after];
}
