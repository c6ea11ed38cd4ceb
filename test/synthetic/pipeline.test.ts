import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { demo } from '../../src/cli/demo.ts';
import { silentLog, systemClock } from '../../src/effects.ts';

const dir = mkdtempSync(path.join(os.tmpdir(), 'lutra-demo-'));
after(() => rmSync(dir, { recursive: true, force: true }));

test('the demo: computed equals truth for every patient and variable of both hospitals, and the status says so', async () => {
  const lines: string[] = [];
  const steps = new Set<string>();
  const io = {
    out: (line: string) => void lines.push(line),
    err: (line: string) => void lines.push(line),
    stdin: Readable.from([]),
    env: {},
    clock: systemClock,
    log: silentLog,
    progress: (step: string) => void steps.add(step),
  };
  const status = await demo(io, { data: dir });
  const text = lines.join('\n');
  assert.equal(status, 0, text);
  assert.equal((text.match(/computed = truth for all \d+ patients/g) ?? []).length, 2);
  for (const figure of [
    '55.5 % (116/209)',
    '82.6 % (181/219)',
    '9.8 (8.6, 11.3)',
    '11.1 % (95/857)',
    '8.5 (7.6, 9.1)',
  ]) {
    assert.ok(text.includes(figure), figure);
  }
  for (const shown of readmeLines())
    assert.ok(text.includes(shown), `the README shows what the demo does not print: ${shown}`);
  const reports = lines.flatMap((line) => /^report\s+(\S.*)$/.exec(line)?.[1] ?? []);
  assert.equal(reports.length, 2);
  for (const report of reports) assert.ok(existsSync(report), report);
  assert.ok(steps.has('make uke') && steps.has('annotate'));
});

/** What the README shows of the demo. */
function readmeLines(): string[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const block = /```\n(UKE, study[\s\S]*?)```/.exec(readme)?.[1] ?? '';
  assert.notEqual(block, '', 'the README shows nothing of the demo');
  return block.split('\n').filter(Boolean);
}
