/** Every rule and cue in one list, for docs/rules.md and for checks over all of them. */
import type { FindingKind } from '../domain.ts';
import { CUES } from './assertion/cues.ts';
import { CASTRATION_RULES } from './concepts/castration_resistance/rules.ts';
import { DIAGNOSIS_RULES } from './concepts/diagnosis/rules.ts';
import { DRUG_CUES } from './concepts/drugs/cues.ts';
import { DRUG_NAMES } from './concepts/drugs/names.ts';
import { GLEASON_RULES } from './concepts/gleason/rules.ts';
import { TOKEN_RULES } from './concepts/metastasis/tokens.ts';
import { PSA_RULES } from './concepts/psa/rules.ts';
import { NUMBER_EXAMPLES } from './concepts/rlt_cycle/number-examples.ts';
import { NUMBER_FORMS } from './concepts/rlt_cycle/numbers.ts';
import { FATES, THERAPIES } from './concepts/rlt_cycle/rules.ts';
import { HISTORY_RULES } from './concepts/therapy_history/rules.ts';
import type { Rule } from './types.ts';

export interface RuleTable {
  readonly title: string;
  /** What its rules find, and how the readings in its examples are written. */
  readonly about: string;
  /** The kind of finding on which its rules are measured. */
  readonly kind: FindingKind;
  readonly rules: readonly Rule[];
}

const numberForms: readonly Rule[] = NUMBER_FORMS.map((form): Rule => {
  const at = form.indexOf(' ');
  const id = form.slice(0, at);
  return {
    id,
    language: 'both',
    pattern: form.slice(at + 1),
    effect: 'number or count of cycles',
    source: 'own wording, after German and English nuclear medicine letters',
    match: NUMBER_EXAMPLES[id]?.match ?? [],
    noMatch: NUMBER_EXAMPLES[id]?.noMatch ?? [],
  };
});

/** Readings that no word of their own makes; named in evidence like rules. Without a pattern. */
const byStructure = (id: string, effect: string, match: Rule['match']): Rule => ({
  id,
  language: 'both',
  pattern: '',
  effect,
  source: 'own wording of clinical letters',
  match,
  noMatch: [],
});

export const CATALOGUE: readonly RuleTable[] = [
  {
    title: 'Assertion',
    about:
      'Cues after ConText: what is denied, doubted, past, planned or said of somebody else. In the examples the judged words stand in square brackets; measured on metastases, the findings they decide.',
    kind: 'metastasis',
    rules: CUES,
  },
  {
    title: 'Metastases',
    about:
      'Words that statements on metastases are made of: places, lesions and what is said of them. Readings: the place, or the part that the word plays.',
    kind: 'metastasis',
    rules: TOKEN_RULES,
  },
  {
    title: 'PSMA radioligand therapy: names and fates',
    about:
      'Names of the therapy and of its look-alikes; words for what became of a cycle. Readings: the part of the word.',
    kind: 'rlt_cycle',
    rules: [...THERAPIES, ...FATES],
  },
  {
    title: 'PSMA radioligand therapy: numbers of cycles',
    about: 'Forms of numbers and counts. Readings: the numbers, or the count with an x.',
    kind: 'rlt_cycle',
    rules: [
      ...numberForms,
      byStructure('cycle-agent', 'a dose of the agent with its date or activity, without a number', [
        ['Am 12.03.2021 Gabe von 7,4 GBq 177Lu-PSMA-617.', 'given 2021-03-12'],
      ]),
      byStructure('cycle-row', 'a row of a table or list of doses', [
        ['177Lu-PSMA-617:\n1. 02.03.2021 7,4 GBq\n2. 27.04.2021 7,3 GBq', 'given 2021-03-02; given 2021-04-27'],
      ]),
    ],
  },
  {
    title: 'Gleason score',
    about: 'Readings: `P+S=T`, `t` tertiary pattern, `GG` grade group, `!` doubtful.',
    kind: 'gleason',
    rules: GLEASON_RULES,
  },
  {
    title: 'PSA',
    about: 'Readings: value and date.',
    kind: 'psa',
    rules: [
      ...PSA_RULES,
      byStructure('psa.table', 'a column or row of a table of laboratory values', [
        ['            05.02.18   09.04.18\nPSA ng/ml   187        102', '187@2018-02-05; 102@2018-04-09'],
      ]),
    ],
  },
  {
    title: 'Taxanes and ARPIs: names',
    about: 'Names, brands and abbreviations. Readings: ingredient, status, start and end.',
    kind: 'drug',
    rules: DRUG_NAMES,
  },
  {
    title: 'Taxanes and ARPIs: status',
    about: 'Was the drug given, is it planned, was it declined? Readings as above.',
    kind: 'drug',
    rules: [
      ...DRUG_CUES,
      byStructure('drug.follow_up', 'the next sentence, without a name, tells what became of the drug', [
        ['Docetaxel wurde besprochen. Er lehnt das ab.', 'docetaxel declined'],
      ]),
      byStructure('drug.answer', 'what stands behind a question mark answers it', [
        ['Nubeqa? nein', 'darolutamide declined'],
      ]),
    ],
  },
  {
    title: 'Castration resistance',
    about: 'Readings: status and date.',
    kind: 'castration_resistance',
    rules: CASTRATION_RULES,
  },
  {
    title: 'Initial diagnosis',
    about: 'Readings: the date. The labelled notes have no labels for it.',
    kind: 'diagnosis',
    rules: [
      ...DIAGNOSIS_RULES,
      byStructure(
        'diagnosis.first_entry',
        'the line under the name of the disease begins with a date and tells stage',
        [['Diagnosis: Metastatic prostate cancer\n   June 2015: T3b N0 M0, Gleason 9.', '2015-06']],
      ),
      byStructure('diagnosis.biopsy_of_new', 'the biopsy of a disease that is called new', [
        [
          'Newly diagnosed prostate cancer.\nHistology: TRUS biopsy 08.03.2021 adenocarcinoma, Gleason 4+4',
          '2021-03-08',
        ],
      ]),
    ],
  },
  {
    title: 'History of therapy',
    about: 'Readings: scope and status. The labelled notes have no labels for it.',
    kind: 'therapy_history',
    rules: HISTORY_RULES,
  },
];
