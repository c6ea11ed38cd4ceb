/** nlp: notes in, findings out, line by line; no database. */
import { closeSync, createReadStream, openSync, statSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { isPartialDate } from '../calendar.ts';
import type { Annotation, NoteInput } from '../domain.ts';
import { EXIT, LutraError } from '../errors.ts';
import { annotate } from '../nlp/annotate.ts';
import { shownNote } from './explain-note/model.ts';
import { PAGE_END, noteArticle, pageHead } from './explain-note/page.ts';
import { terminalLines } from './explain-note/terminal.ts';
import type { Io } from './io.ts';
import { text } from './options.ts';
import type { Options } from './verb.ts';

const Note = z.object({
  id: z.string().min(1),
  text: z.string(),
  date: z.string().refine(isPartialDate, 'must be a date like 2019-03-14, 2019-03 or 2019').nullish(),
  language: z.enum(['de', 'en']).nullish(),
  patient: z.string().optional(),
  kind: z.string().nullish(),
});

/**
 * Reads `file` or standard input (`-`) and writes one line of JSON a note; with --explain the note itself with what was
 * read in it, with --html a page of that. A line that is no note ends the work with its number and exit status 2.
 */
export async function nlp(io: Io, options: Options, file: string): Promise<number> {
  const html = text(options, 'html');
  if (html !== null && options['explain'] === true)
    throw new LutraError('usage', '--explain and --html exclude each other', { remedy: 'give one of them' });
  const input = file === '-' ? standardInput(io) : openNotes(file);
  const place = file === '-' ? 'standard input' : file;
  const writer = html === null ? null : pageWriter(io, html);
  const write = writer?.write ?? (options['explain'] === true ? explained(io) : asJson(io));
  let number = 0;
  try {
    for await (const line of linesOf(input, place)) {
      number++;
      if (line.trim() === '') continue;
      const note = parseNote(line, `${place}:${number}`);
      write(note, annotate(note));
    }
  } finally {
    writer?.end();
  }
  return EXIT.done;
}

function standardInput(io: Io): Readable {
  if ('isTTY' in io.stdin && io.stdin.isTTY === true) io.err('reading notes from the keyboard; Ctrl+D ends');
  return io.stdin;
}

function openNotes(file: string): Readable {
  const refused = (what: string): LutraError =>
    new LutraError('source', what, { place: file, remedy: 'name a file of notes, one JSON object a line' });
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw refused('this is a folder, not a file');
  try {
    return createReadStream(file, { fd: openSync(file, 'r') });
  } catch (error) {
    throw refused((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : 'the file cannot be read');
  }
}

type Write = (note: NoteInput, annotation: Annotation) => void;

const asJson =
  (io: Io): Write =>
  (_note, annotation) =>
    io.out(JSON.stringify(annotation));

const explained =
  (io: Io): Write =>
  (note, annotation) =>
    io.out(terminalLines(shownNote(note, annotation)).join('\n'));

/** To a file that only its owner may read (it holds the notes), or to standard output (`-`). */
function pageWriter(io: Io, file: string): { write: Write; end(): void } {
  const handle = file === '-' ? null : openForOwner(file);
  const put = (part: string): void => {
    if (handle === null) io.out(part.trimEnd());
    else writeSync(handle, part);
  };
  let position = 0;
  put(pageHead());
  return {
    write: (note, annotation) => put(noteArticle(shownNote(note, annotation), ++position)),
    end: () => {
      put(PAGE_END);
      if (handle !== null) closeSync(handle);
    },
  };
}

function openForOwner(file: string): number {
  try {
    return openSync(file, 'w', 0o600);
  } catch {
    throw new LutraError('usage', 'the page cannot be written', {
      place: file,
      remedy: 'name a file in a folder of yours',
    });
  }
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
