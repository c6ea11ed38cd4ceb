/**
 * Bytes of a text to characters. A charset that decodes without error is believed; bytes that do not fit what they claim
 * to be are read by a fallback table, and the result says so. Never U+FFFD in silence.
 */
import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { NoText, type Repair } from './outcome.ts';
import { isUtf16 } from './sniff.ts';

export interface Decoded {
  readonly text: string;
  readonly charset: string;
  readonly repairs: readonly Repair[];
}

/** Labels that mean one charset. ISO-8859-1 is read as Windows-1252, as browsers do: hospitals mean that. */
const LABELS: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  iso8859_1: 'windows-1252',
  'iso_8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'latin-1': 'windows-1252',
  cp1252: 'windows-1252',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  utf8: 'utf-8',
  'iso-8859-15': 'iso-8859-15',
  'utf-16': 'utf-16le',
};

/** Single-byte charsets tried when nothing fits, in this order among equals. */
const FALLBACKS = ['windows-1252', 'cp850', 'macroman'] as const;

/**
 * Decodes text bytes with the declared charset as a hint. Throws NoText `bad_charset` where no reading is believable.
 */
export function decodeText(bytes: Buffer, declared: string | null): Decoded {
  const label = declared === null ? null : (LABELS[declared] ?? declared);
  const utf16 = isUtf16(bytes);
  if (utf16 !== null) return decodeUtf16(bytes, utf16, label);
  if (label?.startsWith('utf-16')) {
    const fatal = tryDecode(bytes, label);
    if (fatal !== null && !hasControls(fatal)) return { text: fatal, charset: label, repairs: [] };
    if (!isUtf8(bytes)) throw new NoText('bad_charset');
  }
  if (isUtf8(bytes)) return decodeUtf8(bytes, label);
  const known = label !== null && label !== 'utf-8' && !label.startsWith('utf-16') && iconv.encodingExists(label);
  if (known && fits(bytes, label)) return { text: iconv.decode(bytes, label), charset: label, repairs: [] };
  const charset = guess(bytes);
  return {
    text: iconv.decode(bytes, charset),
    charset,
    repairs: [label === null ? 'charset_guessed' : 'charset_declared_wrong'],
  };
}

function decodeUtf16(bytes: Buffer, charset: 'utf-16le' | 'utf-16be', label: string | null): Decoded {
  const text = tryDecode(bytes, charset);
  if (text === null) throw new NoText('bad_charset');
  const wrong = label !== null && !label.startsWith('utf-16');
  return { text, charset, repairs: wrong ? ['charset_declared_wrong'] : [] };
}

function decodeUtf8(bytes: Buffer, label: string | null): Decoded {
  const text = withoutBom(bytes.toString('utf8'));
  // Pure ASCII is right under every label; other bytes that happen to be valid UTF-8 are UTF-8.
  const wrong = label !== null && label !== 'utf-8' && /[^\0-\x7f]/.test(text);
  const mended = mendMojibake(text);
  const repairs: Repair[] = wrong ? ['charset_declared_wrong'] : [];
  if (mended !== null) repairs.push('mojibake');
  return { text: mended ?? text, charset: 'utf-8', repairs };
}

function tryDecode(bytes: Buffer, charset: string): string | null {
  try {
    return withoutBom(new TextDecoder(charset, { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const withoutBom = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);
const hasControls = (text: string): boolean => /(?![\t\n\f\r])\p{Cc}/u.test(text);

/** A declared single-byte charset fits unless it turns bytes into control characters or leaves them undefined. */
function fits(bytes: Buffer, charset: string): boolean {
  return !/[\ufffd\x7f-\x9f]/.test(iconv.decode(bytes, charset));
}

/** Letters and signs that stand in German and English clinical text; other non-ASCII characters speak against a charset. */
const EXPECTED = /[äöüÄÖÜßéèêàáâçñóíúëïôøåæ°µμ±²³§–—…„“”‚‘’»«•·×÷≥≤€½¼¾\u00a0\u00ad®©™]/;
const UNEXPECTED = /[\ufffd\u2500-\u259f]|\p{Co}|(?![\t\n\f\r])\p{Cc}/u;

/** The single-byte charset under which the bytes look most like text of this field. */
function guess(bytes: Buffer): string {
  const found = chardet.detect(bytes)?.toLowerCase();
  const guesses = found && /^(windows-125\d|iso-8859-\d+|koi8-r)$/.test(found) ? [...FALLBACKS, found] : FALLBACKS;
  let best = { charset: 'windows-1252', score: -Infinity };
  for (const name of guesses) {
    const charset = LABELS[name] ?? name;
    const score = scoreOf(iconv.decode(bytes, charset));
    if (score > best.score) best = { charset, score };
  }
  if (best.score < 0) throw new NoText('bad_charset');
  return best.charset;
}

function scoreOf(text: string): number {
  let score = 0;
  for (const character of text.match(/[^\t\n\r -~]/g) ?? []) {
    score += UNEXPECTED.test(character) ? -3 : EXPECTED.test(character) ? 1 : -0.2;
  }
  // A capital umlaut inside a word of small letters is a sign of the wrong table.
  return score - 2 * (text.match(/[a-zäöüß][ÄÖÜÉÀ][a-zäöüß]/g)?.length ?? 0);
}

const CP1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Text that was UTF-8, read as Windows-1252 and written as UTF-8 again ("GrÃ¶ÃŸe"). Undone only where the whole text
 * goes back without loss; null where it does not, or where there is nothing to undo.
 */
function mendMojibake(text: string): string | null {
  if (!/[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return null;
  const bytes = Buffer.alloc(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const high = code > 0xff ? CP1252_HIGH.indexOf(text[at] as string) : -1;
    if (code > 0xff && high < 0) return null;
    bytes[at] = high >= 0 ? 0x80 + high : code;
  }
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
