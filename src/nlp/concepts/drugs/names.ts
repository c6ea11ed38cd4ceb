/**
 * Names of the taxanes and ARPIs: ingredients, brands, the abbreviations of letters. Patterns run on the lower-case view.
 * `effect` is the ingredient. Readings in the examples: `ingredient status [start][..end]`.
 */
import type { Rule } from '../../types.ts';

const LABELS = 'EMA and FDA product names; own list of abbreviations in clinical letters';

export const DRUG_NAMES = [
  {
    id: 'drug.docetaxel',
    language: 'both',
    pattern:
      'docetaxel|taxotere|docefrez|doce|dtx|docet\\.?|doc(?= ?x ?\\d| ?\\(\\d|(?:, ?|\\/| ?\\+ ?| und | and )(?:abi|enza|caba|apa|daro)\\p{L}*)|(?<=(?:abi|enza|caba|apa|daro|adt)(?:, ?|\\/| ?\\+ ?| ?-> ?))doc',
    effect: 'docetaxel',
    source: LABELS,
    match: [
      ['Z.n. Docetaxel 6 Zyklen (03–07/2020)', 'docetaxel given 2020-03..2020-07'],
      ['Vorbehandlung: Doce [x]', 'docetaxel given'],
      ['Taxotere 2016', 'docetaxel given 2016'],
      ['Vorth.: Doc x6, Abi', 'docetaxel given; abiraterone given'],
    ],
    noMatch: ['His doc and Abi came.', 'Docent Dr. Meier', 'Docusate 100 mg', 'Docetaxel-naiv?'],
  },
  {
    id: 'drug.cabazitaxel',
    language: 'both',
    pattern: 'cabazitaxel|jevtana|cabazi?|caba',
    effect: 'cabazitaxel',
    source: LABELS,
    match: [
      ['Progress unter Cabazitaxel', 'cabazitaxel given'],
      ['Never had cabazitaxel (declined twice)', 'cabazitaxel declined'],
    ],
    noMatch: ['Cabaret'],
  },
  {
    id: 'drug.paclitaxel',
    language: 'both',
    pattern: '(?:nab-)?paclitaxel|taxol|abraxane',
    effect: 'paclitaxel',
    source: LABELS,
    match: [['Paclitaxel weekly 01/2021 - 03/2021', 'paclitaxel given 2021-01..2021-03']],
    noMatch: ['Taxologie'],
  },
  {
    id: 'drug.abiraterone',
    language: 'both',
    pattern: 'abirateron(?:e|acetat|-acetat)?|zytiga|yonsa|abira|abi(?=/p|\\W|$)',
    effect: 'abiraterone',
    source: LABELS,
    match: [
      ['09/19-03/21 Zytiga', 'abiraterone given 2019-09..2021-03'],
      ['07/29/2019 - 12/2020 abiraterone/pred', 'abiraterone given 2019-07-29..2020-12'],
    ],
    noMatch: ['Abitur 1968'],
  },
  {
    id: 'drug.enzalutamide',
    language: 'both',
    pattern: 'enzalutamide?|xtandi|enzalu|enza',
    effect: 'enzalutamide',
    source: LABELS,
    match: [
      ['off Xtandi since 8/29/22 for PD', 'enzalutamide given ..2022-08-29'],
      ['Enzalutmid seit 01/2020', 'enzalutamide given 2020-01'],
    ],
    noMatch: ['Enzyme erhöht'],
  },
  {
    id: 'drug.apalutamide',
    language: 'both',
    pattern: 'apalutamide?|erleada|apalu|apa',
    effect: 'apalutamide',
    source: LABELS,
    match: [
      ['Erleada since 12/2018', 'apalutamide given 2018-12'],
      ['mCSPC on ADT + apa', 'apalutamide given'],
    ],
    noMatch: ['Apathie'],
  },
  {
    id: 'drug.darolutamide',
    language: 'both',
    pattern: 'darolutamide?|nubeqa|darolu|daro',
    effect: 'darolutamide',
    source: LABELS,
    match: [['Umstellung auf Nubeqa vorgesehen', 'darolutamide planned']],
    noMatch: ['Daroff'],
  },
] as const satisfies readonly Rule[];
