/** run, extract, annotate, build, snapshot: the whole pipeline or one stage of it. */
import { sourceSpec } from '../config.ts';
import { LutraError } from '../errors.ts';
import { type PipelineOptions, runPipeline } from '../../workers/inline.ts';
import type { RunReport } from '../../workers/report.ts';
import type { StepId } from '../../workers/step.ts';
import { expectDatabase } from '../store/database.ts';
import type { Io } from './io.ts';
import { dataDir, settings, text, texts, warehouseFile } from './options.ts';
import { readStudies } from './studies.ts';
import type { Options } from './verb.ts';

/** The whole pipeline, here or on the queue. Gives the exit status. */
export async function run(io: Io, options: Options): Promise<number> {
  if (options['queue'] === true) return (await import('./queue.ts')).runOnQueue(io, options);
  return stages(io, options, { needsSource: true });
}

/** The source into the raw store, nothing more. */
export async function extract(io: Io, options: Options): Promise<number> {
  return stages(io, options, { needsSource: true, steps: ['extract'] });
}

/** Documents to notes, notes to findings. */
export async function annotate(io: Io, options: Options): Promise<number> {
  return stages(io, options, { needsSource: false, steps: ['documents', 'annotate'] });
}

/** Facts, records and cohort rows. */
export async function build(io: Io, options: Options): Promise<number> {
  return stages(io, options, { needsSource: false, steps: ['facts', 'cohort'] });
}

/** A snapshot of each study from what is built. */
export async function snapshot(io: Io, options: Options): Promise<number> {
  return stages(io, options, { needsSource: false, steps: ['snapshot'] });
}

interface Stages {
  readonly needsSource: boolean;
  readonly steps?: readonly StepId[];
}

async function stages(io: Io, options: Options, { needsSource, steps }: Stages): Promise<number> {
  const pipeline = pipelineOptions(io, options, needsSource);
  if (!needsSource) expectDatabase(warehouseFile(options));
  const report = await runPipeline({ ...pipeline, ...(steps ? { steps } : {}) }, io);
  printReport(io, report);
  return report.exitStatus;
}

/** Checks everything that can be wrong before anything is written. */
export function pipelineOptions(io: Io, options: Options, needsSource: boolean): PipelineOptions {
  const chosen = settings(io, options);
  const source = needsSource ? (text(options, 'source') ?? chosen.source) : null;
  if (needsSource && source === null) {
    throw new LutraError('usage', 'no source given', {
      remedy: 'add --source FOLDER or --source URL, or `source:` to lutra.config.yaml',
    });
  }
  if (source !== null) sourceSpec(source, chosen);
  return { data: dataDir(options), source, studies: readStudies(texts(options, 'study')), settings: chosen };
}

/** The run report: what was done, the state, and what is missing. */
export function printReport(io: Io, report: RunReport): void {
  for (const line of report.lines) io.out(line);
  io.out(`run ${report.run}: ${report.state}`);
  for (const reason of report.reasons) io.out(`  ${reason}`);
  if (report.state !== 'complete') io.out('"lutra status" shows what is missing; a further run reads only that');
}
