/** demo: two synthetic hospitals with known truth through the whole pipeline, and what came out of it. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { attrition } from '../cohort/attrition.ts';
import { loadStudy } from '../cohort/study.ts';
import type { PlainRow } from '../cohort/table1.ts';
import type { AttritionStep, CohortRow } from '../domain.ts';
import { EXIT } from '../errors.ts';
import { openDatabase } from '../store/database.ts';
import { cohortRows } from '../store/derived.ts';
import { snapshotsOfRun } from '../store/ledger.ts';
import type { Warehouse } from '../store/schema.ts';
import { compareWithTruth, countByVariable } from '../synthetic/compare.ts';
import type { Comparison } from '../synthetic/compare.ts';
import { SEED } from '../synthetic/hospital.ts';
import { PUBLISHED } from '../synthetic/published.ts';
import type { HospitalId } from '../synthetic/published.ts';
import { studyTable } from '../synthetic/study-table.ts';
import { writeHospital } from '../synthetic/write.ts';
import type { WrittenHospital } from '../synthetic/write.ts';
import { runPipeline } from '../../workers/inline.ts';
import type { RunReport } from '../../workers/report.ts';
import type { Io } from './io.ts';
import { dataDir, settings } from './options.ts';
import { readStudies } from './studies.ts';
import { table } from './table.ts';
import type { Options } from './verb.ts';

const HOSPITALS: readonly HospitalId[] = ['uke', 'us'];
const DIFFERENCES_SHOWN = 20;

/** Exit status 1 when any patient's values differ from the truth that the hospital was made from. */
export async function demo(io: Io, options: Options): Promise<number> {
  const dir = dataDir(options);
  io.out(`Two synthetic hospitals (seed ${SEED}) in ${dir}`);
  let status: number = EXIT.done;
  for (const hospital of HOSPITALS) {
    const outcome = await runHospital(io, options, dir, hospital);
    print(io, outcome);
    if (outcome.report.exitStatus !== EXIT.done) status = outcome.report.exitStatus;
    if (outcome.comparison.differences.length > 0) status = EXIT.failed;
  }
  return status;
}

interface Outcome {
  readonly written: WrittenHospital;
  readonly report: RunReport;
  readonly rows: readonly CohortRow[];
  readonly steps: readonly AttritionStep[];
  readonly comparison: Comparison;
  readonly snapshots: readonly string[];
  readonly seconds: number;
}

/** Makes one hospital and runs its study on it, from an empty warehouse. Decisions in review.db stay. */
async function runHospital(io: Io, options: Options, dir: string, hospital: HospitalId): Promise<Outcome> {
  const started = io.clock.now();
  const written = writeHospital(dir, hospital, {
    progress: (done, total) => io.progress(`make ${hospital}`, done, total),
  });
  const data = path.join(dir, hospital);
  for (const file of ['warehouse.db', 'warehouse.db-wal', 'warehouse.db-shm'])
    rmSync(path.join(data, file), { force: true });
  const studies = readStudies([PUBLISHED[hospital].study]);
  const chosen = settings(io, { ...options, config: undefined });
  const report = await runPipeline({ data, source: written.source, studies, settings: chosen }, io);
  const db = await openDatabase<Warehouse>(path.join(data, 'warehouse.db'), {
    migrations: 'warehouse',
    readonly: true,
  });
  try {
    const rows = cohortRows(db, PUBLISHED[hospital].study);
    const [file] = studies as [(typeof studies)[number]];
    return {
      written,
      report,
      rows,
      steps: attrition(loadStudy(file.text, file.place), rows),
      comparison: compareWithTruth(written.truth, rows),
      snapshots: snapshotsOfRun(db, report.run).map((snapshot) => snapshot.folder),
      seconds: (io.clock.now() - started) / 1000,
    };
  } finally {
    await db.close();
  }
}

function print(io: Io, outcome: Outcome): void {
  const { written, report, rows, steps, snapshots } = outcome;
  const { label, study } = PUBLISHED[written.hospital];
  const truth = written.truth.flatMap(({ values }) => (values === null ? [] : [values]));
  const computed = rows.filter((row) => row.eligible).map(plainRow);
  const lines = studyTable(written.hospital, truth, computed);
  io.out('');
  io.out(
    `${label}, study ${study}: ${written.truth.length} patients, ${written.resources} resources, ${written.documents} letters, ${outcome.seconds.toFixed(0)} s`,
  );
  for (const line of table(
    ['', 'published', 'truth', 'computed'],
    lines.map((row) => [row.figure, row.published, row.truth, row.computed]),
  ))
    io.out(line);
  io.out('');
  for (const line of table(
    ['criterion', 'excluded', 'remaining'],
    steps.map((step) => [step.label, String(step.excluded), String(step.remaining)]),
  ))
    io.out(line);
  io.out('');
  printComparison(io, outcome.comparison);
  for (const folder of snapshots) {
    io.out(`snapshot ${folder}`);
    io.out(`report   ${path.join(folder, 'report.html')}`);
  }
  for (const reason of report.reasons) io.out(`run ${report.state}: ${reason}`);
}

function plainRow(row: CohortRow): PlainRow {
  return Object.fromEntries(Object.entries(row.cells).map(([name, cell]) => [name, cell.value]));
}

function printComparison(io: Io, { patients, values, differences }: Comparison): void {
  if (differences.length === 0) {
    io.out(`computed = truth for all ${patients} patients (${values} values compared)`);
    return;
  }
  io.out(
    `computed differs from truth in ${differences.length} of ${values} values of ${new Set(differences.map(({ patient }) => patient)).size} of ${patients} patients:`,
  );
  for (const { variable, n } of countByVariable(differences)) io.out(`  ${variable}: ${n}`);
  const shown = differences
    .slice(0, DIFFERENCES_SHOWN)
    .map((d) => [d.patient, d.variable, String(d.truth ?? 'unknown'), String(d.computed ?? 'unknown'), d.reason ?? '']);
  for (const line of table(['patient', 'variable', 'truth', 'computed', 'made as'], shown)) io.out(`  ${line}`);
}
