import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reconcile } from '../../src/facts/reconcile.ts';
import { coded, decision, fact, factsOfNote, inNote } from './builders.ts';

const codes = (record: ReturnType<typeof reconcile>): string[] => record.flags.map((f) => `${f.topic} ${f.code}`);

test('a finding becomes a fact with the exact quoted span; the date of the note is a bound, not a date', () => {
  const [site, psa] = factsOfNote('2019-03-15', [
    { quote: 'ossäre Metastasen', finding: { kind: 'metastasis', site: 'bone', status: 'present', evidence: [0] } },
    {
      quote: 'PSA 187',
      finding: { kind: 'psa', value: 187, comparator: null, unit: 'ng/mL', date: null, evidence: [1] },
    },
  ]);
  assert.deepEqual([site?.date, site?.documented], [null, '2019-03-15']);
  assert.deepEqual(site?.evidence[0], {
    source: 'note',
    note: 'n-2019-03-15',
    start: 0,
    end: 17,
    quote: 'ossäre Metastasen',
    rule: 'r',
    date: '2019-03-15',
    document: 'letter',
  });
  assert.equal(psa?.date, null);
  assert.deepEqual(reconcile(psa ? [psa] : [], []).psa, [], 'a value without a date belongs to no day');
});

test('doubt travels from the finding to the question', () => {
  const facts = factsOfNote('2019-03-15', [
    {
      quote: 'Gleason 4+3=8',
      finding: {
        kind: 'gleason',
        primary: 4,
        secondary: 3,
        total: 8,
        tertiary: null,
        grade_group: null,
        specimen: null,
        date: null,
        evidence: [0],
        doubt: 'parts do not add up',
      },
    },
  ]);
  const [flag] = reconcile(facts, []).flags;
  assert.equal(flag?.code, 'doubtful_statement');
  assert.match(flag?.question ?? '', /parts do not add up/);
});

// ── diagnosis ──

test('coded diagnosis dates stand before notes, and a far note is asked about', () => {
  const registry = fact('diagnosis', { date: '2016-06-14', ...coded('Condition', 'c') });
  const record = reconcile([registry, fact('diagnosis', { date: '2014-02', ...inNote('2019-01-01') })], []);
  assert.equal(record.diagnosis?.date?.value, '2016-06-14');
  assert.equal(record.diagnosis?.date?.against.length, 1);
  assert.deepEqual(codes(record), ['initial_diagnosis_date date_conflict']);
});

test('dates that agree at the coarser precision are one date, the most precise', () => {
  const record = reconcile(
    [
      fact('diagnosis', { date: '2016', ...inNote('2019-01-01') }),
      fact('diagnosis', { date: '2016-06', ...coded('Condition', 'c') }),
      fact('diagnosis', { date: '2016-06-14', ...inNote('2018-01-01') }),
    ],
    [],
  );
  assert.deepEqual(
    [record.diagnosis?.date?.value, record.diagnosis?.date?.against, record.flags],
    ['2016-06-14', [], []],
  );
});

test('among notes the date that most documents give is taken', () => {
  const dated = (date: string, written: string) => fact('diagnosis', { date, ...inNote(written) });
  const record = reconcile(
    [dated('2011-08', '2018-01-01'), dated('2011-08', '2019-01-01'), dated('2010-08', '2020-01-01')],
    [],
  );
  assert.equal(record.diagnosis?.date?.value, '2011-08');
  assert.deepEqual(codes(record), ['initial_diagnosis_date date_conflict']);
});

test('without a stated date the first biopsy with a score dates the diagnosis, unless the disease was known before', () => {
  const biopsy = fact('gleason', {
    total: 9,
    specimen: 'biopsy',
    date: '2016-04-14',
    ...inNote('2018-01-09', '9 (5+4)'),
  });
  const { diagnosis } = reconcile([fact('diagnosis', coded('Condition', 'c')), biopsy], []);
  assert.deepEqual([diagnosis?.date?.value, diagnosis?.date?.rule], ['2016-04-14', 'dx_biopsy']);
  const older = fact('drug', { date: '2014-01', ...inNote('2018-01-09', 'Docetaxel 2014') });
  assert.equal(reconcile([biopsy, older], []).diagnosis?.date, null);
});

