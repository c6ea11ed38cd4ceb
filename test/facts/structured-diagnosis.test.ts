import assert from 'node:assert/strict';
import { test } from 'node:test';
import { URI, concept, condition, factsOf, problemsOf, resource } from './structured-fixtures.ts';

const C61 = concept(URI.gm, 'C61');
const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
const status = (code: string): object => ({ verificationStatus: concept(URI.verification, code) });
const certainty = (letter: string): object => ({
  coding: [
    {
      system: URI.gm,
      code: 'C61',
      extension: [
        {
          url: 'http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit',
          valueCoding: { system: 'https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT', code: letter },
        },
      ],
    },
  ],
});

test('the day of recording is never the day of diagnosis: it only bounds it', () => {
  const [fact] = factsOf('diagnosis', condition(C61, { recordedDate: '2024-02-16' }));
  assert.equal(fact?.date, null);
  assert.equal(fact?.documented, '2024-02-16');
});

test('the asserted date stands before onset, onset before a recorded date of 2024', () => {
  const asserted = { extension: [{ url: ASSERTED, valueDateTime: '2020-05' }] };
  const both = condition(C61, { ...asserted, onsetDateTime: '2020-06-01', recordedDate: '2024-02-16' });
  const [first] = factsOf('diagnosis', both);
  assert.equal(first?.date, '2020-05');
  const evidence = first?.evidence[0];
  assert.ok(
    evidence?.source === 'structured' &&
      evidence.rule === 'dx-asserted' &&
      evidence.says === 'ICD-10-GM C61 on 2020-05',
  );
  assert.equal(
    factsOf('diagnosis', condition(C61, { onsetDateTime: '2020-06-01', recordedDate: '2024' }))[0]?.date,
    '2020-06-01',
  );
});

test('an asserted date that holds only a data-absent-reason is skipped', () => {
  const absent = {
    url: ASSERTED,
    _valueDateTime: { extension: [{ url: 'data-absent-reason', valueCode: 'unknown' }] },
  };
  const [fact] = factsOf('diagnosis', condition(C61, { extension: [absent], onsetDateTime: '2019-03' }));
  assert.equal(fact?.date, '2019-03');
});

test('a recorded date counts as diagnosis only under a profile of 2024, and only where no asserted date is known', () => {
  const old = { meta: { profile: [`${URI.onkoProfile}diagnose-primaertumor|2024.0.0`] }, recordedDate: '2018-04-03' };
  assert.equal(factsOf('diagnosis', condition(C61, old))[0]?.date, '2018-04-03');
  const recent = { ...old, meta: { profile: [`${URI.onkoProfile}diagnose-primaertumor|2026.0.3`] } };
  assert.equal(factsOf('diagnosis', condition(C61, recent))[0]?.date, null);
  const known = condition(C61, { extension: [{ url: ASSERTED, valueDateTime: '2018-01-09' }] });
  const dates = factsOf('diagnosis', condition(C61, old), known).map(({ date }) => date);
  assert.deepEqual(dates, ['2018-01-09', null]);
});

test('verification status: refuted and entered in error drop a diagnosis, unconfirmed ones make a suspicion', () => {
  const expected: Record<string, string | undefined> = {
    confirmed: 'confirmed',
    unconfirmed: 'suspected',
    provisional: 'suspected',
    differential: 'suspected',
    refuted: undefined,
    'entered-in-error': undefined,
  };
  for (const [code, want] of Object.entries(expected)) {
    assert.equal(factsOf('diagnosis', condition(C61, status(code)))[0]?.certainty, want, code);
  }
  assert.equal(factsOf('diagnosis', condition(C61))[0]?.certainty, 'confirmed');
});

test('German diagnosis certainty: A is no case, V a suspicion, Z a history, G certain', () => {
  assert.equal(factsOf('diagnosis', condition(certainty('A'))).length, 0);
  assert.equal(factsOf('diagnosis', condition(certainty('V')))[0]?.certainty, 'suspected');
  assert.equal(factsOf('diagnosis', condition(certainty('Z')))[0]?.certainty, 'history');
  assert.equal(factsOf('diagnosis', condition(certainty('G')))[0]?.certainty, 'confirmed');
});

test('a suspicion in words is one also beside a certain code', () => {
  const [fact] = factsOf('diagnosis', condition({ ...C61, text: 'V.a. Prostatakarzinom' }));
  assert.equal(fact?.certainty, 'suspected');
});

test('other primaries, in-situ, uncertain and benign codes and a raised PSA are no diagnosis', () => {
  for (const code of ['C62.9', 'C16.0', 'C50.9', 'C34.1', 'D07.5', 'D40.0', 'N40', 'R97.20', 'R97.21', 'C79.82']) {
    assert.deepEqual(factsOf('diagnosis', condition(concept(URI.cm, code))), [], code);
  }
  assert.deepEqual(factsOf('diagnosis', condition(concept(URI.sct, '92691004'))), []);
});

