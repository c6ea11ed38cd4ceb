/** One request and its whole answer: the wire itself, below every kind of source. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { exchange } from '../../src/extractors/exchange.ts';
import { openClient } from '../../src/extractors/search/client.ts';

const LIMITS = { timeoutMs: 20_000, maxResponseBytes: 10_000 };
const GET = { method: 'GET', headers: {} } as const;

/** A server that says these bytes to whoever asks, and keeps what it was asked. */
async function saying(t: TestContext, answer: string | Buffer | null) {
  const [asked, sockets] = [[] as string[], new Set<Socket>()];
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      asked.push(data.toString('latin1'));
      if (answer !== null) socket.end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ connections: 1 });
  t.after(async () => {
    await agent.destroy();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { agent, asked, sockets, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`) };
}

function http(status: string, headers: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\n${headers}\r\n`), body]);
}

test('an answer comes with its status, its body unpacked and its headers, whatever the status', async (t) => {
  const body = gzipSync('{"a":1}');
  const { agent, url } = await saying(t, http('418 Teapot', 'content-encoding: GZIP\r\nx-a: 1\r\nx-a: 2\r\n', body));
  const reply = await exchange(agent, url, GET, LIMITS);
  assert.deepEqual([reply.status, reply.bytes.toString('utf8')], [418, '{"a":1}']);
  assert.equal(reply.header('x-a')?.at(0), '1');
  assert.equal(reply.header('x-b'), null);
});

test('a body that explains an error and cannot be unpacked takes nothing from the status and its headers', async (t) => {
  const { agent, url } = await saying(
    t,
    http('503 Busy', 'content-encoding: br\r\nretry-after: 7\r\n', Buffer.from('?')),
  );
  const reply = await exchange(agent, url, GET, LIMITS);
  assert.deepEqual([reply.status, reply.header('retry-after'), reply.bytes.length], [503, '7', 0]);
});

for (const [what, answer, code, passing] of [
  [
    'in an encoding that was not asked for',
    http('200 OK', 'content-encoding: br\r\n', Buffer.from('?')),
    'content_encoding',
    false,
  ],
  ['longer than the limit', http('200 OK', '', Buffer.alloc(10_001)), 'too_large', false],
  [
    'longer than the limit once unpacked',
    http('200 OK', 'content-encoding: gzip\r\n', gzipSync(Buffer.alloc(10_001))),
    'too_large',
    false,
  ],
  ['cut short', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'truncated', true],
  ['that is not HTTP', 'hello\r\n\r\n', 'network', true],
] as const) {
  test(`an answer ${what} is the fault ${code}`, async (t) => {
    const { agent, url } = await saying(t, answer);
    await assert.rejects(exchange(agent, url, GET, LIMITS), { name: 'Error', code, passing });
  });
}

test('the time limit ends a request and its connection, and one that never got a connection', async (t) => {
  const { agent, sockets, url } = await saying(t, null);
  const limits = { ...LIMITS, timeoutMs: 50 };
  // The second waits for the only connection, which the first has.
  const both = [exchange(agent, url, GET, limits), exchange(agent, url, GET, limits)];
  for (const one of both) await assert.rejects(one, { code: 'timeout', passing: true });
  const [first] = sockets;
  if (first && !first.destroyed) await once(first, 'close');
});

test('fhir-kit-client asks by the same exchange: nothing is decoded or parsed on the way, whatever the status', async (t) => {
  const text = '{ "resourceType":"Patient", "x": 1.10 }';
  const { agent, asked, url } = await saying(t, http('404 Gone', '', Buffer.from(text)));
  const client = openClient(url.href, agent, LIMITS);
  const reply = await client.request('Patient/1', { method: 'GET', options: { headers: { 'x-own': 'yes' } } });
  assert.deepEqual([reply.status, reply.bytes.toString('utf8')], [404, text]);
  assert.match(asked[0] ?? '', /^GET \/fhir\/Patient\/1 HTTP\/1\.1\r\n/);
  for (const header of ['accept: application/fhir+json', 'accept-encoding: gzip', 'user-agent: lutra', 'x-own: yes'])
    assert.ok(asked[0]?.includes(`\r\n${header}\r\n`), header);
});
