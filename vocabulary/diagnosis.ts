/** Prostate cancer and what is near it (clinical definition 1.1), and what makes another primary tumour. */
import { type CodeRow, codeTable } from './rows.ts';
import type { SystemName } from './systems.ts';

/**
 * What a diagnosis code says: prostate cancer; known only from its metastasis (no date of its own); a history of it; a
 * tumour of the prostate whose behaviour the code leaves open; or no case.
 */
export type DiagnosisMeaning = 'cancer' | 'cancer_implied' | 'history' | 'neoplasm' | 'not_a_case';

const ICD: readonly SystemName[] = ['icd-10-gm', 'icd-10-cm', 'icd-10'];
type Row = CodeRow<DiagnosisMeaning>;

const sct = (
  code: string,
  meaning: string,
  source: string,
  verified: boolean,
  value: DiagnosisMeaning = 'cancer',
): Row => ({
  id: `dx-sct-${code}`,
  systems: ['snomed'],
  codes: [code],
  meaning,
  source,
  verified,
  value,
});
const icd = (code: string, meaning: string, value: DiagnosisMeaning, verified: boolean, systems = ICD): Row => ({
  id: `dx-icd-${code.toLowerCase()}`,
  systems,
  codes: [code],
  meaning,
  source: systems === ICD ? 'ICD-10-GM, ICD-10-CM' : 'ICD-10-CM',
  verified,
  value,
});

export const PROSTATE_DIAGNOSES = codeTable<DiagnosisMeaning>([
  {
    ...icd('C61', 'Malignant neoplasm of prostate', 'cancer', true),
    also: ['c61', 'C61 ', 'C61!', 'C61.-'],
    not: ['C62', 'C60.1', 'C16', 'D07.5', 'C6', 'C79.82'],
  },
  {
    id: 'dx-icdo-c61.9',
    systems: ['icd-o-3'],
    codes: ['C61.9', 'C61'],
    meaning: 'Prostate gland (topography)',
    source: 'ICD-O-3',
    verified: false,
    value: 'cancer',
    not: ['8140/3'],
  },
  icd('Z85.46', 'Personal history of malignant neoplasm of prostate', 'history', false, ['icd-10-cm']),
  icd('D07.5', 'Carcinoma in situ of prostate', 'not_a_case', false),
  icd('D40.0', 'Neoplasm of uncertain behaviour of prostate', 'not_a_case', false),
  icd('N40', 'Benign prostatic hyperplasia', 'not_a_case', false),
  icd('R97.20', 'Elevated PSA', 'not_a_case', false, ['icd-10-cm']),
  icd('R97.21', 'Rising PSA following treatment for malignant neoplasm of prostate', 'not_a_case', false, [
    'icd-10-cm',
  ]),
  sct('399068003', 'Malignant tumor of prostate', 'SNOMED CT via OHDSI', false),
  sct('93974005', 'Primary malignant neoplasm of prostate', 'SNOMED CT via OHDSI', false),
  sct('399490008', 'Adenocarcinoma of prostate', 'BIH ProstateCancerSpec', true),
  sct('1259672003', 'Primary adenocarcinoma of prostate', 'BIH ProstateCancerSpec', true),
  sct('823017009', 'Ductal adenocarcinoma of prostate', 'BIH ProstateCancerSpec', true),
  sct('1208457007', 'Small cell carcinoma of prostate', 'BIH ProstateCancerSpec', true),
  sct('399590005', 'Squamous cell carcinoma of prostate', 'BIH ProstateCancerSpec', true),
  sct(
    '712849003',
    'Primary malignant neoplasm of prostate metastatic to bone',
    'SNOMED CT via OHDSI',
    false,
    'cancer_implied',
  ),
  sct('427492003', 'Hormone refractory prostate cancer', 'SNOMED CT, prostate pathway', false, 'cancer_implied'),
  sct('314994000', 'Metastasis from malignant tumor of prostate', 'Synthea', false, 'cancer_implied'),
  sct('126906006', 'Neoplasm of prostate', 'Synthea', false, 'neoplasm'),
  sct('92691004', 'Carcinoma in situ of prostate', 'Synthea', false, 'not_a_case'),
]);

/** The disease in words, for conditions that no code names. Read at the beginning only: later words may be of a relative. */
export const PROSTATE_CANCER_WORDS = {
  match:
    /^\W*(?:(?:metasta\w+|lokal\w*|locally|advanced|fortgeschritten\w*|recurrent|castration|resistant|kastrations\w+|hormon\w+|refractory|sensitive)[\s,-]+)*(?:prostata[\s-]?(?:karzinom|carcinom|krebs|ca\b)|prostate\s(?:cancer|carcinoma|adenocarcinoma)|(?:adeno)?(?:carcinoma|karzinom|cancer)\s(?:of\s(?:the\s)?prostate|der\sprostata)|malignant\s(?:neoplasm|tumou?r)\sof\s(?:the\s)?prostate|m?(?:CRPC|HSPC)\b|PCa\b)/i,
  examples: {
    match: [
      'Prostatakarzinom',
      'Prostate cancer, Gleason 9',
      'Metastatic castration-resistant prostate cancer',
      'Metastasiertes, kastrationsresistentes Prostatakarzinom',
      'Adenocarcinoma of the prostate',
      'Karzinom der Prostata',
      'mCRPC',
    ],
    not: [
      'Family history of prostate cancer',
      'Screening for prostate cancer',
      'Prostatahyperplasie',
      'Carcinoma in situ of prostate',
      'Bruder mit Prostatakarzinom',
      'Prostatitis',
    ],
  },
} as const;

/** What a German outpatient diagnosis certainty does to a diagnosis (A excluded, V suspected, Z status post, G certain). */
export const GERMAN_CERTAINTY: Readonly<Record<string, 'excluded' | 'suspected' | 'history' | 'certain'>> = {
  A: 'excluded',
  V: 'suspected',
  Z: 'history',
  G: 'certain',
};

/** Is an ICD-10 code a malignant primary other than the prostate? (C00–C97 without C61 and the metastases C76–C80.) */
export function isOtherPrimary(foldedIcd: string): boolean {
  const match = /^C(\d\d)/.exec(foldedIcd);
  if (!match) return false;
  const chapter = Number(match[1]);
  return chapter !== 61 && (chapter < 76 || chapter > 80);
}
