import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { numberAtRisk } from '../../src/cohort/risk-set.ts';
import type { Observation } from '../../src/cohort/risk-set.ts';
import { fellTooEarly, kaplanMeier, medianSurvival, survivalQuantile } from '../../src/cohort/survival.ts';
import type { ConfType, CurvePoint } from '../../src/cohort/survival.ts';
import { close, golden, numberOf } from './golden.ts';

const CONF_TYPES: readonly ConfType[] = ['log-log', 'log', 'plain'];
const NUMBERS = ['time', 'n_risk', 'n_event', 'n_censor', 'surv', 'std_err', 'lower', 'upper'] as const;
const both = (name: string): Record<string, string>[] => [
  ...golden(`survival-${name}.csv`),
  ...golden(`survival-entry-${name}.csv`),
];
const data = Map.groupBy(both('data'), (row) => row['case'] as string);
const observationsOf = (name: string): Observation[] =>
  (data.get(name) ?? []).map(({ time, event, entry }) => {
    const end = { time: Number(time), event: event === '1' ? 1 : 0 } as const;
    return entry === undefined ? end : { ...end, entry: Number(entry) };
  });

test('every point of every curve is R’s, with delayed entry and without, to 1e-9', async (t) => {
  const curves = Map.groupBy(both('curve'), (row) => `${row['case']} ${row['conf_type']}`);
  for (const [name, expected] of curves) {
    await t.test(name, () => {
      const [set = '', conf] = name.split(' ');
      const { points } = kaplanMeier(observationsOf(set), conf as ConfType);
      assert.equal(points.length, expected.length);
      for (const [i, row] of expected.entries()) {
        const point = points[i] as CurvePoint;
        for (const column of NUMBERS) {
          assert.ok(close(point[column], numberOf(row[column])), `${column} ${i}: ${point[column]}, R ${row[column]}`);
        }
      }
    });
  }
});

test('median and quartiles with their 95 % intervals are R’s, to 1e-9', async (t) => {
  for (const row of both('quantiles')) {
    await t.test(`${row['case']} ${row['conf_type']} p=${row['p']}`, () => {
      const km = kaplanMeier(observationsOf(row['case'] as string), row['conf_type'] as ConfType);
      const { estimate, lower, upper } = survivalQuantile(km, Number(row['p']));
      const got = `${estimate} (${lower}, ${upper})`;
      assert.ok(close(estimate, numberOf(row['quantile'])), `${got}, R ${row['quantile']}`);
      assert.ok(close(lower, numberOf(row['lower'])), `${got}, R lower ${row['lower']}`);
      assert.ok(close(upper, numberOf(row['upper'])), `${got}, R upper ${row['upper']}`);
    });
  }
});

test('the published numbers of lung and aml come out', () => {
  const median = (name: string, conf: ConfType): (number | null)[] =>
    Object.values(medianSurvival(kaplanMeier(observationsOf(name), conf)));
  assert.deepEqual(median('lung', 'plain'), [310, 284, 361]);
  assert.deepEqual(median('lung', 'log'), [310, 285, 363]);
  assert.deepEqual(median('lung', 'log-log'), [310, 284, 361]);
  assert.deepEqual(median('aml_maintained', 'plain'), [31, 18, 48]);
  assert.deepEqual(median('aml_maintained', 'log'), [31, 18, null]);
  assert.deepEqual(median('aml_maintained', 'log-log'), [31, 13, null]);
  assert.deepEqual(median('aml_nonmaintained', 'log'), [23, 8, null]);
  assert.deepEqual(median('aml_nonmaintained', 'log-log'), [23, 5, 33]);
  assert.equal(median('all_events', 'log')[0], 2.5);
});

test('no patients give an empty curve and no median, not NaN', () => {
  for (const conf of CONF_TYPES) {
    const km = kaplanMeier([], conf);
    const nobody = { n: 0, events: 0, neverAtRisk: 0, entries: [], gaps: [], points: [] };
    assert.deepEqual(km, { confType: conf, ...nobody });
    assert.deepEqual(medianSurvival(km), { estimate: null, lower: null, upper: null });
  }
});

