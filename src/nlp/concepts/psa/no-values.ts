/** Numbers beside the word PSA that tell when, how often or how many, not how much. */
import { durationAt } from '../../dates/guards.ts';
import { datesBetween } from '../../dates.ts';
import { ending } from '../../matching/ending.ts';
import type { Document } from '../../types.ts';

/** Where the words end that begin at `at` and hold a number which is no value; `at` itself where none begin. */
export function noValueAt(doc: Document, at: number): number {
  const duration = durationAt(doc.lower, at);
  if (duration) return at + duration.length;
  if (/[\p{L}\p{N}]/u.test(doc.lower[at - 1] ?? '')) return at;
  return (
    at + (intervalAt(doc, at) ?? ordinalAt(doc, at) ?? clockAt(doc, at) ?? dayAt(doc, at) ?? doublingAt(doc, at) ?? 0)
  );
}

/** "alle 12 Wochen", "every 6-8 weeks", "in 3 Mon.": how often or when it is to be measured. */
const INTERVAL =
  /(?:alle|jede|every|in|q) ?\d{1,2}(?: ?- ?\d{1,2})? ?(?:wochen|wo(?:\.|(?!\p{L}))|monaten?|mon(?:\.|(?!\p{L}))|tagen?|weeks?|wks?|months?|mo(?!\p{L})|days?)(?!\p{L})/uy;

function intervalAt(doc: Document, at: number): number | null {
  INTERVAL.lastIndex = at;
  return INTERVAL.exec(doc.lower)?.[0].length ?? null;
}

/** "after 2nd 9.9", "#3", "vor 1. RLT", "prior to cycle 2/6": the number of a cycle or a page. */
function ordinalAt(doc: Document, at: number): number | null {
  const left = doc.lower.slice(Math.max(0, at - 10), at);
  const patterns = OF_CYCLE.test(left) ? [FRACTION] : GERMAN_LEFT.test(left) ? [ORDINAL, GERMAN] : [ORDINAL];
  const text = doc.lower.slice(at, at + 18);
  return patterns.map((p) => p.exec(text)?.[0].length).find((length) => length !== undefined) ?? null;
}

