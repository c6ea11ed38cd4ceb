/**
 * The documents in a resource: attachments of DocumentReference and DiagnosticReport, a report's conclusion, the narrative
 * of a Composition. Each becomes text with a stated method, or a named reason why it does not.
 */
import type { FhirResource, Language, PartialDate, PatientId, ResourceKey } from '../domain.ts';
import { parseReference, patientOf, type CodeableConcept, type Reference } from '../fhir.ts';
import { clinicalDate } from './document-date.ts';
import { narrativeOf } from './narrative.ts';
import { isTextRendition } from './text-rendition.ts';
import { textOfAttachment } from './text/attachment.ts';
import type { Repair, TextOutcome } from './text/outcome.ts';

export type { NoTextFound, Repair, TextFound, TextOutcome } from './text/outcome.ts';

/** One text of one resource, before copies and renditions are brought together. */
export interface DocumentText {
  readonly resource: ResourceKey;
  /** As the resource alone says it; whoever knows more (bundle-local references) decides. */
  readonly patient: PatientId | null;
  /** When what the document says was so: context or effective date before signing or filing date. */
  readonly date: PartialDate | null;
  readonly kind: string | null;
  readonly language: Language | null;
  /** Index in `content` or `presentedForm`; null for a conclusion or narrative. */
  readonly attachment: number | null;
  /** Where the attachment lies, as written; the same URL is the same document. */
  readonly url: string | null;
  /** Documents that this one stands in for; id alone where the reference has no type. */
  readonly replaces: readonly ResourceKey[];
  readonly outcome: TextOutcome;
}

/** Finds the Binary resource for an attachment URL as written; null where it was not received. */
export type ResolveBinary = (url: string) => FhirResource | null | Promise<FhirResource | null>;

interface Attachment {
  readonly contentType?: string;
  readonly language?: string;
  readonly data?: string;
  readonly url?: string;
  readonly size?: number;
  readonly hash?: string;
}

/**
 * Statuses that take a document out (clinical definition 2c). Preliminary ones stay; other resource types give nothing.
 */
const DROPPED: Readonly<Record<string, ReadonlySet<unknown>>> = {
  DocumentReference: new Set(['superseded', 'entered-in-error']),
  DiagnosticReport: new Set(['entered-in-error', 'cancelled']),
  Composition: new Set(['entered-in-error']),
};

/** All texts of a resource, in the order in which it lists them. Never rejects for what the resource says. */
export async function documentsOf(resource: FhirResource, resolveBinary: ResolveBinary): Promise<DocumentText[]> {
  const dropped = DROPPED[resource.resourceType];
  if (!dropped || dropped.has(resource['status']) || resource['docStatus'] === 'entered-in-error') return [];
  const documents: DocumentText[] = [];
  for (const [index, attachment] of attachmentsOf(resource).entries()) {
    const outcome = await outcomeOf(attachment, resolveBinary);
    documents.push({
      ...frameOf(resource, attachment.language),
      attachment: index,
      url: typeof attachment.url === 'string' ? attachment.url : null,
      outcome,
    });
  }
  const own = ownText(resource);
  if (own) documents.push({ ...frameOf(resource), attachment: null, url: null, outcome: own });
  if (documents.length > 0 || resource.resourceType === 'DiagnosticReport') return documents;
  return [{ ...frameOf(resource), attachment: null, url: null, outcome: { reason: 'no_content', contentType: null } }];
}

function attachmentsOf(resource: FhirResource): Attachment[] {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const found =
    resource.resourceType === 'DocumentReference'
      ? list(resource['content']).map((content) => (content as { attachment?: unknown } | null)?.attachment)
      : resource.resourceType === 'DiagnosticReport'
        ? list(resource['presentedForm'])
        : [];
  return found.map((attachment) =>
    typeof attachment === 'object' && attachment !== null ? (attachment as Attachment) : {},
  );
}

/** Text that is in the resource itself. */
function ownText(resource: FhirResource): TextOutcome | null {
  if (resource.resourceType === 'Composition') return narrativeOf(resource);
  const conclusion = resource['conclusion'];
  if (
    resource.resourceType !== 'DiagnosticReport' ||
    typeof conclusion !== 'string' ||
    !/[\p{L}\p{N}]/u.test(conclusion)
  )
    return null;
  const lines = conclusion.replace(/\r\n?/g, '\n');
  const repairs: Repair[] = lines.isWellFormed() ? [] : ['lone_surrogates'];
  return { text: lines.toWellFormed(), method: 'conclusion', charset: null, repairs };
}

async function outcomeOf(attachment: Attachment, resolveBinary: ResolveBinary): Promise<TextOutcome> {
  const contentType = textOrNull(attachment.contentType);
  const expected = {
    hash: textOrNull(attachment.hash),
    size: Number.isSafeInteger(attachment.size) ? (attachment.size as number) : null,
  };
  const isLink = typeof attachment.url === 'string' && attachment.data?.trim() === '';
  if (typeof attachment.data === 'string' && !isLink)
    return textOfAttachment({ ...expected, contentType, data: attachment.data });
  if (typeof attachment.url !== 'string') return { reason: 'no_content', contentType };
  const binary = await resolveBinary(attachment.url);
  if (binary === null) return { reason: 'not_fetched', contentType };
  const data = binary['data'];
  if (typeof data !== 'string') return { reason: 'no_content', contentType };
  if (isTextRendition(binary))
    return textOfAttachment({ hash: null, size: null, contentType: textOrNull(binary['contentType']), data });
  return textOfAttachment({ ...expected, contentType: contentType ?? textOrNull(binary['contentType']), data });
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

function frameOf(
  resource: FhirResource,
  attachmentLanguage?: string,
): Omit<DocumentText, 'attachment' | 'url' | 'outcome'> {
  return {
    resource: { type: resource.resourceType, id: resource.id ?? '' },
    patient: patientOf(resource),
    date: clinicalDate(resource),
    kind: kindOf(resource),
    language: languageOf(attachmentLanguage) ?? languageOf(resource['language']),
    replaces: replacedBy(resource),
  };
}

/** What the hospital calls the document: the local text before a code's display. */
function kindOf(resource: FhirResource): string | null {
  const concept = resource[resource.resourceType === 'DiagnosticReport' ? 'code' : 'type'] as
    CodeableConcept | undefined;
  const display = Array.isArray(concept?.coding)
    ? concept.coding.find((coding) => textOrNull(coding?.display))?.display
    : undefined;
  return textOrNull(concept?.text) ?? textOrNull(display) ?? textOrNull(resource['title']);
}

function languageOf(tag: unknown): Language | null {
  const primary = typeof tag === 'string' ? tag.trim().slice(0, 2).toLowerCase() : '';
  return primary === 'de' || primary === 'en' ? primary : null;
}

function replacedBy(resource: FhirResource): ResourceKey[] {
  const relations = resource['relatesTo'];
  if (!Array.isArray(relations)) return [];
  return (relations as ({ code?: string; target?: Reference; targetReference?: Reference } | null)[])
    .filter((relation) => relation?.code === 'replaces')
    .map((relation) => parseReference(relation?.target?.reference ?? relation?.targetReference?.reference))
    .filter((key) => key !== null);
}
