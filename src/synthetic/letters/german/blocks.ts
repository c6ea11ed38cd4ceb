/** Building blocks of German letters: diagnosis, sites, PSA, cycles, what is planned, and small talk of the clinic. */
import { addDays } from '../../../calendar.ts';
import type { CyclePlan, NotGivenPlan, PublishedSite } from '../../plan/types.ts';
import type { View } from '../view.ts';
import { ADJECTIVE, ORGAN, und } from './hand.ts';
import type { Hand } from './hand.ts';

export function gleasonText(view: View, hand: Hand): string | null {
  if (view.gleason === null) return null;
  const { primary: a, secondary: b } = view.gleason;
  const sum = a + b;
  const suffix = sum === 7 ? (a === 3 ? 'a' : 'b') : '';
  return hand.random.pick([
    `Gleason ${a}+${b}=${sum}`,
    `Gleason-Score ${sum} (${a}+${b})`,
    `GS ${a}+${b}=${sum}`,
    `Gleason ${a} + ${b} = ${sum}${suffix}`,
    `Gleason-Score ${sum}${suffix} (${a}+${b})`,
  ]);
}

/** TNM of the first staging. N0 and M0 are history; only letters that tell of the sites carry it. */
function stagingText(view: View): string | null {
  const { plan, initial } = view;
  if (plan.metastaticAtDiagnosis && initial.length === 0) return null;
  if (plan.sites.some((site) => site.since === plan.diagnosis.day && !site.letter)) return null;
  const n = initial.includes('lymph_node') ? 'cN1' : 'cN0';
  const m =
    initial.includes('liver') || initial.includes('lung')
      ? 'cM1c'
      : initial.includes('bone')
        ? 'cM1b'
        : initial.length > 0
          ? 'cM1a'
          : 'cM0';
  return `${plan.tumour} ${n} ${m}`;
}

export function presentText(sites: readonly PublishedSite[], hand: Hand): string {
  const { random } = hand;
  const adjectives = und(sites.map((site) => `${ADJECTIVE[site]}e`));
  const compound = und(
    sites.map((site, i) =>
      i < sites.length - 1 ? `${ORGAN[site]}-` : `${ORGAN[site]}metastasen`.replace('Lungenm', 'Lungenm'),
    ),
  );
  return random.pick([
    `${adjectives} Metastasierung`,
    compound,
    `multiple ${adjectives} Metastasen`,
    `Metastasen: ${sites.map((site) => ORGAN[site].replace('Lungen', 'Lunge')).join(', ')}`,
  ]);
}

export function absentText(sites: readonly PublishedSite[], hand: Hand): string {
  const { random } = hand;
  const organs = und(
    sites.map((site, i) => (i < sites.length - 1 ? `${ORGAN[site]}-` : `${ORGAN[site]}metastasen`)),
    'oder',
  );
  const adjectives = und(
    sites.map((site) => `${ADJECTIVE[site]}e`),
    'oder',
  );
  return random.pick([
    `Kein Anhalt für ${organs}.`,
    `Kein Nachweis von ${organs.replace(/metastasen$/, 'filiae')}.`,
    `Keine ${adjectives} Metastasierung.`,
    sites.map((site) => `${ORGAN[site]}metastasen: keine.`).join(' '),
    `Ausschluss von ${organs}.`,
  ]);
}

/** Diagnosis as one sentence or as a block of lines. */
export function diagnosisText(view: View, hand: Hand): string {
  const { plan } = view;
  const { random } = hand;
  const metastatic = view.present.length > 0;
  const head =
    view.resistant !== null
      ? random.pick(
          metastatic
            ? [
                'Metastasiertes kastrationsresistentes Prostatakarzinom (mCRPC)',
                'mCRPC',
                'Metastasiertes, kastrationsresistentes Adenokarzinom der Prostata',
              ]
            : ['Kastrationsresistentes Prostatakarzinom', 'CRPC'],
        )
      : metastatic
        ? 'Metastasiertes Prostatakarzinom'
        : 'Prostatakarzinom';
  const parts = [
    view.diagnosis === null
      ? null
      : `${random.pick(['ED', 'ED', 'Erstdiagnose'])} ${hand.stated(view.diagnosis.day, view.diagnosis.letter)}`,
    stagingText(view),
    gleasonText(view, hand)?.replace(/^/, random.chance(0.3) ? 'initial ' : '') ?? null,
    view.diagnosis === null ? null : `iPSA ${hand.num(plan.initialPsa)} ng/ml`,
    resistanceText(view, hand),
    metastatic ? presentText(view.present, hand) : null,
  ].filter((part) => part !== null);
  return random.chance(0.5) || hand.terse
    ? [head, ...parts].join(', ')
    : [head, ...parts.map((part) => `   - ${part}`)].join('\n');
}

