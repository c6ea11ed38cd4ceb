/**
 * The facts table from what the warehouse keeps of the last one. Lines are made anew of patients of whom something
 * changed, Parquet of the parts that they are in; what is kept is what would be made, so that nobody can tell a table
 * that grew over many nights from one made at once.
 */
import { sha256 } from '../canonical.ts';
import type { PatientId } from '../domain.ts';
import {
  LINES_OF_STUDY,
  countLines,
  csvOfPatients,
  forgetPart,
  forgetPatient,
  keepPart,
  keepPatient,
  keptParts,
  keptPatients,
  linesBetween,
  parquetOfParts,
} from '../store/snapshot-facts.ts';
import { csvLines } from './csv.ts';
import { FACT_COLUMNS, LINES_VERSION, factLines } from './facts-table.ts';
import type { PatientFacts, SnapshotInput } from './input.ts';
import { toParquet } from './parquet.ts';
import type { Pseudonyms } from './pseudonym.ts';
import { type KeptTable, compareText } from './tables.ts';

/**
 * So many pseudonyms are in a part, on average. Smaller parts are written anew sooner, and make more row groups of fewer
 * lines.
 */
const PATIENTS_A_PART = 8;

interface Member extends PatientFacts {
  readonly subject: string;
  readonly hash: string;
}

type Keep = Pick<SnapshotInput, 'warehouse'> & { readonly study: string; readonly names: Pseudonyms };

/**
 * The facts of the given patients; those of all others that are kept for the study are forgotten. The caller holds a
 * transaction.
 */
export function factsTable(input: SnapshotInput, patients: ReadonlySet<PatientId>, names: Pseudonyms): KeptTable {
  const { warehouse } = input;
  const study = input.study.id;
  const keep = { warehouse, study, names };
  const made = `${LINES_VERSION} ${input.versions.code} ${names.keyId}`;
  const members = input.facts
    .filter(({ patient }) => patients.has(patient))
    .map((one) => ({ ...one, subject: names.patient(one.patient), hash: sha256(`${made} ${one.input}`) }))
    .sort((a, b) => compareText(a.subject, b.subject));
  updatePatients(keep, members);
  updateParts(keep, members);
  return {
    name: 'facts',
    columns: FACT_COLUMNS,
    count: countLines(warehouse, study),
    csv: csvOfPatients(warehouse, study),
    parquet: parquetOfParts(warehouse, study),
    select: { text: LINES_OF_STUDY, value: study },
  };
}

function updatePatients({ warehouse, study, names }: Keep, members: readonly Member[]): void {
  const kept = keptPatients(warehouse, study);
  const wanted = new Set(members.map(({ patient }) => patient));
  for (const patient of kept.keys()) if (!wanted.has(patient)) forgetPatient(warehouse, study, patient);
  for (const { patient, subject, hash, read } of members) {
    if (kept.get(patient) === hash) continue;
    const lines = factLines(patient, read(), names);
    keepPatient(warehouse, study, { patient, subject, input_hash: hash, csv: Buffer.from(csvLines(lines)) }, lines);
  }
}

function updateParts({ warehouse, study }: Keep, members: readonly Member[]): void {
  const kept = keptParts(warehouse, study);
  const parts = partsOf(members);
  const wanted = new Set(parts.map(([first]) => first.subject));
  for (const first of kept.keys()) if (!wanted.has(first)) forgetPart(warehouse, study, first);
  for (const part of parts) {
    const first = part[0].subject;
    const last = part.at(-1)?.subject ?? first;
    const input_hash = sha256(part.map(({ subject, hash }) => `${subject} ${hash}`).join('\n'));
    if (kept.get(first) === input_hash) continue;
    const rows = linesBetween(warehouse, study, first, last);
    const parquet = toParquet({ columns: FACT_COLUMNS, rows });
    keepPart(warehouse, study, { first, last, input_hash, lines: rows.length, parquet });
  }
}

/**
 * Members in the order of their pseudonyms, in parts by the first bits of them, which are as good as random. One who joins
 * or leaves moves no border, unless with him the cohort comes to need twice as many parts, or half as many.
 */
function partsOf(members: readonly Member[]): [Member, ...Member[]][] {
  const bits = Math.max(0, Math.round(Math.log2(members.length / PATIENTS_A_PART)));
  const parts = Map.groupBy(members, ({ subject }) =>
    Math.floor(Number.parseInt(subject.slice(0, 8), 16) / 2 ** (32 - bits)),
  );
  return [...parts.values()] as [Member, ...Member[]][];
}
