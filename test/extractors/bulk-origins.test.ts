import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { allIncomplete, fileOf, night, startBulk, statesOf, USUAL_KEYS } from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import { startWeb } from '../support/web.ts';
import { keysOf } from './fhir-server.ts';

/** The usual files on a host of their own. */
async function elsewhere(t: TestContext, requiresAccessToken: boolean) {
  const server = await startBulk(t);
  const host = await startWeb(t, ({ url }) => fileOf(server, url));
  server.fileOrigin = host.origin;
  server.manifest = { requiresAccessToken };
  return { server, host };
}

test('F43 files on a host without access token: asked only where it is allowed, and never with the token', async (t) => {
  const { server, host } = await elsewhere(t, false);
  const refused = await night(server.base, tempDir(t));
  assert.deepEqual(statesOf(refused), { ...allIncomplete('foreign_file'), Condition: 'complete' });
  assert.ok(host.asked.length < 1, 'a host that nobody allowed sees no connection');
  server.pending = 0;
  const items = await night(server.base, tempDir(t), { settings: { allowedOrigins: [host.origin] } });
  assert.deepEqual(keysOf(items), USUAL_KEYS);
  assert.ok(host.asked.length === 3 && host.asked.every(({ headers }) => headers.authorization === undefined));
  assert.ok(!JSON.stringify(items).includes('sig='), 'the capability in the query appears nowhere');
});

test('F43 where no access token is needed, the own origin gets none for its files either', async (t) => {
  const server = await startBulk(t);
  server.manifest = { requiresAccessToken: false };
  assert.deepEqual(keysOf(await night(server.base, tempDir(t))), USUAL_KEYS);
  const files = server.asked.filter(({ url }) => url.startsWith('/files/'));
  assert.ok(files.length === 3 && files.every(({ headers }) => headers.authorization === undefined));
});

test('F44 files that need the token on another host: refused unless that host is named for credentials', async (t) => {
  const { server, host } = await elsewhere(t, true);
  const refused = await night(server.base, tempDir(t), { settings: { allowedOrigins: [host.origin] } });
  assert.deepEqual(statesOf(refused), { ...allIncomplete('untrusted_file'), Condition: 'complete' });
  assert.ok(host.asked.length < 1);
  server.pending = 0;
  const items = await night(server.base, tempDir(t), { settings: { tokenOrigins: [host.origin] } });
  assert.deepEqual(keysOf(items), USUAL_KEYS);
  assert.ok(host.asked.every(({ headers }) => headers.authorization === 'Bearer secret-token'));
});

test('F44 a file that is redirected to an allowed storage host goes on without the token', async (t) => {
  const { server, host } = await elsewhere(t, true);
  server.fileOrigin = server.origin;
  server.misbehave = ({ url }) =>
    url.startsWith('/files/') ? { status: 307, headers: { location: host.origin + url } } : undefined;
  const items = await night(server.base, tempDir(t), { settings: { allowedOrigins: [host.origin] } });
  assert.deepEqual(keysOf(items), USUAL_KEYS);
  assert.ok(host.asked.length === 3 && host.asked.every(({ headers }) => headers.authorization === undefined));
  server.pending = 0;
  const refused = await night(server.base, tempDir(t));
  assert.equal(statesOf(refused)['Patient'], 'incomplete foreign_link');
  assert.equal(host.asked.length, 3);
});

test('F21 a status URL, or the next part of a manifest, at another origin is not asked', async (t) => {
  const evil = await startWeb(t);
  const status = await startBulk(t);
  Object.assign(status, { statusUrl: `${evil.origin}/status/1` });
  assert.deepEqual(statesOf(await night(status.base, tempDir(t))), allIncomplete('foreign_link'));
  const part = await startBulk(t);
  part.manifest = { link: [{ relation: 'next', url: `${evil.origin}/2` }] };
  assert.deepEqual(statesOf(await night(part.base, tempDir(t))), allIncomplete('foreign_link'));
  assert.equal(evil.asked.length, 0);
});
