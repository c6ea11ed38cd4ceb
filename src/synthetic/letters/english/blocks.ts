/** Building blocks of English notes: disease, sites, PSA. */
import type { PublishedSite } from '../../plan/types.ts';
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
