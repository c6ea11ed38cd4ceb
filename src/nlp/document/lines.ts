/** The lines of a text, and what stands between them. */
import type { Span } from '../types.ts';

export interface Line extends Span {
  /** A blank line or the text's beginning stands before it. */
  readonly afterGap: boolean;
}

/** The lines that hold something, trimmed. */
export function linesOf(view: string): Line[] {
  const lines: Line[] = [];
  let gap = true;
  for (const line of physicalLines(view)) {
    const empty = line.start === line.end;
    if (!empty) lines.push({ ...line, afterGap: gap });
    gap = empty;
  }
  return lines;
}

/** Trimmed spans of the lines, empty ones included. */
export function physicalLines(view: string): Span[] {
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
