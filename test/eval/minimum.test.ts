import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotate } from '../../src/nlp/annotate.ts';
import { readCorpus } from './corpus.ts';
import { f1, score, total } from './score.ts';

const result = score(readCorpus(), annotate);
const of = (what: string): number => f1(result.tallies.get(what) ?? { tp: 0, fp: 0, fn: 0 });

/** What the rules must never fall below on the labelled notes. Raised as they get better. */
const FLOORS: readonly (readonly [what: string, f1: number])[] = [
  ['metastasis present', 0.98],
  ['metastasis absent', 0.97],
  ['metastasis uncertain', 0.9],
  ['metastasis historical', 0.9],
  ['gleason', 0.99],
  ['rlt_cycle given', 0.98],
  ['rlt_cycle planned', 0.93],
  ['rlt_cycle cancelled', 0.93],
  ['drug given', 0.98],
  ['drug planned', 0.93],
  ['drug declined', 0.93],
  ['psa', 0.97],
  ['castration_resistance', 0.98],
];

test('all findings together reach F1 0.95 on the labelled notes', () => {
  assert.ok(f1(total(result)) >= 0.95, `F1 ${f1(total(result)).toFixed(3)}\n${result.errors.join('\n')}`);
});

for (const [what, floor] of FLOORS)
  test(`${what} reaches F1 ${floor} on the labelled notes`, () => {
    const mine = result.errors.filter((e) => e.includes(` ${what} `));
    assert.ok(of(what) >= floor, `F1 ${of(what).toFixed(3)}\n${mine.join('\n')}`);
  });
