import assert from 'node:assert/strict';
import { test } from 'node:test';
import { table1 } from '../../src/cohort/table1.ts';
import type { PlainRow, Table1Row } from '../../src/cohort/table1.ts';

const of = (rows: readonly PlainRow[]): Map<string, Table1Row> => new Map(table1(rows).map((line) => [line.row, line]));
const share = (line: Table1Row | undefined): unknown[] => [
  line?.n,
  line?.denom,
  line?.n_missing,
  line?.pct?.toFixed(1),
];
const repeat = (n: number, row: PlainRow): PlainRow[] => Array.from({ length: n }, () => row);

test('prior therapy is counted over those of whom it is known: 219 patients, 209 known, the published percentages', () => {
  const lines = of([
    ...repeat(35, { n_taxane_agents: 0, n_arpi_agents: 1 }),
    ...repeat(116, { n_taxane_agents: 1, n_arpi_agents: 2 }),
    ...repeat(43, { n_taxane_agents: 2, n_arpi_agents: 1 }),
    ...repeat(7, { n_taxane_agents: 2, n_arpi_agents: 3 }),
    ...repeat(8, { n_taxane_agents: 3, n_arpi_agents: 0 }),
    ...repeat(10, { n_taxane_agents: null }),
  ]);
  assert.deepEqual(share(lines.get('taxane_0')), [35, 209, 10, '16.7']);
  assert.deepEqual(share(lines.get('taxane_1')), [116, 209, 10, '55.5']);
  assert.deepEqual(share(lines.get('taxane_2plus')), [58, 209, 10, '27.8']);
  assert.deepEqual(share(lines.get('taxane_unknown')), [10, 219, 10, '4.6']);
  assert.deepEqual(share(lines.get('arpi_1')), [78, 209, 10, '37.3']);
  assert.deepEqual(share(lines.get('arpi_2plus')), [123, 209, 10, '58.9']);
});

test('a finding is counted over all and over those assessed; not assessed is neither present nor absent', () => {
  const lines = of([
    ...repeat(3, { met_liver: 1, gleason_8_10: 1 }),
    ...repeat(5, { met_liver: 0, gleason_8_10: null }),
    ...repeat(2, { met_liver: null, gleason_8_10: 0 }),
  ]);
  assert.deepEqual(share(lines.get('met_liver')), [3, 10, 2, '30.0']);
  assert.deepEqual(share(lines.get('met_liver_assessed')), [3, 8, 2, '37.5']);
  assert.deepEqual(share(lines.get('gleason_8_10')), [3, 10, 5, '30.0']);
  assert.deepEqual(share(lines.get('gleason_8_10_known')), [3, 5, 5, '60.0']);
  assert.deepEqual(share(lines.get('met_lung_assessed')), [0, 0, 10, undefined]);
});

test('PSA quartiles rest on the values known and say how many are limits', () => {
  const lines = of([
    { psa_index: 0.1, psa_comparator: '<' },
    { psa_index: 10, psa_comparator: null },
    { psa_index: 20, psa_comparator: null },
    { psa_index: 5000, psa_comparator: '>' },
    { psa_index: null, psa_comparator: null },
  ]);
  const psa = lines.get('psa_index') as Table1Row;
  assert.deepEqual([psa.n, psa.n_missing, psa.median, psa.q1, psa.q3, psa.quantile_type], [4, 1, 15, 7.525, 1265, 7]);
  assert.deepEqual(share(lines.get('psa_index_below')), [1, 4, 1, '25.0']);
  assert.deepEqual(share(lines.get('psa_index_above')), [1, 4, 1, '25.0']);
});

test('survival is given in months with both intervals, and those without follow-up are counted out', () => {
  const days = [31, 62, 93, 124, 155, 186, 217, 248];
  const lines = of([
    ...days.map((os_days, i) => ({ os_days, os_event: i % 4 === 3 ? 0 : 1 })),
    { os_days: null, os_event: 1 },
    { os_days: 12, os_event: null },
  ]);
  assert.deepEqual(share(lines.get('os_events')), [6, 8, 2, '75.0']);
  const [loglog, log] = [lines.get('os_median_log_log') as Table1Row, lines.get('os_median_log') as Table1Row];
  assert.equal(loglog.median, 155 / 30.4375);
  assert.deepEqual([loglog.n, loglog.n_missing, loglog.conf_type, log.conf_type], [8, 2, 'log-log', 'log']);
  assert.equal(lines.get('follow_up')?.median, 248 / 30.4375);
});

test('who is first seen after index is at risk from then on; who is seen only at the end is counted out', () => {
  const follow = (os_days: number, os_event: 0 | 1, entry_days: number): PlainRow => ({
    os_days,
    os_event,
    entry_days,
  });
  const early = [follow(30, 1, 0), follow(60, 1, 0), follow(90, 0, 0)];
  const lines = of([...early, follow(80, 1, 70), follow(50, 1, 50), { os_days: null, os_event: null, entry_days: 0 }]);
  assert.deepEqual(share(lines.get('os_events')), [3, 4, 2, '75.0']);
  assert.deepEqual(share(lines.get('os_delayed_entry')), [1, 4, 2, '25.0']);
  assert.deepEqual(share(lines.get('os_never_at_risk')), [1, 5, 1, '20.0']);
  // S = 2/3 after day 30, 1/3 after day 60: the patient of day 70 is not at risk at either.
  assert.equal(lines.get('os_median_log_log')?.median, 60 / 30.4375);
});

test('a cohort of nobody has lines, zeros and nulls, and no NaN', () => {
  const lines = table1([]);
  assert.ok(lines.length > 20);
  assert.doesNotMatch(
    JSON.stringify(lines, (_k, v: unknown) => (Number.isNaN(v) ? 'NaN' : v)),
    /NaN/,
  );
  assert.ok(lines.every(({ n, denom, pct, median }) => n === 0 && denom === 0 && pct === null && median === null));
});

test('line ids are unique', () => {
  const ids = table1([]).map(({ row }) => row);
  assert.equal(new Set(ids).size, ids.length);
});