test('a code recorded on some day is no date of diagnosis', () => {
  const record = reconcile([fact('diagnosis', { documented: '2020-01-01', ...coded('Condition', 'c') })], []);
  assert.deepEqual([record.diagnosis?.certainty, record.diagnosis?.date], ['confirmed', null]);
});

test('a suspected diagnosis stays suspected; castration resistance implies the disease where nothing is coded', () => {
  const suspected = fact('diagnosis', { certainty: 'suspected', ...coded('Condition', 'c') });
  const resistant = fact('castration_resistance', { ...inNote('2019-01-01') });
  assert.equal(reconcile([suspected], []).diagnosis?.certainty, 'suspected');
  assert.equal(reconcile([resistant], []).diagnosis?.rule, 'dx_implied');
});

// ── castration resistance ──

test('a stated date of castration resistance is tier 1', () => {
  const { castrationResistance } = reconcile(
    [fact('castration_resistance', { date: '2015-03', ...inNote('2018-02-09') })],
    [],
  );
  assert.deepEqual([castrationResistance?.date?.value, castrationResistance?.date?.tier], ['2015-03', 'T1']);
});

test('castration-sensitive early and resistant later is resistant; the reverse is asked about', () => {
  const sensitive = (written: string) =>
    fact('castration_resistance', { status: 'absent', ...inNote(written, 'mHSPC') });
  const resistant = fact('castration_resistance', { ...inNote('2020-01-01', 'mCRPC') });
  const forward = reconcile([sensitive('2018-01-01'), resistant], []);
  assert.deepEqual([forward.castrationResistance?.status, codes(forward)], ['present', []]);
  assert.deepEqual(codes(reconcile([sensitive('2021-01-01'), resistant], [])), ['crpc_date resistance_conflict']);
});

const rising = [4, 2, 1, 1.5, 5, 9].map((value, i) =>
  fact('psa', { value, date: `2018-0${i + 1}-10`, ...coded('Observation', `o${i}`) }),
);
const adt = fact('drug', {
  drug: 'leuprorelin',
  class: 'adt',
  date: '2017-12-01',
  ...coded('MedicationStatement', 'm'),
});

test('PSA 25 % and 2 ng/mL over nadir under deprivation, confirmed, dates what is stated without a date', () => {
  const stated = fact('castration_resistance', { ...inNote('2019-01-01') });
  const { castrationResistance } = reconcile([...rising, adt, stated], []);
  assert.deepEqual([castrationResistance?.date?.value, castrationResistance?.date?.tier], ['2018-05-10', 'T2']);
});

test('without deprivation, or without confirmation, PSA dates nothing', () => {
  const stated = fact('castration_resistance', { ...inNote('2019-01-01') });
  assert.equal(reconcile([...rising, stated], []).castrationResistance?.date, null);
  assert.equal(reconcile([...rising.slice(0, 5), adt, stated], []).castrationResistance?.date, null);
});

test('PSA and therapy alone make nobody castration-resistant: they raise a question', () => {
  const record = reconcile([...rising, adt], []);
  assert.equal(record.castrationResistance, null);
  assert.deepEqual(codes(record), ['crpc_date crpc_inferred']);
  assert.equal(record.flags[0]?.evidence.length, 3);
});

// ── Gleason ──

test('the biopsy at diagnosis stands before the prostatectomy, and a later biopsy of a metastasis never counts', () => {
  const score = (total: number, specimen: 'biopsy' | 'prostatectomy' | 'metastasis', date: string) =>
    fact('gleason', { total, specimen, date, ...coded('Observation', `${specimen} ${total}`) });
  const dx = fact('diagnosis', { date: '2013-06-11', ...coded('Condition', 'c') });
  const record = reconcile(
    [
      dx,
      score(8, 'biopsy', '2013-06-11'),
      score(9, 'prostatectomy', '2013-07-23'),
      score(10, 'metastasis', '2013-07-01'),
      score(10, 'biopsy', '2019-01-01'),
    ],
    [],
  );
  assert.deepEqual([record.gleason?.value.total, record.gleason?.from, record.flags], [8, 'biopsy', []]);
  assert.equal(record.gleason?.against.length, 3, 'the others stay as evidence against');
});

