import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FhirResource } from '../../src/domain.ts';
import { parseScore, scoresInProse } from '../../src/facts/structured/gleason-text.ts';
import { URI, concept, factsOf, observation, problemsOf, resource } from './structured-fixtures.ts';

const ISUP = concept(URI.sct, '1812491000004107');
const TOTAL = concept(URI.loinc, '35266-6');
const PRIMARY = concept(URI.loinc, '44641-9');
const SECONDARY = concept(URI.sct, '384995005');
const DAY = { effectiveDateTime: '2020-05-10' };
const scores = (...resources: FhirResource[]): string[] =>
  factsOf('gleason', ...resources).map(
    (f) => `${f.primary ?? '?'}+${f.secondary ?? '?'}=${f.total}${f.doubt ? ' doubt' : ''}`,
  );
const group = (code: string, extra: object = {}): FhirResource =>
  observation(ISUP, { ...DAY, valueCodeableConcept: { coding: [{ system: URI.sct, code, ...extra }] } });
const pattern = (code: object, sct: string, body: object = {}): FhirResource =>
  observation(code, { ...DAY, valueCodeableConcept: concept(URI.sct, sct), ...body });

test('the code gives the score; the ordinal value beside it never does', () => {
  const ordinal = (valueDecimal: number): object => ({
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal }],
  });
  assert.deepEqual(scores(group('1279717008', ordinal(8))), ['4+4=8']);
  assert.deepEqual(scores(group('1279716004', ordinal(7))), ['4+3=7']);
  assert.deepEqual(scores(group('1279714001', ordinal(9))), ['3+4=7']);
  assert.equal(factsOf('gleason', group('1279720000'))[0]?.gradeGroup, 5);
});

test('patterns of one day are put together, and join the grade group that says the same', () => {
  const patterns = [pattern(PRIMARY, '369773008'), pattern(SECONDARY, '369774002')];
  assert.deepEqual(scores(...patterns), ['4+5=9']);
  const [fact, ...more] = factsOf('gleason', group('1279720000'), ...patterns);
  assert.equal(more.length, 0);
  assert.equal(fact?.evidence.length, 3);
});

test('patterns of several specimens are told apart, each with its own score', () => {
  const of = (id: string): object => ({ specimen: { reference: `Specimen/${id}` } });
  const cores = [
    pattern(PRIMARY, '369772003', of('a')),
    pattern(SECONDARY, '369772003', of('a')),
    pattern(PRIMARY, '369773008', of('b')),
    pattern(SECONDARY, '369772003', of('b')),
  ];
  assert.deepEqual(scores(...cores), ['3+3=6', '4+3=7']);
});

test('a pattern without its counterpart, or several that nothing ties together, give no score and are counted', () => {
  assert.deepEqual(scores(pattern(PRIMARY, '369773008')), []);
  assert.deepEqual(problemsOf(pattern(PRIMARY, '369773008')), ['gleason_unpaired']);
  const loose = [pattern(PRIMARY, '369773008'), pattern(PRIMARY, '369772003'), pattern(SECONDARY, '369772003')];
  assert.deepEqual(scores(...loose), []);
});

test('several patterns of one day are paired by the grade group derived from them', () => {
  const parts = [pattern(PRIMARY, '369773008', { id: 'p1' }), pattern(SECONDARY, '369772003', { id: 's1' })];
  const others = [pattern(PRIMARY, '369772003', { id: 'p2' }), pattern(SECONDARY, '369772003', { id: 's2' })];
  const derived = (code: string, ...ids: string[]): FhirResource => ({
    ...group(code),
    derivedFrom: ids.map((id) => ({ reference: `Observation/${id}` })),
  });
  const facts = factsOf(
    'gleason',
    ...parts,
    ...others,
    derived('1279716004', 'p1', 's1'),
    derived('1279715000', 'p2', 's2'),
  );
  assert.deepEqual(
    facts.map((f) => [f.total, f.overall, f.evidence.length, f.doubt]),
    [
      [6, false, 3, undefined],
      [7, true, 3, undefined],
    ],
  );
});

test('one examination whose coded total and patterns contradict each other gives both, with a doubt', () => {
  const nine = observation(TOTAL, { ...DAY, valueInteger: 9 });
  assert.deepEqual(scores(nine, pattern(PRIMARY, '369772003'), pattern(SECONDARY, '369773008')), [
    '3+4=7 doubt',
    '?+?=9 doubt',
  ]);
  assert.deepEqual(scores(nine, group('1279714001')), ['3+4=7 doubt', '?+?=9 doubt']);
});

test('a report that concludes 7a (3+4) over a coded total of 9 gives both scores, with a doubt', () => {
  const total = observation(TOTAL, { id: 'total', ...DAY, valueInteger: 9 });
  const core = observation(TOTAL, {
    id: 'core',
    ...DAY,
    specimen: { reference: 'Specimen/core1' },
    valueString: '3+4=7',
  });
  const grouper = observation(concept(URI.loinc, '22637-3'), {
    id: 'grouper',
    hasMember: [{ reference: 'Observation/total' }],
    derivedFrom: [{ reference: 'Observation/core' }],
  });
  const report = (conclusion: string): FhirResource =>
    resource('DiagnosticReport', {
      status: 'final',
      code: { text: 'Pathologie' },
      result: [{ reference: 'Observation/grouper' }],
      conclusion,
    });
  const facts = factsOf(
    'gleason',
    total,
    core,
    grouper,
    report('Adenokarzinom, Gleason-Score 7a (3+4) in 7 von 12 Stanzen.'),
  );
  const doubted = facts.filter((f) => f.doubt !== undefined).map((f) => f.total);
  assert.ok(doubted.includes(9));
  assert.ok(
    facts.some(
      (f) =>
        f.total === 7 &&
        f.primary === 3 &&
        f.evidence.some((e) => e.source === 'structured' && e.path === 'DiagnosticReport.conclusion'),
    ),
  );
  const agreeing = factsOf('gleason', total, grouper, report('Gleason-Score 4+5=9.'));
  assert.deepEqual(
    agreeing.map((f) => [f.total, f.doubt]),
    [[9, undefined]],
  );
});

