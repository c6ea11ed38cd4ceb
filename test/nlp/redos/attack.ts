/** A second line: how the time of a pattern, or of the whole reading, grows with texts made to be hard. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * Processor time in ms, which other work on the machine does not lengthen; the least of some runs. `collected`: what earlier
 * runs left to the collector, which works on threads of its own, is cleared away before each.
 */
export function cpuTime(run: () => void, runs = 3, { collected = false } = {}): number {
  let least = Infinity;
  for (let i = 0; i < runs; i++) {
    if (collected) collect();
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** What is repeated: signs and words of every kind, and the words of the pattern itself. */
export function pumpsFor(source: string): string[] {
  const words = source.match(/[a-z]{2,12}/g)?.filter((word) => !/^[dswbpklnu]{1,2}$/.test(word)) ?? [];
  const own = [...new Set(words)].slice(0, 6);
  return ['a', ' ', '1', '1 ', 'a ', 'a, ', '\n', ' \n', '.', '-', '1.', '(', ': ', ...own, ...own.map((w) => `${w} `)];
}

/** The worst growth of a search over all pumps. */
export function growthOf(expression: RegExp, length: number): number {
  return worstGrowth(expression.source, length, (text) => void Array.from(text.matchAll(expression)));
}

/** Time at 4 times the length over time at the length, of the pump for which it is most; 0 below 40 ms. */
export function worstGrowth(source: string, length: number, run: (text: string) => void): number {
  const time = (pump: string, size: number): number => {
    const text = `${pump.repeat(Math.ceil(size / pump.length))}\u0001`;
    return cpuTime(() => run(text), 2);
  };
  const growths = pumpsFor(source).map((pump) => {
    const long = time(pump, 4 * length);
    return long < 40 ? 0 : long / Math.max(1, time(pump, length));
  });
  return Math.max(...growths);
}
