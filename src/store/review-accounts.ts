/** Accounts and sessions of the review page. Passwords are kept as scrypt hashes, session tokens as SHA-256 only. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../canonical.ts';
import { LutraError } from '../errors.ts';
import { get, run, transaction } from './database.ts';
import type { ReviewDb } from './review-db.ts';

/** N, r, p of scrypt: 32 MiB and about a quarter of a second a guess (OWASP Password Storage, N = 2^15, r = 8, p = 3). */
const COST = '32768:8:3';
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;
const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 1024;
const NO_SALT = '00'.repeat(16);
/** How exactly the last request of a session is kept: not each of a burst is worth a write. */
const SEEN_STEP_MS = 10_000;

/**
 * Makes an account. Throws LutraError `usage` for an unfit or taken name or an unfit password.
 */
export async function addUser(db: ReviewDb, name: string, password: string): Promise<void> {
  const account = accountName(name);
  const secret = await newSecret(password);
  const row = { name: account, ...secret, created_at: new Date().toISOString(), disabled_at: null };
  const added = run(
    db,
    db.kysely
      .insertInto('account')
      .values(row)
      .onConflict((c) => c.doNothing()),
  );
  if (added === 0)
    throw new LutraError('usage', 'there is an account of this name already', {
      remedy: 'choose another name; "lutra user password NAME" gives that account a new password',
    });
}

/** Can anybody sign in? */
export function hasAccounts(db: ReviewDb): boolean {
  return (
    get(db, db.kysely.selectFrom('account').select('name').where('disabled_at', 'is', null).limit(1)) !== undefined
  );
}

/** Gives an account another password, opens it if it was shut, and ends its sessions. Throws LutraError `not_found`, `usage`. */
export async function setPassword(db: ReviewDb, name: string, password: string): Promise<void> {
  const secret = await newSecret(password);
  changeAccount(db, name, { ...secret, disabled_at: null });
}

/** Shuts an account and ends its sessions: the next request of it is refused. Throws LutraError `not_found`. */
export function disableUser(db: ReviewDb, name: string): void {
  changeAccount(db, name, { disabled_at: new Date().toISOString() });
}

function changeAccount(
  db: ReviewDb,
  name: string,
  change: { salt?: string; hash?: string; cost?: string; disabled_at: string | null },
): void {
  const account = name.normalize('NFC');
  transaction(db, () => {
    if (run(db, db.kysely.updateTable('account').set(change).where('name', '=', account)) === 0) {
      throw new LutraError('not_found', 'there is no account of this name', { remedy: 'see "lutra user add"' });
    }
    run(db, db.kysely.deleteFrom('session').where('account', '=', account));
  });
}

function accountName(name: string): string {
  const normal = name.normalize('NFC');
  if (NAME.test(normal)) return normal;
  throw new LutraError('usage', 'an account name is 1 to 64 letters, digits and . _ @ -', {
    remedy: 'choose another name',
  });
}

async function newSecret(password: string): Promise<{ salt: string; hash: string; cost: string }> {
  const { length } = password.normalize('NFC');
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    const wanted = `a password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`;
    throw new LutraError('usage', wanted, { remedy: 'choose a longer one; several words are good' });
  }
  const salt = randomBytes(16).toString('hex');
  return { salt, hash: (await derive(password, salt, COST)).toString('hex'), cost: COST };
}

/** Guesses are worked out one after another: a flood of them costs one core and 32 MiB, not the machine. */
let lastGuess: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: string, cost: string): Promise<Buffer> {
  const [N, r, p] = cost.split(':').map(Number) as [number, number, number];
  const work = () =>
    new Promise<Buffer>((resolve, reject) => {
      const options = { N, r, p, maxmem: 256 * N * r };
      scrypt(password.normalize('NFC'), Buffer.from(salt, 'hex'), 32, options, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  const guess = lastGuess.then(work, work);
  lastGuess = guess.catch(() => undefined);
  return guess;
}

/** The account that name and password open, or null. An unknown or shut account takes the same work as a known one. */
export async function checkPassword(db: ReviewDb, name: string, password: string): Promise<string | null> {
  const row = get(db, db.kysely.selectFrom('account').selectAll().where('name', '=', name.normalize('NFC')));
  const derived = await derive(password, row?.salt ?? NO_SALT, row?.cost ?? COST);
  const right = timingSafeEqual(derived, row ? Buffer.from(row.hash, 'hex') : Buffer.alloc(32));
  return row && right && row.disabled_at === null ? row.name : null;
}

export interface Session {
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface SessionLimits {
  /** A session ends this long after its last request. */
  readonly idleMs: number;
  /** A session ends this long after the sign-in, however busy. */
  readonly absoluteMs: number;
}

/** Starts a session; gives its token (256 random bits), which is kept nowhere. */
export function startSession(db: ReviewDb, account: string, now: number): string {
  const token = randomBytes(32).toString('base64url');
  const row = { token_hash: sha256(token), account, started_at: now, seen_at: now };
  run(db, db.kysely.insertInto('session').values(row));
  return token;
}

/** The session of a token, if it lives and its account is open; it counts as seen now. */
export function sessionOf(db: ReviewDb, token: string, now: number, limits: SessionLimits): Session | null {
  const id = sha256(token);
  return transaction(db, () => {
    const row = get(
      db,
      db.kysely
        .selectFrom('session')
        .innerJoin('account', 'account.name', 'session.account')
        .select(['session.account', 'session.started_at', 'session.seen_at', 'account.disabled_at'])
        .where('token_hash', '=', id),
    );
    if (!row) return null;
    const over =
      now - row.seen_at > limits.idleMs || now - row.started_at > limits.absoluteMs || row.disabled_at !== null;
    if (over) endSession(db, token);
    else if (now - row.seen_at > SEEN_STEP_MS)
      run(db, db.kysely.updateTable('session').set({ seen_at: now }).where('token_hash', '=', id));
    return over ? null : { account: row.account, startedAt: row.started_at };
  });
}

/** Signs out; a token that is none changes nothing. */
export function endSession(db: ReviewDb, token: string): void {
  run(db, db.kysely.deleteFrom('session').where('token_hash', '=', sha256(token)));
}
