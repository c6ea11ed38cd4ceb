/** The whole pipeline over the demo's hospital on a local server, and the night after, when 1 % of the patients changed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSettings } from '../src/config.ts';
import { silentLog, systemClock } from '../src/effects.ts';
import { runPipeline } from '../workers/inline.ts';
import { startHospital } from './hospital.ts';

const PATIENTS = 479;
const CHANGED = Math.ceil(PATIENTS / 100);
const PLACE = path.join(import.meta.dirname, '..', 'studies', 'uke-psma-rlt.yaml');

interface Night {
  readonly ms: number;
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
  const started = performance.now();
  const { state, reasons } = await runPipeline({ data, source, studies, settings }, effects);
  if (state !== 'complete') throw new Error(reasons.join('; '));
  return { ms: performance.now() - started, steps };
}

const hospital = await startHospital(PATIENTS);
const dir = mkdtempSync(path.join(os.tmpdir(), 'lutra-bench-'));
try {
  const first = await night(dir, hospital.base);
  await hospital.change(CHANGED);
  const second = await night(dir, hospital.base);
  const share = (100 * second.ms) / first.ms;
  console.log(
    `  ${PATIENTS} patients: first night ${(first.ms / 1000).toFixed(1)} s; second, ${CHANGED} of them changed, ${Math.round(second.ms)} ms: ${share.toFixed(1)} % (goal <= 3 %)`,
  );
  for (const [step, ms] of first.steps)
    console.log(`    ${step.padEnd(10)} ${Math.round(ms)} ms, then ${Math.round(second.steps.get(step) ?? 0)} ms`);
} finally {
  hospital.stop();
  rmSync(dir, { recursive: true });
}
