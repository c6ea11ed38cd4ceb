/** Building blocks of German letters: diagnosis, sites, PSA, what was not given. */
import type { NotGivenPlan, PublishedSite } from '../../plan/types.ts';
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
