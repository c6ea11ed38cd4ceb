/** What can happen to a record from one night to the next. After every night the warehouse equals one filled afresh. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Habits, LivingHospital } from '../support/living-hospital.ts';
import * as make from '../support/nights.ts';
import { admit, aDayLater, freshHash, hashOf, inside, night, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

type Day = (hospital: LivingHospital) => void;
interface Scenario {
  readonly title: string;
  readonly days: readonly Day[];
  /** Tables in which a patient must have left no trace in the end. */
  readonly noTraceOf?: string;
}

const put =
  (resource: Parameters<LivingHospital['put']>[0], hoursAgo = 0): Day =>
  (h) =>
    h.put(resource, hoursAgo);
const remove =
  (...keys: string[]): Day =>
  (h) => {
    for (const key of keys) h.delete(...(key.split('/') as [string, string]));
  };
const both =
  (...days: Day[]): Day =>
  (h) =>
    days.forEach((day) => day(h));
const CHART_OF_B = ['Condition/c-b', 'Procedure/t-b', 'DiagnosticReport/l-b', 'MedicationAdministration/d-b'].concat(
  [0, 1, 2, 3].map((n) => `Observation/psa-b-${n}`),
);

const SCENARIOS: readonly Scenario[] = [
  { title: 'nothing happens', days: [() => undefined] },
  { title: 'a new result arrives', days: [put(make.psa('new', 'a', 99, '2020-01-10'))] },
  {
    title: 'F30 a new patient arrives with an old chart',
    days: [
      both(
        put(make.patient('z'), 900),
        put(make.cancer('c-z', 'z'), 900),
        put(make.therapy('t-z', 'z', '2020-06-01'), 900),
      ),
    ],
  },
  { title: 'a value is corrected', days: [put(make.psa('psa-a-3', 'a', 1234, '2020-01-04', { status: 'corrected' }))] },
  { title: 'a therapy is re-dated', days: [put(make.therapy('t-a', 'a', '2019-12-01'))] },
  {
    title: 'a letter is replaced by another text',
    days: [put(make.letter('l-a', 'a', 'Lebermetastasen. Keine Knochenmetastasen.'))],
  },
  {
    title: 'a result is entered in error',
    days: [put(make.psa('psa-a-3', 'a', 13, '2020-01-04', { status: 'entered-in-error' }))],
  },
  { title: 'F32 a result is deleted', days: [remove('Observation/psa-a-3')] },
  { title: 'F32 a letter is deleted, and its findings with it', days: [remove('DiagnosticReport/l-a')] },
  {
    title: 'F34 a result is deleted and made again with the same id',
    days: [remove('Observation/psa-a-3'), put(make.psa('psa-a-3', 'a', 77, '2020-01-04'))],
  },
  {
    title: 'F34 a result is deleted and made again on the same day',
    days: [both(remove('Observation/psa-a-3'), put(make.psa('psa-a-3', 'a', 55, '2020-01-04')))],
  },
  { title: 'B21 a therapy moves to another patient who is read', days: [put(make.therapy('t-a', 'c', '2020-01-20'))] },
  {
    title: 'B21 a result moves to a patient who is no candidate, and back',
    days: [
      both(put(make.patient('x')), put(make.psa('psa-a-3', 'x', 13, '2020-01-04'))),
      put(make.psa('psa-a-3', 'a', 13, '2020-01-04')),
    ],
  },
  {
    title: 'quirk 12 a result committed late, stamped before the last watermark and within the overlap',
    days: [put(make.psa('late', 'a', 42, '2020-01-12'), 28)],
  },
  {
    title: 'B22 two records are merged, and parted again',
    days: [
      both(
        put(make.patient('b', { active: false, link: [{ other: { reference: 'Patient/a' }, type: 'replaced-by' }] })),
        put(make.patient('a', { link: [{ other: { reference: 'Patient/b' }, type: 'replaces' }] })),
      ),
      both(put(make.patient('a')), put(make.patient('b'))),
    ],
  },
  {
    title: 'B22 a merged record leaves no trace of its own',
    days: [
      put(make.patient('b', { active: false, link: [{ other: { reference: 'Patient/a' }, type: 'replaced-by' }] })),
    ],
    noTraceOf: 'b',
  },
  {
    title: 'B22 a record is linked to one that no search finds, whose chart is read with it, and parted again',
    days: [
      both(
        put(make.patient('y')),
        put(make.psa('psa-y', 'y', 500, '2020-01-15')),
        put(make.patient('a', { link: [{ other: { reference: 'Patient/y' }, type: 'seealso' }] })),
      ),
      put(make.patient('a')),
    ],
    noTraceOf: 'y',
  },
  { title: 'F32 a whole patient is deleted', days: [remove('Patient/b', ...CHART_OF_B)], noTraceOf: 'b' },
  {
    title: 'F31 a patient loses the diagnosis and leaves the group',
    days: [both(remove('Condition/c-c'))],
    noTraceOf: 'c',
  },
  {
    title: 'F31 a patient leaves the group and comes back',
    days: [remove('Condition/c-c'), () => undefined, put(make.cancer('c-c', 'c'))],
  },
  {
    title: 'a Medication that was given is corrected',
    days: [
      put({
        resourceType: 'Medication',
        id: 'doc',
        code: { text: 'Cabazitaxel', coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/atc', code: 'L01CD04' }] },
      }),
    ],
  },
];

const SERVERS: readonly [name: string, habits: Habits, fullCompareDays: number][] = [
  ['a server with history', {}, 7],
  ['a server without history, compared every night', { history: false, forgets: true }, 0],
];

for (const [name, habits, fullCompareDays] of SERVERS) {
  for (const { title, days, noTraceOf } of SCENARIOS) {
    test(`${name}: ${title}`, async (t) => {
      const hospital = await startHospital(t, habits);
      admit(hospital);
      const data = tempDir(t);
      for (const [at, day] of [() => undefined, ...days].entries()) {
        aDayLater(hospital);
        day(hospital);
        const report = await night(data, hospital.base, { fullCompareDays });
        assert.deepEqual(report.reasons, [], `night ${at}`);
        assert.equal(await hashOf(data), await freshHash(t, hospital), `night ${at}`);
      }
      if (noTraceOf !== undefined) assert.deepEqual(await traces(data, noTraceOf), []);
    });
  }
}

/** Derived tables that still hold rows of a patient. */
function traces(data: string, patient: string): Promise<string[]> {
  return inside(data, (db) =>
    ['note', 'annotation', 'fact', 'fact_problem', 'record', 'flag', 'cohort_row', 'document_without_text'].filter(
      (table) => db.sql.prepare(`select 1 from ${table} where patient = ? limit 1`).get(patient) !== undefined,
    ),
  );
}
