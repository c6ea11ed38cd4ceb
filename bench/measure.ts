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
/** Items between two collections, where memory in use is measured. */
const EVERY = 2_000;

/** What a script that is measured calls for each item, and at its end. */
export function memoryWatch(): { readonly item: () => void; readonly report: () => void } {
  let [items, inUse] = [0, 0];
  return {
    item: () => {
      if (!globalThis.gc || items++ % EVERY !== 0) return;
      globalThis.gc();
      const { heapUsed, external } = process.memoryUsage();
      inUse = Math.max(inUse, heapUsed + external);
    },
    report: () => console.log(process.resourceUsage().maxRSS / 1024, inUse / 2 ** 20),
  };
}

/** Peak and most memory in use, in MB, of a script under watch. */
function run(script: string, args: readonly string[], options: readonly string[]): [peak: number, inUse: number] {
  const said = execFileSync(process.execPath, [...options, script, ...args], { encoding: 'utf8' });
  const [peak = NaN, inUse = NaN] = said.split(' ').map(Number);
  return [peak, inUse];
}

/** The least of three peaks: a busy machine collects late. */
function leastPeak(script: string, args: readonly string[], options: readonly string[]): number {
  return Math.min(...Array.from({ length: 3 }, () => run(script, args, options)[0]));
}

/** Prints the memory for each of three sizes: in use after a collection, and at its peak. */
export function printMemory(what: string, script: string, sizes: readonly (readonly string[])[]): void {
  const line = (name: string, values: readonly number[]): void => {
    const times = ((values.at(-1) ?? NaN) / (values[0] ?? NaN)).toFixed(2);
    console.log(`    ${name}: ${values.map((mb) => `${Math.round(mb)} MB`).join(', ')}: ${times} times as much`);
  };
  console.log(`  memory for ${what} (goal: flat)`);
  const inUse = sizes.map((args) => run(script, args, ['--expose-gc'])[1]);
  line('in use after a collection', inUse);
  const fixed = sizes.map((args) => leastPeak(script, args, FIXED_YOUNG));
  line("peak of the process, V8's young generation held at 8 MB", fixed);
  const free = sizes.map((args) => leastPeak(script, args, []));
  line('peak of the process as it is', free);
}
