/** Effusions and ascites: what the cytology of a cavity's fluid says of its lining. */
import type { TokenRule } from './types.ts';

const FLUIDS = {
  pleura: 'pleura(?:erg[a-z]*|punktat[a-z]*|exsudat[a-z]*)|pleural (?:effusions?|fluid|tap)',
  peritoneum: 'aszites(?:punktat[a-z]*)?|ascites|ascitic (?:fluid|tap)',
} as const;

/** Up to three words of the way the fluid was taken, and the word for the test. */
const TESTED =
  '(?:,? (?!(?:kein|ohne|no |not |nicht|neg|mit |with |malig|positiv|\\+|tumor|adeno|[zc]ytolog)|\\?)[a-z.]+){0,3}[,:]?(?: (?:zytolog|cytolog)[a-z]*:?)?';
const CELLS = '(?:malign[a-z]*|tumor[- ]?(?:zell[a-z]*|cells)|(?:adeno)?(?:karzinom|carcinom)[a-z]*|adenoca)';

type Cavity = keyof typeof FLUIDS;

function fluid(place: Cavity, example: string): TokenRule {
  return {
    id: `met-${place}-malignant-fluid`,
    language: 'both',
    pattern: malignant(place),
    effect: `compound:${place}`,
    source: 'own wording, after German and English cytology reports',
    role: 'compound',
    place,
    lesion: 'malignant',
    match: [[example, place]],
    noMatch: [],
  };
}

function malignant(place: Cavity): string {
  const after = `(?:${FLUIDS[place]})${TESTED} (?:(?:(?:positiv[a-z]*|\\+) )?(?:fuer |for |mit |with )?${CELLS}|(?:zytolog[a-z]* )?positiv[a-z]*)`;
  return `${after}|malign[a-z0-9]* (?:[a-z]+ ){0,2}(?:${FLUIDS[place]}${place === 'pleura' ? '|effusions?' : ''})`;
}

export const FLUID_RULES: readonly TokenRule[] = [
  fluid('pleura', 'Malignant pleural effusion'),
  fluid('peritoneum', 'Ascitic fluid cytology positive for adenocarcinoma'),
];
