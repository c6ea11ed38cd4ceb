import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { CUES } from '../../../src/nlp/assertion/cues.ts';
import { TOKEN_RULES } from '../../../src/nlp/concepts/metastasis/tokens.ts';
import { FATES, THERAPIES } from '../../../src/nlp/concepts/rlt_cycle/rules.ts';
import { readDocument } from '../../../src/nlp/document/document.ts';
import { Automaton } from '../../../src/nlp/matching/automaton.ts';
import { finder } from '../../../src/nlp/matching/finder.ts';
import { plainMatcher, wordMatcher } from '../../../src/nlp/matching/matcher.ts';
import { parse } from '../../../src/nlp/matching/pattern.ts';
import { readCorpus } from '../../eval/corpus.ts';

function possibleAtStart(automaton: Automaton, text: string): readonly number[] {
  automaton.read(text);
  return automaton.possibleAt(0);
}

const isPossible = (pattern: string, text: string): boolean =>
  possibleAtStart(new Automaton([parse(pattern)]), text).length > 0;

const BEGINNINGS: readonly (readonly [pattern: string, yes: readonly string[], no: readonly string[]])[] = [
  ['kein(?:e[nmrs]?)?', ['kein', 'keine Filiae'], ['kei', 'ein']],
  ['a?b+c', ['abc', 'bbbc'], ['ac', 'aabc', 'ab']],
  ['(?:alpha|beta) x', ['alpha x', 'beta x'], ['alphax', 'gamma x']],
  ['[xy]\\d{2}', ['x12', 'y00'], ['x1', 'z12']],
  ['(?!no)n\\w*t', ['nit', 'not'], ['n t', 'xt']],
  ['(?<n>\\d) ?\\k<n>x', ['1 1x', '22x'], ['x11x']],
  ['[^a]b', ['zb', 'öb'], ['ab', 'zc']],
  ['(?:ab?)*c', ['c', 'abac', 'ababc'], ['abbc', 'ab']],
  ['(?<![a-z])psa(?![a-z])', ['psa', 'psa 3', 'psad'], ['ps', 'xpsa']],
  ['\\[(?:177)?\\]', ['[177]', '[]'], ['[17]']],
];

for (const [pattern, yes, no] of BEGINNINGS)
  test(`where /${pattern}/ can match and where it cannot`, () => {
    for (const text of yes) assert.ok(isPossible(pattern, text), text);
    for (const text of no) assert.ok(!isPossible(pattern, text), text);
  });

test('a word of noise is never walked through to its end', () => {
  assert.deepEqual(possibleAtStart(new Automaton([parse('[a-z]+x')]), 'a'.repeat(1e6)), [0]);
});

const SEARCHED = [
  /(?<![a-z])(?:kein|ohne)(?![a-z])/g,
  /(?<=[.;] )(?:therapie|plan)/g,
  /\d{1,2}[./]\d{2,4}(?!\d)/g,
  /(?<!\p{L})psa\p{L}*/gu,
  /x+/g,
].map((pattern) => ({ pattern, found: finder(pattern) }));
const PIECES = [
  'kein',
  'ohne',
  'x',
  'Ä',
  ' ',
  ' ',
  '. ',
  '; ',
  'therapie',
  'plan',
  '12.03',
  '1/2020',
  'psa',
  'é',
  '\n',
];

test('looking for all expressions in one pass finds in any part of a text what each finds there alone', () => {
  const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(texts, fc.nat(80), fc.nat(80), (lower, a, b) => {
      const [start, end] = [Math.min(a, b, lower.length), Math.min(Math.max(a, b), lower.length)];
      for (const { pattern, found } of SEARCHED)
        assert.deepEqual(
          found.all({ lower }, start, end).map((m) => [m.index, m[0]]),
          Array.from(lower.slice(start, end).matchAll(pattern), (m) => [m.index, m[0]]),
          `${pattern.source} in ${JSON.stringify(lower.slice(start, end))}`,
        );
    }),
  );
});

const TABLES = { CUES, TOKEN_RULES, THERAPIES, FATES } as const;

for (const [name, rules] of Object.entries(TABLES))
  test(`choosing rules of ${name} by what is possible at a word finds exactly what trying all of them finds`, () => {
    const words = wordMatcher<{ readonly pattern: string }>(rules);
    const all = plainMatcher<{ readonly pattern: string }>(rules, '(?<![a-z0-9])', '(?![a-z0-9])');
    for (const note of readCorpus()) {
      const { lower } = readDocument(note);
      assert.deepEqual(words({ lower }, { start: 0, end: lower.length }), all(lower, 0), note.id);
    }
  });
