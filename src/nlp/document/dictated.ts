/** Compounds that dictation software writes apart: `Lymph Knoten`, `Leber Metastasen`, `Ober Lappen`. */
import type { Edit } from './edits.ts';
import { matchesOf } from '../matching/matches.ts';

const ORGAN =
  'Lymphknoten|LK|Knochen|Skelett|Leber|Lungen?|Pulmonal|Hirn|Nebennieren|Haut|Pleura|Peritoneal|Wirbel|Rippen?|Fern';
const LESION = 'Metasta\\p{Ll}+|Filia\\p{Ll}*|Absiede?lung|Herde?|Laesion|Befall|Karzinose|Rundherde?|Beteiligung';
/** What an organ has besides: without its second part the first would stand for the organ. */
const OTHERWISE = 'Werte?|Funktion|Zysten?|Schmerz(?:en)?|Dichte|Parenchym|Enzyme|Depression';

/** First and second part as the view writes them; both begin with a capital, so no two words of a plain sentence are meant. */
const PAIRS: readonly (readonly [first: string, second: string])[] = [
  ['Lymph', 'Knoten'],
  ['Neben', 'Nieren?'],
  ['Rund', 'Herde?'],
  ['(?:Ober|Unter|Mittel)', 'Lappen'],
  ['Retro', 'Peritone(?:um|al)'],
  ['Wirbel', '(?:Koerper|Saeule)'],
  ['(?:Brust|Lenden|Hals)', 'Wirbel'],
  ['(?:Sitz|Scham|Kreuz|Darm|Schluessel|Brust)', 'Bein'],
  ['(?:Becken|Achsen|Stamm)', 'Skelett'],
  ['Knochen', 'Mark'],
  ['Weich', '(?:Teil|Gewebe)'],
  ['(?:Bauch|Brust|Rippen)', 'Fell'],
  ['(?:Klein|Gross)', 'Hirn'],
  [`(?:${ORGAN}|(?:Lymph Knoten|Neben Nieren|Wirbel Koerper|Knochen Mark))`, `(?:${LESION}|${OTHERWISE})`],
];

/** Most blanks stand before a small letter: these are ruled out before any pair is tried. */
const APART = new RegExp(
  ` (?=[A-Z])(?:${PAIRS.map(([first, second]) => `(?=${second})(?<=(?<!\\p{L})${first} )`).join('|')})`,
  'gu',
);

/** The blanks within such words, in ascending order. */
export function writtenTogether(text: string): Edit[] {
  return matchesOf(APART, text).map(({ index }) => ({ start: index, end: index + 1, text: '' }));
}
