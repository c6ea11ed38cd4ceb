/** A Redis of the test's own: a free port, a temporary folder, gone when the test is over. */
import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { tempDir } from './temp.ts';

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a Redis and gives its URL. */
export async function startRedis(t: TestContext): Promise<string> {
  const port = await freePort();
  const settings = {
    port,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    dir: tempDir(t),
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => stop(server));
  await ready(server);
  return `redis://127.0.0.1:${port}`;
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error('no output to read');
  for await (const line of createInterface({ input: server.stdout }))
    if (line.includes('Ready to accept connections')) return;
  throw new Error('redis-server ended before it was ready');
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGKILL');
  });
}