export function resistanceText(view: View, hand: Hand): string | null {
  if (view.resistant === null) return view.plan.castrationResistance === null ? 'hormonsensitiv (mHSPC)' : null;
  const since = hand.stated(view.resistant.day, view.resistant.letter);
  return hand.random.pick([
    `kastrationsresistent seit ${since}`,
    `Kastrationsresistenz seit ${since}`,
    `CRPC seit ${since}`,
  ]);
}

/** Values up to the letter, newest last; at most four. */
export function psaText(view: View, hand: Hand): string | null {
  const values = view.psa.slice(-4);
  const last = values.at(-1);
  if (last === undefined) return null;
  const { random } = hand;
  const unit = random.pick(['ng/ml', 'ng/ml', 'µg/l']);
  const one = `PSA ${hand.psa(last.value)} ${unit} (${hand.day(last.date)})`;
  const before = values.at(-2);
  return random.pick([
    one,
    `PSA vom ${hand.day(last.date)}: ${hand.psa(last.value)} ${unit}`,
    before === undefined ? one : `${one}, Vorwert ${hand.psa(before.value)} ${unit} (${hand.day(before.date)})`,
    `PSA-Verlauf: ${values.map((psa) => `${hand.day(psa.date)} ${hand.psa(psa.value)} ${unit}`).join('; ')}`,
    ['PSA (ng/ml):', ...values.map((psa) => `   ${hand.day(psa.date)}   ${hand.psa(psa.value)}`)].join('\n'),
  ]);
}

const AGENT_NAMES = {
  '177Lu-PSMA-617': ['177Lu-PSMA-617', 'Lu-177-PSMA-617', '[177Lu]Lu-PSMA-617', 'Lutetium-177-PSMA-617'],
  '177Lu-PSMA-I&T': ['177Lu-PSMA-I&T', 'Lu-177-PSMA-I&T', '[177Lu]Lu-PSMA-I&T'],
  '177Lu-PSMA': ['177Lu-PSMA', 'Lu-177-PSMA', 'Lutetium-177-PSMA'],
} as const;
export const agentText = (cycle: CyclePlan, hand: Hand): string => hand.random.pick(AGENT_NAMES[cycle.agent]);

/** All cycles up to the letter, each with its date. */
export function cyclesText(cycles: readonly CyclePlan[], hand: Hand): string {
  const [first] = cycles;
  if (first === undefined) return '';
  const agent = agentText(first, hand);
  const gbq = (cycle: CyclePlan): string => `${hand.gbq(cycle.gbq)} GBq${cycle.external ? ' (extern)' : ''}`;
  const total = hand.num(Math.round(cycles.reduce((sum, cycle) => sum + cycle.gbq, 0) * 10) / 10);
  return hand.random.pick([
    [
      `Bisherige Radioligandentherapie (${agent}):`,
      ...cycles.map((c) => `   ${c.number}. Zyklus ${hand.day(c.date)}, ${gbq(c)}`),
    ].join('\n'),
    [`${agent}:`, ...cycles.map((c) => ` #${c.number}  ${hand.day(c.date)}  ${gbq(c)}`)].join('\n'),
    `${cycles.length === 1 ? 'Ein Zyklus' : `${cycles.length} Zyklen`} ${agent} (${cycles.map((c) => hand.day(c.date)).join(', ')}${cycles.length > 1 ? `; kumulativ ${total} GBq` : ''}).`,
    [
      `Zyklus | Datum | Aktivität (${agent})`,
      ...cycles.map((c) => `${c.number} | ${hand.day(c.date)} | ${gbq(c)}`),
    ].join('\n'),
  ]);
}

