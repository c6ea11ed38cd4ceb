/** English notes and reports of a prostate-cancer patient. */
import type { PublishedSite, TherapyPlan } from '../../plan/types.ts';
import { addDays } from '../../../calendar.ts';
import type { View } from '../view.ts';
import { absentText, diseaseText, gleasonText, presentText, psaText } from './blocks.ts';
import { bloodText, comorbidity, complaints, familyText } from './small-talk.ts';
import { historyText } from './history.ts';
import { englishHand } from './hand.ts';
import type { Hand } from './hand.ts';

const list = (lines: readonly (string | null)[]): string[] => lines.filter((line) => line !== null);

export function biopsyReport(view: View, hand: Hand): string {
  const { primary: a, secondary: b } = view.gleason as { primary: number; secondary: number };
  const { plan, random } = view;
  return [
    `SURGICAL PATHOLOGY REPORT   Reported: ${hand.day(view.date)}`,
    `Patient: ${plan.family}, ${plan.given}   DOB: ${hand.day(plan.birth)}   Collected: ${hand.day(addDays(view.date, -2))}`,
    'SPECIMEN: Prostate, needle core biopsies x12',
    '',
    'FINAL DIAGNOSIS',
    `Prostatic adenocarcinoma, ${random.pick(['overall ', ''])}${gleasonText(view, hand)}, involving ${random.int(4, 11)} of 12 cores.`,
    a + b > 6 && random.chance(0.4)
      ? 'Right base: Gleason 3+3=6, 10% of core.'
      : 'Perineural invasion present. No extraprostatic extension identified.',
    random.chance(0.3) ? `Percentage of pattern 4 or higher: ${random.int(3, 9)}0%.` : 'No lymphovascular invasion.',
  ].join('\n');
}

export function consultNote(view: View, hand: Hand): string {
  const { plan, random } = view;
  return list([
    `MEDICAL ONCOLOGY CONSULTATION ${hand.day(view.date)}`,
    `Re: Mr. ${plan.given} ${plan.family}, DOB ${hand.day(plan.birth)}`,
    `DIAGNOSIS: ${diseaseText(view, hand)}.`,
    `HISTORY OF PRESENT ILLNESS: ${view.age}-year-old man. ${complaints(hand)}`,
    `ONCOLOGIC HISTORY:\n${historyText(view, hand)}`,
    `PAST MEDICAL HISTORY: ${comorbidity(hand)}.`,
    `FAMILY HISTORY: ${familyText(hand)}`,
    `LABS: ${bloodText(hand)}.${random.chance(0.7) ? ` ${psaText(view, hand) ?? ''}` : ''}`,
    view.absent.length > 0 ? `IMAGING: ${absentText(view.absent, hand)}` : null,
    `PLAN: ${random.pick(['Continue ADT. Restaging CT in 3 months.', 'Discuss at tumor board next week.', 'Return in 3 weeks with labs.'])}`,
  ]).join('\n\n');
}

/** Routine visit, in two styles. */
export function progressNote(view: View, hand: Hand, drug: TherapyPlan | null): string {
  const { plan, random } = view;
  const treatment =
    drug === null
      ? null
      : drug.infusions === null
        ? `Continues ${hand.drug(drug.drug)}, tolerating well.`
        : `Here for ${hand.drug(drug.drug)} infusion.`;
  const blocks = random.chance(0.5)
    ? [
        `ONCOLOGY PROGRESS NOTE\nDate: ${hand.day(view.date)}\nPatient: ${plan.family}, ${plan.given}`,
        `Assessment: ${diseaseText(view, hand)}.`,
        `Prior therapy:\n${historyText(view, hand)}`,
        `Subjective: ${complaints(hand)} ${treatment ?? ''}`,
        psaText(view, hand),
        `Labs: ${bloodText(hand)}`,
      ]
    : [
        `Heme/Onc clinic, ${hand.day(view.date)}. ${plan.family}, ${view.age}M.`,
        `${diseaseText(view, hand)}.`,
        `Treatment history:\n${historyText(view, hand)}`,
        treatment,
        psaText(view, hand),
        view.absent.length > 0 && random.chance(0.5) ? absentText(view.absent, hand) : null,
        `Plan: ${random.pick(['RTC 4 weeks.', 'Continue denosumab monthly.', 'Repeat PSA next visit.'])}`,
      ];
  return list(blocks).join('\n\n');
}

