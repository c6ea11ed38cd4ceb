/** nlp: notes in, findings out, line by line; no database. */
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { EXIT, LutraError } from '../errors.ts';
import { annotate } from '../nlp/annotate.ts';
import { parseNoteLine } from '../nlp/stream.ts';
import type { Io } from './io.ts';

/** Reads `file` or standard input (`-`). A line that is no note ends the work with its number and exit status 2. */
export async function nlp(io: Io, file: string): Promise<number> {
  if (file !== '-' && !existsSync(file)) throw new LutraError('source', 'no such file', { place: file });
  const input = file === '-' ? io.stdin : createReadStream(file);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== '') io.out(JSON.stringify(annotate(parseNoteLine(line, number))));
  }
  return EXIT.done;
}
