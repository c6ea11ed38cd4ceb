/** PSA: values, comparators, number formats, and which date belongs to which value. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, PsaFinding } from '../../../src/domain.ts';
import { psa } from '../../../src/nlp/concepts/psa/index.ts';
import { readNumber } from '../../../src/nlp/concepts/psa/number.ts';
import { PSA_RULES } from '../../../src/nlp/concepts/psa/rules.ts';
import { findingsOf, testRules } from './tables.ts';

function show(finding: Finding): string {
  const { comparator, value, date } = finding as PsaFinding;
  return `${comparator ?? ''}${value}${date ? `@${date}` : ''}`;
}

testRules(psa, PSA_RULES, show);

test('a point divides thousands in German and decimals in English', () => {
  assert.equal(readNumber('1.234', 'de')?.value, 1234);
  assert.equal(readNumber('1.234', 'en')?.value, 1.234);
  assert.equal(readNumber('1,234', 'de')?.value, 1.234);
  assert.equal(readNumber('1,234', 'en')?.value, 1234);
  assert.equal(readNumber('0.015', 'de')?.value, 0.015);
  assert.equal(readNumber('1.044,5', 'de')?.value, 1044.5);
  assert.equal(readNumber('4.6', 'de')?.value, 4.6);
});

test('a column of a table is read with the date of its row', () => {
  const text =
    'Zykl.   Datum       abs. mg    Leuko    PSA\n  1      21.07.14      148       6,9     96,4\n  2      11.08.14      148       4,1     88';
  assert.deepEqual(findingsOf(psa, text, 'de').map(show), ['96.4@2014-07-21', '88@2014-08-11']);
});

test('the date at the head of a laboratory line is that of the value', () => {
  assert.deepEqual(findingsOf(psa, 'Labor vom 05.02.18: Hb 11,2 | PSA 187 ng/ml', 'de').map(show), ['187@2018-02-05']);
});

test('a value of a relative and a criterion are no finding', () => {
  assert.deepEqual(findingsOf(psa, 'Father, 84, PSA 6.5, no biopsy.', 'en'), []);
  assert.deepEqual(findingsOf(psa, 'Einschlusskriterien: Gleason >= 8 oder PSA > 20', 'de'), []);
});

test('thousands without any other large value are doubtful', () => {
  const [finding] = findingsOf(psa, 'PSA 1.234 ng/ml', 'de') as readonly PsaFinding[];
  assert.equal(finding?.value, 1234);
  assert.ok(finding?.doubt);
});

test('a value beside a date that does not exist is kept, without any date and with a doubt', () => {
  const texts = ['PSA vom 31.02.2024: 4,2', 'PSA 4,2 ng/ml (31.02.2024)', 'Labor 01.06.2024: PSA am 30.02.2024 4,2'];
  for (const text of texts) {
    const [finding, ...more] = findingsOf(psa, text, 'de') as readonly PsaFinding[];
    assert.deepEqual([finding?.value, finding?.date, more.length], [4.2, null, 0], text);
    assert.match(finding?.doubt ?? '', /no day of the calendar/, text);
  }
});
