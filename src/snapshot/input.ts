/** What a snapshot is made of. The caller reads it from the warehouse; the snapshot adds nothing but pseudonyms. */
import { isPartialDate, precisionOf } from '../calendar.ts';
import type { KaplanMeier } from '../cohort/survival.ts';
import type { Table1Row } from '../cohort/table1.ts';
import type {
  AttritionStep,
  CellValue,
  ColumnDefinition,
  CycleStatus,
  DayDate,
  Fact,
  PartialDate,
  PatientId,
  RltAgent,
} from '../domain.ts';
import { LutraError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { Warehouse } from '../store/schema.ts';

export interface SnapshotInput {
  readonly study: SnapshotStudy;
  /** The cohort table's data dictionary, in the order of its columns. */
  readonly columns: readonly ColumnDefinition[];
  /** Rows in any order; those that are not eligible are left out. */
  readonly rows: readonly SnapshotRow[];
  readonly attrition: readonly AttritionStep[];
  readonly table1: readonly Table1Row[];
  /** Curves in days, one for each transform of the band; the report draws the first. */
  readonly km: readonly KaplanMeier[];
  /** Reconciled cycles and facts in any order; those of other patients than the cohort's are left out. */
  readonly cycles: readonly SnapshotCycle[];
  readonly facts: readonly PatientFacts[];
  /** Keeps the facts table between two snapshots of the study. */
  readonly warehouse: Pick<Database<Warehouse>, 'sql'>;
  readonly completeness: readonly CompletenessLine[];
  readonly versions: SnapshotVersions;
  readonly dataCutoff: DayDate;
  /** Number of the last decision that was in force. */
  readonly reviewSeq: number;
  /** Secret of the hospital that makes the pseudonyms: at least 16 bytes. It is not written anywhere. */
  readonly pseudonymKey: string;
  /** Date in the folder's name; default the data cut-off. */
  readonly date?: DayDate;
  /**
   * Counts from 1 to one below this are left out of the report, with what would give them away; default null, none.
   * For reports that leave the project team; 11 is the policy of US Medicare. The tables stay exact: they are by patient.
   */
  readonly smallCells?: number | null;
}

/** What is frozen of a row of the cohort. */
export interface SnapshotRow {
  readonly patient: PatientId;
  readonly eligible: boolean;
  /** By column. */
  readonly values: Readonly<Record<string, CellValue>>;
}

/** The facts of one patient, read only where they are not what the last snapshot of the study was made of. */
export interface PatientFacts {
  readonly patient: PatientId;
  /** Stands for them: the same input, the same facts. */
  readonly input: string;
  readonly read: () => readonly Fact[];
}

export interface SnapshotStudy {
  readonly id: string;
  readonly title: string;
  /** The study file as it was used. */
  readonly text: string;
}

export interface SnapshotVersions {
  readonly code: string;
  readonly rules: string;
  readonly facts: string;
  readonly cohort: string;
}

export interface SnapshotCycle {
  readonly patient: PatientId;
  readonly number: number | null;
  readonly date: PartialDate | null;
  readonly end: PartialDate | null;
  readonly agent: RltAgent;
  readonly activityGbq: number | null;
  readonly status: CycleStatus;
  readonly countable: boolean;
}

/** How many ranges (a type, or a type of one patient) of a source are in which state. */
export interface CompletenessLine {
  readonly source: string;
  readonly type: string;
  readonly state: 'complete' | 'incomplete' | 'unknown';
  readonly reason: string | null;
  readonly ranges: number;
  readonly received: number;
}

const STUDY_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const SHORTEST_KEY = 16;

/** Throws LutraError `config` or `usage` for an id, date, key or threshold that cannot be used. */
export function checkInput(input: SnapshotInput): void {
  if (!STUDY_ID.test(input.study.id)) {
    throw new LutraError('usage', 'the study id cannot name a folder', {
      remedy: 'use up to 64 lower-case letters, digits, "-" and "_", beginning with a letter or digit',
    });
  }
  for (const date of [input.dataCutoff, input.date ?? input.dataCutoff]) {
    if (!isPartialDate(date) || precisionOf(date) !== 'day') {
      throw new LutraError('usage', 'the date of the snapshot is not an existing day', {
        remedy: 'write it as 2024-12-31',
      });
    }
  }
  if (Buffer.byteLength(input.pseudonymKey) < SHORTEST_KEY) {
    throw new LutraError('config', 'the pseudonym key is too short', {
      remedy: 'give at least 16 bytes of random text, for example from "openssl rand -hex 32", and keep it',
    });
  }
  const threshold = input.smallCells ?? null;
  if (threshold !== null && (!Number.isInteger(threshold) || threshold < 3 || threshold > 100)) {
    throw new LutraError('usage', 'the threshold of small cells must be a whole number from 3 to 100', {
      remedy: 'use 11',
    });
  }
}
