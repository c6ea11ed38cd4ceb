/** German imaging reports: PSMA-PET/CT before treatment, CT afterwards. */
import type { PublishedSite } from '../../plan/types.ts';
import type { View } from '../view.ts';
import { absentText, diagnosisText, presentText, psaText } from './blocks.ts';
import type { Hand } from './hand.ts';

const HEADING: Readonly<Record<PublishedSite, readonly string[]>> = {
  bone: ['Skelett', 'Knochen'],
  lymph_node: ['Lymphknoten', 'LK'],
  liver: ['Leber', 'Abdomen'],
  lung: ['Lunge', 'Thorax'],
};
const SEEN: Readonly<Record<PublishedSite, readonly string[]>> = {
  bone: [
    'Multiple PSMA-exprimierende Knochenmetastasen, führend BWK 7, LWK 2 und Os ilium rechts (SUVmax 34).',
    'Disseminierte osteoplastische Filiae in Wirbelsäule und Becken.',
    'Ossäre Metastasen in Rippen und Becken, gegenüber der Voruntersuchung zunehmend.',
  ],
  lymph_node: [
    'PSMA-positive Lymphknotenmetastasen retroperitoneal und iliakal bds., bis 18 mm.',
    'Vergrößerte Lymphknoten paraaortal, metastasentypisch.',
    'Iliakale Lymphknotenmetastasen beidseits bis 22 mm.',
  ],
  liver: [
    'Mehrere Lebermetastasen in Segment IV und VII bis 23 mm.',
    'Hepatische Filiae in beiden Leberlappen, PSMA-positiv.',
  ],
  lung: ['Bipulmonale Metastasen bis 11 mm.', 'Pulmonale Filiae in beiden Unterlappen, PSMA-positiv.'],
};
const CLEAR: Readonly<Record<PublishedSite, readonly string[]>> = {
  bone: [
    'Kein Nachweis ossärer Metastasen.',
    'Keine PSMA-positiven Knochenherde.',
    'Knochenmetastasen nicht nachweisbar.',
  ],
  lymph_node: [
    'Keine vergrößerten oder PSMA-positiven Lymphknoten.',
    'Keine Lymphknotenmetastasen.',
    'Lymphknotenfiliae nicht abgrenzbar.',
  ],
  liver: [
    'Leber ohne Filiae, einfache Zyste in Segment VI.',
    'Keine Lebermetastasen.',
    'Lebermetastasen nicht nachweisbar.',
  ],
  lung: ['Keine Lungenmetastasen, kein Pleuraerguss.', 'Lunge frei von Metastasen.', 'Keine pulmonalen Rundherde.'],
};

const SUSPECTED: Readonly<Record<PublishedSite, readonly string[]>> = {
  bone: ['V.a. Knochenmetastase LWK 3, DD degenerativ.', 'Fokus 8. Rippe links, ossäre Filia nicht auszuschließen.'],
  lymph_node: ['Grenzwertig großer Lymphknoten iliakal, V.a. Lymphknotenmetastase.'],
  liver: ['V.a. Lebermetastase Segment VI, DD Hämangiom.', 'Fragliche Lebermetastase Segment II, MRT empfohlen.'],
  lung: ['V.a. Lungenmetastase rechts apikal, DD Narbe.', 'Pulmonale Filia nicht sicher auszuschließen.'],
};

function organs(view: View, hand: Hand): string[] {
  const { random } = hand;
  const line = (site: PublishedSite, texts: readonly string[]): string =>
    `${random.pick(HEADING[site])}: ${random.pick(texts)}`;
  const { suspected } = view.plan;
  return random.shuffle([
    ...(suspected === null ? [] : [line(suspected, SUSPECTED[suspected])]),
    ...view.present.map((site) => line(site, SEEN[site])),
    ...view.absent.map((site) => line(site, CLEAR[site])),
  ]);
}

function conclusion(view: View, hand: Hand): string {
  const lines = [
    view.present.length > 0
      ? `${hand.random.pick(['Bekannte', 'Ausgedehnte', 'Nachweis:'])} ${presentText(view.present, hand)}.`
      : null,
    view.absent.length > 0 ? absentText(view.absent, hand) : null,
  ];
  return lines
    .filter((line) => line !== null)
    .map((line, i) => `${i + 1}. ${line}`)
    .join('\n');
}

const TRACERS = ['68Ga-PSMA-11', '18F-PSMA-1007', '[68Ga]Ga-PSMA-11', '18F-rhPSMA-7'];

/** Diagnostic tracer and its activity are no therapy. */
export function petReport(view: View, hand: Hand): string {
  const { plan, random } = view;
  return [
    `PET/CT-Zentrum                                   Untersuchung vom ${hand.day(view.date)}`,
    `Herr ${plan.family}, geb. ${hand.day(plan.birth)}`,
    '',
    `${random.pick(TRACERS)}-PET/CT (${random.int(128, 290)} MBq i.v., Akquisition ${random.int(58, 92)} min p.i.)`,
    '',
    `Klinische Angaben: ${diagnosisText(view, { ...hand, terse: true })}.${random.chance(0.5) ? ` ${psaText(view, hand) ?? ''}` : ''}`,
    '',
    random.pick(['Befund:', 'Befund']),
    ...organs(view, hand),
    random.pick([
      'Harnblase und Nieren mit physiologischer Aktivität.',
      'Physiologische Verteilung in Speichel- und Tränendrüsen.',
      'Nierenzyste links 3 cm, unverändert.',
    ]),
    '',
    random.pick(['Beurteilung:', 'Beurteilung']),
    conclusion(view, hand),
    random.chance(0.5)
      ? `PSMA-Expression hoch (${random.pick(['VISION-Kriterien erfüllt', 'intensiver als Leber'])}).`
      : '',
  ].join('\n');
}

/** Staging by computed tomography, before or after treatment. */
export function ctReport(view: View, hand: Hand): string {
  const { plan, random } = view;
  const fresh = view.fresh.map(
    (site) =>
      `Neu aufgetretene ${{ bone: 'Knochenmetastasen', lymph_node: 'Lymphknotenmetastasen', liver: 'Lebermetastasen', lung: 'Lungenmetastasen' }[site]}.`,
  );
  return [
    `Radiologie – CT Thorax/Abdomen/Becken mit KM vom ${hand.day(view.date)}`,
    `Pat. ${plan.family}, ${plan.given}, *${hand.day(plan.birth)}`,
    `Fragestellung: Verlauf bei ${view.resistant === null ? 'Prostatakarzinom' : 'mCRPC'}${random.chance(0.4) ? ', steigendes PSA' : ''}.`,
    '',
    'BEFUND',
    ...organs(view, hand),
    random.pick([
      'Nebennieren schlank. Milz homogen.',
      'Kein Aszites. Aortensklerose.',
      'Sigmadivertikulose. Gallenblase steinfrei.',
    ]),
    '',
    'BEURTEILUNG',
    conclusion(view, hand),
    ...fresh,
  ].join('\n');
}
