import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Fact } from '../../src/domain.ts';
import { diffSnapshots } from '../../src/snapshot/diff.ts';
import type { SnapshotDiff } from '../../src/snapshot/diff.ts';
import type { SnapshotInput, SnapshotRow } from '../../src/snapshot/input.ts';
import { pseudonyms } from '../../src/snapshot/pseudonym.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { temporaryFolder } from './folders.ts';
import { byPatient, KEY, patientId, snapshotInput } from './fixture.ts';

const subject = (i: number): string => pseudonyms(KEY, 'uke-psma-rlt').patient(patientId(i));
const base = snapshotInput(10);

function diff(t: TestContext, change: Partial<SnapshotInput>, before: SnapshotInput = base): SnapshotDiff {
  const dir = temporaryFolder(t);
  const [a, b] = [before, { ...before, ...change }].map((input) => path.join(dir, writeSnapshot(input, dir).snapshot));
  return diffSnapshots(a as string, b as string);
}

/** The rows with some cells of one patient replaced. */
function rowsWith(patient: string, values: SnapshotRow['values']): SnapshotRow[] {
  return base.rows.map((row) => (row.patient === patient ? { ...row, values: { ...row.values, ...values } } : row));
}

test('a snapshot does not differ from itself', (t) => {
  const { made, rows, columns, dictionary } = diff(t, {});
  assert.deepEqual(
    [made, rows, columns, dictionary],
    [[], { added: [], removed: [], changed: [], unchanged: 10 }, [], []],
  );
});

test('a changed cell is told with both values, and with the kind of fact that changed', (t) => {
  const facts = byPatient(
    base.facts
      .flatMap(({ read }) => read())
      .map((fact): Fact => (fact.kind === 'psa' && fact.patient === patientId(3) ? { ...fact, value: 99 } : fact)),
  );
  const { rows, columns } = diff(t, { rows: rowsWith(patientId(3), { psa_index: 99 }), facts });
  assert.equal(rows.unchanged, 9);
  assert.equal(rows.changed.length, 1);
  const [change] = rows.changed;
  assert.deepEqual(
    [change?.subject, change?.column, change?.b, change?.reasons],
    [subject(3), 'psa_index', 99, ['facts: psa']],
  );
  assert.deepEqual(columns, [{ column: 'psa_index', cells: 1 }]);
});

test('a decision is the reason where a value has come under a person', (t) => {
  const rows = rowsWith(patientId(4), { met_bone: 0, met_bone_source: 'human', met_bone_review: 'decided' });
  const { rows: found, made } = diff(t, { rows, reviewSeq: 13 });
  assert.deepEqual(found.changed.map(({ column }) => column).sort(), [
    'met_bone',
    'met_bone_review',
    'met_bone_source',
  ]);
  assert.ok(found.changed.every(({ reasons }) => reasons.join() === 'decision'));
  assert.deepEqual(made, [{ what: 'decisions', a: '12', b: '13' }]);
});

test('versions, study file, cut-off and completeness are told, and are the reason where nothing of the patient changed', (t) => {
  const { made, rows } = diff(t, {
    versions: { ...base.versions, rules: 'rules-2' },
    study: { ...base.study, text: 'id: uke-psma-rlt\n# later\n' },
    dataCutoff: '2023-12-31',
    completeness: base.completeness.slice(1),
    rows: rowsWith(patientId(5), { age_index: 40 }),
  });
  assert.deepEqual(
    made.map(({ what }) => what),
    ['study', 'rules', 'data_cutoff', 'completeness'],
  );
  assert.deepEqual(rows.changed[0]?.reasons, ['study', 'rules', 'data_cutoff', 'completeness']);
});

test('of completeness only the lines that differ are told, with what was received before and after', (t) => {
  const [first, ...others] = base.completeness;
  assert.ok(first);
  const more = { ...first, received: first.received + 5 };
  const cut = { ...first, type: 'Procedure', state: 'incomplete', reason: 'truncated', received: 3 } as const;
  const { made, completeness } = diff(t, { completeness: [more, cut, ...others] });
  assert.deepEqual(
    made.map(({ what, b }) => [what, b]),
    [['completeness', 'incomplete']],
  );
  const { source, type, state, reason, received } = first;
  const expected = [
    { source, type, state, reason, a: received, b: received + 5 },
    { source, type: 'Procedure', state: 'incomplete', reason: 'truncated', a: null, b: 3 },
  ];
  assert.deepEqual(new Set(completeness), new Set(expected));
});

test('patients who came and went are listed by pseudonym', (t) => {
  const rows = base.rows.map((row) => {
    if (row.patient === patientId(0)) return { ...row, eligible: false };
    return row.patient === patientId(900_001) ? { ...row, eligible: true } : row;
  });
  const { rows: found } = diff(t, { rows, reviewSeq: 20 });
  assert.deepEqual(found.removed, [{ subject: subject(0), reasons: ['decisions'] }]);
  assert.deepEqual(found.added, [{ subject: subject(900_001), reasons: ['decisions'] }]);
  assert.equal(found.unchanged, 9);
});

test('columns that came, went or mean something else are told', (t) => {
  const [first, second, third, ...rest] = base.columns.slice(2);
  assert.ok(first && second && third);
  const extra = { ...first, name: 'new_column' };
  const columns = [...base.columns.slice(0, 2), { ...first, derivation: 'another way' }, third, ...rest, extra];
  const changes = diff(t, { columns }).dictionary;
  assert.deepEqual(changes, [
    { column: `cohort.${first.name}`, change: 'redefined' },
    { column: `cohort.${second.name}`, change: 'removed' },
    { column: 'cohort.new_column', change: 'added' },
  ]);
});

test('snapshots of two studies or two pseudonym keys are not compared', (t) => {
  assert.throws(() => diff(t, { pseudonymKey: `${KEY} another` }), {
    name: 'LutraError',
    code: 'usage',
    message: /pseudonym keys/,
  });
  assert.throws(() => diff(t, { study: { ...base.study, id: 'other' } }), {
    code: 'usage',
    message: /different studies/,
  });
});
