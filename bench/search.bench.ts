/**
 * Pulling the demo's patients from a local server, beside a bare parallel fetch of the same URLs; and memory for 1, 4 and
 * 16 times as many patients. The floor is Node's own `fetch`, as many at a time, with every body read and nothing parsed;
 * beside it, what the same takes without what `fetch` adds.
 */
import { Agent, request } from 'undici';
import { silentLog, systemClock } from '../src/effects.ts';
import { DEFAULT_SETTINGS, openSource, parseSource } from '../src/extractors/source.ts';
import { startHospital } from './hospital.ts';
import { againstFloor, memoryWatch, printMemory } from './measure.ts';

const PATIENTS = 200;

async function pull(base: string, each = (): void => undefined): Promise<number> {
  let n = 0;
  for await (const item of openSource(parseSource(base), { clock: systemClock, log: silentLog }).receive()) {
    each();
    if (item.kind === 'resource') n++;
    if (item.kind === 'range' && item.state !== 'complete') throw new Error(`${item.type}: ${item.reason}`);
  }
  return n;
}

/** As many at a time as the pull has under way; bodies are read and thrown away. */
async function askAll(urls: readonly string[], ask: (url: string) => Promise<unknown>): Promise<void> {
  const waiting = urls.values();
  const one = async (): Promise<void> => {
    for (const url of waiting) await ask(url);
  };
  await Promise.all(Array.from({ length: DEFAULT_SETTINGS.concurrency }, one));
}

async function compare(base: string, resources: number, urls: readonly string[]): Promise<void> {
  const byFetch = (): Promise<void> => askAll(urls, async (url) => (await fetch(url)).arrayBuffer());
  const { floor, subject, ratio } = await againstFloor(byFetch, () => pull(base));
  console.log(
    `  ${PATIENTS} patients, ${resources} resources in ${urls.length} requests: ${(subject / 1000).toFixed(2)} s, bare fetch ${(floor / 1000).toFixed(2)} s, ratio ${ratio.toFixed(2)} (goal <= 1.25)`,
  );
  const dispatcher = new Agent({ connections: DEFAULT_SETTINGS.concurrency });
  const byRequest = (): Promise<void> =>
    askAll(urls, async (url) => (await request(url, { dispatcher })).body.arrayBuffer());
  const bare = await againstFloor(byRequest, byFetch);
  await dispatcher.close();
  console.log(`    undici's bare request, no fetch around it: ${(bare.floor / 1000).toFixed(2)} s`);
}

const patients = process.argv[2];
const hospital = await startHospital(patients === undefined ? PATIENTS : Number(patients));
try {
  const watch = memoryWatch();
  const resources = await pull(hospital.base, watch.item);
  if (patients !== undefined) watch.report();
  else {
    const urls = (await hospital.journal()).map((path) => hospital.origin + path);
    await compare(hospital.base, resources, urls);
    const sizes = [1, 4, 16].map((times) => [String(times * PATIENTS)]);
    printMemory(`${sizes.join(', ')} patients`, import.meta.filename, sizes);
  }
} finally {
  hospital.stop();
}
