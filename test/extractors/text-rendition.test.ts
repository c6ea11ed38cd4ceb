import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { documentsOf } from '../../src/extractors/documents.ts';
import { binaryKey } from '../../src/fhir.ts';
import type { Received, SearchSettings } from '../../src/extractors/source.ts';
import { lines, night, startBulk, statesOf } from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import { hospital, incompleteOf, pull, send, startFhirServer } from './fhir-server.ts';

/** A server whose documents lie beside its FHIR base; `/txt` gives a text of some of them. */
async function serve(t: TestContext, contentType: string) {
  const server = await startFhirServer({
    resources: hospital(),
    pageSize: 50,
    misbehave: ({ url, headers }, response) => {
      if (!url?.startsWith('/app/docs/')) return false;
      if (headers.authorization !== 'Bearer t') send(response, '', 401);
      else if (url === '/app/docs/medico/1/txt')
        send(response, 'Text des Servers', 200, { 'content-type': 'text/plain; charset=UTF-8' });
      else if (url === '/app/docs/medico/sick/txt') send(response, '', 503);
      else if (url.endsWith('/txt')) send(response, '', 404);
      else send(response, 'Das Dokument', 200, { 'content-type': 'text/plain' });
      return true;
    },
  });
  t.after(() => server.close());
  const ask = async (id: string, settings: Partial<SearchSettings> = {}) => {
    const url = `${server.origin}/app/docs/medico/${id}`;
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'd1',
      status: 'final',
      subject: { reference: 'Patient/p1' },
      presentedForm: [{ url, contentType, size: 4711, hash: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    };
    const one = await startReport(t, server, report);
    return pull(one.base, { auth: { kind: 'bearer', token: 't' }, textRenditionSuffix: '/txt', ...settings });
  };
  return { server, ask };
}

/** The same server with one report more; its documents are asked at its own origin. */
async function startReport(t: TestContext, server: { origin: string }, report: Record<string, unknown>) {
  const asked = await startFhirServer({
    resources: [...hospital(), report],
    pageSize: 50,
    misbehave: (request, response) => {
      if (!request.url?.startsWith('/app/docs/')) return false;
      void fetch(server.origin + request.url, { headers: { authorization: request.headers.authorization ?? '' } }).then(
        async (answer) =>
          send(response, await answer.text(), answer.status, {
            'content-type': answer.headers.get('content-type') ?? '',
          }),
      );
      return true;
    },
  });
  t.after(() => asked.close());
  const form = (report['presentedForm'] as { url: string }[])[0];
  if (form) form.url = form.url.replace(server.origin, asked.origin);
  return asked;
}

async function outcomeOf(items: readonly Received[]): Promise<string[]> {
  const resources = items.flatMap((item) => (item.kind === 'resource' ? [item.resource] : []));
  const binaries = new Map(resources.filter((one) => one.resourceType === 'Binary').map((one) => [one.id, one]));
  const found = await Promise.all(
    resources.map((one) => documentsOf(one, (url) => binaries.get(binaryKey(url).id) ?? null)),
  );
  return found.flat().map(({ outcome }) => ('text' in outcome ? outcome.text : outcome.reason));
}

test('where the server has a text of a document, that text is its text, whatever type and hash the document has', async (t) => {
  const { ask } = await serve(t, 'application/msword');
  const items = await ask('1');
  assert.deepEqual([await outcomeOf(items), incompleteOf(items)], [['Text des Servers'], []]);
});

test('where it has none, or none is configured, the document itself is fetched', async (t) => {
  const { ask } = await serve(t, 'application/msword');
  assert.deepEqual(await outcomeOf(await ask('2')), ['hash_mismatch']);
  assert.deepEqual(await outcomeOf(await ask('1', { textRenditionSuffix: null })), ['hash_mismatch']);
});

test('no text is asked of a document that is plain text', async (t) => {
  const { ask, server } = await serve(t, 'text/plain; charset=UTF-8');
  await ask('1');
  assert.ok(server.seen.every(({ url }) => !url.endsWith('/txt')));
});

test('a server in trouble with its texts leaves the document for another night: no other rendition stands in', async (t) => {
  const { ask } = await serve(t, 'application/msword');
  const items = await ask('sick');
  assert.deepEqual([await outcomeOf(items), incompleteOf(items)], [['not_fetched'], ['Binary p1 http_503']]);
});

const document = (id: string, url: string): string =>
  JSON.stringify({
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    subject: { reference: 'Patient/p1' },
    content: [{ attachment: { url, contentType: 'text/plain' } }],
  });

test('an export brings what its documents link to; one that may come later keeps its type open', async (t) => {
  for (const [status, state] of [
    [200, 'complete'],
    [404, 'complete'],
    [503, 'incomplete attachment_http_503'],
  ] as const) {
    const server = await startBulk(t);
    const url = `${server.origin}/docs/1`;
    server.files = [{ type: 'DocumentReference', text: lines(document('d1', url)) }];
    server.misbehave = (asked) =>
      asked.url === '/docs/1' ? { status, body: 'Arztbrief', headers: { 'content-type': 'text/plain' } } : undefined;
    const items = await night(server.base, tempDir(t), { bulk: { types: ['DocumentReference'] } });
    assert.equal(statesOf(items)['DocumentReference'], state);
    assert.deepEqual(await outcomeOf(items), [status === 200 ? 'Arztbrief' : 'not_fetched']);
  }
});