/** Later letters sum up: so many cycles from one month to another. */
export function cyclesSummary(cycles: readonly CyclePlan[], hand: Hand): string {
  const [first, last] = [cycles[0], cycles.at(-1)];
  if (first === undefined || last === undefined || cycles.length < 2 || hand.random.chance(0.5))
    return cyclesText(cycles, hand);
  const agent = agentText(first, hand);
  const span = `${hand.month(first.date)}${hand.random.pick(['–', ' bis '])}${hand.month(last.date)}`;
  return hand.random.pick([
    `Z.n. ${cycles.length} Zyklen ${agent} (${span}).`,
    `${cycles.length} Zyklen ${agent} (${span}).`,
  ]);
}

/** The next cycle: announced, called off or refused. */
export function announcedText(view: View, hand: Hand): string | null {
  const { announced } = view.plan.rlt;
  const last = view.cycles.at(-1);
  if (announced === null || (last !== undefined && last.number < view.plan.rlt.cycles.length)) {
    const next = view.plan.rlt.cycles.find((cycle) => cycle.date > view.date);
    return next === undefined || last === undefined
      ? null
      : `${next.number}. Zyklus für ${hand.month(next.date)} vorgesehen.`;
  }
  const number = (last?.number ?? 0) + 1;
  if (announced.status === 'declined') return 'Eine Fortsetzung der Radioligandentherapie lehnt der Patient ab.';
  if (announced.status === 'cancelled')
    return `Der für den ${hand.day(announced.date)} vorgesehene ${number}. Zyklus wurde abgesagt.`;
  return hand.random.pick([
    `${number}. Zyklus geplant für ${hand.month(announced.date)}.`,
    `Wiedervorstellung zum ${number}. Zyklus am ${hand.day(announced.date)} vorgesehen.`,
  ]);
}

export function notGivenText({ drug, how }: NotGivenPlan, hand: Hand): string {
  const name = hand.drug(drug);
  const options = {
    declined: [`${name} wurde vom Patienten abgelehnt.`, `${name} angeboten, vom Pat. abgelehnt.`],
    contraindicated: [
      `${name}: kontraindiziert, nicht begonnen.`,
      `${name} bei Polyneuropathie Grad III kontraindiziert.`,
    ],
    planned: [`Bei Progress ggf. ${name}.`, `Im weiteren Verlauf ${name} vorgesehen.`],
  } as const;
  return hand.random.pick(options[how]);
}

const FAMILY = [
  'Familienanamnese: Vater Prostatakarzinom, Gleason 9, mit 81 Jahren verstorben.',
  'Familienanamnese: Bruder mit Prostatakarzinom (Gleason 6, operiert); Mutter Mammakarzinom mit Lebermetastasen.',
  'Familienanamnese: Onkel erhielt wegen eines Prostatakarzinoms Docetaxel.',
  'Familienanamnese unauffällig.',
];
const SOCIAL = [
  'Verheiratet, zwei Kinder, Rentner.',
  'Alleinlebend, Pflegegrad 1 beantragt.',
  'Früher Dachdecker, Nichtraucher seit 1995.',
  'Lebt mit der Ehefrau im eigenen Haus.',
];
const SYMPTOMS = [
  'Schmerzen LWS, NRS 4, ECOG 1.',
  'Beschwerdearm, ECOG 0.',
  'Müdigkeit und Appetitmangel, 4 kg Gewichtsverlust, ECOG 2.',
  'Nykturie 2x, keine Makrohämaturie, ECOG 1.',
  'Mundtrockenheit Grad I, sonst keine Beschwerden.',
];
const COMORBID = [
  'Arterielle Hypertonie, Hyperlipidämie',
  'Diabetes mellitus Typ 2, KHK',
  'Z.n. Cholezystektomie 1999',
  'COPD GOLD II, Z.n. TVT links 2009',
  'Vorhofflimmern, Apixaban',
  'Niereninsuffizienz KDIGO G3a',
];

export const familyText = (hand: Hand): string => hand.random.pick(FAMILY);
export const anamnesis = (hand: Hand): string => `${hand.random.pick(SYMPTOMS)} ${hand.random.pick(SOCIAL)}`;
export const comorbidity = (hand: Hand): string => hand.random.pick(COMORBID);
export function bloodText(hand: Hand): string {
  const { random } = hand;
  return `Hb ${hand.num(random.int(78, 139) / 10)} g/dl, Leuko ${hand.num(random.int(28, 91) / 10)} /nl, Thrombo ${random.int(74, 312)} /nl, Krea ${hand.num(random.int(7, 19) / 10)} mg/dl, AP ${random.int(62, 690)} U/l, LDH ${random.int(160, 620)} U/l`;
}

export { addDays };
