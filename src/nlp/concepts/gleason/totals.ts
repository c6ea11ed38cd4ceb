/** Sums without parts: `Gleason 8`, `GS 7b`, `gleason 7/8/9`, and the ranges and criteria that are no score. */
import { ending } from '../../matching/ending.ts';
import type { Document } from '../../types.ts';
import { isRepaired } from '../place.ts';
import { isGuess, overlap, toNumber } from './numbers.ts';
import type { Anchor, GleasonReading } from './reading.ts';
import { GLEASON_RULES } from './rules.ts';

const TOTAL = new RegExp(GLEASON_RULES.find((r) => r.id === 'gleason.total')?.pattern ?? '(?!)', 'uy');
const COMPARATOR = ending(/(?:[<>≥≤]=?|=\s?[<>])\s?$/u);
const RANGE_AFTER = /\s?(?:-|bis|to)\s?(10|[2-9])(?!\d)/uy;
const MORE_TOTALS =
  /(?:\s\p{L}{3,14}(?=\s\())?\s?(?:\/|,\s?|\(|;\s?)?\s?(?:(?:und|and|oder|or|auf|to|->|→|bzw\.?|then|jetzt|now|extern|auswaerts|outside|ueberwiegend|predominantly|rechts|links|right|left|re\.|li\.|rpe|rp|biopsie|biopsy|re-biopsie|previously|zuvor|initial|gleason)\s?[:=]?\s?){0,2}/uy;

/** Sums after an anchor: `Gleason 8`, `GS 7b`, `gleason 7/8/9`. Parts at the same place stand before them. */
export function readTotals(doc: Document, anchor: Anchor, taken: readonly GleasonReading[]): GleasonReading[] {
  const readings: GleasonReading[] = [];
  let from = anchor.end;
  for (let count = 0; count < 4; count += 1) {
    if (taken.some((t) => t.start <= from + 1 && t.end > anchor.start && t.end > from)) return readings;
    TOTAL.lastIndex = from;
    const match = TOTAL.exec(doc.lower);
    const reading = match && readTotal(doc, anchor, match, count > 0);
    if (!match || !reading) return readings;
    if (!taken.some((t) => overlap(t, reading))) readings.push(reading);
    MORE_TOTALS.lastIndex = reading.end;
    from = reading.end + (MORE_TOTALS.exec(doc.lower)?.[0].length ?? 0);
    if (from === reading.end || doc.lower.slice(reading.end, from).trim() === '') return readings;
  }
  return readings;
}

const NOT_A_TOTAL =
  /^\s?(?:%|\+|mm(?!\p{L})|cm(?!\p{L})|ng|ml|von\s\d|of\s\d|stanzen|cores?|monat|month|jahr|year|zyk|cyc|:\s?\d+\s?%|:\s?\d+[.,]\d|and\s\d|und\s\d|portion|area|anteil|component)/u;

function readTotal(doc: Document, anchor: Anchor, match: RegExpExecArray, following: boolean): GleasonReading | null {
  const g = match.groups ?? {};
  const text = g['sum'] ?? '';
  const sum = toNumber(text);
  const [start, end] = [match.index, match.index + match[0].length];
  const words = doc.lower.slice(anchor.start, anchor.end);
  const isPattern = /pattern|muster|grade?(?!ing)/u.test(words) && !/score|sum|total/u.test(words);
  const least = following || anchor.weak || isPattern || !/score|sum|wert|socre/u.test(words) ? 6 : 4;
  if (
    sum < least ||
    COMPARATOR.test(doc.lower.slice(Math.max(0, start - 4), start)) ||
    NOT_A_TOTAL.test(doc.lower.slice(end, end + 14))
  )
    return null;
  RANGE_AFTER.lastIndex = end;
  const upper = RANGE_AFTER.exec(doc.lower);
  if (upper && (Number(upper[1]) - sum !== 1 || upper[1] === '10')) return null;
  const letter = sum === 7 ? g['let'] : undefined;
  const impliedEqual = sum === 6 || sum === 10 ? sum / 2 : null;
  const primary = letter === undefined ? impliedEqual : letter === 'a' ? 3 : 4;
  const atLeast = /mind|at least/u.test(words);
  const impossible = /^\s?\(?\d\+\d\)?/u.test(doc.lower.slice(end, end + 6));
  const doubt = upper
    ? `a range is written, ${sum} to ${upper[1]}`
    : atLeast
      ? `at least ${sum} is written`
      : impossible
        ? 'the parts written are no Gleason patterns'
        : isGuess(text) || isRepaired(doc, { start, end })
          ? 'a character of the score was read as a digit'
          : null;
  return {
    start: following ? start : anchor.start,
    end: upper ? end + upper[0].length : end,
    rule: 'gleason.total',
    primary,
    secondary: letter === undefined ? impliedEqual : letter === 'a' ? 4 : 3,
    total: upper ? Number(upper[1]) : sum,
    tertiary: null,
    gradeGroup: null,
    doubt,
  };
}
