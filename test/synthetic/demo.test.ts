import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { CohortRow } from '../../src/domain.ts';
import { LutraError } from '../../src/errors.ts';
import { compareWithTruth, countByVariable } from '../../src/synthetic/compare.ts';
import { planHospital } from '../../src/synthetic/hospital.ts';
import { studyTable } from '../../src/synthetic/study-table.ts';
import { truthOf } from '../../src/synthetic/truth.ts';
import type { Truth } from '../../src/synthetic/truth.ts';
import { writeHospital } from '../../src/synthetic/write.ts';

const dir = mkdtempSync(path.join(os.tmpdir(), 'lutra-synthetic-'));
after(() => rmSync(dir, { recursive: true, force: true }));

const truths = planHospital('uke').map(truthOf);

/** The row that a flawless pipeline makes of a truth. */
function perfect(truth: Truth): CohortRow {
  const cells = Object.fromEntries(
    Object.entries(truth.values ?? {}).map(([name, value]) => [
      name,
      { value, source: null, rule: 'test', evidence: [], review: 'none' } as const,
    ]),
  );
  return {
    study: 's',
    patient: truth.patient,
    eligible: truth.eligible,
    excludedBy: truth.excluded_by,
    criteria: [],
    cells,
  };
}

test('a hospital is written as a bulk export, one type a file, with the truth beside and not in it', () => {
  const written = writeHospital(dir, 'uke');
  const files = readdirSync(written.source);
  assert.ok(files.includes('Patient.ndjson') && files.every((file) => file.endsWith('.ndjson')));
  let lines = 0;
  for (const file of files) {
    for (const line of readFileSync(path.join(written.source, file), 'utf8').trimEnd().split('\n')) {
      assert.equal((JSON.parse(line) as { resourceType: string }).resourceType, file.replace('.ndjson', ''));
      lines += 1;
    }
  }
  assert.equal(lines, written.resources);
  assert.equal((JSON.parse(readFileSync(written.truthFile, 'utf8')) as unknown[]).length, written.truth.length);
  assert.equal(path.relative(written.source, written.truthFile).split(path.sep)[0], '..');
});

test('a folder that no demo made is left alone', () => {
  const foreign = path.join(dir, 'foreign');
  mkdirSync(path.join(foreign, 'uke', 'export'), { recursive: true });
  assert.throws(
    () => writeHospital(foreign, 'uke'),
    (error: unknown) => error instanceof LutraError && error.code === 'usage',
  );
  assert.deepEqual(readdirSync(path.join(foreign, 'uke', 'export')), []);
});

test('the comparison finds nothing where nothing differs', () => {
  const { differences, patients, values } = compareWithTruth(truths, truths.map(perfect));
  assert.deepEqual(differences, []);
  assert.equal(patients, truths.length);
  assert.ok(values > 219 * 20);
});

test('a wrong value, an unknown, a wrong reason, a missing and an unknown patient are each told', () => {
  const [first, second] = truths.filter((truth) => truth.eligible) as [Truth, Truth];
  const decoy = truths.find((truth) => !truth.eligible) as Truth;
  const rows = truths.map(perfect).filter((row) => row.patient !== second.patient);
  const wrong = rows.map((row): CohortRow => {
    if (row.patient === decoy.patient) return { ...row, excludedBy: 'another' };
    if (row.patient !== first.patient) return row;
    const cell = row.cells['gleason_sum'] as NonNullable<(typeof row.cells)[string]>;
    return { ...row, cells: { ...row.cells, gleason_sum: { ...cell, value: null }, age_index: { ...cell, value: 1 } } };
  });
  const stranger: CohortRow = { ...(rows[0] as CohortRow), patient: 'nobody' };
  const { differences } = compareWithTruth(truths, [...wrong, stranger]);
  const found = differences.map(({ patient, variable, computed }) => `${patient} ${variable} ${computed}`).sort();
  assert.deepEqual(
    found,
    [
      `${first.patient} age_index 1`,
      `${first.patient} gleason_sum null`,
      `${second.patient} eligible missing`,
      `${decoy.patient} excluded_by another`,
      `nobody eligible ${Number(stranger.eligible)}`,
    ].sort(),
  );
  assert.equal(countByVariable(differences)[0]?.variable, 'eligible');
});

test('the table shows the published figure beside what truth and computation give, with denominators', () => {
  const values = truths.flatMap(({ values }) => (values === null ? [] : [values]));
  const rows = studyTable('uke', values, values.slice(0, 0));
  const taxane = rows.find((row) => row.figure === 'Prior taxanes: 1');
  assert.deepEqual(taxane, {
    figure: 'Prior taxanes: 1',
    published: '55.5 %',
    truth: '55.5 % (116/209)',
    computed: '? % (0/0)',
  });
  assert.equal(rows.find((row) => row.figure.startsWith('Median OS'))?.truth, '9.8 (8.6, 11.3), n = 217');
});
