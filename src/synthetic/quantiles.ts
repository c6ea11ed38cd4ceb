/** Lists of values made to have given quartiles. */

/** Minimum, first quartile, median, third quartile, maximum. */
export type FiveNumbers = readonly [number, number, number, number, number];

/**
 * `n` ascending values whose type 7 quantiles are the five numbers: the quantile function through them, read at
 * (i - 1) / (n - 1). Between two numbers it runs geometrically (`log`, for skewed positive values) or straight.
 */
export function valuesWithQuartiles(n: number, five: FiveNumbers, scale: 'log' | 'linear'): number[] {
  const to = scale === 'log' ? Math.log : (x: number): number => x;
  const from = scale === 'log' ? Math.exp : (x: number): number => x;
  return Array.from({ length: n }, (_, i) => {
    const position = (4 * i) / (n - 1);
    const knot = Math.min(3, Math.floor(position));
    const [left, right] = [to(five[knot] as number), to(five[knot + 1] as number)];
    return from(left + (right - left) * (position - knot));
  });
}
