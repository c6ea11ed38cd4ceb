import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DICTIONARY } from '../../src/cohort/dictionary.ts';
import type { Fact } from '../../src/domain.ts';
import {
  UKE,
  UKE_PATIENT,
  US,
  US_PATIENT,
  coded,
  cycle,
  dead,
  decision,
  drug,
  fact,
  inNote,
  rowOf,
  site,
  values,
} from './builders.ts';

const without = (facts: readonly Fact[], kind: Fact['kind']): Fact[] => facts.filter((f) => f.kind !== kind);
const reasonOf = (row: ReturnType<typeof rowOf>): string | undefined => row.criteria.find((c) => !c.met)?.reason;

test('a row has exactly the columns of the dictionary, in its order', () => {
  const names = DICTIONARY.map((column) => column.name);
  assert.equal(new Set(names).size, names.length);
  for (const row of [rowOf(UKE, UKE_PATIENT), rowOf(US, US_PATIENT), rowOf(UKE, [])]) {
    assert.deepEqual(Object.keys(row.cells), names);
    assert.ok(Object.values(row.cells).every((cell) => cell.rule !== 'not_made'));
  }
});

test('values keep to the type and the codes that the dictionary gives them', () => {
  const facts = [
    ...UKE_PATIENT,
    dead('2020-02'),
    fact('activity', { activity: 'encounter', date: '2020-09-20', ...coded('Encounter', 'e') }),
    fact('psa', { value: 61, comparator: '>', date: '2019-03-11', ...coded('Observation', 'o') }),
  ];
  const early = rowOf(UKE, [...UKE_PATIENT, dead('2018-12-24')]);
  for (const row of [rowOf(UKE, facts), early, rowOf(US, US_PATIENT), rowOf(UKE, [])]) {
    for (const { name, type, codes } of DICTIONARY) {
      const value = row.cells[name]?.value ?? null;
      if (value === null) continue;
      if (type === 'text' || type === 'date') assert.equal(typeof value, 'string', name);
      else assert.equal(typeof value, 'number', name);
      if (type === 'date') assert.match(String(value), /^\d{4}-\d{2}-\d{2}$/, name);
      const used = name === 'qa_flags' ? String(value).split(' ') : [String(value)];
      for (const code of codes ? used : []) assert.ok(codes && code in codes, `${name} = ${code}`);
    }
  }
});

test('the patient who meets every criterion gets in, and each reason says why', () => {
  const row = rowOf(UKE, UKE_PATIENT);
  assert.deepEqual([row.eligible, row.excludedBy], [true, null]);
  assert.deepEqual(
    row.criteria.map((c) => c.reason),
    [
      'prostate cancer is recorded',
      '1 177Lu-PSMA cycle(s) given',
      'index 2019-03-12 is between 2017-11-01 and 2022-10-31',
      'castration-resistant since 2015-03',
      'metastases by index: bone',
    ],
  );
});

