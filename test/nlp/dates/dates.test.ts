/** What the date grammar reads, and what it must not read. One row an expression: text, note's date, language, readings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constantFrom, integer, property } from 'fast-check';
import { makeDate } from '../../../src/calendar.ts';
import { findDates } from '../../../src/nlp/dates.ts';

type Row = readonly [text: string, language: 'de' | 'en', ...readings: string[]];
const NOTE = '2019-06-20';

/** `kind date[..to]`, with `~` where approximate; `date` is left out as the plain kind. */
function readings(text: string, language: 'de' | 'en', noteDate: string | null = NOTE): string[] {
  return findDates(text, noteDate, language).map(
    (m) => `${m.kind === 'date' ? '' : `${m.kind} `}${m.date}${m.to ? `..${m.to}` : ''}${m.approximate ? '~' : ''}`,
  );
}

function table(name: string, rows: readonly Row[]): void {
  for (const [text, language, ...expected] of rows) {
    test(`${name}: ${JSON.stringify(text)}`, () => assert.deepEqual(readings(text, language), expected));
  }
}

table('a date is read at the precision stated', [
  ['am 12.03.2019', 'de', '2019-03-12'],
  ['vom 2.3.18', 'de', '2018-03-02'],
  ['ED 3/19', 'de', '2019-03'],
  ['ED 03/18', 'de', '2018-03'],
  ['seit 11/98', 'de', 'since 1998-11'],
  ['03.2018', 'de', '2018-03'],
  ['Prostatektomie 2016', 'de', '2016'],
  ['2018-04-10', 'en', '2018-04-10'],
  ['2018-04', 'en', '2018-04'],
  ['12. März 2019', 'de', '2019-03-12'],
  ['Mrz. 2019', 'de', '2019-03'],
  ['March 12, 2019', 'en', '2019-03-12'],
  ['12 March 2019', 'en', '2019-03-12'],
  ['the 3rd of May 2018', 'en', '2018-05-03'],
  ["Feb '18", 'en', '2018-02'],
  ['12-Mar-2019', 'en', '2019-03-12'],
  ['3/12/2019', 'en', '2019-03-12'],
  ['25/12/2018', 'en', '2018-12-25'],
  ['9/21/18', 'en', '2018-09-21'],
  ['on 14-11-2018 and 09-01-2019', 'en', '2018-11-14', '2019-01-09'],
  ['nr 2    02-11-2018   7,4', 'de', '2018-11-02'],
  ['11-14-18', 'en', '2018-11-14'],
  ['seen 25/02/2019, nadir Oct 18', 'en', '2019-02-25', '2018-10'],
  ['seen 2/25/2019, nadir Oct 18', 'en', '2019-02-25', '2018-10-18'],
  ['14.11 2018', 'de', '2018-11-14'],
  ['14.11/2018', 'de', '2018-11-14'],
  ['2018.11.14', 'en', '2018-11-14'],
  ['2018/11', 'en', '2018-11'],
  ['Nov 14th', 'de', '2018-11-14'],
  ['KW 12/2019', 'de', '2019-03~'],
  ['Q2/2018', 'de', '2018~'],
  ['Anfang 2018', 'de', '2018~'],
  ['mid-2018', 'en', '2018~'],
  ['Ende 11/2018', 'de', '2018-11~'],
  ['ca. 2015', 'de', '2015~'],
]);

table('a range has both ends', [
  ['03–08/2018', 'de', 'range 2018-03..2018-08'],
  ['11/2011 - 01/2012', 'de', 'range 2011-11..2012-01'],
  ['von 03/2016 bis 07/2016', 'de', 'range 2016-03..2016-07'],
  ['05.02. bis zum 09.02.2018', 'de', 'range 2018-02-05..2018-02-09'],
  ['5.–9.2.2018', 'de', 'range 2018-02-05..2018-02-09'],
  ['März bis Juli 2018', 'de', 'range 2018-03..2018-07'],
  ['May–July 2018', 'en', 'range 2018-05..2018-07'],
  ['2014-2016', 'en', 'range 2014..2016'],
  ['07/29/2017 - 12/2018', 'en', 'range 2017-07-29..2018-12'],
  ['5/17-3/18', 'en', 'range 2017-05..2018-03'],
  ['2014/15', 'de', 'range 2014..2015'],
  ['abi (2016-18)', 'en', 'range 2016..2018'],
]);

table('an open range keeps its open side open', [
  ['seit 09/2011', 'de', 'since 2011-09'],
  ['11/2018 - laufend', 'de', 'since 2018-11'],
  ['since March 2018', 'en', 'since 2018-03'],
  ['01/2019 - present', 'en', 'since 2019-01'],
  ['bis 03/2019', 'de', 'until 2019-03'],
  ['until 5/2018', 'en', 'until 2018-05'],
]);

table('a year left out comes from the list, else from the day of the note', [
  ['14.05. + 09.07.18', 'de', '2018-05-14', '2018-07-09'],
  ['13.05. 1204, 08.04. 996', 'de', '2019-05-13', '2019-04-08'],
  ['20.12. 3,1', 'de', '2018-12-20'],
  ['(10/31, 12/12, 1/30)', 'en', '2018-10-31', '2018-12-12', '2019-01-30'],
  ['bone scan 6/7', 'en', '2019-06-07'],
  ['in April', 'en', '2019-04'],
]);

