import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CRITERION_TESTS, loadStudy } from '../../src/cohort/study.ts';
import { LutraError } from '../../src/errors.ts';
import { UKE, UKE_PATIENT, US, US_PATIENT, cycle, coded, fact, rowOf, site, studyText, values } from './builders.ts';

const psa = (value: number, date: string) => fact('psa', { value, date, ...coded('Observation', date) });

test('both studies load, with the criteria in their order', () => {
  assert.deepEqual(
    UKE.criteria.map((c) => c.id),
    ['prostate_cancer', 'psma_rlt_given', 'index_in_window', 'castration_resistant', 'metastatic'],
  );
  assert.deepEqual(
    US.criteria.map((c) => c.id),
    ['prostate_cancer', 'mcrpc_in_range', 'prior_taxane', 'prior_arpi', 'subsequent_treatment', 'no_psma_rlt'],
  );
});

const text = studyText('uke-psma-rlt');
const lineOf = (needle: string): number => text.slice(0, text.indexOf(needle)).split('\n').length;

/** A wrong line, and what the message must say of it. */
const WRONG: readonly [what: string, from: string, to: string, says: RegExp][] = [
  ['a date that does not exist', 'from: 2017-11-01', 'from: 2017-11-31', /existing day/],
  ['a partial date', 'from: 2017-11-01', 'from: 2017-11', /existing day/],
  ['an unknown test', 'test: castration_resistant_by_index', 'test: castration', /castration_resistant_by_index/],
  ['an unknown key', 'cohort: UKE', 'cohrot: UKE', /cohrot|cohort/],
  ['a site that is none', 'met_bone: [bone]', 'met_bone: [bon]', /met_bone/],
  ['a window that ends before it starts', 'from_day: -90', 'from_day: 3', /must not be after/],
  ['a criterion used twice', 'id: castration_resistant', 'id: psma_rlt_given', /used twice/],
  ['a period that ends before it starts', 'from: 2017-11-01', 'from: 2023-11-01', /must not be after/],
];

for (const [what, from, to, says] of WRONG) {
  test(`${what} is refused, naming file and line`, () => {
    assert.throws(
      () => loadStudy(text.replace(from, to), 'studies/mine.yaml'),
      (error: unknown) => {
        assert.ok(error instanceof LutraError);
        assert.equal(error.code, 'study');
        assert.match(error.message, says);
        assert.match(error.message, new RegExp(`studies/mine\\.yaml:${lineOf(from)}: `));
        assert.ok(error.remedy);
        return true;
      },
    );
  });
}

test('broken YAML and an empty file are refused with a line', () => {
  for (const broken of ['id: [', '', 'just words', 'id: a\nid: b']) {
    assert.throws(() => loadStudy(broken, 'x.yaml'), { name: 'LutraError', code: 'study', message: /^x\.yaml:\d+: / });
  }
});

test('a column that the dictionary does not have is refused', () => {
  const criterion = '\n  - id: age\n    label: Adults\n    test: variable\n    variable: age_indx\n    at_least: 18\n';
  assert.throws(() => loadStudy(text.replace('\nvariables:', `${criterion}\nvariables:`), 'x.yaml'), /age_indx/);
});

test('a new study over the same variables needs no code', () => {
  const criterion =
    '\n  - id: not_too_old\n    label: At most 70 years\n    test: variable\n    variable: age_index\n    at_most: 70\n';
  const study = loadStudy(
    text.replace('id: uke-psma-rlt', 'id: younger').replace('\nvariables:', `${criterion}\nvariables:`),
    'younger.yaml',
  );
  const row = rowOf(study, UKE_PATIENT);
  assert.deepEqual([row.study, row.excludedBy], ['younger', 'not_too_old']);
  assert.equal(row.criteria.at(-1)?.reason, 'age_index 71 is above 70');
});

test('the page on studies tells every test that a criterion can name, and no other', () => {
  const page = readFileSync(new URL('../../studies/README.md', import.meta.url), 'utf8');
  const section = page.slice(page.indexOf('**`criteria`**'), page.indexOf('**`variables`**'));
  const told = [...section.matchAll(/^\| `(\w+)` +\|/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'test');
  assert.deepEqual(new Set(told), new Set(CRITERION_TESTS));
  assert.equal(told.length, CRITERION_TESTS.length);
});

test('settings of the US study do what they say', () => {
  const us = studyText('us-post-taxane-arpi');
  const later = [...US_PATIENT, cycle('2020-01-10')];
  const kept = loadStudy(us.replace('when: ever', 'when: by_index'), 'x.yaml');
  assert.deepEqual([rowOf(US, later).excludedBy, rowOf(kept, later).excludedBy], ['no_psma_rlt', null]);
  const resistantLate = US_PATIENT.map((f) => (f.kind === 'castration_resistance' ? { ...f, date: '2020-05' } : f));
  const anyTime = loadStudy(us.replace('not_before: mcrpc', 'not_before: any_time'), 'x.yaml');
  assert.deepEqual(
    [...values(rowOf(US, resistantLate), 'index_date'), ...values(rowOf(anyTime, resistantLate), 'index_date')],
    [null, '2019-06-03'],
  );
  const wide = loadStudy(us.replace('regimen_days: 28', 'regimen_days: 900'), 'x.yaml');
  assert.equal(rowOf(wide, US_PATIENT).excludedBy, 'subsequent_treatment');
});

test('settings of the variables do what they say', () => {
  const facts = [
    ...UKE_PATIENT.filter((f) => f.kind !== 'metastasis'),
    site('bone', 'uncertain', '2019-03-01'),
    psa(9, '2019-03-15'),
  ];
  const changed = loadStudy(
    text
      .replace('counts: [present, historical]', 'counts: [present, historical, uncertain]')
      .replace('to_day: 0', 'to_day: 7'),
    'x.yaml',
  );
  assert.deepEqual(values(rowOf(UKE, facts), 'met_bone', 'psa_index'), [null, null]);
  assert.deepEqual(values(rowOf(changed, facts), 'met_bone', 'psa_index', 'psa_lag_days'), [1, 9, -3]);
});
