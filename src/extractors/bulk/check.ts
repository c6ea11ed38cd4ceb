/** Is a file on disk what the manifest says? Looked at before anything of it is given on. */
import { openBytes, linesOf } from '../ndjson.ts';
import { streamFault } from '../ndjson-items.ts';
import { Fault } from '../search/fault.ts';

/**
 * Reads the file to its end. Gives the number of its lines. Throws Fault `count_mismatch`, `truncated`, `truncated_gzip`,
 * `bad_gzip`, `html`.
 */
export async function checkFile(file: string, count: number | null): Promise<number> {
  let lines = 0;
  try {
    for await (const batch of linesOf(openBytes(file))) {
      const [first] = batch;
      if (lines === 0 && first && 'last' in first && first.bytes[0] === 0x3c) throw new Fault('html');
      lines += batch.length;
      const last = batch.at(-1);
      // Without a line end, only a whole JSON text shows that nothing was cut off.
      if (last && 'last' in last && last.last && !isJson(last.bytes)) throw new Fault('truncated');
    }
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(streamFault(error));
  }
  if (count !== null && count !== lines) throw new Fault('count_mismatch');
  return lines;
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
