/** Diagnosis dates that no word announces: the first entry under the disease, the biopsy of a new disease. */
import { ending } from '../../matching/ending.ts';
import { isBefore } from '../../../calendar.ts';
import { datesBetween, datesOf } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Span } from '../../types.ts';

export interface DatedSpan extends Span {
  readonly date: DateMention;
}

const DISEASE =
  /(?:prostate (?:cancer|ca(?!\p{L})|adenocarcinoma)|prostata(?:karzinom|-?\s?ca(?!\p{L})|krebs)|(?<!\p{L})m?pca(?!\p{L}))/u;
/** What the first entry of a tumour's history tells: stage, grade, the first PSA, the biopsy. */
const STAGED =
  /(?<!\p{L})(?:[cp]?t[1-4][abcx]?(?!\p{L})|gleason|gs|ipsa|biops\p{L}*|bx|stanz\p{L}*|trus|de novo|initial\p{L}*)/u;
const LATER =
  /(?<!\p{L})(?:m?crpc|castrat\p{L}*|kastrat\p{L}*|recurr\p{L}*|relapse|rezidiv\p{L}*|bcr|progress\p{L}*|salvage|rebiops\p{L}*)/u;

/**
 * "Diagnosis: prostate cancer / June 2015: T3b N0 M0, Gleason 9": the line under the name of the disease begins with a date
 * and tells stage or grade.
 */
export function firstEntry(doc: Document): DatedSpan | null {
  for (const match of doc.lower.matchAll(/\n[ ]{0,8}(?:[-*] ?)?(?=[\d'a-z])/gu)) {
    const start = match.index + match[0].length;
    const date = datesBetween(doc, start, start + 16)[0];
    if (!date || date.start !== start || date.kind !== 'date' || date.inferred !== null) continue;
    const above = doc.lower.slice(doc.lower.lastIndexOf('\n', match.index - 1) + 1, match.index);
    const lineEnd = doc.lower.indexOf('\n', start);
    const text = doc.lower.slice(date.end, Math.min(lineEnd < 0 ? doc.lower.length : lineEnd, date.end + 120));
    if (above.length > 140 || !DISEASE.test(above) || /\d{2}/u.test(above)) continue;
    if (/^\s?[:–-]|^\s\s/u.test(text) && STAGED.test(text) && !LATER.test(text)) return { start, end: date.end, date };
  }
  return null;
}

const NEW =
  /(?<!\p{L})(?:new(?:ly)? (?:diagnos\p{L}*|dx'?d?|met(?:astatic)?|de novo|high-?risk|onset)|neu ?diagnostiziert\p{L}*|neudiagnose|neu entdeckt\p{L}*|erstmals diagnostiziert\p{L}*)(?: [\p{L}-]+){0,4} (?:prostat\p{L}*|pca|m?hspc|mcspc)/u;
const BIOPSY = ending(
  /(?<!\p{L})(?:(?:prostata)?(?:stanz)?biops\p{L}*|(?:prostata)?stanz\p{L}*|bx|trus|histolog\p{L}*)(?!\p{L})[\s:(,]{0,3}(?:(?:vom|am|on|of|from|der prostata|prostate)\s){0,2}$/u,
);
/** A disease is new for so many months. */
const NEW_MONTHS = 8;

/** "Newly diagnosed prostate cancer. TRUS biopsy 08/03/21": the biopsy proved it. */
export function biopsyOfNew(doc: Document): DatedSpan | null {
  if (!NEW.test(doc.lower)) return null;
  const date = datesOf(doc).find(
    (d) =>
      d.kind === 'date' &&
      d.inferred !== 'all' &&
      BIOPSY.test(doc.lower.slice(Math.max(0, d.start - 50), d.start)) &&
      (doc.date === null || (!isBefore(doc.date, d.date) && isRecent(d.date, doc.date))),
  );
  return date ? { start: date.start, end: date.end, date } : null;
}

function isRecent(date: string, noteDate: string): boolean {
  const months = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7) || 6);
  return months(noteDate) - months(date) <= NEW_MONTHS;
}
