/** Columns on follow-up, death and the quality of the row. */
import { QA_CODES } from '../qa-codes.ts';
import { columns, PRECISIONS } from './column.ts';

export const OUTCOME_COLUMNS = columns([
  {
    name: 'os_event',
    type: 'integer',
    label: 'End of follow-up is death',
    codes: { '1': 'died', '0': 'censored' },
    derivation: '1 where the date of death lies between index and the data cut-off',
    missing: 'no index date, dead without a date of death, or dead before index (os_censor_reason says which)',
  },
  {
    name: 'os_days',
    type: 'integer',
    unit: 'days',
    label: 'Overall survival from index, in days',
    derivation: 'os_end_date - index_date, nothing added; never negative',
    missing: 'os_event is missing',
  },
  {
    name: 'os_months',
    type: 'real',
    unit: 'months of 30.4375 days',
    label: 'Overall survival from index, in months',
    derivation: 'os_days / 30.4375, not rounded',
    missing: 'os_event is missing',
  },
  {
    name: 'os_end_date',
    type: 'date',
    label: 'Last day of follow-up',
    derivation: 'death_date; else last_activity_date; never before index_date',
    missing: 'os_event is missing',
  },
  {
    name: 'os_censor_reason',
    type: 'text',
    label: 'Why follow-up ends',
    codes: {
      DEATH: 'died: not censored',
      LAST_ACTIVITY: 'last day seen, nothing known after it',
      DATA_CUTOFF: 'last day seen up to the data cut-off; alive at the cut-off, as later data show',
      DEATH_DATE_UNKNOWN: 'dead, date unknown: kept out of survival, not censored',
      DEATH_BEFORE_INDEX: 'recorded death lies before index, an error: kept out of survival',
    },
    derivation: 'see os_end_date',
    missing: 'no index date',
  },
  {
    name: 'death_date',
    type: 'date',
    label: 'Date of death',
    derivation:
      'date of death as reconciled; a month or year as `partial_death_date` of the study says, then not before the last activity within it nor before index',
    missing: 'not known to be dead, or date unknown',
  },
  {
    name: 'death_prec',
    type: 'text',
    label: 'Precision of death_date',
    codes: PRECISIONS,
    derivation: 'as stated, before a day was put in',
    missing: 'no date of death',
  },
  {
    name: 'death_source',
    type: 'text',
    label: 'Which record reports the death',
    codes: {
      death_certificate: 'death certificate or tumour documentation',
      vital_status: 'vital status of the registry',
      patient: 'patient master data',
      encounter: 'discharge as deceased',
      note: 'clinical note',
      human: 'decided by a person',
    },
    derivation: 'of the date that was chosen',
    missing: 'not known to be dead',
  },
  {
    name: 'last_activity_date',
    type: 'date',
    label: 'Last day on which the patient was seen or treated',
    derivation:
      'latest encounter, sample, examination, procedure, administration or given cycle up to the data cut-off and up to death; not letters, reports, orders',
    missing: 'no activity up to the data cut-off',
  },
  {
    name: 'last_activity_type',
    type: 'text',
    label: 'What was done on last_activity_date',
    codes: {
      encounter: 'visit or stay',
      observation: 'measurement',
      procedure: 'procedure or given cycle',
      administration: 'drug administered',
      imaging: 'imaging',
      specimen: 'sample taken',
      index: 'index treatment itself, nothing seen after it',
    },
    derivation: 'of the latest activity',
    missing: 'no last_activity_date',
  },
  {
    name: 'chart_complete',
    type: 'integer',
    label: 'The chart was read to its end',
    codes: { '1': 'yes', '0': 'no: a part that was asked for did not come' },
    derivation:
      'all ranges of the sources of this patient at the last run, his own and those of whole files; 1 says nothing of what a source does not offer',
    missing: 'it is not known whether all came',
  },
  {
    name: 'qa_flags',
    type: 'text',
    label: 'What looks odd in this row',
    codes: QA_CODES,
    derivation: 'codes in alphabetical order, joined by a space',
    missing: 'nothing looks odd',
  },
]);
