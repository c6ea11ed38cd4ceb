/** Logical lines: physical lines of the view, those joined again that only the width of the page has cut. */
import type { Span } from '../types.ts';
import { isClosed } from './sentences.ts';

export interface Line extends Span {
  /** A blank line or the text's beginning stands before it. */
  readonly afterGap: boolean;
}

const STARTS_ANEW =
  /^[ ]*(?:[-*+#>|=_~]|\[[ x]\]|\(?\d{1,2}[.)](?![\d])|\(?[a-z][.)] |[A-Z][\w/ .-]{0,38}:|\d{1,2}[./]\d{1,2}[./]\d|\d{1,2}\/\d{2,4}\b|#?\d+ {2,})/;
const OPEN_END =
  /(?:[,(+&/]| (?:und|oder|u\.|bzw\.|sowie|mit|von|vom|am|im|in|an|auf|bei|der|die|das|den|dem|des|ein|eine|einer|einem|eines|zu|zum|zur|nach|fuer|ohne|kein|keine|keinen|durch|aus|als|and|or|of|the|a|an|with|without|no|to|for|at|by|from|on|is|was|not|nicht|V\.a\.|Z\.n\.|ca\.))$/i;
const TABLE = / {3,}\S|\|/;

export function linesOf(view: string): Line[] {
  const physical = physicalLines(view);
  const width = pageWidth(physical);
  const lines: Line[] = [];
  let gap = true;
  let before: Span | null = null;
  for (const line of physical) {
    if (line.start === line.end) {
      gap = true;
      before = null;
      continue;
    }
    const last = lines.at(-1);
    if (before && last && continues(view, before, line, width)) lines[lines.length - 1] = { ...last, end: line.end };
    else lines.push({ ...line, afterGap: gap });
    gap = false;
    before = line;
  }
  return lines;
}

/** Trimmed spans of the lines, empty ones included. */
function physicalLines(view: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  while (start <= view.length) {
    let end = view.indexOf('\n', start);
    if (end < 0) end = view.length;
    const next = end + 1;
    while (start < end && view.charCodeAt(start) === 32) start++;
    while (end > start && view.charCodeAt(end - 1) === 32) end--;
    spans.push({ start, end });
    start = next;
  }
  return spans;
}

/** Length of the longest line of a page set to a fixed width; 0 where lines are not wrapped. */
function pageWidth(lines: readonly Span[]): number {
  const lengths = lines.map((l) => l.end - l.start).filter((n) => n <= 150);
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  return longest >= 55 ? longest : 0;
}

function continues(view: string, before: Span, line: Span, width: number): boolean {
  const text = view.slice(line.start, Math.min(line.end, line.start + 50));
  if (STARTS_ANEW.test(text)) return false;
  const previous = view.slice(before.start, before.end);
  if (OPEN_END.test(previous)) return true;
  if (TABLE.test(previous) || isClosed(previous)) return false;
  const word = /^\S+/.exec(text)?.[0].length ?? 0;
  const full = width > 0 && before.end - before.start + 1 + word >= width - 12;
  return full || (/^[a-z]/.test(text) && width > 0 && before.end - before.start > width / 2);
}
