/** Line breaks that only the width of the page has made, and doubled blanks: in the view they are one blank. */
import type { Span } from '../types.ts';
import type { Edit } from './edits.ts';
import { physicalLines } from './lines.ts';
import { isClosed } from './sentences.ts';
import { matchesOf } from '../matching/matches.ts';

const STARTS_ANEW =
  /^[ ]*(?:[-*+#>|=_~]|\[[ x]\]|\(?\d{1,2}[.)](?![\d])|\(?[a-z][.)] |[A-Z][\w/ .-]{0,38}:|\d{1,2}[./]\d{1,2}[./]\d|\d{1,2}\/\d{2,4}\b|#?\d+ {2,})/;
/** Not what is printed beside a box: "[ ] no". */
const OPEN_END =
  /(?:[,(+&/]|(?<!\[[ x]\]) (?:und|oder|u\.|bzw\.|sowie|mit|von|vom|am|im|in|an|auf|bei|der|die|das|den|dem|des|ein|eine|einer|einem|eines|zu|zum|zur|nach|fuer|ohne|kein|keine|keinen|durch|aus|als|and|or|of|the|a|an|with|without|no|to|for|at|by|from|on|is|was|V\.a\.|Z\.n\.|ca\.))$/i;
/** "Docetaxel bisher nicht / CRPC seit 2016": a denial may end its entry; it waits for a small letter. */
const OPEN_DENIAL = / (?:not|nicht)$/i;
/** A date at the head of a line begins an entry, unless the line before waits for it: "CRPC since / 12/2020". */
const AWAITS_DATE = /(?:^| )(?:since|seit|ab|bis|until|till|from|am|im|vom|in|on|by|before|vor|nach|after)$/i;
const DATE_FIRST = /^ *\d{1,2}[./]\d/;
const TABLE = / {3,}\S|\|/;

/** `Leber      : unauffaellig`: the blanks align the colons of a form. */
const BEFORE_COLON = /(?<=[A-Za-z0-9.)\]%]) {1,40}(?=:(?: |$))/g;
const DOUBLED = /(?<=[A-Za-z,;]) {2}(?=[A-Za-z])/g;

export function unwrapped(text: string): Edit[] {
  const lines = physicalLines(text);
  const widths = widthsOf(text, lines);
  const edits: Edit[] = [];
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (before && before.end > before.start && line.end > line.start && continues(text, before, line, widths))
      edits.push({ start: before.end, end: line.start, text: ' ' });
    edits.push(...doubledBlanks(text, line), ...blanksBeforeColon(text, line));
  }
  return edits;
}

/** Two blanks within a sentence; in a table, blanks divide columns. */
function doubledBlanks(text: string, line: Span): Edit[] {
  const words = text.slice(line.start, line.end);
  if (!words.includes('  ') || TABLE.test(words)) return [];
  return matchesOf(DOUBLED, words).map((m) => ({
    start: line.start + m.index,
    end: line.start + m.index + 2,
    text: ' ',
  }));
}

function blanksBeforeColon(text: string, line: Span): Edit[] {
  const words = text.slice(line.start, line.end);
  if (!words.includes(' :')) return [];
  return matchesOf(BEFORE_COLON, words).map((m) => ({
    start: line.start + m.index,
    end: line.start + m.index + m[0].length,
    text: '',
  }));
}

/**
 * Lengths at which the page may have been set: that of its longest lines, if several end near it, and that of the longest
 * line that a small letter goes on from. A copied letter may hold passages of either kind.
 */
function widthsOf(text: string, lines: readonly Span[]): number[] {
  const length = (l: Span): number => l.end - l.start;
  const fitting = lines.filter((l) => length(l) >= NARROWEST && length(l) <= WIDEST);
  const longest = fitting.reduce((most, l) => Math.max(most, length(l)), 0);
  const near = fitting.filter((l) => length(l) >= longest - RAGGED).length;
  const broken = lines.filter((l, i) => {
    const next = lines[i + 1];
    return next && length(l) >= NARROWEST && length(l) <= WIDEST && /[a-z]/.test(text.charAt(next.start));
  });
  const evident = broken.reduce((most, l) => Math.max(most, length(l)), 0);
  return [...(near >= 3 ? [longest] : []), ...(broken.length >= 2 ? [evident] : [])];
}

const NARROWEST = 50;
const WIDEST = 150;
/** How much shorter than its page a full line can be, beside the word that did not fit. */
const RAGGED = 12;

const LIST_ENTRY = /^(?:[-*]|\d{1,2}[.)])\s/u;

function continues(view: string, before: Span, line: Span, widths: readonly number[]): boolean {
  const text = view.slice(line.start, Math.min(line.end, line.start + 50));
  const previous = view.slice(before.start, before.end);
  if (AWAITS_DATE.test(previous) && DATE_FIRST.test(text)) return true;
  if (STARTS_ANEW.test(text)) return false;
  if (OPEN_END.test(previous) || (OPEN_DENIAL.test(previous) && /^[a-z]/.test(text))) return true;
  if (OPEN_DENIAL.test(previous)) return false;
  if (TABLE.test(previous) || isClosed(previous)) return false;
  // A list entry goes on indented; what begins at the margin after it is said of the whole.
  const indented = view.charAt(line.start - 1) === ' ';
  if (LIST_ENTRY.test(previous) && !indented) return false;
  const word = /^\S+/.exec(text)?.[0].length ?? 0;
  const length = before.end - before.start;
  if (widths.some((w) => length <= w + 2 && length + 1 + word >= w - RAGGED)) return true;
  return /^[a-z]/.test(text) && widths.some((w) => length > w / 2);
}
