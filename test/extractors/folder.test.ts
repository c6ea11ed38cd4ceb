import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { systemClock, silentLog } from '../../src/effects.ts';
import { LutraError } from '../../src/errors.ts';
import { MAX_RESOURCE_BYTES } from '../../src/extractors/resource.ts';
import { openSource, parseSource, type Received } from '../../src/extractors/source.ts';
import { keysOf, rangesOf } from './fhir-server.ts';

type Files = Readonly<Record<string, string | Buffer>>;

async function receive(t: TestContext, files: Files): Promise<Received[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'lutra-extract-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  const items: Received[] = [];
  for await (const item of openSource(parseSource(root), { clock: systemClock, log: silentLog }).receive())
    items.push(item);
  return items;
}

const codesOf = (items: readonly Received[]): string[] =>
  items.flatMap((item) => (item.kind === 'quarantined' ? [item.code] : []));
const statesOf = (items: readonly Received[]): (string | null)[] =>
  rangesOf(items).map((range) => range.reason ?? range.state);
const patient = (id: string, more: object = {}): string => JSON.stringify({ resourceType: 'Patient', id, ...more });

test('NDJSON, packed NDJSON, bundles and single resources are read from one folder, files in sorted order', async (t) => {
  const items = await receive(t, {
    'b/Patient.ndjson': `${patient('2')}\n${patient('3')}\n`,
    'a.json': patient('1'),
    'c.ndjson.gz': gzipSync(`${patient('4')}\n`),
    'd/e/bundle.json': JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: JSON.parse(patient('5')) as object }],
    }),
    'f.jsonl': patient('6'),
    'g.json': `${patient('7')}\n${patient('8')}\n`,
    'readme.txt': 'no data',
  });
  assert.deepEqual(
    keysOf(items),
    ['1', '2', '3', '4', '5', '6', '7', '8'].map((id) => `Patient/${id}`),
  );
  assert.deepEqual(
    rangesOf(items).map(({ request, received, state, type }) => [request, received, state, type]),
    [
      ['a.json', 1, 'complete', 'Patient'],
      ['b/Patient.ndjson', 2, 'complete', 'Patient'],
      ['c.ndjson.gz', 1, 'complete', 'Patient'],
      ['d/e/bundle.json', 1, 'complete', 'Patient'],
      ['f.jsonl', 1, 'complete', 'Patient'],
      ['g.json', 2, 'complete', 'Patient'],
    ],
  );
});

test('B02, B03, B04 line ends, blank lines, a byte order mark and line separators inside strings change nothing', async (t) => {
  const odd = patient('u', { text: 'a\u2028b\u2029c' });
  const items = await receive(t, {
    'x.ndjson': `\ufeff${patient('1')}\r\n\n  \n${odd}\r\n${patient('2')}\r${patient('3')}\r\r`,
  });
  assert.deepEqual(keysOf(items), ['Patient/1', 'Patient/2', 'Patient/3', 'Patient/u']);
  assert.deepEqual([codesOf(items), statesOf(items)], [[], ['complete']]);
});

