/** Coded records that are odd, wrong or contradict themselves. Rows B12 and B23–B32 of docs/reliability.md. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateOfFhir } from '../../src/calendar.ts';
import type { FhirResource } from '../../src/domain.ts';
import { noteFacts } from '../../src/facts/from-note.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { annotate } from '../../src/nlp/annotate.ts';
import { URI, concept, factsOf, observation, problemsOf, procedure, read, resource } from './structured-fixtures.ts';

const PSA = concept(URI.loinc, '2857-1');
const WHEN = { effectiveDateTime: '2021-03-04' };
const psa = (value: object, code: object = PSA): FhirResource => observation(code, { ...WHEN, ...value });
const quantity = (value: unknown, unit?: string, more: object = {}): object => ({
  valueQuantity: { value, unit, ...more },
});
/** The values read, or the problems counted where there is none. */
const outcome = (one: FhirResource): string =>
  factsOf('psa', one)
    .map((f) => `${f.comparator ?? ''}${f.value}${f.doubt === undefined ? '' : ' with a doubt'}`)
    .join() || problemsOf(one).join();

for (const [value, expected] of [
  [4.2, '4.2'],
  [0.1, '0.1'],
  [-0, '0'],
  [Number.POSITIVE_INFINITY, 'no_value'],
  ['4.2', 'no_value'],
  [null, 'no_value'],
  [[4.2], 'no_value'],
  [true, 'no_value'],
] as const) {
  test(`B12 the value ${Object.is(value, -0) ? '-0' : JSON.stringify(value)} of a quantity gives ${expected}`, () => {
    assert.equal(outcome(psa(quantity(value, 'ng/mL'))), expected);
  });
}

test('B12 a number too large for a number gives no value', () => {
  const text = '{"value":1e400,"unit":"ng/mL"}';
  assert.equal(outcome(psa({ valueQuantity: JSON.parse(text) as object })), 'no_value');
});

const born = (birthDate: unknown, more: object = {}): FhirResource => ({
  resourceType: 'Patient',
  id: 'p',
  birthDate,
  ...more,
});
const seen = resource('Encounter', { status: 'finished', period: { start: '2019-01-01', end: '2019-01-03' } });
for (const [what, patient, birth, death, problems] of [
  ['dead without a date', born('1950', { deceasedBoolean: true }), '1950', null, []],
  ['not dead', born('1950', { deceasedBoolean: false }), '1950', undefined, []],
  ['dead before birth', born('1950-01-01', { deceasedDateTime: '1949' }), '1950-01-01', null, ['death_before_birth']],
  ['dead in the year of birth', born('1950-05-01', { deceasedDateTime: '1950' }), '1950-05-01', '1950', []],
  ['born in 1850', born('1850-01-01'), undefined, undefined, ['birth_implausible']],
  ['born after the last contact', born('2030-01-01'), undefined, undefined, ['birth_implausible']],
  ['born in 1066', born('1066-10-14'), undefined, undefined, ['bad_date']],
  ['dead on a day that does not exist', born('1950', { deceasedDateTime: '2020-02-30' }), '1950', null, ['bad_date']],
] as const) {
  test(`B23 a patient ${what}: birth ${birth ?? 'unknown'}, death ${death ?? (death === null ? 'without a date' : 'not recorded')}`, () => {
    const resources = [patient, seen];
    assert.equal(factsOf('birth', ...resources)[0]?.date, birth);
    assert.equal(factsOf('death', ...resources)[0]?.date, death);
    assert.deepEqual(problemsOf(...resources), problems);
  });
}

for (const [written, expected] of [
  ['2024', '2024'],
  ['2024-03', '2024-03'],
  ['2024-03-01', '2024-03-01'],
  ['2024-03-01T23:59:59Z', '2024-03-01'],
  ['2024-03-01T23:59:59.999+14:00', '2024-03-01'],
  ['2016-12-31T23:59:60Z', '2016-12-31'],
  ['2024-02-29', '2024-02-29'],
  ['2024-03-01T24:00:00', null],
  ['2024-03-01T99:00:00Z', null],
  ['2023-02-29', null],
  ['2024-02-30', null],
  ['2024-13-01', null],
  ['2024-00', null],
  ['0001-01-01', null],
  ['9999-12-31', null],
  ['24-03-01', null],
  ['01.03.2024', null],
  ['', null],
  [20240301, null],
] as const) {
  test(`B24 the date ${JSON.stringify(written)} is ${expected ?? 'unknown, and counted'}`, () => {
    assert.equal(dateOfFhir(written), expected);
    const one = observation(PSA, { effectiveDateTime: written, ...quantity(4, 'ng/mL') });
    assert.deepEqual(
      [factsOf('psa', one)[0]?.date, problemsOf(one)],
      [expected, expected === null ? ['bad_date'] : []],
    );
  });
}

