/** cohort: the analysis-ready rows of a study on standard output. */
import { DICTIONARY } from '../cohort/dictionary.ts';
import { loadStudy } from '../cohort/study.ts';
import type { CellValue, CohortRow } from '../domain.ts';
import { EXIT, LutraError } from '../errors.ts';
import { csvLine } from '../snapshot/csv.ts';
import { pseudonyms } from '../snapshot/pseudonym.ts';
import { openDatabase } from '../store/database.ts';
import { pseudonymKey } from '../store/pseudonym-key.ts';
import type { Warehouse } from '../store/schema.ts';
import type { Io } from './io.ts';
import { dataDir, text, texts, warehouseFile } from './options.ts';
import { builtRows, readStudies } from './studies.ts';
import type { Options } from './verb.ts';

/** Eligible patients only; columns in the order of the data dictionary, empty (CSV) or null (JSON) = unknown. */
export async function cohort(io: Io, options: Options): Promise<number> {
  const format = text(options, 'format') ?? 'csv';
  if (format !== 'csv' && format !== 'json') {
    throw new LutraError('usage', `--format is "${format}"`, { remedy: 'give csv or json' });
  }
  const studies = readStudies(texts(options, 'study')).map((study) => loadStudy(study.text, study.place));
  const db = await openDatabase<Warehouse>(warehouseFile(options), { migrations: 'warehouse', readonly: true });
  try {
    const key = pseudonymKey(dataDir(options));
    const values = studies.flatMap((study) => {
      const names = pseudonyms(key, study.id);
      const rows = builtRows(db, study.id).filter((row) => row.eligible);
      return rows.map((row) => valuesOf(row, names.patient(row.patient)));
    });
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

/** The row in the order of the dictionary; the patient by the same pseudonym as in the study's snapshots. */
function valuesOf(row: CohortRow, subject: string): CellValue[] {
  return DICTIONARY.map(({ name }) => (name === 'subject_id' ? subject : (row.cells[name]?.value ?? null)));
}
