/** Looking back from the end finds what a search from the beginning finds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ending } from '../../../src/nlp/matching/ending.ts';

const PATTERNS = [
  /(?<![a-z])(?:since|ab|from) (?:about |ca\. ?)?$/,
  /(?:^|[\s,])(\d{1,2})(\.?)\s?$/,
  /(?<!\p{L})kein\p{L}* (?:\p{L}+ ){0,2}$/u,
  /a[^.;]{0,3}b?$/,
];

test('an expression for the end of a text tells the same with and without looking back', () => {
  const words = fc.constantFrom(
    'since ',
    'about ',
    'ab ',
    'kein ',
    'keine ',
    'a',
    'b',
    '12',
    '.',
    ' ',
    ';',
    'ä',
    '3. ',
    'x',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 9 }), (parts) => {
      const text = parts.join('');
      for (const pattern of PATTERNS) {
        assert.equal(ending(pattern).test(text), pattern.test(text));
        assert.deepEqual(ending(pattern).exec(text), pattern.exec(text));
      }
    }),
  );
});

test('what does not close with the end of the text, or only in its last alternative, is refused', () => {
  for (const pattern of [/a$|b$/, /ab/, /(?:a$)/]) assert.throws(() => ending(pattern), /no expression for the end/);
  assert.doesNotThrow(() => ending(/(?:a|[|(]|\|)$/));
});
