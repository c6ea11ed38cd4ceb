import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { verifySnapshot } from '../../src/snapshot/verify.ts';
import { temporaryFolder } from './folders.ts';
import { snapshotInput } from './fixture.ts';

const child = path.join(import.meta.dirname, 'child.ts');
const visible = (base: string): string[] => readdirSync(base).filter((name) => !name.startsWith('.'));

test('killed after any file, nothing stands under the final name, and the next run removes what is left', (t) => {
  for (const files of [1, 5, 12, 19, 20]) {
    const base = temporaryFolder(t);
    const run = spawnSync(process.execPath, [child, base, '20', `die=${files}`]);
    assert.equal(run.signal, 'SIGKILL');
    assert.deepEqual(visible(base), []);
    assert.equal(readdirSync(base).length, 1);
    const { snapshot } = writeSnapshot(snapshotInput(20), base);
    assert.deepEqual(readdirSync(base), [snapshot]);
    assert.deepEqual(verifySnapshot(path.join(base, snapshot)).problems, []);
  }
});

test('a reader sees whole snapshots only, during 100 publications', async (t) => {
  const base = temporaryFolder(t);
  const writer = spawn(process.execPath, [child, base, '8', 'repeat=100'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const done = once(writer, 'exit');
  const seen = new Set<string>();
  while (writer.exitCode === null && writer.signalCode === null) {
    for (const name of visible(base).filter((found) => !seen.has(found))) {
      assert.deepEqual(verifySnapshot(path.join(base, name)).problems, [], name);
      seen.add(name);
    }
    await setImmediate();
  }
  assert.deepEqual(await done, [0, null]);
  assert.equal(visible(base).length, 100);
  assert.ok(seen.size > 10, `the reader met ${seen.size} snapshots`);
});

test('several processes that publish the same snapshot at once agree on one', async (t) => {
  const base = temporaryFolder(t);
  const runs = [1, 2, 3].map(() => spawn(process.execPath, [child, base, '40'], { stdio: 'ignore' }));
  assert.deepEqual(await Promise.all(runs.map((run) => once(run, 'exit'))), [
    [0, null],
    [0, null],
    [0, null],
  ]);
  const [name = '', ...others] = readdirSync(base);
  assert.deepEqual(others, []);
  assert.deepEqual(verifySnapshot(path.join(base, name)).problems, []);
});

test('where the folder cannot be made, the error says so and names the remedy', (t) => {
  const file = path.join(temporaryFolder(t), 'a-file');
  writeFileSync(file, '');
  assert.throws(() => writeSnapshot(snapshotInput(3), path.join(file, 'snapshots')), {
    code: 'snapshot',
    remedy: /permissions/,
  });
});

test(
  'a disk that takes no more leaves nothing behind, and the error says so',
  { skip: existsSync('/bin/sh') ? false : 'no shell here' },
  (t) => {
    const base = temporaryFolder(t);
    for (const blocks of [1, 40, 200]) {
      const run = spawnSync(
        '/bin/sh',
        ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, child, base, '60'],
        { encoding: 'utf8' },
      );
      assert.equal(run.status, 1);
      assert.match(run.stderr, /nothing was published/);
      assert.deepEqual(readdirSync(base), []);
    }
  },
);

test('folders of others stay: only hidden folders of dead processes are removed', (t) => {
  const base = temporaryFolder(t);
  const others = [`.tmp-${process.ppid}-0123abcd`, '.tmp-notes', 'mine'];
  for (const name of others) mkdirSync(path.join(base, name));
  mkdirSync(path.join(base, '.tmp-999999999-0123abcd'));
  const { snapshot } = writeSnapshot(snapshotInput(3), base);
  assert.deepEqual(readdirSync(base).sort(), [...others, snapshot].sort());
});
