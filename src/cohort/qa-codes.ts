/** The codes of `qa_flags` and what each means, for the data dictionary. */
import { RECORD_QA } from '../facts/record.ts';

export const QA_CODES = {
  death_before_index: 'the recorded death lies before index',
  dx_after_index: 'initial diagnosis lies after index',
  dx_after_mcrpc: 'initial diagnosis lies after mCRPC',
  index_imputed: 'the day of index was put in',
  mcrpc_after_index: 'mCRPC lies after index',
  metastasis_undated:
    'a metastasis is known, when it was first seen is not; mCRPC is the date of castration resistance',
  paclitaxel: 'paclitaxel is counted as a taxane',
  ...RECORD_QA,
} as const;
export type QaCode = keyof typeof QA_CODES;
