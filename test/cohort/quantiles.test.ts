import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantile, quartiles } from '../../src/cohort/quantiles.ts';
import type { QuantileType } from '../../src/cohort/quantiles.ts';
import { close, golden, numberOf } from './golden.ts';

test('quantiles of types 2 and 7 are R’s, to 1e-9, unrounded', async (t) => {
  const samples = Map.groupBy(golden('quantiles-data.csv'), (row) => row['sample'] as string);
  for (const row of golden('quantiles-expected.csv')) {
    await t.test(`${row['sample']} type ${row['type']} p=${row['p']}`, () => {
      const values = (samples.get(row['sample'] as string) ?? []).map(({ value }) => Number(value));
      const got = quantile(values, Number(row['p']), Number(row['type']) as QuantileType);
      assert.ok(close(got, numberOf(row['quantile'])), `${got}, R ${row['quantile']}`);
    });
  }
});

test('no values have no quartiles, and say that they are none', () => {
  assert.deepEqual(quartiles([]), { n: 0, median: null, q1: null, q3: null });
});

test('the values handed in stay as they were', () => {
  const values = [3, 1, 2];
  assert.deepEqual(quartiles(values), { n: 3, median: 2, q1: 1.5, q3: 2.5 });
  assert.deepEqual(values, [3, 1, 2]);
});
