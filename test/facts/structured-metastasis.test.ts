import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { URI, concept, condition, factsOf, observation, problemsOf, resource } from './structured-fixtures.ts';

const sites = (...resources: FhirResource[]): string[] =>
  factsOf('metastasis', ...resources).map(({ site, nodal, status }) => [site, nodal, status].filter(Boolean).join(' '));
const FERN = concept(URI.sct, '385421009');
const fern = (code: string): object => concept(`${URI.onko}fernmetastasen`, code);
const finding = (...coding: object[]): FhirResource =>
  observation({ text: 'Befund' }, { effectiveDateTime: '2020-01-05', valueCodeableConcept: { coding } });
const LIVER = { system: URI.sct, code: '94381002' };

test('ICD codes of both countries name their organ; nodes are regional in the pelvis and distant elsewhere', () => {
  const expected: Record<string, string> = {
    'C79.5': 'bone present',
    'C79.51': 'bone present',
    'C78.7': 'liver present',
    'C78.01': 'lung present',
    'C77.5': 'lymph_node regional present',
    'C77.2': 'lymph_node distant present',
    'C77.9': 'lymph_node present',
    'C79.31': 'brain present',
    'C79.7': 'adrenal present',
    'C78.6': 'peritoneum present',
    'C78.2': 'pleura present',
    'C79.2': 'other present',
  };
  for (const [code, want] of Object.entries(expected))
    assert.deepEqual(sites(condition(concept(URI.cm, code))), [want], code);
  assert.deepEqual(sites(condition(concept(URI.cm, 'C79.52'))), ['other present'], 'marrow is not bone in ICD-10-CM');
});

test('a coded metastasis is dated by onset; the day of coding only bounds it, as does the stay on which it was coded', () => {
  const [dated] = factsOf(
    'metastasis',
    condition(concept(URI.cm, 'C79.51'), { onsetDateTime: '2018-02', recordedDate: '2018-03-01' }),
  );
  assert.deepEqual([dated?.date, dated?.documented, dated?.doubt], ['2018-02', '2018-03-01', undefined]);
  const stay = resource('Encounter', {
    id: 'stay',
    status: 'finished',
    period: { start: '2019-07-03', end: '2019-07-06' },
  });
  const coded = condition(concept(URI.gm, 'C78.7'), { encounter: { reference: 'Encounter/stay' } });
  const [bounded] = factsOf('metastasis', stay, coded);
  assert.deepEqual([bounded?.date, bounded?.documented], [null, '2019-07-06']);
});

test('unconfirmed is uncertain, refuted is nothing, resolved is historical', () => {
  const bone = concept(URI.gm, 'C79.5');
  const status = (code: string): object => ({ verificationStatus: concept(URI.verification, code) });
  assert.deepEqual(sites(condition(bone, status('provisional'))), ['bone uncertain']);
  assert.deepEqual(sites(condition(bone, status('refuted'))), []);
  assert.deepEqual(
    sites(
      condition(bone, {
        clinicalStatus: concept('http://terminology.hl7.org/CodeSystem/condition-clinical', 'resolved'),
      }),
    ),
    ['bone historical'],
  );
});

test('registry sites are present, LYM is distant nodes, marrow and pleura are not bone and lung', () => {
  for (const [code, want] of [
    ['OSS', 'bone present'],
    ['HEP', 'liver present'],
    ['PUL', 'lung present'],
    ['LYM', 'lymph_node distant present'],
    ['MAR', 'other present'],
    ['PLE', 'pleura present'],
  ] as const) {
    assert.deepEqual(sites(observation(FERN, { valueCodeableConcept: fern(code), effectiveDateTime: '2017-05' })), [
      want,
    ]);
  }
  assert.deepEqual(problemsOf(observation(FERN, { valueCodeableConcept: fern('GEN') })), ['metastasis_without_site']);
});

test('the registry reporting a site twice gives one fact with both proofs', () => {
  const body = { valueCodeableConcept: fern('OSS'), effectiveDateTime: '2017-05' };
  const facts = factsOf('metastasis', observation(FERN, body), observation(FERN, body));
  assert.equal(facts.length, 1);
  assert.equal(facts[0]?.evidence.length, 2);
});

test('mCODE: a generic disorder takes its organ from the body site; without one it names none and is counted', () => {
  const generic = concept(URI.sct, '128462008');
  assert.deepEqual(sites(condition(generic, { bodySite: [concept(URI.sct, '10200004')] })), ['liver present']);
  assert.deepEqual(sites(condition(generic, { bodySite: [{ text: 'Lunge links' }] })), ['lung present']);
  assert.deepEqual(sites(condition(generic)), []);
  assert.deepEqual(problemsOf(condition(generic)), ['metastasis_without_site']);
});

test('ICD and SNOMED codings of one condition are synonyms, one fact', () => {
  const both = {
    coding: [
      { system: URI.cm, code: 'C79.51' },
      { system: URI.sct, code: '94222008' },
    ],
  };
  assert.deepEqual(sites(condition(both)), ['bone present']);
});

