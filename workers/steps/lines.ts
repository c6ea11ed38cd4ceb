/** The facts of a cohort as lines of its snapshot: written anew of whom something changed, kept of everybody else. */
import type { PatientId } from '../../src/domain.ts';
import { contentHash } from '../../src/canonical.ts';
import { type FactLines, LINES_VERSION, factLines } from '../../src/snapshot/facts-table.ts';
import type { Pseudonyms } from '../../src/snapshot/pseudonym.ts';
import { type Database, transaction } from '../../src/store/database.ts';
import { factsOf } from '../../src/store/derived.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import { type KeptLines, dropLines, keepLines, keptLines } from '../../src/store/snapshot-lines.ts';
import { inputHashes } from '../../src/store/stages.ts';

type Db = Database<Warehouse>;

/** Lines of each patient of the cohort; those of patients who are in it no more are forgotten. */
export function cohortLines(db: Db, study: string, patients: readonly PatientId[], names: Pseudonyms): FactLines[] {
  const made = inputHashes(db, 'facts');
  const kept = keptLines(db, study);
  const inputOf = (patient: PatientId): string => contentHash([LINES_VERSION, names.keyId, made.get(patient) ?? null]);
  const anew: KeptLines[] = [];
  const all = patients.map((patient) => {
    const before = kept.get(patient);
    const input_hash = inputOf(patient);
    if (before?.input_hash === input_hash) return readLines(before, names);
    const lines = factLines(patient, factsOf(db, patient), names);
    anew.push({ patient, input_hash, lines: JSON.stringify(lines.rows), csv: lines.csv });
    return lines;
  });
  const members = new Set(patients);
  const left = [...kept.keys()].filter((patient) => !members.has(patient));
  transaction(db, () => {
    for (const lines of anew) keepLines(db, study, lines);
    for (const patient of left) dropLines(db, study, patient);
  });
  return all;
}

const readLines = ({ patient, lines, csv }: KeptLines, names: Pseudonyms): FactLines => {
  return { subject: names.patient(patient), rows: JSON.parse(lines) as FactLines['rows'], csv };
};
