import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { VERBS } from '../../src/cli/verbs.ts';
import { ROOT } from '../support/lutra.ts';

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'DECISIONS.md', 'CHANGELOG.md']
  .concat(
    readdirSync(path.join(ROOT, 'docs'))
      .filter((f) => f.endsWith('.md'))
      .map((f) => `docs/${f}`),
  )
  .concat('studies/README.md');
const scripts = Object.keys(
  (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
);

for (const page of PAGES) {
  const text = readFileSync(path.join(ROOT, page), 'utf8');

  test(`${page}: every command it names exists`, () => {
    const names = VERBS.map((verb) => verb.name);
    for (const [, rest] of text.matchAll(/npx lutra ([a-z]+(?: add)?)/g)) {
      assert.ok(names.includes(rest ?? '') || names.includes((rest ?? '').split(' ')[0] ?? ''), `lutra ${rest}`);
    }
    for (const [, script] of text.matchAll(/npm run ([a-z-]+)/g))
      assert.ok(scripts.includes(script ?? ''), `npm run ${script}`);
  });

  test(`${page}: every file it links or names is there`, () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((m) =>
      path.join(path.dirname(page), m[1] ?? ''),
    );
    const named = [
      ...text.matchAll(/`((?:src|test|docs|workers|migrations|studies|vocabulary|bench)\/[\w./-]*\w\/?)`/g),
    ].map((m) => m[1] ?? '');
    for (const file of [...links, ...named]) assert.ok(existsSync(path.join(ROOT, file)), file);
  });
}
