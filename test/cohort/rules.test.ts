import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { QA_CODES } from '../../src/cohort/qa-codes.ts';
import { QA_RULES } from '../../src/cohort/quality.ts';
import { CELL_RULES } from '../../src/cohort/rules.ts';
import { RECORD_QA } from '../../src/facts/record.ts';
import type { Fact } from '../../src/domain.ts';
import { RULES } from '../../src/facts/reconcile/rules.ts';
import {
  UKE,
  UKE_PATIENT,
  US,
  US_PATIENT,
  coded,
  cycle,
  dead,
  drug,
  fact,
  inNote,
  rowOf,
  seen,
  site,
} from './builders.ts';

const FACTS: readonly Fact[] = [
  ...UKE_PATIENT,
  ...US_PATIENT.slice(4),
  seen('2019-08-01'),
  dead('2020-02'),
  site('liver', 'absent', '2019-03-01'),
  site('lung', 'uncertain', '2019-03-01'),
  cycle('2019-05-14'),
  fact('metastasis', { site: 'liver', date: '2016-05-04', ...coded('Condition', 'liver') }),
  fact('psa', { value: 50, date: '2019-03-01', ...coded('Observation', 'exact') }),
  drug('enzalutamide', null, inNote('2020-05-01', 'Z.n. Enzalutamid')),
  fact('therapy_history', inNote('2019-03-10', 'Vortherapien')),
  fact('gleason', { total: 9, ...inNote('2019-03-10', 'Gleason 9') }),
  fact('psa', { value: 61, comparator: '>', date: '2019-03-11', ...coded('Observation', 'o') }),
  fact('diagnosis', { date: '2020-01-01', ...inNote('2019-03-10', 'ED') }),
];

test('every cell, of whatever patient, names a rule that is written down', () => {
  const known = new Set([...Object.keys(CELL_RULES), ...Object.keys(RULES)]);
  const used = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(UKE, US), fc.subarray([...FACTS]), (study, facts) => {
      for (const [name, cell] of Object.entries(rowOf(study, facts).cells)) {
        assert.ok(known.has(cell.rule), `${name}: ${cell.rule}`);
        used.add(cell.rule);
      }
    }),
    { numRuns: 300 },
  );
  const unused = Object.keys(CELL_RULES).filter((rule) => !used.has(rule));
  assert.deepEqual(unused, [], 'no rule is written down that makes no cell');
});

test('a known value always has a source, an unknown one none', () => {
  fc.assert(
    fc.property(fc.constantFrom(UKE, US), fc.subarray([...FACTS]), (study, facts) => {
      for (const [name, cell] of Object.entries(rowOf(study, facts).cells)) {
        assert.equal(cell.source === null, cell.value === null, name);
      }
    }),
    { numRuns: 200 },
  );
});

test('quality codes are distinct and explained', () => {
  const codes = [...QA_RULES.map(({ code }) => code), ...Object.keys(RECORD_QA)];
  assert.deepEqual(codes.sort(), Object.keys(QA_CODES).sort());
  for (const says of Object.values(QA_CODES)) assert.ok(says.length > 10);
});
