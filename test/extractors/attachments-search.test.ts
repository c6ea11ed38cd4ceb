import assert from 'node:assert/strict';
import type http from 'node:http';
import { test, type TestContext } from 'node:test';
import { documentsOf } from '../../src/extractors/documents.ts';
import { binaryKey } from '../../src/fhir.ts';
import type { FhirResource } from '../../src/domain.ts';
import type { Received } from '../../src/extractors/source.ts';
import { faultServer } from '../support/fault-server.ts';
import { HOSPITAL_KEYS, hospital, incompleteOf, keysOf, pull, send, startFhirServer } from './fhir-server.ts';

const TOKEN = { auth: { kind: 'bearer', token: 'secret-token' } } as const;

/** Two servers: the hospital's, which also serves files outside its FHIR base, and one elsewhere. */
async function serve(
  t: TestContext,
  urls: (origin: string, evil: string) => readonly [url: string, contentType: string][],
) {
  const evil = await startFhirServer();
  const documents: FhirResource[] = [];
  const files = (request: http.IncomingMessage, response: http.ServerResponse): boolean => {
    if (request.url === '/docs/7')
      send(response, 'Befund: größenregredient', 200, { 'content-type': 'text/plain; charset=UTF-8' });
    else if (request.url === '/docs/login') send(response, '<html>log in</html>', 200, { 'content-type': 'text/html' });
    else if (request.url === '/docs/gone') send(response, '', 404);
    else return false;
    return true;
  };
  const binary = {
    resourceType: 'Binary',
    id: 'b1',
    contentType: 'text/plain',
    data: Buffer.from('Arztbrief').toString('base64'),
  };
  const resources = [...hospital(), binary];
  const server = await startFhirServer({ resources, misbehave: files, pageSize: 50 });
  for (const [index, [url, contentType]] of urls(server.origin, evil.origin).entries()) {
    documents.push({
      resourceType: 'DocumentReference',
      id: `d${index}`,
      status: 'current',
      subject: { reference: 'Patient/p1' },
      content: [{ attachment: { url, contentType } }],
    });
  }
  resources.push(...(documents as (typeof binary)[]));
  t.after(() => Promise.all([server.close(), evil.close()]));
  return { server, evil };
}

/** The text or reason of every document, in order. */
async function outcomes(items: readonly Received[]): Promise<string[]> {
  const resources = items.flatMap((item) => (item.kind === 'resource' ? [item.resource] : []));
  const binaries = new Map(resources.filter((one) => one.resourceType === 'Binary').map((one) => [one.id, one]));
  const found = await Promise.all(
    resources.map((one) => documentsOf(one, (url) => binaries.get(binaryKey(url).id) ?? null)),
  );
  return found.flat().map(({ outcome }) => ('text' in outcome ? outcome.text : outcome.reason));
}

test('B38 attachments of the same origin are fetched, as FHIR Binary or as a file outside the FHIR base', async (t) => {
  const { server } = await serve(t, (origin) => [
    ['Binary/b1', 'text/plain'],
    [`${origin}/docs/7`, 'text/plain'],
    ['/docs/7', 'text/plain'],
  ]);
  const items = await pull(server.base, TOKEN);
  assert.deepEqual(await outcomes(items), ['Arztbrief', 'Befund: größenregredient', 'Befund: größenregredient']);
  assert.deepEqual(incompleteOf(items), []);
});

test('B37 attachments elsewhere are not asked for, and the document says so', async (t) => {
  const { server, evil } = await serve(t, (_origin, evilOrigin) => [
    [`${evilOrigin}/docs/7`, 'text/plain'],
    ['http://169.254.169.254/latest/meta-data', 'text/plain'],
    ['file:///etc/passwd', 'text/plain'],
    ['http://user@127.0.0.1/docs/7', 'text/plain'],
    [`${evilOrigin}/fhir/Binary/b1`, 'text/plain'],
  ]);
  const items = await pull(server.base, TOKEN);
  assert.deepEqual(
    await outcomes(items),
    Array.from({ length: 5 }, () => 'not_fetched'),
  );
  assert.deepEqual(evil.seen, []);
  assert.ok(!keysOf(items).some((key) => key.startsWith('Binary')));
});

test('a login page is no document, and a file that is gone leaves the range incomplete', async (t) => {
  const login = await serve(t, () => [['/docs/login', 'application/pdf']]);
  assert.deepEqual(incompleteOf(await pull(login.server.base)), ['Binary p1 html']);
  const gone = await serve(t, () => [['/docs/gone', 'application/pdf']]);
  const items = await pull(gone.server.base);
  assert.deepEqual(incompleteOf(items), ['Binary p1 http_404']);
  assert.deepEqual(await outcomes(items), ['not_fetched']);
});

test('an attachment that two documents share is fetched once', async (t) => {
  const { server } = await serve(t, () => [
    ['/docs/7', 'text/plain'],
    ['/docs/7', 'text/plain'],
  ]);
  await pull(server.base);
  assert.equal(server.seen.filter(({ url }) => url === '/docs/7').length, 1);
});

test('F03 where documents alone are down, however many, all else is read and each of them is named', async (t) => {
  const documents = Array.from({ length: 30 }, (_, n) => ({
    resourceType: 'DocumentReference',
    id: `d${n}`,
    status: 'current',
    subject: { reference: 'Patient/p1' },
    content: [{ attachment: { contentType: 'text/plain', url: `/docs/${n}` } }],
  }));
  const down = { match: /\/docs\//, status: 503, body: {} };
  const server = await faultServer(t, [down], { resources: [...hospital(), ...documents], pageSize: 50 });
  const items = await pull(server.base, { concurrency: 1 });
  assert.deepEqual(keysOf(items), [...HOSPITAL_KEYS, ...documents.map(({ id }) => `DocumentReference/${id}`)].sort());
  assert.deepEqual(
    incompleteOf(items),
    documents.map(() => 'Binary p1 http_503'),
  );
});