test('totals as integer, quantity, text, sum code or component are read; a grade group number only where it fixes the sum', () => {
  const total = (value: object): FhirResource => observation(TOTAL, { ...DAY, ...value });
  assert.deepEqual(scores(total({ valueInteger: 8 })), ['?+?=8']);
  assert.deepEqual(scores(total({ valueQuantity: { value: 7, code: '{score}' } })), ['?+?=7']);
  assert.deepEqual(scores(total({ valueString: '4+5=9' })), ['4+5=9']);
  assert.deepEqual(scores(total({ valueCodeableConcept: concept(URI.sct, '58925000') })), ['?+?=9']);
  assert.deepEqual(scores(total({ valueCodeableConcept: { text: '4 + 3 = 7' } })), ['4+3=7']);
  assert.deepEqual(
    scores(observation({ text: 'Histologie' }, { ...DAY, component: [{ code: TOTAL, valueInteger: 9 }] })),
    ['?+?=9'],
  );
  const grade = (valueInteger: number): FhirResource =>
    observation(concept(URI.sct, '385377005'), { ...DAY, valueInteger });
  assert.deepEqual(scores(grade(3)), ['4+3=7']);
  assert.deepEqual(scores(grade(4)), ['?+?=8']);
  assert.deepEqual(scores(grade(5)), [], 'grade group 5 may be 9 or 10');
  assert.deepEqual(problemsOf(grade(5)), ['gleason_unreadable']);
});

test('Gleason in words: both notations, letters, and bounds that are no score', () => {
  const parsed = (written: string): string | null => {
    const s = parseScore(written);
    return s && `${s.primary ?? '?'}+${s.secondary ?? '?'}=${s.total}${s.contradictory ? '!' : ''}`;
  };
  assert.equal(parsed('4+5=9'), '4+5=9');
  assert.equal(parsed('Gleason 3 + 4 = 7 (ISUP 2)'), '3+4=7');
  assert.equal(parsed('7a'), '3+4=7');
  assert.equal(parsed('7b'), '4+3=7');
  assert.equal(parsed('10'), '?+?=10');
  assert.equal(parsed('7 (when breakdown not available)'), '?+?=7');
  assert.equal(parsed('9 (4+5)'), '4+5=9');
  assert.equal(parsed('9 (3+4)'), '3+4=7!');
  assert.equal(parsed('3+4=8'), '3+4=7!');
  for (const none of ['Less than or equal to 6', '<7', 'Unknown / Not documented', '11', '3+6', 'n.d.', ''])
    assert.equal(parsed(none), null, none);
  assert.deepEqual(
    scoresInProse('Gleason-Score 7a (3+4), daneben Gleason 4+4').map((s) => s.total),
    [8, 7],
  );
  assert.deepEqual(scoresInProse('Herr Gleason kam am 3. Mai'), []);
});

test('the misprinted pattern code 369774004 is read as 5 and counted', () => {
  const parts = [pattern(PRIMARY, '369773008'), pattern(SECONDARY, '369774004')];
  assert.deepEqual(scores(...parts), ['4+5=9']);
  assert.deepEqual(problemsOf(...parts), ['code_alias']);
});

test('the area fraction of patterns 4 and 5 is no score', () => {
  assert.deepEqual(scores(observation(concept(URI.loinc, '94735-8'), { valueInteger: 7, ...DAY })), []);
});

test('the day on which tissue was taken stands before the day of the report; method and specimen tell its kind', () => {
  const specimen = resource('Specimen', {
    id: 's',
    type: { text: 'Prostatastanzbiopsie' },
    collection: { collectedDateTime: '2019-12-30' },
  });
  const [fact] = factsOf(
    'gleason',
    specimen,
    observation(TOTAL, { ...DAY, valueInteger: 9, specimen: { reference: 'Specimen/s' } }),
  );
  assert.deepEqual([fact?.date, fact?.specimen], ['2019-12-30', 'biopsy']);
  const excised = observation(TOTAL, { ...DAY, valueInteger: 9, method: concept(URI.sct, '65801008') });
  assert.equal(factsOf('gleason', excised)[0]?.specimen, 'prostatectomy');
  const node = observation(TOTAL, {
    ...DAY,
    valueInteger: 9,
    bodySite: { text: 'Lymphknoten iliakal' },
    method: concept(URI.sct, '86273004'),
  });
  assert.equal(factsOf('gleason', node)[0]?.specimen, 'metastasis');
});

test('local names of the elements are read where no known code says what was observed', () => {
  assert.deepEqual(scores(observation({ text: 'Gleason-Score' }, { ...DAY, valueString: '4+5=9' })), ['4+5=9']);
  const parts = [
    observation(
      { coding: [{ system: 'urn:lab', code: 'GP', display: 'Primary Gleason pattern' }] },
      { ...DAY, valueInteger: 4 },
    ),
    observation({ text: 'Gleason sekundär' }, { ...DAY, valueInteger: 3 }),
  ];
  assert.deepEqual(scores(...parts), ['4+3=7']);
  assert.deepEqual(
    scores(observation({ ...concept(URI.loinc, '2857-1'), text: 'Gleason' }, { ...DAY, valueInteger: 9 })),
    [],
  );
});
