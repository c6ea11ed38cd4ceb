import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { silentLog } from '../../src/effects.ts';
import { LutraError } from '../../src/errors.ts';
import { openCredentials } from '../../src/extractors/auth/credentials.ts';
import { type Auth, DEFAULT_SETTINGS } from '../../src/extractors/source.ts';
import { type Said, startWeb, type Web } from '../support/web.ts';
import { fakeClock, HOSPITAL_KEYS, hospital, incompleteOf, keysOf, pull, startFhirServer } from './fhir-server.ts';

const START = Date.UTC(2024, 0, 1);

/** A token server: `token1`, `token2` … unless `script` says otherwise, and how often it was asked. */
async function tokenServer(t: TestContext, script: (times: number) => Said | null = () => null): Promise<Web> {
  let times = 0;
  return startWeb(t, () => {
    times++;
    return script(times) ?? { body: { access_token: `token${times}`, token_type: 'bearer', expires_in: 300 } };
  });
}

const secretAuth = (web: Web, more: Partial<Extract<Auth, { kind: 'oauth' }>> = {}): Auth => ({
  kind: 'oauth',
  clientId: 'lutra',
  clientSecret: 's3cret&:',
  tokenUrl: `${web.origin}/token`,
  scope: 'system/*.read',
  secretIn: 'header',
  ...more,
});

function credentials(auth: Auth, t: TestContext, clock = fakeClock(START), baseUrl = 'http://127.0.0.1:1/fhir') {
  const opened = openCredentials({ ...DEFAULT_SETTINGS, auth, baseUrl }, { clock, log: silentLog });
  t.after(() => opened.close());
  return opened;
}
const OWN = new URL('http://127.0.0.1:1/fhir/Patient');

/** The hospital behind a door that knows which token is valid now. */
async function guarded(t: TestContext, valid: (request: number) => string | null) {
  let requests = 0;
  const server = await startFhirServer({
    resources: hospital(),
    pageSize: 1,
    misbehave: (request, response) => {
      if (request.headers.authorization === `Bearer ${valid(++requests)}`) return false;
      response.writeHead(401).end();
      return true;
    },
  });
  t.after(() => server.close());
  return server;
}

test('F17 a token that expires in the middle of paging is renewed once, the same URL asked again, nothing is missing', async (t) => {
  const tokens = await tokenServer(t);
  const server = await guarded(t, (request) => (request < 30 ? 'token1' : 'token2'));
  const items = await pull(server.base, { auth: secretAuth(tokens), concurrency: 8 });
  assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
  assert.equal(tokens.asked.length, 2);
  const refused = server.seen.slice(29).filter(({ authorization }) => authorization === 'Bearer token1');
  assert.ok(refused.length > 0);
  for (const { url } of refused)
    assert.ok(server.seen.some((seen) => seen.url === url && seen.authorization === 'Bearer token2'));
});

test('F17, quirk 22 eight requests refused at the same time share one renewal', async (t) => {
  const tokens = await tokenServer(t);
  const opened = credentials(secretAuth(tokens), t);
  const sent = await Promise.all(Array.from({ length: 8 }, () => opened.headersFor(OWN)));
  assert.equal(tokens.asked.length, 1);
  assert.deepEqual(await Promise.all(sent.map((headers) => opened.refused(OWN, headers))), Array(8).fill(true));
  assert.equal(await opened.refused(OWN, sent[0] ?? {}), true, 'a late one finds the new token there');
  assert.equal(tokens.asked.length, 2);
  assert.deepEqual(await opened.headersFor(OWN), { authorization: 'Bearer token2' });
});

test('F18 invalid_client stops at once with a message for the operator, and is never asked again', async (t) => {
  const description = 'secret s3cret is wrong for Max Mustermann';
  const tokens = await tokenServer(t, () => ({
    status: 400,
    body: { error: 'invalid_client', error_description: description },
  }));
  const server = await guarded(t, () => null);
  await assert.rejects(pull(server.base, { auth: secretAuth(tokens) }), (error) => {
    assert.ok(error instanceof LutraError);
    assert.match(error.message, /invalid_client/);
    assert.match(error.remedy ?? '', /client_id/);
    assert.doesNotMatch(`${error.message}${error.remedy}`, /s3cret|Mustermann/);
    return true;
  });
  assert.equal(tokens.asked.length, 1);
  assert.equal(server.seen.length, 0);
});

