import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCorrection, EMPTY_DRAFT } from '../../src/review/answer.ts';
import type { Draft } from '../../src/review/answer.ts';
import { formOf, topicLabel, TOPIC_FORMS } from '../../src/review/topics.ts';
import { valueWords } from '../../src/review/words.ts';

const TODAY = '2026-11-24';
const check = (topic: string, draft: Partial<Draft>) => checkCorrection(topic, { ...EMPTY_DRAFT, ...draft }, TODAY);

test('a date is taken at the precision that was typed, as ISO or as German letters write it', () => {
  const dates: Record<string, string> = {
    '2018': '2018',
    ' 2018-04 ': '2018-04',
    '2018-04-10': '2018-04-10',
    '10.04.2018': '2018-04-10',
    '1.4.2018': '2018-04-01',
    '04.2018': '2018-04',
    '4/2018': '2018-04',
    '29.02.2016': '2016-02-29',
    '2026': '2026',
  };
  for (const [typed, date] of Object.entries(dates))
    assert.deepEqual(check('crpc_date', { date: typed }), { value: { date } }, typed);
});

test('what is no date, or lies in the future, is refused at its field', () => {
  for (const typed of [
    '',
    '  ',
    '2018-02-30',
    '30.02.2018',
    '2018-13',
    '18',
    'April 2018',
    '2018-4-1',
    '10/04/2018',
    '2026-11-25',
    '2027',
    '1066',
  ]) {
    const { problems } = check('death_date', { date: typed });
    assert.ok(problems?.date, typed);
  }
});

test('Gleason patterns and their sum must fit; the sum alone is an answer', () => {
  const score = (primary: string, secondary: string, total: string) =>
    check('gleason_initial', { primary, secondary, total });
  assert.deepEqual(score('4', '3', ''), { value: { primary: 4, secondary: 3, total: 7 } });
  assert.deepEqual(score('4', '3', '7'), { value: { primary: 4, secondary: 3, total: 7 } });
  assert.deepEqual(score('', '', '9'), { value: { primary: null, secondary: null, total: 9 } });
  assert.equal(score('4', '3', '8').problems?.total, '4 + 3 is 7, not 8.');
  assert.ok(score('6', '3', '').problems?.primary);
  assert.ok(score('4', '', '7').problems?.secondary);
  assert.ok(score('', '', '').problems?.primary);
  assert.ok(score('', '', '11').problems?.total);
  assert.ok(score('4.0', '3', '').problems?.primary);
  assert.ok(score('-4', '3', '').problems?.primary);
});

test('a status is one of its topic’s own, with or without a date', () => {
  assert.deepEqual(check('metastasis:liver', { status: 'absent' }), { value: { status: 'absent' } });
  assert.deepEqual(check('drug:docetaxel', { status: 'given', date: '2017-01' }), {
    value: { status: 'given', date: '2017-01' },
  });
  assert.ok(check('metastasis:liver', { status: 'given' }).problems?.status);
  assert.ok(check('rlt_cycle:2019-03-13', { status: '' }).problems?.status);
  assert.ok(check('drug:docetaxel', { status: 'given', date: 'x' }).problems?.date);
});

test('a topic that this version does not know takes no corrected value', () => {
  assert.ok(check('shoe_size', { total: '9' }).problems);
  assert.equal(topicLabel('shoe_size'), 'shoe size');
});

test('every topic form has a label, a definition and, for a status, its choices', () => {
  const examples = [
    'initial_diagnosis_date',
    'crpc_date',
    'death_date',
    'gleason_initial',
    'metastasis:lymph_node',
    'drug:abiraterone',
    'rlt_cycle:2019-03-13',
    'letter:dad5a54845df3dc7df7e',
  ];
  assert.deepEqual(
    examples.map((topic) => formOf(topic)?.id),
    TOPIC_FORMS.map((form) => form.id),
  );
  for (const form of TOPIC_FORMS) {
    assert.ok(form.definition.length > 20);
    assert.equal(form.choices !== undefined, form.answer === 'status', form.id);
  }
  assert.equal(topicLabel('metastasis:lymph_node'), 'Metastasis: lymph node');
});

test('values read as a physician writes them', () => {
  assert.equal(valueWords('gleason_initial', { primary: 4, secondary: 3, total: 7 }), 'Gleason 4 + 3 = 7');
  assert.equal(valueWords('gleason_initial', { primary: null, secondary: null, total: 9 }), 'Gleason 9');
  assert.equal(valueWords('metastasis:liver', { status: 'historical' }), 'earlier, no longer');
  assert.equal(valueWords('drug:docetaxel', { status: 'given', date: '2017-01' }), 'given, 2017-01');
  assert.equal(valueWords('crpc_date', { date: null }), 'date not known');
  assert.equal(valueWords('crpc_date', null), 'not known');
});
