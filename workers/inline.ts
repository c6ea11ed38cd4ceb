/** The pipeline in this process, without Redis: the same steps, the same batches, one after the other. */
import type { Settings } from '../src/config.ts';
import { safeMessage } from '../src/errors.ts';
import { type DataStores, type Effects, type RunContext, contextOf, openStores } from './context.ts';
import { type RunReport, closeRun } from './report.ts';
import { type StudySource, beginRun } from './start.ts';
import { STEP_IDS, type Step, type StepId } from './step.ts';
import { STEPS, batches } from './steps.ts';

export interface PipelineOptions {
  /** The data directory. */
  readonly data: string;
  /** Folder or FHIR base URL; null to work on what is stored. */
  readonly source: string | null;
  readonly studies: readonly StudySource[];
  readonly settings: Settings;
  /** Which steps; all by default. */
  readonly steps?: readonly StepId[];
}

/** Runs the steps over a data directory and gives the run's report. */
export async function runPipeline(options: PipelineOptions, effects: Effects): Promise<RunReport> {
  const stores = await openStores(options.data);
  try {
    return await runSteps(stores, options, effects);
  } finally {
    await stores.close();
  }
}

async function runSteps(stores: DataStores, options: PipelineOptions, effects: Effects): Promise<RunReport> {
  const run = beginRun(stores, options, effects.clock);
  const context = await contextOf(run, stores, options.settings, effects);
  const wanted = new Set(options.steps ?? STEP_IDS);
  try {
    for (const step of STEPS) if (wanted.has(step.id)) await runStep(step, context);
  } catch (error) {
    closeRun(context, [safeMessage(error)]);
    throw error;
  }
  return closeRun(context);
}

async function runStep(step: Step, context: RunContext): Promise<void> {
  const items = step.items(context);
  let done = 0;
  const started = context.clock.now();
  for (const batch of batches(step, items)) {
    await step.perform(context, batch, () => context.progress(step.id, ++done, items.length));
  }
  context.log.info('step', { run: context.run, step: step.id, items: items.length, ms: context.clock.now() - started });
}
