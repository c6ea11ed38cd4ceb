/** JSON files: each a Bundle (transaction, batch, collection, document, searchset) or a single resource. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { layoutOf, NotAnObject, trailing } from './bundle-layout.ts';
import { itemsOf, type FileTally, type Item } from './items.ts';
import { bufferItems, streamFault } from './ndjson-items.ts';
import { quarantined } from './received.ts';

/** Largest JSON file in bytes, unpacked. Larger sets come as NDJSON. */
const MAX_BUNDLE_BYTES = 256 * 1024 * 1024;

const unpack = promisify(gunzip);

/** Reads one JSON file. A file that is no complete JSON object is one quarantined item and an incomplete range. */
export async function* bundleItems(file: string, request: string, tally: FileTally): AsyncGenerator<Item[]> {
  const { size } = await stat(file);
  if (size > MAX_BUNDLE_BYTES) {
    tally.reason = 'too_large';
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    const detail = `${size} bytes, more than ${MAX_BUNDLE_BYTES}`;
    yield [{ kind: 'quarantined', code: 'too_large', request, hash: hash.digest('hex'), detail }];
    return;
  }
  const bytes = await readBytes(file, tally);
  if (bytes === null) return;
  try {
    if (trailing(bytes, layoutOf(bytes)) === null) yield itemsOf(bytes, request);
    else yield* bufferItems(bytes, request, tally);
  } catch (error) {
    if (!(error instanceof NotAnObject)) throw error;
    tally.reason = error.truncated ? 'truncated' : 'not_json';
    yield [quarantined('not_json', bytes, request, error.message)];
  }
}

async function readBytes(file: string, tally: FileTally): Promise<Buffer | null> {
  try {
    const bytes = await readFile(file);
    return file.endsWith('.gz') ? await unpack(bytes, { maxOutputLength: MAX_BUNDLE_BYTES }) : bytes;
  } catch (error) {
    tally.reason = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : streamFault(error);
    return null;
  }
}
