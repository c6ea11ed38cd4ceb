/** Medications that were referred to and not included: read one by one, each once in a pull. */
import type { FhirResource, PatientId } from '../../domain.ts';
import { parseReference, type Reference } from '../../fhir.ts';
import type { Received } from '../received.ts';
import { isResourceId, readResource } from '../resource.ts';
import { fhirUrl, type Pull, rangeItem, resourcesIn } from './context.ts';
import { Fault, faultOfError } from './fault.ts';

/** Reads the missing ones. Gives nothing at all where there is nothing to read. */
export async function fetchMedications(
  pull: Pull,
  patient: PatientId,
  resources: readonly FhirResource[],
): Promise<Received[]> {
  for (const { resourceType, id } of resources) if (resourceType === 'Medication') pull.fetched.add(`Medication/${id}`);
  const references = new Set(resources.map(medicationReference).filter((reference) => reference !== null));
  const items: Received[] = [];
  let [announced, reason] = [0, null as string | null];
  for (const reference of references) {
    const id = idOnServer(pull, reference);
    if (id !== null && pull.fetched.has(`Medication/${id}`)) continue;
    announced++;
    try {
      items.push(await readMedication(pull, id));
    } catch (error) {
      reason ??= faultOfError(error).code;
    }
  }
  if (announced === 0) return [];
  const request = fhirUrl(pull.spec, 'Medication').href;
  return [
    ...items,
    rangeItem({ type: 'Medication', patient, reason, announced, received: resourcesIn(items), request }),
  ];
}

async function readMedication(pull: Pull, id: string | null): Promise<Received> {
  if (id === null) throw new Fault('unresolvable_reference');
  pull.fetched.add(`Medication/${id}`);
  const url = fhirUrl(pull.spec, `Medication/${id}`);
  const { bytes, layout } = await pull.gateway.getFhir(url);
  const item = readResource(bytes, layout.value, url.href);
  if (item.kind === 'resource' && item.resource.resourceType !== 'Medication') throw new Fault('not_a_medication');
  return item;
}

/** The reference as written, unless the Medication is contained. */
function medicationReference(resource: FhirResource): string | null {
  const reference = (resource['medicationReference'] as Reference | undefined)?.reference;
  return typeof reference === 'string' && !reference.startsWith('#') ? reference : null;
}

/** Id of the Medication on this server; null for the ones of other servers. */
function idOnServer(pull: Pull, reference: string): string | null {
  const base = `${pull.spec.baseUrl}/`;
  const relative = reference.startsWith(base) ? reference.slice(base.length) : reference;
  const key = relative.startsWith('Medication/') ? parseReference(relative) : null;
  return key && isResourceId(key.id) ? key.id : null;
}
