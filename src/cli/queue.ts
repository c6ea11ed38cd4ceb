/** worker, schedule and run --queue: the same steps on BullMQ. */
import { Cron } from 'croner';
import { EXIT, LutraError, safeMessage } from '../errors.ts';
import { openStores } from '../../workers/context.ts';
import {
  type QueueSettings,
  checkQueue,
  connectedWorkers,
  enqueueRun,
  failureOf,
  scheduleNightly,
  startWorker,
  unscheduleNightly,
} from '../../workers/queues.ts';
import { beginRun } from '../../workers/start.ts';
import { FIRST_STEP, jobHandlers } from '../../workers/worker.ts';
import { abandonRun, lastWords } from '../../workers/report.ts';
import { runById } from '../store/ledger.ts';
import type { Io } from './io.ts';
import { dataDir, settings, text, texts, wholeNumber } from './options.ts';
import { pipelineOptions, printReport } from './run.ts';
import { readStudies } from './studies.ts';
import type { Options } from './verb.ts';

function queueSettings(io: Io, options: Options): QueueSettings {
  const redisUrl = io.env['REDIS_URL'];
  if (!redisUrl) {
    throw new LutraError('config', 'REDIS_URL is not set', {
      remedy: 'set REDIS_URL, as in redis://127.0.0.1:6379, or run without a queue',
    });
  }
  return { redisUrl, name: settings(io, options).queue, firstStep: FIRST_STEP };
}

const POLL_MS = 250;
const LOOK_EVERY_MS = 10_000;

/** Puts a run on the queue and waits until the ledger says that it ended. */
export async function runOnQueue(io: Io, options: Options): Promise<number> {
  const queue = queueSettings(io, options);
  const pipeline = pipelineOptions(io, options, true);
  await checkQueue(queue);
  const stores = await openStores(pipeline.data);
  try {
    const run = beginRun(stores, pipeline, io.clock);
    await enqueueRun(queue, run).catch((error: unknown) => {
      abandonRun(stores.warehouse, run, safeMessage(error), io.clock);
      throw error;
    });
    io.err(`run ${run} is on the queue "${queue.name}"`);
    const isDone = (): boolean => runById(stores.warehouse, run)?.state !== 'running';
    const failure = await waitFor(io, queue, run, isDone);
    if (failure !== null) abandonRun(stores.warehouse, run, `a step could not be planned: ${failure}`, io.clock);
    const report = lastWords(stores.warehouse, run);
    printReport(io, report);
    return report.exitStatus;
  } finally {
    await stores.close();
  }
}

/**
 * Waits for the end of a run, and says so once for each time that no worker is there to wait for. Gives why the run will
 * never end, where its workers gave it up without closing it, as those of another data directory do.
 */
async function waitFor(io: Io, queue: QueueSettings, run: string, isDone: () => boolean): Promise<string | null> {
  let [lookedAt, isAlone] = [io.clock.now(), false];
  while (!isDone()) {
    if (io.clock.now() - lookedAt > LOOK_EVERY_MS) {
      lookedAt = io.clock.now();
      const failure = await failureOf(queue, run).catch(() => null);
      if (failure !== null) return isDone() ? null : failure;
      const wasAlone = isAlone;
      isAlone = (await connectedWorkers(queue).catch(() => null)) === 0;
      if (isAlone && !wasAlone) {
        io.err('no worker is on the queue: start "lutra worker" on the same data directory, here or on another host');
      }
    }
    await io.clock.sleep(POLL_MS);
  }
  return null;
}

/** Works until SIGINT or SIGTERM, then finishes the job in hand and ends with 0. */
export async function worker(io: Io, options: Options): Promise<number> {
  const queue = queueSettings(io, options);
  const chosen = settings(io, options);
  const nightly = { source: text(options, 'source') ?? chosen.source, studies: readStudies(texts(options, 'study')) };
  const concurrency = wholeNumber(options, 'concurrency', 1, 64);
  await checkQueue(queue);
  const stores = await openStores(dataDir(options));
  try {
    const running = await startWorker(queue, jobHandlers(stores, chosen, io, nightly), concurrency);
    io.err(`worker on queue "${queue.name}", ${concurrency} at a time; stop with Ctrl+C`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    io.err('finishing the job in hand');
    await running.close();
  } finally {
    await stores.close();
  }
  return EXIT.done;
}

export async function schedule(io: Io, options: Options): Promise<number> {
  const queue = queueSettings(io, options);
  if (options['off'] === true) {
    io.out((await unscheduleNightly(queue)) ? 'the nightly schedule is off' : 'there was no nightly schedule');
    return EXIT.done;
  }
  const cron = text(options, 'cron') ?? '';
  const timeZone = text(options, 'tz') ?? '';
  checkPattern(cron, timeZone);
  const { next } = await scheduleNightly(queue, cron, timeZone);
  const at = next?.toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }) ?? 'an unknown time';
  io.out(`nightly run "${cron}" in ${timeZone}; next at ${at} there`);
  return EXIT.done;
}

function checkPattern(pattern: string, timezone: string): void {
  try {
    if (new Cron(pattern, { timezone, mode: '5-part', paused: true }).nextRun() === null) throw new Error('never');
  } catch {
    throw new LutraError('usage', `the pattern "${pattern}" or the zone "${timezone}" cannot be used`, {
      remedy:
        'give five cron fields that come true some day and an IANA zone, as in --cron "0 2 * * *" --tz Europe/Berlin',
    });
  }
}
