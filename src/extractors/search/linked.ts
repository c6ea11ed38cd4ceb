/**
 * What resources point to: attachments and Medications. What cannot be read is outstanding under the name of the resource
 * that points to it, and is asked for again each night; it holds up nothing else.
 */
import type { PatientId } from '../../domain.ts';
import { keyText, patientOf } from '../../fhir.ts';
import type { Outstanding } from '../known.ts';
import type { Received, ReceivedResource } from '../received.ts';
import { fetchAttachments, hasLinks } from './attachments.ts';
import { fhirUrl, type Pull, rangeItem } from './context.ts';
import { fetchMedication, noteIncluded, refersToMedication } from './medications.ts';

/** These say that something is not there; that is asked again when the chart is next read as a whole. */
const NOT_THERE: ReadonlySet<string | null> = new Set(['http_404', 'http_410', 'unresolvable_reference']);

/** Medications and attachments that resources point to. */
export async function fetchLinked(pull: Pull, patient: PatientId, kept: readonly Received[]): Promise<Received[]> {
  const resources = kept.filter((item) => item.kind === 'resource').map((item) => item.resource);
  noteIncluded(pull, resources);
  const items: Received[] = [];
  for (const resource of resources) items.push(...(await linkedTo(pull, patient, resource)));
  return items;
}

async function linkedTo(
  pull: Pull,
  patient: PatientId,
  resource: ReceivedResource['resource'],
): Promise<readonly Received[]> {
  if (refersToMedication(resource)) return fetchMedication(pull, patient, resource);
  return hasLinks(resource) ? fetchAttachments(pull, patient, resource) : [];
}

/** Asks again for what was outstanding before tonight. Of a resource that is held no more, or is `gone` tonight, nothing is. */
export async function* retryOutstanding(pull: Pull, gone: ReadonlySet<string>): AsyncGenerator<readonly Received[]> {
  for (const one of pull.known.outstanding)
    if (pull.members.has(one.patient)) yield await retry(pull, one, gone.has(keyText(one.key)));
}

async function retry(
  pull: Pull,
  { type, patient, key, reason }: Outstanding,
  isGone: boolean,
): Promise<readonly Received[]> {
  const resource = isGone ? null : pull.known.resource(key);
  const isHis = resource !== null && patientOf(resource) === patient;
  if (isHis && NOT_THERE.has(reason)) return [];
  const items = isHis ? await linkedTo(pull, patient, resource) : [];
  if (items.some((item) => item.kind === 'range')) return items;
  // Read on behalf of another tonight, or not wanted any more.
  const request = fhirUrl(pull.spec, type).href;
  const part = keyText(key);
  return [...items, rangeItem({ type, patient, part, reason: null, announced: 0, received: 0, request })];
}