test('a negative or missing time is refused, not drawn', () => {
  assert.throws(() => kaplanMeier([{ time: -1, event: 1 }]), { name: 'LutraError', code: 'internal' });
  assert.throws(() => kaplanMeier([{ time: Number.NaN, event: 0 }]), { name: 'LutraError', code: 'internal' });
  assert.throws(() => kaplanMeier([{ time: 5, event: 0, entry: -1 }]), { name: 'LutraError', code: 'internal' });
});

test('the number at risk is that of entry < t <= end at any time, not only where somebody leaves', () => {
  for (const { case: name = '', time, n_risk } of golden('survival-entry-at-risk.csv')) {
    assert.equal(numberAtRisk(kaplanMeier(observationsOf(name)), Number(time)), Number(n_risk), `${name} at ${time}`);
  }
});

test('who was not seen before the end of follow-up is in no number but the one that counts them', () => {
  const { n, events, neverAtRisk, entries } = kaplanMeier(observationsOf('ends_at_or_before_entry'));
  assert.deepEqual({ n, events, neverAtRisk, entries }, { n: 3, events: 3, neverAtRisk: 2, entries: [2] });
});

test('stretches without anybody at risk are told, and a curve that fell to zero before others came', () => {
  const told = (name: string): unknown => {
    const km = kaplanMeier(observationsOf(name));
    return [km.gaps, fellTooEarly(km)];
  };
  assert.deepEqual(told('nobody_late'), [[], null]);
  assert.deepEqual(told('all_late'), [[{ from: 0, until: 2 }], null]);
  assert.deepEqual(told('gap_after_censoring'), [[{ from: 4, until: 6 }], null]);
  assert.deepEqual(told('falls_to_zero_early'), [[{ from: 1, until: 2 }], 1]);
  assert.deepEqual(told('all_events'), [[], null]);
});

const patients = fc.array(fc.record({ time: fc.integer({ min: 0, max: 60 }), event: fc.constantFrom<0 | 1>(0, 1) }), {
  maxLength: 80,
});
const runs = { seed: 20261124, numRuns: 300 };

test('laws: the order of patients is nothing, everyone leaves once, S falls inside its band', () => {
  console.log(`seed ${runs.seed}`);
  fc.assert(
    fc.property(patients, fc.constantFrom(...CONF_TYPES), (people, conf) => {
      const km = kaplanMeier(people, conf);
      assert.deepEqual(kaplanMeier(people.toReversed(), conf), km);
      assert.equal(
        km.points.reduce((sum, p) => sum + p.n_event + p.n_censor, 0),
        people.length,
      );
      assert.equal(
        km.points.reduce((sum, p) => sum + p.n_event, 0),
        km.events,
      );
      let before = 1;
      for (const { surv, lower, upper } of km.points) {
        assert.ok(surv <= before && surv >= 0);
        assert.ok((lower ?? 0) <= surv + 1e-12 && surv <= (upper ?? 1) + 1e-12);
        before = surv;
      }
    }),
    runs,
  );
});

test('law: who enters before anybody leaves changes nothing; who enters later is at risk at no earlier time', () => {
  const late = fc.array(
    fc.record({
      time: fc.integer({ min: 2, max: 60 }),
      event: fc.constantFrom<0 | 1>(0, 1),
      entry: fc.integer({ min: 0, max: 60 }),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(late, (people) => {
      const atOnce = people.map((person) => ({ ...person, entry: 1 }));
      const { points } = kaplanMeier(people.map(({ time, event }) => ({ time, event })));
      assert.deepEqual(kaplanMeier(atOnce).points, points);
      const km = kaplanMeier(people);
      assert.equal(km.n + km.neverAtRisk, people.length);
      for (const { time, n_risk } of km.points) {
        const seen = people.filter((p) => (p.entry === 0 || p.entry < time) && p.time >= time);
        assert.equal(n_risk, seen.length);
      }
    }),
    runs,
  );
});

test('law: without censoring S is the share alive, and the median that of the times', () => {
  const dying = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(dying, (times) => {
      const km = kaplanMeier(times.map((time) => ({ time, event: 1 })));
      for (const { time, surv } of km.points) {
        assert.ok(close(surv, times.filter((t) => t > time).length / times.length));
      }
      const ascending = times.toSorted((a, b) => a - b);
      const [low, high] = [ascending[Math.ceil(times.length / 2) - 1], ascending[Math.floor(times.length / 2)]];
      assert.ok(close(medianSurvival(km).estimate, ((low as number) + (high as number)) / 2));
    }),
    runs,
  );
});
