/** Castration resistance (clinical definition 1.3). ICD-10-GM has no code for it. */
import { codeTable } from './rows.ts';

export const CASTRATION_CODES = codeTable<'present' | 'absent'>([
  {
    id: 'crpc-icd-z19.2',
    systems: ['icd-10-cm'],
    codes: ['Z19.2'],
    meaning: 'Hormone resistant malignancy status',
    source: 'ICD-10-CM FY2017',
    verified: false,
    value: 'present',
    also: ['z19.2', 'Z192'],
    not: ['Z19', 'Z19.1', 'Z92.2'],
  },
  {
    id: 'crpc-icd-z19.1',
    systems: ['icd-10-cm'],
    codes: ['Z19.1'],
    meaning: 'Hormone sensitive malignancy status',
    source: 'ICD-10-CM FY2017',
    verified: false,
    value: 'absent',
  },
  {
    id: 'crpc-sct-427492003',
    systems: ['snomed'],
    codes: ['427492003'],
    meaning: 'Hormone refractory prostate cancer',
    source: 'SNOMED CT, prostate pathway dictionary',
    verified: false,
    value: 'present',
  },
]);

/** The same in the words of a condition of the prostate. */
export const CASTRATION_WORDS = {
  present:
    /castration[\s-]*resistan|kastrations[\s-]?resisten|kastrations[\s-]?refraktär|hormon\w*[\s-]?refra[ck]t|\bm?CRPC\b|\bm?KRPK\b/i,
  absent: /castration[\s-]*sensitiv|kastrations[\s-]?sensitiv|hormon\w*[\s-]?(?:naiv|sensitiv)|\bm?(?:HSPC|CSPC)\b/i,
  examples: {
    present: [
      'Metastatic castration-resistant prostate cancer',
      'kastrationsresistentes Prostatakarzinom',
      'mCRPC',
      'hormonrefraktäres Prostatakarzinom',
    ],
    absent: ['mHSPC', 'hormonsensitives Prostatakarzinom', 'castration-sensitive prostate cancer'],
    neither: ['Prostate cancer', 'Malignant neoplasm of prostate'],
  },
} as const;
