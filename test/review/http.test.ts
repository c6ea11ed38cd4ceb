import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import type { Log } from '../../src/effects.ts';
import { LutraError } from '../../src/errors.ts';
import { startReview } from '../../src/review/server.ts';
import { accessLog } from '../../src/store/review-access.ts';
import { disableUser } from '../../src/store/review-accounts.ts';
import { lastSeq } from '../../src/store/review-db.ts';
import { NAME, openHouse, page, painted, PASSWORD, post, signIn } from './house.ts';
import type { House } from './house.ts';

/** A request with headers that `fetch` would not let us write. */
function raw(
  house: House,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${house.url}${path}`, { method, headers, setHost: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const hostOf = (house: House): string => new URL(house.url).host;
const FORM = 'application/x-www-form-urlencoded';

test('every page but the sign-in answers 401 and shows nothing without a session', async (t) => {
  const house = await openHouse(t);
  const [flag] = house.reader.store.flags;
  for (const where of [
    '/',
    `/question/${flag?.id}`,
    `/question/${flag?.id}/note/0`,
    '/alive',
    '/nonsense',
    '/sign-in',
  ]) {
    const { status, text } = await page(house, where, '');
    assert.equal(status, 401, where);
    assert.doesNotMatch(text, /uke-0001|Gleason/);
  }
  const answer = await post(`${house.url}/question/${flag?.id}`, { action: 'confirm' });
  assert.equal(answer.status, 401);
});

test('every answer carries the headers that confine the page', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  for (const where of ['/', '/nonsense', `/question/${house.reader.store.flags[0]?.id}`]) {
    const { headers } = await fetch(house.url + where, { headers: { cookie } });
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
    ])
      assert.ok(policy.includes(part));
    assert.doesNotMatch(policy, /unsafe|\*|http/);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
  }
});

test('the page answers under its own names only, and believes no forwarded name', async (t) => {
  const house = await openHouse(t);
  const { port } = new URL(house.url);
  assert.equal((await raw(house, 'GET', '/', { host: `localhost:${port}` })).status, 401);
  for (const host of [
    'evil.test',
    `evil.test:${port}`,
    `127.0.0.1.evil.test:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port}@evil.test`,
    `[::ffff:127.0.0.1]:${port}`,
  ]) {
    const { status } = await raw(house, 'GET', '/', { host, 'x-forwarded-host': hostOf(house) });
    assert.ok(status === 421 || status === 400, `${host}: ${status}`);
  }
});

test('a write that does not come from the page itself is refused and writes nothing', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const [flag] = house.reader.store.flags;
  const fields = { ...(await painted(house, flag?.id ?? '', cookie)), action: 'confirm' };
  const body = new URLSearchParams(fields).toString();
  const send = (headers: Record<string, string>) =>
    raw(
      house,
      'POST',
      `/question/${flag?.id}`,
      { host: hostOf(house), cookie, 'content-type': FORM, ...headers },
      body,
    );
  for (const headers of [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: house.url.replace('http:', 'https:') },
    { 'sec-fetch-site': 'cross-site', origin: house.url },
  ]) {
    assert.equal((await send(headers)).status, 403, JSON.stringify(headers));
  }
  for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x', '']) {
    assert.equal((await send({ 'sec-fetch-site': 'same-origin', 'content-type': type })).status, 415, type);
  }
  assert.equal((await page(house, `/question/${flag?.id}?${body}`, cookie)).status, 200);
  assert.equal(lastSeq(house.db), 0, 'also not by GET');
  assert.equal(
    (await raw(house, 'DELETE', '/', { host: hostOf(house), cookie, 'sec-fetch-site': 'same-origin' })).status,
    405,
  );
  assert.equal((await send({ origin: house.url })).status, 303, 'a browser without Sec-Fetch-Site names its origin');
  assert.equal(lastSeq(house.db), 1);
});

test('bodies that are too large, incomplete or hold what was not asked for are refused', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const [flag] = house.reader.store.flags;
  const good = { ...(await painted(house, flag?.id ?? '', cookie)), action: 'confirm' };
  const where = `${house.url}/question/${flag?.id}`;
  const cases: readonly (readonly [number, Record<string, string>])[] = [
    [413, { ...good, comment: 'x'.repeat(100_000) }],
    [422, { ...good, comment: 'x'.repeat(2001) }],
    [400, { ...good, by: 'somebody else' }],
    [400, { ...good, __proto__x: '1' }],
    [400, { ...good, id: 'not-a-uuid' }],
    [400, { ...good, seen: '-1' }],
    [400, { ...good, seen: '1e3' }],
    [400, { ...good, action: 'delete' }],
    [400, { ...good, action: '' }],
    [409, { ...good, fingerprint: '' }],
  ];
  for (const [status, fields] of cases)
    assert.equal((await post(where, fields, { cookie })).status, status, JSON.stringify(fields).slice(0, 200));
  const twice = await fetch(where, {
    method: 'POST',
    headers: { cookie, 'content-type': FORM, 'sec-fetch-site': 'same-origin' },
    body: `${new URLSearchParams(good).toString()}&action=reject`,
  });
  assert.equal(twice.status, 400);
  assert.equal(lastSeq(house.db), 0);
});

test('ids that are not of a question, or notes that are not of it, are not found', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const [flag] = house.reader.store.flags;
  const wrong = [
    '/question/x',
    `/question/${flag?.id}/note/99`,
    `/question/${flag?.id}/note/-1`,
    `/question/${flag?.id}/note/uke-0002-n0`,
    '/question/..%2f..%2fetc',
    '/assets/../app.ts',
    '/assets/%2e%2e/app.ts',
    '/constructor',
  ];
  for (const where of wrong) assert.equal((await page(house, where, cookie)).status, 404, where);
});

test('a session is new at each sign-in, cannot be fixed beforehand, and is gone after sign-out', async (t) => {
  const house = await openHouse(t);
  const fixed = 'lutra_review=chosen-by-somebody-else';
  const answer = await post(
    `${house.url}/sign-in`,
    { name: NAME, password: PASSWORD, to: '//evil.test/' },
    { cookie: fixed },
  );
  assert.equal(answer.headers.get('location'), '/', 'no way to another site');
  const [set = ''] = answer.headers.getSetCookie();
  assert.match(set, /HttpOnly/);
  assert.match(set, /SameSite=Strict/);
  assert.equal((await page(house, '/', fixed)).status, 401);
  const cookie = set.split(';')[0] ?? '';
  assert.equal((await page(house, '/', cookie)).status, 200);
  assert.equal((await page(house, '/', `${cookie}; ${cookie}`)).status, 401, 'two cookies of one name are none');
  assert.equal((await page(house, '/', `${cookie}x`)).status, 401);
  const again =
    (await post(`${house.url}/sign-in`, { name: NAME, password: PASSWORD, to: '/' }, { cookie })).headers
      .getSetCookie()[0]
      ?.split(';')[0] ?? '';
  assert.equal((await page(house, '/', cookie)).status, 401, 'the session before the sign-in has ended');
  assert.equal((await post(`${house.url}/sign-out`, {}, { cookie: again })).status, 303);
  assert.equal((await page(house, '/', again)).status, 401, 'a copied cookie is worth nothing after sign-out');
});

test('an idle session and a shut account end at the next request', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  house.clock.move(14 * 60_000);
  assert.equal((await page(house, '/alive', cookie)).status, 204);
  house.clock.move(16 * 60_000);
  assert.equal((await page(house, '/', cookie)).status, 401);
  const other = await signIn(house);
  disableUser(house.db, NAME);
  assert.equal((await page(house, '/', other)).status, 401);
});

test('wrong names and wrong passwords look alike, and tries are limited, also when sent at once', async (t) => {
  const house = await openHouse(t);
  const attempt = (name: string, password: string) => post(`${house.url}/sign-in`, { name, password, to: '/' });
  const [unknown, wrong] = [await attempt('nobody', PASSWORD), await attempt(NAME, 'wrong')];
  assert.deepEqual([unknown.status, wrong.status], [401, 401]);
  assert.equal(await unknown.text(), await wrong.text());
  const burst = await Promise.all(Array.from({ length: 12 }, () => attempt(NAME, 'wrong')));
  assert.equal(burst.filter((answer) => answer.status === 401).length, 7);
  assert.equal(burst.filter((answer) => answer.status === 429).length, 5);
  const right = await attempt(NAME, PASSWORD);
  assert.equal(right.status, 429, 'the right password does not pass either');
  assert.ok(Number(right.headers.get('retry-after')) > 0);
  house.clock.move(15 * 60_000);
  assert.equal((await attempt(NAME, PASSWORD)).status, 303);
});

test('who saw which patient, question and note is on record', async (t) => {
  const house = await openHouse(t);
  const cookie = await signIn(house);
  const flag = house.reader.store.flags.find((f) => f.patient === 'us-0001');
  await page(house, `/question/${flag?.id}`, cookie);
  await page(house, `/question/${flag?.id}/note/0`, cookie);
  const seen = accessLog(house.db, { patient: 'us-0001' });
  assert.deepEqual(
    seen.map((one) => [one.reviewer, one.what, one.flag, one.note]),
    [
      [NAME, 'question', flag?.id, null],
      [NAME, 'note', flag?.id, 'us-0001-n0'],
    ],
  );
  assert.deepEqual(
    accessLog(house.db, { reviewer: NAME }).map((one) => one.what),
    ['sign_in', 'question', 'note'],
  );
});

test('neither log lines nor addresses hold anything of a patient or a password', async (t) => {
  const lines: string[] = [];
  const keep = (event: string, data?: unknown) => void lines.push(JSON.stringify([event, data]));
  const log: Log = { info: keep, warn: keep };
  const house = await openHouse(t, { log });
  const cookie = await signIn(house);
  const [flag] = house.reader.store.flags;
  await post(`${house.url}/sign-in`, { name: 'typed-into-the-wrong-field', password: 'x', to: '/' });
  const { text } = await page(house, '/?show=all', cookie);
  await post(
    `${house.url}/question/${flag?.id}`,
    { ...(await painted(house, flag?.id ?? '', cookie)), action: 'confirm', comment: 'canary' },
    { cookie },
  );
  house.reader.store.flags.push({ ...(flag as object), id: 'broken', evidence: null } as never);
  assert.equal((await page(house, '/question/broken', cookie)).status, 500);
  assert.ok(lines.length > 5);
  assert.doesNotMatch(lines.join('\n'), /uke-|us-0|Gleason|canary|wrong-field|staple|m\.curie/);
  const links = [...text.matchAll(/(?:href|action|src)="([^"]*)"/g)].map((match) => match[1] ?? '');
  assert.ok(links.length > 12);
  for (const link of links) assert.doesNotMatch(link, /uke-|us-0|gleason|2019/i);
});

test('the page starts on loopback, or behind an https origin that is named, and nowhere else', async (t) => {
  const house = await openHouse(t);
  const start = (options: { host?: string; publicOrigin?: string; port?: number }) =>
    startReview({
      reviewDb: house.db,
      reader: house.reader,
      log: { info: () => undefined, warn: () => undefined },
      ...options,
    });
  for (const options of [
    { host: '0.0.0.0' },
    { host: '::' },
    { publicOrigin: 'http://review.example' },
    { publicOrigin: 'https://review.example/path' },
    { publicOrigin: 'review' },
    { port: Number(new URL(house.url).port) },
  ]) {
    await assert.rejects(
      start(options),
      (error) => error instanceof LutraError && error.exitStatus === 2 && error.remedy !== null,
      JSON.stringify(options),
    );
  }
  const behind = await start({ host: '127.0.0.1', publicOrigin: 'https://review.example', port: 0 });
  t.after(() => behind.close());
  assert.equal(behind.url, 'https://review.example');
});

test('behind https the cookie is bound to it', async (t) => {
  const house = await openHouse(t, { publicOrigin: 'https://review.example', port: 48_213 });
  const near = { ...house, url: 'http://127.0.0.1:48213' };
  const headers = { host: 'review.example', 'content-type': FORM, 'sec-fetch-site': 'same-origin' };
  const body = new URLSearchParams({ name: NAME, password: PASSWORD, to: '/' }).toString();
  const answer = await new Promise<string[]>((resolve, reject) => {
    const sent = request(`${near.url}/sign-in`, { method: 'POST', headers, setHost: false }, (got) =>
      resolve(got.headers['set-cookie'] ?? []),
    );
    sent.on('error', reject).end(body);
  });
  assert.match(answer[0] ?? '', /^__Host-lutra=.*; Secure/);
  assert.equal((await raw(near, 'GET', '/', { host: '127.0.0.1:48213' })).status, 421);
});