/** UKE patients who must not get in, the criterion, and the reason in words. */
const OUT: readonly [string, readonly Fact[], string, RegExp][] = [
  ['nothing is recorded', [], 'prostate_cancer', /no prostate cancer/],
  [
    'a woman',
    [...without(UKE_PATIENT, 'sex'), fact('sex', { value: 'female', ...coded('Patient', 'p1') })],
    'prostate_cancer',
    /female/,
  ],
  [
    'only suspected',
    [...without(UKE_PATIENT, 'diagnosis'), fact('diagnosis', { certainty: 'suspected', ...coded('Condition', 'c') })],
    'prostate_cancer',
    /suspected/,
  ],
  [
    'planned only',
    [...without(UKE_PATIENT, 'rlt_cycle'), cycle('2019-05-01', { status: 'planned' })],
    'psma_rlt_given',
    /planned only/,
  ],
  [
    'first cycle before the window, elsewhere',
    [...UKE_PATIENT, fact('rlt_cycle', { date: '2016-01-25', number: 1, ...inNote('2019-03-10', 'extern 1/16') })],
    'index_in_window',
    /2016-01-25 is before 2017-11-01/,
  ],
  [
    'first cycle after the window',
    [...without(UKE_PATIENT, 'rlt_cycle'), cycle('2022-11-02')],
    'index_in_window',
    /after 2022-10-31/,
  ],
  [
    'castration resistance never stated',
    without(UKE_PATIENT, 'castration_resistance'),
    'castration_resistant',
    /not stated/,
  ],
  [
    'castration-sensitive',
    [
      ...without(UKE_PATIENT, 'castration_resistance'),
      fact('castration_resistance', { status: 'absent', ...inNote('2019-03-01') }),
    ],
    'castration_resistant',
    /sensitive/,
  ],
  [
    'resistant only after index',
    [
      ...without(UKE_PATIENT, 'castration_resistance'),
      fact('castration_resistance', { date: '2020-01', ...inNote('2020-03-01') }),
    ],
    'castration_resistant',
    /after index/,
  ],
  [
    'resistance first stated after index, undated',
    [
      ...without(UKE_PATIENT, 'castration_resistance'),
      fact('castration_resistance', { ...inNote('2019-10-08', 'mCRPC') }),
    ],
    'castration_resistant',
    /first stated on 2019-10-08/,
  ],
  [
    'metastasis only suspected',
    [...without(UKE_PATIENT, 'metastasis'), site('bone', 'uncertain', '2019-03-01')],
    'metastatic',
    /no site/,
  ],
  [
    'metastasis only later',
    [...without(UKE_PATIENT, 'metastasis'), site('bone', 'present', '2020-03-01')],
    'metastatic',
    /no site/,
  ],
];
for (const [what, facts, excludedBy, reason] of OUT) {
  test(`not in the UKE study: ${what}`, () => {
    const row = rowOf(UKE, facts);
    assert.deepEqual([row.eligible, row.excludedBy], [false, excludedBy]);
    assert.match(reasonOf(row) ?? '', reason);
  });
}

test('US: index is the first line after both a taxane and an ARPI', () => {
  const row = rowOf(US, US_PATIENT);
  assert.deepEqual(values(row, 'index_date', 'index_evidence', 'n_taxane_agents', 'n_arpi_agents', 'cabazitaxel'), [
    '2019-06-03',
    'LOT',
    1,
    1,
    0,
  ]);
  assert.equal(row.eligible, true);
});

const US_OUT: readonly [string, readonly Fact[], string][] = [
  [
    'mCRPC before the range',
    US_PATIENT.map((f) =>
      f.kind === 'castration_resistance'
        ? { ...f, date: '2013-12-31' }
        : f.kind === 'metastasis'
          ? { ...f, date: '2013-01-01' }
          : f,
    ),
    'mcrpc_in_range',
  ],
  ['no metastasis', without(US_PATIENT, 'metastasis'), 'mcrpc_in_range'],
  ['no taxane', US_PATIENT.filter((f) => f.kind !== 'drug' || f.class !== 'taxane'), 'prior_taxane'],
  [
    'ARPI only planned',
    US_PATIENT.map((f) => (f.kind === 'drug' && f.class === 'arpi' ? { ...f, status: 'planned' as const } : f)),
    'prior_arpi',
  ],
  ['no further line', US_PATIENT.filter((f) => f.kind !== 'drug' || f.drug !== 'cabazitaxel'), 'subsequent_treatment'],
  ['PSMA-RLT before', [...US_PATIENT, cycle('2019-01-10')], 'no_psma_rlt'],
  ['PSMA-RLT later', [...US_PATIENT, cycle('2020-01-10')], 'no_psma_rlt'],
];
for (const [what, facts, excludedBy] of US_OUT) {
  test(`not in the US study: ${what}`, () => assert.equal(rowOf(US, facts).excludedBy, excludedBy));
}

test('mCRPC is the later of first metastasis and castration resistance', () => {
  assert.deepEqual(values(rowOf(US, US_PATIENT), 'mcrpc_date', 'mcrpc_date_prec', 'mcrpc_tier'), [
    '2015-03-15',
    'month',
    'T1',
  ]);
  const later = US_PATIENT.map((f) => (f.kind === 'metastasis' ? { ...f, date: '2016-05-04' } : f));
  assert.deepEqual(values(rowOf(US, later), 'mcrpc_date', 'mcrpc_date_prec'), ['2016-05-04', 'day']);
  assert.equal(
    rowOf(US, later).cells['mcrpc_date']?.evidence[0]?.source,
    'structured',
    'the metastasis is its evidence',
  );
  const undated = rowOf(UKE, UKE_PATIENT);
  assert.deepEqual(values(undated, 'mcrpc_date', 'qa_flags'), ['2015-03-15', 'metastasis_undated']);
});

