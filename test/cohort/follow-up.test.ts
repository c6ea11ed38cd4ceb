import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { addDays } from '../../src/calendar.ts';
import { loadStudy } from '../../src/cohort/study.ts';
import type { CellValue, Fact } from '../../src/domain.ts';
import { UKE, UKE_PATIENT, coded, cycle, dead, fact, inNote, rowOf, seen, studyText, values } from './builders.ts';

const INDEX = '2019-03-12';
/** os_event, os_days, os_end_date, os_censor_reason, death_date */
const os = (...facts: readonly Fact[]): CellValue[] =>
  values(
    rowOf(UKE, [...UKE_PATIENT, ...facts]),
    'os_event',
    'os_days',
    'os_end_date',
    'os_censor_reason',
    'death_date',
  );

test('death ends follow-up, nothing is added to the difference of days', () => {
  assert.deepEqual(os(seen('2019-05-01'), dead('2019-06-10')), [1, 90, '2019-06-10', 'DEATH', '2019-06-10']);
});

test('os_months is os_days by 30.4375, not rounded', () => {
  assert.deepEqual(values(rowOf(UKE, [...UKE_PATIENT, dead('2019-06-10')]), 'os_months'), [90 / 30.4375]);
});

test('the living are censored on the last day they were seen', () => {
  assert.deepEqual(os(seen('2019-05-01'), seen('2019-06-10')), [0, 90, '2019-06-10', 'LAST_ACTIVITY', null]);
});

test('a letter, a note and an order are no activity', () => {
  const letter = fact('castration_resistance', { ...inNote('2020-05-01') });
  assert.deepEqual(os(letter), [0, 0, INDEX, 'LAST_ACTIVITY', null]);
});

test('a later cycle is activity, whoever reports it; one without a day is not', () => {
  assert.deepEqual(os(fact('rlt_cycle', { date: '2019-05-14', number: 2, ...inNote('2019-06-30') })).slice(1, 3), [
    63,
    '2019-05-14',
  ]);
  assert.deepEqual(os(fact('rlt_cycle', { date: '2019-05', number: 2, ...inNote('2019-06-30') })).slice(1, 3), [
    0,
    INDEX,
  ]);
});

test('nothing after the data cut-off counts, neither contact nor death', () => {
  assert.deepEqual(os(seen('2023-06-01'), seen('2023-08-01')), [0, 1542, '2023-06-01', 'DATA_CUTOFF', null]);
  assert.deepEqual(os(seen('2023-06-01'), dead('2023-08-01')), [0, 1542, '2023-06-01', 'DATA_CUTOFF', null]);
});

test('a month of death is its 15th, a year 1 July', () => {
  assert.deepEqual(os(dead('2019-06')).slice(2), ['2019-06-15', 'DEATH', '2019-06-15']);
  assert.deepEqual(os(dead('2020')).slice(2), ['2020-07-01', 'DEATH', '2020-07-01']);
});

test('a death by month is not before the last contact in it, nor before index', () => {
  assert.deepEqual(os(seen('2019-06-24'), dead('2019-06'))[2], '2019-06-24');
  assert.deepEqual(os(dead('2019-03'))[2], '2019-03-15');
  assert.deepEqual(
    values(rowOf(UKE, [...UKE_PATIENT.slice(0, 5), cycle('2019-03-20'), dead('2019-03')]), 'os_days', 'os_end_date'),
    [0, '2019-03-20'],
  );
});

test('a study may take the end of the month or year instead', () => {
  const study = loadStudy(
    studyText('uke-psma-rlt').replace('partial_death_date: middle', 'partial_death_date: end'),
    'x.yaml',
  );
  assert.deepEqual(values(rowOf(study, [...UKE_PATIENT, dead('2019-06')]), 'death_date'), ['2019-06-30']);
});

test('dead at an unknown date is kept out of survival, not censored', () => {
  assert.deepEqual(os(seen('2019-06-10'), dead(null)), [null, null, null, 'DEATH_DATE_UNKNOWN', null]);
});

test('a death before index is an error to be seen, never a length of time', () => {
  const row = rowOf(UKE, [...UKE_PATIENT, dead('2018-12-24')]);
  assert.deepEqual(values(row, 'os_event', 'os_days', 'os_censor_reason'), [null, null, 'DEATH_BEFORE_INDEX']);
  assert.match(String(row.cells['qa_flags']?.value), /death_before_index/);
});

test('contacts after death do not prolong life; long after, they are an error to be seen', () => {
  assert.deepEqual(os(dead('2019-06-10'), seen('2019-06-20'))[2], '2019-06-10');
  const row = rowOf(UKE, [...UKE_PATIENT, dead('2019-06-10'), seen('2019-09-20')]);
  assert.deepEqual(values(row, 'os_days'), [90]);
  assert.match(String(row.cells['qa_flags']?.value), /activity_after_death/);
});

test('entry is delayed where the first cycle is known only from what was written later', () => {
  const elsewhere = UKE_PATIENT.filter((f) => f.kind === 'birth' || f.kind === 'sex');
  const told = fact('rlt_cycle', { date: '2019-03-12', number: 1, ...inNote('2019-05-01', 'extern') });
  assert.deepEqual(values(rowOf(UKE, [...elsewhere, told, seen('2019-05-01')]), 'entry_days'), [50]);
  assert.deepEqual(values(rowOf(UKE, UKE_PATIENT), 'entry_days'), [0]);
});

test('os_days is never negative and os_end_date is os_days after index', () => {
  const when = fc.integer({ min: -900, max: 2500 }).map((days) => addDays(INDEX, days));
  const partial = fc.tuple(when, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));
  fc.assert(
    fc.property(fc.array(when, { maxLength: 4 }), fc.option(partial), (contacts, death) => {
      const activity = contacts.map((date) => fact('activity', { date, ...coded('Encounter', date) }));
      const [event, days, end] = os(...activity, ...(death === null ? [] : [dead(death)]));
      if (days === null) return assert.equal(event, null);
      assert.ok(Number(days) >= 0);
      return assert.equal(end, addDays(INDEX, Number(days)));
    }),
    { numRuns: 400 },
  );
});
