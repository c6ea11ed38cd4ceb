/**
 * A bulk export of many small files from a local server, beside a bare parallel fetch that writes each file and has it on
 * disk for certain; and what a file takes of the processor where there are 4 and 16 times as many.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { silentLog, systemClock } from '../src/effects.ts';
import { bulkStorage } from '../src/extractors/bulk/state.ts';
import { type BulkSettings, DEFAULT_SETTINGS, openSource, parseSource } from '../src/extractors/source.ts';
import { againstFloor } from './measure.ts';

const FILES = 500;
const SETTINGS: BulkSettings = { level: 'system', groupId: null, types: ['Observation'], maxExportWaitMs: 3_600_000 };

function observation(n: string): string {
  return `${JSON.stringify({ resourceType: 'Observation', id: `o-${n}`, subject: { reference: 'Patient/p' } })}\n`;
}

function manifest(origin: string, files: number): string {
  const output = Array.from({ length: files }, (_, n) => ({
    type: 'Observation',
    url: `${origin}/file/${n}`,
    count: 1,
  }));
  return JSON.stringify({ transactionTime: '2024-01-01T00:00:00Z', requiresAccessToken: false, output });
}

/** The export of `N` files lies below `/N`. */
function answer({ url = '', method, headers }: http.IncomingMessage, response: http.ServerResponse): void {
  const [, first = '', second = ''] = url.split('/');
  if (url.includes('$export')) response.writeHead(202, { 'content-location': `/${first}/status` }).end();
  else if (first === 'file') response.end(observation(second));
  else if (second === 'status' && method === 'GET') response.end(manifest(`http://${headers.host}`, Number(first)));
  else response.writeHead(404).end();
}

async function receive(origin: string, files: number, folder: string): Promise<void> {
  const effects = { clock: systemClock, log: silentLog, bulk: bulkStorage(folder) };
  let n = 0;
  for await (const item of openSource(parseSource(`${origin}/${files}`, {}, SETTINGS), effects).receive())
    if (item.kind === 'resource') n++;
  if (n !== files) throw new Error(`${n} of ${files} came`);
}

async function fetchAll(origin: string, files: number, folder: string): Promise<void> {
  const waiting = Array.from({ length: files }, (_, n) => n).values();
  const one = async (): Promise<void> => {
    for (const n of waiting) {
      const bytes = Buffer.from(await (await fetch(`${origin}/file/${n}`)).arrayBuffer());
      writeFileSync(path.join(folder, `${n}.ndjson`), bytes, { flush: true });
    }
  };
  await Promise.all(Array.from({ length: DEFAULT_SETTINGS.concurrency }, one));
}

/** Milliseconds of the processor for each file, server included. */
async function cpuOf(origin: string, files: number, folder: string): Promise<number> {
  const before = process.cpuUsage();
  await receive(origin, files, folder);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / files;
}

const server = http.createServer(answer);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const dir = mkdtempSync(path.join(os.tmpdir(), 'lutra-bench-'));
try {
  const bare = (): Promise<void> => fetchAll(origin, FILES, dir);
  const { floor, subject, ratio } = await againstFloor(bare, () => receive(origin, FILES, path.join(dir, 'bulk')), 3);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  console.log(
    `  export of ${FILES} files: ${seconds(subject)}, bare fetch onto the disk ${seconds(floor)}, ratio ${ratio.toFixed(2)}`,
  );
  const costs: number[] = [];
  for (const times of [1, 4, 16]) costs.push(await cpuOf(origin, times * FILES, path.join(dir, 'bulk')));
  const growth = (costs.at(-1) ?? NaN) / (costs[0] ?? NaN);
  console.log(
    `  processor for each of ${FILES}, 4 and 16 times as many: ${costs.map((ms) => `${ms.toFixed(2)} ms`).join(', ')}: ${growth.toFixed(2)} times as much (goal: flat)`,
  );
} finally {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
}