test('B02, B05, B08, B10, B13, B15 each unusable line is quarantined alone under its code, and the others are received', async (t) => {
  const lines: readonly [string, string | Buffer][] = [
    ['not_json', '{"resourceType":"Patient",'],
    ['not_json', `\ufeff${patient('x')}`],
    ['not_an_object', '[1]'],
    ['not_an_object', 'null'],
    ['too_deep', `{"resourceType":"Patient","id":"d","x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
    ['bad_utf8', Buffer.from([...Buffer.from('{"resourceType":"Patient","id":"'), 0xc3, 0x28, ...Buffer.from('"}')])],
    ['bad_utf8', Buffer.from([...Buffer.from('{"resourceType":"Patient","id":"'), 0xc0, 0xaf, ...Buffer.from('"}')])],
    ['bad_utf8', Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 0x22])],
    ['duplicate_key', '{"resourceType":"Patient","id":"a","id":"b"}'],
    ['duplicate_key', '{"resourceType":"Patient","id":"a","name":[{"given":["\\"x\\":"],"use":"a" , "use" : "b"}]}'],
    ['unknown_type', '{"resourceType":"Patients","id":"a"}'],
    ['missing_id', '{"resourceType":"Patient"}'],
    ['bad_id', '{"resourceType":"Patient","id":"../x"}'],
    ['bad_id', '{"resourceType":"Patient","id":".."}'],
    ['bad_id', `{"resourceType":"Patient","id":"${'x'.repeat(65)}"}`],
    ['bad_id', '{"resourceType":"Patient","id":17}'],
    ['bad_id', '{"resourceType":"Patient","id":"a b"}'],
    ['bad_shape', '{"id":"a"}'],
  ];
  const good = Buffer.from(`${patient('good')}\n`);
  const content = Buffer.concat([
    good,
    ...lines.flatMap(([, line]) => [Buffer.from(line as string), Buffer.from('\n')]),
    good,
  ]);
  const items = await receive(t, { 'x.ndjson': content });
  assert.deepEqual(
    codesOf(items),
    lines.map(([code]) => code),
  );
  assert.deepEqual(keysOf(items), ['Patient/good', 'Patient/good']);
  assert.deepEqual(statesOf(items), ['complete']);
});

test('B11 keys that look like the prototype are data', async (t) => {
  const items = await receive(t, {
    'x.ndjson': '{"resourceType":"Patient","id":"constructor","__proto__":{"polluted":1},"toString":"x"}\n',
  });
  assert.deepEqual([keysOf(items), codesOf(items)], [['Patient/constructor'], []]);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('B09 a line beyond the limit is read past and quarantined', async (t) => {
  const long = patient('long', { text: 'x'.repeat(MAX_RESOURCE_BYTES) });
  const items = await receive(t, { 'x.ndjson': `${patient('1')}\n${long}\n${patient('2')}\n` });
  assert.deepEqual(
    [keysOf(items), codesOf(items), statesOf(items)],
    [['Patient/1', 'Patient/2'], ['too_large'], ['complete']],
  );
});

test('F12, F14 a file cut short is an incomplete range: packed, inside a line, inside a bundle', async (t) => {
  const packed = gzipSync(Array.from({ length: 500 }, (_, n) => patient(`${n}`, { x: `${n * n}` })).join('\n'));
  const items = await receive(t, {
    'a.ndjson.gz': packed.subarray(0, packed.length - 20),
    'b.ndjson': `${patient('1')}\n${patient('2').slice(0, -3)}`,
    'c.json': '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"x"}}',
    'd.json.gz': gzipSync(patient('9')).subarray(0, 20),
    'e.json': '',
  });
  assert.deepEqual(statesOf(items), ['truncated_gzip', 'truncated', 'truncated', 'truncated_gzip', 'truncated']);
  assert.deepEqual(codesOf(items), ['not_json', 'not_json', 'not_json']);
});

test('B14 XML in an NDJSON file is one item, not one for each line', async (t) => {
  const items = await receive(t, { 'x.ndjson': '<Bundle>\n<entry>\n</entry>\n</Bundle>\n' });
  assert.deepEqual([codesOf(items), statesOf(items)], [['not_json'], ['not_ndjson']]);
});

test('entries without id get it from the PUT url or the fullUrl, and keep the fullUrl for references', async (t) => {
  const uuid = '0a1b2c3d-0000-4000-8000-000000000001';
  const entry = [
    { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } },
    {
      fullUrl: 'urn:uuid:other',
      resource: { resourceType: 'Condition' },
      request: { method: 'PUT', url: 'Condition/c1' },
    },
    { fullUrl: 'https://x.example/fhir/Procedure/p1', resource: { resourceType: 'Procedure' } },
    { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: 'Observation', id: 'own' } },
    { resource: { resourceType: 'Encounter' } },
  ];
  const items = await receive(t, { 'x.json': JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }) });
  assert.deepEqual(keysOf(items), ['Condition/c1', 'Observation/own', `Patient/${uuid}`, 'Procedure/p1']);
  assert.deepEqual(codesOf(items), ['missing_id']);
  const own = items.find((item) => item.kind === 'resource' && item.resource.id === 'own');
  assert.equal(own?.kind === 'resource' && own.fullUrl, `urn:uuid:${uuid}`);
});

test('B13 a bad entry of a bundle is quarantined alone', async (t) => {
  const good = `{"resource":${patient('good')}}`;
  const entries = [
    good,
    'null',
    '{}',
    '{"resource":[]}',
    `{"resource":{"resourceType":"Patient","id":"a","id":"b"}}`,
    `{"resource":${patient('a')},"resource":${patient('b')}}`,
    good,
  ];
  const items = await receive(t, { 'x.json': `{"entry":[${entries.join(',')}],"resourceType":"Bundle"}` });
  assert.deepEqual(codesOf(items), ['bad_shape', 'bad_shape', 'not_an_object', 'duplicate_key', 'duplicate_key']);
  assert.deepEqual(keysOf(items), ['Patient/good', 'Patient/good']);
});

test('bundles in bundles and bundles as NDJSON lines are opened, the text of each resource as it was', async (t) => {
  const raw = '{ "resourceType" : "Patient", "id":"1", "x":1.10 }';
  const inner = `{"resourceType":"Bundle","type":"document","entry":[{"resource":${raw}}]}`;
  const items = await receive(t, {
    'x.ndjson': `${inner}\n{"resourceType":"Bundle","id":"outer","entry":[{"resource":${inner}}]}\n`,
  });
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'resource' ? [item.raw] : [])),
    [raw, raw],
  );
});

test('deletions in a bundle are told apart from resources and from entries that say nothing', async (t) => {
  const request = (method: string, url: string): object => ({ request: { method, url } });
  const entry = [request('DELETE', 'Patient/p1'), request('DELETE', 'Patient?name=x'), request('GET', 'Patient/p1')];
  const items = await receive(t, { 'x.json': JSON.stringify({ resourceType: 'Bundle', type: 'history', entry }) });
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'deleted' ? [item.key] : [])),
    [{ type: 'Patient', id: 'p1' }],
  );
  assert.deepEqual(codesOf(items), ['bad_shape', 'bad_shape']);
});

test('an OperationOutcome is no data, and one that tells of an error makes its file incomplete', async (t) => {
  const outcome = (severity: string): string =>
    `{"resourceType":"OperationOutcome","issue":[{"severity":"${severity}"}]}\n`;
  const items = await receive(t, { 'a.ndjson': outcome('information'), 'b.ndjson': outcome('error') });
  assert.deepEqual([keysOf(items), statesOf(items)], [[], ['complete', 'operation_outcome']]);
});

test('a folder without FHIR files, and a source that does not exist, are refused with a remedy', async (t) => {
  await assert.rejects(
    receive(t, { 'readme.txt': 'x' }),
    (error) => error instanceof LutraError && error.code === 'source' && error.remedy !== null,
  );
  assert.throws(
    () => parseSource('/no/such/folder'),
    (error) => error instanceof LutraError && error.exitStatus === 2,
  );
});

for (const [url, settings] of [
  ['ftp://host/fhir', {}],
  ['https://user:secret@host/fhir', {}],
  ['https://host/fhir?token=secret', {}],
  ['http://fhir.hospital.example/r4', { auth: { kind: 'bearer', token: 'secret' } }],
] as const) {
  test(`the source ${url} is refused and no secret shown`, () => {
    assert.throws(
      () => parseSource(url, settings),
      (error) =>
        error instanceof LutraError &&
        error.code === 'source' &&
        !JSON.stringify([error.message, error.place, error.remedy]).includes('secret'),
    );
  });
}

test('a file that has the name of a FHIR file and another ending is not read, and the range says so', async (t) => {
  const items = await receive(t, {
    'Patient.ndjson': patient('1'),
    'Observation.ndjson.part': '{}',
    'README.txt': 'made tonight',
  });
  assert.deepEqual([keysOf(items), statesOf(items)], [['Patient/1'], ['file_not_read', 'complete']]);
});

for (const name of ['export.zip', 'export.tar.gz', 'EXPORT.TGZ', 'export.tar.xz', 'export.7z']) {
  test(`an archive beside the files (${name}) is not read, and the range says so`, async (t) => {
    const items = await receive(t, { 'Patient.ndjson': patient('1'), [name]: 'PK', 'list.xlsx': 'PK' });
    assert.deepEqual(keysOf(items), ['Patient/1']);
    assert.deepEqual(new Set(statesOf(items)), new Set(['file_not_read', 'complete']));
  });
}

const result = (id: string, subject: string) => ({ resourceType: 'Observation', id, subject: { reference: subject } });
const asLines = (...resources: readonly object[]): string =>
  resources.map((one) => `${JSON.stringify(one)}\n`).join('');
const asBundle = (...entries: readonly [string, object][]): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: entries.map(([fullUrl, resource]) => ({ fullUrl, resource })),
  });
const OWN = 'https://a.example/fhir';
const OTHER = 'https://b.example/fhir';
const MIXED = asLines(result('mine', `${OWN}/Patient/7`), result('theirs', `${OTHER}/Patient/7`));
const BOTH = ['foreign_subject', 'foreign_subject'];
const SEVEN = JSON.parse(patient('7')) as object;

for (const [what, files, keys, codes] of [
  [
    'a manifest',
    {
      'a.ndjson': MIXED,
      'manifest.json': JSON.stringify({ request: `${OWN}/Group/1/$export?_type=Patient`, output: [] }),
    },
    ['Observation/mine'],
    ['foreign_subject', 'bad_shape'],
  ],
  [
    'the full URLs of its patients',
    {
      'a.ndjson': MIXED,
      'b.json': asBundle([`${OWN}/Patient/7`, SEVEN], [`${OTHER}/Device/1`, result('x', 'Patient/7')]),
    },
    ['Observation/mine', 'Observation/x', 'Patient/7'],
    ['foreign_subject'],
  ],
  [
    'the full URLs of what else is in it',
    { 'a.ndjson': MIXED, 'b.json': asBundle([`${OWN}/Observation/x`, result('x', 'Patient/7')]) },
    ['Observation/mine', 'Observation/x'],
    ['foreign_subject'],
  ],
  [
    'the one base by which all patients are named',
    { 'a.ndjson': asLines(result('o1', `${OWN}/Patient/7`), result('o2', `${OWN}/Patient/8/_history/1`)) },
    ['Observation/o1', 'Observation/o2'],
    [],
  ],
  ['nothing: two bases', { 'a.ndjson': MIXED, 'p.ndjson': patient('7') }, ['Patient/7'], BOTH],
  [
    'nothing: one base beside relative references',
    { 'a.ndjson': asLines(result('mine', 'Patient/7'), result('theirs', `${OTHER}/Patient/7`)) },
    ['Observation/mine'],
    ['foreign_subject'],
  ],
] as const)
  test(`B20 where a folder comes from is told by ${what}; a patient of another server is not our own of the same id`, async (t) => {
    const items = await receive(t, files);
    assert.deepEqual([keysOf(items), codesOf(items)], [keys, codes]);
  });

test('B20 a file of nothing but patients of another server is incomplete by name', async (t) => {
  const items = await receive(t, {
    'a.ndjson': asLines(result('theirs', `${OTHER}/Patient/7`)),
    'b.json': asBundle([`${OWN}/Patient/7`, SEVEN]),
  });
  assert.deepEqual([codesOf(items), statesOf(items)], [['foreign_subject'], ['foreign_subject', 'complete']]);
});
