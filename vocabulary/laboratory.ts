/** PSA and its look-alikes, and the units in which it counts (clinical definition 1.8). */
import { type CodeRow, codeTable } from './rows.ts';

/** `total` = total PSA in serum, mass per volume; `review` = another unit, for a person; `other` = another analyte. */
export type PsaMeaning = 'total' | 'review' | 'other';

const row = (codes: string[], value: PsaMeaning, meaning: string, verified: boolean): CodeRow<PsaMeaning> => ({
  id: `psa-${value}-${codes[0] ?? ''}`,
  systems: ['loinc'],
  codes,
  meaning,
  source: verified ? 'LOINC, mCODE tumour marker value set' : 'LOINC, secondary source',
  verified,
  value,
});
export const PSA_CODES = codeTable<PsaMeaning>([
  {
    ...row(['2857-1'], 'total', 'Prostate specific Ag [Mass/volume] in Serum or Plasma', true),
    not: ['2857', '2986-8'],
  },
  row(['35741-8'], 'total', 'PSA by detection limit <= 0.01 ng/mL', true),
  row(['83112-3'], 'total', 'PSA by immunoassay', true),
  row(['19195-7', '19197-3'], 'review', 'PSA units or moles per volume', true),
  row(['19198-1', '19199-9', '19200-5'], 'other', 'PSA in semen', true),
  row(
    ['34611-4', '47738-0', '59221-2', '59223-8', '59230-3', '10508-0'],
    'other',
    'PSA in urine, fluids, tissue',
    true,
  ),
  row(['10886-0', '83113-1', '19201-3', '19203-9'], 'other', 'free PSA', false),
  row(['97149-9', '97150-7', '12841-3', '33667-7'], 'other', 'proPSA, PHI, ratio, complexed PSA', false),
]);

/** Local names of total PSA; used only where no LOINC code says what was measured. */
export const PSA_NAMES = {
  match:
    /^(?:(?:total|gesamt)[\s-]*psa|psa(?:[\s,.-]*(?:gesamt|total|ges\.?|tot\.?))?|tpsa|prostatas?pezifisches antigen|prostate[\s-]specific (?:antigen|ag))(?:[\s,]*(?:\(?i\.?\s?s\.?\)?|im serum|\(?serum\)?|in serum))?$/i,
  examples: {
    match: ['PSA', 'PSA gesamt', 'Gesamt-PSA', 'total PSA', 'PSA (Serum)', 'Prostate-specific antigen', 'tPSA'],
    not: [
      'freies PSA',
      'PSA-Quotient',
      'fPSA/PSA',
      'PSMA',
      'PSA velocity',
      'PSA doubling time',
      'c-PSA',
      'PSA im Urin',
    ],
  },
} as const;

/** Spellings of ng/mL and of µg/L, which is the same number (both micro signs, mcg). Everything else is refused. */
export const NG_PER_ML: ReadonlySet<string> = new Set([
  'ng/ml',
  'ug/l',
  'µg/l',
  'μg/l',
  'mcg/l',
  'ng/milliliter',
  'ng/cc',
]);

/** ng/mL. Values reported in metastatic disease reach five figures; more is a slip of the point or of the unit. */
export const HIGHEST_PSA = 100_000;
