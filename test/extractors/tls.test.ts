/** F16: servers that are not there, or are not who they say. A wrong certificate is never tried again and gets no token. */
import assert from 'node:assert/strict';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, test, type TestContext } from 'node:test';
import tls from 'node:tls';
import { DEFAULT_SETTINGS } from '../../src/extractors/source.ts';
import { certificate } from '../support/certificates.ts';
import { fakeClock, incompleteOf, pull } from './fhir-server.ts';

const TOKEN = { auth: { kind: 'bearer', token: 'secret-token' } } as const;
const authority = certificate({ subject: 'Authority of this test' });
const trusted = tls.getCACertificates();
before(() => tls.setDefaultCACertificates([...trusted, authority.cert]));
after(() => tls.setDefaultCACertificates(trusted));

/** An HTTPS server that answers with an empty Bundle; counts handshakes tried and requests seen. */
async function serve(t: TestContext, pair: { cert: string; key: string }) {
  const seen = { connections: 0, requests: 0 };
  const server = https.createServer(pair, (_request, response) => {
    seen.requests++;
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end('{"resourceType":"Bundle","entry":[]}');
  });
  server.on('connection', () => void seen.connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { base: `https://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`, seen };
}

const issue = (wanted: Partial<Parameters<typeof certificate>[0]>) =>
  certificate({ subject: 'server', names: ['127.0.0.1'], issuer: authority, ...wanted });

test('F16 a certificate of a trusted authority, for this host and in its time, is accepted', async (t) => {
  const { base } = await serve(t, issue({}));
  assert.deepEqual(incompleteOf(await pull(base, TOKEN)), []);
});

for (const [what, make] of [
  ['expired', () => issue({ from: -3, until: -1 })],
  ['not yet valid', () => issue({ from: 1, until: 3 })],
  ['made out to another host', () => issue({ names: ['fhir.example.org'] })],
  ['signed by itself', () => certificate({ subject: '127.0.0.1', names: ['127.0.0.1'] })],
  ['of an unknown authority', () => issue({ issuer: certificate({ subject: 'Somebody' }) })],
] as const) {
  test(`F16 a certificate that is ${what} ends the pull at once: no request, no token, no second try`, async (t) => {
    const [clock, { base, seen }] = [fakeClock(), await serve(t, make())];
    assert.deepEqual(incompleteOf(await pull(base, TOKEN, clock)), ['* - tls']);
    assert.deepEqual([seen, clock.waits], [{ connections: 1, requests: 0 }, []]);
  });
}

for (const [what, base] of [
  ['a name that does not exist', 'https://fhir.hospital.invalid/r4'],
  ['a port that nobody listens on', 'http://127.0.0.1:9/r4'],
] as const) {
  test(`F16 ${what} is tried again, then everything is incomplete`, async () => {
    const clock = fakeClock();
    assert.deepEqual(incompleteOf(await pull(base, TOKEN, clock)), ['* - network']);
    assert.equal(clock.waits.length, DEFAULT_SETTINGS.limits.attempts - 1);
  });
}
