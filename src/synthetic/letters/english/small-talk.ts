/** What English notes say besides: family, complaints, other diseases, blood counts. Some of it is a trap. */
import type { Hand } from './hand.ts';

const FAMILY = [
  'Father had prostate cancer, Gleason 9, with bone metastases.',
  'Brother with Gleason 6 prostate cancer on surveillance.',
  'Uncle received docetaxel for prostate cancer. Mother with breast cancer, liver metastases.',
  'No family history of malignancy.',
];
const SYMPTOMS = [
  'Low back pain 4/10, ECOG 1.',
  'Feels well, ECOG 0.',
  'Fatigue, poor appetite, 8 lb weight loss, ECOG 2.',
  'Nocturia x2, no hematuria, ECOG 1.',
  'Hot flashes, otherwise no complaints.',
];
const SOCIAL = [
  'Retired machinist, lives with his wife.',
  'Widower, daughter helps at home.',
  'Former smoker, quit 1998.',
  'Retired teacher, walks daily.',
];
const COMORBID = [
  'Hypertension, hyperlipidemia',
  'Type 2 diabetes mellitus, CAD',
  'COPD, remote DVT',
  'Atrial fibrillation on apixaban',
  'CKD stage 3a',
  'GERD',
];

export const familyText = (hand: Hand): string => hand.random.pick(FAMILY);
export const complaints = (hand: Hand): string => `${hand.random.pick(SYMPTOMS)} ${hand.random.pick(SOCIAL)}`;
export const comorbidity = (hand: Hand): string => hand.random.pick(COMORBID);
export function bloodText({ random }: Hand): string {
  return `Hgb ${random.int(78, 141) / 10} g/dL, WBC ${random.int(28, 92) / 10}, Plt ${random.int(74, 330)}, Cr ${random.int(7, 19) / 10} mg/dL, ALP ${random.int(60, 720)} U/L, testosterone ${random.int(3, 24)} ng/dL`;
}
