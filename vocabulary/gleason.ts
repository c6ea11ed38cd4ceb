/** Gleason and ISUP codes (clinical definition 1.9). The code decides; an `ordinalValue` beside it never does. */
import type { GleasonFinding } from '../src/domain.ts';
import { type CodeRow, codeTable } from './rows.ts';

export interface ScoreMeaning {
  readonly primary: number | null;
  readonly secondary: number | null;
  readonly total: number;
}

const SCORE_SOURCE = 'MII Onkologie and mCODE value set, parent SNOMED CT 1515521000004104';
const score = (code: string, primary: number, secondary: number, group: number): CodeRow<ScoreMeaning> => ({
  id: `gleason-sct-${primary}+${secondary}`,
  systems: ['snomed'],
  codes: [code],
  meaning: `ISUP grade group ${group} (Gleason score ${primary} + ${secondary} = ${primary + secondary})`,
  source: SCORE_SOURCE,
  verified: true,
  value: { primary, secondary, total: primary + secondary },
});
const sum = (code: string, total: number): CodeRow<ScoreMeaning> => ({
  id: `gleason-sct-sum-${total}`,
  systems: ['snomed'],
  codes: [code],
  meaning: `Gleason score ${total}`,
  source: 'BIH ProstateCancerSpec, obds-to-fhir',
  verified: true,
  // 2 and 10 can be nothing but twice the same pattern.
  value:
    total === 10 || total === 2
      ? { primary: total / 2, secondary: total / 2, total }
      : { primary: null, secondary: null, total },
});

export const GLEASON_SCORES = codeTable<ScoreMeaning>([
  score('1279715000', 3, 3, 1),
  score('1279714001', 3, 4, 2),
  score('1279716004', 4, 3, 3),
  score('1279717008', 4, 4, 4),
  score('1279718003', 3, 5, 4),
  score('1279719006', 5, 3, 4),
  score('1279720000', 4, 5, 5),
  score('1279721001', 5, 4, 5),
  score('1279722008', 5, 5, 5),
  sum('49878003', 2),
  sum('46677009', 3),
  sum('18430005', 4),
  sum('74013009', 5),
  sum('84556003', 6),
  sum('57403001', 7),
  sum('33013007', 8),
  sum('58925000', 9),
  sum('24514009', 10),
]);

const pattern = (codes: string[], value: number): CodeRow<number> => ({
  id: `gleason-pattern-${value}`,
  systems: ['snomed'],
  codes,
  meaning: `Gleason pattern ${value}`,
  source: 'obds-to-fhir, BIH ProstateCancerSpec',
  verified: true,
  value,
});
export const GLEASON_PATTERNS = codeTable<number>([
  pattern(['369770006'], 1),
  pattern(['369771005'], 2),
  pattern(['369772003'], 3),
  pattern(['369773008'], 4),
  pattern(['369774002'], 5),
]);
/** A slip of a published specification: read as pattern 5, and counted. */
export const PATTERN_ALIASES: ReadonlyMap<string, number> = new Map([['369774004', 5]]);

/** `group` = ISUP grade group or the score's code; `total` = the sum; `primary`, `secondary` = patterns. */
export type GleasonElement = 'group' | 'total' | 'primary' | 'secondary';

const element = (
  value: GleasonElement,
  system: 'snomed' | 'loinc',
  codes: string[],
  meaning: string,
  verified: boolean,
  not: string[] = [],
): CodeRow<GleasonElement> => ({
  id: `gleason-${value}-${system}${verified ? '' : '-unverified'}`,
  systems: [system],
  codes,
  meaning,
  source: 'MII Onkologie, mCODE, BIH ProstateCancerSpec',
  verified,
  value,
  not,
});
export const GLEASON_OBSERVATIONS = codeTable<GleasonElement>([
  element('group', 'snomed', ['1812491000004107', '385377005'], 'ISUP grade / Gleason grade finding', true),
  element('group', 'loinc', ['94734-1'], 'Prostate cancer grade group', false, ['94735-8']),
  element('total', 'loinc', ['35266-6'], 'Gleason score in Specimen Qualitative', true),
  element('total', 'snomed', ['372278000'], 'Gleason score', false),
  element('primary', 'snomed', ['384994009'], 'Primary Gleason pattern', true),
  element('primary', 'loinc', ['44641-9'], 'Gleason pattern.primary', true),
  element('secondary', 'snomed', ['384995005'], 'Secondary Gleason pattern', true),
  element('secondary', 'loinc', ['44642-7'], 'Gleason pattern.secondary', true),
]);

/** Local names of the elements; used only where no coding of a known system says what was observed. */
export const GLEASON_NAMES: readonly {
  readonly value: GleasonElement;
  readonly words: RegExp;
  readonly match: readonly string[];
}[] = [
  {
    value: 'primary',
    words: /^(?:primary gleason|prim[äa]rer? gleason|gleason\W+(?:pattern\W+)?(?:primary|prim[äa]r)\w*)\b/i,
    match: ['Primary Gleason pattern', 'Gleason primär'],
  },
  {
    value: 'secondary',
    words: /^(?:secondary gleason|sekund[äa]rer? gleason|gleason\W+(?:pattern\W+)?(?:secondary|sekund[äa]r)\w*)\b/i,
    match: ['Secondary Gleason pattern', 'Gleason sekundär'],
  },
  {
    value: 'group',
    words: /^(?:isup|gleason grade group|grade group)\b/i,
    match: ['ISUP-Grad', 'Gleason grade group'],
  },
  {
    value: 'total',
    words: /^gleason(?:[\s-]*(?:score|summe|sum|total|gesamt|grade?))*$/i,
    match: ['Gleason', 'Gleason-Score', 'Gleason Score gesamt'],
  },
];

type Specimen = NonNullable<GleasonFinding['specimen']>;
const method = (codes: string[], value: Specimen, meaning: string, verified: boolean): CodeRow<Specimen> => ({
  id: `specimen-${value}${verified ? '' : '-unverified'}`,
  systems: ['snomed'],
  codes,
  meaning,
  source: verified ? 'obds-to-fhir (S, O)' : 'SNOMED CT, from memory',
  verified,
  value,
});
/** How the tissue was taken. The registry's "O" (operation) is read as prostatectomy. */
export const SPECIMEN_METHODS = codeTable<Specimen>([
  method(['86273004'], 'biopsy', 'Biopsy', true),
  method(['65801008'], 'prostatectomy', 'Excision', true),
  method(['65575008', '9911007'], 'biopsy', 'Biopsy of prostate, core needle biopsy', false),
  method(['90470006', '26294005'], 'prostatectomy', 'Radical prostatectomy', false),
  method(['90199006'], 'turp', 'Transurethral prostatectomy', false),
]);

/** The same in words; metastasis before biopsy, for a biopsy of a metastasis is one. */
export const SPECIMEN_WORDS: readonly { readonly value: Specimen; readonly words: RegExp }[] = [
  { value: 'metastasis', words: /metasta|lymph ?node|lymphknoten|bone|knochen|liver|leber/i },
  { value: 'turp', words: /\bTUR-?P\b|transurethral|HoLEP|enukleation|enucleation/i },
  { value: 'prostatectomy', words: /prostatektomie|prostatectomy|\bRPE\b|\bRARP\b/i },
  { value: 'biopsy', words: /biops|stanz|core needle|needle core/i },
];