for (const [written, date, time] of [
  ['2024-03-31T23:30:00-05:00', '2024-03-31', '23:30'],
  ['2024-03-31T02:30:00+01:00', '2024-03-31', '02:30'],
  ['2024-10-27T00:10:00+02:00', '2024-10-27', '00:10'],
  ['2023-12-31T23:59:00Z', '2023-12-31', '23:59'],
] as const) {
  test(`B25 ${written} is ${date}, whatever zone it is read in`, () => {
    const [fact] = factsOf('psa', observation(PSA, { effectiveDateTime: written, ...quantity(4, 'ng/mL') }));
    assert.deepEqual([fact?.date, fact?.time], [date, time]);
  });
}

for (const [what, value, expected] of [
  ['below a limit', quantity(0.01, 'ng/ml', { comparator: '<' }), '<0.01'],
  ['in µg/L', quantity(4.2, 'µg/L'), '4.2'],
  ['in ng/dL', quantity(420, 'ng/dL'), 'unit_not_accepted'],
  ['in a unit nobody knows', quantity(4.2, 'Einheiten'), 'unit_not_accepted'],
  ['without a unit', quantity(4.2), '4.2 with a doubt'],
  ['with an empty unit', quantity(4.2, ' '), '4.2 with a doubt'],
] as const) {
  test(`B26 a PSA ${what} gives ${expected}`, () => assert.equal(outcome(psa(value)), expected));
}

for (const [written, expected] of [
  ['4,2', '4.2 with a doubt'],
  ['1.234,5', '1234.5 with a doubt'],
  ['< 0,01 ng/ml', '<0.01'],
  ['4.2 (H)', '4.2 with a doubt'],
  ['4,2 ng/ml (+)', '4.2'],
  ['4,2 ng/ml *', '4.2'],
  ['1.234', 'ambiguous_number'],
  ['n.n.', 'no_value'],
  ['0.0O1', 'unit_not_accepted'],
  ['4,2 bis 5', 'unit_not_accepted'],
  ['12.03.2024', 'no_value'],
  ['+', 'no_value'],
] as const) {
  test(`B27 the text ${JSON.stringify(written)} as PSA gives ${expected}`, () => {
    assert.equal(outcome(psa({ valueString: written })), expected);
  });
}

for (const [what, value, expected] of [
  ['a billion', 1e9, 'psa_implausible'],
  ['below zero', -1, 'no_value'],
  ['very high', 23_000, '23000'],
] as const) {
  test(`B28 a PSA that is ${what} gives ${expected}`, () =>
    assert.equal(outcome(psa(quantity(value, 'ng/mL'))), expected));
}

test('B28 a Gleason score of 11 and a grade group of 6 are no score, and are counted', () => {
  const score = (value: object) => observation(concept(URI.loinc, '35266-6'), { ...WHEN, ...value });
  for (const value of [{ valueInteger: 11 }, { valueString: '11' }, { valueString: '6+5=11' }]) {
    assert.deepEqual(factsOf('gleason', score(value)), [], JSON.stringify(value));
    assert.deepEqual(problemsOf(score(value)), ['gleason_unreadable'], JSON.stringify(value));
  }
  const group = observation(concept(URI.sct, '1812491000004107'), { ...WHEN, valueString: 'ISUP 6' });
  assert.deepEqual(factsOf('gleason', group), []);
});

