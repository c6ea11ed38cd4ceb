/** No silent incompleteness: what a bad night does to the ledger, the watermarks, the cohort and the answer in the morning. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { openDatabase } from '../../src/store/database.ts';
import { goneSummary } from '../../src/store/deletions.ts';
import { chartComplete, openRanges } from '../../src/store/ranges.ts';
import { appendDecision } from '../../src/store/review-db.ts';
import type { ReviewTables } from '../../src/store/review-schema.ts';
import { recordOf } from '../../src/store/derived.ts';
import { lutraHere } from '../support/lutra.ts';
import * as make from '../support/nights.ts';
import { admit, aDayLater, freshHash, hashOf, inside, night, rowsOf, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

const CASE = path.join(import.meta.dirname, '..', 'cases', 'small-hospital', 'input');
const study = (text: string): string =>
  readFileSync(path.join(import.meta.dirname, '..', '..', 'studies', `${make.STUDY}.yaml`), 'utf8') + text;

const marksOf = (data: string): Promise<unknown[]> =>
  inside(data, (db) =>
    db.sql.prepare("select type, patient, at from watermark where scope = 'chart' order by 1, 2").all(),
  );
const cellOf = async (data: string, patient: string): Promise<unknown> =>
  (await rowsOf(data)).find((row) => row.patient === patient)?.cells['chart_complete']?.value;

test('F03 a range that fails leaves its watermark, marks the row, is told in the morning, and is made up for', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  const data = tempDir(t);
  assert.equal((await night(data, hospital.base)).exitStatus, 0);
  assert.equal(await cellOf(data, 'a'), 1);
  const before = await marksOf(data);
  const hash = await hashOf(data);

  aDayLater(hospital);
  hospital.put(make.psa('new', 'a', 99, '2020-01-10'));
  hospital.habits = { ...hospital.habits, refuse: (asked) => (asked.startsWith('Observation?') ? 429 : null) };
  const bad = await night(data, hospital.base);
  assert.equal(bad.exitStatus, 3);
  assert.match(bad.reasons.join('\n'), /Observation of .*: incomplete, http_429 \(3 ranges\)/);
  const isObservation = (mark: unknown): boolean => (mark as { type: string }).type === 'Observation';
  assert.deepEqual((await marksOf(data)).filter(isObservation), before.filter(isObservation));
  assert.notDeepEqual(await marksOf(data), before, 'complete ranges move on');
  assert.equal(await cellOf(data, 'a'), 0);
  assert.notEqual(await hashOf(data), hash, 'the mark is part of the data');

  const { stdout, status } = await lutraHere(['status', '--json', '--data', data]);
  const report = JSON.parse(stdout) as { open_ranges: { request: string; until: string | null }[]; charts: object };
  assert.equal(status, 3);
  assert.match(report.open_ranges[0]?.request ?? '', /_lastUpdated=ge20/);
  assert.deepEqual(report.charts, { complete: 0, incomplete: 3, unknown: 0 });

  hospital.habits = { history: true };
  aDayLater(hospital);
  assert.equal((await night(data, hospital.base)).exitStatus, 0);
  assert.equal(await hashOf(data), await freshHash(t, hospital), 'nothing that came in between is lost');
});

test('a night in which the server cannot be asked keeps the data of the last one and marks every row', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  const data = tempDir(t);
  await night(data, hospital.base);
  hospital.habits = { refuse: () => 403 };
  const bad = await night(data, hospital.base);
  assert.equal(bad.exitStatus, 3);
  const rows = await rowsOf(data);
  assert.equal(rows.length, 3);
  assert.deepEqual(
    rows.map((row) => row.cells['chart_complete']?.value),
    [0, 0, 0],
  );
  hospital.habits = { history: true };
  assert.equal((await night(data, hospital.base)).exitStatus, 0);
  assert.equal(await cellOf(data, 'a'), 1);
});

test('a study decides whether a row with an incomplete chart enters, and attrition says so', async (t) => {
  const hospital = await startHospital(t, { refuse: (asked) => (asked.includes('Specimen?patient=a') ? 500 : null) });
  admit(hospital);
  const [marked, excluded] = [tempDir(t), tempDir(t)];
  await night(marked, hospital.base, { study: study('\nincomplete_charts: mark\n') });
  await night(excluded, hospital.base, { study: study('\nincomplete_charts: exclude\n') });
  const outcome = async (data: string) =>
    (await rowsOf(data)).map(({ patient, criteria }) => [
      patient,
      criteria.find((c) => c.id === 'chart_complete')?.met,
    ]);
  assert.deepEqual(await outcome(marked), [
    ['a', undefined],
    ['b', undefined],
    ['c', undefined],
  ]);
  assert.deepEqual(await outcome(excluded), [
    ['a', false],
    ['b', true],
    ['c', true],
  ]);
  assert.deepEqual([await cellOf(marked, 'a'), await cellOf(marked, 'b')], [0, 1]);
});

test('F08 a server that finds nothing where it found charts retires nothing and fails the night', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  for (let n = 0; n < 30; n++) hospital.put(make.psa(`more-${n}`, 'a', n + 1, '2020-01-11'));
  const data = tempDir(t);
  await night(data, hospital.base);
  const facts = await inside(data, (db) => db.sql.prepare('select count(*) from fact').pluck().get());
  hospital.habits = { history: false, forgets: true, blind: true };
  const report = await night(data, hospital.base, { fullCompareDays: 0 });
  assert.equal(report.exitStatus, 3);
  assert.match(report.reasons.join('\n'), /volume_drop/);
  assert.equal(await inside(data, (db) => db.sql.prepare('select count(*) from fact').pluck().get()), facts);
  assert.deepEqual(await inside(data, goneSummary), []);
});

test('F08 a folder that lost most of a type fails the run, keeps what was there and marks it as gone', async (t) => {
  const folder = tempDir(t);
  const data = tempDir(t);
  cpSync(CASE, folder, { recursive: true });
  const many = Array.from({ length: 40 }, (_, n) => JSON.stringify(make.psa(`m${n}`, 'in-dead', n + 1, '2019-01-01')));
  const { writeFileSync } = await import('node:fs');
  writeFileSync(path.join(folder, 'More.ndjson'), many.join('\n'));
  assert.equal((await night(data, folder)).exitStatus, 0);
  const facts = await inside(data, (db) => db.sql.prepare('select count(*) from fact').pluck().get());
  rmSync(path.join(folder, 'More.ndjson'));
  const report = await night(data, folder);
  assert.equal(report.exitStatus, 3);
  assert.match(report.reasons.join('\n'), /Observation of .*volume_drop/);
  assert.equal(await inside(data, (db) => db.sql.prepare('select count(*) from fact').pluck().get()), facts);
  assert.deepEqual(await inside(data, goneSummary), [{ reason: 'gone from the source', resources: 40 }]);
});

for (const [what, habits] of [
  ['ignores _lastUpdated', { ignoresSince: true }],
  ['takes a list of patients for one patient', { noLists: true }],
] as const) {
  test(`F29 a server that ${what} is found out, and loses nothing`, async (t) => {
    const hospital = await startHospital(t, habits);
    admit(hospital);
    const data = tempDir(t);
    await night(data, hospital.base);
    aDayLater(hospital);
    aDayLater(hospital);
    aDayLater(hospital);
    hospital.put(make.psa('new', 'b', 99, '2020-01-10'));
    const report = await night(data, hospital.base);
    assert.deepEqual(report.reasons, []);
    assert.equal(await hashOf(data), await freshHash(t, hospital));
  });
}

test('F30 who joins later is read from the beginning, the others by increment alone', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  const data = tempDir(t);
  await night(data, hospital.base);
  hospital.put(make.patient('z'), 5000);
  hospital.put(make.psa('psa-z', 'z', 5, '2019-01-10'), 5000);
  hospital.put(make.cancer('c-z', 'z'));
  aDayLater(hospital);
  hospital.requests.length = 0;
  await night(data, hospital.base);
  const observations = hospital.requests.filter((one) => one.startsWith('Observation?'));
  assert.ok(observations.some((one) => /patient=z/.test(one) && !one.includes('_lastUpdated')));
  assert.ok(observations.every((one) => /patient=z/.test(one) || one.includes('_lastUpdated=ge')));
  assert.equal(await hashOf(data), await freshHash(t, hospital));
});

test('a Patient who last changed long ago is read up to now, and asked for by increment alone the next night', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  hospital.put(make.patient('a'), 5000);
  const data = tempDir(t);
  await night(data, hospital.base);
  aDayLater(hospital);
  hospital.requests.length = 0;
  await night(data, hospital.base);
  const patients = hospital.requests.filter((one) => /^Patient[/?](?!_history|link=)/.test(one));
  assert.ok(patients.length > 0 && patients.every((one) => one.includes('_lastUpdated=ge')), patients.join());
});

test('F32 a resource that is gone from the chart and answers 410 becomes a tombstone with its source and request', async (t) => {
  const hospital = await startHospital(t, { history: false });
  admit(hospital);
  const data = tempDir(t);
  await night(data, hospital.base);
  hospital.delete('Observation', 'psa-a-3');
  await night(data, hospital.base);
  assert.deepEqual(await inside(data, goneSummary), [], 'an increment says nothing of what is absent');
  await night(data, hospital.base, { fullCompareDays: 0 });
  const [tombstone] = await inside(
    data,
    (db) => db.sql.prepare('select * from tombstone').all() as Record<string, unknown>[],
  );
  assert.deepEqual(
    [tombstone?.['id'], tombstone?.['reason'], tombstone?.['source'], tombstone?.['request'], tombstone?.['lifted_at']],
    ['psa-a-3', 'deleted', hospital.base, `${hospital.base}/Observation/psa-a-3`, null],
  );
  assert.equal(
    await inside(data, (db) => db.sql.prepare("select count(*) from resource where id = 'psa-a-3'").pluck().get()),
    1,
  );
});

test('B22 decisions follow a merged record to the canonical one, and contradictions are problems', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  const data = tempDir(t);
  await night(data, hospital.base);
  await decide(data, 'b', 1, '2014-02-02');
  await decide(data, 'a', 2, '2013-01-01');
  hospital.put(
    make.patient('b', { birthDate: '1949-01-01', link: [{ other: { reference: 'Patient/a' }, type: 'replaced-by' }] }),
  );
  await night(data, hospital.base);
  const { date, codes } = await inside(data, (db) => ({
    date: recordOf(db, 'a')?.record.diagnosis?.date?.value,
    codes: db.sql
      .prepare("select distinct code from fact_problem where patient = 'a' and code like '%conflict' order by 1")
      .pluck()
      .all(),
  }));
  assert.equal(date, '2013-01-01', 'the later decision is in force');
  assert.deepEqual(codes, ['decision_conflict', 'identity_conflict']);
  hospital.put(make.patient('b'));
  await night(data, hospital.base);
  assert.equal(await inside(data, (db) => recordOf(db, 'b')?.record.diagnosis?.date?.value), '2014-02-02');
});

async function decide(data: string, patient: string, n: number, date: string): Promise<void> {
  const review = await openDatabase<ReviewTables>(path.join(data, 'review.db'), { migrations: 'review' });
  const done = appendDecision(review, {
    id: `00000000-0000-4000-8000-00000000000${n}`,
    patient,
    topic: 'initial_diagnosis_date',
    action: 'correct',
    value: { date },
    comment: null,
    by: 'abstractor',
    at: `2024-01-0${n}T10:00:00Z`,
    fingerprint: 'f',
    evidence: [],
    shown: [],
    seenSeq: 0,
  });
  assert.equal(done.kind, 'appended');
  await review.close();
}

test('what is not known of a chart is neither complete nor incomplete', async (t) => {
  const data = tempDir(t);
  await night(data, CASE);
  const state = await inside(data, (db) => [
    openRanges(db).length,
    chartComplete(db, 'in-dead'),
    chartComplete(db, 'nobody'),
  ]);
  assert.deepEqual(state, [0, 1, null]);
});
