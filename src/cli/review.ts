/** review and user: the abstractors' web app and their accounts. */
import path from 'node:path';
import { EXIT } from '../errors.ts';
import type { ReviewReader } from '../review/reader.ts';
import { startReview } from '../review/server.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { allFlags, factsOf, flagById } from '../store/derived.ts';
import { noteById } from '../store/documents.ts';
import { canonicalOf } from '../store/identity.ts';
import { addUser, disableUser, hasAccounts, setPassword } from '../store/review-accounts.ts';
import { openReviewDb } from '../store/review-db.ts';
import type { ReviewDb } from '../store/review-db.ts';
import type { Warehouse } from '../store/schema.ts';
import type { Io } from './io.ts';
import { dataDir, text, warehouseFile, wholeNumber } from './options.ts';
import { readPassword } from './password.ts';
import type { Options } from './verb.ts';

/** Serves until SIGINT or SIGTERM. */
export async function review(io: Io, options: Options): Promise<number> {
  const port = wholeNumber(options, 'port', 0, 65_535);
  const warehouse = await openDatabase<Warehouse>(warehouseFile(options), { migrations: 'warehouse', readonly: true });
  const reviewDb = await openReviewDb(path.join(dataDir(options), 'review.db'));
  try {
    const host = text(options, 'host') ?? '127.0.0.1';
    const origin = text(options, 'origin');
    const running = await startReview({
      reviewDb,
      reader: readerOver(warehouse),
      log: io.log,
      clock: io.clock,
      host,
      port,
      ...(origin === null ? {} : { publicOrigin: origin }),
    });
    if (!hasAccounts(reviewDb)) io.err('nobody can sign in yet: "lutra user add NAME" makes an account');
    io.out(`review at ${running.url}   (stop with Ctrl+C)`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await running.close();
  } finally {
    await reviewDb.close();
    await warehouse.close();
  }
  return EXIT.done;
}

/** What the page reads of the warehouse, as it is at every request. */
function readerOver(db: Database<Warehouse>): ReviewReader {
  return {
    flags: () => allFlags(db),
    flag: (id) => flagById(db, id) ?? null,
    note: (id) => noteById(db, id) ?? null,
    facts: (patient) => factsOf(db, patient),
    canonicalOf: (record) => canonicalOf(db, record),
  };
}

/** Makes an account; the password stands in no argument, no environment and no shell history. */
export async function addReviewer(io: Io, options: Options, name: string): Promise<number> {
  const password = await readPassword(io, `lutra user add ${name}`);
  await onAccounts(options, (db) => addUser(db, name, password));
  io.out(`account ${name} made`);
  return EXIT.done;
}

export async function changePassword(io: Io, options: Options, name: string): Promise<number> {
  const password = await readPassword(io, `lutra user password ${name}`);
  await onAccounts(options, (db) => setPassword(db, name, password));
  io.out(`account ${name} has a new password`);
  return EXIT.done;
}

export async function shutAccount(io: Io, options: Options, name: string): Promise<number> {
  await onAccounts(options, (db) => disableUser(db, name));
  io.out(`account ${name} is shut`);
  return EXIT.done;
}

async function onAccounts(options: Options, change: (db: ReviewDb) => void | Promise<void>): Promise<void> {
  const db = await openReviewDb(path.join(dataDir(options), 'review.db'));
  try {
    await change(db);
  } finally {
    await db.close();
  }
}
