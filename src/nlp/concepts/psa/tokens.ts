/** The text after the word PSA as tokens: dates, numbers, words, separators. */
import { ending } from '../../matching/ending.ts';
import type { Comparator } from '../../../domain.ts';
import { datesBetween, datesOf } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Span } from '../../types.ts';
import { countedAt, isChange, isInSeries, isItemNumber, isSecondOfRange, noValueAt } from './no-values.ts';
import { comparatorOf, NUMBER, readNumber } from './number.ts';
import { PSA_RULES } from './rules.ts';

export type Token = Span &
  (
    | { readonly type: 'date'; readonly date: DateMention }
    /** Written like a date, but no day of the calendar: "31.02.2024". */
    | { readonly type: 'no_day' }
    | {
        readonly type: 'number';
        readonly value: number;
        readonly comparator: Comparator | null;
        /** "über 3,3": between two values of a course the way, before the first a limit. */
        readonly worded: boolean;
        readonly unit: boolean;
        readonly allowed: boolean;
        /** "nach 2 Zyklen", "after 3 months": tells when, not how much. */
        readonly counts: boolean;
        readonly ambiguous: boolean;
      }
    | { readonly type: 'filler' }
    | { readonly type: 'word' }
    | { readonly type: 'stop' }
    | { readonly type: 'sign'; readonly text: string }
  );

const rule = (id: string): string => PSA_RULES.find((r) => r.id === `psa.${id}`)?.pattern ?? '(?!)';
const WORD = new RegExp(
  `(?:(?<filler>${rule('filler')})|(?<stop>${rule('stop')}))(?![\\p{L}])|\\p{L}[\\p{L}\\p{N}'.-]*`,
  'uy',
);
const SIGN = /-{1,2}>|=>(?!\s?\d)|\.{2,}|[^\s\p{L}\p{N}]|\n/uy;
const UNIT = /\s?(?:ng\s?\/\s?ml|ug\s?\/\s?l|mcg\s?\/\s?l|ng\s?ml|microg\/l)(?!\p{L})/uy;
const FORBIDDEN = new RegExp(rule('forbid'), 'u');
const NUMBER_FOLLOWS = /^[\s:=]{0,4}[<>]?\s?\d/u;

/** "PSA-Anstieg unter Testo 12 ng/dl: 0,8": the proof of castration on the way to the value. */
const TESTOSTERONE =
  /^t(?:esto\p{L}{0,8})?(?: (?:of|von))? ?[<:]?\s?\d{1,3}(?:[.,]\d{1,2})?(?:\s?(?:ng\/dl|nmol\/l|ng\/ml|ug\/l))?(?![\d.,]*\d)/u;
const UNDER = ending(/(?<!\p{L})(?:unter|bei|trotz|despite|on|with|mit) (?:castrate |einem )?$/u);

/** Reads tokens one by one from `from`; stops by itself at `limit`. Words directly before a number that name another value stop. */
export function* tokensFrom(doc: Document, from: number, limit: number): Generator<Token> {
  let at = from;
  while (at < limit) {
    const token = tokenAt(doc, at);
    if (token === null) at += 1;
    else {
      yield token;
      at = token.end;
    }
  }
}

function tokenAt(doc: Document, at: number): Token | null {
  if (doc.lower[at] === ' ' || doc.lower[at] === '\t') return null;
  const date = dateAt(doc, at);
  if (date) return { type: 'date', start: date.start, end: date.end, date };
  const noValue = noValueAt(doc, at);
  if (noValue > at) return { type: 'filler', start: at, end: noValue };
  return noDayAt(doc, at) ?? numberAt(doc, at) ?? wordAt(doc, at) ?? signAt(doc, at);
}

/** Dates by where they begin. */
const INDEX = new WeakMap<Document, ReadonlyMap<number, DateMention>>();

function dateAt(doc: Document, at: number): DateMention | undefined {
  let index = INDEX.get(doc);
  if (!index) INDEX.set(doc, (index = new Map(datesOf(doc).map((date) => [date.start, date]))));
  const date = index.get(at);
  return date && !isValue(doc, date) ? date : undefined;
}

