/**
 * BullMQ, met here and nowhere else. Jobs carry ids only; what is to be done is planned from SQLite when a job runs, so a
 * job done twice, late or by another host changes nothing, and losing Redis loses nothing.
 *
 *   nightly ─> advance(run, step) ─> batch, batch, … ─> advance(run, next step) ─> …
 */
import { FlowProducer, type Job, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { LutraError, safeMessage } from '../src/errors.ts';
import type { StepId } from './step.ts';

/** A step, or the end of the run. */
export type Stage = StepId | 'done';

export interface AdvanceJob {
  readonly run: string;
  readonly step: Stage;
  /** Batches of earlier steps that failed for good. */
  readonly failures: number;
}
export interface BatchJob {
  readonly run: string;
  readonly step: StepId;
  readonly items: readonly string[];
}

/** What the jobs do; knows nothing of queues. */
export interface Handlers {
  /** Plans a step: its jobs, and the step that follows when they are done (null = the run is over). */
  advance(job: AdvanceJob): Promise<{ batches: readonly BatchJob[]; next: Stage | null }>;
  batch(job: BatchJob): Promise<void>;
  /** Closes a run of which a step could not be planned in any attempt. */
  giveUp(run: string, reason: string): void;
  /** Begins tonight's run and gives its id. */
  nightly(): Promise<string>;
}

export interface QueueSettings {
  readonly redisUrl: string;
  readonly name: string;
  readonly firstStep: Stage;
}

const RETRY = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: 1000,
  removeOnFail: 1000,
} as const;

/** Connects or says at once that there is no Redis: a run must not wait for one that never comes. */
async function connect(redisUrl: string): Promise<Redis> {
  const redis = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
  } catch (cause) {
    redis.disconnect();
    throw new LutraError('queue', 'no Redis answers', {
      place: withoutPassword(redisUrl),
      remedy: 'start Redis or set REDIS_URL',
      cause,
    });
  }
  redis.options.retryStrategy = (times) => Math.min(times * 200, 5000);
  return redis;
}

function withoutPassword(url: string): string {
  return URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : 'REDIS_URL';
}

/** Throws LutraError `queue` where no Redis answers; asked before anything is written. */
export async function checkQueue({ redisUrl }: QueueSettings): Promise<void> {
  (await connect(redisUrl)).disconnect();
}

/**
 * Why a run cannot go on: the job that was to plan one of its steps failed in every attempt. Null while nothing speaks
 * against it.
 */
export async function failureOf(settings: QueueSettings, run: string): Promise<string | null> {
  const failed = await withQueue(settings, (queue) => queue.getFailed());
  return failed.find((job) => job.name === 'advance' && (job.data as AdvanceJob).run === run)?.failedReason ?? null;
}

/** How many workers are connected to the queue, at work or idle. */
export async function connectedWorkers(settings: QueueSettings): Promise<number> {
  return withQueue(settings, (queue) => queue.getWorkersCount());
}

/** Puts a run, already begun in the ledger, on the queue. */
export async function enqueueRun(settings: QueueSettings, run: string): Promise<void> {
  await withQueue(settings, (queue) =>
    queue.add('advance', firstAdvance(settings, run), { ...RETRY, jobId: `run-${run}` }),
  );
}

function firstAdvance(settings: QueueSettings, run: string): AdvanceJob {
  return { run, step: settings.firstStep, failures: 0 };
}

/** Sets the nightly schedule; setting it again replaces it. The scheduled job does nothing but enqueue a run. */
export async function scheduleNightly(
  settings: QueueSettings,
  cron: string,
  timeZone: string,
): Promise<{ next: Date | null }> {
  return withQueue(settings, async (queue) => {
    await queue.upsertJobScheduler(
      'nightly',
      { pattern: cron, tz: timeZone },
      { name: 'nightly', data: {}, opts: RETRY },
    );
    const scheduler = await queue.getJobScheduler('nightly');
    return { next: scheduler?.next === undefined ? null : new Date(scheduler.next) };
  });
}

/** Takes the nightly schedule away; gives whether there was one. */
export async function unscheduleNightly(settings: QueueSettings): Promise<boolean> {
  return withQueue(settings, (queue) => queue.removeJobScheduler('nightly'));
}

async function withQueue<T>(settings: QueueSettings, work: (queue: Queue) => Promise<T>): Promise<T> {
  const connection = await connect(settings.redisUrl);
  const queue = new Queue(settings.name, { connection });
  try {
    return await work(queue);
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

export interface RunningWorker {
  /** Stops taking jobs, finishes the current one, disconnects. */
  close(): Promise<void>;
}

/** Starts a worker; as many on as many hosts as wanted may share a queue and a data directory. */
export async function startWorker(
  settings: QueueSettings,
  handlers: Handlers,
  concurrency = 1,
): Promise<RunningWorker> {
  const connection = await connect(settings.redisUrl);
  const producerConnection = await connect(settings.redisUrl);
  const flow = new FlowProducer({ connection: producerConnection });
  const worker = new Worker(settings.name, (job) => sanitised(() => perform(job, handlers, flow, settings)), {
    connection,
    concurrency,
    lockDuration: 60_000,
    maxStalledCount: 3,
  });
  worker.on('error', () => undefined);
  worker.on('failed', (job, error) => {
    const isOver = job?.finishedOn !== undefined;
    if (isOver && job.name === 'advance') handlers.giveUp((job.data as AdvanceJob).run, error.message);
  });
  await worker.waitUntilReady();
  return {
    close: async () => {
      await worker.close();
      await flow.close();
      connection.disconnect();
      producerConnection.disconnect();
    },
  };
}

/** An error's own text may quote a record and would stand in Redis in clear: only what is safe passes. */
async function sanitised(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // The cause would travel to Redis with the error.
    // oxlint-disable-next-line preserve-caught-error
    throw new Error(safeMessage(error));
  }
}

async function perform(job: Job, handlers: Handlers, flow: FlowProducer, settings: QueueSettings): Promise<void> {
  if (job.name === 'batch') return handlers.batch(job.data as BatchJob);
  if (job.name === 'nightly') return enqueueRun(settings, await handlers.nightly());
  const advance = job.data as AdvanceJob;
  const failed = Object.keys(await job.getIgnoredChildrenFailures()).length;
  const failures = advance.failures + failed;
  const { batches, next } = await handlers.advance({ ...advance, failures });
  if (next === null) return;
  await flow.add({
    name: 'advance',
    queueName: settings.name,
    data: { run: advance.run, step: next, failures } satisfies AdvanceJob,
    opts: { ...RETRY, jobId: `run-${advance.run}-${next}` },
    children: batches.map((data, i) => ({
      name: 'batch',
      queueName: settings.name,
      data,
      opts: { ...RETRY, jobId: `run-${advance.run}-${advance.step}-${i}-batch`, ignoreDependencyOnFailure: true },
    })),
  });
}

/** Version and eviction policy of a Redis: with any policy but `noeviction` it may drop jobs. */
export async function redisHealth(redisUrl: string): Promise<{ version: string; policy: string }> {
  const redis = await connect(redisUrl);
  try {
    const info = await redis.info();
    const field = (name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? 'unknown';
    return { version: field('redis_version'), policy: field('maxmemory_policy') };
  } finally {
    redis.disconnect();
  }
}
