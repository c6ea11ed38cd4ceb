/** What looks odd in a row, as codes; nothing is corrected silently. */
import type { Cell } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import type { DiseaseDates } from './disease-dates.ts';
import type { IndexEvent } from './index-event.ts';
import type { QaCode } from './qa-codes.ts';

interface QaRule {
  readonly code: QaCode;
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
    holds: ({ cells }) => cells['os_censor_reason']?.value === 'DEATH_BEFORE_INDEX',
  },
  {
    code: 'dx_after_index',
    holds: ({ index, dates }) => index !== null && dates.dx !== null && dates.dx.day > index.day,
  },
  {
    code: 'dx_after_mcrpc',
    holds: ({ dates }) => dates.dx !== null && dates.mcrpc !== null && dates.dx.day > dates.mcrpc.day,
  },
  {
    code: 'index_imputed',
    holds: ({ index }) => index !== null && index.stated.length < 10,
  },
  {
    code: 'mcrpc_after_index',
    holds: ({ index, dates }) => index !== null && dates.mcrpc !== null && dates.mcrpc.day > index.day,
  },
  {
    code: 'metastasis_undated',
    holds: ({ dates }) => dates.metastasisUndated,
  },
  {
    code: 'paclitaxel',
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
