import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { URI, concept, factsOf, observation, problemsOf, procedure, resource } from './structured-fixtures.ts';

const patient = (body: object): FhirResource => ({ resourceType: 'Patient', id: 'p', ...body });
const deaths = (...resources: FhirResource[]): unknown[] =>
  factsOf('death', ...resources).map((f) => [f.date, f.reportedBy]);

test('birth and sex are read; partial birth dates stay partial', () => {
  const facts = factsOf('birth', patient({ birthDate: '1949-03', gender: 'male' }));
  assert.deepEqual(
    facts.map((f) => f.date),
    ['1949-03'],
  );
  assert.deepEqual(
    factsOf('sex', patient({ gender: 'male' })).map((f) => f.value),
    ['male'],
  );
  assert.deepEqual(factsOf('sex', patient({ gender: 'm' })), []);
});

test('B23 deceased with a date, a month or only a yes; deceasedBoolean false says nothing', () => {
  assert.deepEqual(deaths(patient({ deceasedDateTime: '2020-11-03T22:15:00-05:00' })), [['2020-11-03', 'patient']]);
  assert.deepEqual(deaths(patient({ deceasedDateTime: '2020-11' })), [['2020-11', 'patient']]);
  assert.deepEqual(deaths(patient({ deceasedBoolean: true })), [[null, 'patient']]);
  assert.deepEqual(deaths(patient({ deceasedBoolean: false })), []);
});

test('registry death: one observation a cause is one death; vital status T is a death, L is nothing', () => {
  const tod = (cause: string): FhirResource =>
    observation(concept(URI.sct, '184305005'), {
      effectiveDateTime: '2021-04-02',
      valueCodeableConcept: concept(URI.gm, cause),
    });
  const [fact, ...more] = factsOf('death', tod('C61'), tod('R64'));
  assert.deepEqual(
    [fact?.date, fact?.reportedBy, fact?.evidence.length, more.length],
    ['2021-04-02', 'death_certificate', 2, 0],
  );
  assert.deepEqual(factsOf('diagnosis', tod('C61')), [], 'a cause of death is no diagnosis');
  const vital = (code: string): FhirResource =>
    observation(concept(URI.loinc, '67162-8'), {
      effectiveDateTime: '2021-04-02',
      valueCodeableConcept: concept(
        'https://www.medizininformatik-initiative.de/fhir/core/modul-person/CodeSystem/Vitalstatus',
        code,
      ),
    });
  assert.deepEqual(deaths(vital('T')), [['2021-04-02', 'vital_status']]);
  assert.deepEqual(deaths(vital('L')), []);
});

test('a US certificate proves death; its own date only bounds it', () => {
  const certificate = observation(concept(URI.loinc, '69453-9'), {
    effectiveDateTime: '2021-04-12',
    valueCodeableConcept: { text: 'x' },
  });
  const [fact] = factsOf('death', certificate);
  assert.deepEqual([fact?.date, fact?.documented], [null, '2021-04-12']);
  const dated = observation(concept(URI.loinc, '81956-5'), { valueDateTime: '2021-04-10' });
  assert.deepEqual(deaths(dated), [['2021-04-10', 'death_certificate']]);
});

test('discharge as dead ends in death, coded as exp or by the German reason 07', () => {
  const stay = (dischargeDisposition: object, status = 'finished'): FhirResource =>
    resource('Encounter', {
      status,
      period: { start: '2021-04-01', end: '2021-04-05' },
      hospitalization: { dischargeDisposition },
    });
  assert.deepEqual(deaths(stay(concept('http://terminology.hl7.org/CodeSystem/discharge-disposition', 'exp'))), [
    ['2021-04-05', 'encounter'],
  ]);
  const inner = {
    url: 'ErsteUndZweiteStelle',
    valueCoding: { system: 'http://fhir.de/CodeSystem/dkgev/EntlassungsgrundErsteUndZweiteStelle', code: '07' },
  };
  assert.deepEqual(
    deaths(stay({ extension: [{ url: 'http://fhir.de/StructureDefinition/Entlassungsgrund', extension: [inner] }] })),
    [['2021-04-05', 'encounter']],
  );
  assert.deepEqual(deaths(stay(concept('http://terminology.hl7.org/CodeSystem/discharge-disposition', 'home'))), []);
  assert.deepEqual(
    deaths(stay(concept('http://terminology.hl7.org/CodeSystem/discharge-disposition', 'exp'), 'entered-in-error')),
    [],
  );
});

