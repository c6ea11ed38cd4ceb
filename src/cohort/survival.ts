/**
 * Kaplan-Meier: the product-limit estimate of survival, Greenwood's variance, pointwise 95 % bands, and quantiles with
 * the interval that inverts the band (Brookmeyer and Crowley, Biometrics 1982). Gives what R's `survival` 3.5 gives:
 * `survfit(Surv(time, event) ~ 1, conf.type = ...)`, with delayed entry `Surv(entry, time, event)`, and `quantile` of it;
 * held to 1e-9 by test/golden.
 */
import { TOLERANCE, riskSets } from './risk-set.ts';
import type { Observation, RiskSet, RiskSets } from './risk-set.ts';

/** How the band is built: on log(-log S), on log S, or on S. R's default is `log`; `log-log` is what we report first. */
export type ConfType = 'log-log' | 'log' | 'plain';

/** One distinct time. null where R has NA or NaN: no band exists there (S = 1 under log-log, S = 0). */
export interface CurvePoint extends RiskSet {
  readonly surv: number;
  /** Greenwood's standard error of S, on the scale of S. */
  readonly std_err: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface KaplanMeier extends Omit<RiskSets, 'sets'> {
  readonly confType: ConfType;
  readonly events: number;
  /** In the order of time; empty for no patients. */
  readonly points: readonly CurvePoint[];
}

export interface SurvivalQuantile {
  /** null = the curve does not come down so far. */
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/**
 * The curve in the unit of the times. No patients give an empty curve. Where all at risk die while others are still to come,
 * it falls to 0 for good, as in R: `fellTooEarly` tells. Throws LutraError `internal` for a negative time or none.
 */
export function kaplanMeier(observations: readonly Observation[], confType: ConfType = 'log-log'): KaplanMeier {
  const { sets, ...people } = riskSets(observations);
  let [surv, hazardVariance] = [1, 0];
  const points = sets.map((set): CurvePoint => {
    const { n_event: deaths, n_risk: atRisk } = set;
    surv *= 1 - deaths / atRisk;
    if (deaths > 0) hazardVariance += deaths / (atRisk * (atRisk - deaths));
    const logError = Math.sqrt(hazardVariance);
    return { ...set, surv, std_err: numberOrNull(surv * logError), ...band(surv, logError, confType) };
  });
  return { confType, events: sets.reduce((sum, { n_event }) => sum + n_event, 0), ...people, points };
}

/** The time at which everybody at risk had died although others came later; after it the curve says nothing. Else null. */
export function fellTooEarly({ points }: KaplanMeier): number | null {
  const zero = points.findIndex(({ surv }) => surv === 0);
  return zero === -1 || zero === points.length - 1 ? null : (points[zero] as CurvePoint).time;
}

/** Pointwise limits from the standard error of log S. */
function band(surv: number, logError: number, confType: ConfType): { lower: number | null; upper: number | null } {
  const width = Z * logError;
  if (surv === 0) return { lower: null, upper: null };
  if (confType === 'plain') {
    return { lower: Math.max(0, surv - width * surv), upper: Math.min(1, surv + width * surv) };
  }
  const log = Math.log(surv);
  if (confType === 'log') return { lower: Math.exp(log - width), upper: Math.min(1, Math.exp(log + width)) };
  if (surv === 1) return { lower: null, upper: null };
  const limit = (z: number): number => Math.exp(-Math.exp(Math.log(-log) + z));
  return { lower: limit(-width / log), upper: limit(width / log) };
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * The time by which the share `p` has died, with its 95 % interval, as R's `quantile.survfit`: the first time with
 * S(t) <= 1 - p; where the curve runs level at exactly 1 - p, the middle of the level stretch, up to the last
 * observation if no death ends it. (R's `print` of a fit takes the start of such a last stretch instead.)
 */
export function survivalQuantile(km: KaplanMeier, p: number): SurvivalQuantile {
  const times = km.points.map(({ time }) => time);
  const at = (values: readonly (number | null)[]): number | null => crossing(times, values, p);
  return {
    estimate: at(km.points.map(({ surv }) => surv)),
    lower: at(km.points.map(({ lower }) => lower)),
    upper: at(km.points.map(({ upper }) => upper)),
  };
}

/** Median survival with its 95 % interval. */
export function medianSurvival(km: KaplanMeier): SurvivalQuantile {
  return survivalQuantile(km, 0.5);
}

function crossing(times: readonly number[], surv: readonly (number | null)[], p: number): number | null {
  const died = surv.map((s) => (s === null ? null : 1 - s));
  const reached = timeOfLeast(times, died, p - TOLERANCE);
  if (reached === null) return null;
  const last = died.at(-1);
  if (last != null && Math.abs(p - last) < TOLERANCE) return (reached + (times.at(-1) as number)) / 2;
  const passed = timeOfLeast(times, died, p + TOLERANCE);
  return passed === null ? null : (reached + passed) / 2;
}

/**
 * When the least value at or above the threshold is first taken. For S and its lower limit that is the first time at
 * or above it; an upper limit can turn, and there R takes the least value, so we do.
 */
function timeOfLeast(times: readonly number[], values: readonly (number | null)[], threshold: number): number | null {
  let found: { time: number; value: number } | null = null;
  for (const [i, value] of values.entries()) {
    if (value !== null && value >= threshold && (found === null || value < found.value)) {
      found = { time: times[i] as number, value };
    }
  }
  return found?.time ?? null;
}