test('F18 a client that is refused in the middle of a run leaves the rest incomplete and asks for no more tokens', async (t) => {
  const tokens = await tokenServer(t, (times) =>
    times === 1 ? null : { status: 401, body: { error: 'invalid_client' } },
  );
  const server = await guarded(t, (request) => (request < 30 ? 'token1' : null));
  const items = await pull(server.base, { auth: secretAuth(tokens), concurrency: 1 });
  assert.ok(incompleteOf(items).some((range) => range.endsWith('sign_in_invalid_client')));
  assert.equal(tokens.asked.length, 2);
});

test('F18 a token server with 503 is asked again; one that stays so is one incomplete range over everything', async (t) => {
  const clock = fakeClock(START);
  const once = await tokenServer(t, (times) => (times === 1 ? { status: 503, headers: { 'retry-after': '7' } } : null));
  const server = await guarded(t, () => 'token2');
  assert.deepEqual(incompleteOf(await pull(server.base, { auth: secretAuth(once) }, clock)), []);
  assert.ok((clock.waits[0] ?? 0) >= 7000);
  const always = await tokenServer(t, () => ({ status: 503 }));
  assert.deepEqual(incompleteOf(await pull(server.base, { auth: secretAuth(always) })), ['* - sign_in_http_503']);
});

for (const [expires, life] of [
  [undefined, 60],
  [0, 60],
  [-5, 60],
  [null, 60],
  ['soon', 60],
  ['120', 120],
  [120, 120],
  [1e12, 24 * 3600],
] as const) {
  test(`F18 expires_in ${JSON.stringify(expires)}: the token is taken to hold ${life} s, and renewed after three quarters`, async (t) => {
    const clock = fakeClock(START);
    const tokens = await tokenServer(t, (times) => ({ body: { access_token: `t${times}`, expires_in: expires } }));
    const opened = credentials(secretAuth(tokens), t, clock);
    for (let second = 0; second < life * 0.75; second += life / 40) {
      await opened.headersFor(OWN);
      await clock.sleep((life / 40) * 1000);
    }
    assert.equal(tokens.asked.length, 1);
    assert.deepEqual(await opened.headersFor(OWN), { authorization: 'Bearer t2' });
    assert.equal(tokens.asked.length, 2);
  });
}

test('a token that still holds is used on while the token server is down', async (t) => {
  const clock = fakeClock(START);
  const tokens = await tokenServer(t, (times) => (times > 1 ? { status: 500 } : null));
  const opened = credentials(secretAuth(tokens), t, clock);
  await opened.headersFor(OWN);
  await clock.sleep(230_000);
  assert.deepEqual(await opened.headersFor(OWN), { authorization: 'Bearer token1' });
});

const KEYS = {
  RS384: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
};
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const smartAuth = (web: Web, algorithm: keyof typeof KEYS, tokenUrl: string | null = `${web.origin}/token`): Auth => ({
  kind: 'smart',
  clientId: 'lutra',
  privateKey: pem(KEYS[algorithm].privateKey),
  keyId: 'k1',
  tokenUrl,
  scope: 'system/*.read',
});

