/** Medications that were referred to and not included: read one by one, each once in a pull. */
import type { FhirResource, PatientId } from '../../domain.ts';
import { keyText, parseReference, type Reference } from '../../fhir.ts';
import type { Received, ReceivedResource } from '../received.ts';
import { isResourceId, readResource } from '../resource.ts';
import { fetchOnce, fhirUrl, ownReference, type Pull, rangeItem, resourcesIn } from './context.ts';
import { Fault, faultOfError } from './fault.ts';

/** Notes the Medications that came with the resources, which need not be asked for. */
export function noteIncluded(pull: Pull, resources: readonly FhirResource[]): void {
  for (const { resourceType, id } of resources)
    if (resourceType === 'Medication') pull.fetched.set(`Medication/${id}`, Promise.resolve(null));
}

/** Does the resource refer to a Medication outside itself? */
export function refersToMedication(resource: FhirResource): boolean {
  return medicationReference(resource) !== null;
}

/**
 * Reads the Medication that a resource refers to, with a range under the resource's own name. Gives nothing at all where
 * there is nothing to read.
 */
export async function fetchMedication(
  pull: Pull,
  patient: PatientId,
  resource: ReceivedResource['resource'],
): Promise<Received[]> {
  const reference = medicationReference(resource);
  if (reference === null) return [];
  const items: Received[] = [];
  const { isFirst, fault } = await fetchOnce(pull, keyOf(pull, reference), async () => {
    items.push(await readMedication(pull, idOnServer(pull, reference)));
  });
  const gone = items.at(-1)?.kind === 'deleted';
  if (gone || (!isFirst && fault === null)) return items;
  const part = keyText({ type: resource.resourceType, id: resource.id });
  const id = idOnServer(pull, reference);
  const request = fhirUrl(pull.spec, id === null ? 'Medication' : `Medication/${id}`).href;
  const said = { type: 'Medication', patient, part, announced: 1, received: resourcesIn(items), request };
  return [...items, rangeItem({ ...said, reason: fault })];
}

async function readMedication(pull: Pull, id: string | null): Promise<Received> {
  if (id === null) throw new Fault('unresolvable_reference');
  const url = fhirUrl(pull.spec, `Medication/${id}`);
  try {
    const { bytes, layout } = await pull.gateway.getFhir(url);
    const item = readResource(bytes, layout.value, url.href);
    if (item.kind === 'resource' && item.resource.resourceType !== 'Medication') throw new Fault('not_a_medication');
    return item;
  } catch (error) {
    // 410 is an answer: the server had it and deleted it.
    if (faultOfError(error).code !== 'http_410') throw error;
    return { kind: 'deleted', key: { type: 'Medication', id }, request: url.href };
  }
}

const keyOf = (pull: Pull, reference: string): string =>
  `Medication/${idOnServer(pull, reference) ?? ` elsewhere ${reference}`}`;

/** The reference as written, unless the Medication is contained. */
function medicationReference(resource: FhirResource): string | null {
  const reference = (resource['medicationReference'] as Reference | undefined)?.reference;
  return typeof reference === 'string' && !reference.startsWith('#') ? reference : null;
}

/** Id of the Medication on this server; null for the ones of other servers. */
function idOnServer(pull: Pull, reference: string): string | null {
  const relative = ownReference(pull, reference);
  const key = relative?.startsWith('Medication/') ? parseReference(relative) : null;
  return key && isResourceId(key.id) ? key.id : null;
}
