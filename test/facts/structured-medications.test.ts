import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { URI, concept, factsOf, problemsOf, procedure, resource } from './structured-fixtures.ts';

const DOCETAXEL = concept(URI.atc, 'L01CD02');
const given = (medicationCodeableConcept: object, effectiveDateTime = '2018-02-01'): FhirResource =>
  resource('MedicationAdministration', { status: 'completed', medicationCodeableConcept, effectiveDateTime });
const drugs = (...resources: FhirResource[]): string[] =>
  factsOf('drug', ...resources).map((f) => `${f.class} ${f.drug}`);

test('one ingredient by ATC, RxNorm, SNOMED, HCPCS, OPS or its names, in either language', () => {
  for (const code of [
    DOCETAXEL,
    concept('http://www.whocc.no/atc', 'l01cd02'),
    concept('http://fhir.de/CodeSystem/dimdi/atc', 'L01CD02'),
    concept(URI.rxnorm, '72962'),
    concept(URI.sct, '386918005'),
    concept(URI.hcpcs, 'J9171'),
    concept(URI.rxnorm, '1860480', '1 ML DOCEtaxel 20 MG/ML Injection'),
    { text: 'Taxotere' },
    { coding: [{ extension: [{ url: 'data-absent-reason' }] }], text: 'Docetaxel' },
  ]) {
    assert.deepEqual(drugs(given(code)), ['taxane docetaxel'], JSON.stringify(code));
  }
  assert.deepEqual(drugs(procedure({ code: concept(URI.ops, '6-006.1'), performedDateTime: '2018' })), [
    'taxane cabazitaxel',
  ]);
  assert.deepEqual(drugs(given({ text: 'Abirateronacetat 250 mg' })), ['arpi abiraterone']);
});

test('classes: ARPIs are not antiandrogens of the first generation; supportive drugs are no exposure', () => {
  assert.deepEqual(drugs(given(concept(URI.atc, 'L02BB04'))), ['arpi enzalutamide']);
  for (const code of ['L02BB03', 'L02BB01', 'L02BB02', 'G03HA01', 'L02AE02', 'L02BX02'])
    assert.match(drugs(given(concept(URI.atc, code)))[0] ?? '', /^adt /, code);
  assert.deepEqual(drugs(given(concept(URI.atc, 'V10XX03'))), ['other radium-223']);
  for (const text of ['Denosumab', 'Prednison 5 mg', 'Zometa', 'Dexamethason'])
    assert.deepEqual(drugs(given({ text })), [], text);
  assert.deepEqual(drugs(given(concept(URI.atc, 'M05BX04'))), []);
});

test('a fixed combination is each of its ingredients', () => {
  assert.deepEqual(drugs(given(concept(URI.atc, 'L01XK52'))), ['arpi abiraterone', 'other niraparib']);
});

test('medication references: contained, relative, urn:uuid, absolute if it is there, by ingredient', () => {
  const by = (reference: string, extra: object = {}): FhirResource =>
    resource('MedicationAdministration', {
      status: 'completed',
      medicationReference: { reference },
      effectiveDateTime: '2018',
      ...extra,
    });
  const medication: FhirResource = { resourceType: 'Medication', id: 'med', code: DOCETAXEL };
  const mixture: FhirResource = {
    resourceType: 'Medication',
    id: 'mix',
    ingredient: [{ itemCodeableConcept: DOCETAXEL }],
  };
  assert.deepEqual(drugs(by('#m', { contained: [{ resourceType: 'Medication', id: 'm', code: DOCETAXEL }] })), [
    'taxane docetaxel',
  ]);
  for (const reference of [
    'Medication/med',
    'urn:uuid:med',
    'https://elsewhere.example/fhir/Medication/med',
    'Medication/med/_history/2',
  ]) {
    assert.deepEqual(drugs(medication, by(reference)), ['taxane docetaxel'], reference);
  }
  assert.deepEqual(drugs(mixture, by('Medication/mix')), ['taxane docetaxel']);
  assert.deepEqual(drugs(by('Medication/none')), []);
  assert.deepEqual(problemsOf(by('Medication/none')), ['unresolved_reference']);
  const displayed = resource('MedicationAdministration', {
    status: 'completed',
    medicationReference: { reference: 'Medication/none', display: 'Docetaxel' },
  });
  assert.deepEqual(drugs(displayed), ['taxane docetaxel']);
});

