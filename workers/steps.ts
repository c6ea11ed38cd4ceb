/**
 * The one list of steps that every way of running goes through: in this process, or on a queue by any number of workers.
 * A step names its items and does some of them; it leaves done what is up to date, so doing an item twice changes nothing.
 */
import type { Step } from './step.ts';
import { annotateStep } from './steps/annotate.ts';
import { cohortStep } from './steps/cohort.ts';
import { documentsStep } from './steps/documents.ts';
import { extractStep } from './steps/extract.ts';
import { factsStep } from './steps/facts.ts';
import { snapshotStep } from './steps/snapshot.ts';

export const STEPS: readonly Step[] = [extractStep, documentsStep, annotateStep, factsStep, cohortStep, snapshotStep];

/** The step of this id; a job that names another was not made by this code. */
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