test('age counts completed years; months are days by 30.4375', () => {
  const row = rowOf(UKE, UKE_PATIENT);
  assert.deepEqual(values(row, 'age_index', 'dx_date', 'dx_imputed'), [71, '2011-08-15', 1]);
  assert.equal(row.cells['mo_dx_to_index']?.value, 2766 / 30.4375);
});

test('partial dates respect the order diagnosis, mCRPC, index', () => {
  const facts = [
    ...without(without(UKE_PATIENT, 'diagnosis'), 'castration_resistance'),
    fact('diagnosis', { date: '2019', ...coded('Condition', 'c') }),
    fact('castration_resistance', { date: '2019-02', ...inNote('2019-03-10') }),
  ];
  const row = rowOf(UKE, facts);
  assert.deepEqual(values(row, 'dx_date', 'mcrpc_date'), ['2019-02-15', '2019-02-15']);
});

test('a date of diagnosis after index is named, not turned into a length of time', () => {
  const row = rowOf(UKE, [
    ...without(UKE_PATIENT, 'diagnosis'),
    fact('diagnosis', { date: '2020-01-01', ...coded('Condition', 'c') }),
  ]);
  assert.deepEqual(values(row, 'mo_dx_to_index'), [null]);
  assert.match(String(row.cells['qa_flags']?.value), /dx_after_index/);
});

test('a cycle known by month gets its 15th, but not a day after the letter that reports it', () => {
  const told = (written: string): Fact[] => [
    ...without(UKE_PATIENT, 'rlt_cycle'),
    fact('rlt_cycle', { date: '2019-03', ...inNote(written) }),
  ];
  assert.deepEqual(values(rowOf(UKE, told('2019-06-01')), 'index_date', 'index_date_prec', 'index_evidence'), [
    '2019-03-15',
    'month',
    'NOTE',
  ]);
  assert.deepEqual(values(rowOf(UKE, told('2019-03-11')), 'index_date'), ['2019-03-11']);
});

test('each reviewed value carries who says it and its state of review', () => {
  const conflict = fact('diagnosis', { date: '2009-01', ...inNote('2019-03-10', 'ED 01/09') });
  const open = rowOf(UKE, [...UKE_PATIENT, conflict]);
  assert.deepEqual(values(open, 'dx_date_source', 'dx_date_review', 'index_date_source', 'index_date_review'), [
    'structured',
    'open',
    'structured',
    'none',
  ]);
  const decided = decision({ topic: 'initial_diagnosis_date', action: 'correct', value: { date: '2009-01-20' } });
  const after = rowOf(
    UKE,
    [...UKE_PATIENT, conflict],
    [{ ...decided, evidence: [...conflict.evidence, ...coded('Condition', 'c61').evidence] }],
  );
  assert.deepEqual(values(after, 'dx_date', 'dx_date_source', 'dx_date_review'), ['2009-01-20', 'human', 'decided']);
});

test('a pseudonym is no patient id and stays the same', () => {
  const [a, b] = [rowOf(UKE, UKE_PATIENT), rowOf(UKE, [...UKE_PATIENT].reverse())];
  assert.equal(a.cells['subject_id']?.value, b.cells['subject_id']?.value);
  assert.doesNotMatch(String(a.cells['subject_id']?.value), /p1/);
});

test('a re-challenge after a pause is a line, an agent begun with the line is not', () => {
  const again = US_PATIENT.filter((f) => f.kind !== 'drug' || f.drug !== 'cabazitaxel');
  const docetaxel = drug('docetaxel', '2019-09-02');
  assert.deepEqual(values(rowOf(US, [...again, docetaxel]), 'index_date', 'docetaxel'), ['2019-09-02', 1]);
  assert.equal(rowOf(US, [...again, drug('olaparib', '2018-02-20')]).excludedBy, 'subsequent_treatment');
  assert.deepEqual(values(rowOf(US, [...again, drug('carboplatin', '2018-04-20')]), 'index_date'), ['2018-04-20']);
});