test('two biopsy scores of one day contradict each other: both are shown', () => {
  const score = (total: number) =>
    fact('gleason', { total, specimen: 'biopsy', date: '2013-06-11', ...coded('Observation', `g${total}`) });
  const record = reconcile([score(7), score(9)], []);
  assert.equal(record.gleason?.value.total, 9);
  assert.match(record.flags[0]?.question ?? '', /9 and as 7/);
  assert.equal(record.flags[0]?.evidence.length, 2);
});

test('a report and its conclusion that disagree are asked about, even where one names no specimen', () => {
  const report = fact('gleason', {
    total: 9,
    specimen: 'biopsy',
    overall: true,
    ...inNote('2024-01-17', 'Höchster Gleason-Score 4+5=9'),
  });
  const conclusion = fact('gleason', {
    total: 7,
    primary: 3,
    secondary: 4,
    ...inNote('2024-01-20', 'Gleason-Score 7a (3+4)', 'conclusion'),
  });
  const record = reconcile([report, conclusion], []);
  assert.deepEqual([record.gleason?.value.total, codes(record)], [9, ['gleason_initial gleason_conflict']]);
  assert.match(record.flags[0]?.question ?? '', /3\+4=7/);
  const later = { ...conclusion, ...inNote('2025-01-20', 'Gleason 7') };
  assert.deepEqual(codes(reconcile([report, later], [])), []);
});

test('of several cores in one report the overall score counts, else the highest', () => {
  const core = (total: number, overall = false) =>
    fact('gleason', { total, overall, ...inNote('2016-10-20', `core ${total}`) });
  assert.equal(reconcile([core(6), core(8), core(7)], []).gleason?.value.total, 8);
  assert.equal(reconcile([core(9), core(7, true)], []).gleason?.value.total, 7);
});

test('grade groups follow from the parts; a bare 7 has none', () => {
  const group = (primary: number | null, secondary: number | null, total: number) =>
    reconcile([fact('gleason', { primary, secondary, total, ...inNote('2016-10-20') })], []).gleason?.value.gradeGroup;
  assert.deepEqual(
    [group(3, 3, 6), group(3, 4, 7), group(4, 3, 7), group(null, null, 7), group(null, null, 8), group(5, 4, 9)],
    [1, 2, 3, null, 4, 5],
  );
});

// ── drugs ──

test('the same course in several precisions is one course; a pause makes two', () => {
  const docetaxel = (date: string, end: string | null, written: string) =>
    fact('drug', { date, end, ...inNote(written) });
  const one = reconcile([docetaxel('2016-03', '2016-07', '2018-02-09'), docetaxel('2016', null, '2019-09-06')], [])
    .drugs[0];
  assert.deepEqual([one?.start, one?.end, one?.courses.length], ['2016-03', '2016-07', 1]);
  const two = reconcile(
    [docetaxel('2016-03', '2016-07', '2018-02-09'), docetaxel('2018-05', '2018-07', '2018-12-01')],
    [],
  ).drugs[0];
  assert.equal(two?.courses.length, 2);
});

test('a start after a note that already reports the drug is not its first', () => {
  const told = fact('drug', {
    drug: 'enzalutamide',
    class: 'arpi',
    end: '2022-08-29',
    ...inNote('2022-10-05', 'Xtandi'),
  });
  const later = fact('drug', {
    drug: 'enzalutamide',
    class: 'arpi',
    date: '2022-10-31',
    ...inNote('2023-03-28', 'enzalutamide'),
  });
  const [exposure] = reconcile([told, later], []).drugs;
  assert.deepEqual([exposure?.start, exposure?.givenBy], [null, '2022-08-29']);
});

