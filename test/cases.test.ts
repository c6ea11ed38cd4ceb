/** Every folder of test/cases is a hospital: `input/` runs through the whole pipeline, `expected.json` says what comes out. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { CohortRow } from '../src/domain.ts';
import { openDatabase } from '../src/store/database.ts';
import { allFlags, cohortRows } from '../src/store/derived.ts';
import { quarantineSummary } from '../src/store/ledger.ts';
import type { Warehouse } from '../src/store/schema.ts';
import { lutraHere } from './support/lutra.ts';
import { tempDir } from './support/temp.ts';

interface Expected {
  readonly study: string;
  readonly exit_status: number;
  readonly quarantine: readonly { code: string; items: number }[];
  /** By patient: values of `lutra patients --json`; fields that are not named may be anything. */
  readonly patients: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Topics that must be asked about, of any patient. */
  readonly flags: readonly string[];
  /** By patient: cells of the cohort row. */
  readonly cohort: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const CASES = path.join(import.meta.dirname, 'cases');

for (const name of readdirSync(CASES).sort()) {
  test(`case ${name} comes out as expected`, async (t) => {
    const expected = JSON.parse(readFileSync(path.join(CASES, name, 'expected.json'), 'utf8')) as Expected;
    const data = tempDir(t);
    const study = ['--study', expected.study];
    const run = await lutraHere(['run', ...study, '--source', path.join(CASES, name, 'input'), '--data', data]);
    assert.equal(run.status, expected.exit_status, run.stderr);

    const { stdout } = await lutraHere(['patients', ...study, '--json', '--data', data]);
    const patients = JSON.parse(stdout) as { patient: string }[];
    assert.deepEqual(patients.map((p) => p.patient).sort(), Object.keys(expected.patients).sort());
    for (const patient of patients) assertFields(patient, expected.patients[patient.patient] ?? {}, patient.patient);

    const db = await openDatabase<Warehouse>(path.join(data, 'warehouse.db'), {
      migrations: 'warehouse',
      readonly: true,
    });
    try {
      assert.deepEqual(quarantineSummary(db), expected.quarantine);
      const asked = new Set(allFlags(db).map((flag) => flag.topic));
      for (const topic of expected.flags)
        assert.ok(asked.has(topic), `nobody is asked about ${topic}; asked: ${[...asked].join(', ')}`);
      const rows = new Map(cohortRows(db, expected.study).map((row) => [row.patient, valuesOf(row)]));
      for (const [patient, cells] of Object.entries(expected.cohort))
        assertFields(rows.get(patient) ?? {}, cells, patient);
    } finally {
      await db.close();
    }
  });
}

function valuesOf(row: CohortRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row.cells).map(([name, cell]) => [name, cell.value]));
}

function assertFields(actual: object, expected: Readonly<Record<string, unknown>>, who: string): void {
  const named = Object.fromEntries(Object.keys(expected).map((key) => [key, (actual as Record<string, unknown>)[key]]));
  assert.deepEqual(named, expected, who);
}
