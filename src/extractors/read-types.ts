/** Which resource types are read: the same ones by search, by export, and of what a server says it deleted. */

/** A type that is searched patient by patient. */
export interface ChartType {
  readonly type: string;
  /** `_include` that brings the Medication along. */
  readonly include: string | null;
}

/** Types searched by `patient`. Patient is read; Medication and Binary follow from what refers to them. */
export const CHART_TYPES: readonly ChartType[] = [
  ...[
    'Condition',
    'Observation',
    'Procedure',
    'Encounter',
    'Specimen',
    'Composition',
    'DiagnosticReport',
    'DocumentReference',
  ].map((type) => ({ type, include: null })),
  ...['MedicationAdministration', 'MedicationStatement', 'MedicationRequest'].map((type) => ({
    type,
    include: `${type}:medication`,
  })),
];

/** All of them. Binary is no type of its own here: what a document points to is fetched with it. */
export const READ_TYPES: readonly string[] = ['Patient', ...CHART_TYPES.map(({ type }) => type), 'Medication'];
