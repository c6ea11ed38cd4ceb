/**
 * What belongs to the server that is asked. Ids mean something on their own server alone: `Patient/7` of another one is
 * another person, whatever he is called here.
 */
import type { FhirResource } from '../domain.ts';
import { ownPath, type Places, subjectIdentifier, subjectReference } from '../fhir.ts';
import type { Item } from './items.ts';
import { quarantined, type ReceivedResource } from './received.ts';

/** The item, quarantined where it is a resource that names a patient of another server. */
export function ofThisServer(places: Places, item: Item): Item {
  return item.kind === 'resource' && isForeign(places, item.resource) ? setAside(item) : item;
}

/** What stands for a resource that names a patient of another server. */
export function setAside(item: ReceivedResource & { readonly mode?: string | null }): Item {
  const foreign = quarantined(
    'foreign_subject',
    Buffer.from(item.raw),
    item.request,
    'names a patient by the address of another server',
  );
  const { resourceType: type, id, meta } = item.resource;
  const at: unknown = (meta as { lastUpdated?: unknown } | null | undefined)?.lastUpdated;
  const moved = { key: { type, id }, at: typeof at === 'string' ? at : null };
  return { ...foreign, moved, ...(item.mode === undefined ? {} : { mode: item.mode }) };
}

/** Does a resource name a patient of another server? */
export function isForeign(places: Places, resource: FhirResource): boolean {
  const reference = subjectReference(resource);
  return reference !== null && !reference.startsWith('urn:') && ownPath(places, reference) === null;
}

/** Does a resource name its patient, and by an identifier alone? */
export function isByIdentifier(resource: FhirResource): boolean {
  return subjectIdentifier(resource) !== null;
}