test('declined and planned drugs are no exposure; a later refusal against a bare "given" is asked about', () => {
  const declined = fact('drug', { status: 'declined', ...inNote('2019-01-01', 'abgelehnt') });
  assert.equal(reconcile([declined], []).drugs[0]?.status, 'declined');
  const record = reconcile([fact('drug', { ...inNote('2018-01-01', 'Z.n. Docetaxel') }), declined], []);
  assert.deepEqual([record.drugs[0]?.status, codes(record)], ['given', ['drug:docetaxel drug_conflict']]);
});

test('a drug that only later letters mention is asked about: before or after the first cycle?', () => {
  const cycle = fact('rlt_cycle', { date: '2019-03-12', number: 1, ...coded('Procedure', 'p') });
  const record = reconcile([cycle, fact('drug', { ...inNote('2020-03-01', 'Z.n. Docetaxel') })], []);
  assert.deepEqual(codes(record), ['drug:docetaxel drug_start_unknown']);
});

// ── metastases ──

test('a site that is only suspected by the first cycle is asked about, one that was cleared later is not', () => {
  const liver = (status: 'uncertain' | 'absent', written: string) =>
    fact('metastasis', { site: 'liver', status, ...inNote(written, status) });
  assert.deepEqual(codes(reconcile([liver('uncertain', '2019-01-01')], [])), ['metastasis:liver uncertain_only']);
  assert.deepEqual(codes(reconcile([liver('uncertain', '2019-01-01'), liver('absent', '2019-05-01')], [])), []);
});

test('a site is asked about when letters deny it more often than they affirm it, not for one denial in passing', () => {
  const bone = (status: 'present' | 'absent', written: string) =>
    fact('metastasis', { site: 'bone', status, ...inNote(written, `${status} ${written}`) });
  const affirmed = bone('present', '2018-01-10');
  const denied = ['2018-03-01', '2018-05-01'].map((day) => bone('absent', day));
  assert.deepEqual(codes(reconcile([affirmed, ...denied.slice(0, 1)], [])), []);
  assert.deepEqual(codes(reconcile([affirmed, ...denied], [])), ['metastasis:bone metastasis_conflict']);
  const earlier = ['2017-03-01', '2017-05-01'].map((day) => bone('absent', day));
  assert.deepEqual(codes(reconcile([affirmed, ...earlier], [])), [], 'it was free, and then it was not');
});

test('a site or castration resistance first stated after the first cycle is asked about', () => {
  const cycle = fact('rlt_cycle', { date: '2019-03-12', number: 1, ...coded('Procedure', 'p') });
  const bone = (status: 'present' | 'absent', written: string) =>
    fact('metastasis', { site: 'bone', status, ...inNote(written, status) });
  assert.deepEqual(codes(reconcile([cycle, bone('absent', '2013-08-02'), bone('present', '2019-12-11')], [])), [
    'metastasis:bone stated_after_index',
  ]);
  assert.deepEqual(codes(reconcile([cycle, bone('absent', '2019-03-01'), bone('present', '2019-12-11')], [])), []);
  const resistant = fact('castration_resistance', { ...inNote('2019-10-08', 'mCRPC') });
  assert.deepEqual(codes(reconcile([cycle, resistant], [])), ['crpc_date stated_after_index']);
});

test('a site or castration resistance that only doubtful readings state is asked about, in the words of the doubt', () => {
  const doubt = { doubt: 'words of this kind were misread in 2 of 5 labelled cases' };
  const liver = fact('metastasis', { site: 'liver', status: 'present', ...inNote('2019-01-01', 'Leber') });
  const record = reconcile([{ ...liver, ...doubt }], []);
  assert.deepEqual(codes(record), ['metastasis:liver doubtful_statement']);
  assert.equal(record.flags[0]?.question, `Metastasis of liver: ${doubt.doubt}. Was there one?`);
  const clear = fact('metastasis', { site: 'liver', status: 'present', ...inNote('2019-02-01', 'Lebermetastasen') });
  assert.deepEqual(codes(reconcile([{ ...liver, ...doubt }, clear], [])), []);
  const absent = fact('metastasis', { site: 'bone', status: 'absent', ...inNote('2019-01-01', 'o.B.'), ...doubt });
  assert.deepEqual(codes(reconcile([absent], [])), ['metastasis:bone doubtful_statement']);
  const resistant = fact('castration_resistance', { ...inNote('2019-01-01', 'mCRPC'), ...doubt });
  assert.deepEqual(codes(reconcile([resistant], [])), ['crpc_date doubtful_statement']);
  const surely = fact('castration_resistance', { ...inNote('2019-02-01', 'CRPC') });
  assert.deepEqual(codes(reconcile([resistant, surely], [])), []);
});

