/** A stage looks at counters alone: whatever changes a patient's record must move them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { ReceivedResource } from '../../src/domain.ts';
import type { Database } from '../../src/store/database.ts';
import { leaveGroup, retireResources } from '../../src/store/deletions.ts';
import { putAnnotation, replaceNotes } from '../../src/store/documents.ts';
import { startRun } from '../../src/store/ledger.ts';
import { chartComplete, chartStates, recordRanges } from '../../src/store/ranges.ts';
import { assignPatients, resourceStamps, storeResources } from '../../src/store/raw.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import { type PatientState, duePatients, markDone } from '../../src/store/stages.ts';
import { vanishPatients } from '../../src/store/vanish.ts';
import { freshWarehouse } from '../support/warehouse.ts';

type Resource = ReceivedResource['resource'];

const SEED = Number(process.env['LUTRA_SEED'] ?? Date.now() % 1_000_000);
const PATIENTS = ['a', 'b', 'c'] as const;
const RUN = { source: 'https://fhir.example/r4', run: 'r', at: '2024-01-01T00:00:00Z', seenAt: '2024-01-01T00:00:00Z' };

type Db = Database<Warehouse>;
type Event = (db: Db) => void;

const store = (db: Db, resource: Resource): void => {
  const raw = JSON.stringify(resource);
  storeResources(db, [{ resource, raw, fullUrl: null, request: 'x' }], RUN);
};
const who = fc.constantFrom(...PATIENTS);
const number = fc.integer({ min: 0, max: 2 });
const of = (patient: string): object => ({ reference: `Patient/${patient}` });
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.tuple(who, number, number).map(
    ([patient, n, value]): Event =>
      (db) =>
        store(db, { resourceType: 'Observation', id: `o${n}`, subject: of(patient), valueInteger: value }),
  ),
  fc.tuple(who, number, number).map(
    ([patient, n, drug]): Event =>
      (db) =>
        store(db, {
          resourceType: 'MedicationStatement',
          id: `s${n}`,
          subject: of(patient),
          medicationReference: { reference: `Medication/m${drug}` },
        }),
  ),
  fc.tuple(number, number).map(
    ([n, value]): Event =>
      (db) =>
        store(db, { resourceType: 'Medication', id: `m${n}`, code: { text: String(value) } }),
  ),
  fc.tuple(who, fc.option(who)).map(
    ([patient, other]): Event =>
      (db) =>
        store(db, {
          resourceType: 'Patient',
          id: patient,
          ...(other === null ? {} : { link: [{ other: of(other), type: 'seealso' }] }),
        }),
  ),
  fc
    .tuple(fc.constantFrom('Observation/o', 'MedicationStatement/s', 'Medication/m'), number)
    .map(([name, n]): Event => (db) => {
      const [type = '', id = ''] = name.split('/');
      retireResources(db, [{ key: { type, id: `${id}${n}` }, request: 'x' }], RUN);
    }),
  who.map(
    (patient): Event =>
      (db) =>
        leaveGroup(db, [patient], RUN),
  ),
);

const seenOf = ({ raw, notes, annotations }: PatientState): string => `${raw} ${notes} ${annotations}`;
const patientsOf = (db: Db): PatientState[] =>
  db.sql.prepare('select * from patient order by id').all() as PatientState[];

test(`whatever changes what a patient's stages read makes the patient due (seed ${SEED})`, async (t) => {
  const property = fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 20 }), async (story) => {
    const db = await freshWarehouse(t);
    for (const event of story) {
      const before = new Map(patientsOf(db).map((state) => [state.id, resourceStamps(db, state.id)]));
      for (const state of patientsOf(db)) markDone(db, 'test', state.id, 'hash', seenOf(state));
      assert.deepEqual(duePatients(db, 'test', seenOf), []);
      event(db);
      assignPatients(db);
      vanishPatients(db);
      const due = new Set(duePatients(db, 'test', seenOf));
      for (const { pid, id } of patientsOf(db)) {
        const now = resourceStamps(db, id);
        if (JSON.stringify(now) !== JSON.stringify(before.get(id))) assert.ok(due.has(pid), `${id} is due`);
      }
    }
    await db.close();
  });
  await fc.assert(property, { seed: SEED, numRuns: 40, endOnFailure: true });
});

test('notes and annotations are counted as they come, change and go', async (t) => {
  const db = await freshWarehouse(t);
  store(db, { resourceType: 'Patient', id: 'a' });
  assignPatients(db);
  const counted = (): number[] => patientsOf(db).flatMap(({ notes, annotations }) => [notes, annotations]);
  const note = {
    id: 'n',
    patient: 'a',
    date: null,
    kind: null,
    language: 'de',
    method: 'plain',
    sources: [],
    text: 'PSA 3',
  };
  replaceNotes(db, 'a', [note as never], []);
  putAnnotation(db, 'a', { id: 'n', rules: '1', mentions: [], findings: [], language: 'de' } as never);
  assert.deepEqual(counted(), [1, 1]);
  replaceNotes(db, 'a', [note as never], []);
  assert.deepEqual(counted(), [1, 1], 'the same notes again');
  replaceNotes(db, 'a', [], []);
  assert.deepEqual(counted(), [2, 2]);
});

test('how far charts were read is the same asked of all at once and one by one', async (t) => {
  const db = await freshWarehouse(t);
  startRun(db, { id: 'r', source: RUN.source, studies: [], at: RUN.at });
  for (const id of [...PATIENTS, 'd']) store(db, { resourceType: 'Patient', id });
  store(db, { resourceType: 'Patient', id: 'e', link: [{ other: of('d'), type: 'replaces' }] });
  assignPatients(db);
  const range = { type: 'Condition', since: null, announced: null, received: 0, request: 'x' } as const;
  const whole = { ...range, state: 'complete', reason: null, until: RUN.at } as const;
  const failed = { ...range, state: 'incomplete', reason: 'http_500' } as const;
  const check = (expected: readonly (0 | 1 | null)[]): void => {
    const stateOf = chartStates(db);
    const ids = [...PATIENTS, 'd', 'e'];
    assert.deepEqual(
      ids.map((id) => chartComplete(db, id)),
      expected,
    );
    for (const { id } of patientsOf(db)) assert.equal(stateOf(id), chartComplete(db, id), id);
  };
  check([null, null, null, null, null]);
  recordRanges(
    db,
    ['a', 'b', 'd'].map((patient) => ({ ...whole, patient })),
    RUN,
  );
  check([1, 1, null, null, 1]);
  recordRanges(db, [{ ...failed, since: RUN.at, patient: null, patients: ['a', 'd'] }], RUN);
  check([0, 1, null, null, 0]);
  recordRanges(db, [{ ...whole, patient: 'a' }], RUN);
  check([1, 1, null, null, 0]);
  recordRanges(db, [{ ...failed, state: 'unknown', patient: null, part: 'file' }], RUN);
  check([null, null, null, null, 0]);
});
