/** Notes a second on one core, beside a bare single-pass scan of the same text; and the slowest note per 10 KB. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { NoteInput } from '../src/domain.ts';
import { annotate } from '../src/nlp/annotate.ts';
import { againstFloor } from './measure.ts';

const LETTER = 2048;
const corpus = path.join(import.meta.dirname, '..', 'test', 'corpus', 'dev');
const notes = readdirSync(corpus, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => (JSON.parse(readFileSync(path.join(corpus, file), 'utf8')) as { notes: NoteInput[] }).notes);
const characters = notes.reduce((sum, note) => sum + note.text.length, 0);

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
const perSecond = (characters * 10) / LETTER / (subject / 1000);
console.log(
  `  ${Math.round(perSecond)} letters of 2 KB a second on one core (goal 2,000); ${ratio.toFixed(1)} x a bare scan (checksum ${checksum & 0xff})`,
);

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
