/** One patient's chart: what is asked for, type by type, and what each answer was worth. */
import type { PatientId } from '../../domain.ts';
import { patientOf } from '../../fhir.ts';
import type { Item } from '../items.ts';
import { quarantined, type Received, type ReceivedResource } from '../received.ts';
import { readResource } from '../resource.ts';
import { fetchAttachments } from './attachments.ts';
import { fhirUrl, isOffered, type Pull, rangeItem } from './context.ts';
import { Fault, faultOfError } from './fault.ts';
import { fetchMedications } from './medications.ts';
import { walk, type Walked } from './walk.ts';

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

/** Reads `Patient/id`. */
export async function pullPatient(pull: Pull, patient: PatientId): Promise<Received[]> {
  const url = fhirUrl(pull.spec, `Patient/${encodeURIComponent(patient)}`);
  const range = { type: 'Patient', patient, announced: 1, request: url.href };
  try {
    const { bytes, layout } = await pull.gateway.getFhir(url);
    const item = readResource(bytes, layout.value, url.href);
    if (item.kind === 'quarantined') return [item, rangeItem({ ...range, reason: null, received: 0 })];
    if (item.resource.resourceType !== 'Patient' || item.resource.id !== patient) throw new Fault('not_the_patient');
    return [item, rangeItem({ ...range, reason: null, received: 1 })];
  } catch (error) {
    const { code } = faultOfError(error);
    // 410 is an answer: the patient was there and was deleted.
    if (code !== 'http_410') return [rangeItem({ ...range, reason: code, received: 0 })];
    const deleted = { kind: 'deleted', key: { type: 'Patient', id: patient }, request: url.href } as const;
    return [deleted, rangeItem({ ...range, announced: 0, reason: null, received: 0 })];
  }
}

/** Searches one type for one patient, with the Medications and attachments that the answer points to. */
export async function pullType(pull: Pull, patient: PatientId, chartType: ChartType): Promise<Received[]> {
  if (!isOffered(pull, chartType.type)) return [];
  const { url, walked } = await search(pull, patient, chartType);
  const { kept, strangers } = ofPatient(walked, patient, chartType.type);
  const range = rangeItem({
    type: chartType.type,
    patient,
    reason: walked.reason,
    announced: walked.announced,
    received: walked.matches - strangers,
    request: url.href,
  });
  const resources = kept.filter((item) => item.kind === 'resource').map((item) => item.resource);
  const medications = await fetchMedications(pull, patient, resources);
  return [...kept, range, ...medications, ...(await fetchAttachments(pull, patient, resources))];
}

/** Servers refuse what they do not know: without _include Medications are read one by one, `subject` is `patient` too. */
async function search(
  pull: Pull,
  patient: PatientId,
  { type, include }: ChartType,
): Promise<{ url: URL; walked: Walked }> {
  const { spec, gateway } = pull;
  const count = ['_count', String(spec.pageSize)] as const;
  const forms: (readonly (readonly [string, string])[])[] = [
    ...(include === null ? [] : [[['patient', patient], count, ['_include', include]] as const]),
    [['patient', patient], count],
    [['subject', `Patient/${patient}`], count],
  ];
  let answer: { url: URL; walked: Walked } | null = null;
  for (const form of forms) {
    const url = fhirUrl(spec, type, form);
    const walked = await walk(gateway, url, spec.limits.maxPages, (one) => patientOf(one) === patient);
    if (walked.reason !== 'http_400' || walked.items.length > 0) return { url, walked };
    answer ??= { url, walked };
  }
  return answer as { url: URL; walked: Walked };
}

/** Nobody's record is given to a patient because of where it was found: what names another patient is quarantined. */
function ofPatient(walked: Walked, patient: PatientId, type: string): { kept: Received[]; strangers: number } {
  const kept: Received[] = [];
  let strangers = 0;
  for (const item of walked.items) {
    if (item.kind === 'outcome') continue;
    const owner = item.kind === 'resource' && item.resource.resourceType === type ? patientOf(item.resource) : patient;
    if (owner === patient) kept.push(withoutMode(item));
    else if (item.kind === 'resource') {
      strangers++;
      kept.push(mismatch(item, owner));
    }
  }
  return { kept, strangers };
}

function mismatch(item: ReceivedResource, owner: PatientId | null): Received {
  const bytes = Buffer.from(item.raw);
  return owner === null
    ? quarantined('no_patient', bytes, item.request, 'names no patient')
    : quarantined('subject_mismatch', bytes, item.request, 'names another patient than the one asked for');
}

function withoutMode(item: Exclude<Item, { kind: 'outcome' }>): Received {
  const { mode: _mode, ...received } = item;
  return received;
}
