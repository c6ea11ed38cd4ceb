import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { attrition } from '../../src/cohort/attrition.ts';
import { DICTIONARY } from '../../src/cohort/dictionary.ts';
import { evaluate } from '../../src/cohort/evaluate.ts';
import { loadStudy } from '../../src/cohort/study.ts';
import { kaplanMeier } from '../../src/cohort/survival.ts';
import { observationsOf, table1 } from '../../src/cohort/table1.ts';
import type { Evidence, Fact } from '../../src/domain.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { verifySnapshot } from '../../src/snapshot/verify.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { temporaryFolder } from './folders.ts';
import { byPatient, snapshotInput } from './fixture.ts';

const STUDY = readFileSync(new URL('../../studies/uke-psma-rlt.yaml', import.meta.url), 'utf8');

function evidence(id: string): Evidence[] {
  const resource = { type: 'Procedure', id };
  return [{ source: 'structured', resource, path: 'Procedure.code', says: 'test', rule: 'test' }];
}

/** A patient treated in 2019 who died in 2020; dates at several precisions. */
function patientFacts(patient: string): Fact[] {
  const base = { patient, evidence: evidence(`of-${patient}`) };
  return [
    { ...base, kind: 'birth', date: '1946-05' },
    { ...base, kind: 'sex', date: null, value: 'male' },
    { ...base, kind: 'diagnosis', date: '2013', certainty: 'confirmed' },
    { ...base, kind: 'castration_resistance', date: '2016-02', status: 'present' },
    { ...base, kind: 'metastasis', date: '2018-12-01', site: 'bone', status: 'present' },
    { ...base, kind: 'psa', date: '2019-03-01', value: 137.4, comparator: '>', time: null },
    { ...base, kind: 'drug', date: '2017-02', drug: 'docetaxel', class: 'taxane', status: 'given', end: null },
    {
      ...base,
      kind: 'rlt_cycle',
      date: '2019-03-14',
      number: 1,
      end: null,
      agent: '177Lu-PSMA-617',
      activityGbq: 7.3,
      status: 'given',
      countable: true,
    },
    { ...base, kind: 'death', date: '2020-05', reportedBy: 'patient' },
  ];
}

test('rows as the studies make them fit the snapshot: every cell has the type of its column', (t) => {
  const study = loadStudy(STUDY, 'studies/uke-psma-rlt.yaml');
  const facts = ['a1', 'b2', 'c3'].flatMap(patientFacts);
  const records = ['a1', 'b2', 'c3'].map((id) =>
    reconcile(
      facts.filter(({ patient }) => patient === id),
      [],
    ),
  );
  const rows = records.map((record) => evaluate(study, record));
  assert.deepEqual(
    rows.map(({ eligible }) => eligible),
    [true, true, true],
  );
  const plain = rows.map(({ cells }) =>
    Object.fromEntries(Object.entries(cells).map(([name, { value }]) => [name, value])),
  );
  const base = temporaryFolder(t);
  const { snapshot, rows: counts } = writeSnapshot(
    {
      ...snapshotInput(0),
      study: { id: study.id, title: study.title, text: STUDY },
      columns: DICTIONARY,
      rows: rows.map(({ patient, eligible }, i) => ({ patient, eligible, values: plain[i] ?? {} })),
      attrition: attrition(study, rows),
      table1: table1(plain),
      km: [kaplanMeier(observationsOf(plain))],
      cycles: records.flatMap((record) => record.rlt.cycles.map((cycle) => ({ ...cycle, patient: record.patient }))),
      facts: byPatient(facts),
    },
    base,
  );
  assert.deepEqual([counts['cohort'], counts['cycles'], counts['facts']], [3, 3, 27]);
  assert.deepEqual(verifySnapshot(path.join(base, snapshot)).problems, []);
});
