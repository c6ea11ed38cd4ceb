/** What an attachment really is: by its first bytes, else by its declared content type. Both are tables. */

export type Format = 'plain' | 'html' | 'xml' | 'rtf' | 'pdf' | 'docx' | 'zip' | 'image' | 'other';

/** Content types as servers write them, lower case, without parameters. */
const DECLARED: readonly (readonly [pattern: RegExp, format: Format])[] = [
  [/^text\/(plain|txt|csv|markdown|x-markdown)$|^application\/txt$/, 'plain'],
  [/^text\/html$|^(application|text)\/(xhtml|xhtml\+xml)$/, 'html'],
  [/^(application|text)\/(xml|hl7-sda\+xml|hl7-v3\+xml|cda\+xml|x-hl7)$/, 'xml'],
  [/^text\/(richtext|rtf|enriched)$|^application\/(rtf|x-rtf|richtext)$/, 'rtf'],
  [/^application\/(pdf|x-pdf)$/, 'pdf'],
  [/^application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document$/, 'docx'],
  [/^application\/(zip|x-zip|x-zip-compressed)$/, 'zip'],
  [/^image\/(?!svg)|^application\/dicom$/, 'image'],
];

const MAGIC: readonly (readonly [format: Format, test: (head: string) => boolean])[] = [
  ['pdf', (head) => head.slice(0, 1024).includes('%PDF-')],
  ['rtf', (head) => /^\s*\{\\rtf/.test(head)],
  ['zip', (head) => head.startsWith('PK\u0003\u0004')],
  ['image', (head) => /^(\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4})/s.test(head)],
  ['other', (head) => head.startsWith('\xd0\xcf\x11\xe0') || head.startsWith('\x1f\x8b') || head.startsWith('Rar!')],
  ['html', (head) => /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype html|html[\s>])/i.test(head)],
  ['xml', (head) => /^\s*<\?xml\s/i.test(head) || /^\s*<(?:[a-z]\w*:)?ClinicalDocument[\s>]/.test(head)],
  ['html', (head) => /^\s*<(?:body|div|p|table|span|h[1-6])(?:\s[^>]*)?>[^]*<\//i.test(head)],
];

/** `type/subtype` in lower case and the charset parameter of a declared content type. */
export function parseContentType(declared: string | null): { type: string | null; charset: string | null } {
  if (declared === null || declared.trim() === '') return { type: null, charset: null };
  const [type = '', ...parameters] = declared.split(';').map((part) => part.trim());
  const charset = parameters
    .map((part) => /^charset\s*=\s*"?([^"\s]+)"?$/i.exec(part)?.[1])
    .find((value) => value !== undefined);
  return { type: type.toLowerCase(), charset: charset?.toLowerCase() ?? null };
}

/** The format of some bytes. `declared` is the format the content type names, null where it names none. */
export function formatOf(bytes: Buffer, contentType: string | null): { format: Format; declared: Format | null } {
  const { type } = parseContentType(contentType);
  // "ASCII Text" is no content type: as good as none.
  const declared =
    type === null || !type.includes('/') ? null : (DECLARED.find(([pattern]) => pattern.test(type))?.[1] ?? 'other');
  const head = headOf(bytes);
  const real = MAGIC.find(([, test]) => test(head))?.[0] ?? null;
  if (real === 'xml' && declared === 'html') return { format: 'html', declared };
  if (real !== null) return { format: real, declared };
  return { format: declared ?? (looksLikeText(bytes) ? 'plain' : 'other'), declared };
}

/** The first bytes as characters, without a byte order mark and, in UTF-16, without the zero bytes. */
function headOf(bytes: Buffer): string {
  const head = bytes.subarray(0, 2048);
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (utf16) return head.subarray(2).toString('latin1').replaceAll('\0', '');
  return (head[0] === 0xef && head[1] === 0xbb ? head.subarray(3) : head).toString('latin1');
}

/** True where control characters are rare, as they are in text of any charset. */
export function looksLikeText(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096);
  let control = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  return control <= head.length / 100 || isUtf16(bytes) !== null;
}

/** `utf-16le` or `utf-16be` by byte order mark, or by the zero bytes of Latin letters; null for neither. */
export function isUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 2 || bytes.length % 2 === 1) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const pairs = Math.min(bytes.length, 2048) >> 1;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.1) return 'utf-16le';
  return even > pairs * 0.7 && odd < pairs * 0.1 ? 'utf-16be' : null;
}
