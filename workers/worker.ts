/** What the jobs of a queue do: plan a step, do a batch, begin the nightly run. */
import type { Settings } from '../src/config.ts';
import { runById } from '../src/store/ledger.ts';
import { type DataStores, type Effects, type RunContext, contextOf } from './context.ts';
import type { Handlers } from './queues.ts';
import { abandonRun, closeRun } from './report.ts';
import { type StudySource, beginRun } from './start.ts';
import { STEP_IDS, type StepId } from './step.ts';
import { STEPS, batches, stepById } from './steps.ts';

export interface Nightly {
  readonly source: string | null;
  readonly studies: readonly StudySource[];
}

/** The handlers over one data directory. `nightly` says what the scheduled run works on. */
export function jobHandlers(stores: DataStores, settings: Settings, effects: Effects, nightly: Nightly): Handlers {
  const contextFor = (run: string): Promise<RunContext> => contextOf(run, stores, settings, effects);
  return {
    advance: async ({ run, step, failures }) => {
      const context = await contextFor(run);
      if (step === 'done') {
        closeRun(context, failures > 0 ? [`${failures} batches failed for good`] : []);
        return { batches: [], next: null };
      }
      const planned = stepById(step);
      const jobs = batches(planned, planned.items(context)).map((items) => ({ run, step, items }));
      return { batches: jobs, next: STEPS[STEP_IDS.indexOf(step) + 1]?.id ?? 'done' };
    },
    batch: async ({ run, step, items }) => {
      await stepById(step).perform(await contextFor(run), items, () => undefined);
    },
    giveUp: (run, reason) => {
      const isOpen = runById(stores.warehouse, run)?.state === 'running';
      if (isOpen) abandonRun(stores.warehouse, run, `a step could not be planned: ${reason}`, effects.clock);
    },
    nightly: async () => beginRun(stores, nightly, effects.clock),
  };
}

export const FIRST_STEP: StepId = STEP_IDS[0];
