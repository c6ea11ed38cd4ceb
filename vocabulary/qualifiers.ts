/** Codings and words that turn a coded value round: a second coding may negate the first (clinical definition 0.6). */
import { codeTable } from './rows.ts';

export type Stance = 'negated' | 'uncertain' | 'affirmed';

const sct = (code: string, value: Stance, meaning: string, verified = false) => ({
  id: `qualifier-${code}`,
  systems: ['snomed' as const],
  codes: [code],
  meaning,
  source: 'SNOMED CT',
  verified,
  value,
});
export const QUALIFIERS = codeTable<Stance>([
  sct('41647002', 'negated', 'No evidence of', true),
  sct('2667000', 'negated', 'Absent'),
  sct('260385009', 'negated', 'Negative'),
  sct('410516002', 'negated', 'Known absent'),
  sct('47492008', 'negated', 'Not seen'),
  sct('260415000', 'negated', 'Not detected'),
  sct('373067005', 'negated', 'No'),
  sct('415684004', 'uncertain', 'Suspected'),
  sct('2931005', 'uncertain', 'Probable diagnosis'),
  sct('371930009', 'uncertain', 'Possible'),
  sct('52101004', 'affirmed', 'Present'),
  sct('10828004', 'affirmed', 'Positive'),
  sct('373066001', 'affirmed', 'Yes'),
  sct('410515003', 'affirmed', 'Known present'),
]);

/**
 * Words at the beginning or the end of a concept's text that turn it round. Only there: in the middle they may speak of
 * something else ("ossäre Metastasen, kein Hinweis auf Lebermetastasen").
 */
export const STANCE_WORDS = {
  negated:
    /^\W*(?:kein(?:e[nrms]?)?\b|ohne (?:nachweis|anhalt|hinweis)|no (?:evidence|sign|\w*metasta)|negative for|without|absence of|free of|ausschlu(?:ss|ß))|(?:ausgeschlossen|ruled out|nicht nachweisbar)\W*$/i,
  uncertain:
    /^\W*(?:V\.?\s?a\.?(?=\s)|verdacht|fraglich|suspekt|möglich|suspect|possible|probable|DD\b|z\.?\s?A\.?(?=\s)|rule out)|(?:nicht auszuschließen|cannot be excluded|\?)\W*$/i,
  examples: {
    negated: [
      'kein Hinweis auf Leberfilialisierung',
      'no evidence of liver metastasis',
      'Lebermetastasen ausgeschlossen',
    ],
    uncertain: [
      'V.a. Lebermetastasen',
      'suspected bone metastasis',
      'Knochenmetastasen nicht auszuschließen',
      'z.A. Prostatakarzinom',
    ],
    neither: [
      'Lebermetastasen',
      'Secondary malignant neoplasm of liver',
      'Ossäre Metastasen, kein Hinweis auf Lebermetastasen',
      'Prostatakarzinom',
      'Prostatakarzinom, V.a. Rezidiv',
    ],
  },
} as const;
