/**
 * NDJSON as bulk exports write it. Lines end with LF, CR or both (U+2028 inside a string is no line end), memory bounded by
 * the longest line, gzip read strictly: a file cut short is an incomplete range, never a short success.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { hasBom } from './bundle-layout.ts';
import { MAX_RESOURCE_BYTES } from './resource.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const CHUNK_BYTES = 64 * 1024;

/** A gzip that unpacks to more than this is read on only while it grows by less than `MAX_RATIO`: no record does. */
const FREE_BYTES = 64 * 1024 * 1024;
const MAX_RATIO = 200;

/** A gzip that unpacks to hardly anything but repetition, to fill the memory or the night. */
class PackedTooTightly extends Error {
  readonly code = 'ERR_PACKED_TOO_TIGHTLY';
}

export interface OverlongLine {
  readonly hash: string;
  readonly length: number;
}
/** Whole lines in order, without their line end. `last` marks a final line that no line end closes. */
export type Line = { readonly bytes: Buffer; readonly last: boolean } | OverlongLine;

/** The bytes of a file, unpacked where its name ends in `.gz`. */
export function openBytes(file: string): AsyncIterable<Buffer> {
  const stream = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (!file.endsWith('.gz')) return stream;
  // The reader of the unpacked stream gets the error of either stream; the callback only takes it off the event loop.
  return bounded(pipeline(stream, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined));
}

async function* bounded(gunzip: Gunzip): AsyncGenerator<Buffer> {
  let unpacked = 0;
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    unpacked += chunk.length;
    if (unpacked > FREE_BYTES && unpacked > MAX_RATIO * gunzip.bytesWritten) throw new PackedTooTightly();
    yield chunk;
  }
}

/**
 * Lines of a byte stream, a batch for each chunk: awaiting every line alone would cost more than parsing it. A line longer
 * than `maxBytes` is read past, and given as its hash and length. Rejects as the stream does.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>, maxBytes = MAX_RESOURCE_BYTES): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter(maxBytes);
  for await (const chunk of chunks) {
    const lines = splitter.add(chunk);
    if (lines.length > 0) yield lines;
  }
  yield splitter.end();
}

class LineSplitter {
  readonly #maxBytes: number;
  #carry: Buffer[] = [];
  #carried = 0;
  #overlong: ReturnType<typeof createHash> | null = null;
  #atStart = true;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(given: Buffer): Line[] {
    const chunk = withLineFeeds(given);
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = chunk.subarray(start, end);
      if (this.#carried === 0 && line.length <= this.#maxBytes) this.#give(lines, line, false);
      else {
        this.#take(line);
        this.#close(lines, false);
      }
      start = end + 1;
    }
    if (start < chunk.length) this.#take(chunk.subarray(start));
    return lines;
  }

  end(): Line[] {
    const lines: Line[] = [];
    this.#close(lines, true);
    return lines;
  }

  #take(part: Buffer): void {
    this.#carried += part.length;
    if (this.#overlong) this.#overlong.update(part);
    else if (this.#carried > this.#maxBytes) {
      this.#overlong = createHash('sha256');
      for (const piece of [...this.#carry, part]) this.#overlong.update(piece);
      this.#carry = [];
    } else this.#carry.push(part);
  }

  #give(lines: Line[], line: Buffer, last: boolean): void {
    const bytes = this.#atStart && hasBom(line) ? line.subarray(3) : line;
    this.#atStart = false;
    if (!isBlank(bytes)) lines.push({ bytes, last });
  }

  #close(lines: Line[], last: boolean): void {
    if (this.#overlong) lines.push({ hash: this.#overlong.digest('hex'), length: this.#carried });
    else if (this.#carried > 0) {
      this.#give(
        lines,
        this.#carry.length === 1 ? (this.#carry[0] as Buffer) : Buffer.concat(this.#carry, this.#carried),
        last,
      );
    }
    this.#atStart = false;
    this.#carry = [];
    this.#carried = 0;
    this.#overlong = null;
  }
}

/** Carriage returns as line feeds: inside a JSON string they can stand only as `\r`, and blank lines count for nothing. */
function withLineFeeds(chunk: Buffer): Buffer {
  let at = chunk.indexOf(RETURN);
  if (at < 0) return chunk;
  const copy = Buffer.from(chunk);
  for (; at >= 0; at = copy.indexOf(RETURN, at)) copy[at] = NEWLINE;
  return copy;
}

/** True where nothing but white space is in the line. */
function isBlank(bytes: Buffer): boolean {
  let at = 0;
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  return at === bytes.length;
}