test('a neoplasm of the prostate whose behaviour is open is a suspicion with a doubt', () => {
  const [fact] = factsOf('diagnosis', condition(concept(URI.sct, '126906006'), { onsetDateTime: '2000-03-10' }));
  assert.equal(fact?.certainty, 'suspected');
  assert.ok(fact?.doubt);
});

test('Z85.46 is a history without a date; a metastasis of prostate cancer implies it without a date', () => {
  const [history] = factsOf('diagnosis', condition(concept(URI.cm, 'Z85.46'), { onsetDateTime: '2011' }));
  assert.deepEqual([history?.certainty, history?.date], ['history', null]);
  const [implied] = factsOf('diagnosis', condition(concept(URI.sct, '314994000'), { onsetDateTime: '2015-02' }));
  assert.deepEqual([implied?.certainty, implied?.date], ['confirmed', null]);
});

test('ICD-O topography C61.9 makes a diagnosis with an invasive morphology, not beside another tumour or a metastasis', () => {
  const bodySite = [concept('urn:oid:2.16.840.1.113883.6.43.1', 'C61.9')];
  const morphology = {
    extension: [{ url: `${URI.onkoExtension}histology`, valueCodeableConcept: concept(URI.icdo, '8140/3') }],
  };
  assert.equal(factsOf('diagnosis', condition({ text: 'Tumor' }, { bodySite, ...morphology })).length, 1);
  assert.equal(factsOf('diagnosis', condition({ text: 'Tumor' }, { bodySite })).length, 0);
  assert.equal(factsOf('diagnosis', condition(concept(URI.gm, 'C67.9'), { bodySite, ...morphology })).length, 0);
  assert.equal(factsOf('diagnosis', condition(concept(URI.gm, 'C79.5'), { bodySite, ...morphology })).length, 0);
});

test('a tumour that another is said to have followed is history, not the diagnosis', () => {
  const earlier = condition(C61, { onsetDateTime: '1999' });
  const url = 'http://hl7.org/fhir/StructureDefinition/condition-occurredFollowing';
  const later = condition(C61, {
    onsetDateTime: '2019',
    extension: [{ url, valueReference: { reference: `Condition/${earlier.id}` } }],
  });
  const facts = factsOf('diagnosis', earlier, later);
  assert.deepEqual(
    facts.map(({ date, certainty }) => [date, certainty]),
    [
      ['2019', 'confirmed'],
      [null, 'history'],
    ],
  );
});

test('a prostate code in the record of a woman is a counted suspicion, never a case', () => {
  const woman = resource('Patient', { id: 'p', gender: 'female' });
  const [fact] = factsOf('diagnosis', woman, condition(C61));
  assert.equal(fact?.certainty, 'suspected');
  assert.ok(problemsOf(woman, condition(C61)).includes('sex_conflict'));
});

test('castration resistance: Z19.2 and 427492003 present, Z19.1 absent; dated by onset, bounded by recording', () => {
  const [resistant] = factsOf(
    'castration_resistance',
    condition(concept(URI.cm, 'Z19.2'), { onsetDateTime: '2018-03-01', recordedDate: '2018-03-20' }),
  );
  assert.deepEqual(
    [resistant?.status, resistant?.date, resistant?.documented],
    ['present', '2018-03-01', '2018-03-20'],
  );
  const refractory = condition(concept(URI.sct, '427492003'), { onsetDateTime: '2017' });
  assert.equal(factsOf('castration_resistance', refractory)[0]?.date, '2017');
  assert.deepEqual(
    factsOf('diagnosis', refractory).map(({ date }) => date),
    [null],
  );
  assert.equal(factsOf('castration_resistance', condition(concept(URI.cm, 'Z19.1')))[0]?.status, 'absent');
  assert.deepEqual(factsOf('diagnosis', condition(concept(URI.cm, 'Z19.2'))), []);
});

test("hormone resistance of another tumour is not the prostate's", () => {
  const resistant = condition(concept(URI.cm, 'Z19.2'), { onsetDateTime: '2018' });
  const breast = condition(concept(URI.cm, 'C50.9'));
  const woman = resource('Patient', { id: 'p', gender: 'female' });
  assert.deepEqual(factsOf('castration_resistance', woman, resistant), []);
  assert.deepEqual(factsOf('castration_resistance', breast, resistant), []);
  assert.equal(factsOf('castration_resistance', breast, condition(C61), resistant).length, 1);
  assert.equal(factsOf('castration_resistance', resistant).length, 1);
});

test('a date that does not exist is counted and unknown', () => {
  const wrong = condition(C61, { onsetDateTime: '2019-02-30' });
  assert.equal(factsOf('diagnosis', wrong)[0]?.date, null);
  assert.deepEqual(problemsOf(wrong), ['bad_date']);
});
