import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable } from '../../docs/pages/readable.ts';
import { CATALOGUE } from '../../src/nlp/catalogue.ts';

const ROWS: readonly (readonly [pattern: string, words: string])[] = [
  ['kein(?:e[nmrs]?)?', 'kein‹e‹[nmrs]››'],
  ['metasta[a-z0-9]+|filiae?', 'metasta… | filia‹e›'],
  ['(?<![a-z])(?<n>\\d{1,2})\\.? ?(?:zyklus|gabe)(?![a-z])', '0‹.› {zyklus/gabe}'],
  ['leber(?!wert)\\p{L}*', 'leber ⟨not before wert⟩ …'],
  ['[^.;]{0,40}psa', '…psa'],
];
for (const [pattern, words] of ROWS)
  test(`${pattern} is written as "${words}"`, () => assert.equal(readable(pattern).join(' | '), words));

test('every pattern of the rules can be written in words', () => {
  for (const rule of CATALOGUE.flatMap((table) => table.rules)) assert.ok(readable(rule.pattern).length > 0, rule.id);
});
