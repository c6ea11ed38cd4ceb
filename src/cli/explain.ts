/** explain: a cell back to the words and codes that made it. */
import { DICTIONARY } from '../cohort/dictionary.ts';
import { EXIT, LutraError } from '../errors.ts';
import type { Cell, CohortRow, Evidence } from '../domain.ts';
import { keyText } from '../fhir.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { cohortRows, patientById, storedStudies } from '../store/derived.ts';
import { noteById } from '../store/documents.ts';
import { canonicalOf } from '../store/identity.ts';
import { currentVersion } from '../store/raw.ts';
import type { Warehouse } from '../store/schema.ts';
import type { Io } from './io.ts';
import { texts, warehouseFile } from './options.ts';
import { printable } from './table.ts';
import type { Options } from './verb.ts';

/**
 * value <- rule <- decision, quoted span or coded element <- note <- resource version <- request. Prints record text:
 * meant for the terminal of someone who may see it.
 */
export async function explain(io: Io, options: Options, [named = '', variable]: readonly string[]): Promise<number> {
  const db = await openDatabase<Warehouse>(warehouseFile(options), { migrations: 'warehouse', readonly: true });
  try {
    const patient = canonicalOf(db, named);
    if (!patientById(db, patient)) {
      throw new LutraError('not_found', 'no such patient in this data directory', {
        remedy: '"lutra patients --study ID" lists them',
      });
    }
    if (patient !== named) io.out(`${named} is read as ${patient}, into which it was merged`);
    const rows = wantedStudies(db, texts(options, 'study')).flatMap((id) =>
      cohortRows(db, id).filter((row) => row.patient === patient),
    );
    if (rows.length === 0)
      throw new LutraError('not_found', 'no cohort row yet', { remedy: 'run "lutra build --study ID" first' });
    for (const row of rows) explainRow(io, db, row, variable);
  } finally {
    await db.close();
  }
  return EXIT.done;
}

function wantedStudies(db: Database<Warehouse>, ids: readonly string[]): readonly string[] {
  return ids.length > 0 ? ids : storedStudies(db).map((study) => study.id);
}

function explainRow(io: Io, db: Database<Warehouse>, row: CohortRow, variable: string | undefined): void {
  if (variable !== undefined && row.cells[variable] === undefined) {
    throw new LutraError('usage', `no variable "${variable}"`, {
      remedy: `give one of ${alike(variable, Object.keys(row.cells)).join(', ')}`,
    });
  }
  io.out(`${row.patient} in ${row.study}: ${row.eligible ? 'eligible' : `not eligible (${row.excludedBy})`}`);
  if (variable === undefined) {
    for (const criterion of row.criteria)
      io.out(`  ${criterion.met ? 'met' : 'NOT met'}  ${criterion.id}: ${printable(criterion.reason)}`);
  }
  for (const [name, cell] of Object.entries(row.cells)) {
    if (variable === undefined ? cell.evidence.length > 0 : name === variable) explainCell(io, db, name, cell);
  }
}

/** The names that share a word with what was typed; all of them where none does. */
function alike(typed: string, names: readonly string[]): readonly string[] {
  const words = typed.toLowerCase().split(/[^a-z0-9]+/);
  const near = names.filter((name) => name.split('_').some((word) => words.includes(word)));
  return near.length > 0 ? near : names;
}

const UNITS = new Map(DICTIONARY.map(({ name, unit }) => [name, unit]));

function explainCell(io: Io, db: Database<Warehouse>, name: string, cell: Cell): void {
  const review = cell.review === 'none' ? '' : `, review ${cell.review}`;
  const unit = cell.value === null ? '' : (UNITS.get(name) ?? '');
  io.out(
    `  ${name} = ${[cell.value ?? 'unknown', unit].join(' ').trim()}   (${cell.source ?? 'nothing says so'}; rule ${cell.rule}${review})`,
  );
  for (const evidence of cell.evidence)
    for (const line of evidenceLines(db, evidence)) io.out(`      ${printable(line)}`);
}

/** One line what is said, and one line a resource where it was said. */
function evidenceLines(db: Database<Warehouse>, evidence: Evidence): string[] {
  if (evidence.source === 'human')
    return [`<- decided by ${evidence.by} at ${evidence.at} (decision ${evidence.decision})`];
  if (evidence.source === 'structured') {
    return [
      `<- ${evidence.says}   [${evidence.rule}, ${evidence.path}]`,
      origin(db, evidence.resource.type, evidence.resource.id),
    ];
  }
  const note = noteById(db, evidence.note);
  const where = `${evidence.start}–${evidence.end} of note ${evidence.note}${note ? ` (${note.kind ?? 'document'}, ${note.date ?? 'undated'})` : ''}`;
  return [
    `<- “${evidence.quote}”   [${evidence.rule}, ${where}]`,
    ...(note?.sources ?? []).map((source) => origin(db, source.type, source.id)),
  ];
}

function origin(db: Database<Warehouse>, type: string, id: string): string {
  const version = currentVersion(db, { type, id });
  return version
    ? `   <- ${keyText({ type, id })} version ${version.version_id ?? version.hash.slice(0, 8)}, received ${version.first_seen} from ${version.request}`
    : `   <- ${keyText({ type, id })}`;
}
