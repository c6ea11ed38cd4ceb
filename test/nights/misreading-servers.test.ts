/** A server that misreads how changes are asked for gives too little, which must not pass for a quiet night. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Habits } from '../support/living-hospital.ts';
import * as make from '../support/nights.ts';
import { admit, aDayLater, freshHash, hashOf, night, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

for (const [what, habits] of [
  ['finds nothing by _lastUpdated', { misreadsSince: true }],
  ['takes a list of patients as one where Observations are searched', { noLists: 'Observation' }],
  ['takes a list of ids as one where Patients are searched', { noLists: 'Patient' }],
] as const satisfies readonly (readonly [string, Habits])[]) {
  test(`a server that ${what} loses nothing of what changed`, async (t) => {
    const hospital = await startHospital(t, habits);
    admit(hospital);
    const data = tempDir(t);
    assert.equal((await night(data, hospital.base)).exitStatus, 0);
    aDayLater(hospital);
    hospital.put(make.psa('new', 'a', 99, '2020-01-10'));
    hospital.put(make.patient('a', { birthDate: '1931-01-02' }));
    assert.equal((await night(data, hospital.base)).exitStatus, 0);
    assert.equal(await hashOf(data), await freshHash(t, hospital));
  });
}

test('a history that ends before the announced number, or speaks of an error, leaves the deletions open', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  const data = tempDir(t);
  assert.equal((await night(data, hospital.base)).exitStatus, 0);
  for (const [spoils, reason] of [
    ['cut', 'fewer_than_announced'],
    ['outcome', 'operation_outcome'],
  ] as const) {
    aDayLater(hospital);
    hospital.habits = { ...hospital.habits, spoilsHistory: spoils };
    const bad = await night(data, hospital.base);
    assert.equal(bad.exitStatus, 3);
    assert.match(bad.reasons.join('\n'), new RegExp(reason));
  }
});
