/** Letters of German patients whose disease is another one, or none. */
import { addDays } from '../../../calendar.ts';
import type { PatientPlan } from '../../plan/types.ts';
import type { Random } from '../../random.ts';
import type { Letter, View } from '../view.ts';
import { bloodText, comorbidity } from './small-talk.ts';
import { diagnosisText, psaText } from './blocks.ts';
import { germanHand } from './hand.ts';
import type { Hand } from './hand.ts';

const LETTER = { code: 'AD010111', display: 'Ambulanzbrief' };

const DISEASE: Readonly<Record<string, readonly string[]>> = {
  'C17.2': ['Neuroendokriner Tumor des terminalen Ileums, G2', 'hepatische und lymphonodale Metastasierung'],
  'C25.4': ['Neuroendokriner Tumor des Pankreas, G2', 'Lebermetastasen beidseits'],
  'C67.9': ['Urothelkarzinom der Harnblase', 'Lungen- und Lymphknotenmetastasen'],
  'C50.9': ['Mammakarzinom', 'ossäre und hepatische Metastasierung'],
  'C34.9': ['Adenokarzinom der Lunge', 'Knochenmetastasen'],
};

/** Two letters: one on the disease, one on its treatment. */
export function otherDiseaseLetters(plan: PatientPlan, random: Random): Letter[] {
  const hand = germanHand(random);
  const disease = DISEASE[plan.primary];
  const person = plan.sex === 'female' ? 'Frau' : 'Herr';
  const head = (day: string): string => `Ambulanz, ${day}\n${person} ${plan.family}, geb. ${hand.day(plan.birth)}`;
  const first = addDays(plan.index, -30);
  if (disease === undefined)
    return [{ key: 'clinic', date: first, kind: LETTER, text: `${head(hand.day(first))}\n\n${suspicion(plan, hand)}` }];
  const [name, spread] = disease as [string, string];
  const intro = [
    head(hand.day(first)),
    `Diagnose: ${name}, ED ${hand.month(plan.diagnosis.day)}, ${spread}`,
    `Nebendiagnosen: ${comorbidity(hand)}`,
    `Labor: ${bloodText(hand)}`,
  ].join('\n\n');
  return [
    { key: 'clinic', date: first, kind: LETTER, text: intro },
    {
      key: 'treatment',
      date: plan.index,
      kind: LETTER,
      text: `${head(hand.day(plan.index))}\n\nDiagnose: ${name}\n\nTherapie: ${treatment(plan, hand)}`,
    },
  ];
}

function treatment(plan: PatientPlan, hand: Hand): string {
  const nuclide = plan.otherNuclide;
  if (nuclide === null)
    return hand.random.pick([
      '6 Zyklen Paclitaxel, letzte Gabe heute.',
      'Carboplatin/Gemcitabin, 2. Zyklus.',
      'Docetaxel 75 mg/m², 3. Gabe.',
    ]);
  return `Peptidrezeptor-Radionuklidtherapie (PRRT), ${nuclide.dates.map((day, i) => `${i + 1}. Zyklus ${hand.day(day)}`).join(', ')}, je 7,4 GBq 177Lu-DOTATATE.`;
}

/** Raised PSA, biopsy without cancer. */
function suspicion(plan: PatientPlan, hand: Hand): string {
  return hand.random.pick([
    `V.a. Prostatakarzinom bei PSA ${hand.num(8.4)} ng/ml. Die Stanzbiopsie vom ${hand.day(plan.diagnosis.day)} ergab keinen Anhalt für Malignität.`,
    `Abklärung bei PSA-Erhöhung, Verdacht auf Prostatakarzinom. In 12 Stanzen chronische Prostatitis, kein Karzinom.`,
    `PSMA-PET/CT bei V.a. Prostatakarzinom: keine PSMA-positiven Herde. PSA-Kontrolle in 6 Monaten.`,
  ]);
}

/** A prostate-cancer patient treated with another radionuclide. */
export function otherNuclideLetter(view: View, hand: Hand): string {
  const { nuclide, dates } = view.plan.otherNuclide as NonNullable<PatientPlan['otherNuclide']>;
  const days = dates.map((day) => hand.day(day)).join(', ');
  const number = dates.length;
  const what = {
    ra223: [
      `Radium-223-dichlorid (Xofigo), ${number}. Injektion am ${hand.day(dates.at(-1) as string)} mit 55 kBq/kg.`,
      `${number} Gaben Radium-223 (${days}).`,
    ],
    'ac225-psma': [
      `${number}. Zyklus 225Ac-PSMA-617 (8 MBq) am ${hand.day(dates.at(-1) as string)}, kein Lutetium.`,
      `Actinium-225-PSMA, ${number} Gaben (${days}), je 7,5 MBq, individueller Heilversuch.`,
    ],
    'lu177-dotatate': [
      `PRRT mit 177Lu-DOTATATE bei NET des Ileums als Zweitmalignom: ${days}, je 7,4 GBq.`,
      `${number}. Zyklus 177Lu-DOTATATE (7,2 GBq) am ${hand.day(dates.at(-1) as string)} wegen des neuroendokrinen Tumors.`,
    ],
  } as const;
  return [
    `Klinik für Nuklearmedizin, ${hand.day(view.date)}`,
    `Herr ${view.plan.family}, geb. ${hand.day(view.plan.birth)}`,
    `Diagnosen:\n- ${diagnosisText(view, hand)}\n- ${comorbidity(hand)}`,
    `Therapie: ${hand.random.pick(what[nuclide])}`,
    `Labor: ${bloodText(hand)}${nuclide === 'lu177-dotatate' ? '' : `\n${psaText(view, hand) ?? ''}`}`,
  ].join('\n\n');
}
