/**
 * The whole pipeline over a hospital on a local server: the first night, a night after which 1 % of the patients changed,
 * and one after which nothing did; at the demo's size and at four times as many patients.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSettings } from '../src/config.ts';
import { silentLog, systemClock } from '../src/effects.ts';
import { runPipeline } from '../workers/inline.ts';
import { startHospital } from './hospital.ts';

const PATIENTS = 479;
const SIZES = [1, 4] as const;
const PLACE = path.join(import.meta.dirname, '..', 'studies', 'uke-psma-rlt.yaml');

interface Night {
  readonly ms: number;
  /** Of the processor, by this process: what a busy machine changes least. */
  readonly cpu: number;
  readonly steps: ReadonlyMap<string, number>;
}

async function night(data: string, source: string): Promise<Night> {
  const steps = new Map<string, number>();
  let last = performance.now();
  const info = (event: string, said: Readonly<Record<string, unknown>> = {}): void => {
    if (event !== 'step') return;
    steps.set(String(said['step']), performance.now() - last);
    last = performance.now();
  };
  const effects = { clock: systemClock, log: { ...silentLog, info }, progress: () => undefined };
  const studies = [{ text: readFileSync(PLACE, 'utf8'), place: PLACE }];
  const settings = loadSettings({ file: null, env: {} });
  const [started, before] = [performance.now(), process.cpuUsage()];
  const { state, reasons } = await runPipeline({ data, source, studies, settings }, effects);
  if (state !== 'complete') throw new Error(reasons.join('; '));
  const ms = performance.now() - started;
  const used = process.cpuUsage(before);
  const cpu = (used.user + used.system) / 1000;
  const named = [...steps.values()].reduce((sum, one) => sum + one, 0);
  return { ms, cpu, steps: steps.set('around it', ms - named) };
}

async function measure(patients: number): Promise<void> {
  const changed = Math.ceil(patients / 100);
  const hospital = await startHospital(patients);
  const dir = mkdtempSync(path.join(os.tmpdir(), 'lutra-bench-'));
  try {
    const first = await night(dir, hospital.base);
    await hospital.change(changed);
    const second = await night(dir, hospital.base);
    // What was committed within the overlap comes again, and is found to be what there is.
    const third = await night(dir, hospital.base);
    const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
    const share = ({ ms, cpu }: Night): string =>
      `${Math.round(ms)} ms: ${percent(ms, first.ms)}, of the processor ${percent(cpu, first.cpu)}`;
    console.log(
      `  ${patients} patients: first night ${(first.ms / 1000).toFixed(1)} s; ${changed} changed, ${share(second)} (goal <= 3 %); nothing changed, ${share(third)}`,
    );
    for (const [step, ms] of first.steps)
      console.log(
        `    ${step.padEnd(10)} ${[ms, second.steps.get(step) ?? 0, third.steps.get(step) ?? 0].map((one) => `${Math.round(one)} ms`).join(', then ')}`,
      );
  } finally {
    hospital.stop();
    rmSync(dir, { recursive: true });
  }
}

for (const times of SIZES) await measure(times * PATIENTS);
