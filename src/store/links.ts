/** What a resource needs beside the patient's own: the Medications and Binaries that it points to. */
import type { FhirResource, ResourceKey } from '../domain.ts';
import { type Reference, binaryKey, parseReference } from '../fhir.ts';

interface Attachment {
  readonly url?: string;
}
interface WithLinks {
  readonly medicationReference?: Reference;
  readonly content?: readonly { readonly attachment?: Attachment }[];
  readonly presentedForm?: readonly Attachment[];
}

/** Keys of linked resources; type '' where a `urn:uuid` leaves it open. Malformed elements are passed over here. */
export function linksOf(resource: FhirResource): ResourceKey[] {
  const { medicationReference, content, presentedForm } = resource as WithLinks & FhirResource;
  const attachments = [...list(content).map((c) => c?.attachment), ...list(presentedForm)];
  const medication =
    typeof medicationReference?.reference === 'string' ? parseReference(medicationReference.reference) : null;
  const binaries = attachments.map((a) => a?.url).filter((url) => typeof url === 'string');
  return [...(medication ? [medication] : []), ...binaries.map(binaryKey)];
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}
