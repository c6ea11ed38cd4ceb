import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactOf } from '../../src/domain.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { fact, inNote } from './builders.ts';

type Cycle = FactOf<'rlt_cycle'>;
const letter = (written: string, list: readonly [number | null, string | null][]): Cycle[] =>
  list.map(([number, date]) =>
    fact('rlt_cycle', { number, date, status: 'given', ...inNote(written, `${number} ${date}`) }),
  );
const outcome = (facts: readonly Cycle[]) => {
  const { rlt } = reconcile(facts, []);
  return { first: rlt.first?.value ?? null, count: rlt.count.value };
};

const EXACT = letter('2021-07-01', [
  [1, '2021-04-22'],
  [2, '2021-06-17'],
]);
/** What later letters make of the same two cycles. */
const COARSE: readonly (readonly [what: string, list: readonly [number | null, string | null][]])[] = [
  [
    'months, numbered',
    [
      [1, '2021-04'],
      [2, '2021-06'],
    ],
  ],
  [
    'months, without numbers',
    [
      [null, '2021-04'],
      [null, '2021-06'],
    ],
  ],
  [
    'a year and a month',
    [
      [1, '2021'],
      [2, '2021-04'],
    ],
  ],
  [
    'the year alone',
    [
      [1, '2021'],
      [2, '2021'],
    ],
  ],
  ['one year, without number', [[null, '2021']]],
  [
    'a count',
    [
      [1, null],
      [2, null],
    ],
  ],
  [
    'days a little off',
    [
      [1, '2021-04-23'],
      [2, '2021-06-16'],
    ],
  ],
];

for (const [what, list] of COARSE)
  test(`a coarse date that holds an exact one is no further cycle and never the first: ${what}`, () => {
    for (const written of ['2021-08-01', '2022-01-20']) {
      const { first, count } = outcome([...EXACT, ...letter(written, list)]);
      assert.deepEqual({ first, count }, { first: '2021-04-22', count: 2 });
    }
  });