table('relative expressions are told from the note or from the date before', [
  ['heute', 'de', '2019-06-20'],
  ['gestern', 'de', '2019-06-19'],
  ['für morgen geplant', 'de', '2019-06-21'],
  ['heute Morgen, am Morgen, morgens', 'de', '2019-06-20'],
  ['vor 3 Monaten', 'de', '2019-03~'],
  ['seit 2 Jahren', 'de', 'since 2017~'],
  ['two years ago', 'en', '2017~'],
  ['last month', 'en', '2019-05~'],
  ['im Mai d. J.', 'de', '2019-05'],
  ['im Mai letzten Jahres', 'de', '2018-05'],
  ['in May last year', 'en', '2018-05'],
  ['letzten Freitag', 'de', '2019-06-14'],
  ['last Thursday', 'en', '2019-06-13'],
  ['next Thursday', 'en', '2019-06-27'],
  ['kommenden Montag', 'de', '2019-06-24'],
  ['03.04.2018 Biopsie, am selben Tag CT', 'de', '2018-04-03', '2018-04-03'],
  ['surgery 4/2016, in the same year', 'en', '2016-04', '2016'],
]);

table('a birth date is told apart', [
  ['geb. 17.05.1947', 'de', 'birth 1947-05-17'],
  ['*1951', 'de', 'birth 1951'],
  ['DOB: 08/14/1955', 'en', 'birth 1955-08-14'],
]);

table('no date', [
  ['7.4 GBq', 'en'],
  ['7,4 GBq', 'de'],
  ['Gleason 4+5', 'de'],
  ['pN1 (3/17)', 'de'],
  ['3/18 Lymphknoten', 'de'],
  ['5/12 Stanzen', 'de'],
  ['6/14 cores', 'en'],
  ['cycle 3/6', 'en'],
  ['Tel. 0201 723-2016', 'de'],
  ['Fax: 040 / 7410 - 2016', 'de'],
  ['RR 140/85 mmHg', 'de'],
  ['BP 12/8', 'en'],
  ['Seite 1/12', 'de'],
  ['page 2/10', 'en'],
  ['PSA 1960 ng/ml', 'de'],
  ['vitamin D 2000 IU', 'en'],
  ['PSA 3.5. Weiter so', 'de'],
  ['30.02.2019', 'de'],
  ['31.11.2018', 'de'],
  ['13/2018', 'de'],
  ['BWK 11/12', 'de'],
  ['he may march on', 'en'],
  ['1-0-1', 'de'],
  ['31-02-2019', 'en'],
  ['PSA 9.11 2019', 'en', '2019'],
]);

test('what goes on since a month without a year has begun by the day of the note', () => {
  assert.deepEqual(readings('seit März, Docetaxel April - laufend', 'de', '2019-12-31'), [
    'since 2019-03',
    'since 2019-04',
  ]);
  assert.deepEqual(readings('seit März', 'de', '2019-01-15'), ['since 2018-03']);
  assert.deepEqual(readings('ab März', 'de', '2019-01-15'), ['since 2019-03']);
});

test('an open end takes in no other date', () => {
  assert.deepEqual(readings('12.2019-heute', 'de', '2019-06-20'), ['2019-12', '2019-06-20']);
});

test('without a date of the note nothing relative is guessed', () => {
  assert.deepEqual(readings('heute, vor 3 Monaten, 14.05.', 'de', null), []);
});

test('every existing day is read back from the German and the US notation', () => {
  check(
    property(
      integer({ min: 1960, max: 2024 }),
      integer({ min: 1, max: 12 }),
      integer({ min: 1, max: 31 }),
      (year, month, day) => {
        const date = makeDate(year, month, day);
        const expected = date === null ? [] : [date];
        assert.deepEqual(readings(`x ${day}.${month}.${year} y`, 'de', '2024-12-31'), expected);
        assert.deepEqual(readings(`x ${month}/${day}/${year} y`, 'en', '2024-12-31'), expected);
      },
    ),
  );
});

test('mentions are in order, do not overlap and stay inside the text', () => {
  const piece = constantFrom(
    '12.',
    '3',
    '/',
    '2019',
    ' ',
    'März',
    '-',
    'bis ',
    'seit ',
    '.',
    'heute',
    '\n',
    '05.',
    "'18",
    ' vor 2 Jahren ',
  );
  check(
    property(array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const mention of findDates(text, NOTE, 'de')) {
        assert.ok(mention.start >= end && mention.end > mention.start && mention.end <= text.length);
        end = mention.end;
      }
    }),
  );
});

table('a month and day go on behind an ISO date', [
  ['2018-11-12, 12-22, 02-11', 'en', '2018-11-12', '2018-12-22', '2019-02-11'],
  ['2019-02-11 (7.4 GBq) und 03-25', 'de', '2019-02-11', '2019-03-25'],
  ['2019-02-11\n03-25', 'en', '2019-02-11'],
  ['02-11, 03-25', 'en'],
]);

table('British shorthand for a span of time is no date', [
  ['Enzalutamide for 6/12', 'en'],
  ['review in 6/52', 'en'],
  ['stopped after 4/12', 'en'],
  ['PSA 6/12 ago', 'en', '2018-12~'],
  ['3/52 ago', 'en', '2019-05~'],
  ['booked for 6/12', 'en', '2019-06-12'],
  ['since 6/12', 'en', 'since 2019-06-12'],
]);

table('a month is read behind its year and before an appointment', [
  ['Ende 2005 (November)', 'de', '2005-11~'],
  ['spring 2012 (April)', 'en', '2012-04'],
  ['Der Julitermin entfällt', 'de', '2019-07'],
  ['The May cycle', 'en', '2019-05'],
]);
