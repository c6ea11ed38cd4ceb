/** docs/reliability.md and the tests name the same rows: none is forgotten, none is claimed that no test holds. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '..', '..');

const numbered = (prefix: string, last: number, width = 2): string[] =>
  Array.from({ length: last }, (_, n) => `${prefix}${String(n + 1).padStart(width, '0')}`);
const ROWS = [...numbered('F', 46), ...numbered('B', 53), ...numbered('quirk ', 22, 1)];

/** The rows of the page: id -> who holds it. */
const page = new Map(
  readFileSync(path.join(root, 'docs', 'reliability.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, id, , holder] = /^\| ((?:[FB]\d{2})|(?:quirk \d{1,2})) +\| (.*?) +\| (.*?) +\|$/.exec(line) ?? [];
      return id !== undefined && holder !== undefined ? [[id, holder] as const] : [];
    }),
);

/** The ids at the head of every title, and of every table row that becomes one, in a test file. */
function idsIn(file: string): Set<string> {
  const heads = readFileSync(path.join(root, file), 'utf8').matchAll(
    /['"`]((?:(?:[FB]\d{2}|quirk \d{1,2})(?:, )?)+) (?=\S)/g,
  );
  return new Set([...heads].flatMap(([, ids = '']) => ids.split(', ')));
}

const filesOf = (holder: string): string[] =>
  [...holder.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map(([, file = '']) => file);

test('every row is in the page, with a test that holds it or the reason why there is none', () => {
  assert.deepEqual([...page.keys()].sort(), ROWS.toSorted());
  for (const [id, holder] of page)
    assert.ok(filesOf(holder).length > 0 || /^(does not apply|open): .{20}/.test(holder), `${id}: ${holder}`);
});

test('every test that the page names is there, and has a title with the id of the row', () => {
  for (const [id, holder] of page) {
    for (const file of filesOf(holder)) {
      assert.ok(existsSync(path.join(root, file)), `${id}: ${file}`);
      assert.ok(idsIn(file).has(id), `${id}: no title in ${file} begins with it`);
    }
  }
});

test('every id in the title of a test is a row that applies', () => {
  for (const file of globSync('test/**/*.test.ts', { cwd: root })) {
    for (const id of idsIn(file)) {
      if (!ROWS.includes(id)) continue;
      assert.ok(!page.get(id)?.startsWith('does not apply'), `${file}: ${id}`);
    }
  }
});
