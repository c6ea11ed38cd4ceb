/** Building blocks of English letters: disease, sites, PSA, treatments, and small talk of the clinic. */
import { addDays } from '../../../calendar.ts';
import type { DayDate } from '../../../domain.ts';
import type { NotGivenPlan, PublishedSite, TherapyPlan } from '../../plan/types.ts';
import { ongoing } from '../view.ts';
import type { View } from '../view.ts';
import { ADJECTIVE, NOUN, and } from './hand.ts';
import type { Hand } from './hand.ts';

export function gleasonText(view: View, hand: Hand): string | null {
  if (view.gleason === null) return null;
  const { primary: a, secondary: b } = view.gleason;
  return hand.random.pick([
    `Gleason ${a}+${b}=${a + b}`,
    `Gleason score ${a + b} (${a}+${b})`,
    `Gleason ${a} + ${b} = ${a + b}`,
    `Gleason score ${a}+${b}=${a + b}`,
  ]);
}

export function presentText(sites: readonly PublishedSite[], hand: Hand): string {
  return hand.random.pick([
    `${and(sites.map((site) => NOUN[site]))} metastases`,
    `metastatic disease to ${and(sites.map((site) => (site === 'lymph_node' ? 'lymph nodes' : site === 'lung' ? 'lungs' : NOUN[site])))}`,
    `${and(sites.map((site) => ADJECTIVE[site]))} metastases`,
  ]);
}

export function absentText(sites: readonly PublishedSite[], hand: Hand): string {
  const nouns = and(
    sites.map((site) => NOUN[site]),
    'or',
  );
  return hand.random.pick([
    `No evidence of ${nouns} metastases.`,
    `No ${and(
      sites.map((site) => ADJECTIVE[site]),
      'or',
    )} metastases.`,
    `Negative for ${nouns} metastases.`,
    sites
      .map(
        (site) =>
          ({
            bone: 'No bone metastases.',
            liver: 'Liver: no metastases.',
            lung: 'Lungs: clear, no metastases.',
            lymph_node: 'No pathologic adenopathy.',
          })[site],
      )
      .join(' '),
  ]);
}

export function resistanceText(view: View, hand: Hand): string | null {
  if (view.resistant === null)
    return view.plan.castrationResistance === null && view.plan.decoy !== null ? 'castration-sensitive' : null;
  const since = hand.stated(view.resistant.day, view.resistant.letter);
  return hand.random.pick(
    [`castration-resistant since ${since}`, `became castration-resistant in ${since}`, `CRPC since ${since}`].filter(
      (text) => view.resistant?.letter !== 'day' || text.includes('since'),
    ),
  );
}

/** The disease as a problem-list line. */
export function diseaseText(view: View, hand: Hand): string {
  const metastatic = view.present.length > 0;
  const crpc = view.resistant !== null;
  const head = crpc
    ? metastatic
      ? hand.random.pick([
          'Metastatic castration-resistant prostate cancer (mCRPC)',
          'mCRPC',
          'Metastatic castration-resistant prostate adenocarcinoma',
        ])
      : 'Castration-resistant prostate cancer'
    : metastatic
      ? 'Metastatic prostate cancer'
      : 'Prostate cancer';
  const parts = [
    view.diagnosis === null
      ? null
      : `${hand.random.pick(crpc ? ['initially diagnosed', 'originally diagnosed'] : ['diagnosed', 'initially diagnosed', 'originally diagnosed'])} ${view.diagnosis.letter === 'day' ? 'on' : 'in'} ${hand.stated(view.diagnosis.day, view.diagnosis.letter)}`,
    gleasonText(view, hand),
    view.diagnosis === null ? null : `PSA at diagnosis ${view.plan.initialPsa} ng/mL`,
    resistanceText(view, hand),
    metastatic ? presentText(view.present, hand) : null,
  ].filter((part) => part !== null);
  return [head, ...parts].join(hand.random.pick([', ', '; ']));
}

/** Values up to the letter, newest last; at most four. */
export function psaText(view: View, hand: Hand): string | null {
  const values = view.psa.slice(-4);
  const last = values.at(-1);
  if (last === undefined) return null;
  const one = `PSA ${hand.psa(last.value)} ng/mL (${hand.day(last.date)})`;
  const before = values.at(-2);
  return hand.random.pick([
    one,
    `PSA on ${hand.day(last.date)}: ${hand.psa(last.value)} ng/mL`,
    before === undefined ? one : `${one}, previously ${hand.psa(before.value)} ng/mL on ${hand.day(before.date)}`,
    `PSA trend: ${values.map((psa) => `${hand.day(psa.date)} ${hand.psa(psa.value)} ng/mL`).join('; ')}`,
    ['PSA (ng/mL)', ...values.map((psa) => `  ${hand.day(psa.date)}  ${hand.psa(psa.value)}`)].join('\n'),
  ]);
}

