/** DOCX to text. The archive is checked entry by entry before the library may unpack it. */
import { inflateRawSync } from 'node:zlib';
import { htmlToText } from './html.ts';
import { NoText } from './outcome.ts';

const MAX_ENTRIES = 10_000;
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** Text of a DOCX. Throws NoText: `bad_archive`, `too_large`, or `unsupported_type` for a ZIP that is no DOCX. */
export async function docxToText(bytes: Buffer): Promise<string> {
  const entries = directoryOf(bytes);
  if (!entries.some((entry) => entry.name === 'word/document.xml')) throw new NoText('unsupported_type');
  checkSizes(bytes, entries);
  return htmlToText(await docxToHtml(bytes));
}

async function docxToHtml(bytes: Buffer): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
  try {
    return (await mammoth.convertToHtml({ buffer: bytes }, { convertImage })).value;
  } catch {
    throw new NoText('bad_archive');
  }
}

/** The central directory of a ZIP, which names every entry once. */
function directoryOf(bytes: Buffer): ZipEntry[] {
  const end = bytes.length - 22 - Math.max(0, findEnd(bytes));
  if (findEnd(bytes) < 0) throw new NoText('bad_archive');
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new NoText('too_large');
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new NoText('bad_archive');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Distance of the end record from the last place it can stand in; -1 where there is none. */
function findEnd(bytes: Buffer): number {
  for (let back = 0; back <= 0xffff && bytes.length - 22 - back >= 0; back++) {
    if (bytes.readUInt32LE(bytes.length - 22 - back) === END_OF_DIRECTORY) return back;
  }
  return -1;
}

/** Unpacks every entry under its declared size, so that a directory that lies cannot fill the memory later. */
function checkSizes(bytes: Buffer, entries: readonly ZipEntry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (total > MAX_UNPACKED_BYTES) throw new NoText('too_large');
  for (const entry of entries) {
    if (entry.method !== 8) {
      if (entry.method !== 0 || entry.packed !== entry.unpacked) throw new NoText('bad_archive');
      continue;
    }
    if (entry.offset + 30 > bytes.length) throw new NoText('bad_archive');
    const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
    try {
      inflateRawSync(bytes.subarray(start, start + entry.packed), { maxOutputLength: Math.max(1, entry.unpacked) });
    } catch (error) {
      throw new NoText((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'bad_archive');
    }
  }
}
