import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FactOf } from '../../src/domain.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { coded, decision, fact, inNote } from './builders.ts';

type Cycle = FactOf<'rlt_cycle'>;
const cycle = (fields: Partial<Cycle>): Cycle => fact('rlt_cycle', fields);
const letter = (written: string, list: readonly [number | null, string | null, Cycle['status']?][]): Cycle[] =>
  list.map(([number, date, status = 'given']) =>
    cycle({ number, date, status, ...inNote(written, `${number} ${date} ${status}`) }),
  );
const ops = (date: string, fields: Partial<Cycle> = {}): Cycle =>
  cycle({ date, ...coded('Procedure', date), ...fields });
const outcome = (facts: readonly Cycle[]) => {
  const { rlt } = reconcile(facts, []);
  const given = rlt.cycles.filter((c) => c.status === 'given');
  return { first: rlt.first?.value ?? null, count: rlt.count.value, dates: given.map((c) => c.date) };
};

test('a procedure and letters within three days are one cycle, dated by the procedure', () => {
  const { rlt } = reconcile([ops('2019-03-12'), ...letter('2019-03-15', [[1, '2019-03-14']])], []);
  assert.equal(rlt.count.value, 1);
  assert.equal(rlt.first?.value, '2019-03-12');
  assert.equal(rlt.cycles[0]?.number, 1);
  assert.deepEqual(
    rlt.cycles[0]?.against.map((e) => e.source),
    ['note'],
    'the other date stays as evidence against',
  );
});

test('a therapy protocol dates a cycle before a letter does', () => {
  const protocol = cycle({ date: '2019-03-12', ...inNote('2019-03-12', 'given', 'Therapieprotokoll Radionuklide') });
  assert.equal(outcome([...letter('2019-03-20', [[1, '2019-03-14']]), protocol]).first, '2019-03-12');
});

test('histories copied from letter to letter give the same cycles again', () => {
  const early = letter('2018-09-14', [
    [1, '2018-02-06'],
    [2, '2018-04-10'],
    [3, '2018-06-12'],
    [4, '2018-09-11'],
  ]);
  const later = letter('2019-09-06', [
    [1, '2018-02'],
    [2, null],
    [3, null],
    [4, '2018-09'],
    [5, '2019-09-03'],
  ]);
  const board = letter('2020-01-16', [
    [1, '2018'],
    [2, '2018'],
    [3, '2018'],
    [4, '2018'],
    [5, '2019'],
    [6, '2019-11-05'],
  ]);
  assert.deepEqual(outcome([...board, ...later, ...early]), {
    first: '2018-02-06',
    count: 6,
    dates: ['2018-02-06', '2018-04-10', '2018-06-12', '2018-09-11', '2019-09-03', '2019-11-05'],
  });
});

test('cycles that are only counted count, without inventing dates', () => {
  assert.deepEqual(
    outcome(
      letter('2019-08-01', [
        [1, '2019-01'],
        [2, null],
        [3, null],
        [4, '2019-07'],
      ]),
    ),
    {
      first: '2019-01',
      count: 4,
      dates: ['2019-01', null, null, '2019-07'],
    },
  );
});

test('numbers that begin again after a pause are further cycles', () => {
  const first = letter('2018-05-01', [
    [1, '2018-02-06'],
    [2, '2018-04-10'],
  ]);
  const again = letter('2019-11-10', [
    [1, '2019-09-03'],
    [2, '2019-11-05'],
  ]);
  assert.equal(outcome([...first, ...again]).count, 4);
});

test('unnumbered procedures and a numbered summary are matched by position', () => {
  const coded = ['2018-02-06', '2018-04-10', '2018-06-12'].map((date) => ops(date));
  assert.equal(
    outcome([
      ...coded,
      ...letter('2018-07-01', [
        [1, null],
        [2, null],
        [3, null],
      ]),
    ]).count,
    3,
  );
});

test('a bare number is satisfied by as many cycles as are known by then', () => {
  const dated = letter('2018-12-06', [
    [1, '2017-11-28'],
    [2, '2018-01-23'],
    [3, '2018-03-20'],
  ]);
  const muddled = letter('2018-05-08', [
    [1, '2018-03-20'],
    [2, null],
    [3, null],
  ]);
  assert.equal(outcome([...dated, ...muddled]).count, 3);
});

test('a course dates the first cycle and does not pretend to know how many there were', () => {
  const course = ops('2019-07-04', { end: '2019-09-14', countable: false, activityGbq: 30 });
  assert.deepEqual(outcome([course]), { first: '2019-07-04', count: null, dates: ['2019-07-04'] });
  const told = letter('2019-10-01', [
    [1, '2019-07-04'],
    [2, '2019-08-10'],
    [3, '2019-09-14'],
  ]);
  assert.equal(outcome([course, ...told]).count, 3);
});

