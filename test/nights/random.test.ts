/** The law behind the scenarios: whatever happens to the record, night by night equals all at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Habits, LivingHospital } from '../support/living-hospital.ts';
import * as make from '../support/nights.ts';
import { admit, aDayLater, freshHash, hashOf, night, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

const SEED = Number(process.env['LUTRA_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['LUTRA_RUNS'] ?? 8);

const who = fc.constantFrom('a', 'b', 'c', 'n');
const number = fc.integer({ min: 0, max: 3 });
const LINKS = ['replaced-by', 'replaces', 'seealso', 'refer'] as const;

type Event = (hospital: LivingHospital) => void;
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.tuple(who, who, number, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 5 })).map(
    ([id, of, n, value, late]): Event =>
      (h) =>
        h.put(make.psa(`psa-${id}-${n}`, of, value, `2020-01-1${n}`), late),
  ),
  fc.tuple(who, number).map(
    ([id, n]): Event =>
      (h) =>
        h.delete('Observation', `psa-${id}-${n}`),
  ),
  fc.tuple(who, who, number).map(
    ([id, of, n]): Event =>
      (h) =>
        h.put(make.therapy(`t-${id}`, of, `2020-02-0${n + 1}`)),
  ),
  who.map(
    (id): Event =>
      (h) =>
        h.delete('Procedure', `t-${id}`),
  ),
  fc.tuple(who, who).map(
    ([id, of]): Event =>
      (h) =>
        h.put(make.cancer(`c-${id}`, of)),
  ),
  who.map(
    (id): Event =>
      (h) =>
        h.delete('Condition', `c-${id}`),
  ),
  fc.tuple(who, fc.constantFrom('Knochenmetastasen.', 'Keine Lebermetastasen.', 'Gleason 4+5=9.')).map(
    ([id, text]): Event =>
      (h) =>
        h.put(make.letter(`l-${id}`, id, text)),
  ),
  who.map(
    (id): Event =>
      (h) =>
        h.put(make.patient(id)),
  ),
  fc.tuple(who, who, fc.constantFrom(...LINKS)).map(
    ([id, other, type]): Event =>
      (h) =>
        h.put(make.patient(id, { link: [{ other: { reference: `Patient/${other}` }, type }] })),
  ),
);

const habits: fc.Arbitrary<Habits> = fc.record({
  history: fc.boolean(),
  forgets: fc.boolean(),
  noLists: fc.boolean(),
  ignoresSince: fc.boolean(),
  noLinks: fc.constantFrom(null, 'refuses', 'ignores'),
});

test(`night by night equals all at once, whatever happens (seed ${SEED})`, async (t) => {
  const nights = fc.array(fc.array(events, { maxLength: 4 }), { minLength: 1, maxLength: 3 });
  const property = fc.asyncProperty(nights, habits, async (days, of) => {
    const hospital = await startHospital(t, of);
    admit(hospital);
    const data = tempDir(t);
    for (const day of [[], ...days]) {
      aDayLater(hospital);
      for (const event of day) event(hospital);
      await night(data, hospital.base, { fullCompareDays: of.history ? 7 : 0 });
      assert.equal(await hashOf(data), await freshHash(t, hospital));
    }
    await hospital.stop();
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
});
