/** A made-up cohort for the snapshot's tests: patients by a seeded generator, every column of the dictionary filled. */
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import * as snapshotLines from '../../migrations/warehouse/0004_snapshot_lines.ts';
import * as snapshotParts from '../../migrations/warehouse/0007_snapshot_parts.ts';
import { addDays } from '../../src/calendar.ts';
import { contentHash } from '../../src/canonical.ts';
import { DICTIONARY } from '../../src/cohort/dictionary.ts';
import { kaplanMeier } from '../../src/cohort/survival.ts';
import { observationsOf, table1 } from '../../src/cohort/table1.ts';
import type { PlainRow } from '../../src/cohort/table1.ts';
import type { CellValue, Fact } from '../../src/domain.ts';
import type { PatientFacts, SnapshotCycle, SnapshotInput, SnapshotRow } from '../../src/snapshot/input.ts';

export const SECRET_QUOTE = 'Herr Mustermann erhielt den Zyklus';
export const KEY = 'a key of the test hospital, long enough';
export const patientId = (i: number): string => `patient-mrn-${String(i).padStart(6, '0')}`;

/** Numbers in [0, 1) that a seed decides (Lehmer). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

export function plainRow(i: number, roll: () => number): PlainRow {
  const days = Math.floor(-Math.log(1 - roll()) * 420);
  const event = roll() < 0.75 ? 1 : 0;
  const index = addDays('2017-11-01', Math.floor(roll() * 1800));
  const maybe = (share: number, value: CellValue): CellValue => (roll() < share ? value : null);
  const agents = maybe(0.95, Math.floor(roll() * 3));
  return {
    cohort_id: 'UKE',
    index_date: index,
    index_date_prec: 'day',
    entry_days: i % 16 === 7 ? 60 : 0,
    age_index: 55 + Math.floor(roll() * 35),
    dx_date: addDays(index, -1500 - i),
    mo_dx_to_index: (1500 + i) / 30.4375,
    mo_mcrpc_to_index: maybe(0.9, Math.floor(roll() * 1500) / 30.4375),
    n_taxane_agents: agents,
    n_arpi_agents: agents === null ? null : Math.floor(roll() * 4),
    psa_index: maybe(0.9, Math.exp(roll() * 8)),
    psa_comparator: null,
    gleason_8_10: maybe(0.9, roll() < 0.6 ? 1 : 0),
    met_bone: roll() < 0.95 ? 1 : 0,
    met_liver: maybe(0.6, roll() < 0.2 ? 1 : 0),
    met_ln: maybe(0.9, roll() < 0.85 ? 1 : 0),
    met_lung: maybe(0.7, roll() < 0.2 ? 1 : 0),
    os_event: event,
    os_days: days,
    os_months: days / 30.4375,
    os_end_date: addDays(index, days),
    os_censor_reason: event === 1 ? 'DEATH' : 'LAST_ACTIVITY',
    qa_flags: i % 7 === 0 ? '=HYPERLINK("http://x")' : null,
    gleason_sum_source: 'machine',
    gleason_sum_review: i % 9 === 0 ? 'open' : 'none',
    met_bone_source: 'structured',
    met_bone_review: 'none',
  };
}

export function cohortRow(patient: string, values: PlainRow, eligible = true): SnapshotRow {
  return { patient, eligible, values };
}

export function factsOf(patient: string, index: string): Fact[] {
  const note = { source: 'note', note: `note-of-${patient}`, start: 10, end: 44, quote: SECRET_QUOTE } as const;
  const coded = { source: 'structured', path: 'Procedure.code', says: `OPS 8-530.d0 ${SECRET_QUOTE}` } as const;
  const resource = { type: 'Procedure', id: `procedure-of-${patient}` };
  return [
    { patient, kind: 'birth', date: '1950-03-17', evidence: [] },
    {
      patient,
      kind: 'other_subject',
      date: null,
      letter: note.note,
      says: 'birth_date',
      evidence: [{ ...note, rule: 'other_birth_date', date: index }],
    },
    {
      patient,
      kind: 'psa',
      date: index,
      value: 137.4,
      comparator: null,
      time: null,
      evidence: [{ ...note, rule: 'psa', date: index }],
    },
    {
      patient,
      kind: 'rlt_cycle',
      date: index,
      number: 1,
      end: null,
      agent: '177Lu-PSMA-617',
      activityGbq: 7.4,
      status: 'given',
      countable: true,
      evidence: [
        { ...note, rule: 'cycle', date: index },
        { ...coded, resource, rule: 'ops' },
      ],
      doubt: `unlike ${SECRET_QUOTE}`,
    },
  ];
}

/** Facts as a snapshot takes them. */
export function byPatient(facts: readonly Fact[]): PatientFacts[] {
  return [...Map.groupBy(facts, ({ patient }) => patient)].map(([patient, own]) => {
    return { patient, input: contentHash(own), read: () => own };
  });
}

