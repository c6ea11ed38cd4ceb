import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PAGES } from '../../docs/generate.ts';

const docs = path.join(import.meta.dirname, '..', '..', 'docs');

for (const [name, page] of Object.entries(PAGES)) {
  test(`docs/${name} is what "npm run docs" writes`, () => {
    const [written, now] = [readFileSync(path.join(docs, name), 'utf8').split('\n'), page().split('\n')];
    const at = now.findIndex((line, i) => line !== written[i]);
    assert.ok(at < 0 && written.length === now.length, `run "npm run docs"; line ${at + 1} would be: ${now[at]}`);
  });
}
