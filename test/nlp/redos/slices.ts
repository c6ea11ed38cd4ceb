/**
 * Patterns that could take polynomial time on long texts, and why they never see one: each runs on a slice of bounded
 * length. The beginning tells the pattern.
 */
export interface Slice {
  /** File of src/nlp, or id of the rule. */
  readonly where: string;
  readonly begins: string;
  /** Characters of the longest text that it is run on. */
  readonly bound: number;
  readonly reason: string;
}

const slice = (where: string, begins: string, bound: number, reason: string): Slice => ({
  where,
  begins,
  bound,
  reason,
});

export const SLICES: readonly Slice[] = [
  slice('document/sentences.ts', '$(?<=([A-Za-z.0-9/,-]*))', 24, 'the 24 characters before a full stop'),
  slice('document/sentences.ts', '\\d+$', 24, 'the word before a full stop, of those 24 characters'),
  slice('document/sections.ts', '[ .=_-]+$', 64, 'a label, which is short by its own pattern'),
  slice('matching/pattern.ts', '^(?:([*+?])|', 12, 'a quantifier of a rule; never on notes'),
  slice('concepts/metastasis/foreign.ts', '\\n\\s*\\n\\s*$', 6, 'the 6 characters before a heading'),
  slice(
    'concepts/metastasis/groups.ts',
    '^[\\s\\d.()*#>:+-]*(?:[^:]',
    60,
    'the beginning of a line up to its first site, 60 characters',
  ),
  slice('concepts/metastasis/status.ts', '(?:metastas[a-z]*|met(?:s|\\.)|fili', 40, 'the 40 characters before a site'),
  slice(
    'concepts/gleason/scan.ts',
    '\\n\\s*\\n|[.!?]\\s+\\p{L}{3,}',
    700,
    'the text between the word and its score, up to REACH',
  ),
  slice('concepts/psa/when.ts', '(?:^|\\n)\\s{0,4}(?:labor', 240, 'the 240 characters before a line'),
  slice('concepts/psa/when.ts', '(?:praeop\\p{L}*|preop', 60, 'the characters about a value'),
  slice('concepts/rlt_cycle/form.ts', '(?:datum|date|admin|appl', 60, 'the 60 characters before a date'),
  slice('concepts/metastasis/since.ts', '(?:(?<![a-z])(?:pet|ct|mrt?', 24, 'the 24 characters before a date'),
  slice('concepts/metastasis/since.ts', '^[ (:]{0,3}(?:(?:metas', 120, 'between a site and a date near it'),
  slice('concepts/rlt_cycle/events.ts', '(?:start|beginn|begin', 20, 'the 20 characters before a date'),
  slice('concepts/castration_resistance/since.ts', '(?:i\\.e\\.|d\\.h\\.', 60, 'the 60 characters before the words'),
  slice('concepts/castration_resistance/since.ts', '^[^()]{0,60}(?:crpc', 70, 'the 70 characters behind a date'),
  slice('concepts/castration_resistance/since.ts', '\\((?:[^()]*\\s)?(?:m?pca', 45, 'between the word and its date'),
  slice('concepts/drugs/subjects.ts', '(?<!\\p{L})(?:what|how|was)', 70, 'the 70 characters before a drug'),
  slice('concepts/diagnosis/index.ts', '^[ ,] ?(?:\\p{L}+ ){0,4}(?:psa', 170, 'the 170 characters behind a date'),
];

/** Others run on whole sentences or lines: the whole reading of a text made to be hard for them is measured. */
export interface Measured {
  readonly where: string;
  readonly begins: string;
  readonly before: string;
  readonly pump: string;
  readonly behind: string;
}

const hard = (where: string, begins: string, [before, pump, behind]: readonly [string, string, string]): Measured => ({
  where,
  begins,
  before,
  pump,
  behind,
});

export const MEASURED: readonly Measured[] = [
  hard('rlt-foreign-nuclide', '(?:[\\[(]?177', ['177Lu-PSMA 1. Zyklus ', ' ', 'x']),
  hard('concepts/metastasis/statements.ts', '^[a-z:. ]*:? {0,8}', ['', 'ab ', 'Leber [x]']),
  hard('unc-adjective-de', '(?:fraglich|unklar', ['Leber ', 'unklar ', 'Metastasen']),
  hard('cycle-range', '(?<![a-z])(?:(?:zyklus', ['Lu-PSMA Zyklus ', 'therapiezykl', '']),
  hard('concepts/rlt_cycle/activity.ts', '(?<![\\d.,])(', ['177Lu-PSMA 7,4 GBq ', '111 ', 'x']),
  hard('document/wraps.ts', ' {3,}\\S|\\|', ['a', ' ', '\nb']),
  hard('document/sentences.ts', '(?<![.!?;])[.!?;]+', ['', '.', 'a']),
  hard('document/sentences.ts', '(?<![A-Za-z.])(', ['', 'a', '\nb']),
  hard('drug.no_option', '(?:off the (?:table', ['Docetaxel ', 'scheidet a ', '']),
  hard('drug.no_option_before', '(?:(?:not |un)suitable', ['Docetaxel ', 'steera', '']),
  hard('drug.not_now', '(?:hold(?:ing|s)? off on', ['Docetaxel ', 'defer', '']),
  hard('concepts/castration_resistance/index.ts', '(?<!\\p{L})(?:v\\. ?a', ['CRPC ', 'suspecta', '']),
];
