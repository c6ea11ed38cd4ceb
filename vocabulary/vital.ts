/** Death and vital status (clinical definition 1.10). */
import type { DeathSource } from '../src/domain.ts';
import { type CodeRow, codeTable } from './rows.ts';

export interface DeathMeaning {
  readonly by: DeathSource;
  /** `always` the observation exists only for the dead; `value` its value says so. */
  readonly when: 'always' | 'value';
  /** Is the effective date the day of death (else the day of a certificate)? `value` = the value is the date. */
  readonly dated: 'effective' | 'no' | 'value';
}
const row = (
  id: string,
  system: 'loinc' | 'snomed',
  code: string,
  meaning: string,
  verified: boolean,
  value: DeathMeaning,
): CodeRow<DeathMeaning> => ({
  id: `death-${id}`,
  systems: [system],
  codes: [code],
  meaning,
  source: verified ? 'MII Onkologie, MII Person, obds-to-fhir' : 'LOINC',
  verified,
  value,
});
export const DEATH_OBSERVATIONS = codeTable<DeathMeaning>([
  row('vital-status', 'loinc', '67162-8', 'Vital status', true, {
    by: 'vital_status',
    when: 'value',
    dated: 'effective',
  }),
  row('obds', 'snomed', '184305005', 'Cause of death (Tod)', true, {
    by: 'death_certificate',
    when: 'always',
    dated: 'effective',
  }),
  row('us-certificate', 'loinc', '69453-9', 'Cause of death [US Standard Certificate of Death]', false, {
    by: 'death_certificate',
    when: 'always',
    dated: 'no',
  }),
  row('cause', 'loinc', '79378-6', 'Cause of death', false, { by: 'death_certificate', when: 'always', dated: 'no' }),
  row('date', 'loinc', '81956-5', 'Date and time of death', false, {
    by: 'death_certificate',
    when: 'always',
    dated: 'value',
  }),
]);

/** Values of the vital status. `L` (alive) says nothing: its date is that of a registry message. */
export const DEAD_CODES: ReadonlySet<string> = new Set(['T']);

/** Discharge as dead: FHIR `exp`, German §301 reason 07. */
export const DISCHARGED_DEAD = codeTable<true>([
  {
    id: 'death-discharge',
    systems: ['discharge'],
    codes: ['exp'],
    meaning: 'Expired',
    source: 'HL7 terminology',
    verified: false,
    value: true,
  },
  {
    id: 'death-discharge-de',
    systems: ['discharge-de'],
    codes: ['07'],
    meaning: 'Tod',
    source: '§301 SGB V',
    verified: false,
    below: true,
    value: true,
  },
]);
