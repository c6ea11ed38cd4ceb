/**
 * The one list of steps that every way of running goes through: in this process, or on a queue by any number of workers.
 * A step names its items and does some of them; it leaves done what is up to date, so doing an item twice changes nothing.
 */
import type { RunContext } from './context.ts';
import { annotateStep } from './steps/annotate.ts';
import { cohortStep } from './steps/cohort.ts';
import { documentsStep } from './steps/documents.ts';
import { extractStep } from './steps/extract.ts';
import { factsStep } from './steps/facts.ts';
import { snapshotStep } from './steps/snapshot.ts';

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

export const STEPS: readonly Step[] = [extractStep, documentsStep, annotateStep, factsStep, cohortStep, snapshotStep];

export function stepById(id: string): Step {
  const step = STEPS.find((s) => s.id === id);
  if (!step) throw new Error(`unknown step ${id}`);
  return step;
}

/** Splits the items of a step into jobs. */
export function batches(step: Step, items: readonly string[]): string[][] {
  const jobs: string[][] = [];
  for (let i = 0; i < items.length; i += step.batch) jobs.push(items.slice(i, i + step.batch));
  return jobs;
}