test('start and end: an administration is its day, a statement its period or that of its therapy, an order has no end', () => {
  const dates = (...resources: FhirResource[]): unknown[] =>
    factsOf('drug', ...resources).map((f) => [f.date, f.end, f.documented]);
  assert.deepEqual(dates(given(DOCETAXEL, '2018-02-01T10:00:00+01:00')), [['2018-02-01', '2018-02-01', undefined]]);
  const statement = (body: object): FhirResource =>
    resource('MedicationStatement', { status: 'completed', medicationCodeableConcept: DOCETAXEL, ...body });
  assert.deepEqual(dates(statement({ effectivePeriod: { start: '2017-02', end: '2017-06' } })), [
    ['2017-02', '2017-06', undefined],
  ]);
  const therapy = procedure({
    id: 'th',
    code: { text: 'Therapie' },
    performedPeriod: { start: '2017-02-03', end: '2017-06-01' },
  });
  assert.deepEqual(dates(therapy, statement({ partOf: [{ reference: 'Procedure/th' }] })), [
    ['2017-02-03', '2017-06-01', undefined],
  ]);
  assert.deepEqual(dates(statement({ dateAsserted: '2019-01-01' })), [[null, null, '2019-01-01']]);
  const order = resource('MedicationRequest', {
    status: 'stopped',
    intent: 'order',
    medicationCodeableConcept: DOCETAXEL,
    authoredOn: '2018-05-05',
  });
  assert.deepEqual(dates(order), [['2018-05-05', null, undefined]]);
});

test('proposals, plans and prohibitions are no exposure', () => {
  const order = (body: object): FhirResource =>
    resource('MedicationRequest', {
      status: 'active',
      medicationCodeableConcept: DOCETAXEL,
      authoredOn: '2018',
      ...body,
    });
  for (const intent of ['proposal', 'plan', 'option']) assert.deepEqual(drugs(order({ intent })), [], intent);
  for (const intent of ['order', 'instance-order', 'filler-order'])
    assert.deepEqual(drugs(order({ intent })), ['taxane docetaxel'], intent);
  assert.deepEqual(drugs(order({ intent: 'order', doNotPerform: true })), []);
  assert.deepEqual(
    drugs(resource('CarePlan', { status: 'active', intent: 'plan', activity: [{ detail: { code: DOCETAXEL } }] })),
    [],
  );
  assert.deepEqual(
    drugs(resource('ServiceRequest', { status: 'active', intent: 'order', code: { text: 'Docetaxel' } })),
    [],
  );
  assert.deepEqual(drugs(procedure({ code: { text: 'Aufklärung Docetaxel' }, performedDateTime: '2018' })), []);
});

test('a registry therapy takes from its protocol only what its statements leave out', () => {
  const type = `${URI.onko}therapie-typ`;
  const therapy = procedure({
    id: 'th',
    code: concept(type, 'CH'),
    usedCode: [{ text: 'Docetaxel + Carboplatin' }],
    performedPeriod: { start: '2017-02-03', end: '2017-06-01' },
  });
  const statement = resource('MedicationStatement', {
    status: 'completed',
    partOf: [{ reference: 'Procedure/th' }],
    medicationCodeableConcept: DOCETAXEL,
    effectivePeriod: { start: '2017-02-03', end: '2017-06-01' },
  });
  const found = factsOf('drug', therapy, statement);
  assert.deepEqual(found.map((f) => `${f.drug} ${f.evidence.length}`).sort(), ['carboplatin 1', 'docetaxel 1']);
});

test('a registry substance that nobody has mapped is counted', () => {
  const meta = { profile: [`${URI.onkoProfile}systemische-therapie-medikation`] };
  const statement = (text: string): FhirResource =>
    resource('MedicationStatement', {
      meta,
      status: 'active',
      medicationCodeableConcept: { text },
      effectivePeriod: { start: '2020' },
    });
  assert.deepEqual(problemsOf(statement('Neuartinib')), ['unknown_substance']);
  assert.deepEqual(problemsOf(statement('Denosumab')), []);
});

test('coded treatment lists therapy, once an ingredient at its first date; androgen deprivation alone does not', () => {
  const history = (...resources: FhirResource[]): unknown[] =>
    factsOf('therapy_history', ...resources).map((f) => [f.scope, f.status, f.date]);
  assert.deepEqual(history(given(DOCETAXEL, '2018-03-01'), given(DOCETAXEL, '2018-02-08')), [
    ['systemic', 'listed', '2018-02-08'],
  ]);
  assert.deepEqual(history(given(concept(URI.atc, 'L02AE02'))), []);
  assert.deepEqual(history(given({ text: 'Metformin' })), []);
});

test('a registry record of systemic therapy lists therapy, also of hormones alone', () => {
  const hormone = procedure({
    code: concept(`${URI.onko}therapie-typ`, 'HO'),
    performedPeriod: { start: '2016-05-10' },
  });
  assert.deepEqual(
    factsOf('therapy_history', hormone).map((f) => [f.scope, f.status, f.date]),
    [['systemic', 'listed', '2016-05-10']],
  );
  const surgery = procedure({ code: concept(`${URI.onko}therapie-typ`, 'OP'), performedDateTime: '2016' });
  assert.deepEqual(factsOf('therapy_history', surgery), []);
});
