/**
 * Pulling the demo's patients from a local server, beside a bare parallel fetch of the same URLs; and memory for 1, 4 and
 * 16 times as many patients.
 */
import { execFileSync } from 'node:child_process';
import { silentLog, systemClock } from '../src/effects.ts';
import { DEFAULT_SETTINGS, openSource, parseSource } from '../src/extractors/source.ts';
import { startHospital } from './hospital.ts';
import { againstFloor } from './measure.ts';

const PATIENTS = 200;
/** Patients in the smallest of the three memory runs. */
const FEWEST = 50;

async function pull(base: string): Promise<number> {
  let n = 0;
  for await (const item of openSource(parseSource(base), { clock: systemClock, log: silentLog }).receive()) {
    if (item.kind === 'resource') n++;
    if (item.kind === 'range' && item.state !== 'complete') throw new Error(`${item.type}: ${item.reason}`);
  }
  return n;
}

/** As many at a time as the pull has under way; bodies are read and thrown away. */
async function fetchAll(origin: string, paths: readonly string[]): Promise<void> {
  const waiting = paths.values();
  const one = async (): Promise<void> => {
    for (const path of waiting) await (await fetch(origin + path)).arrayBuffer();
  };
  await Promise.all(Array.from({ length: DEFAULT_SETTINGS.concurrency }, one));
}

const patients = process.argv[2];
const hospital = await startHospital(patients === undefined ? PATIENTS : Number(patients));
try {
  const resources = await pull(hospital.base);
  if (patients !== undefined) console.log(process.resourceUsage().maxRSS);
  else {
    const paths = await hospital.journal();
    const { floor, subject, ratio } = await againstFloor(
      () => fetchAll(hospital.origin, paths),
      () => pull(hospital.base),
    );
    console.log(
      `  ${PATIENTS} patients, ${resources} resources in ${paths.length} requests: ${(subject / 1000).toFixed(2)} s, bare fetch ${(floor / 1000).toFixed(2)} s, ratio ${ratio.toFixed(2)} (goal <= 1.25)`,
    );
    const peak = (n: number): number =>
      Number(execFileSync(process.execPath, [import.meta.filename, String(n)], { encoding: 'utf8' })) / 1024;
    console.log(
      `  peak memory for 1, 4, 16 times the patients: ${[1, 4, 16].map((n) => `${Math.round(peak(n * FEWEST))} MB`).join(', ')} (goal: flat)`,
    );
  }
} finally {
  hospital.stop();
}
