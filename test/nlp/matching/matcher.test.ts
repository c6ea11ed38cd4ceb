import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CUES } from '../../../src/nlp/assertion/cues.ts';
import { TOKEN_RULES } from '../../../src/nlp/concepts/metastasis/tokens.ts';
import { FATES, THERAPIES } from '../../../src/nlp/concepts/rlt_cycle/rules.ts';
import { readDocument } from '../../../src/nlp/document/document.ts';
import { CODES, beginningsOf } from '../../../src/nlp/matching/beginnings.ts';
import { plainMatcher, wordMatcher } from '../../../src/nlp/matching/matcher.ts';
import { readCorpus } from '../../eval/corpus.ts';

const key = (pair: string): number => pair.charCodeAt(0) * CODES + pair.charCodeAt(1);
const beginsWith = (pattern: string, pair: string): boolean => beginningsOf(pattern).has(key(pair));

const BEGINNINGS: readonly (readonly [pattern: string, yes: readonly string[], no: readonly string[]])[] = [
  ['kein(?:e[nmrs]?)?', ['ke'], ['ki', 'en']],
  ['a?b+c', ['ab', 'bb', 'bc'], ['ac', 'aa', 'cc']],
  ['(?:alpha|beta) x', ['al', 'be'], ['ax']],
  ['[xy]\\d{2}', ['x1', 'y0'], ['xx', '11']],
  ['(?!no)n\\w*', ['no', 'nx', 'n '], ['xn']],
  ['a', ['ab', 'a ', 'a.'], ['ba']],
  ['(?<n>\\d) ?x', ['1 ', '1x'], ['x1']],
  ['[^a]b', ['zb', 'ab'], ['zc']],
  ['\\[(?:177)?', ['[1', '[ '], ['17']],
];

for (const [pattern, yes, no] of BEGINNINGS)
  test(`what /${pattern}/ can begin with`, () => {
    for (const pair of yes) assert.ok(beginsWith(pattern, pair), pair);
    for (const pair of no) assert.ok(!beginsWith(pattern, pair), pair);
  });

const TABLES = { CUES, TOKEN_RULES, THERAPIES, FATES } as const;

for (const [name, rules] of Object.entries(TABLES))
  test(`choosing rules of ${name} by how they begin finds exactly what trying all of them finds`, () => {
    const words = wordMatcher<{ readonly pattern: string }>(rules);
    const all = plainMatcher<{ readonly pattern: string }>(rules, '(?<![a-z0-9])', '(?![a-z0-9])');
    for (const note of readCorpus()) {
      const { lower } = readDocument(note);
      assert.deepEqual(words(lower, 0), all(lower, 0), note.id);
    }
  });