const ORDINAL =
  /^(?:\d{1,2}(?:st|nd|rd|th)|(?:#|nr\. ?|no\. ?|seite |page |p\. ?|fig\. ?|tab(?:elle|le|\.) ?|grad |grade |level |stufe )\d{1,2})(?![\p{L}\d]|[.,]\d)/u;
const GERMAN = /^\d\. ?\p{L}{2,12}(?![\p{L}\d])/u;
const GERMAN_LEFT = ending(/(?:vor|nach|zu[mr]?|bei|ab|unter|dem|der|post|prae) $/u);
const FRACTION = /^\d{1,2}(?: ?\/ ?\d{1,2}){1,5}(?![\d/])/u;
const OF_CYCLE = ending(/(?:cycle|zyklus|dose|gabe|rlt)\s?#?$/u);

/** "10/25/2022 0900": four digits that begin with a zero are a time of day. */
const clockAt = (doc: Document, at: number): number | null =>
  /^0\d{3}(?![\d.,])/u.test(doc.lower.slice(at, at + 5)) && !/[.,]/u.test(doc.lower[at - 1] ?? '') ? 4 : null;

/** "PSA due 14/7": a day or a part that nothing else explains. */
const dayAt = (doc: Document, at: number): number | null =>
  doc.lower[at - 1] === '/' || datesBetween(doc, at, at + 12)[0]?.start === at
    ? null
    : (/^\d{1,2}\/\d{1,2}(?![\d/]|[.,]\d)/u.exec(doc.lower.slice(at, at + 8))?.[0].length ?? null);

const DOUBLING =
  /(?:doubling time|dt|verdopp?e?lungszeit|vz|vdz)(?!\p{L})(?: (?:of|is|was|now|von|ca\.?|etwa|about|approx\.?)){0,2}:? ?[<>~]?=? ?\d{1,3}(?:[.,]\d{1,2})?(?: ?- ?\d{1,3}(?:[.,]\d{1,2})?)? ?(?:months?|mos?|monate?n?|mon\.|weeks?|wks?|wochen|wo\.|days?|tagen?|d|years?|yrs?|jahren?)(?!\p{L})/uy;

/** "PSA rising, doubling time < 3 months, currently 44": the time on the way to the value. */
function doublingAt(doc: Document, at: number): number | null {
  DOUBLING.lastIndex = at;
  return DOUBLING.exec(doc.lower)?.[0].length ?? null;
}

/** "2. Bone health", "6 | Cabazitaxel", "3  Enzalutamide": the number of an item or row, not a value. */
export const isItemNumber = (doc: Document, at: number, end: number): boolean => {
  const left = doc.lower.slice(Math.max(0, at - 8), at);
  const right = doc.lower.slice(end, end + 5);
  if (end - at < 3 && /\p{L}{3}[.;]\s$/u.test(left) && /^[.)]\s\p{L}/u.test(right)) return true;
  return /^(?:[.)]?\s{1,3}\p{L}|[ \t]{0,3}\|)/u.test(right) && /(?:^|\n)[ \t]{0,6}\(?$/u.test(left);
};

/** A span of time or cycles, which says when behind "nach" or "before". */
const SPAN =
  /^\s?(?:\. )?(?:zykl\p{L}*|cycles?|gaben?|doses?|monat\p{L}*|months?|mo(?!\p{L})|wochen?|weeks?|wks?|jahr\p{L}*|years?)/u;
/** "last 3 readings", "two of 4 consecutive values". */
const READINGS =
  /^\s(?:(?:consecutive|successive|serial|separate|further|aufeinander ?folgende\p{L}?|konsekutive\p{L}?|weitere\p{L}?) )?(?:readings?|values?|measurements?|results?|psas?|tests?|werte?n?|messungen|bestimmungen|kontrollen)(?!\p{L})/u;
/** "at 6 months 0.2, 12 months 0.4": a value follows. */
const SPAN_TO_VALUE = /^\s?(?:monate?n?|months?|mo|wochen?|weeks?|wks?|jahren?|years?|zyklen|cycles?):? (?=<?\d)/u;
const SPAN_BEFORE = ending(/(?:nach|after|post|vor|before|at|bei)\s$/u);

/** How long the noun is that makes a bare number a count on the way to the value; 0 where none does. */
export function countedAt(doc: Document, at: number, end: number, bare: boolean): number {
  const behind = doc.lower.slice(end, end + 40);
  const span = SPAN_BEFORE.test(doc.lower.slice(Math.max(0, at - 8), at)) ? SPAN.exec(behind) : null;
  return (span ?? (bare ? (READINGS.exec(behind) ?? SPAN_TO_VALUE.exec(behind)) : null))?.[0].length ?? 0;
}

const CHANGE = ending(/(?<!\p{L})(?:um|by)\s$/u);
const CHANGES =
  /stieg|anstieg|gestiegen|fiel|abfall|gefallen|sank|gesunken|zunahme|abnahme|abgenommen|zugenommen|increas|ris[ei]|rose|fell|fall|drop|decreas|declin|reduc|came down|went up|up by|down by/u;

/** "stieg um 3 auf 12"; "lag um 12" tells the value. */
export const isChange = (doc: Document, at: number, end: number): boolean =>
  CHANGE.test(doc.lower.slice(Math.max(0, at - 4), at)) &&
  CHANGES.test(doc.lower.slice(Math.max(0, at - 40), Math.min(doc.lower.length, end + 24)));

/** `3-5`, `2 x 3`; but not `2/16 - 0,8`, where the dash stands between a date and its value. */
export function isSecondOfRange(doc: Document, at: number): boolean {
  const match = /(?:\d\s?-\s?|(?<!\p{L})x\s?)$/u.exec(doc.lower.slice(Math.max(0, at - 4), at));
  if (isInSeries(doc, at)) return false;
  return match !== null && !datesBetween(doc, at - 32, at).some((date) => date.end === at - match[0].length + 1);
}

/** "45 - 30 - 12": two numbers are a range, three are a course. */
export function isInSeries(doc: Document, at: number): boolean {
  const before = /(?:\d{1,5}(?:[.,]\d{1,3})? - ){0,6}$/u.exec(doc.lower.slice(Math.max(0, at - 50), at))?.[0] ?? '';
  return /^\d{1,5}(?:[.,]\d{1,3})?(?: - \d{1,5}(?:[.,]\d{1,3})?){2}(?![\d./])/u.test(
    before + doc.lower.slice(at, at + 36),
  );
}
