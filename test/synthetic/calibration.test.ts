import assert from 'node:assert/strict';
import { test } from 'node:test';
import { table1 } from '../../src/cohort/table1.ts';
import type { Table1Row } from '../../src/cohort/table1.ts';
import { SEED, planHospital } from '../../src/synthetic/hospital.ts';
import { PUBLISHED } from '../../src/synthetic/published.ts';
import type { HospitalId, PublishedQuartiles, PublishedShare } from '../../src/synthetic/published.ts';
import { valuesWithQuartiles } from '../../src/synthetic/quantiles.ts';
import { truthOf } from '../../src/synthetic/truth.ts';
import { quantile } from '../../src/cohort/quantiles.ts';

const HOSPITALS: readonly HospitalId[] = ['uke', 'us'];
const SEEDS = [SEED, 'another', 'a third'];

function truthTable(hospital: HospitalId, seed: string): Map<string, Table1Row> {
  const values = planHospital(hospital, seed).flatMap((plan) => {
    const { values } = truthOf(plan);
    return values === null ? [] : [values];
  });
  return new Map(table1(values).map((row) => [row.row, row]));
}

const lineOf = (rows: Map<string, Table1Row>, id: string): Table1Row => rows.get(id) as Table1Row;

for (const hospital of HOSPITALS) {
  for (const seed of SEEDS) {
    const published = PUBLISHED[hospital];
    const rows = truthTable(hospital, seed);
    const name = `${published.label}, seed "${seed}"`;

    test(`${name}: the truth alone gives every printed median and quartile`, () => {
      const printed: [string, PublishedQuartiles][] = [
        ['age_index', published.age],
        ['mo_dx_to_index', published.monthsFromDiagnosis],
        ['mo_mcrpc_to_index', published.monthsFromMcrpc],
        ['psa_index', published.psa],
      ];
      for (const [id, { median, q1, q3 }] of printed) {
        const row = lineOf(rows, id);
        assert.deepEqual(
          [row.q1, row.median, row.q3].map((value) => Math.round(value ?? Number.NaN)),
          [q1, median, q3],
          id,
        );
      }
    });

    test(`${name}: the truth alone gives every printed percentage, with its denominator`, () => {
      const printed: [string, PublishedShare][] = [
        ['taxane_1', published.taxanes.one],
        ['taxane_2plus', published.taxanes.more],
        ['arpi_1', published.arpis.one],
        ['arpi_2plus', published.arpis.more],
        ['gleason_8_10', published.gleason8to10],
        ['met_bone', published.metastases.bone],
        ['met_liver', published.metastases.liver],
        ['met_ln', published.metastases.lymph_node],
        ['met_lung', published.metastases.lung],
      ];
      for (const [id, share] of printed) {
        const row = lineOf(rows, id);
        assert.deepEqual([row.n, row.denom], [share.count, share.of], id);
        assert.equal(Number(row.pct?.toFixed(share.decimals)), share.percent, id);
      }
      assert.equal(lineOf(rows, 'taxane_unknown').n, published.n - published.taxanes.one.of);
      assert.equal(lineOf(rows, 'arpi_unknown').n, published.n - published.arpis.one.of);
    });

    test(`${name}: median survival and its interval are the published ones, by construction`, () => {
      const { median, ci_lower, ci_upper } = lineOf(rows, 'os_median_log_log');
      const { survival } = published;
      assert.deepEqual(
        [median, ci_lower, ci_upper].map((value) => Number(value?.toFixed(1))),
        [survival.median, survival.lower, survival.upper],
      );
    });
  }
}

test('values made for five numbers have these as their type 7 quantiles', () => {
  const five = [2, 22, 83, 308, 6400] as const;
  const values = valuesWithQuartiles(821, five, 'log');
  for (const [i, expected] of five.entries())
    assert.ok(Math.abs((quantile(values, i / 4) ?? 0) - expected) < 1e-9 * expected);
});
