/** The normalised view of a text, with the way back to the text as given. Two passes: characters, then words. */
import type { Span } from '../types.ts';
import { FOLDED } from './characters.ts';
import { writtenTogether } from './dictated.ts';
import { applyEdits } from './edits.ts';
import type { Edit } from './edits.ts';
import { joinedLines } from './line-joins.ts';
import { ocrRepairs } from './ocr.ts';
import { unwrapped } from './wraps.ts';
import { firstMatchOf } from '../matching/matches.ts';

export interface View {
  readonly text: string;
  /** Spans of the view that hold an OCR guess. */
  readonly repairs: readonly Span[];
  readonly toOriginal: (span: Span) => Span;
}

const SPECIAL = /\r\n?|[\u0300-\u036f]+|[^\n -~]/gu;
/** Of a text whose umlauts stand as two characters. */
const DECOMPOSED = new RegExp(`[aouAOU]\u0308|${SPECIAL.source}`, 'gu');

export function normalise(original: string): View {
  const plain = applyEdits(original, characterEdits(original));
  const guesses = new Set(ocrRepairs(plain.text));
  const edits = [...joinedLines(plain.text), ...guesses, ...unwrapped(plain.text), ...writtenTogether(plain.text)];
  const view = applyEdits(
    plain.text,
    edits.sort((a, b) => a.start - b.start || b.end - a.end),
  );
  const repairs = view.changed.filter((_, i) => guesses.has(view.kept[i] as Edit));
  return { text: view.text, repairs, toOriginal: (span) => plain.toOld(view.toOld(span)) };
}

function characterEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  const pattern = text.includes('\u0308') ? DECOMPOSED : SPECIAL;
  // One after the other: a text of nothing else has as many as characters.
  for (let match = firstMatchOf(pattern, text); match; match = pattern.exec(text)) {
    const end = match.index + match[0].length;
    const folded = fold(match[0], text.charCodeAt(end));
    if (folded !== match[0]) edits.push({ start: match.index, end, text: folded });
  }
  return edits;
}

/** `next`: code of the following character, which tells whether `Ä` begins a word (`Ae`) or stands in capitals (`AE`). */
function fold(found: string, next: number): string {
  const plain = FOLDED.get(found) ?? compatible(found);
  return plain.length === 2 && next >= 65 && next <= 90 && /^[A-Z]/.test(plain) ? plain.toUpperCase() : plain;
}

/** The plain form that Unicode gives (`é`, `ﬁ`, `¹`, full-width letters), or the character itself where there is none. */
function compatible(found: string): string {
  if (found.startsWith('\r')) return '\n';
  if (/^\p{M}+$/u.test(found)) return '';
  if (/^\p{Zs}$/u.test(found)) return ' ';
  if (/^\p{Cf}$/u.test(found)) return '';
  const plain = found.normalize('NFKD').replace(/\p{M}+/gu, '');
  return /^[ -~]+$/.test(plain) ? plain : found;
}
