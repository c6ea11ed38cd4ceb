/** Base64 read strictly: Node's decoder skips what it does not know and shortens the document without a word. */
import { NoText } from './outcome.ts';

/**
 * Decodes `Attachment.data` or `Binary.data`. White space is allowed. Throws NoText: `bad_base64` for a foreign character
 * or padding in the middle, `truncated` where characters are missing at the end, `too_large` above `maxBytes`.
 */
export function decodeBase64(data: string, maxBytes: number): Buffer {
  if (data.length > maxBytes * 2) throw new NoText('too_large');
  const compact = /\s/.test(data) ? data.replace(/\s+/g, '') : data;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) throw new NoText('bad_base64');
  if (compact.length % 4 !== 0) throw new NoText('truncated');
  const bytes = Buffer.from(compact, 'base64');
  if (bytes.length > maxBytes) throw new NoText('too_large');
  return bytes;
}