/** `29.12.2020  1973` and `PSA 1973 (29.12.2020)`: beside a day a number of four digits is no year. */
function isValue(doc: Document, date: DateMention): boolean {
  if (date.date.length !== 4 || date.end - date.start !== 4) return false;
  const before = datesBetween(doc, date.start - 32, date.start).at(-1);
  if (before && isDay(before) && COLUMN_GAP.test(doc.lower.slice(before.end, date.start))) return true;
  const bracket = /^\s?\((?:vom |am |on )?/u.exec(doc.lower.slice(date.end, date.end + 8));
  return bracket !== null && datesBetween(doc, date.end, date.end + bracket[0].length + 14).some(isDay);
}

const COLUMN_GAP = /^[ \t]{0,2}[:|=]?[ \t]{1,20}$/u;
const isDay = (date: DateMention): boolean => date.date.length === 10 && date.kind === 'date';

const DAY_SHAPE = /[0-3]?\d(?:(?:\.\s?[01]?\d\.\s?|\/[01]?\d\/)(?:19|20)\d\d|\.[01]?\d\.\d\d)(?!\d|[.,]\d)/uy;

function noDayAt(doc: Document, at: number): Token | null {
  if (/[\p{L}\p{N}.,/]/u.test(doc.lower[at - 1] ?? '')) return null;
  DAY_SHAPE.lastIndex = at;
  const match = DAY_SHAPE.exec(doc.lower);
  return match ? { type: 'no_day', start: at, end: at + match[0].length } : null;
}

function numberAt(doc: Document, at: number): Token | null {
  if (/[\p{L}\p{N}]/u.test(doc.lower[at - 1] ?? '') && !doc.lower.endsWith('psa', at)) return null;
  NUMBER.lastIndex = at;
  const match = NUMBER.exec(doc.lower);
  if (!match) return null;
  if (/\d/u.test(doc.lower[at + match[0].length] ?? '')) return null;
  const digitsAt = at + (match[1]?.length ?? 0);
  if (dateAt(doc, digitsAt)) return null;
  const read = readNumber(match[2] ?? '', doc.language);
  if (!read) return null;
  UNIT.lastIndex = at + match[0].length;
  const unit = UNIT.exec(doc.lower);
  const end = at + match[0].length + (unit?.[0].length ?? 0);
  const bare = unit === null && match[1] === undefined && /^\d{1,2}$/u.test(match[2] ?? '');
  const counted = unit === null ? countedAt(doc, at, end, bare) : 0;
  const free =
    (!FORBIDDEN.test(doc.lower.slice(end, end + 16)) || isBeforeDate(doc, end)) && !/\p{L}/u.test(doc.lower[end] ?? '');
  const allowed = !isSecondOfRange(doc, at) && !isItemNumber(doc, at, end) && (unit !== null || free);
  return {
    type: 'number',
    start: at,
    end: end + counted,
    value: read.value,
    comparator: comparatorOf(match[1]),
    worded: match[1]?.startsWith('ueber') ?? false,
    unit: unit !== null,
    allowed,
    counts: counted > 0 || isChange(doc, at, end),
    ambiguous: read.ambiguous,
  };
}

/** `0,8 - 6/16 2,9`: the dash leads to the next pair. */
function isBeforeDate(doc: Document, end: number): boolean {
  const dash = /^\s?-\s?(?=\d)/u.exec(doc.lower.slice(end, end + 5));
  if (dash !== null && isInSeries(doc, end + dash[0].length)) return true;
  return dash !== null && dateAt(doc, end + dash[0].length) !== undefined;
}

function wordAt(doc: Document, at: number): Token | null {
  WORD.lastIndex = at;
  const match = WORD.exec(doc.lower);
  if (!match) return null;
  const end = at + match[0].length;
  if (match.groups?.['filler'] !== undefined) return { type: 'filler', start: at, end };
  if (match.groups?.['stop'] === undefined) return { type: 'word', start: at, end };
  const proof = TESTOSTERONE.exec(doc.lower.slice(at, at + 40));
  if (proof && UNDER.test(doc.lower.slice(Math.max(0, at - 20), at)))
    return { type: 'filler', start: at, end: at + proof[0].length };
  const value = NUMBER_FOLLOWS.exec(doc.lower.slice(end, end + 8));
  const dated = value !== null && dateAt(doc, end + value[0].length - 1) !== undefined;
  return { type: /^(?:testo|t$)/u.test(match[0]) && (value === null || dated) ? 'word' : 'stop', start: at, end };
}

function signAt(doc: Document, at: number): Token | null {
  SIGN.lastIndex = at;
  const match = SIGN.exec(doc.lower);
  return match ? { type: 'sign', start: at, end: at + match[0].length, text: match[0] } : null;
}
