/** Reading FHIR R4 resources: references, codings and patients. Pure; shared by extraction, storage and facts. */
import { sha256 } from './canonical.ts';
import type { FhirResource, PatientId, ResourceKey } from './domain.ts';

export interface Coding {
  readonly system?: string;
  readonly version?: string;
  readonly code?: string;
  readonly display?: string;
}
export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}
export interface Reference {
  readonly reference?: string;
  readonly type?: string;
  readonly identifier?: { readonly system?: string; readonly value?: string };
  readonly display?: string;
}

const RELATIVE = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/**
 * The key a literal reference points to: relative (`Patient/1`), absolute (`https://host/fhir/Patient/1`), versioned
 * (`Patient/1/_history/3`), or `urn:uuid:…` (type unknown, given as ''). Null for contained (`#x`) and logical references.
 */
export function parseReference(reference: string | undefined): ResourceKey | null {
  if (!reference || reference.startsWith('#')) return null;
  if (reference.startsWith('urn:uuid:')) return { type: '', id: reference.slice('urn:uuid:'.length) };
  const match = RELATIVE.exec(reference);
  return match ? { type: match[1] as string, id: match[2] as string } : null;
}

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

/** What follows a base URL in a URL below it, from its `/` or `?` on; null where it does not lie below. */
export function belowBase(url: string, base: string): string | null {
  return url.startsWith(base) && /^[/?]/.test(url.slice(base.length)) ? url.slice(base.length) : null;
}

const PATIENT_ELEMENTS = ['subject', 'patient', 'beneficiary', 'individual'] as const;

/** The literal reference by which a resource names its patient, as written; null where it names none. */
export function subjectReference(resource: FhirResource): string | null {
  for (const element of PATIENT_ELEMENTS) {
    const value = resource[element] as Reference | undefined;
    if (typeof value?.reference === 'string') return value.reference;
  }
  return null;
}

/** The identifier by which a resource names its patient, where it gives no literal reference; null where it gives one. */
export function subjectIdentifier(resource: FhirResource): { readonly system: string; readonly value: string } | null {
  if (subjectReference(resource) !== null) return null;
  for (const element of PATIENT_ELEMENTS) {
    const { type = 'Patient', identifier } = (resource[element] ?? {}) as Reference;
    const { system, value } = identifier ?? {};
    if (type === 'Patient' && typeof system === 'string' && typeof value === 'string') return { system, value };
  }
  return null;
}

/** The patient's id where it can be read off the resource alone (Patient itself, or a literal reference to one). */
export function patientOf(resource: FhirResource): PatientId | null {
  if (resource.resourceType === 'Patient') return resource.id ?? null;
  const key = parseReference(subjectReference(resource) ?? undefined);
  return key && (key.type === 'Patient' || key.type === '') ? key.id : null;
}

const PERSON_LINKS: ReadonlySet<unknown> = new Set(['replaced-by', 'replaces', 'refer', 'seealso']);

/** What a Patient record says of another record of the same person. */
export interface PersonLink {
  readonly type: 'replaced-by' | 'replaces' | 'refer' | 'seealso';
  /** As written. */
  readonly reference: string;
}

/** The links of a Patient record (`Patient.link`). Malformed ones and kinds that FHIR does not know are passed over. */
export function personLinks(patient: FhirResource): PersonLink[] {
  const links: unknown = patient['link'];
  if (!Array.isArray(links)) return [];
  return (links as ({ other?: Reference; type?: unknown } | null)[]).flatMap((link) => {
    const reference: unknown = link?.other?.reference;
    const isOne = typeof reference === 'string' && PERSON_LINKS.has(link?.type);
    return isOne ? [{ type: link?.type as PersonLink['type'], reference }] : [];
  });
}

/** `Type/id`. */
export function keyText(key: ResourceKey): string {
  return `${key.type}/${key.id}`;
}

/**
 * The key under which the bytes behind an attachment's URL are stored: the Binary that the URL names, else a Binary whose
 * id is made of the URL's hash (document servers outside the FHIR base).
 */
export function binaryKey(url: string): ResourceKey {
  const key = parseReference(url);
  if (key && (key.type === 'Binary' || key.type === '')) return key;
  return { type: 'Binary', id: `url-${sha256(url).slice(0, 40)}` };
}
