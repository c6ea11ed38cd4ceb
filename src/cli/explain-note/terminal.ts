/** A note for the terminal: its lines, under each the marks of its mentions and what they are. */
import { printable } from '../table.ts';
import { KIND_WORDS, confidenceWords, mentionWords, whyWords } from './model.ts';
import type { ShownMention, ShownNote } from './model.ts';

/** Columns of text a row; longer lines go on in the next. */
const WIDTH = 100;

export function terminalLines(note: ShownNote): string[] {
  const gutter = String(note.text.split('\n').length).length;
  const lines = [`━━ ${printable(note.about)}`, ''];
  let start = 0;
  for (const [i, line] of note.text.split('\n').entries()) {
    lines.push(...lineRows(note, line, start, String(i + 1).padStart(gutter)));
    start += line.length + 1;
  }
  return [...lines, '', ...findingRows(note), ''];
}

function lineRows(note: ShownNote, line: string, start: number, number: string): string[] {
  const rows: string[] = [];
  for (const [i, piece] of piecesOf(line).entries()) {
    const head = i === 0 ? number : ' '.repeat(number.length);
    const from = start + piece.start;
    const mentions = note.mentions.filter((m) => m.start < from + piece.text.length && m.end > from);
    rows.push(`${head} │ ${printable(piece.text)}`.trimEnd());
    const blank = `${' '.repeat(number.length)} │ `;
    rows.push(...marksOf(mentions, piece.text, from).map((marks) => blank + marks));
    for (const mention of mentions.filter((m) => m.start >= from)) {
      const words = `${mentionWords(mention)} · ${whyWords(mention, note.text)}`;
      rows.push(`${blank}  ${mention.number} ${printable(words)}`);
    }
  }
  return rows;
}

/** Parts of a line that fit a row, divided at blanks where there are any. */
function piecesOf(line: string): { start: number; text: string }[] {
  const pieces: { start: number; text: string }[] = [];
  for (let start = 0; start === 0 || start < line.length;) {
    let end = Math.min(line.length, start + WIDTH);
    if (end < line.length) {
      const blank = line.lastIndexOf(' ', end);
      if (blank > start + WIDTH / 2) end = blank + 1;
      else if (/[\uDC00-\uDFFF]/.test(line.charAt(end))) end--;
    }
    pieces.push({ start, text: line.slice(start, end) });
    start = Math.max(end, start + 1);
  }
  return pieces;
}

/** Rows of marks: `1───`, as many as it takes for marks not to overlap; what made the assertion as `~~~` in the last. */
function marksOf(mentions: readonly ShownMention[], text: string, from: number): string[] {
  const rows: string[][] = [];
  for (const mention of mentions) {
    const [start, end] = columnsOf(mention, text, from);
    const label = String(mention.number).padEnd(end - start, '─');
    let row = rows.find((r) => r.slice(start, start + label.length + 1).every((c) => c === ' '));
    if (!row) rows.push((row = []));
    put(row, start, label);
  }
  const cues: string[] = [];
  for (const cue of mentions.flatMap((m) => m.cues)) {
    const [start, end] = columnsOf(cue, text, from);
    if (end > start) put(cues, start, '~'.repeat(end - start));
  }
  return [...rows, ...(cues.length > 0 ? [cues] : [])].map((row) => row.join(''));
}

function put(row: string[], start: number, label: string): void {
  while (row.length < start + label.length) row.push(' ');
  for (let i = 0; i < label.length; i++) row[start + i] = label.charAt(i);
}

/** Columns of a span within a piece as it is printed. */
function columnsOf(span: { start: number; end: number }, text: string, from: number): [start: number, end: number] {
  const column = (offset: number): number => columns(text.slice(0, Math.max(0, Math.min(text.length, offset - from))));
  return [column(span.start), column(span.end)];
}

/** Marks that combine with the letter before take no column. */
function columns(text: string): number {
  return Array.from(printable(text).replace(/\p{M}+/gu, '')).length;
}

function findingRows({ findings }: ShownNote): string[] {
  if (findings.length === 0) return ['no findings'];
  const words = findings.map((f) => [
    KIND_WORDS[f.kind],
    f.words,
    `from ${f.from.join(', ')}`,
    `confidence: ${confidenceWords(f)}`,
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(...words.map((row) => row[i]?.length ?? 0)));
  return findings.flatMap((finding, i) => {
    const row = (words[i] ?? []).map((cell, c) => cell.padEnd(widths[c] ?? 0)).join('  ');
    return [row, ...(finding.doubt === null ? [] : [`  ? ${finding.doubt}`])];
  });
}