// ── PSA ──

test('a value told in a letter is the measurement of the laboratory; a differing one stays beside it', () => {
  const lab = fact('psa', { value: 187, date: '2018-02-05', time: '07:30', ...coded('Observation', 'o') });
  const told = fact('psa', { value: 187, date: '2018-02', ...inNote('2018-02-09') });
  const slip = fact('psa', { value: 178, date: '2018-02-05', ...inNote('2018-03-01') });
  const { psa } = reconcile([slip, told, lab], []);
  assert.deepEqual(
    psa.map((p) => [p.date, p.value, p.evidence.length, p.against.length]),
    [['2018-02-05', 187, 2, 1]],
  );
});

// ── death ──

const death = (reportedBy: 'patient' | 'death_certificate' | 'note', date: string | null) =>
  fact('death', { reportedBy, date, ...coded('Observation', `${reportedBy}${date}`) });

test('day-level certificate before patient data before months; a disagreement is asked about', () => {
  const record = reconcile(
    [death('patient', '2020-02-21'), death('death_certificate', '2020-02-22'), death('note', '2020-02')],
    [],
  );
  assert.deepEqual([record.death?.date.value, record.death?.source], ['2020-02-22', 'death_certificate']);
  assert.deepEqual(codes(record), ['death_date date_conflict']);
});

test('dead without a date stays dead without a date', () => {
  const record = reconcile([death('patient', null)], []);
  assert.deepEqual([record.death?.date.value, codes(record)], [null, ['death_date death_undated']]);
});

test('a contact long after death is asked about, paperwork within 30 days is not', () => {
  const seen = (date: string) => fact('activity', { date, ...coded('Encounter', date) });
  const late = reconcile([death('patient', '2020-02-21'), seen('2020-05-01')], []);
  assert.deepEqual([codes(late), late.qa], [['death_date activity_after_death'], ['activity_after_death']]);
  assert.deepEqual(codes(reconcile([death('patient', '2020-02-21'), seen('2020-03-10')], [])), []);
});

// ── decisions on values ──

test("a person's word stands before the rules, with what they had chosen kept beside it", () => {
  const registry = fact('diagnosis', { date: '2016-06-14', ...coded('Condition', 'c') });
  const corrected = decision({ topic: 'initial_diagnosis_date', action: 'correct', value: { date: '2014-02' } });
  const { diagnosis, decided } = reconcile([registry], [corrected]);
  assert.deepEqual(
    [diagnosis?.date?.value, diagnosis?.date?.decidedBy, diagnosis?.date?.against.length],
    ['2014-02', 'human', 1],
  );
  assert.deepEqual(decided, ['initial_diagnosis_date']);
});

test('"not documented" makes a value unknown, and a rejected site absent', () => {
  const score = fact('gleason', { total: 9, ...inNote('2016-10-20') });
  const none = decision({ topic: 'gleason_initial', action: 'not_documented', value: null, evidence: score.evidence });
  assert.equal(reconcile([score], [none]).gleason, null);
  const liver = fact('metastasis', { site: 'liver', ...inNote('2016-10-20') });
  const rejected = decision({ topic: 'metastasis:liver', action: 'reject', value: null, evidence: liver.evidence });
  assert.equal(reconcile([liver], [rejected]).metastases[0]?.ruling?.status, 'absent');
});
