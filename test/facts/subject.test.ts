/** Letters that name somebody else than the patient they are filed under. Row B50 of docs/reliability.md. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact, FhirResource, Note } from '../../src/domain.ts';
import { noteFacts } from '../../src/facts/from-note.ts';
import { countedFacts, reconcile } from '../../src/facts/reconcile.ts';
import { otherSubjects } from '../../src/facts/subject.ts';
import { annotate } from '../../src/nlp/annotate.ts';
import { decision } from './builders.ts';

const PATIENT: FhirResource = {
  resourceType: 'Patient',
  id: 'p',
  birthDate: '1948-04-03',
  name: [{ family: 'Müller-Brandt', given: ['Hans', 'Otto'] }],
};

function letter(text: string, id = 'n1'): Note {
  const common = { patient: 'p', date: '2020-03-12', kind: 'Arztbrief', language: null, method: 'plain' } as const;
  return { id, text, sources: [], ...common };
}

const suspectedIn = (texts: readonly string[], patient: FhirResource = PATIENT): string[] =>
  otherSubjects(
    'p',
    [patient],
    texts.map((text, i) => letter(text, `n${i}`)),
  ).flatMap(({ evidence }) => evidence.map((e) => (e.source === 'note' ? e.quote : '')));

const SUSPECTED = [
  ['Wir berichten über Herrn Keller, geb. 12.07.1951.', 'geb. 12.07.1951'],
  ['Patient: Keller, Jochen\nGeburtsdatum: 12.7.1951', 'Geburtsdatum: 12.7.1951'],
  ['Re: Mr. John Keller, DOB 7/12/1951', 'DOB 7/12/1951'],
  ['Date of birth: July 12, 1951', 'Date of birth: July 12, 1951'],
  ['geboren am 12. Juli 1951', 'geboren am 12. Juli 1951'],
  ['DOB: 12-Jul-1951', 'DOB: 12-Jul-1951'],
  ['Herr Keller (*12.07.1951) stellte sich vor.', '*12.07.1951'],
  ['DOB 7/12/51', 'DOB 7/12/51'],
  ['Patient: Keller, Jochen\nPSMA-PET vom 03.02.2020', 'Patient: Keller, Jochen'],
] as const;
for (const [text, quote] of SUSPECTED)
  test(`B50 a letter is suspected to be of another patient: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(suspectedIn([text]), [quote]);
  });

const OWN = [
  'Wir berichten über Herrn Müller-Brandt, geb. 03.04.1948.',
  'Mueller-Brandt, Hans, *03.04.48',
  'DOB 4/3/1948',
  'DOB 03/04/1948',
  'born April 3, 1948; the letter quotes one DOB 12.07.1951 of the donor',
  'Patient: MUELLER-BRANDT, HANS\nPSMA-PET vom 03.02.2020',
  'Patient: Prostatakarzinom, kastrationsresistent. Herr Müller-Brandt kommt zur Kontrolle.',
  'Die Tochter, geb. 12.07.1975, begleitet ihn.',
  'Herr M., geb. 1951, kommt zur Kontrolle.',
  'CT vom 12.07.2019. Keine Angaben zur Person.',
  'geb. 31.02.1951',
  '* 12.07.2019 Zyklus 1\n* 12.09.2019 Zyklus 2',
];
for (const text of OWN)
  test(`B50 a letter is not suspected: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(suspectedIn([text]), []);
  });

test('B50 nothing is suspected where the record has no complete birth date', () => {
  assert.deepEqual(suspectedIn(['geb. 12.07.1951'], { ...PATIENT, birthDate: '1948' }), []);
});

test('B50 letters that agree on another birth date put the record in question, not the letters', () => {
  assert.deepEqual(suspectedIn(['geb. 12.07.1951, CT', 'geb. 12.07.1951, MRT']), []);
  assert.equal(suspectedIn(['geb. 12.07.1951, CT', 'geb. 12.07.1951, MRT', 'geb. 03.04.1948']).length, 2);
});

const OTHER = letter(
  'Herr Keller, geb. 12.07.1951. 1. Zyklus 177Lu-PSMA-617 am 05.11.2019 verabreicht. Gleason 4+5=9.',
);
const facts: Fact[] = [...noteFacts(OTHER, annotate(OTHER)), ...otherSubjects('p', [PATIENT], [OTHER])];
const said = (record: ReturnType<typeof reconcile>): unknown => [
  record.rlt.first?.value ?? null,
  record.gleason?.value.total,
];

test('B50 nothing of a suspected letter counts until a person says whose it is; the question shows what it states', () => {
  const record = reconcile(facts, []);
  assert.deepEqual(
    countedFacts(facts, []).map(({ kind }) => kind),
    ['other_subject'],
  );
  assert.deepEqual(said(record), [null, undefined]);
  assert.deepEqual(record.qa, ['letter_held_back']);
  const [flag] = record.flags;
  assert.deepEqual(
    [flag?.topic, flag?.code, flag?.proposal],
    ['letter:n1', 'possible_wrong_patient', { status: 'another_patient' }],
  );
  assert.deepEqual(
    flag?.evidence.map((e) => e.source === 'note' && e.quote),
    ['geb. 12.07.1951'],
  );
});

for (const [action, value, expected] of [
  ['correct', { status: 'this_patient' }, ['2019-11-05', 9]],
  ['reject', null, ['2019-11-05', 9]],
  ['confirm', { status: 'another_patient' }, [null, undefined]],
  ['not_documented', null, [null, undefined]],
] as const)
  test(`B50 after the decision "${action}" the letter ${expected[0] === null ? 'stays out' : 'counts'} and is not asked about again`, () => {
    const seen = reconcile(facts, []).flags[0];
    const made = decision({
      topic: 'letter:n1',
      action,
      value,
      fingerprint: seen?.fingerprint ?? '',
      evidence: seen?.evidence ?? [],
    });
    const record = reconcile(facts, [made]);
    assert.deepEqual(said(record), expected);
    assert.deepEqual(record.qa, []);
    assert.deepEqual(
      record.flags.filter(({ topic }) => topic.startsWith('letter:')),
      [],
    );
  });
