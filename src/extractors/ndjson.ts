/**
 * NDJSON as bulk exports write it. Split on byte 0x0A alone (U+2028 inside a string is no line end), memory bounded by the
 * longest line, gzip read strictly: a file cut short is an incomplete range, never a short success.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { hasBom } from './bundle-layout.ts';
import { MAX_RESOURCE_BYTES } from './resource.ts';

const NEWLINE = 0x0a;
const CHUNK_BYTES = 256 * 1024;

export interface OverlongLine {
  readonly hash: string;
  readonly length: number;
}
/** Whole lines in order, without their line end. `last` marks a final line that no line end closes. */
export type Line = { readonly bytes: Buffer; readonly last: boolean } | OverlongLine;

/** The bytes of a file, unpacked where its name ends in `.gz`. */
export function openBytes(file: string): Readable {
  const stream = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (!file.endsWith('.gz')) return stream;
  // The reader of the unpacked stream gets the error of either stream; the callback only takes it off the event loop.
  return pipeline(stream, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
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

  add(chunk: Buffer): Line[] {
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

/** True where nothing but white space is in the line. */
function isBlank(bytes: Buffer): boolean {
  let at = 0;
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x0d || bytes[at] === 0x09)) at++;
  return at === bytes.length;
}
