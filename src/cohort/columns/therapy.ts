/** Columns on therapy before index, PSA and metastases at index. */
import { ARPIS, TAXANES } from '../../domain.ts';
import { columns, type ColumnWords } from './column.ts';

const COUNTS = {
  '0': 'none',
  '1': 'one',
  '>=2': 'two or more',
  unknown: 'the record covers no earlier therapy',
} as const;
const UNCOVERED = 'the record covers no therapy of this class before index: no history in a note, no coded treatment';

const drugs: ColumnWords[] = [...TAXANES, ...ARPIS].map((drug) => ({
  name: drug,
  type: 'boolean',
  label: `${drug[0]?.toUpperCase()}${drug.slice(1)} begun before index`,
  codes: { '1': 'begun before index', '0': 'not given before index, and the record covers that time' },
  derivation: '1 where the first exposure, or the earliest document that says given, lies before index_date',
  missing: UNCOVERED,
}));

const sites: ColumnWords[] = (
  [
    ['met_bone', 'Bone metastasis by index'],
    ['met_liver', 'Liver metastasis by index'],
    ['met_lung', 'Lung metastasis by index'],
    ['met_ln', 'Lymph node metastasis by index, regional or distant'],
    ['met_ln_regional', 'Regional lymph node metastasis by index'],
    ['met_ln_distant', 'Distant lymph node metastasis by index'],
  ] as const
).map(([name, label]) => ({
  name,
  type: 'boolean',
  label,
  codes: {
    '1': 'present by index',
    '0': 'stated to be absent within `absence_holds_days` before index, and nothing by index says present',
  },
  derivation:
    '1 where a statement dated up to index, or a document up to `document_grace_days` after it, says present or earlier present',
  missing: 'nothing by index speaks of the site, or only suspicion does',
}));

export const THERAPY_COLUMNS = columns([
  {
    name: 'n_taxane_agents',
    type: 'integer',
    label: 'Different taxanes begun before index',
    derivation: 'number of `prior_therapy.taxane` of the study with their drug column at 1',
    missing: UNCOVERED,
  },
  {
    name: 'n_arpi_agents',
    type: 'integer',
    label: 'Different ARPIs begun before index',
    derivation: 'number of `prior_therapy.arpi` of the study with their drug column at 1',
    missing: UNCOVERED,
  },
  {
    name: 'taxane_cat',
    type: 'text',
    label: 'Different taxanes before index, grouped',
    codes: COUNTS,
    derivation: 'n_taxane_agents, two or more as one group, missing as unknown',
    missing: 'no index date',
  },
  {
    name: 'arpi_cat',
    type: 'text',
    label: 'Different ARPIs before index, grouped',
    codes: COUNTS,
    derivation: 'n_arpi_agents, two or more as one group, missing as unknown',
    missing: 'no index date',
  },
  ...drugs,
  {
    name: 'n_rlt_cycles',
    type: 'integer',
    label: 'PSMA-RLT cycles given, at any time',
    derivation: 'administrations after merging; 0 = none recorded',
    missing: 'treated, but the number is not recorded (one entry for a whole course)',
  },
  {
    name: 'psa_index',
    type: 'real',
    unit: 'ng/mL',
    label: 'Total PSA at index',
    derivation:
      'value closest to index within `psa_index` of the study; on the same day the earliest by time; a value beyond a limit counts as the limit',
    missing: 'no dated value in the window',
  },
  {
    name: 'psa_index_date',
    type: 'date',
    label: 'Date of psa_index',
    derivation: 'day of the sample; a month stands for its 15th',
    missing: 'no psa_index',
  },
  {
    name: 'psa_lag_days',
    type: 'integer',
    unit: 'days',
    label: 'Days from psa_index_date to index',
    derivation: 'index_date - psa_index_date',
    missing: 'no psa_index',
  },
  {
    name: 'psa_comparator',
    type: 'text',
    label: 'Limit sign reported with psa_index',
    codes: { '<': 'below', '<=': 'at or below', '>': 'above', '>=': 'at or above' },
    derivation: 'as reported',
    missing: 'psa_index is an exact value, or missing',
  },
  ...sites,
]);
