/** What a step of a run is. */
import type { RunContext } from './context.ts';

export interface Step {
  readonly id: StepId;
  /** Opaque item names (internal patient numbers, study ids): fit for a job payload. */
  items(context: RunContext): string[];
  /** Does the items; `onDone` is called after each. */
  perform(context: RunContext, items: readonly string[], onDone: () => void): Promise<void>;
  /** Items a job: small enough that a worker keeps its lock and a kill costs little. */
  readonly batch: number;
}

export const STEP_IDS = ['extract', 'documents', 'annotate', 'facts', 'cohort', 'snapshot'] as const;
export type StepId = (typeof STEP_IDS)[number];
