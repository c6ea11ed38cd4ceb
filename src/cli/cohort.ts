/** cohort: the analysis-ready rows of a study on standard output. */
import { DICTIONARY } from '../cohort/dictionary.ts';
import { loadStudy } from '../cohort/study.ts';
import type { CellValue } from '../domain.ts';
import { EXIT, LutraError } from '../errors.ts';
import { csvLine } from '../snapshot/csv.ts';
import { openDatabase } from '../store/database.ts';
import { cohortRows } from '../store/derived.ts';
import type { Warehouse } from '../store/schema.ts';
import type { Io } from './io.ts';
import { text, texts, warehouseFile } from './options.ts';
import { readStudies } from './studies.ts';
import type { Options } from './verbs.ts';

/** Eligible patients only; columns in the order of the data dictionary, empty (CSV) or null (JSON) = unknown. */
export async function cohort(io: Io, options: Options): Promise<number> {
  const format = text(options, 'format') ?? 'csv';
  if (format !== 'csv' && format !== 'json') {
    throw new LutraError('usage', `--format is "${format}"`, { remedy: 'give csv or json' });
  }
  const studies = readStudies(texts(options, 'study')).map((study) => loadStudy(study.text, study.place));
  const db = await openDatabase<Warehouse>(warehouseFile(options), { migrations: 'warehouse', readonly: true });
  try {
    const rows = studies.flatMap((study) => cohortRows(db, study.id).filter((row) => row.eligible));
    const values = rows.map((row) => DICTIONARY.map((column): CellValue => row.cells[column.name]?.value ?? null));
    const names = DICTIONARY.map((column) => column.name);
    if (format === 'json') {
      io.out(
        JSON.stringify(
          values.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]]))),
          null,
          1,
        ),
      );
    } else {
      for (const line of [names, ...values]) io.out(csvLine(line));
    }
  } finally {
    await db.close();
  }
  return EXIT.done;
}
