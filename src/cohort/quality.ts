/** What looks odd in a row, as codes; nothing is corrected silently. */
import type { Cell } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import type { DiseaseDates } from './disease-dates.ts';
import type { IndexEvent } from './index-event.ts';

interface QaRule {
  readonly code: string;
  /** What it means, for the documentation. */
  readonly says: string;
  readonly holds: (view: QaView) => boolean;
}
interface QaView {
  readonly record: PatientRecord;
  readonly index: IndexEvent | null;
  readonly dates: DiseaseDates;
  readonly cells: Readonly<Record<string, Cell>>;
}

export const QA_RULES: readonly QaRule[] = [
  {
    code: 'death_before_index',
    says: 'the recorded death lies before index',
    holds: ({ cells }) => cells['os_censor_reason']?.value === 'DEATH_BEFORE_INDEX',
  },
  {
    code: 'dx_after_index',
    says: 'initial diagnosis lies after index',
    holds: ({ index, dates }) => index !== null && dates.dx !== null && dates.dx.day > index.day,
  },
  {
    code: 'dx_after_mcrpc',
    says: 'initial diagnosis lies after mCRPC',
    holds: ({ dates }) => dates.dx !== null && dates.mcrpc !== null && dates.dx.day > dates.mcrpc.day,
  },
  {
    code: 'index_imputed',
    says: 'the day of index was put in',
    holds: ({ index }) => index !== null && index.stated.length < 10,
  },
  {
    code: 'mcrpc_after_index',
    says: 'mCRPC lies after index',
    holds: ({ index, dates }) => index !== null && dates.mcrpc !== null && dates.mcrpc.day > index.day,
  },
  {
    code: 'metastasis_undated',
    says: 'a metastasis is known, when it was first seen is not; mCRPC is the date of castration resistance',
    holds: ({ dates }) => dates.metastasisUndated,
  },
  {
    code: 'paclitaxel',
    says: 'paclitaxel is counted as a taxane',
    holds: ({ cells }) => cells['paclitaxel']?.value === 1,
  },
];

/** Codes that hold, with those of the record itself, in alphabetical order. */
export function qaFlags(
  record: PatientRecord,
  index: IndexEvent | null,
  dates: DiseaseDates,
  cells: Readonly<Record<string, Cell>>,
): string[] {
  const own = QA_RULES.filter((rule) => rule.holds({ record, index, dates, cells })).map((rule) => rule.code);
  return [...new Set([...own, ...record.qa])].sort();
}
