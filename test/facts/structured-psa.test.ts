import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { parseNumber } from '../../src/facts/structured/quantity.ts';
import { URI, concept, factsOf, observation, problemsOf, resource } from './structured-fixtures.ts';

const PSA = concept(URI.loinc, '2857-1');
const WHEN = { effectiveDateTime: '2021-03-04T23:30:00+01:00' };
const psa = (value: object, code: object = PSA): FhirResource => observation(code, { ...WHEN, ...value });
const quantity = (value: unknown, unit: string, more: object = {}): object => ({
  valueQuantity: { value, unit, ...more },
});
const values = (...resources: FhirResource[]): string[] =>
  factsOf('psa', ...resources).map((f) => `${f.comparator ?? ''}${f.value}`);

test('ng/mL and µg/L are the same number, in every spelling', () => {
  for (const unit of ['ng/mL', 'ng/ml', 'ug/L', 'µg/l', 'μg/L', 'mcg/L', 'NG/ML'])
    assert.deepEqual(values(psa(quantity(4.2, unit))), ['4.2'], unit);
});

test('B26 another unit is refused and counted, also where code and unit contradict each other', () => {
  for (const unit of ['ng/dL', 'mg/L', 'U/mL', 'nmol/L', '%']) {
    assert.deepEqual(values(psa(quantity(420, unit))), [], unit);
    assert.deepEqual(problemsOf(psa(quantity(420, unit))), ['unit_not_accepted'], unit);
  }
  assert.deepEqual(problemsOf(psa(quantity(4.2, 'ng/dl', { code: 'ng/mL' }))), ['unit_not_accepted']);
});

test('B25 the local day and time are kept as written, never shifted to another zone', () => {
  const [fact] = factsOf('psa', psa(quantity(4.2, 'ng/mL')));
  assert.deepEqual([fact?.date, fact?.time], ['2021-03-04', '23:30']);
});

test('B26 a comparator is kept beside its number', () => {
  assert.deepEqual(values(psa(quantity(0.01, 'ng/mL', { comparator: '<' }))), ['<0.01']);
  assert.deepEqual(values(psa({ valueString: '> 5000 ng/ml' })), ['>5000']);
  assert.deepEqual(problemsOf(psa(quantity(0.01, 'ng/mL', { comparator: 'about' }))), ['no_value']);
});

test('B27 numbers in text are read in both notations; what reads differently in them is counted, not guessed', () => {
  for (const [written, want] of [
    ['4,2', 4.2],
    ['4.2', 4.2],
    ['0,005', 0.005],
    ['137,45', 137.45],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234,5', 1234.5],
    ['1.234.567', 1234567],
    ['12345', 12345],
    ['1234,567', 1234.567],
    ['1,234', 'ambiguous'],
    ['1.234', 'ambiguous'],
    ['0.234', 0.234],
    ['1,2,3', null],
    ['positiv', null],
    ['-3', null],
  ] as const) {
    assert.equal(parseNumber(written), want, written);
  }
  assert.deepEqual(values(psa({ valueString: '4,2 ng/ml' })), ['4.2']);
  assert.deepEqual(problemsOf(psa({ valueString: '1.234 ng/ml' })), ['ambiguous_number']);
});

test('B26 a value without a unit is taken as ng/mL with a doubt', () => {
  const [fact] = factsOf('psa', psa({ valueString: '4,2' }));
  assert.equal(fact?.value, 4.2);
  assert.ok(fact?.doubt);
});

test('free PSA, ratios, proPSA, semen, urine and fluids are no PSA', () => {
  for (const code of ['10886-0', '12841-3', '97149-9', '19199-9', '34611-4', '33667-7', '59221-2', '2986-8']) {
    assert.deepEqual(values(psa(quantity(4.2, 'ng/mL'), concept(URI.loinc, code))), [], code);
  }
});

test('B29 PSA in units or moles per volume waits for a person; two codes that contradict each other are counted', () => {
  assert.deepEqual(problemsOf(psa(quantity(4.2, 'ng/mL'), concept(URI.loinc, '19195-7'))), ['psa_unit_review']);
  const both = {
    coding: [
      { system: URI.loinc, code: '2857-1' },
      { system: URI.loinc, code: '10886-0' },
    ],
  };
  assert.deepEqual(problemsOf(psa(quantity(4.2, 'ng/mL'), both)), ['conflicting_codes']);
});

test('a local name counts where no LOINC code is given, and not beside another LOINC code', () => {
  assert.deepEqual(values(psa(quantity(4.2, 'ng/mL'), { text: 'PSA gesamt' })), ['4.2']);
  assert.deepEqual(values(psa(quantity(4.2, 'ng/mL'), { coding: [{ system: 'urn:lab', code: 'PSA' }] })), ['4.2']);
  assert.deepEqual(values(psa(quantity(4.2, 'ng/mL'), { ...concept(URI.loinc, '10886-0'), text: 'PSA' })), []);
  assert.deepEqual(values(psa(quantity(4.2, 'ng/mL'), { text: 'freies PSA' })), []);
});

test('B30 a missing value with its reason is silence, without one a problem; a ratio or a negative number is a problem', () => {
  assert.deepEqual(problemsOf(psa({ dataAbsentReason: concept('x', 'unknown') })), []);
  assert.deepEqual(problemsOf(psa({})), ['no_value']);
  assert.deepEqual(problemsOf(psa({ valueRatio: {} })), ['no_value']);
  assert.deepEqual(problemsOf(psa(quantity(-1, 'ng/mL'))), ['no_value']);
  assert.deepEqual(problemsOf(psa(quantity('4.2', 'ng/mL'))), ['no_value']);
});

test('without an effective date the specimen dates it; the issue date only bounds it', () => {
  const tube = resource('Specimen', { id: 'tube', collection: { collectedDateTime: '2021-02-02T07:15:00+01:00' } });
  const undated = observation(PSA, {
    issued: '2021-02-03T12:00:00Z',
    specimen: { reference: 'Specimen/tube' },
    ...quantity(9, 'ng/mL'),
  });
  const [dated] = factsOf('psa', tube, undated);
  assert.deepEqual([dated?.date, dated?.time], ['2021-02-02', '07:15']);
  const [bounded] = factsOf('psa', undated);
  assert.deepEqual([bounded?.date, bounded?.documented], [null, '2021-02-03']);
});

test('B30 an effective period counts from its start; components of a panel are read', () => {
  const period = observation(PSA, {
    effectivePeriod: { start: '2020-01-01', end: '2020-01-02' },
    ...quantity(3, 'ng/mL'),
  });
  assert.equal(factsOf('psa', period)[0]?.date, '2020-01-01');
  const panel = observation({ text: 'Tumormarker' }, { ...WHEN, component: [{ code: PSA, ...quantity(7, 'ng/mL') }] });
  assert.deepEqual(values(panel), ['7']);
});
