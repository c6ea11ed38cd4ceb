/** A document server's own text of a document, stored in the place of the document's bytes. */
import type { FhirResource } from '../domain.ts';

const TAG = { system: 'urn:lutra:binary', code: 'text-rendition' };

/** A Binary with the server's text of a document; its hash, size and content type are not those of the document. */
export function textRendition(id: string, text: Buffer, contentType: string): FhirResource & { readonly id: string } {
  return { resourceType: 'Binary', id, meta: { tag: [TAG] }, contentType, data: text.toString('base64') };
}

/** Was this Binary made by `textRendition`? */
export function isTextRendition(binary: FhirResource): boolean {
  const tags = (binary['meta'] as { tag?: unknown } | undefined)?.tag;
  return Array.isArray(tags) && tags.some((tag: { system?: unknown; code?: unknown } | null) => isOurs(tag));
}

function isOurs(tag: { system?: unknown; code?: unknown } | null): boolean {
  return tag?.system === TAG.system && tag.code === TAG.code;
}
