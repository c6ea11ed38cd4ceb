/** The resources in an NDJSON file. */
import { Readable } from 'node:stream';
import { itemOf, itemsOf, type FileTally, type Item } from './items.ts';
import { linesOf, openBytes, type Line } from './ndjson.ts';
import { quarantined } from './received.ts';
import { MAX_RESOURCE_BYTES, readResource } from './resource.ts';

/** Reads a file line by line. What cannot be used is quarantined line by line; a file cut short is noted in `tally`. */
export async function* ndjsonItems(file: string, request: string, tally: FileTally): AsyncGenerator<Item[]> {
  yield* linesToItems(openBytes(file), request, tally);
}

/** The same for bytes already in memory. */
export function bufferItems(bytes: Buffer, request: string, tally: FileTally): AsyncGenerator<Item[]> {
  return linesToItems(Readable.from([bytes]), request, tally);
}

async function* linesToItems(stream: AsyncIterable<Buffer>, request: string, tally: FileTally): AsyncGenerator<Item[]> {
  let number = 0;
  try {
    for await (const lines of linesOf(stream)) {
      const [first] = lines;
      if (number === 0 && first && 'last' in first && first.bytes[0] === 0x3c) {
        tally.reason = 'not_ndjson';
        yield [
          quarantined('not_json', first.bytes, request, 'the file starts like XML or HTML; it was not read further'),
        ];
        return;
      }
      const items: Item[] = [];
      for (const line of lines) addItems(items, line, request, ++number, tally);
      yield items;
    }
  } catch (error) {
    tally.reason = streamFault(error);
  }
}

/** Names what ended a byte stream too early. Programming errors are passed on. */
export function streamFault(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ERR_PACKED_TOO_TIGHTLY') return 'packed_too_tightly';
  if (code === 'Z_BUF_ERROR') return 'truncated_gzip';
  if (typeof code === 'string' && code.startsWith('Z_')) return 'bad_gzip';
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return `read_error_${code.toLowerCase()}`;
  throw error;
}

/** Adds what is in a line: one item, or many where the line is a Bundle. */
function addItems(items: Item[], line: Line, request: string, number: number, tally: FileTally): void {
  if ('hash' in line) {
    const detail = `line ${number}: ${line.length} bytes, more than ${MAX_RESOURCE_BYTES}`;
    items.push({ kind: 'quarantined', code: 'too_large', request, hash: line.hash, detail });
    return;
  }
  const item = readResource(line.bytes, [0, line.bytes.length], request);
  if (item.kind === 'quarantined') {
    if (line.last && item.code === 'not_json') tally.reason = 'truncated';
    items.push({ ...item, detail: `line ${number}: ${item.detail}` });
  } else if (item.resource.resourceType === 'Bundle') items.push(...itemsOf(line.bytes, request));
  else items.push(itemOf(item));
}
