/** Line breaks that only the width of the page has made, and doubled blanks: in the view they are one blank. */
import type { Span } from '../types.ts';
import type { Edit } from './edits.ts';
import { physicalLines } from './lines.ts';
import { isClosed } from './sentences.ts';

const STARTS_ANEW =
  /^[ ]*(?:[-*+#>|=_~]|\[[ x]\]|\(?\d{1,2}[.)](?![\d])|\(?[a-z][.)] |[A-Z][\w/ .-]{0,38}:|\d{1,2}[./]\d{1,2}[./]\d|\d{1,2}\/\d{2,4}\b|#?\d+ {2,})/;
const OPEN_END =
  /(?:[,(+&/]| (?:und|oder|u\.|bzw\.|sowie|mit|von|vom|am|im|in|an|auf|bei|der|die|das|den|dem|des|ein|eine|einer|einem|eines|zu|zum|zur|nach|fuer|ohne|kein|keine|keinen|durch|aus|als|and|or|of|the|a|an|with|without|no|to|for|at|by|from|on|is|was|not|nicht|V\.a\.|Z\.n\.|ca\.))$/i;
const TABLE = / {3,}\S|\|/;

const DOUBLED = /(?<=[A-Za-z,;]) {2}(?=[A-Za-z])/g;

export function unwrapped(text: string): Edit[] {
  const lines = physicalLines(text);
  const width = pageWidth(lines);
  const edits: Edit[] = [];
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (before && before.end > before.start && line.end > line.start && continues(text, before, line, width))
      edits.push({ start: before.end, end: line.start, text: ' ' });
    edits.push(...doubledBlanks(text, line));
  }
  return edits;
}

/** Two blanks within a sentence; in a table, blanks divide columns. */
function doubledBlanks(text: string, line: Span): Edit[] {
  const words = text.slice(line.start, line.end);
  if (TABLE.test(words)) return [];
  return Array.from(words.matchAll(DOUBLED), (m) => ({
    start: line.start + m.index,
    end: line.start + m.index + 2,
    text: ' ',
  }));
}

/** Length of the longest line of a page set to a fixed width; 0 where lines are not wrapped. */
function pageWidth(lines: readonly Span[]): number {
  const lengths = lines.map((l) => l.end - l.start).filter((n) => n <= 150);
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  // One long line is no width: several must end near it.
  const near = lengths.filter((n) => n >= longest - 12).length;
  return longest >= 55 && near >= 3 ? longest : 0;
}

const LIST_ENTRY = /^\s*(?:[-*•·]|\d{1,2}[.)])\s/u;

function continues(view: string, before: Span, line: Span, width: number): boolean {
  const text = view.slice(line.start, Math.min(line.end, line.start + 50));
  if (STARTS_ANEW.test(text)) return false;
  const previous = view.slice(before.start, before.end);
  if (OPEN_END.test(previous)) return true;
  if (TABLE.test(previous) || isClosed(previous)) return false;
  // A list entry goes on indented; what begins at the margin after it is said of the whole.
  if (LIST_ENTRY.test(previous) && !/^\s/.test(text)) return false;
  const word = /^\S+/.exec(text)?.[0].length ?? 0;
  const full = width > 0 && before.end - before.start + 1 + word >= width - 12;
  return full || (/^[a-z]/.test(text) && width > 0 && before.end - before.start > width / 2);
}
