import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactOf, FhirResource } from '../../src/domain.ts';
import { URI, concept, factsOf, problemsOf, procedure, resource } from './structured-fixtures.ts';

const METHOD = 'http://hl7.org/fhir/StructureDefinition/procedure-method';
const PART = `${URI.onkoExtension}strahlentherapie-bestrahlung`;
const application = (code: string): object => concept(`${URI.onko}strahlentherapie-applikationsart`, code);
const radiation = (code: string): object => concept(`${URI.onko}strahlentherapie-strahlenart`, code);
const method = (code: string): object => ({ url: METHOD, valueCodeableConcept: application(code) });
const total = (value: number, unit = 'GBq'): object => ({ url: `${PART}-gesamtdosis`, valueQuantity: { value, unit } });
const GENERIC = concept(URI.ops, '8-53');
const ON = { performedDateTime: '2019-07-04' };
const COURSE = { performedPeriod: { start: '2019-07-04', end: '2019-09-14' } };

const cycles = (...resources: FhirResource[]): FactOf<'rlt_cycle'>[] => factsOf('rlt_cycle', ...resources);
const brief = (...resources: FhirResource[]): unknown[][] =>
  cycles(...resources).map((c) => [c.date, c.end, c.activityGbq, c.countable, c.agent]);

test('variant A (2024): nested Bestrahlung with MPSMA, Lu-177 and a total activity is a course from its first day', () => {
  const inner = [
    { url: 'Applikationsart', valueCodeableConcept: application('MPSMA') },
    { url: 'Strahlenart', valueCodeableConcept: radiation('Lu-177') },
    { url: 'Gesamtdosis', valueQuantity: { value: 22.2, unit: 'GBq' } },
  ];
  const nested = procedure({ code: GENERIC, ...COURSE, extension: [{ url: PART, extension: inner }] });
  assert.deepEqual(brief(nested), [['2019-07-04', '2019-09-14', 22.2, false, '177Lu-PSMA']]);
  const several = procedure({
    code: GENERIC,
    ...ON,
    extension: [
      { url: PART, extension: inner },
      { url: PART, extension: inner },
    ],
  });
  assert.deepEqual(brief(several), [['2019-07-04', null, 44.4, false, '177Lu-PSMA']]);
});

test('variant B: both codes in usedCode', () => {
  const both = procedure({ code: GENERIC, ...ON, usedCode: [radiation('Lu-177'), application('MPSMA')] });
  assert.deepEqual(brief(both), [['2019-07-04', null, null, true, '177Lu-PSMA']]);
});

test('variant C (2026): method extension and Strahlenart; parent and part of one therapy count once, as the part', () => {
  const parent = procedure({ id: 'parent', code: concept(URI.ops, '8-530.d0'), ...COURSE });
  const part = procedure({
    id: 'part',
    code: GENERIC,
    ...COURSE,
    partOf: [{ reference: 'Procedure/parent' }],
    extension: [method('MPSMA'), total(30)],
    usedCode: [radiation('Lu-177')],
  });
  const found = cycles(parent, part);
  assert.deepEqual(
    found.map((c) => [c.date, c.end, c.activityGbq, c.countable]),
    [['2019-07-04', '2019-09-14', 30, false]],
  );
  assert.ok(found[0]?.evidence.every((e) => e.source === 'structured' && e.resource.id === 'part'));
});

test('a parent coded as teletherapy does not hide its nuclear part', () => {
  const parent = procedure({ id: 'parent', code: concept(URI.ops, '8-52'), ...COURSE });
  const part = procedure({
    code: GENERIC,
    ...ON,
    partOf: [{ reference: 'urn:uuid:parent' }],
    extension: [method('MPSMA')],
    usedCode: [radiation('Lu-177')],
  });
  assert.equal(cycles(parent, part).length, 1);
});

test('variant D: one billing code is one administration, whatever its spelling', () => {
  for (const code of ['8-530.d0', '8-530.D0', ' 8-530.d0', '8-530.d2', '8-530.d1']) {
    assert.deepEqual(
      brief(procedure({ code: concept(URI.ops, code), ...ON })),
      [['2019-07-04', null, null, true, '177Lu-PSMA']],
      code,
    );
  }
  const dimdi = procedure({ code: concept('http://fhir.de/CodeSystem/dimdi/ops', '8-530.d0'), ...ON });
  assert.equal(cycles(dimdi).length, 1);
  const stay = procedure({
    code: concept(URI.ops, '8-530.d0'),
    performedPeriod: { start: '2019-07-03', end: '2019-07-05' },
  });
  assert.deepEqual(brief(stay), [['2019-07-03', '2019-07-05', null, true, '177Lu-PSMA']]);
});

test('variant E: administrations by ATC, HCPCS, NDC, substance or words are cycles', () => {
  for (const medicationCodeableConcept of [
    concept(URI.atc, 'V10XX05'),
    concept(URI.hcpcs, 'A9607'),
    concept(URI.ndc, '69488-0010-61'),
    concept(URI.sct, '1263794005'),
    { ...concept(URI.hcpcs, 'A9699'), text: 'Lutetium Lu 177 vipivotide tetraxetan' },
  ]) {
    const given = resource('MedicationAdministration', {
      status: 'completed',
      medicationCodeableConcept,
      effectiveDateTime: '2022-11-02',
    });
    assert.deepEqual(
      brief(given),
      [['2022-11-02', null, null, true, '177Lu-PSMA-617']],
      JSON.stringify(medicationCodeableConcept),
    );
  }
  const house = resource('MedicationAdministration', {
    status: 'completed',
    medicationCodeableConcept: { text: '177Lu-PSMA-I&T 7,4 GBq' },
    effectiveDateTime: '2019-01-02',
  });
  assert.equal(cycles(house)[0]?.agent, '177Lu-PSMA-I&T');
});

