import assert from 'node:assert/strict';
import { appendFileSync, cpSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lutra } from '../support/lutra.ts';
import { tempDir } from '../support/temp.ts';

interface Counts {
  readonly received: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly quarantined: number;
}

const INPUT = path.join(import.meta.dirname, '..', 'cases', 'small-hospital', 'input');

async function extract(source: string, data: string): Promise<Counts> {
  const { stderr, status } = await lutra(['extract', '--source', source, '--data', data]);
  assert.equal(status, 0, stderr);
  const line = stderr.split('\n').find((text) => text.includes('"event":"extract"'));
  return JSON.parse(line ?? '{}') as Counts;
}

test('what comes in is stored, unchanged or set aside: the numbers add up, night after night', async (t) => {
  const [source, data] = [tempDir(t), tempDir(t)];
  cpSync(INPUT, source, { recursive: true });
  const lines = 21;
  const nights = [await extract(source, data), await extract(source, data)];
  appendFileSync(path.join(source, 'Patient.ndjson'), '{"resourceType":"Patient","id":"new"}\n[]\nnot json\n');
  nights.push(await extract(source, data));
  for (const n of nights) assert.equal(n.received, n.stored + n.unchanged + n.quarantined);
  assert.deepEqual(
    nights.map(({ received, stored, unchanged, quarantined }) => [received, stored, unchanged, quarantined]),
    [
      [lines, lines - 1, 0, 1],
      [lines, 0, lines - 1, 1],
      [lines + 3, 1, lines - 1, 3],
    ],
  );
});
