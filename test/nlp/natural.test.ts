import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const ENTRY = new URL('../../src/nlp/annotate.ts', import.meta.url).href;
const PROGRAM = `
  import { createRequire } from 'node:module';
  await import(${JSON.stringify(ENTRY)});
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  process.stderr.write(JSON.stringify({ loaded, secret: process.env.LUTRA_TEST_DOTENV ?? null }));
`;

test('loading the rules brings in no database driver, reads no .env file and prints nothing', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'lutra-natural-'));
  try {
    writeFileSync(path.join(dir, '.env'), 'LUTRA_TEST_DOTENV=leaked\n');
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      cwd: dir,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '');
    const { loaded, secret } = JSON.parse(stderr) as { loaded: string[]; secret: string | null };
    assert.equal(secret, null);
    assert.deepEqual(
      loaded.filter((f) => /node_modules\/(?:mongoose|pg|redis|memjs|dotenv)\//.test(f)),
      [],
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
});
