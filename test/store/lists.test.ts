/** One row for an increment of many patients: shorter to write, and the same ledger to read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { ReceivedRange } from '../../src/domain.ts';
import type { Database } from '../../src/store/database.ts';
import { leaveGroup } from '../../src/store/deletions.ts';
import { completeness, startRun } from '../../src/store/ledger.ts';
import { forgetOldParts, recordRanges, watermarkOf, watermarksOf } from '../../src/store/ranges.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import { freshWarehouse } from '../support/warehouse.ts';

const SEED = Number(process.env['LUTRA_SEED'] ?? Date.now() % 1_000_000);
const SOURCE = 'https://fhir.example/r4';
const PATIENTS = ['p1', 'p2', 'p3', 'p4'] as const;
const TYPES = ['Condition', 'Observation'] as const;

type Db = Database<Warehouse>;
type Word = Pick<ReceivedRange, 'type' | 'state' | 'until'> & {
  readonly patients: readonly string[];
  readonly whole: boolean;
};
type Event = Word | { readonly leaves: string };

const type = fc.constantFrom(...TYPES);
/** A clock that is sometimes set back. */
const until = fc.integer({ min: 0, max: 9 }).map((minute) => `2024-01-01T00:0${minute}:00.000Z`);
const outcome = fc.oneof(
  until.map((at) => ({ state: 'complete', until: at }) as const),
  fc.constant({ state: 'complete', until: null } as const),
  fc.constant({ state: 'incomplete', until: null } as const),
);
const events: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(type, outcome, fc.subarray([...PATIENTS], { minLength: 1 }), fc.boolean())
      .map(([of, said, patients, whole]): Event => ({ type: of, ...said, patients, whole })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...PATIENTS).map((leaves): Event => ({ leaves })) },
);

const reason = ({ state }: Word): string | null => (state === 'complete' ? null : 'http_500');
const rangeOf = (word: Word, since: string | null): Omit<ReceivedRange, 'kind' | 'patient'> => {
  const { type: of, state, until: at } = word;
  return { type: of, state, until: at ?? null, since, reason: reason(word), announced: null, received: 0, request: of };
};

function say(db: Db, event: Event, run: string, asList: boolean): void {
  const at = `2024-02-01T00:00:${run.padStart(2, '0')}Z`;
  startRun(db, { id: run, source: SOURCE, studies: [], at });
  const origin = { source: SOURCE, run, at, seenAt: at };
  if ('leaves' in event) leaveGroup(db, [event.leaves], origin);
  else if (event.whole)
    recordRanges(
      db,
      event.patients.map((patient) => ({ ...rangeOf(event, null), patient })),
      origin,
    );
  else {
    // As the extractors do: changes are asked for only of whom a whole was read.
    const known = event.patients.filter((patient) => watermarksOf(db, SOURCE, event.type).has(patient));
    const range = rangeOf(event, '2023-12-31T00:00:00.000Z');
    if (known.length > 0)
      recordRanges(
        db,
        asList ? [{ ...range, patient: null, patients: known }] : known.map((patient) => ({ ...range, patient })),
        origin,
      );
  }
  forgetOldParts(db, origin);
}

const read = (db: Db): unknown => [
  db.sql
    .prepare(
      'select type, patient, part, since, until, state, reason, request, run, at from completeness order by 1, 2, 3',
    )
    .all(),
  // Who moved a mark to where it was already is of no interest.
  db.sql.prepare('select type, patient, at, full_at from watermark order by 1, 2').all(),
];

const counted = (db: Db): unknown =>
  db.sql
    .prepare('select type, state, reason, count(*) as ranges from completeness group by 1, 2, 3 order by 1, 2, 3')
    .all();
const summed = (db: Db): unknown =>
  completeness(db).map(({ type: of, state, reason: why, ranges }) => ({ type: of, state, reason: why, ranges }));

test(`what is said of a list is said of each of its patients, whatever was said before and after (seed ${SEED})`, async (t) => {
  const property = fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 14 }), async (story) => {
    const [lists, each] = [await freshWarehouse(t), await freshWarehouse(t)];
    for (const [n, event] of story.entries()) {
      say(lists, event, String(n), true);
      say(each, event, String(n), false);
      assert.deepEqual(read(lists), read(each));
      assert.deepEqual(summed(lists), counted(lists), 'the summary counts what the ledger says of each patient');
      for (const of of TYPES)
        for (const patient of PATIENTS) {
          const one = watermarkOf(lists, { source: SOURCE, scope: 'chart', type: of, patient });
          const among = watermarksOf(lists, SOURCE, of).get(patient);
          assert.deepEqual([among?.at, among?.full_at], [one?.at, one?.full_at]);
        }
    }
    await Promise.all([lists.close(), each.close()]);
  });
  await fc.assert(property, { seed: SEED, numRuns: 60, endOnFailure: false });
});

test('an increment for many patients costs one row a type, and lists that say nothing any more are forgotten', async (t) => {
  const db = await freshWarehouse(t);
  const count = (table: string): unknown => db.sql.prepare(`select count(*) from ${table}`).pluck().get();
  const word = (patients: readonly string[], whole: boolean, minute: number): Word => {
    return { type: 'Condition', state: 'complete', until: `2024-01-01T00:0${minute}:00.000Z`, patients, whole };
  };
  say(db, word(PATIENTS, true, 0), '1', true);
  say(db, word(PATIENTS, false, 1), '2', true);
  say(db, word(PATIENTS, false, 2), '3', true);
  assert.deepEqual([count('list_range'), count('list_mark'), count('patient_list')], [1, 1, 1]);
  say(db, word(['p1', 'p2', 'p3'], false, 3), '4', true);
  assert.equal(count('list_range'), 2, 'the older list is the last word on p4');
  say(db, word(['p4'], true, 4), '5', true);
  assert.deepEqual(
    [count('list_range'), count('list_mark'), count('patient_list'), count('patient_list_member')],
    [1, 1, 1, 3],
  );
});
