/**
 * What the status of a resource does to what it says (clinical definition 2c, on FHIR R4 semantics): `use` it, use it
 * with a `doubt` for a person, or `drop` it. A status that is not listed is `doubt`: unknown, not absent.
 */
export type StatusUse = 'use' | 'doubt' | 'drop';

type Table = ReadonlyMap<string, StatusUse>;

const table = (use: string, doubt: string, drop: string): Table =>
  new Map([
    ...use.split(' ').map((status) => [status, 'use'] as const),
    ...doubt.split(' ').map((status) => [status, 'doubt'] as const),
    ...drop.split(' ').map((status) => [status, 'drop'] as const),
  ]);

const TABLES = {
  Observation: table('final amended corrected', 'preliminary registered unknown', 'entered-in-error cancelled'),
  Procedure: table('completed in-progress', 'stopped unknown', 'not-done entered-in-error preparation on-hold'),
  MedicationAdministration: table('completed in-progress', 'stopped unknown', 'not-done entered-in-error on-hold'),
  MedicationStatement: table('active completed stopped', 'on-hold unknown', 'entered-in-error intended not-taken'),
  MedicationRequest: table('active completed stopped', 'on-hold unknown', 'draft cancelled entered-in-error'),
  MedicationDispense: table(
    'completed in-progress',
    'unknown',
    'preparation cancelled on-hold entered-in-error stopped declined',
  ),
  DiagnosticReport: table(
    'final amended corrected appended',
    'partial preliminary registered unknown',
    'entered-in-error cancelled',
  ),
  Encounter: table('finished in-progress onleave arrived triaged', 'unknown', 'planned cancelled entered-in-error'),
  ImagingStudy: table('available registered', 'unknown', 'cancelled entered-in-error inactive'),
  Specimen: table('available unavailable', 'unsatisfactory', 'entered-in-error'),
  /** Condition.verificationStatus; a Condition without one is confirmed. */
  Condition: table('confirmed', 'unconfirmed provisional differential', 'refuted entered-in-error'),
};

/** The table of each resource type that has one. */
export const STATUS: ReadonlyMap<string, Table> = new Map(Object.entries(TABLES));

/** Intents of a MedicationRequest that are orders; plan, proposal and option are not. */
export const ORDER_INTENTS: readonly string[] = [
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
];