test('B28 an activity counts by its unit: 7400 MBq is 7.4 GBq, and 7.4 of nothing is unknown', () => {
  const dose = (value: number, unit?: string): FhirResource =>
    procedure({
      code: concept(URI.ops, '8-530.d0'),
      performedDateTime: '2020-01-01',
      extension: [{ url: `${URI.onkoExtension}strahlentherapie-gesamtdosis`, valueQuantity: { value, unit } }],
    });
  const activity = (one: FhirResource): unknown => factsOf('rlt_cycle', one).map((f) => f.activityGbq);
  assert.deepEqual(activity(dose(7400, 'MBq')), [7.4]);
  assert.deepEqual(activity(dose(7.4, 'GBq')), [7.4]);
  assert.deepEqual(activity(dose(7.4)), [null]);
  assert.equal(factsOf('rlt_cycle', dose(7400, 'GBq'))[0]?.countable, false);
});

const coded = (...coding: object[]): object => ({ coding });
for (const [what, code, expected] of [
  ['in a system that is another one', coded({ system: 'http://example.org/lab', code: '2857-1' }), ''],
  ['by a display alone', coded({ system: URI.loinc, display: 'Prostate specific Ag' }), ''],
  ['with blanks around it', coded({ system: URI.loinc, code: ' 2857-1 ' }), '4.2'],
  [
    'beside one that says the same',
    coded({ system: URI.loinc, code: '2857-1' }, { system: 'urn:lab', code: 'X' }),
    '4.2',
  ],
  [
    'beside one that says free PSA',
    coded({ system: URI.loinc, code: '2857-1' }, { system: URI.loinc, code: '10886-0' }),
    'conflicting_codes',
  ],
  ['without a check digit', coded({ system: URI.loinc, code: '2857' }), ''],
  ['that is a list', { coding: [[{ system: URI.loinc, code: '2857-1' }]] }, ''],
] as const) {
  test(`B29 a code ${what} gives ${expected || 'nothing'}`, () => {
    assert.equal(outcome(psa(quantity(4.2, 'ng/mL'), code)), expected);
  });
}

for (const [what, value, expected] of [
  ['its reason for being absent', { dataAbsentReason: concept('x', 'not-performed') }, ''],
  ['an interpretation alone', { interpretation: [concept('x', 'H')] }, 'no_value'],
  ['a reason in its component', { component: [{ code: PSA, dataAbsentReason: concept('x', 'error') }] }, ''],
  ['a value in its component', { component: [{ code: PSA, ...quantity(7, 'ng/mL') }] }, '7'],
] as const) {
  test(`B30 a PSA with ${what} gives ${expected || 'no value and no problem'}`, () =>
    assert.equal(outcome(psa(value)), expected));
}

test('B31 one result under two ids is one measurement, and both ids prove it', () => {
  const result = (id: string) => ({ ...psa(quantity(4.2, 'ng/mL')), id });
  const record = reconcile(read(result('his-1'), result('lis-7')).facts, []);
  assert.deepEqual(
    record.psa.map(({ value }) => value),
    [4.2],
  );
  const ids = record.psa[0]?.evidence.map((e) => (e.source === 'structured' ? e.resource.id : ''));
  assert.deepEqual(ids, ['his-1', 'lis-7']);
});

test('B32 fifty thousand results of one patient take a time that grows with their number', () => {
  const results = (count: number): FhirResource[] =>
    Array.from({ length: count }, (_, n) => ({
      ...psa(quantity((n % 997) / 10, 'ng/mL')),
      id: `o${n}`,
      effectiveDateTime: `${2000 + (n % 20)}-0${1 + (n % 9)}-${10 + (n % 18)}`,
    }));
  const time = (count: number): number => {
    const [given, started] = [results(count), performance.now()];
    read(...given);
    return performance.now() - started;
  };
  time(2_000);
  const [small, large] = [time(12_500), time(50_000)];
  assert.ok(large < 10 * small + 500, `${small.toFixed(0)} ms for 12 500, ${large.toFixed(0)} ms for 50 000`);
});

test('B49 a sentence copied into sixty letters is one cycle', () => {
  const letter = (n: number, text: string) => {
    const date = `2020-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
    const note = {
      id: `n${n}`,
      patient: 'p',
      date,
      kind: null,
      language: 'de',
      text,
      method: 'plain',
      sources: [],
    } as const;
    return noteFacts(note, annotate(note));
  };
  const copies = Array.from({ length: 60 }, (_, n) =>
    letter(n, '1. Zyklus 177Lu-PSMA-617 am 05.11.2019 verabreicht.'),
  ).flat();
  const record = reconcile(copies, []);
  assert.deepEqual(
    record.rlt.cycles.map(({ date }) => date),
    ['2019-11-05'],
  );
});
