/** The data dictionary: every column of the cohort table, in order, with what it means and what missing means. */
import type { ColumnDefinition } from '../domain.ts';
import { OUTCOME_COLUMNS } from './columns/outcome.ts';
import { PATIENT_COLUMNS } from './columns/patient.ts';
import { THERAPY_COLUMNS } from './columns/therapy.ts';

/** Columns whose value a person can decide: each has its source and its state of review beside it. */
export const REVIEWED_VARIABLES = [
  'index_date',
  'dx_date',
  'mcrpc_date',
  'gleason_sum',
  'n_taxane_agents',
  'n_arpi_agents',
  'met_bone',
  'met_liver',
  'met_lung',
  'met_ln',
  'death_date',
] as const;

const REVIEW_COLUMNS: ColumnDefinition[] = REVIEWED_VARIABLES.flatMap((name) => [
  {
    name: `${name}_source`,
    type: 'text',
    unit: null,
    label: `Who says ${name}`,
    codes: {
      human: 'decided by a person',
      structured: 'coded data',
      machine: 'read from notes by rules',
      derived: 'computed from other values',
    },
    derivation: `of the evidence that ${name} was taken from`,
    missing: `${name} is missing and nothing speaks of it`,
  },
  {
    name: `${name}_review`,
    type: 'text',
    unit: null,
    label: `State of review of ${name}`,
    codes: { none: 'no question was raised', open: 'a question waits for a person', decided: 'a person has decided' },
    derivation: 'open before decided before none, over all questions that the value rests on',
    missing: 'never',
  },
]);

export const DICTIONARY: readonly ColumnDefinition[] = [
  ...PATIENT_COLUMNS,
  ...THERAPY_COLUMNS,
  ...OUTCOME_COLUMNS,
  ...REVIEW_COLUMNS,
];
