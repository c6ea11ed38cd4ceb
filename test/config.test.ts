import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadSettings, parseConfig, sourceSpec } from '../src/config.ts';
import { LutraError } from '../src/errors.ts';
import { tempDir } from './support/temp.ts';

function refusal(text: string): LutraError {
  try {
    parseConfig(text, 'lutra.config.yaml');
  } catch (error) {
    assert.ok(error instanceof LutraError);
    return error;
  }
  return assert.fail('accepted');
}

const WRONG: readonly [title: string, text: string, line: number, says: RegExp][] = [
  ['an unknown setting', 'source: x\nsorce: y\n', 2, /sorce/],
  ['an unknown nested setting', 'fhir:\n  page_size: 10\n  pagesize: 10\n', 3, /fhir\.pagesize/],
  ['a wrong type', 'fhir:\n  concurrency: many\n', 2, /fhir\.concurrency/],
  ['a value out of range', 'fhir:\n  page_size: 0\n', 2, /fhir\.page_size/],
  ['a secret written down', 'fhir:\n  auth:\n    kind: bearer\n    token: abc\n', 4, /fhir\.auth\.token/],
  ['an unknown way to sign in', 'fhir:\n  auth:\n    kind: magic\n', 3, /kind/],
  ['broken YAML', 'fhir: [1\n', 2, /YAML/],
];

for (const [title, text, line, says] of WRONG) {
  test(`configuration: ${title} is refused with its line and exit status 2`, () => {
    const error = refusal(text);
    assert.equal(error.exitStatus, 2);
    assert.equal(error.place, `lutra.config.yaml:${line}`);
    assert.match(error.message, says);
    assert.doesNotMatch(error.message, /abc/);
  });
}

test('configuration: an empty file means the defaults', () => {
  assert.equal(parseConfig('', 'x').fhir.page_size, 200);
});

test('configuration: the example of the documentation is accepted', () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  assert.equal(parseConfig(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? 'none: 1', 'docs').fhir.auth?.kind, 'bearer');
});

test('the token comes from the environment, or from a file; an empty one is refused', (t) => {
  const dir = tempDir(t);
  const file = path.join(dir, 'c.yaml');
  writeFileSync(file, `fhir:\n  auth: {kind: bearer, token_file: ${path.join(dir, 'token')}}\n`);
  writeFileSync(path.join(dir, 'token'), 'from-file\n');
  assert.deepEqual(loadSettings({ file, env: {} }).fhir.auth, { kind: 'bearer', token: 'from-file' });
  writeFileSync(path.join(dir, 'token'), '\n');
  assert.throws(() => loadSettings({ file, env: {} }), { code: 'config' });
  writeFileSync(file, '');
  assert.deepEqual(loadSettings({ file, env: { LUTRA_FHIR_TOKEN: 't' } }).fhir.auth, { kind: 'bearer', token: 't' });
  assert.deepEqual(loadSettings({ file, env: {} }).fhir.auth, { kind: 'none' });
});

for (const [written, expected] of [
  ['{}', null],
  ['{public_base: "HTTPS://FHIR.Example.ORG:443/r4/"}', 'https://fhir.example.org/r4'],
] as const) {
  test(`the base in a server's own links, ${written}, is compared as ${expected}`, (t) => {
    const file = path.join(tempDir(t), 'c.yaml');
    writeFileSync(file, `fhir: ${written}\n`);
    const spec = sourceSpec('http://127.0.0.1/fhir', loadSettings({ file, env: {} }));
    assert.equal(spec.kind === 'search' ? spec.publicBase : '', expected);
  });
}