test('units of A9607 are millicuries of one dose, never a number of cycles', () => {
  const given = (dose: object): FhirResource =>
    resource('MedicationAdministration', {
      status: 'completed',
      medicationCodeableConcept: concept(URI.hcpcs, 'A9607'),
      effectiveDateTime: '2022-11-02',
      dosage: { dose },
    });
  assert.deepEqual(brief(given({ value: 200, unit: 'mCi' })), [['2022-11-02', null, 7.4, true, '177Lu-PSMA-617']]);
  assert.deepEqual(brief(given({ value: 200, unit: 'units' })), [['2022-11-02', null, 7.4, true, '177Lu-PSMA-617']]);
  assert.deepEqual(brief(given({ value: 7400, unit: 'MBq' })), [['2022-11-02', null, 7.4, true, '177Lu-PSMA-617']]);
});

test('an order of the radioligand is a plan, no cycle; a statement with an open period is a course', () => {
  const medicationCodeableConcept = { text: 'Pluvicto' };
  const order = resource('MedicationRequest', {
    status: 'active',
    intent: 'order',
    medicationCodeableConcept,
    authoredOn: '2022-10-20',
  });
  assert.equal(cycles(order)[0]?.status, 'planned');
  const statement = resource('MedicationStatement', {
    status: 'active',
    medicationCodeableConcept,
    effectivePeriod: { start: '2022-10-20' },
  });
  assert.equal(cycles(statement)[0]?.countable, false);
});

test('actinium, DOTATATE, radium, other nuclides, imaging and dosimetry make no cycle', () => {
  const registry = (app: string, nuclide: string): FhirResource =>
    procedure({ code: GENERIC, ...ON, extension: [method(app)], usedCode: [radiation(nuclide)] });
  for (const [app, nuclide] of [
    ['MPSMA', 'Ac-225'],
    ['MPSMA', 'Tb-161'],
    ['MPRRT', 'Lu-177'],
    ['MSIRT', 'Y-90'],
  ] as const) {
    assert.deepEqual(cycles(registry(app, nuclide)), [], `${app} ${nuclide}`);
  }
  for (const code of ['8-530.61', '8-530.62', '8-530.11', '8-531.00', '3-70c.1', '8-539.0', '8-53']) {
    assert.deepEqual(cycles(procedure({ code: concept(URI.ops, code), ...ON })), [], code);
  }
  for (const text of [
    '68Ga-PSMA-PET/CT',
    '177Lu-DOTATATE',
    '225Ac-PSMA-617',
    'Aufklärung zur 177Lu-PSMA-Therapie',
    'Lu-PSMA geplant',
  ]) {
    assert.deepEqual(cycles(procedure({ code: { text }, ...ON })), [], text);
  }
});

test('a tandem of lutetium and actinium is a cycle', () => {
  const tandem = procedure({
    code: GENERIC,
    ...ON,
    extension: [method('MPSMA')],
    usedCode: [radiation('Lu-177'), radiation('Ac-225')],
  });
  assert.equal(cycles(tandem).length, 1);
});

test('MPSMA without a nuclide is a cycle with a doubt; with a few MBq it is actinium and only counted', () => {
  const bare = procedure({ code: GENERIC, ...ON, extension: [method('MPSMA')] });
  assert.ok(cycles(bare)[0]?.doubt);
  const faint = procedure({ code: GENERIC, ...ON, extension: [method('MPSMA'), total(8, 'MBq')] });
  assert.deepEqual(cycles(faint), []);
  assert.deepEqual(problemsOf(faint), ['activity_implausible']);
});

test('codes of former years count only with PSMA in words; alone they are counted as candidates', () => {
  const old = (text?: string): FhirResource =>
    procedure({ code: { ...concept(URI.ops, '8-530.60'), ...(text === undefined ? {} : { text }) }, ...ON });
  assert.deepEqual(cycles(old()), []);
  assert.deepEqual(problemsOf(old()), ['rlt_candidate']);
  assert.equal(cycles(old('Radioligandentherapie mit 177Lu-PSMA-617'))[0]?.agent, '177Lu-PSMA-617');
});

test('a period is one administration up to 13 days; longer, over 9.3 GBq, or an open registry record is a course', () => {
  const lasting = (end: string): boolean | undefined =>
    cycles(procedure({ code: concept(URI.ops, '8-530.d0'), performedPeriod: { start: '2019-07-01', end } }))[0]
      ?.countable;
  assert.equal(lasting('2019-07-14'), true);
  assert.equal(lasting('2019-07-15'), false);
  const strong = procedure({
    code: GENERIC,
    ...ON,
    extension: [method('MPSMA'), total(30)],
    usedCode: [radiation('Lu-177')],
  });
  assert.equal(cycles(strong)[0]?.countable, false);
  const begun = procedure({
    status: 'in-progress',
    code: GENERIC,
    performedPeriod: { start: '2019-07-01' },
    extension: [method('MPSMA')],
    usedCode: [radiation('Lu-177')],
  });
  assert.deepEqual(brief(begun), [['2019-07-01', null, null, false, '177Lu-PSMA']]);
});

test('a period of which only the end is known gives no date, but a bound', () => {
  const ended = procedure({
    code: concept(URI.ops, '8-530.d0'),
    performedPeriod: { _start: { extension: [] }, end: '2019-09-14' },
  });
  const [fact] = cycles(ended);
  assert.deepEqual(
    [fact?.date, fact?.end, fact?.documented, fact?.countable],
    [null, '2019-09-14', '2019-09-14', false],
  );
});
