/** Medications that were referred to and not included: read one by one, each once in a pull. */
import type { FhirResource, PatientId } from '../../domain.ts';
import { parseReference, type Reference } from '../../fhir.ts';
import type { Received } from '../received.ts';
import { isResourceId, readResource } from '../resource.ts';
import { fetchOnce, fhirUrl, ownReference, type Pull, rangeItem, resourcesIn } from './context.ts';
import { Fault, faultOfError } from './fault.ts';

/** Reads the missing ones. Gives nothing at all where there is nothing to read. */
export async function fetchMedications(
  pull: Pull,
  patient: PatientId,
  part: string,
  resources: readonly FhirResource[],
): Promise<Received[]> {
  for (const { resourceType, id } of resources)
    if (resourceType === 'Medication') pull.fetched.set(`Medication/${id}`, Promise.resolve(null));
  const references = new Set(resources.map(medicationReference).filter((reference) => reference !== null));
  const items: Received[] = [];
  let [announced, reason] = [0, null as string | null];
  for (const reference of references) {
    const { isFirst, fault } = await fetchOnce(pull, keyOf(pull, reference), async () => {
      items.push(await readMedication(pull, idOnServer(pull, reference)));
    });
    const gone = isFirst && items.at(-1)?.kind === 'deleted';
    if ((isFirst && !gone) || fault !== null) announced++;
    reason ??= fault;
  }
  if (announced === 0) return items;
  const request = fhirUrl(pull.spec, 'Medication').href;
  return [
    ...items,
    rangeItem({ type: 'Medication', patient, part, reason, announced, received: resourcesIn(items), request }),
  ];
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
