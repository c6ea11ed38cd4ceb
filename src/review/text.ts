/** Cutting a note for display: spans marked, never too much at once, always cut between words. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of text; `hit` is the evidence itself, `other` further evidence of the same question. */
export interface Segment {
  readonly text: string;
  readonly mark: 'hit' | 'other' | null;
}

const isWordPart = (char: string | undefined): boolean => char !== undefined && /\S/u.test(char);

/** The span widened by `context` characters a side, and on to the next gap between words (at most 40 more). */
export function around(text: string, span: Span, context: number): Span {
  let start = Math.max(0, span.start - context);
  let end = Math.min(text.length, span.end + context);
  for (let i = 0; i < 40 && start > 0 && isWordPart(text[start - 1]); i++) start -= 1;
  for (let i = 0; i < 40 && end < text.length && isWordPart(text[end]); i++) end += 1;
  while (start < span.start && !isWordPart(text[start])) start += 1;
  while (end > span.end && !isWordPart(text[end - 1])) end -= 1;
  return { start, end };
}

/** `window` of the text as segments. Where spans overlap, the earlier one is marked; `hits` stand before `others`. */
export function segments(text: string, window: Span, hits: readonly Span[], others: readonly Span[] = []): Segment[] {
  const marked = [
    ...hits.map((span) => ({ span, mark: 'hit' as const })),
    ...others.map((span) => ({ span, mark: 'other' as const })),
  ];
  const kept: typeof marked = [];
  for (const one of marked) {
    if (kept.every(({ span }) => one.span.end <= span.start || one.span.start >= span.end)) kept.push(one);
  }
  const result: Segment[] = [];
  let at = window.start;
  for (const { span, mark } of kept.sort((a, b) => a.span.start - b.span.start)) {
    const [start, end] = [Math.max(span.start, at), Math.min(span.end, window.end)];
    if (start >= end) continue;
    if (start > at) result.push({ text: text.slice(at, start), mark: null });
    result.push({ text: text.slice(start, end), mark });
    at = end;
  }
  if (at < window.end) result.push({ text: text.slice(at, window.end), mark: null });
  return result;
}

/** The sentence or line that holds the span, whitespace collapsed: copied forward from note to note, it stays the same. */
export function sentenceAt(text: string, span: Span): string {
  const before = text.slice(Math.max(0, span.start - 300), span.start);
  const after = text.slice(span.end, span.end + 300);
  const from = Math.max(...[...before.matchAll(/\n|[.!?;]\s/g)].map((m) => m.index + m[0].length), 0);
  const to = /\n|[.!?;](?:\s|$)/.exec(after)?.index ?? after.length;
  return (before.slice(from) + text.slice(span.start, span.end) + after.slice(0, to)).replace(/\s+/gu, ' ').trim();
}
