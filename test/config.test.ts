import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadSettings, parseConfig, sourceSpec } from '../src/config.ts';
import { LutraError } from '../src/errors.ts';
import { parseSource } from '../src/extractors/source.ts';
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
  [
    'a secret of a client written down',
    'fhir:\n  auth:\n    kind: oauth\n    client_id: l\n    client_secret: abc\n',
    5,
    /client_secret/,
  ],
  [
    'a token URL without https',
    'fhir:\n  auth:\n    kind: oauth\n    client_id: l\n    token_url: http://auth.example/t\n',
    5,
    /token_url.*https/,
  ],
  [
    'a URL with credentials in it',
    'fhir:\n  auth:\n    kind: login\n    user: l\n    login_url: https://l:abc@x.example/\n',
    5,
    /login_url/,
  ],
  ['a URL with a trailing space', 'fhir:\n  allowed_origins: ["https://files.example "]\n', 2, /allowed_origins/],
  ['a URL that is none', 'fhir:\n  token_origins: [files]\n', 2, /token_origins/],
  ['a bulk export without its level', 'fhir:\n  page_size: 10\n  mode: bulk\n', 3, /fhir\.mode/],
  ['a group without its id', 'fhir:\n  bulk:\n    level: group\n', 3, /group_id/],
  ['a group id at another level', 'fhir:\n  bulk:\n    level: system\n    group_id: g\n', 3, /group_id/],
  ['a type that is none', 'fhir:\n  bulk:\n    level: system\n    types: [patient]\n', 4, /types/],
  ['a suffix that is a query', 'fhir:\n  text_rendition_suffix: "?txt"\n', 2, /text_rendition_suffix/],
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

test('configuration: an empty file means the defaults, which are those that the documentation shows', () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  const [, shown = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const { auth: _auth, ...fhir } = parseConfig(shown, 'docs').fhir;
  assert.deepEqual(parseConfig('', 'x').fhir, fhir);
});

test('configuration: a server is asked in the same way whether a file says nothing or there is none', (t) => {
  const file = path.join(tempDir(t), 'c.yaml');
  writeFileSync(file, '');
  assert.deepEqual(
    sourceSpec('https://fhir.example/r4', loadSettings({ file, env: {} })),
    parseSource('https://fhir.example/r4'),
  );
});

test('configuration: the examples of the documentation are accepted', () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  const kinds = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parseConfig(text ?? '', 'docs'));
  assert.deepEqual(
    kinds.map(({ fhir }) => [fhir.auth?.kind, fhir.mode]),
    [
      ['bearer', 'search'],
      ['login', 'search'],
      ['smart', 'bulk'],
    ],
  );
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

test('a client that signs in by secret or key gets both from files or the environment; a wrong key is told before the night', (t) => {
  const dir = tempDir(t);
  const file = path.join(dir, 'c.yaml');
  const key = path.join(dir, 'key.pem');
  writeFileSync(file, 'fhir:\n  auth: {kind: oauth, client_id: lutra}\n');
  const { auth } = loadSettings({ file, env: { LUTRA_FHIR_CLIENT_SECRET: 'abc' } }).fhir;
  assert.deepEqual([auth.kind, 'clientSecret' in auth && auth.clientSecret], ['oauth', 'abc']);
  assert.throws(() => loadSettings({ file, env: {} }), { code: 'config' });
  writeFileSync(file, `fhir:\n  auth: {kind: smart, client_id: lutra, private_key_file: ${key}}\n`);
  for (const namedCurve of ['P-384', 'P-256']) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve });
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    if (namedCurve === 'P-384') assert.equal(loadSettings({ file, env: {} }).fhir.auth.kind, 'smart');
    else assert.throws(() => loadSettings({ file, env: {} }), { code: 'config', place: 'fhir.auth.private_key_file' });
  }
  writeFileSync(key, '{"kty":"EC","d":"abc"}');
  assert.throws(
    () => loadSettings({ file, env: {} }),
    (error) => error instanceof LutraError && !/abc/.test(error.message),
  );
});

test('B55 a variable that is set and empty is refused, not taken for no sign-in', (t) => {
  const file = path.join(tempDir(t), 'c.yaml');
  writeFileSync(file, '');
  for (const LUTRA_FHIR_TOKEN of ['', '  '])
    assert.throws(() => loadSettings({ file, env: { LUTRA_FHIR_TOKEN } }), { code: 'config' });
});

test('a token that would travel unencrypted is refused with a remedy that, followed, is accepted', (t) => {
  const file = path.join(tempDir(t), 'c.yaml');
  const open = (text: string): string => {
    writeFileSync(file, text);
    return sourceSpec('http://fhir.example/r4', loadSettings({ file, env: { LUTRA_FHIR_TOKEN: 't' } })).kind;
  };
  let remedy = '';
  assert.throws(
    () => open(''),
    (error) => error instanceof LutraError && (remedy = error.remedy ?? '') !== '',
  );
  const [, setting = ''] = /set (\w+)/.exec(remedy) ?? [];
  assert.equal(open(`fhir: {${setting}: true}\n`), 'search');
});

test('bulk mode makes an export of the source, a source of its own', (t) => {
  const file = path.join(tempDir(t), 'c.yaml');
  writeFileSync(
    file,
    'fhir:\n  mode: bulk\n  bulk: {level: group, group_id: g, types: [Patient], max_wait_minutes: 2}\n',
  );
  const spec = sourceSpec('http://127.0.0.1/fhir', loadSettings({ file, env: {} }));
  assert.ok(spec.kind === 'bulk');
  assert.deepEqual([spec.level, spec.groupId, spec.types, spec.maxExportWaitMs], ['group', 'g', ['Patient'], 120_000]);
});