test('a course that began before the first counted cycle leaves the number unknown', () => {
  const course = ops('2019-07-04', { end: '2019-09-14', countable: false });
  const { first, count } = outcome([course, ...letter('2019-10-01', [[null, '2019-09-14']])]);
  assert.deepEqual({ first, count }, { first: '2019-07-04', count: null });
});

test('treatment without a number or date is treatment, number unknown', () => {
  assert.deepEqual(outcome(letter('2020-01-01', [[null, null]])), { first: null, count: null, dates: [null] });
});

test('planned and cancelled cycles are not given; one given later is no longer planned', () => {
  assert.equal(outcome(letter('2021-05-10', [[1, '2021-05-25', 'planned']])).count, 0);
  const { rlt } = reconcile(
    [
      ...letter('2018-02-09', [
        [1, '2018-02-06'],
        [2, '2018-04', 'planned'],
      ]),
      ...letter('2018-04-12', [[2, '2018-04-10']]),
    ],
    [],
  );
  assert.deepEqual(
    rlt.cycles.map((c) => c.status),
    ['given', 'given'],
  );
});

test('a letter cannot report an administration after its own date', () => {
  assert.deepEqual(outcome(letter('2021-05-10', [[1, '2021-05-25']])), { first: null, count: 0, dates: [] });
});

test('a cycle called off that a procedure records as given is asked about', () => {
  const record = reconcile([ops('2019-03-12'), ...letter('2019-03-13', [[1, '2019-03-12', 'cancelled']])], []);
  assert.equal(record.rlt.count.value, 1);
  assert.deepEqual(
    record.flags.map((f) => [f.topic, f.code]),
    [['rlt_cycle:2019-03-12', 'given_or_cancelled']],
  );
});

test('cycles four to thirteen days apart stay apart and are asked about; fourteen days are not', () => {
  const close = reconcile([ops('2019-03-12'), ops('2019-03-20')], []);
  assert.equal(close.rlt.count.value, 2);
  assert.deepEqual(
    close.flags.map((f) => f.code),
    ['cycles_close'],
  );
  assert.deepEqual(reconcile([ops('2019-03-12'), ops('2019-03-26')], []).flags, []);
});

test('an undated first cycle leaves the first date unknown rather than taking the second', () => {
  const record = reconcile(
    letter('2018-05-01', [
      [1, null],
      [2, '2018-04-10'],
    ]),
    [],
  );
  assert.equal(record.rlt.first, null);
  assert.deepEqual(
    record.flags.map((f) => f.code),
    ['first_cycle_undated'],
  );
});

test('cycle two without a cycle one is asked about', () => {
  const record = reconcile([...letter('2018-05-01', [[2, '2018-04-10']])], []);
  assert.equal(record.rlt.count.value, 2, 'the number implies an earlier cycle');
  assert.deepEqual(
    record.flags.map((f) => f.code),
    ['first_cycle_missing'],
  );
});

test('a first cycle that one note alone dates, against a later one called the first, is asked about', () => {
  const own = [ops('2022-10-19'), ...letter('2022-10-21', [[1, '2022-10-19']])];
  const record = reconcile([...own, ...letter('2023-01-10', [[null, '2021-08']])], []);
  assert.equal(record.rlt.first?.value, '2021-08');
  assert.deepEqual(
    record.flags.map((f) => f.code),
    ['first_cycle_conflict'],
  );
});

test("a person's date for a cycle stands before all sources, his rejection removes it", () => {
  const facts = letter('2019-12-11', [
    [1, '2019-06'],
    [2, '2019-11'],
  ]);
  const dated = decision({
    topic: 'rlt_cycle:2019-06',
    action: 'correct',
    value: { status: 'given', date: '2019-06-18' },
  });
  const { rlt } = reconcile(facts, [dated]);
  assert.deepEqual([rlt.first?.value, rlt.first?.decidedBy, rlt.count.value], ['2019-06-18', 'human', 2]);
  const rejected = decision({ topic: 'rlt_cycle:2019-06', action: 'reject', value: null });
  assert.deepEqual([reconcile(facts, [rejected]).rlt.first?.value], ['2019-11']);
});

test("a person's date for a course keeps the number of its cycles unknown", () => {
  const course = ops('2019-07-04', { end: '2019-09-14', countable: false });
  const confirmed = decision({
    topic: 'rlt_cycle:2019-07-04',
    action: 'confirm',
    value: { status: 'given', date: '2019-07-04' },
  });
  const { rlt } = reconcile([course], [confirmed]);
  assert.deepEqual([rlt.first?.value, rlt.first?.decidedBy, rlt.count.value], ['2019-07-04', 'human', null]);
});
