/** doctor: is this machine fit to run Lutra? */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { EXIT, LutraError, safeMessage } from '../errors.ts';
import { redisHealth } from '../../workers/queues.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { verifyChain } from '../store/review-chain.ts';
import type { ReviewDb } from '../store/review-db.ts';
import type { Io } from './io.ts';
import { dataDir, settings } from './options.ts';
import type { Options } from './verb.ts';

interface Finding {
  readonly state: 'ok' | 'note' | 'bad';
  readonly what: string;
  readonly said: string;
}

/** Prints a line a check; exit status 1 when one is bad. */
export async function doctor(io: Io, options: Options): Promise<number> {
  const findings = [
    nodeVersion(),
    configuration(io, options),
    ...directory(dataDir(options)),
    await database(dataDir(options), 'warehouse', 'rebuild it: move it away and run again'),
    await database(
      dataDir(options),
      'review',
      'restore it from its backup: it holds what people decided',
      changedDecision,
    ),
    await redis(io),
  ];
  for (const f of findings) io.out(`${f.state.padEnd(5)} ${f.what}: ${f.said}`);
  return findings.some((f) => f.state === 'bad') ? EXIT.failed : EXIT.done;
}

/** What is wrong and, where it is known, what to do. */
function wordsOf(error: unknown): string {
  const { place, remedy } = error instanceof LutraError ? error : { place: null, remedy: null };
  return [safeMessage(error) + (place === null ? '' : ` (${place})`), remedy].filter(Boolean).join('; ');
}

function nodeVersion(): Finding {
  return { state: 'ok', what: 'Node', said: process.version };
}

function configuration(io: Io, options: Options): Finding {
  try {
    const { source } = settings(io, options);
    return { state: 'ok', what: 'configuration', said: source === null ? 'no default source' : 'has a default source' };
  } catch (error) {
    return { state: 'bad', what: 'configuration', said: wordsOf(error) };
  }
}

/** Others must not read the data: the folder is 0700, the files 0600. */
function directory(dir: string): Finding[] {
  if (!existsSync(dir)) {
    try {
      accessSync(existingParent(dir), constants.W_OK);
      return [{ state: 'ok', what: 'data directory', said: 'will be made' }];
    } catch {
      return [{ state: 'bad', what: 'data directory', said: `cannot be made below ${existingParent(dir)}` }];
    }
  }
  return [dir, path.join(dir, 'warehouse.db'), path.join(dir, 'review.db')].filter(existsSync).map((file) => {
    const open = (statSync(file).mode & 0o077) !== 0;
    const what = file === dir ? 'mode of the data directory' : `mode of ${path.basename(file)}`;
    return open
      ? { state: 'bad', what, said: 'others may read it; chmod go-rwx' }
      : { state: 'ok', what, said: 'owner only' };
  });
}

function existingParent(dir: string): string {
  return existsSync(dir) || path.dirname(dir) === dir ? dir : existingParent(path.dirname(dir));
}

/** `wrongIn` looks at what SQLite cannot know of, and gives what is wrong with it, in words; null = nothing. */
async function database<T>(
  dir: string,
  migrations: 'warehouse' | 'review',
  remedy: string,
  wrongIn: (db: Database<T>) => string | null = () => null,
): Promise<Finding> {
  const what = `${migrations}.db`;
  const file = path.join(dir, what);
  if (!existsSync(file)) return { state: 'note', what, said: 'not there yet' };
  try {
    const db = await openDatabase<T>(file, { migrations, readonly: true });
    try {
      const wrong = db.sql.pragma('quick_check', { simple: true }) === 'ok' ? wrongIn(db) : 'damaged';
      return wrong === null
        ? { state: 'ok', what, said: 'sound' }
        : { state: 'bad', what, said: `${wrong}; ${remedy}` };
    } finally {
      await db.close();
    }
  } catch (error) {
    return { state: 'bad', what, said: wordsOf(error) };
  }
}

/** The database refuses changes of the log; what was done to the file behind its back shows in the chain of hashes. */
function changedDecision(db: ReviewDb): string | null {
  const state = verifyChain(db);
  return state.intact ? null : `event ${state.seq} of the log of decisions is not as it was written (${state.reason})`;
}

async function redis(io: Io): Promise<Finding> {
  const what = 'Redis';
  const url = io.env['REDIS_URL'];
  if (!url) return { state: 'note', what, said: 'REDIS_URL is not set; needed only for --queue, worker and schedule' };
  try {
    const { version, policy } = await redisHealth(url);
    return policy === 'noeviction'
      ? { state: 'ok', what, said: version }
      : { state: 'bad', what, said: `maxmemory-policy is ${policy}: jobs could vanish; set it to noeviction` };
  } catch (error) {
    return { state: 'bad', what, said: wordsOf(error) };
  }
}
