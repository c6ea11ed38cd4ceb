/**
 * What belongs to the server that is asked. Ids mean something on their own server alone: `Patient/7` of another one is
 * another person, whatever he is called here.
 */
import type { FhirResource } from '../domain.ts';
import { subjectIdentifier, subjectReference } from '../fhir.ts';
import type { Item } from './items.ts';
import { quarantined } from './received.ts';
import { belowBase } from './search/links.ts';

/** By which base URLs a server is known. */
export interface Places {
  readonly baseUrl: string;
  /** By which it calls itself, where that is another. */
  readonly publicBase: string | null;
}

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * A literal reference relative to this server's base; null where it points to another server. Whether it is written with
 * http or https says nothing of the server.
 */
export function ownPath({ baseUrl, publicBase }: Places, reference: string): string | null {
  if (!ABSOLUTE.test(reference)) return reference;
  for (const base of [baseUrl, publicBase]) {
    const below = base === null ? null : belowBase(withoutScheme(reference), withoutScheme(base));
    if (below !== null) return below.slice(1);
  }
  return null;
}

function withoutScheme(url: string): string {
  const host = (_: string, name: string): string => `//${name.toLowerCase().replace(/:(?:80|443)$/, '')}`;
  return url.replace(/^https?:\/\/([^/?#]*)/i, host);
}

/** The item, quarantined where it is a resource that names a patient of another server. */
export function ofThisServer(places: Places, item: Item): Item {
  if (item.kind !== 'resource' || !isForeign(places, item.resource)) return item;
  const foreign = quarantined(
    'foreign_subject',
    Buffer.from(item.raw),
    item.request,
    'names a patient by the address of another server',
  );
  return item.mode === undefined ? foreign : { ...foreign, mode: item.mode };
}

function isForeign(places: Places, resource: FhirResource): boolean {
  const reference = subjectReference(resource);
  return reference !== null && !reference.startsWith('urn:') && ownPath(places, reference) === null;
}

/** Does a resource name its patient, and by an identifier alone? */
export function isByIdentifier(resource: FhirResource): boolean {
  return subjectIdentifier(resource) !== null;
}
