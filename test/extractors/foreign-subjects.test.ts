/** `Patient/p1` of another server is another person: his records are set aside by name, never given to our own p1. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownPath } from '../../src/fhir.ts';
import type { Received } from '../../src/extractors/source.ts';
import { COMPLETE, lines, night, startBulk, statesOf } from '../support/bulk-server.ts';
import { faultServer } from '../support/fault-server.ts';
import { tempDir } from '../support/temp.ts';
import { incompleteOf, type Json, keysOf, pull } from './fhir-server.ts';

const observation = (id: string, subject: Json): Json => ({ resourceType: 'Observation', id, subject });
const FOREIGN = { reference: 'https://elsewhere.example/fhir/Patient/p1' };
const BY_IDENTIFIER = { identifier: { system: 'urn:oid:1.2.3', value: '4711' } };
const codesOf = (items: readonly Received[]): string[] =>
  items.flatMap((item) => (item.kind === 'quarantined' ? [item.code] : []));

const BASE = { baseUrl: 'http://127.0.0.1:8080/fhir', publicBase: 'https://fhir.hospital.example/r4' };
for (const [reference, expected] of [
  ['Patient/1', 'Patient/1'],
  ['http://127.0.0.1:8080/fhir/Patient/1', 'Patient/1'],
  ['https://127.0.0.1:8080/fhir/Patient/1', 'Patient/1'],
  ['https://FHIR.hospital.example:443/r4/Patient/1/_history/2', 'Patient/1/_history/2'],
  ['http://127.0.0.1:8081/fhir/Patient/1', null],
  ['http://127.0.0.1:8080/fhir2/Patient/1', null],
  ['http://127.0.0.1:8080/other/Patient/1', null],
  ['https://fhir.hospital.example.evil.example/r4/Patient/1', null],
  ['urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0', null],
] as const)
  test(`B20 ${reference} is ${expected ?? 'no path'} of the server`, () =>
    assert.equal(ownPath(BASE, reference), expected));

for (const [what, subjects, codes, state] of [
  ['one among others', [{ reference: 'Patient/p1' }, FOREIGN], ['foreign_subject'], 'complete'],
  ['all of a file', [FOREIGN, FOREIGN], ['foreign_subject', 'foreign_subject'], 'incomplete foreign_subject'],
] as const) {
  test(`B20 an export in which ${what} names a patient of another server: ${state}`, async (t) => {
    const server = await startBulk(t);
    const text = lines(...subjects.map((subject, at) => JSON.stringify(observation(`o${at}`, subject))));
    server.files = [server.files[0] ?? assert.fail(), { type: 'Observation', text }];
    const items = await night(server.base, tempDir(t));
    assert.deepEqual([codesOf(items), statesOf(items)], [codes, { ...COMPLETE, Observation: state }]);
    assert.equal(keysOf(items).filter((key) => key.startsWith('Observation')).length, subjects.length - codes.length);
  });
}

test('B20 absolute references by an address of the server itself are its own, in an export and in a search', async (t) => {
  const settings = { publicBase: 'https://fhir.hospital.example/r4' };
  const bulk = await startBulk(t);
  for (const base of [bulk.base, settings.publicBase]) {
    bulk.pending = 0;
    const text = lines(JSON.stringify(observation('o1', { reference: `${base}/Patient/p1` })));
    bulk.files = [{ type: 'Observation', text }];
    const items = await night(bulk.base, tempDir(t), { settings });
    assert.deepEqual([keysOf(items), codesOf(items)], [['Observation/o1'], []]);
  }
  const found = [observation('mine', { reference: `${settings.publicBase}/Patient/p1` })];
  const search = await faultServer(t, [answer(found)]);
  assert.ok(keysOf(await pull(search.base, settings)).includes('Observation/mine'));
});

const answer = (found: readonly Json[]) => ({
  match: /Observation\?patient=p1/,
  body: {
    resourceType: 'Bundle',
    total: found.length,
    entry: found.map((resource) => ({ resource, search: { mode: 'match' } })),
  },
});

for (const [what, subject, reason] of [
  ['by the address of another server', FOREIGN, 'foreign_subject'],
  ['by an identifier alone', BY_IDENTIFIER, 'subject_by_identifier'],
  ['who was not asked for', { reference: 'Patient/p3' }, 'filter_ignored'],
] as const) {
  test(`B20 a search whose every record names a patient ${what} is incomplete as ${reason}`, async (t) => {
    const server = await faultServer(t, [answer([observation('x', subject), observation('y', subject)])]);
    const items = await pull(server.base);
    assert.ok(incompleteOf(items).includes(`Observation p1 ${reason}`), String(incompleteOf(items)));
    assert.ok(!keysOf(items).some((key) => key === 'Observation/x' || key === 'Observation/y'));
  });
}

test('B20 a record of a chart that names its patient otherwise is set aside by name, and the others stay', async (t) => {
  const own = { reference: 'Patient/p1' };
  for (const [subject, code] of [
    [FOREIGN, 'foreign_subject'],
    [BY_IDENTIFIER, 'no_patient'],
  ] as const) {
    const server = await faultServer(t, [answer([observation('mine', own), observation('x', subject)])]);
    const items = await pull(server.base);
    assert.deepEqual(codesOf(items), [code]);
    assert.ok(keysOf(items).includes('Observation/mine') && !keysOf(items).includes('Observation/x'));
  }
});
