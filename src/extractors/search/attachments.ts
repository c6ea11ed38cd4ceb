/**
 * Attachments that are a URL. From the server's own origin (also outside the FHIR base) they are fetched and given as
 * Binary resources; from elsewhere they are left where they are, and the document says `not_fetched`.
 */
import type { FhirResource, PatientId } from '../../domain.ts';
import { binaryKey, keyText } from '../../fhir.ts';
import type { Received, ReceivedResource } from '../received.ts';
import type { ServerSpec } from '../source-spec.ts';
import { textRendition } from '../text-rendition.ts';
import { isResourceId, readResource } from '../resource.ts';
import { formatOf, parseContentType } from '../text/sniff.ts';
import { fetchOnce, fhirUrl, type Pull, rangeItem, resourcesIn } from './context.ts';
import { Fault } from './fault.ts';
import type { Answer } from './gateway.ts';

/** A FHIR resource in XML, from a server that does not look at Accept; its text is not the document. */
const FHIR_XML = /^\s*(?:<\?xml[^>]*>\s*)?<\w+\s[^>]*http:\/\/hl7\.org\/fhir["']/;

/** What it takes to fetch. */
export interface Fetching extends Pick<Pull, 'gateway' | 'fetched'> {
  readonly spec: ServerSpec;
}

interface Attachment {
  readonly url: string;
  readonly contentType: string | null;
}

/**
 * Fetches what a document points to, with a range under the document's own name. Gives nothing at all where it points to
 * nothing, or to what others fetched already.
 */
export async function fetchAttachments(
  pull: Fetching,
  patient: PatientId,
  document: ReceivedResource['resource'],
): Promise<Received[]> {
  const wanted = linkedAttachments(document).filter(({ url }) => target(pull, url) !== null);
  const part = keyText({ type: document.resourceType, id: document.id });
  const items: Received[] = [];
  let [announced, reason, failed] = [0, null as string | null, null as string | null];
  for (const attachment of wanted) {
    const id = binaryKey(attachment.url).id;
    const { isFirst, fault } = await fetchOnce(pull, `Binary/${id}`, async () => {
      items.push(await fetchOne(pull, attachment, id));
    });
    if (isFirst || fault !== null) announced++;
    if (fault !== null) failed ??= target(pull, attachment.url)?.href ?? null;
    reason ??= fault;
  }
  if (announced === 0) return [];
  const request = failed ?? fhirUrl(pull.spec, 'Binary').href;
  const received = resourcesIn(items);
  return [...items, rangeItem({ type: 'Binary', patient, part, reason, announced, received, request })];
}

/** Does a resource link to documents? */
export function hasLinks(resource: FhirResource): boolean {
  return linkedAttachments(resource).length > 0;
}

/** Empty or null `data` beside a URL holds nothing: the document is behind the URL. */
const hasData = ({ data }: { data?: unknown }): boolean => typeof data === 'string' && data.trim() !== '';

function linkedAttachments(resource: FhirResource): Attachment[] {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const attachments =
    resource.resourceType === 'DocumentReference'
      ? list(resource['content']).map((content) => (content as { attachment?: unknown } | null)?.attachment)
      : resource.resourceType === 'DiagnosticReport'
        ? list(resource['presentedForm'])
        : [];
  return (attachments as ({ url?: unknown; data?: unknown; contentType?: unknown } | null | undefined)[])
    .filter((attachment) => typeof attachment?.url === 'string' && !hasData(attachment))
    .map((attachment) => ({
      url: attachment?.url as string,
      contentType: typeof attachment?.contentType === 'string' ? attachment.contentType : null,
    }));
}

/** The URL to ask, or null where it is not ours to ask. Relative URLs are relative to the FHIR base. */
function target(pull: Fetching, url: string): URL | null {
  try {
    const resolved = pull.gateway.origins.resolve(url, `${pull.spec.baseUrl}/`);
    // The Binary of another server has an id of its own, which may be that of another document here.
    const { id } = binaryKey(url);
    const foreign = !id.startsWith('url-') && !resolved.href.startsWith(`${pull.spec.baseUrl}/`);
    return foreign || !isResourceId(id) ? null : resolved;
  } catch {
    return null;
  }
}

async function fetchOne(pull: Fetching, attachment: Attachment, id: string): Promise<Received> {
  const url = target(pull, attachment.url) as URL;
  const binary = /\/Binary\/[^/]+$/.test(url.pathname);
  const rendition = binary ? null : await fetchRendition(pull, url, attachment, id);
  if (rendition) return rendition;
  const answer = await pull.gateway.getRaw(url, binary ? 'application/fhir+json' : (attachment.contentType ?? '*/*'));
  const { type } = parseContentType(answer.contentType);
  if (type?.endsWith('json')) return asResource(answer, id, attachment.url, url.href);
  if (FHIR_XML.test(answer.bytes.subarray(0, 512).toString('latin1'))) throw new Fault('fhir_xml');
  const expected = formatOf(Buffer.alloc(0), attachment.contentType).declared;
  // A login page comes with 200 and as HTML. Only where HTML was announced, or nothing was, can it be the document.
  if (type === 'text/html' && expected !== null && expected !== 'html') throw new Fault('html');
  const resource = {
    resourceType: 'Binary',
    id,
    contentType: answer.contentType ?? attachment.contentType ?? undefined,
    data: answer.bytes.toString('base64'),
  };
  return { kind: 'resource', resource, raw: JSON.stringify(resource), fullUrl: url.href, request: url.href };
}

/**
 * The server's own text of a document outside the FHIR base, where the settings say how it is called; null where the
 * document is plain text itself, or the server has no text of it. Rejects with the Fault of a server in trouble.
 */
async function fetchRendition(
  { gateway, spec }: Fetching,
  document: URL,
  { contentType }: Attachment,
  id: string,
): Promise<Received | null> {
  const suffix = spec.textRenditionSuffix;
  if (suffix === null || document.href.startsWith(`${spec.baseUrl}/`)) return null;
  if (formatOf(Buffer.alloc(0), contentType).declared === 'plain') return null;
  const url = new URL(document);
  url.pathname += suffix;
  try {
    const answer = await gateway.getRaw(url, 'text/plain');
    if (parseContentType(answer.contentType).type !== 'text/plain' || answer.bytes.length === 0) return null;
    const resource = textRendition(id, answer.bytes, answer.contentType ?? 'text/plain');
    return { kind: 'resource', resource, raw: JSON.stringify(resource), fullUrl: document.href, request: url.href };
  } catch (error) {
    if (error instanceof Fault && /^http_(404|406|410|415)$/.test(error.code)) return null;
    throw error;
  }
}

/** A FHIR Binary, under the id by which the document refers to it. */
function asResource(answer: Answer, id: string, written: string, request: string): Received {
  const item = readResource(answer.bytes, [0, answer.bytes.length], request);
  if (item.kind === 'quarantined') return item;
  if (item.resource.resourceType !== 'Binary')
    throw new Fault(item.resource.resourceType === 'OperationOutcome' ? 'operation_outcome' : 'not_a_binary');
  return { ...item, resource: { ...item.resource, id }, fullUrl: written };
}
