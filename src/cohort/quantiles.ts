/** Sample quantiles as R's `quantile` defines them (Hyndman and Fan, The American Statistician 1996; 50: 361-365). */

/** 7: linear interpolation, the default of R and numpy. 2: the average at steps, SAS's default (PCTLDEF=5). */
export type QuantileType = 2 | 7;

/** R's guard against `n * p` that misses a whole number by rounding. */
const FUZZ = 4 * Number.EPSILON;

/** Quantile at probability `p` in [0, 1] of the values in any order, unrounded; null of no values. */
export function quantile(values: readonly number[], p: number, type: QuantileType = 7): number | null {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending.length === 0 ? null : type === 7 ? interpolated(ascending, p) : averaged(ascending, p);
}

function interpolated(ascending: readonly number[], p: number): number {
  const position = (ascending.length - 1) * p;
  const below = Math.floor(position + FUZZ);
  const share = position - below;
  const low = ascending[below] as number;
  if (Math.abs(share) < FUZZ || below + 1 >= ascending.length) return low;
  return low + share * ((ascending[below + 1] as number) - low);
}

function averaged(ascending: readonly number[], p: number): number {
  const position = ascending.length * p;
  const below = Math.floor(position + FUZZ);
  const at = (rank: number): number => ascending[Math.min(Math.max(rank, 1), ascending.length) - 1] as number;
  return position - below > FUZZ ? at(below + 1) : (at(below) + at(below + 1)) / 2;
}

export interface Quartiles {
  readonly n: number;
  readonly median: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
}

/** Median and quartiles, unrounded, with the number of values they rest on. */
export function quartiles(values: readonly number[], type: QuantileType = 7): Quartiles {
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((p) => quantile(values, p, type));
  return { n: values.length, median: median ?? null, q1: q1 ?? null, q3: q3 ?? null };
}
