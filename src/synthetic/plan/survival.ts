/**
 * Follow-up times that lie on the published survival curve. The order of deaths and censorings is drawn first; it alone
 * fixes the product-limit estimate and its confidence band at each death. The times are then placed so that the curve
 * and both edges of its band cross one half at the published median and confidence limits.
 */
import { DAYS_PER_MONTH } from '../../calendar.ts';
import type { PublishedCohort } from '../published.ts';
import type { Random } from '../random.ts';

export interface FollowUp {
  readonly days: number;
  readonly event: boolean;
}

const Z_975 = 1.959963984540054;

/** Product-limit estimate and log-log band just after each death of an order; `NaN` at censorings. */
function curveOf(events: readonly boolean[]): { survival: number; lower: number; upper: number }[] {
  let [survival, greenwood] = [1, 0];
  return events.map((event, i) => {
    if (!event) return { survival, lower: Number.NaN, upper: Number.NaN };
    const atRisk = events.length - i;
    survival *= 1 - 1 / atRisk;
    greenwood += 1 / (atRisk * (atRisk - 1));
    const half = (Z_975 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
    return { survival, lower: survival ** Math.exp(half), upper: survival ** Math.exp(-half) };
  });
}

/** An order in which few are censored early and many late, ending with a censoring. */
function eventOrder(n: number, random: Random): boolean[] {
  const order = Array.from({ length: n }, (_, i) => !random.chance(0.08 + 0.3 * (i / n) ** 2));
  order[n - 1] = false;
  return order;
}

/**
 * `n` follow-up times, ascending. Between the knots (0, lower limit, median, upper limit) the cumulative hazard rises
 * evenly; past the last knot it goes on as that of an exponential curve with the same median, up to `longestMonths`.
 */
export function followUpTimes(
  n: number,
  target: PublishedCohort['survival'],
  longestMonths: number,
  random: Random,
): FollowUp[] {
  const order = eventOrder(n, random);
  const curve = curveOf(order);
  const crossing = (edge: 'lower' | 'survival' | 'upper'): number =>
    -Math.log((curve.find((point) => point[edge] <= 0.5) as (typeof curve)[number]).survival);
  const knots: [number, number][] = [
    [0, 0.4],
    [crossing('lower'), target.lower],
    [crossing('survival'), target.median],
    [crossing('upper'), target.upper],
  ];
  return order.map((event, i) => {
    const hazard = hazardAt(curve, i, n);
    return {
      days: Math.round(Math.min(monthsAt(knots, hazard, target.median), longestMonths) * DAYS_PER_MONTH),
      event,
    };
  });
}

/** Cumulative hazard of the i-th time; a censoring lies a little after the death before it. */
function hazardAt(curve: readonly { survival: number; lower: number }[], i: number, n: number): number {
  const point = curve[i] as { survival: number; lower: number };
  const base = point.survival <= 0 ? Math.log(2 * n) : -Math.log(point.survival);
  return Number.isNaN(point.lower) ? base + 0.3 / n : base;
}

function monthsAt(knots: readonly [number, number][], hazard: number, median: number): number {
  for (let k = 1; k < knots.length; k++) {
    const [[h0, t0], [h1, t1]] = [knots[k - 1] as [number, number], knots[k] as [number, number]];
    if (hazard <= h1) return t0 + ((t1 - t0) * (hazard - h0)) / (h1 - h0);
  }
  const [lastHazard, lastMonths] = knots.at(-1) as [number, number];
  return lastMonths + ((hazard - lastHazard) * median) / Math.LN2;
}
