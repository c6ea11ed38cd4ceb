/** Records of the same person, found from either side: the same on every night as in a warehouse filled afresh. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Habits, LivingHospital } from '../support/living-hospital.ts';
import * as make from '../support/nights.ts';
import { admit, aDayLater, freshHash, hashOf, inside, night, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

type Day = (hospital: LivingHospital) => void;
const link = (other: string, type: string): make.Json => ({
  link: [{ other: { reference: `Patient/${other}` }, type }],
});
/** A record without the diagnosis, as no search for candidates finds it. */
const bystander: Day = (hospital) => {
  hospital.put(make.patient('y'));
  hospital.put(make.psa('psa-y', 'y', 500, '2020-01-15'));
};

/** Night by night and afresh; gives the patients held in the end and the reasons of the last night. */
async function live(t: TestContext, habits: Habits, days: readonly Day[]) {
  const hospital = await startHospital(t, habits);
  admit(hospital);
  const data = tempDir(t);
  let reasons: readonly string[] = [];
  for (const day of [() => undefined, ...days]) {
    aDayLater(hospital);
    day(hospital);
    ({ reasons } = await night(data, hospital.base));
    assert.equal(await hashOf(data), await freshHash(t, hospital));
  }
  return { reasons, held: await inside(data, patientsHeld), hospital };
}

const patientsHeld = (db: Parameters<Parameters<typeof inside>[1]>[0]): unknown[] =>
  db.sql.prepare("select id from resource where type = 'Patient' and is_current = 1 order by id").pluck().all();

const REPLACED: readonly Day[] = [
  (h) => {
    h.put(make.patient('b', link('a', 'replaced-by')));
    for (const key of ['Condition/c-b', 'Procedure/t-b']) h.delete(...(key.split('/') as [string, string]));
  },
  () => undefined,
];

test('B22 a record that says it was replaced is read with the other, although no search for candidates finds it', async (t) => {
  const { held, reasons } = await live(t, {}, REPLACED);
  assert.deepEqual([held, reasons], [['a', 'b', 'c'], []]);
});

test('B22 a record that was never read and links to a member is found on the night it says so', async (t) => {
  const days: Day[] = [bystander, (h) => h.put(make.patient('y', link('a', 'refer')))];
  const { held } = await live(t, {}, days);
  assert.deepEqual(held, ['a', 'b', 'c', 'y']);
});

test('B22 a link to a record that is not there is followed once it is', async (t) => {
  const { held } = await live(t, {}, [(h) => h.put(make.patient('a', link('y', 'seealso'))), bystander]);
  assert.deepEqual(held, ['a', 'b', 'c', 'y']);
});

test('B22 two records that replace the same one are one person, also where that one is gone', async (t) => {
  const days: Day[] = [
    bystander,
    (h) => {
      h.put(make.patient('a', link('gone', 'replaces')));
      h.put(make.patient('y', link('gone', 'replaces')));
    },
  ];
  const { held } = await live(t, {}, days);
  assert.deepEqual(held, ['a', 'b', 'c', 'y']);
});

test('a server that takes no lists is asked of each record by itself who is linked to it', async (t) => {
  const { held } = await live(t, { noLists: true }, [bystander, (h) => h.put(make.patient('y', link('a', 'refer')))]);
  assert.deepEqual(held, ['a', 'b', 'c', 'y']);
});

for (const noLinks of ['refuses', 'ignores'] as const) {
  test(`where the server ${noLinks} the search by link, a record counts only where a link leads to it, and the run says so`, async (t) => {
    // Its own drug makes it no candidate: what is left of its chart is what links alone could bring.
    const days: Day[] = [
      bystander,
      (h) => {
        h.put(make.patient('y', link('a', 'refer')));
        h.put(make.patient('a', link('y', 'seealso')));
      },
      (h) => h.put(make.patient('a')),
    ];
    const { held, reasons, hospital } = await live(t, { noLinks }, days);
    assert.deepEqual(held, ['a', 'b', 'c'], 'y says that it belongs to a, a says so no more');
    assert.deepEqual(reasons, [`Patient of ${hospital.base}: unknown, no_link_search (1 range)`]);
  });
}

test('where it was accepted that the server cannot say who is linked, it is not asked, and the run is complete', async (t) => {
  const hospital = await startHospital(t, { noLinks: 'ignores' });
  admit(hospital);
  const { reasons } = await night(tempDir(t), hospital.base, { linkSearch: false });
  assert.deepEqual(reasons, []);
  assert.ok(hospital.requests.every((request) => !request.includes('link=')));
});

test('nobody leaves on a night on which the search by link failed', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  hospital.put(make.patient('y', link('a', 'refer')));
  const data = tempDir(t);
  await night(data, hospital.base);
  hospital.habits = { history: true, refuse: (path) => (path.includes('link=') ? 503 : null) };
  const { reasons } = await night(data, hospital.base);
  assert.deepEqual(await inside(data, patientsHeld), ['a', 'b', 'c', 'y']);
  assert.deepEqual(reasons, [`Patient of ${hospital.base}: incomplete, http_503 (1 range)`]);
});
