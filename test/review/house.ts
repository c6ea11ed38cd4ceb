/** Starts the review page on a real database in a temporary folder, and signs in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { silentLog } from '../../src/effects.ts';
import type { Clock, Log } from '../../src/effects.ts';
import { startReview } from '../../src/review/server.ts';
import type { ReviewOptions } from '../../src/review/server.ts';
import { addUser } from '../../src/store/review-accounts.ts';
import { openReviewDb } from '../../src/store/review-db.ts';
import type { ReviewDb } from '../../src/store/review-db.ts';
import { hospital } from './hospital.ts';
import type { Hospital } from './hospital.ts';

export const NAME = 'm.curie';
export const PASSWORD = 'correct horse battery staple';
export const START = Date.UTC(2026, 10, 24, 9, 0, 0);

/** A clock that stands until it is moved. */
export function handClock(start = START): Clock & { move(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    sleep: () => Promise.resolve(),
    move(ms) {
      now += ms;
    },
  };
}

export interface House {
  readonly url: string;
  readonly db: ReviewDb;
  readonly file: string;
  readonly reader: Hospital;
  readonly clock: ReturnType<typeof handClock>;
}

export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lutra-review-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openHouse(t: TestContext, options: Partial<ReviewOptions> & { log?: Log } = {}): Promise<House> {
  const file = path.join(temporaryFolder(t), 'review.db');
  const db = await openReviewDb(file);
  await addUser(db, NAME, PASSWORD);
  const [clock, reader] = [handClock(), hospital()];
  const running = await startReview({ reviewDb: db, reader, clock, log: silentLog, port: 0, ...options });
  t.after(async () => {
    await running.close();
    await db.close();
  });
  return { url: running.url, db, file, reader, clock };
}

/** What our own page sends: a form, from the same origin. */
export function post(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const own = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...own, ...headers },
    body: new URLSearchParams(fields),
  });
}

/** Signs in; gives the session cookie. */
export async function signIn(house: Pick<House, 'url'>, name = NAME, password = PASSWORD): Promise<string> {
  const answer = await post(`${house.url}/sign-in`, { name, password, to: '/' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (answer.status !== 303 || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`);
  return cookie;
}

export async function page(
  house: Pick<House, 'url'>,
  where: string,
  cookie: string,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(house.url + where, { headers: { cookie } });
  return { status: answer.status, text: await answer.text() };
}

/** The hidden fields that the page of a question was painted with. */
export async function painted(
  house: Pick<House, 'url'>,
  flag: string,
  cookie: string,
): Promise<{ id: string; fingerprint: string; seen: string }> {
  const { text } = await page(house, `/question/${flag}`, cookie);
  const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  return { id: field('id'), fingerprint: field('fingerprint'), seen: field('seen') };
}
