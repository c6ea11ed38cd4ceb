import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { CohortRow } from '../../src/domain.ts';
import { chartPatient, planHospital } from '../../src/synthetic/hospital.ts';
import type { Json } from '../support/living-hospital.ts';
import { lutraHere } from '../support/lutra.ts';
import { MedplumServer } from '../support/medplum-server.ts';
import { drug, inside, psa, rowsOf, STUDY } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

/** The library looks at every resource for every search: twice as many patients take four times as long. */
const PATIENTS = 12;
const PAGE = 5;

/** The record as it stands, by `Type/id`: what the server holds, and what a folder of the same record would. */
type RecordNow = Map<string, Json>;
const keyOf = (resource: Json): string => `${String(resource['resourceType'])}/${String(resource['id'])}`;

function demoRecord(): RecordNow {
  const patients = planHospital('uke')
    .slice(0, PATIENTS)
    .map((plan) => chartPatient(plan));
  return new Map(patients.flatMap(({ resources }) => resources).map((one) => [keyOf(one as Json), one as Json]));
}

async function put(server: MedplumServer, record: RecordNow, resource: Json): Promise<void> {
  record.set(keyOf(resource), resource);
  const headers = { 'content-type': 'application/fhir+json' };
  const url = `${server.base}/${keyOf(resource)}`;
  const { ok, status } = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(resource) });
  assert.ok(ok, `PUT gave ${status}`);
}

async function remove(server: MedplumServer, record: RecordNow, key: string): Promise<void> {
  record.delete(key);
  assert.ok((await fetch(`${server.base}/${key}`, { method: 'DELETE' })).ok);
  assert.equal((await fetch(`${server.base}/${key}`)).status, 410);
}

async function run(data: string, source: string): Promise<string> {
  const config = path.join(data, 'lutra.config.yaml');
  mkdirSync(data, { recursive: true });
  writeFileSync(config, `fhir:\n  page_size: ${PAGE}\n`);
  const options = ['--study', STUDY, '--source', source, '--data', data, '--config', config];
  const { status, stdout, stderr } = await lutraHere(['run', ...options]);
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

/** The cohort of the same record, read from a folder into a data directory of its own. */
async function fromFolder(t: TestContext, record: RecordNow): Promise<CohortRow[]> {
  const dir = tempDir(t);
  mkdirSync(path.join(dir, 'export'));
  for (const [type, resources] of Map.groupBy(record.values(), (one) => String(one['resourceType'])))
    writeFileSync(path.join(dir, 'export', `${type}.ndjson`), resources.map((one) => JSON.stringify(one)).join('\n'));
  await run(path.join(dir, 'data'), path.join(dir, 'export'));
  return rowsOf(path.join(dir, 'data'));
}

/** What a row says of its patient; how far a chart was read is known of a server and not of a folder. */
const saysOf = (row: CohortRow | undefined) => ({
  patient: row?.patient,
  eligible: row?.eligible,
  excludedBy: row?.excludedBy,
  cells: Object.entries(row?.cells ?? {}).flatMap(([name, { value }]) =>
    name === 'chart_complete' ? [] : [`${name} = ${value}`],
  ),
});

/** Every row of the server's cohort is the folder's, and whom the server's search does not find is in no cohort. */
async function assertSameCohort(t: TestContext, data: string, record: RecordNow): Promise<CohortRow[]> {
  const rows = await rowsOf(data);
  const expected = await fromFolder(t, record);
  const found = new Set(rows.map(({ patient }) => patient));
  assert.deepEqual(rows.map(saysOf), expected.filter(({ patient }) => found.has(patient)).map(saysOf));
  assert.ok(expected.every(({ patient, eligible }) => found.has(patient) || !eligible));
  assert.ok(rows.every(({ cells }) => cells['chart_complete']?.value === 1));
  return rows;
}

const searches = (requests: readonly string[], wanted: RegExp): string[] =>
  requests.map((request) => decodeURIComponent(request)).filter((request) => wanted.test(request));

test('a server written by others: its cohort is that of the same record in a folder, night after night', async (t) => {
  const server = await MedplumServer.start(t);
  const record = demoRecord();
  await server.loading(async () => {
    for (const resource of record.values()) await put(server, record, resource);
  });
  const data = path.join(tempDir(t), 'data');
  let who = '';

  await t.test('the first night finds the candidates, page by page, and reads their charts to the end', async () => {
    server.requests.length = 0;
    await run(data, server.base);
    const rows = await assertSameCohort(t, data, record);
    const eligible = rows.filter((row) => row.eligible);
    assert.ok(eligible.length >= 4, `${eligible.length} eligible`);
    who = eligible[0]?.patient ?? '';
    assert.ok(searches(server.requests, /_offset=/).length > 10);
    assert.equal(searches(server.requests, /_lastUpdated(?!.*_summary=count)/).length, 0);
  });

  await t.test(
    'the second night asks for what changed since and brings what is new and what was corrected',
    async () => {
      server.requests.length = 0;
      const { birthDate: _, ...before } = record.get(`Patient/${who}`) ?? {};
      await put(server, record, { ...before, birthDate: '1931-01-02' });
      await put(server, record, psa('late', who, 777, '2019-03-03'));
      const coding = [{ system: 'http://fhir.de/CodeSystem/bfarm/atc', code: 'L01CD02' }];
      await put(server, record, { resourceType: 'Medication', id: 'doc', status: 'active', code: { coding } });
      await put(server, record, drug('late', who, 'doc', '2016-01-01'));
      await run(data, server.base);
      await assertSameCohort(t, data, record);
      const night = server.requests.filter((request) => request.startsWith('GET'));
      assert.ok(
        searches(night, /Observation\?patient=.*,.*_lastUpdated=ge/).length > 0,
        'asked by increment, in lists',
      );
      assert.equal(await newVersions(data), 4);
      const history = (await (await fetch(`${server.base}/Patient/${who}/_history`)).json()) as { entry: unknown[] };
      assert.equal(history.entry.length, 2);
    },
  );

  await t.test('what was deleted leaves nothing behind in what was derived from it', async () => {
    const key = [...record.values()].find((one) => isTherapy(one, who));
    assert.ok(key);
    await remove(server, record, keyOf(key));
    await remove(server, record, 'Observation/late');
    await run(data, server.base);
    await assertSameCohort(t, data, record);
    const traces = await inside(data, (db) =>
      db.sql.prepare(`select count(*) from fact where instr(body, ?) > 0`).pluck().get('Observation/late'),
    );
    assert.equal(traces, 0);
  });
});

/** Versions of resources that the last night brought. */
const newVersions = (data: string): Promise<unknown> =>
  inside(data, (db) =>
    db.sql
      .prepare('select count(*) from resource where first_seen = (select max(first_seen) from resource)')
      .pluck()
      .get(),
  );

const isTherapy = (one: Json, patient: string): boolean =>
  one['resourceType'] === 'Procedure' && JSON.stringify(one).includes(`Patient/${patient}"`);