test('a patient merged into another is counted', () => {
  assert.deepEqual(problemsOf(patient({ link: [{ type: 'replaced-by', other: { reference: 'Patient/q' } }] })), [
    'replaced_patient',
  ]);
});

const activity = (...resources: FhirResource[]): string[] =>
  factsOf('activity', ...resources).map((f) => `${f.date} ${f.activity}`);

test('visits, procedures, administrations, measurements, specimens and images are activity', () => {
  assert.deepEqual(
    activity(resource('Encounter', { status: 'finished', period: { start: '2020-01-01', end: '2020-01-04' } })),
    ['2020-01-01 encounter', '2020-01-04 encounter'],
  );
  assert.deepEqual(activity(procedure({ code: { text: 'x' }, performedDateTime: '2020-02-01' })), [
    '2020-02-01 procedure',
  ]);
  assert.deepEqual(
    activity(
      resource('MedicationAdministration', { status: 'completed', effectiveDateTime: '2020-03-01T23:30:00+01:00' }),
    ),
    ['2020-03-01 administration'],
  );
  assert.deepEqual(
    activity(observation(concept(URI.loinc, '718-7'), { effectiveDateTime: '2020-04-01', issued: '2020-04-09' })),
    ['2020-04-01 observation'],
  );
  assert.deepEqual(
    activity(resource('Specimen', { collection: { collectedDateTime: '2020-05-01' }, receivedTime: '2020-05-03' })),
    ['2020-05-01 specimen'],
  );
  assert.deepEqual(activity(resource('ImagingStudy', { status: 'available', started: '2020-06-01T08:00:00Z' })), [
    '2020-06-01 imaging',
  ]);
  const report = { status: 'final', code: { text: 'CT' }, effectiveDateTime: '2020-07-01', issued: '2020-07-02' };
  assert.deepEqual(
    activity(
      resource('DiagnosticReport', {
        ...report,
        category: [concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'RAD')],
      }),
    ),
    ['2020-07-01 imaging'],
  );
  assert.deepEqual(activity(resource('DiagnosticReport', report)), []);
});

test('issued, recorded, authored and asserted dates, letters, orders, vital status and cancelled visits are no activity', () => {
  const silent = [
    observation(concept(URI.loinc, '718-7'), { issued: '2020-04-09' }),
    observation(concept(URI.loinc, '67162-8'), { effectiveDateTime: '2020-04-09' }),
    observation(concept(URI.sct, '184305005'), { effectiveDateTime: '2020-04-09' }),
    observation(
      { text: 'x' },
      {
        effectiveDateTime: '2020-04-09',
        category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'survey')],
      },
    ),
    resource('Condition', { code: concept(URI.gm, 'C61'), recordedDate: '2020-04-09', onsetDateTime: '2020-04-09' }),
    resource('MedicationRequest', { status: 'active', intent: 'order', authoredOn: '2020-04-09' }),
    resource('MedicationStatement', { status: 'active', effectiveDateTime: '2020-04-09', dateAsserted: '2020-04-09' }),
    resource('DocumentReference', { status: 'current', date: '2020-04-09T10:00:00Z' }),
    resource('Composition', { status: 'final', date: '2020-04-09' }),
    resource('ServiceRequest', { status: 'active', intent: 'order', authoredOn: '2020-04-09' }),
    resource('Encounter', { status: 'planned', period: { start: '2020-04-09' } }),
    resource('Encounter', { status: 'cancelled', period: { start: '2020-04-09' } }),
    procedure({ status: 'not-done', performedDateTime: '2020-04-09' }),
  ];
  assert.deepEqual(activity(...silent), []);
});

test('many values of one day are one day of activity', () => {
  const values = Array.from({ length: 40 }, () =>
    observation(concept(URI.loinc, '718-7'), { effectiveDateTime: '2020-04-01' }),
  );
  assert.deepEqual(activity(...values), ['2020-04-01 observation']);
});