/** Checks assertions as a server of the specification does, by a clock of its own. */
async function smartServer(t: TestContext, algorithm: keyof typeof KEYS, now: () => number) {
  const seen = new Set<string>();
  const web = await startWeb(t, async ({ body, url }) => {
    const headers = { date: new Date(now()).toUTCString() };
    if (url.endsWith('/.well-known/smart-configuration')) return { body: { token_endpoint: `${web.origin}/token` } };
    const form = new URLSearchParams(body);
    const assertion = form.get('client_assertion') ?? '';
    try {
      assert.equal(form.get('grant_type'), 'client_credentials');
      assert.equal(form.get('client_assertion_type'), 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      const { payload } = await jwtVerify(assertion, createPublicKey(pem(KEYS[algorithm].privateKey)), {
        audience: `${web.origin}/token`,
        issuer: 'lutra',
        subject: 'lutra',
        currentDate: new Date(now()),
        maxTokenAge: 300,
      });
      assert.ok((payload.exp ?? 0) * 1000 <= now() + 300_000);
      assert.ok(typeof payload.jti === 'string' && !seen.has(payload.jti));
      seen.add(payload.jti);
      return { headers, body: { access_token: 'smart-token', expires_in: 300 } };
    } catch {
      return { status: 400, headers, body: { error: 'invalid_client' } };
    }
  });
  return web;
}

for (const algorithm of ['RS384', 'ES384'] as const) {
  test(`SMART Backend Services: an assertion signed with ${algorithm} is accepted, the token URL found by itself`, async (t) => {
    const web = await smartServer(t, algorithm, () => START);
    const opened = credentials(smartAuth(web, algorithm, null), t, fakeClock(START), `${web.origin}/fhir`);
    assert.deepEqual(await opened.headersFor(new URL(`${web.origin}/fhir/Patient`)), {
      authorization: 'Bearer smart-token',
    });
    const assertion = new URLSearchParams(web.asked.at(-1)?.body).get('client_assertion') ?? '';
    assert.deepEqual(decodeProtectedHeader(assertion), { alg: algorithm, typ: 'JWT', kid: 'k1' });
    assert.equal(decodeJwt(assertion).aud, `${web.origin}/token`);
  });
}

for (const minutes of [-10, 10]) {
  test(`F19 a clock ${minutes} min off signs by the server's Date after the first refusal, and no jti is used twice`, async (t) => {
    const clock = fakeClock(START);
    const web = await smartServer(t, 'ES384', () => clock.now() - minutes * 60_000);
    const opened = credentials(smartAuth(web, 'ES384'), t, clock);
    assert.deepEqual(await opened.headersFor(OWN), { authorization: 'Bearer smart-token' });
    for (let renewal = 0; renewal < 5; renewal++) {
      await clock.sleep(240_000);
      await opened.headersFor(OWN);
    }
    assert.equal(web.asked.length, 2 + 5, 'the offset is kept');
    const ids = web.asked.map(({ body }) => decodeJwt(new URLSearchParams(body).get('client_assertion') ?? '').jti);
    assert.equal(new Set(ids).size, ids.length);
  });
}

test('F19 a client that stays refused although the clock was allowed for is told of both', async (t) => {
  const web = await startWeb(t, () => ({
    status: 401,
    headers: { date: new Date(START + 600_000).toUTCString() },
    body: { error: 'invalid_client' },
  }));
  const opened = credentials(smartAuth(web, 'RS384'), t);
  await assert.rejects(opened.headersFor(OWN), (error) => {
    const told = (error as { error?: LutraError }).error;
    assert.match(told?.message ?? '', /invalid_client.*clock skew.*10 min/);
    return true;
  });
  assert.equal(web.asked.length, 2);
});

test('F20 401 for ever: one renewal a request, three in all, every range incomplete, no loop', async (t) => {
  const tokens = await tokenServer(t);
  const server = await startFhirServer({
    resources: hospital(),
    misbehave: (request, response) => {
      if (/metadata|code=/.test(request.url ?? '')) return false;
      response.writeHead(401).end();
      return true;
    },
  });
  t.after(() => server.close());
  const items = await pull(server.base, { auth: secretAuth(tokens), concurrency: 4 });
  assert.equal(keysOf(items).length, 0);
  assert.ok(incompleteOf(items).every((range) => range.endsWith('http_401')));
  const [ofCharts, whoIsLinked] = [24, 1];
  assert.equal(incompleteOf(items).length, ofCharts + whoIsLinked);
  assert.ok(tokens.asked.length <= 1 + 3 + 4, `${tokens.asked.length} token requests`);
  const times = Map.groupBy(server.seen, ({ url }) => url);
  assert.ok([...times.values()].every((seen) => seen.length <= 2));
});

test('a client secret travels as HTTP Basic or in the form, never in the URL', async (t) => {
  for (const secretIn of ['header', 'body'] as const) {
    const tokens = await tokenServer(t);
    await credentials(secretAuth(tokens, { secretIn }), t).headersFor(OWN);
    const [asked] = tokens.asked;
    const form = new URLSearchParams(asked?.body);
    assert.equal(form.get('scope'), 'system/*.read');
    const expected = `Basic ${Buffer.from('lutra:s3cret%26%3A').toString('base64')}`;
    assert.deepEqual(
      [asked?.headers.authorization, form.get('client_secret')],
      secretIn === 'header' ? [expected, null] : [undefined, 's3cret&:'],
    );
    assert.doesNotMatch(asked?.url ?? '', /s3cret/);
  }
});

test('a secret goes to no token URL of another origin that only the server names', async (t) => {
  const evil = await startWeb(t);
  const server = await startWeb(t, () => ({ body: { token_endpoint: `${evil.origin}/token` } }));
  const opened = credentials(secretAuth(server, { tokenUrl: null }), t, fakeClock(START), `${server.origin}/fhir`);
  await assert.rejects(opened.headersFor(new URL(server.origin)), { code: 'sign_in_foreign_endpoint' });
  assert.equal(evil.asked.length, 0);
});

/** The house's own scheme: Basic gives the token as the body, the old token a new one. */
async function house(t: TestContext, clock: ReturnType<typeof fakeClock>, refresh = true) {
  let issued = 0;
  const web = await startWeb(t, async ({ url, headers }) => {
    const iat = Math.floor(clock.now() / 1000) + 5000;
    const jwt = (): Promise<string> =>
      new SignJWT({ n: ++issued })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt(iat)
        .setExpirationTime(iat + 400)
        .sign(Buffer.alloc(32));
    if (url === '/app/Auth/v1/basicAuth')
      return headers.authorization === `Basic ${Buffer.from('ärztin:päss:word').toString('base64')}`
        ? { body: await jwt(), headers: { 'content-type': 'text/plain' } }
        : { status: 401 };
    return refresh && headers.authorization?.startsWith('Bearer ') ? { body: `"${await jwt()}"` } : { status: 403 };
  });
  const auth: Auth = {
    kind: 'login',
    user: 'ärztin',
    password: 'päss:word',
    loginUrl: `${web.origin}/app/Auth/v1/basicAuth`,
    refreshUrl: `${web.origin}/app/Auth/v1/refresh`,
  };
  return { web, auth };
}

for (const refresh of [true, false]) {
  test(`a token got by a Basic GET is renewed in the last quarter of its life by ${refresh ? 'the refresh URL' : 'signing in anew where the refresh URL refuses'}`, async (t) => {
    const clock = fakeClock(START);
    const { web, auth } = await house(t, clock, refresh);
    const opened = credentials(auth, t, clock);
    const first = await opened.headersFor(OWN);
    await clock.sleep(290_000);
    assert.deepEqual(await opened.headersFor(OWN), first);
    await clock.sleep(20_000);
    assert.notDeepEqual(await opened.headersFor(OWN), first);
    const paths = web.asked.map(({ url }) => url.slice('/app/Auth/v1/'.length));
    assert.deepEqual(paths, refresh ? ['basicAuth', 'refresh'] : ['basicAuth', 'refresh', 'basicAuth']);
  });
}

test('a token got by a Basic GET that the server refuses is replaced by signing in again', async (t) => {
  const { web, auth } = await house(t, fakeClock(START));
  const opened = credentials(auth, t);
  assert.equal(await opened.refused(OWN, await opened.headersFor(OWN)), true);
  assert.deepEqual(new Set(web.asked.map(({ url }) => url)), new Set(['/app/Auth/v1/basicAuth']));
});

test('a wrong password, and a login page instead of a token, are told apart', async (t) => {
  const { auth } = await house(t, fakeClock(START));
  await assert.rejects(credentials({ ...auth, password: 'x' }, t).headersFor(OWN), {
    code: 'sign_in_http_401',
  });
  const page = await startWeb(t, () => ({ body: '<html>', headers: { 'content-type': 'text/html' } }));
  const login = { ...auth, loginUrl: page.origin } as Auth;
  await assert.rejects(credentials(login, t).headersFor(OWN), { code: 'sign_in_html' });
});

for (const url of [
  'http://127.0.0.1:2/fhir',
  'https://127.0.0.1:1/fhir',
  'http://127.0.0.1:1@evil.test/',
  'http://127.0.0.1.evil.test:1/',
  'http://localhost:1/',
]) {
  test(`B60 ${url} gets no token of http://127.0.0.1:1`, async (t) => {
    const opened = credentials({ kind: 'bearer', token: 'x' }, t);
    assert.deepEqual(await opened.headersFor(new URL(url)), {});
    assert.deepEqual(await opened.headersFor(OWN), { authorization: 'Bearer x' });
  });
}

test('a token never travels over plain http to another machine', async (t) => {
  const url = new URL('http://fhir.hospital.example/r4/Patient');
  for (const insecureHttp of [false, true]) {
    const opened = openCredentials(
      { ...DEFAULT_SETTINGS, auth: { kind: 'bearer', token: 'x' }, baseUrl: url.href, insecureHttp },
      { clock: fakeClock(), log: silentLog },
    );
    t.after(() => opened.close());
    assert.deepEqual(await opened.headersFor(url), insecureHttp ? { authorization: 'Bearer x' } : {});
  }
});