/** One for all snapshots of a process, so that each takes over what is the same in the one before. */
const WAREHOUSE = { sql: new BetterSqlite3(':memory:') };
const database = new Kysely<unknown>({ dialect: new SqliteDialect({ database: WAREHOUSE.sql }) });
for (const { up } of [snapshotLines, snapshotParts]) await up(database);

/** `n` eligible patients and five who are not. */
export function snapshotInput(n: number, change: Partial<SnapshotInput> = {}): SnapshotInput {
  const roll = dice(20_261_124);
  const plain = Array.from({ length: n }, (_, i) => plainRow(i, roll));
  const rows = plain.map((values, i) => cohortRow(patientId(i), values));
  const others = [0, 1, 2, 3, 4].map((i) => cohortRow(patientId(900_000 + i), plainRow(i, roll), false));
  const observed = observationsOf(plain);
  const everyone = [...rows, ...others].map((row) => [row.patient, String(row.values['index_date'])] as const);
  return {
    study: {
      id: 'uke-psma-rlt',
      title: 'PSMA radioligand therapy in mCRPC, UKE',
      text: 'id: uke-psma-rlt\ntitle: a <b>study</b>\n',
    },
    columns: DICTIONARY,
    rows: [...rows, ...others],
    attrition: [
      { step: 0, criterion: 'all', label: 'Patients in the data', remaining: n + 45, excluded: 0 },
      { step: 1, criterion: 'prostate_cancer', label: 'Prostate cancer', remaining: n + 30, excluded: 15 },
      {
        step: 2,
        criterion: 'psma_rlt_given',
        label: 'At least one cycle of 177Lu-PSMA given',
        remaining: n + 5,
        excluded: 25,
      },
      {
        step: 3,
        criterion: 'metastatic',
        label: 'Metastasis on at least one site by index',
        remaining: n,
        excluded: 5,
      },
    ],
    table1: table1(plain),
    km: (['log-log', 'log'] as const).map((conf) => kaplanMeier(observed, conf)),
    cycles: everyone.map(([patient, date]) => cycleOf(patient, date)),
    facts: byPatient(everyone.flatMap(([patient, date]) => factsOf(patient, date))),
    warehouse: WAREHOUSE,
    completeness: [
      { source: 'hospital', type: 'Patient', state: 'complete', reason: null, ranges: 1, received: n + 45 },
      { source: 'hospital', type: 'Observation', state: 'complete', reason: null, ranges: n + 45, received: 9000 },
    ],
    versions: { code: '0.1.0', rules: 'rules-1', facts: 'facts-1', cohort: 'cohort-1' },
    dataCutoff: '2023-06-30',
    reviewSeq: 12,
    pseudonymKey: KEY,
    ...change,
  };
}

function cycleOf(patient: string, date: string): SnapshotCycle {
  const agent = '177Lu-PSMA-617' as const;
  return { patient, number: 1, date, end: null, agent, activityGbq: 7.4, status: 'given', countable: true };
}