interface Item {
  readonly start: DayDate;
  readonly end: DayDate | null;
  readonly name: string;
  readonly note: string;
}

const STOPPED = {
  psa: ', stopped for PSA progression',
  imaging: ', stopped for radiographic progression',
  toxicity: ', stopped for toxicity',
  completed: '',
} as const;

/** Treatments so far as bullets, table, or prose. */
export function historyText(view: View, hand: Hand): string {
  const { plan } = view;
  const items = [...baseItems(view, hand), ...view.drugs.map((drug) => drugItem(drug, view, hand))].sort((a, b) =>
    a.start < b.start ? -1 : 1,
  );
  const span = (item: Item): string => {
    const start = hand.month(item.start);
    return item.end === null
      ? `since ${start}`
      : hand.month(item.end) === start
        ? start
        : `${start} ${hand.random.pick(['-', 'to', 'through'])} ${hand.month(item.end)}`;
  };
  const body = hand.random.pick([
    () => items.map((item, i) => `${i + 1}. ${item.name}, ${span(item)}${item.note}`).join('\n'),
    () => items.map((item) => `- ${span(item)}: ${item.name}${item.note}`).join('\n'),
    () =>
      [
        'Treatment | Start | End',
        ...items.map(
          (item) =>
            `${item.name} | ${hand.month(item.start)} | ${item.end === null ? 'ongoing' : hand.month(item.end)}`,
        ),
      ].join('\n'),
    () => `He has received ${and(items.map((item) => `${item.name} (${span(item)})`))}.`,
  ])();
  return [body, ...view.notGiven.filter(() => view.date <= plan.index).map((entry) => notGivenText(entry, hand))].join(
    '\n',
  );
}

function baseItems(view: View, hand: Hand): Item[] {
  const { plan } = view;
  const day = addDays(plan.diagnosis.day, 45);
  const local = {
    prostatectomy: 'Radical prostatectomy',
    radiotherapy: 'External beam radiation to the prostate',
    none: null,
  }[plan.local];
  const bicalutamide =
    plan.decoy?.reason === 'bicalutamide_only'
      ? [{ start: addDays(plan.adt.start, 200), end: null, name: hand.drug('bicalutamide'), note: '' }]
      : [];
  const radioligand =
    plan.rlt.letter && plan.rlt.cycles.length > 0 && (plan.rlt.cycles[0]?.date ?? '') <= view.date
      ? [
          {
            start: plan.rlt.cycles[0]?.date as DayDate,
            end: plan.rlt.cycles.at(-1)?.date as DayDate,
            name: `177Lu-PSMA-617 x ${plan.rlt.cycles.length} cycles`,
            note: '',
          },
        ]
      : [];
  const adt = { start: plan.adt.start, end: null, name: `ADT (${hand.drug(plan.adt.drug)})`, note: '' };
  return [
    adt,
    ...bicalutamide,
    ...radioligand,
    ...(local === null ? [] : [{ start: day, end: day, name: local, note: '' }]),
  ].filter((item) => item.start <= view.date);
}

function drugItem(therapy: TherapyPlan, view: View, hand: Hand): Item {
  const name = hand.drug(therapy.drug);
  const over = !ongoing(therapy, view.date);
  const counted =
    therapy.infusions === null || !over
      ? name
      : hand.random.pick([
          `${name} x ${therapy.infusions} cycles`,
          `${therapy.infusions} cycles of ${name}`,
          `${name} (${therapy.infusions} cycles)`,
        ]);
  return {
    start: therapy.start,
    end: over ? therapy.end : null,
    name: counted,
    note: over && therapy.end_reason !== null ? STOPPED[therapy.end_reason] : '',
  };
}

export function notGivenText({ drug, how }: NotGivenPlan, hand: Hand): string {
  const name = hand.drug(drug);
  const options = {
    declined: [`He declined ${name}.`, `${name} was offered; patient declined.`],
    contraindicated: [`${name} contraindicated, never started.`, `Not a candidate for ${name}.`],
    planned: [`If he progresses, consider ${name}.`, `Plan: ${name} at progression.`],
  } as const;
  return hand.random.pick(options[how]);
}

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
