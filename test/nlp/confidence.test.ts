import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotate } from '../../src/nlp/annotate.ts';
import { THRESHOLD, confidenceOf, doubtOf, isCalibrated, wilsonLower } from '../../src/nlp/confidence.ts';
import type { Measured, RuleCount } from '../../src/nlp/confidence.ts';
import { corpusSets, readSet } from '../eval/corpus.ts';

const measured = (rules: Readonly<Record<string, RuleCount>>): Measured => ({
  sets: [],
  kinds: { psa: { gold: 100, rules, beside: {} } },
});
const mention = (rule: string, ...cues: readonly string[]) => ({
  rule,
  cues: cues.map((cue) => ({ rule: cue, start: 0, end: 1 })),
});
const RULES = measured({ good: [100, 99], fair: [20, 16], bad: [10, 4], rare: [3, 3], wrong: [3, 1], chance: [1, 0] });

test("Wilson's lower bound is that of the textbook", () => {
  const cases: readonly (readonly [number, number, number])[] = [
    [0, 0, 0],
    [0, 10, 0],
    [4, 4, 0.5101],
    [3, 3, 0.4385],
    [81, 263, 0.2553],
    [250, 261, 0.9261],
  ];
  for (const [right, n, bound] of cases)
    assert.equal(wilsonLower(right, n).toFixed(4), bound.toFixed(4), `${right}/${n}`);
});

test('a finding is as sure as the weakest rule behind it', () => {
  assert.equal(confidenceOf('psa', [mention('good', 'fair')], RULES).value, 0.584);
  assert.equal(confidenceOf('psa', [mention('good'), mention('bad')], RULES).value, 0.168);
  assert.equal(confidenceOf('psa', [mention('good')], RULES).value, 0.946);
});

test('rules that labelled notes tell too little of give no number and no question', () => {
  assert.deepEqual(confidenceOf('psa', [mention('rare')], RULES), { value: null, count: null });
  assert.deepEqual(confidenceOf('psa', [mention('good', 'unheard')], RULES), { value: null, count: null });
  assert.equal(confidenceOf('psa', [mention('rare'), mention('fair')], RULES).value, 0.584);
  assert.equal(doubtOf({ value: null, count: null }), null);
  assert.equal(confidenceOf('diagnosis', [mention('good')], RULES).value, null);
});

test('a rule that has erred twice is asked about however rarely it fired; one error or rarity alone is no reason', () => {
  const asked = (rule: string) => doubtOf(confidenceOf('psa', [mention(rule)], RULES));
  assert.equal(asked('wrong'), 'words of this kind were misread in 2 of 3 labelled cases');
  assert.equal(asked('bad'), 'words of this kind were misread in 6 of 10 labelled cases');
  for (const rule of ['chance', 'rare', 'fair', 'good']) assert.equal(asked(rule), null);
  for (let n = 0; n < 200; n++) assert.ok(!isCalibrated([n, n]) || wilsonLower(n, n) >= THRESHOLD, `${n} of ${n}`);
});

test('a finding read from garbled words alone is doubtful, one that is also read from clear words is not', () => {
  const doubts = (text: string): (string | undefined)[] => annotate({ id: 'x', text }).findings.map((f) => f.doubt);
  assert.deepEqual(doubts('Enzalutamid seit 01/2020.'), [undefined]);
  assert.deepEqual(doubts('EnzaIutamid seit 01/2020.'), ['it is read from words that the scan garbled']);
  assert.deepEqual(doubts('EnzaIutamid seit 01/2020. PSA-Anstieg unter Enzalutamid.'), [undefined]);
});

test('every finding of an annotation has a confidence; few of the labelled notes are asked about', () => {
  const findings = corpusSets().flatMap((set) => readSet(set).flatMap((note) => annotate(note).findings));
  for (const f of findings) assert.ok(f.confidence === null || (f.confidence !== undefined && f.confidence >= 0));
  const asked = findings.filter((f) => f.doubt?.startsWith('words of this kind'));
  assert.ok(asked.length < findings.length / 20, `${asked.length} of ${findings.length}`);
});
