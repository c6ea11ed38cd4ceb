/** What could not be read in a structured record. Counted by code; carries no text of the record. */
import type { ResourceKey } from '../../domain.ts';

const PROBLEM_CODES = {
  bad_shape: 'the resource is not shaped as FHIR R4 says',
  bad_date: 'a date that is no existing calendar date',
  no_value: 'an observation that should have a value has none, or one of an unexpected kind',
  ambiguous_number: 'a number in text that reads differently in German and in English',
  unit_not_accepted: 'a PSA in a unit that is neither ng/mL nor µg/L',
  psa_implausible: 'a PSA that no serum has',
  psa_unit_review: 'a PSA under a code of units or moles per volume',
  conflicting_codes: 'codings of one concept that contradict each other',
  display_mismatch: 'a display that names something else than its code',
  code_alias: 'a code known to be a misprint of another',
  gleason_unreadable: 'a Gleason value that gives no score',
  gleason_unpaired: 'a Gleason pattern without its counterpart',
  rlt_candidate: 'a radionuclide therapy under a code that does not say PSMA',
  activity_implausible: 'an activity that no 177Lu-PSMA administration has',
  metastasis_without_site: 'a distant metastasis whose organ is not named',
  other_primary: 'a finding of another primary tumour',
  unknown_substance: 'an anticancer treatment whose substance is not known',
  unresolved_reference: 'a reference to a resource that is not there',
  sex_conflict: 'a prostate code in the record of a woman',
  birth_implausible: 'a birth before 1900, or after the last contact',
  death_before_birth: 'a death that is dated before birth',
  replaced_patient: 'a patient resource that was merged into another',
  identity_conflict: 'records of one person that contradict each other',
  decision_conflict: 'decisions on two records of one person that contradict each other: the later one is in force',
} as const;
export type FactProblemCode = keyof typeof PROBLEM_CODES;

export interface FactProblem {
  readonly code: FactProblemCode;
  readonly resource: ResourceKey | null;
  /** The element concerned, as a FHIRPath. */
  readonly path: string;
}
