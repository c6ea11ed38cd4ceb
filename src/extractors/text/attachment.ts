/** Bytes of an attachment to text, or to the reason why there is none. */
import { createHash } from 'node:crypto';
import { decodeBase64 } from './base64.ts';
import { decodeText } from './charset.ts';
import { docxToText } from './docx.ts';
import { htmlToText, xmlToText } from './html.ts';
import { NoText, type Repair, type TextFound, type TextOutcome } from './outcome.ts';
import { pdfToText } from './pdf.ts';
import { rtfToText } from './rtf.ts';
import { formatOf, looksLikeText, parseContentType, type Format } from './sniff.ts';

/** Largest attachment in bytes. */
const MAX_ATTACHMENT_BYTES = 64 * 1024 * 1024;

export interface AttachmentContent {
  readonly contentType: string | null;
  /** Base64. */
  readonly data: string;
  /** `Attachment.hash`: base64 of the SHA-1 of the bytes. */
  readonly hash: string | null;
  /** `Attachment.size` in bytes. */
  readonly size: number | null;
}

/** Reads one attachment. Never throws for what the bytes are. */
export async function textOfAttachment(content: AttachmentContent): Promise<TextOutcome> {
  try {
    const bytes = decodeBase64(content.data, MAX_ATTACHMENT_BYTES);
    if (bytes.length === 0) throw new NoText('no_content');
    verify(bytes, content);
    return await textOfBytes(bytes, content.contentType);
  } catch (error) {
    if (!(error instanceof NoText)) throw error;
    return { reason: error.reason, contentType: content.contentType };
  }
}

/** Text of bytes with a declared content type. Throws NoText. */
async function textOfBytes(bytes: Buffer, contentType: string | null): Promise<TextFound> {
  const { format, declared } = formatOf(bytes, contentType);
  const found = await READERS[format](bytes, parseContentType(contentType).charset);
  const lines = found.text.replace(/\r\n?/g, '\n');
  const text = lines.toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(text)) throw new NoText('empty');
  const repairs: Repair[] = [...found.repairs];
  if (declared === null) repairs.unshift('content_type_missing');
  else if (!same(format, declared)) repairs.unshift('content_type_wrong');
  if (text !== lines) repairs.push('lone_surrogates');
  return { ...found, text, repairs };
}

/** A DOCX is a ZIP, and XHTML is XML. */
function same(real: Format, declared: Format): boolean {
  return real === declared || (real === 'zip' && declared === 'docx') || (real === 'html' && declared === 'xml');
}

/** One reader for each format; the ones that have no text say why. */
const READERS: Readonly<Record<Format, (bytes: Buffer, charset: string | null) => Promise<TextFound> | TextFound>> = {
  plain: (bytes, charset) => {
    if (!looksLikeText(bytes)) throw new NoText('unsupported_type');
    return { ...decodeText(bytes, charset), method: 'plain' };
  },
  html: (bytes, charset) => readMarkup(bytes, charset, htmlToText),
  xml: (bytes, charset) => readMarkup(bytes, charset, xmlToText),
  rtf: (bytes) => ({ text: rtfToText(bytes), method: 'rtf', charset: null, repairs: [] }),
  pdf: async (bytes) => ({ ...(await pdfToText(bytes)), method: 'pdf', charset: null }),
  docx: async (bytes) => ({ text: await docxToText(bytes), method: 'docx', charset: null, repairs: [] }),
  zip: async (bytes) => ({ text: await docxToText(bytes), method: 'docx', charset: null, repairs: [] }),
  image: () => {
    throw new NoText('image');
  },
  other: () => {
    throw new NoText('unsupported_type');
  },
};

function readMarkup(bytes: Buffer, charset: string | null, toText: (markup: string) => string): TextFound {
  const decoded = decodeText(bytes, charset ?? charsetInMarkup(bytes));
  return { ...decoded, text: toText(decoded.text), method: 'html' };
}

/** The charset that an XML declaration or an HTML meta element names. */
function charsetInMarkup(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 1024).toString('latin1');
  return (
    (/<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/i.exec(head) ??
      /<meta[^>]*charset=["']?([\w.:-]+)/i.exec(head))?.[1]?.toLowerCase() ?? null
  );
}

function verify(bytes: Buffer, { hash, size }: AttachmentContent): void {
  if (size !== null && size !== bytes.length) throw new NoText('hash_mismatch');
  if (hash === null) return;
  const expected = Buffer.from(hash, 'base64');
  const algorithm = expected.length === 32 ? 'sha256' : 'sha1';
  if (!createHash(algorithm).update(bytes).digest().equals(expected)) throw new NoText('hash_mismatch');
}
