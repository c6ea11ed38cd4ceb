/** Timing against a floor: both in the same run, in turns, so that a machine that changes its speed changes both. */

export interface Timing {
  /** Milliseconds of the fastest round. */
  readonly floor: number;
  readonly subject: number;
  /** Median over the rounds of subject / floor. */
  readonly ratio: number;
}

/** Runs floor and subject in turns after a warm-up round. */
export async function againstFloor(floor: () => unknown, subject: () => unknown, rounds = 5): Promise<Timing> {
  const pairs: [number, number][] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = [await timed(floor), await timed(subject)];
    if (round > 0) pairs.push(pair);
  }
  const ratios = pairs.map(([f, s]) => s / f).sort((a, b) => a - b);
  const fastest = (i: 0 | 1): number => Math.min(...pairs.map((pair) => pair[i]));
  return { floor: fastest(0), subject: fastest(1), ratio: ratios[Math.floor(ratios.length / 2)] ?? NaN };
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
