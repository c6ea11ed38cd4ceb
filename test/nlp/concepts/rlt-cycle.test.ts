import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CycleFinding } from '../../../src/domain.ts';
import { annotate } from '../../../src/nlp/annotate.ts';
import { inGbq } from '../../../src/nlp/concepts/rlt_cycle/activity.ts';
import { FATES, THERAPIES } from '../../../src/nlp/concepts/rlt_cycle/rules.ts';
import { wordsOf } from '../../../src/nlp/concepts/rlt_cycle/words.ts';
import { readDocument } from '../../../src/nlp/document/document.ts';

function rulesIn(text: string): string[] {
  const doc = readDocument({ id: 'x', text, date: '2021-06-15' });
  return doc.sentences.flatMap((s) => wordsOf(doc, s, false)).flatMap((w) => ('rule' in w ? [w.rule] : []));
}

/** Words for what became of a cycle are looked for only where something is there that it can be said of. */
const CONTEXTS = [
  ...THERAPIES.map((rule) => ['', rule] as const),
  ...FATES.map((rule) => ['Lu-PSMA: ', rule] as const),
];

for (const [context, rule] of CONTEXTS)
  test(`the word rule ${rule.id} finds its own examples`, () => {
    for (const [text] of rule.match)
      assert.ok(rulesIn(context + text).includes(rule.id), `${text}: ${rulesIn(context + text).join()}`);
    for (const text of rule.noMatch) assert.ok(!rulesIn(context + text).includes(rule.id), text);
  });

const ACTIVITIES: readonly (readonly [number: string, unit: string, gbq: number])[] = [
  ['7,4', 'gbq', 7.4],
  ['7.412', 'mbq', 7.412],
  ['7,412', 'mbq', 7.412],
  ['7412', 'mbq', 7.412],
  ['7 400', 'mbq', 7.4],
  ['200', 'mci', 7.4],
  ['7.45', 'gbq', 7.45],
];

for (const [number, unit, gbq] of ACTIVITIES)
  test(`${number} ${unit} are ${gbq} GBq`, () => {
    assert.equal(inGbq(number, unit), gbq);
  });

function cycles(text: string, date = '2021-06-15'): CycleFinding[] {
  return annotate({ id: 'x', text, date }).findings.filter((f) => f.kind === 'rlt_cycle');
}

test('a list of a number of cycles with a period dates the first and the last', () => {
  assert.deepEqual(
    cycles('4 Zyklen 177Lu-PSMA-617 (01/2019–07/2019)').map((c) => [c.number, c.date, c.agent, c.status]),
    [
      [1, '2019-01', '177Lu-PSMA-617', 'given'],
      [2, null, '177Lu-PSMA-617', 'given'],
      [3, null, '177Lu-PSMA-617', 'given'],
      [4, '2019-07', '177Lu-PSMA-617', 'given'],
    ],
  );
});

test('the patient got what was administered, not what was ordered, dispensed or left over', () => {
  const [cycle] = cycles(
    'Pluvicto cycle 2, 6/8/2021. Ordered 200 mCi.\nDispensed 205 mCi, residual 5 mCi, administered 199.2 mCi.',
    '2021-06-08',
  );
  assert.equal(cycle?.activity_gbq, 7.37);
});

const LOOK_ALIKES = [
  '68Ga-PSMA-11-PET/CT vom 02.04.2021, 152 MBq',
  '225Ac-PSMA-617, 2. Zyklus am 03.05.2021 mit 8 MBq',
  '177Lu-DOTATATE: 3. Zyklus der Radioligandentherapie am 03.05.2021, 7,4 GBq',
  'Radium-223: 6. Zyklus am 03.05.2021',
  'Docetaxel: C3 am 03.05.2021',
  'Der Bruder erhielt 2 Zyklen Lu-PSMA.',
  'Kriterien für eine PSMA-Radioligandentherapie nicht erfüllt.',
];

for (const text of LOOK_ALIKES)
  test(`no cycle is read from ${JSON.stringify(text)}`, () => {
    assert.deepEqual(cycles(text), []);
  });

test('a cycle dated before the therapy existed is not counted without a question', () => {
  const [cycle] = cycles('1. Zyklus 177Lu-PSMA am 12.03.2009');
  assert.match(cycle?.doubt ?? '', /before 2013/);
  assert.equal(cycles('1. Zyklus 177Lu-PSMA am 12.03.2015')[0]?.doubt, undefined);
});

test('a cycle dated before the initial diagnosis in the same note is not counted without a question', () => {
  const [cycle] = cycles('Prostatakarzinom, Erstdiagnose 05/2019, Gleason 9. 1. Zyklus 177Lu-PSMA am 12.03.2018.');
  assert.match(cycle?.doubt ?? '', /before the initial diagnosis/);
  const [later] = cycles('Prostatakarzinom, Erstdiagnose 05/2014, Gleason 9. 1. Zyklus 177Lu-PSMA am 12.03.2018.');
  assert.equal(later?.doubt, undefined);
});

test('a cycle whose day no calendar has is not counted without a question', () => {
  for (const text of ['1. Zyklus Lu-PSMA am 31.02.2021', 'Pluvicto cycle 1 given 13/32/2021'])
    assert.match(cycles(text)[0]?.doubt ?? '', /no day of the calendar/, text);
  assert.equal(cycles('1. Zyklus Lu-PSMA gegeben, PSA am 12.03.2021')[0]?.doubt, undefined);
});

test('a day that no calendar has dates no cycle', () => {
  for (const day of ['31.02.2021', '45.13.2021', '00.05.2021'])
    assert.deepEqual(
      cycles(`2. Zyklus Lu-PSMA am ${day}`).map((c) => c.date),
      [null],
      day,
    );
});
