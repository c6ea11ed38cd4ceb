/** Which notes a US patient has, and when. */
import { addDays, daysBetween } from '../../../calendar.ts';
import type { DayDate } from '../../../domain.ts';
import type { PatientPlan } from '../../plan/types.ts';
import type { Random } from '../../random.ts';
import { noLaterThan, ongoing, viewAt } from '../view.ts';
import type { Letter, LetterKind, View } from '../view.ts';
import { bloodText, comorbidity } from './small-talk.ts';
import { englishHand } from './hand.ts';
import type { Hand } from './hand.ts';
import {
  biopsyReport,
  boardNote,
  consultNote,
  ctReport,
  hospiceSummary,
  phoneNote,
  progressNote,
  radioligandNote,
} from './notes.ts';

const KIND = {
  consult: { code: '11488-4', display: 'Consult note' },
  progress: { code: '11506-3', display: 'Progress note' },
  pathology: { code: '11526-1', display: 'Pathology study' },
  imaging: { code: '18748-4', display: 'Diagnostic imaging study' },
  procedure: { code: '28570-0', display: 'Procedure note' },
  summary: { code: '18842-5', display: 'Discharge summary' },
  phone: { code: '34748-4', display: 'Telephone encounter Note' },
} as const satisfies Record<string, LetterKind>;

/** Notes of one patient, in order of their dates. */
export function englishLetters(plan: PatientPlan, random: Random): Letter[] {
  if (plan.primary !== 'C61' || plan.certainty !== 'confirmed') return otherDiseaseNotes(plan, random);
  const letters: Letter[] = [];
  const write = (key: string, date: DayDate, kind: LetterKind, text: (view: View, hand: Hand) => string): void => {
    letters.push({ key, date, kind, text: text(viewAt(plan, date, random), englishHand(random)) });
  };
  const { index, lastActivity } = plan;
  const room = daysBetween(index, lastActivity);
  if (plan.gleason?.letter === true && random.chance(0.5))
    write('biopsy', addDays(plan.diagnosis.day, random.int(2, 6)), KIND.pathology, biopsyReport);
  duringTherapies(plan, random, write);
  if (random.chance(0.45)) write('consult', addDays(index, -random.int(15, 32)), KIND.consult, consultNote);
  write('ct', addDays(index, -random.int(6, 30)), KIND.imaging, ctReport);
  if (random.chance(0.3)) write('board', addDays(index, -random.int(2, 6)), KIND.consult, boardNote);
  write('start', index, KIND.progress, (view, hand) =>
    progressNote(view, hand, view.drugs.findLast((drug) => ongoing(drug, view.date)) ?? null),
  );
  radioligand(plan, write);
  if (room > 40 && random.chance(0.5)) write('ct-late', addDays(index, random.int(30, room)), KIND.imaging, ctReport);
  if (room > 30 && random.chance(0.5))
    write('visit', addDays(index, random.int(21, room)), KIND.progress, (view, hand) => progressNote(view, hand, null));
  if (room > 30 && random.chance(0.2))
    write('phone', addDays(index, random.int(10, room)), KIND.phone, (view) => phoneNote(view, random));
  if (plan.death?.precision === 'day' && random.chance(0.3))
    write('hospice', addDays(plan.death.day, random.int(0, 3)), KIND.summary, hospiceSummary);
  return letters.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

type Write = (key: string, date: DayDate, kind: LetterKind, text: (view: View, hand: Hand) => string) => void;

function duringTherapies(plan: PatientPlan, random: Random, write: Write): void {
  for (const [i, drug] of plan.therapies.entries()) {
    if (!drug.letter || drug.start >= plan.index || !random.chance(0.35)) continue;
    const date = noLaterThan(addDays(drug.start, random.int(5, 40)), addDays(plan.index, -1));
    write(`on-${i}`, date, KIND.progress, (view, hand) => progressNote(view, hand, drug));
  }
}

function radioligand(plan: PatientPlan, write: Write): void {
  const [first] = plan.rlt.cycles;
  if (plan.rlt.letter && first !== undefined) write('rlt', first.date, KIND.procedure, radioligandNote);
}

const DISEASE: Readonly<Record<string, string>> = {
  'C67.9': 'Urothelial carcinoma of the bladder with lung and lymph node metastases',
  'C34.90': 'Non-small cell lung cancer with bone metastases',
  'C50.919': 'Metastatic breast cancer with bone and liver metastases',
  'C22.0': 'Hepatocellular carcinoma with lung metastases',
};

/** Another disease, or none. */
function otherDiseaseNotes(plan: PatientPlan, random: Random): Letter[] {
  const hand = englishHand(random);
  const disease = DISEASE[plan.primary];
  const person = plan.sex === 'female' ? 'Ms.' : 'Mr.';
  const head = (date: DayDate): string =>
    `ONCOLOGY CLINIC NOTE ${hand.day(date)}\n${person} ${plan.given} ${plan.family}, DOB ${hand.day(plan.birth)}`;
  const [before, now] = [addDays(plan.index, -28), plan.index];
  if (disease === undefined) {
    const text = random.pick([
      'Elevated PSA 8.4 ng/mL, rule out prostate cancer. Biopsy benign: 12 cores with chronic prostatitis, no carcinoma.',
      'Possible prostate cancer, PI-RADS 3 lesion. MRI-guided biopsy negative for malignancy. Repeat PSA in 6 months.',
    ]);
    return [{ key: 'clinic', date: before, kind: KIND.progress, text: `${head(before)}\n\n${text}` }];
  }
  const drugs = random.pick([
    'paclitaxel, cycle 3 today',
    'docetaxel 75 mg/m2, cycle 2 today',
    'carboplatin and gemcitabine, cycle 4 today',
  ]);
  return [
    {
      key: 'clinic',
      date: before,
      kind: KIND.consult,
      text: `${head(before)}\n\nDiagnosis: ${disease}.\nPMH: ${comorbidity(hand)}.\nLabs: ${bloodText(hand)}`,
    },
    {
      key: 'visit',
      date: now,
      kind: KIND.progress,
      text: `${head(now)}\n\nDiagnosis: ${disease}.\nTreatment: ${drugs}.`,
    },
  ];
}
