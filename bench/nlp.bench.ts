/** Notes a second on one core, beside a bare single-pass scan of the same text; and the slowest note per 10 KB. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { NoteInput } from '../src/domain.ts';
import { annotate } from '../src/nlp/annotate.ts';
import { againstFloor } from './measure.ts';

const LETTER = 2048;
const corpus = path.join(import.meta.dirname, '..', 'test', 'corpus');
const notesIn = (folder: string): NoteInput[] =>
  readdirSync(path.join(corpus, folder), { recursive: true })
    .map((file) => path.join(corpus, folder, String(file)))
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as { notes: NoteInput[] }).notes);
const lettersIn = (some: readonly NoteInput[]): number =>
  some.reduce((sum, note) => sum + note.text.length, 0) / LETTER;
const notes = notesIn('dev');

let checksum = 0;
function scan(): void {
  for (const { text } of notes)
    for (let i = 0; i < text.length; i++) checksum = (checksum * 31 + text.charCodeAt(i)) | 0;
}

const repeat = (work: () => void, times: number) => () => {
  for (let i = 0; i < times; i++) work();
};
const { subject, ratio } = await againstFloor(
  repeat(scan, 10),
  repeat(() => notes.forEach((note) => annotate(note)), 10),
  5,
);
const perSecond = (lettersIn(notes) * 10) / (subject / 1000);
console.log(
  `  ${Math.round(perSecond)} letters of 2 KB a second on one core (goal 2,000); ${ratio.toFixed(1)} x a bare scan (checksum ${checksum & 0xff})`,
);

/** What is read again and again is not what a night brings: the searches make themselves ready for words they meet first. */
const others = readdirSync(corpus)
  .filter((folder) => folder !== 'dev')
  .flatMap(notesIn);
const started = performance.now();
others.forEach((note) => annotate(note));
const newPerSecond = lettersIn(others) / ((performance.now() - started) / 1000);
console.log(`  ${Math.round(newPerSecond)} letters a second of other writers, each read for the first time`);

function slowest(texts: readonly string[]): number {
  return Math.max(
    ...texts.map((text) => {
      const started = performance.now();
      annotate({ id: 'x', text });
      return ((performance.now() - started) * 10_240) / text.length;
    }),
  );
}
const hostile = [
  ' ',
  'a',
  '1',
  '1.',
  '+',
  '(',
  'Gleason ',
  'PSA 1 ',
  'keine ',
  '01.01.2020 ',
  'Leber, ',
  '177Lu-PSMA ',
  '\n- ',
  'ß\u0301',
  '-\n',
].map((piece) => piece.repeat(Math.ceil(100_000 / piece.length)));
console.log(`  slowest hostile note: ${slowest(hostile).toFixed(1)} ms per 10 KB (goal 50)`);