test('a coded value negated by a second coding is absent, not a liver metastasis', () => {
  assert.deepEqual(sites(finding(LIVER, { system: URI.sct, code: '41647002', display: 'No evidence of' })), [
    'liver absent',
  ]);
  assert.deepEqual(sites(finding(LIVER)), ['liver present']);
  assert.deepEqual(sites(finding(LIVER, { system: URI.sct, code: '415684004' })), ['liver uncertain']);
});

test('negating words without a negating code leave a coded value uncertain', () => {
  const said = observation(
    { text: 'Befund' },
    { valueCodeableConcept: { coding: [LIVER], text: 'kein Hinweis auf Leberfilialisierung' } },
  );
  assert.deepEqual(sites(said), ['liver uncertain']);
});

test('history of metastatic cancer: true is historical, valueBoolean false is a denial', () => {
  const asked = (value: boolean): FhirResource =>
    observation(concept(URI.sct, '425048006'), { valueBoolean: value, bodySite: concept(URI.sct, '39607008') });
  assert.deepEqual(sites(asked(true)), ['lung historical']);
  assert.deepEqual(sites(asked(false)), ['lung absent']);
  assert.deepEqual(sites(observation(concept(URI.sct, '94222008'), { valueBoolean: false })), ['bone absent']);
});

test('TNM: N1 regional nodes, M1a distant nodes, M1b bone; M1 and M1c name no organ; M0, N0 and X say nothing', () => {
  const n = (code: string): FhirResource =>
    observation(concept(URI.sct, '371494008'), { valueCodeableConcept: concept(URI.tnm, code) });
  const m = (code: string): FhirResource =>
    observation(concept(URI.sct, '399387003'), { valueCodeableConcept: concept(URI.tnm, code) });
  assert.deepEqual(sites(n('N1')), ['lymph_node regional present']);
  assert.deepEqual(sites(n('pN1')), ['lymph_node regional present']);
  assert.deepEqual(sites(m('M1a')), ['lymph_node distant present']);
  assert.deepEqual(sites(m('M1b')), ['bone present']);
  for (const silent of [n('N0'), n('NX'), m('M0'), m('MX')]) {
    assert.deepEqual(sites(silent), []);
    assert.deepEqual(problemsOf(silent), []);
  }
  for (const code of ['M1', 'M1c']) {
    assert.deepEqual(sites(m(code)), []);
    assert.deepEqual(problemsOf(m(code)), ['metastasis_without_site']);
  }
});

test('the registry course of regional nodes: progression is present, "none detectable" says nothing of earlier', () => {
  const course = (code: string): FhirResource =>
    observation(concept(URI.sct, '396432002'), {
      effectiveDateTime: '2020-10-14',
      component: [
        { code: concept(URI.sct, '399656008'), valueCodeableConcept: concept(`${URI.onko}verlauf-lymphknoten`, code) },
      ],
    });
  assert.deepEqual(sites(course('P')), ['lymph_node regional present']);
  assert.deepEqual(sites(course('K')), []);
});

test('a finding that belongs to another primary tumour is counted and no metastasis of the prostate', () => {
  const bladder = condition(concept(URI.gm, 'C67.9'), { id: 'other' });
  const focus = [{ reference: 'Condition/other' }];
  const n1 = observation(concept(URI.sct, '371494008'), { focus, valueCodeableConcept: concept(URI.tnm, 'N1') });
  const oss = observation(FERN, { focus, valueCodeableConcept: fern('OSS') });
  assert.deepEqual(sites(bladder, n1, oss), []);
  assert.deepEqual(problemsOf(bladder, n1, oss), ['other_primary', 'other_primary']);
});

test('a display that names another organ than its code is counted and put before a person', () => {
  const wrong = condition(concept(URI.sct, '94222008', 'Secondary malignant neoplasm of liver'));
  const [fact] = factsOf('metastasis', wrong);
  assert.equal(fact?.site, 'bone');
  assert.ok(fact?.doubt);
  assert.deepEqual(problemsOf(wrong), ['display_mismatch']);
});

test('coded conclusions of a report count like findings', () => {
  const report = resource('DiagnosticReport', {
    status: 'final',
    code: { text: 'CT' },
    effectiveDateTime: '2021-02-03',
    conclusionCode: [{ coding: [LIVER, { system: URI.sct, code: '41647002' }] }, concept(URI.sct, '94222008')],
  });
  assert.deepEqual(sites(report), ['bone present', 'liver absent']);
});

test('a metastasis named in words alone is read with a doubt', () => {
  const [fact] = factsOf('metastasis', condition({ text: 'Ossäre Metastasen' }, { onsetDateTime: '2018' }));
  assert.deepEqual([fact?.site, fact?.status, fact?.doubt], ['bone', 'present', 'named in words, without a code']);
  assert.deepEqual(sites(condition({ text: 'V.a. Lebermetastasen' })), ['liver uncertain']);
  assert.deepEqual(sites(condition({ text: 'Osteoporose' })), []);
});

test('a cause of death is no finding of a metastasis', () => {
  const tod = observation(concept(URI.sct, '184305005'), {
    effectiveDateTime: '2021',
    valueCodeableConcept: concept(URI.gm, 'C79.5'),
  });
  assert.deepEqual(sites(tod), []);
});
