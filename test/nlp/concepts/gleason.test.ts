/** Gleason: every notation of the rule table, whose score it is, doubts, and which score stands for the note. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, GleasonFinding } from '../../../src/domain.ts';
import { gleason } from '../../../src/nlp/concepts/gleason/index.ts';
import { GLEASON_RULES } from '../../../src/nlp/concepts/gleason/rules.ts';
import { findingsOf, testRules } from './tables.ts';

const asGleason = (finding: Finding): GleasonFinding => finding as GleasonFinding;
const score = (f: GleasonFinding): string => `${f.primary ?? '?'}+${f.secondary ?? '?'}=${f.total}`;

testRules(gleason, GLEASON_RULES, (finding) => {
  const f = asGleason(finding);
  return `${score(f)}${f.tertiary ? ` t${f.tertiary}` : ''}${f.doubt ? '!' : ''}${f.grade_group ? ` GG${f.grade_group}` : ''}`;
});

function overall(text: string): string | null {
  const found = findingsOf(gleason, text).map(asGleason);
  assert.ok(found.filter((f) => f.overall).length <= 1);
  return found[0]?.overall ? score(found[0]) : null;
}

test('the prostatectomy stands for the note before the biopsy', () => {
  assert.equal(overall('Stanzbiopsie: Gleason 4+4=8 (5/12 Stanzen); RPE: Gleason 4+3=7, pT3b pN1 (3/18)'), '4+3=7');
});

test('a score called the score of the case stands before single cores', () => {
  assert.equal(
    overall('Stanzbiopsie. Stanze 1: Gleason 4+4=8\nStanze 2: Gleason 3+4=7\nGesamtscore: Gleason 3+4=7'),
    '3+4=7',
  );
});

test('without either, the highest score stands for the note', () => {
  assert.equal(overall('Biopsy: Gleason 3+4=7 right, 4+5=9 left base'), '4+5=9');
});

test('a score of a relative is none of the patient', () => {
  assert.deepEqual(findingsOf(gleason, 'Familienanamnese: Bruder mit Prostatakarzinom, Gleason 6.'), []);
  assert.deepEqual(findingsOf(gleason, 'Maternal uncle prostate cancer, Gleason 8.'), []);
});

test('a bare sum and the same score with its parts are one finding', () => {
  assert.equal(findingsOf(gleason, 'Maximaler Gleason-Score 9; Gesamtscore 4+5=9').length, 1);
});

test('parts that do not add up are kept as written, with a doubt', () => {
  const [finding] = findingsOf(gleason, 'Gleason 4+4=9').map(asGleason);
  assert.equal(finding?.total, 9);
  assert.equal(finding?.doubt, 'the parts 4+4 do not add up to 9');
});

test('the specimen and its date come from the same statement', () => {
  const [finding] = findingsOf(gleason, 'Bx 6/18/2019: Gleason 4+4, 8/12 cores', 'en').map(asGleason);
  assert.equal(finding?.specimen, 'biopsy');
  assert.equal(finding?.date, '2019-06-18');
});

test('the lines of a list of cores take the date of the biopsy above them', () => {
  const found = findingsOf(
    gleason,
    'Prostate bx 4/14/16, Dr. M:\n  R lobe 6/6 cores  5+4=9\n  L lobe 4/6 cores  4+4=8',
    'en',
  );
  assert.deepEqual(
    found.map(asGleason).map((f) => f.date),
    ['2016-04-14', '2016-04-14'],
  );
});
