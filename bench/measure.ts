/**
 * Timing against a floor: both in the same run, in turns, so that a machine that changes its speed changes both. Memory as
 * the peak of a process that does nothing else.
 */
import { execFileSync } from 'node:child_process';

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

/**
 * V8's young generation at a fixed size. Left alone it grows with the rate of allocation up to about 100 MB and stays
 * there, whatever is kept: a long run looks larger than a short one.
 */
const FIXED_YOUNG = ['--max-semi-space-size=8'];

/** Peak memory in MB of a script that prints its own `maxRSS`: the least of three runs, since a busy machine collects late. */
function peakOf(script: string, args: readonly string[], options: readonly string[] = FIXED_YOUNG): number {
  const run = (): string => execFileSync(process.execPath, [...options, script, ...args], { encoding: 'utf8' });
  return Math.min(...Array.from({ length: 3 }, () => Number(run()) / 1024));
}

/** Prints the peak for each of three sizes, and the largest again as V8 is without options. */
export function printPeaks(what: string, script: string, sizes: readonly (readonly string[])[]): void {
  const peaks = sizes.map((args) => peakOf(script, args));
  const [least = NaN, most = NaN] = [peaks[0], peaks.at(-1)];
  const list = peaks.map((peak) => `${Math.round(peak)} MB`).join(', ');
  console.log(`  peak memory for ${what}: ${list}: ${(most / least).toFixed(2)} times as much (goal: flat)`);
  console.log(
    `    with V8's young generation as it grows by itself: ${Math.round(peakOf(script, sizes.at(-1) ?? [], []))} MB`,
  );
}
