import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellValue, Fact } from '../../src/domain.ts';
import { UKE, UKE_PATIENT, coded, decision, drug, fact, inNote, rowOf, site, values } from './builders.ts';

/** Index is 2019-03-12. */
const at = (facts: readonly Fact[], ...names: readonly string[]): CellValue[] =>
  values(rowOf(UKE, [...UKE_PATIENT, ...facts]), ...names);
const psa = (value: number, date: string, fields: object = {}): Fact =>
  fact('psa', { value, date, ...coded('Observation', `${date}${value}`), ...fields });
const history = (
  written: string,
  scope: 'systemic' | 'taxane' = 'systemic',
  status: 'listed' | 'none' = 'listed',
): Fact => fact('therapy_history', { scope, status, ...inNote(written, 'Vortherapien') });

test('PSA at index is the closest value of the 90 days up to index', () => {
  assert.deepEqual(
    at([psa(10, '2018-12-11'), psa(20, '2019-01-20'), psa(99, '2019-03-13')], 'psa_index', 'psa_lag_days'),
    [20, 51],
  );
  assert.deepEqual(at([psa(10, '2018-12-12')], 'psa_index', 'psa_lag_days'), [10, 90]);
  assert.deepEqual(at([psa(10, '2018-12-11')], 'psa_index', 'psa_lag_days'), [null, null]);
});

test('on the day of index the earliest value counts, on an earlier day the latest', () => {
  assert.deepEqual(
    at([psa(1, '2019-03-12', { time: '14:00' }), psa(2, '2019-03-12', { time: '08:00' })], 'psa_index'),
    [2],
  );
  assert.deepEqual(
    at([psa(1, '2019-03-10', { time: '14:00' }), psa(2, '2019-03-10', { time: '08:00' })], 'psa_index'),
    [1],
  );
});

test('a value known by month stands in only where none is known by day, and never after index', () => {
  assert.deepEqual(at([psa(7, '2019-03'), psa(8, '2019-01-20')], 'psa_index'), [8]);
  assert.deepEqual(at([psa(7, '2019-03')], 'psa_index', 'psa_index_date', 'psa_lag_days'), [7, '2019-03-12', 0]);
  assert.deepEqual(at([psa(7, '2019')], 'psa_index'), [null]);
});

test('the sign of a limit stays beside the value', () => {
  assert.deepEqual(at([psa(5000, '2019-03-11', { comparator: '>' })], 'psa_index', 'psa_comparator'), [5000, '>']);
});

test('a site is 1 when present by index, 0 only where something says absent, else unknown', () => {
  const facts = [site('liver', 'absent', '2019-03-01'), site('lung', 'uncertain', '2019-03-01')];
  assert.deepEqual(at(facts, 'met_bone', 'met_liver', 'met_lung', 'met_ln'), [1, 0, null, null]);
});

test('a site first seen after index is not pre-index; a letter on the index stay still describes it', () => {
  assert.deepEqual(at([site('liver', 'present', '2019-03-15')], 'met_liver'), [1]);
  assert.deepEqual(at([site('liver', 'present', '2019-06-15')], 'met_liver'), [null]);
  assert.deepEqual(
    at([site('liver', 'absent', '2019-03-01'), site('liver', 'present', '2019-06-15')], 'met_liver'),
    [0],
  );
  assert.deepEqual(
    at([fact('metastasis', { site: 'liver', date: '2018-10', ...inNote('2019-06-15') })], 'met_liver'),
    [1],
  );
});

test('an absence stated more than a year before index says nothing of index', () => {
  assert.deepEqual(at([site('liver', 'absent', '2018-03-12')], 'met_liver'), [0]);
  assert.deepEqual(at([site('liver', 'absent', '2018-03-11')], 'met_liver'), [null]);
});

test('a site that has disappeared by index counts: sites are cumulative', () => {
  assert.deepEqual(at([site('lymph_node', 'historical', '2019-03-01')], 'met_ln'), [1]);
});

test('regional and distant nodes are told apart where the record does', () => {
  const regional = fact('metastasis', {
    site: 'lymph_node',
    nodal: 'regional',
    date: '2018-01-01',
    ...coded('Observation', 'N1'),
  });
  assert.deepEqual(at([regional], 'met_ln', 'met_ln_regional', 'met_ln_distant'), [1, 1, null]);
  assert.deepEqual(
    at([site('lymph_node', 'absent', '2019-03-01')], 'met_ln', 'met_ln_regional', 'met_ln_distant'),
    [0, 0, 0],
  );
});

test("a person's word on a site stands before all statements", () => {
  const facts = [...UKE_PATIENT, site('liver', 'present', '2019-03-01')];
  const ruled = (action: 'reject' | 'not_documented') =>
    values(
      rowOf(UKE, facts, [decision({ topic: 'metastasis:liver', action, value: null })]),
      'met_liver',
      'met_liver_source',
      'met_liver_review',
    )[0];
  assert.deepEqual([ruled('reject'), ruled('not_documented')], [0, null]);
});

test('prior therapy is unknown where the record covers none, and 0 only where it does', () => {
  assert.deepEqual(at([], 'docetaxel', 'n_taxane_agents', 'taxane_cat', 'arpi_cat'), [
    null,
    null,
    'unknown',
    'unknown',
  ]);
  assert.deepEqual(at([history('2019-03-10')], 'docetaxel', 'n_taxane_agents', 'taxane_cat', 'n_arpi_agents'), [
    0,
    0,
    '0',
    0,
  ]);
  assert.deepEqual(at([history('2019-03-10', 'taxane', 'none')], 'n_taxane_agents', 'n_arpi_agents'), [0, null]);
  assert.deepEqual(
    at([drug('docetaxel', '2017-01-10')], 'n_taxane_agents', 'n_arpi_agents', 'enzalutamide'),
    [1, 0, 0],
  );
});

test('a history written years before index does not cover the time up to index', () => {
  assert.deepEqual(at([history('2015-01-10')], 'n_taxane_agents'), [null]);
});

test('androgen deprivation in coded data does not show that chemotherapy would be recorded', () => {
  assert.deepEqual(at([drug('leuprorelin', '2012-01-10', { class: 'adt' })], 'n_taxane_agents', 'n_arpi_agents'), [
    null,
    null,
  ]);
});

test('agents count once, six cycles are one agent, and what begins after index is not prior', () => {
  const facts = [
    history('2019-03-10'),
    drug('docetaxel', '2016-02-01'),
    drug('docetaxel', '2016-02-22'),
    drug('cabazitaxel', '2018-02-01'),
    drug('enzalutamide', '2019-05-01'),
  ];
  assert.deepEqual(at(facts, 'n_taxane_agents', 'taxane_cat', 'n_arpi_agents', 'enzalutamide'), [2, '>=2', 0, 0]);
});

test('planned and declined drugs are no exposure', () => {
  const facts = [
    history('2019-03-10'),
    drug('docetaxel', null, { status: 'declined' }),
    drug('enzalutamide', null, { status: 'planned' }),
  ];
  assert.deepEqual(at(facts, 'docetaxel', 'enzalutamide'), [0, 0]);
});

test('a drug that only a later letter mentions leaves the count unknown', () => {
  const facts = [history('2020-05-01'), drug('docetaxel', null, inNote('2020-05-01', 'Z.n. Docetaxel'))];
  assert.deepEqual(at(facts, 'docetaxel', 'n_taxane_agents', 'n_arpi_agents'), [null, null, 0]);
});
