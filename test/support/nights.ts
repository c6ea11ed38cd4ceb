/** Nights of a living hospital: the same record read night by night into one warehouse, and at once into a fresh one. */
import path from 'node:path';
import type { TestContext } from 'node:test';
import { readFileSync } from 'node:fs';
import { loadSettings } from '../../src/config.ts';
import type { CohortRow } from '../../src/domain.ts';
import { type Log, silentLog, systemClock } from '../../src/effects.ts';
import { derivedHash } from '../../src/store/content-hash.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { cohortRows } from '../../src/store/derived.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import { runPipeline } from '../../workers/inline.ts';
import type { RunReport } from '../../workers/report.ts';
import { type Habits, type Json, LivingHospital } from './living-hospital.ts';
import { tempDir } from './temp.ts';

export const STUDY = 'uke-psma-rlt';
const PLACE = path.join(import.meta.dirname, '..', '..', 'studies', `${STUDY}.yaml`);
const STUDY_TEXT = readFileSync(PLACE, 'utf8');
export type { Json };

const DAY_HOURS = 24;

export async function startHospital(t: TestContext, habits: Habits = {}): Promise<LivingHospital> {
  const hospital = new LivingHospital(habits);
  await hospital.start();
  t.after(() => hospital.stop());
  return hospital;
}

export interface NightOptions {
  readonly fullCompareDays?: number;
  readonly retries?: number;
  readonly linkSearch?: boolean;
  readonly study?: string;
  readonly snapshot?: boolean;
  readonly log?: Log;
}

/** One night's run of everything, of the snapshot only where it is asked for. */
export async function night(data: string, source: string, options: NightOptions = {}): Promise<RunReport> {
  const settings = loadSettings({ file: null, env: {} });
  const { fullCompareDays = 7, retries = 0, study = STUDY_TEXT, snapshot = false, log = silentLog } = options;
  const fhir = {
    ...settings.fhir,
    full_compare_days: fullCompareDays,
    retries,
    link_search: options.linkSearch ?? true,
  };
  const steps = [
    'extract',
    'documents',
    'annotate',
    'facts',
    'cohort',
    ...(snapshot ? (['snapshot'] as const) : []),
  ] as const;
  const studies = [{ text: study, place: PLACE }];
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
  const effects = { clock: { ...systemClock, ...clock }, log, progress: () => undefined };
  return runPipeline({ data, source, studies, settings: { ...settings, fhir }, steps }, effects);
}

/** Reads a warehouse. */
export async function inside<T>(data: string, read: (db: Database<Warehouse>) => T): Promise<T> {
  const db = await openDatabase<Warehouse>(path.join(data, 'warehouse.db'), {
    migrations: 'warehouse',
    readonly: true,
  });
  try {
    return read(db);
  } finally {
    await db.close();
  }
}

export const hashOf = (data: string): Promise<string> => inside(data, derivedHash);

/** The derived hash of the whole record read into a warehouse of its own. */
export async function freshHash(t: TestContext, hospital: LivingHospital): Promise<string> {
  const data = tempDir(t);
  await night(data, hospital.base);
  return hashOf(data);
}

export const rowsOf = (data: string): Promise<CohortRow[]> => inside(data, (db) => cohortRows(db, STUDY));

export const aDayLater = (hospital: LivingHospital): void => {
  hospital.now += DAY_HOURS * 3_600_000;
};

const ICD = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
const OPS = 'http://fhir.de/CodeSystem/bfarm/ops';
const subject = (patient: string): Json => ({ reference: `Patient/${patient}` });

export const patient = (id: string, more: Json = {}): Json => ({
  resourceType: 'Patient',
  id,
  gender: 'male',
  birthDate: '1950-05-05',
  ...more,
});
export const cancer = (id: string, of: string, more: Json = {}): Json => ({
  resourceType: 'Condition',
  id,
  subject: subject(of),
  code: { coding: [{ system: ICD, code: 'C61' }] },
  onsetDateTime: '2015-03-01',
  ...more,
});
export const therapy = (id: string, of: string, day: string, more: Json = {}): Json => ({
  resourceType: 'Procedure',
  id,
  status: 'completed',
  subject: subject(of),
  code: { coding: [{ system: OPS, code: '8-530.d0' }] },
  performedDateTime: day,
  ...more,
});
export const psa = (id: string, of: string, value: number, day: string, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject: subject(of),
  code: { coding: [{ system: 'http://loinc.org', code: '2857-1' }] },
  effectiveDateTime: day,
  valueQuantity: { value, unit: 'ng/mL', system: 'http://unitsofmeasure.org', code: 'ng/mL' },
  ...more,
});
export const letter = (id: string, of: string, text: string, more: Json = {}): Json => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  subject: subject(of),
  code: { text: 'Arztbrief' },
  effectiveDateTime: '2020-02-01',
  presentedForm: [{ contentType: 'text/plain; charset=UTF-8', data: Buffer.from(text, 'utf8').toString('base64') }],
  ...more,
});
export const drug = (id: string, of: string, medication: string, day: string): Json => ({
  resourceType: 'MedicationAdministration',
  id,
  status: 'completed',
  subject: subject(of),
  medicationReference: { reference: `Medication/${medication}` },
  effectiveDateTime: day,
});

/** Three patients: two treated, one with the diagnosis alone. */
export function admit(hospital: LivingHospital): void {
  hospital.put({
    resourceType: 'Medication',
    id: 'doc',
    code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/atc', code: 'L01CD02' }] },
  });
  for (const [at, id] of ['a', 'b', 'c'].entries()) {
    hospital.put(patient(id));
    hospital.put(cancer(`c-${id}`, id));
    for (let n = 0; n < 4; n++) hospital.put(psa(`psa-${id}-${n}`, id, 10 + at + n, `2020-01-0${n + 1}`));
    hospital.put(letter(`l-${id}`, id, `Kastrationsresistentes Prostatakarzinom. Knochenmetastasen. Patient ${id}.`));
    hospital.put(drug(`d-${id}`, id, 'doc', '2019-05-01'));
    if (id !== 'c') hospital.put(therapy(`t-${id}`, id, '2020-01-20'));
  }
}
