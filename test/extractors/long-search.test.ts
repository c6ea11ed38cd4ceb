/** Searches whose URL is too long for somebody on the way: POST _search, and back to GET. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultServer } from '../support/fault-server.ts';
import { HOSPITAL_KEYS, incompleteOf, keysOf, pull } from './fhir-server.ts';

const TOKEN = { auth: { kind: 'bearer', token: 'secret-token' } } as const;

test('quirk 3 a next link of several kilobytes is followed', async (t) => {
  const next = `{path}{query}&token=${'x'.repeat(5000)}`;
  const items = await pull((await faultServer(t, [], { next })).base);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
});

for (const status of [414, 431, 413]) {
  test(`quirk 3 a URL refused as too long (${status}) is sent as POST _search instead`, async (t) => {
    const server = await faultServer(t, [{ match: /^GET .*_offset/, status }]);
    const items = await pull(server.base, TOKEN);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
    const posts = server.seen.filter(({ method }) => method === 'POST');
    assert.ok(posts.length > 0 && posts.every(({ url, body }) => url.endsWith('/_search') && /patient=p/.test(body)));
    assert.ok(posts.every(({ authorization }) => authorization === 'Bearer secret-token'));
  });
}

test('quirk 3 a very long URL goes by POST, and by GET where the server does not search by POST', async (t) => {
  const next = `{path}{query}&token=${'x'.repeat(9000)}`;
  const byPost = await faultServer(t, [], { next, pageSize: 3 });
  assert.deepEqual(keysOf(await pull(byPost.base)), HOSPITAL_KEYS);
  assert.ok(byPost.seen.some(({ method }) => method === 'POST'));
  for (const status of [400, 403, 404, 405, 501]) {
    const server = await faultServer(t, [{ match: /^POST /, status }], { next, pageSize: 3 });
    assert.deepEqual(keysOf(await pull(server.base)), HOSPITAL_KEYS, `${status}`);
  }
});

test('quirk 3 a search by POST is never sent on to where a redirect points', async (t) => {
  const other = await faultServer(t);
  const location = `${other.base}/Observation/_search`;
  const answers = [
    { match: /^GET .*_offset/, status: 414 },
    { match: /^POST /, status: 307, headers: { location } },
  ];
  const server = await faultServer(t, answers);
  const items = await pull(server.base, { ...TOKEN, allowedOrigins: [other.origin] });
  assert.deepEqual([incompleteOf(items), other.seen], [['Observation p1 redirected_post'], []]);
});
