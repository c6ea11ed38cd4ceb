import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { isDue, momentOf } from '../../src/extractors/search/due.ts';

const DAY = 86_400_000;
const patient = fc.string({ minLength: 1, maxLength: 64 });
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

test('a chart never waits longer than the period, and is due once in each', () => {
  fc.assert(
    fc.property(patient, time, fc.integer({ min: 1, max: 400 }), (id, fullAt, days) => {
      const period = days * DAY;
      const moment = momentOf(id);
      assert.ok(isDue(moment, { fullAt, now: fullAt + period, period }));
      const nights = Array.from({ length: days }, (_, n) => fullAt + n * DAY);
      const due = nights.filter((now, n) => n > 0 && isDue(moment, { fullAt: now - DAY, now, period }));
      assert.ok(due.length <= 1, `${due.length} times in one period`);
    }),
  );
});

test('a night is not due twice: what was compared after the moment waits for the next', () => {
  fc.assert(
    fc.property(patient, time, (id, now) => {
      assert.equal(isDue(momentOf(id), { fullAt: now, now, period: 7 * DAY }), false);
    }),
  );
});

test('with a period of 0 every night compares', () => {
  assert.ok(isDue(0.5, { fullAt: 10, now: 10, period: 0 }));
});

test('charts first read on one night are spread over the nights of the period', () => {
  const PATIENTS = 1400;
  const [period, fullAt] = [7 * DAY, Date.UTC(2024, 0, 1, 2)];
  const nights = [1, 2, 3, 4, 5, 6, 7].map((n) => {
    const now = fullAt + n * DAY;
    return Array.from({ length: PATIENTS }, (_, i) => momentOf(`patient-${i}`)).filter(
      (moment) => isDue(moment, { fullAt, now, period }) && !isDue(moment, { fullAt, now: now - DAY, period }),
    ).length;
  });
  assert.equal(
    nights.reduce((sum, n) => sum + n, 0),
    PATIENTS,
  );
  for (const n of nights) assert.ok(n > 140 && n < 260, `about 200 a night: ${nights.join()}`);
});