const SEEN: Readonly<Record<PublishedSite, readonly string[]>> = {
  bone: [
    'Numerous sclerotic osseous metastases throughout the spine and pelvis.',
    'Multifocal bone metastases, including T8, L2 and the right iliac wing.',
  ],
  lymph_node: [
    'Retroperitoneal and pelvic lymph node metastases, up to 2.1 cm.',
    'Enlarged left external iliac lymph nodes consistent with nodal metastases.',
  ],
  liver: ['Multiple hypodense hepatic metastases, largest 2.4 cm in segment VII.', 'Liver metastases in both lobes.'],
  lung: ['Multiple bilateral pulmonary metastases up to 1.1 cm.', 'Lung metastases in the lower lobes.'],
};
const CLEAR: Readonly<Record<PublishedSite, readonly string[]>> = {
  bone: ['No osseous metastases.', 'No suspicious bone lesions, no bone metastases.'],
  lymph_node: ['No pathologic lymphadenopathy.', 'No adenopathy.', 'No lymph node metastases.'],
  liver: [
    'No liver metastases. Simple hepatic cyst.',
    'Liver: no focal lesion, no metastases.',
    'No hepatic metastases.',
  ],
  lung: ['Lungs are clear, no pulmonary metastases.', 'No pulmonary nodules.', 'No lung metastases. No effusion.'],
};
const HEADING: Readonly<Record<PublishedSite, string>> = {
  bone: 'BONES',
  lymph_node: 'LYMPH NODES',
  liver: 'LIVER',
  lung: 'LUNGS',
};

export function ctReport(view: View, hand: Hand): string {
  const { plan, random } = view;
  const lines = random.shuffle([
    ...view.present.map((site) => `${HEADING[site]}: ${random.pick(SEEN[site])}`),
    ...view.absent.map((site) => `${HEADING[site]}: ${random.pick(CLEAR[site])}`),
  ]);
  return [
    `CT CHEST, ABDOMEN AND PELVIS WITH CONTRAST   Exam date: ${hand.day(view.date)}`,
    `Patient: ${plan.family}, ${plan.given}   DOB: ${hand.day(plan.birth)}`,
    `INDICATION: ${view.resistant === null ? 'Prostate cancer' : 'Castration-resistant prostate cancer'}, restaging${random.chance(0.3) ? ', rising PSA' : ''}.`,
    '',
    'FINDINGS:',
    ...lines,
    random.pick([
      'KIDNEYS: Simple cyst, no hydronephrosis.',
      'GALLBLADDER: Cholelithiasis.',
      'AORTA: Atherosclerotic calcification.',
    ]),
    '',
    'IMPRESSION:',
    ...list([
      view.present.length > 0 ? `1. ${presentText(view.present, hand).replace(/^./, (c) => c.toUpperCase())}.` : null,
      view.absent.length > 0 ? `2. ${absentText(view.absent, hand)}` : null,
    ]),
    ...view.fresh.map((site) => `New ${site === 'lymph_node' ? 'nodal' : site} metastases since prior.`),
  ].join('\n');
}

export function boardNote(view: View, hand: Hand): string {
  return list([
    `GU TUMOR BOARD ${hand.day(view.date)}`,
    `${view.plan.family}, ${view.age} yo M`,
    `${diseaseText(view, hand)}.`,
    `Prior treatment:\n${historyText(view, hand)}`,
    psaText(view, hand),
    view.absent.length > 0 ? absentText(view.absent, hand) : null,
    `Recommendation: ${view.random.pick(['next line of systemic therapy per oncology', 'palliative radiation to painful sites', 'germline testing, continue current management'])}.`,
  ]).join('\n');
}

/** Dictated in a hurry. */
export function phoneNote(view: View, random: View['random']): string {
  const hand = englishHand(random, true);
  return list([
    `Telephone encounter ${hand.day(view.date)}`,
    `Pt called re: pain control. ${diseaseText(view, hand)}.`,
    psaText(view, hand),
    random.pick(['Refill sent.', 'Advised to keep appointment.', 'Nurse to follow up.']),
  ]).join('\n');
}

export function hospiceSummary(view: View, hand: Hand): string {
  const { plan } = view;
  const died =
    plan.death?.precision === 'day' && plan.death.day <= view.date
      ? `Mr. ${plan.family} died on ${hand.day(plan.death.day)}.`
      : `Mr. ${plan.family} enrolled in hospice.`;
  return list([
    `HOSPICE SUMMARY ${hand.day(view.date)}`,
    died,
    `Primary diagnosis: ${diseaseText(view, hand)}.`,
    `Treatment history:\n${historyText(view, hand)}`,
    'Comfort measures, morphine as needed.',
  ]).join('\n\n');
}

/** Radioligand therapy that was given; a US decoy. */
export function radioligandNote(view: View, hand: Hand): string {
  const { plan, random } = view;
  const cycle = view.plan.rlt.cycles[0] as (typeof view.plan.rlt.cycles)[number];
  return list([
    `NUCLEAR MEDICINE THERAPY RECORD ${hand.day(view.date)}`,
    `Patient: ${plan.family}, ${plan.given}   DOB: ${hand.day(plan.birth)}`,
    `Diagnosis: ${diseaseText(view, hand)}.`,
    random.pick([
      `Cycle 1 of 177Lu-PSMA-617 administered on ${hand.day(cycle.date)}, ${cycle.gbq} GBq IV.`,
      `C1 177Lu-PSMA-617 given ${hand.day(cycle.date)}, administered activity ${cycle.gbq} GBq.`,
    ]),
    'Tolerated well. Radiation safety instructions given.',
  ]).join('\n\n');
}
