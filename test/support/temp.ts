/** A fresh folder for a test, removed when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

export function tempDir(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'lutra-test-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
