/** nlp: notes in, findings out, line by line; no database. */
import { createReadStream, existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { isPartialDate } from '../calendar.ts';
import type { NoteInput } from '../domain.ts';
import { EXIT, LutraError } from '../errors.ts';
import { annotate } from '../nlp/annotate.ts';
import type { Io } from './io.ts';

const Note = z.object({
  id: z.string().min(1),
  text: z.string(),
  date: z.string().refine(isPartialDate, 'must be a date like 2019-03-14, 2019-03 or 2019').nullish(),
  language: z.enum(['de', 'en']).nullish(),
  patient: z.string().optional(),
  kind: z.string().nullish(),
});

/** Reads `file` or standard input (`-`). A line that is no note ends the work with its number and exit status 2. */
export async function nlp(io: Io, file: string): Promise<number> {
  if (file !== '-' && !existsSync(file)) throw new LutraError('source', 'no such file', { place: file });
  const input = file === '-' ? io.stdin : createReadStream(file);
  const place = file === '-' ? 'standard input' : file;
  let number = 0;
  for await (const line of linesOf(input, place)) {
    number++;
    if (line.trim() !== '') io.out(JSON.stringify(annotate(parseNote(line, `${place}:${number}`))));
  }
  return EXIT.done;
}

/** Lines end at a line feed and nowhere else: U+2028 may stand inside a note. */
async function* linesOf(input: Readable, place: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new LutraError('source', 'not UTF-8', { place, remedy: 'convert the file to UTF-8' });
    }
  };
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decode(chunk as Uint8Array)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decode();
  if (rest !== '') yield rest;
}

/** One note of a line. Throws `source` naming place and field, never the text. */
function parseNote(line: string, place: string): NoteInput {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LutraError('source', 'the line is not JSON', {
      place,
      remedy: 'give one JSON object a line: {"id": …, "text": …}',
    });
  }
  const result = Note.safeParse(value);
  if (result.success) return result.data as NoteInput;
  const issue = result.error.issues[0];
  throw new LutraError('source', `${issue?.path.join('.') || 'the note'}: ${issue?.message ?? 'not understood'}`, {
    place,
    remedy: 'a note has "id" and "text", and may have "date", "language" (de, en), "patient", "kind"',
  });
}
