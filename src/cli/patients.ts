/** patients: everyone in the warehouse as one study sees them. */
import { type PatientSummary, patientSummary } from '../cohort/patient-summary.ts';
import { loadStudy } from '../cohort/study.ts';
import { EXIT } from '../errors.ts';
import { openDatabase } from '../store/database.ts';
import { recordOf } from '../store/derived.ts';
import type { Warehouse } from '../store/schema.ts';
import type { Io } from './io.ts';
import { texts, warehouseFile } from './options.ts';
import { builtRows, readStudies } from './studies.ts';
import { table } from './table.ts';
import type { Options } from './verb.ts';

export async function patients(io: Io, options: Options): Promise<number> {
  const studies = readStudies(texts(options, 'study')).map(({ text, place }) => loadStudy(text, place));
  const db = await openDatabase<Warehouse>(warehouseFile(options), { migrations: 'warehouse', readonly: true });
  try {
    const summaries = studies.flatMap((study) =>
      builtRows(db, study.id).flatMap((row) => {
        const stored = recordOf(db, row.patient);
        return stored ? [patientSummary(study, stored.record, row)] : [];
      }),
    );
    if (options['json'] === true) io.out(JSON.stringify(summaries, null, 1));
    else for (const line of table(COLUMNS, summaries.map(cells))) io.out(line);
  } finally {
    await db.close();
  }
  return EXIT.done;
}

const COLUMNS = [
  'patient',
  'eligible',
  'excluded by',
  'index',
  'cycles',
  'diagnosis',
  'mCRPC',
  'Gleason',
  'PSA ng/mL',
  'metastases',
];

function cells(p: PatientSummary): string[] {
  const unknown = (value: string | number | null | undefined): string => (value == null ? '?' : String(value));
  return [
    p.patient,
    p.eligible ? 'yes' : 'no',
    p.excluded_by ?? '',
    unknown(p.index_date),
    unknown(p.rlt_cycle_count),
    unknown(p.initial_diagnosis_date),
    unknown(p.crpc_date),
    unknown(p.gleason_initial?.total),
    unknown(p.psa_at_index),
    p.metastases_pre_index?.join(' ') ?? '?',
  ];
}
