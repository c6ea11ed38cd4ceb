/** Dates written in digits: `12.03.2019`, `12-03-2019`, `3/2019`, `03/18`, `2019-03-12`, `14.05.`, `2018`. German and English order. */
import { ending } from '../matching/ending.ts';
import { finder } from '../matching/finder.ts';
import type { Language, PartialDate } from '../../domain.ts';
import { hasUnit, isDuration, isFraction, isIdentifier } from './guards.ts';
import { dateOrders } from './order.ts';
import type { DateOrder, DateOrders } from './order.ts';
import type { RawDate } from './types.ts';

const YEAR = '(?:19|20)\\d\\d';
const SHORT_YEAR = "'?\\d\\d";

interface Form {
  readonly pattern: string;
  /** What the groups say at their place; null = no date after all. */
  read(groups: readonly (string | undefined)[], at: Place): Parts | null;
}

interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly noteYear: number | null;
  readonly language: Language;
  readonly orders: DateOrders;
  /** The date before it in the text. */
  readonly previous: RawDate | undefined;
}

type Parts = Pick<RawDate, 'year' | 'month' | 'day'> &
  Pick<Partial<RawDate>, 'orDay'> & { readonly firstYear?: number };

/** One entry a notation; the first that fits at a place wins, so the longer ones come first. */
const FORMS: readonly Form[] = [
  {
    pattern: `(${YEAR})-(\\d\\d)-(\\d\\d)`,
    read: ([, year, month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: `(${YEAR})-(\\d\\d)`,
    read: ([, year, month]) =>
      Number(month) > 12
        ? yearPair(Number(year), month ?? '', 20)
        : { year: Number(year), month: Number(month), day: null },
  },
  { pattern: `(\\d{1,2})\\.(\\d{1,2})\\.(?:\\s?(${YEAR})|(${SHORT_YEAR}))?`, read: readDayMonth },
  // "1. 10.02." is the first, on a day in February: no year stands close behind a month that stands apart.
  { pattern: `(\\d{1,2})\\.\\s(\\d{1,2})\\.(?:\\s?(${YEAR})|(${SHORT_YEAR})(?!\\.))?`, read: readDayMonth },
  {
    // "PSA 9.11 2019, 12.4 2020" are values with their years.
    pattern: `(?<!(?:psa|wert|value|of|was|is|auf|bei|von|\\d),?[:=\\s]{1,3})(\\d\\d)\\.(\\d\\d)(?:\\s?/\\s?|\\s)(${YEAR})`,
    read: ([, day, month, year]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: `(\\d{1,2})/(\\d{1,2})/(${YEAR}|${SHORT_YEAR})|(\\d{1,2})-(\\d{1,2})-(${YEAR}|\\d\\d)`,
    read: ([, a, b, year, c, d, other], at) =>
      slashDate(
        Number(a ?? c),
        Number(b ?? d),
        fullYear(year ?? other ?? '', at.noteYear),
        year === undefined ? at.orders.dash : at.orders.slash,
      ),
  },
  {
    pattern: `(${YEAR})[/.](\\d{1,2})[/.](\\d{1,2})`,
    read: ([, year, month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: `(\\d{1,2})(?:\\s?/\\s?|\\.|-)(${YEAR})`,
    read: ([, month, year]) => ({ year: Number(year), month: Number(month), day: null }),
  },
  {
    pattern: '(\\d\\d)-(\\d\\d)(?![/-]|\\.\\d)',
    read: ([, month, day], at) => isoContinued(Number(month), Number(day), at),
  },
  {
    pattern: `(\\d{1,2})/(${SHORT_YEAR}|\\d)`,
    read: ([, a, b], at) => (isFraction(at.text, at.start, at.end) ? null : shortSlash(Number(a), b ?? '', at)),
  },
  {
    pattern: `(${YEAR})/(\\d\\d(?:\\d\\d)?)`,
    read: ([, first, second]) => yearPair(Number(first), second ?? '', 1) ?? monthBehind(Number(first), second ?? ''),
  },
  {
    pattern: '(\\d\\d)\\.(\\d\\d)',
    read: ([, first, second], at) => pointed(Number(first), second ?? '', at),
  },
  {
    pattern: `(${YEAR})`,
    read: ([, year], at) => (plausibleYear(at, Number(year)) ? { year: Number(year), month: null, day: null } : null),
  },
];
const WHOLE = FORMS.map((form) => new RegExp(`^(?:${form.pattern})$`));
const ANY_FORM = finder(
  new RegExp(
    `(?<![a-z\\d_]|\\d[.,:/+=])(?:${FORMS.map((form) => form.pattern.replaceAll(/\((?!\?)/g, '(?:')).join('|')})` +
      `(?![a-z\\d_]|[.,:]\\d|[/-](?!${YEAR}(?!\\d))\\d{3})`,
    'g',
  ),
);
const FIRST_OF_RANGE = ending(/(?<![a-z\d.,/+:=])(\d{1,2})(\.?)\s?(?:[-–—+&]|\/|bis|und|u\.|and|to)\s?$/);
const DATE_WORD_LEFT =
  /(?<![a-z])(?:am|vom|v\.|zum|bis|ab|seit|nach|dem|den|der|und|on|from|until|stand|zuletzt|termin|datum|fuer|für|gabe|zyklus|applikation)\s$/;
/** What only a day can be: "6.7. schon gebucht". */
const APPOINTED =
  /^\s(?:schon\s|bereits\s|ist\s|war\s)?(?:gebucht|geplant|terminiert|vorgesehen|vereinbart|angedacht|abgesagt|entf(?:ä|ae|a)ll|ausgefallen|verschoben|(?:vor)?verlegt|vertagt|appliziert|verabreicht|gegeben|erfolgt)|^\s(?:zu[mr]|z\.)\s(?:\d|erst|zweit|dritt|viert|f(?:ü|ue|u)nft|sechst|n(?:ä|ae|a)chst)/;
const VALUE_LEFT = /(?<![a-z])(?:psa|hb|suv[a-z]{0,4}|krea|ap|ldh|wert|value|of|was|is|auf|bei|von)[:=\s]{1,3}$/;
/** A value, not the date of the next: "PSA 12.3. 4,4", but "PSA 6.2. 06/2021 PSA 18". */
const VALUE_RIGHT = /^ ?[:=]? ?[<>]? ?\d(?!\d?\/\d|\d?\.\d{1,2}\.)/;

/** A two-digit year: up to five years after the note in this century, else the last. */
export function fullYear(short: string, noteYear: number | null): number {
  const digits = Number(short.replace("'", ''));
  if (short.length > 3 || digits > 99) return digits;
  return 2000 + digits <= (noteYear ?? 2040) + 5 ? 2000 + digits : 1900 + digits;
}

/** All dates in digits of a lower-case text, in order of place. `noteDate` settles centuries only; other years come later. */
export function numericDates(text: string, noteDate: PartialDate | null, language: Language): RawDate[] {
  const noteYear = noteDate === null ? null : Number(noteDate.slice(0, 4));
  const orders = dateOrders(text, noteDate, language);
  const dates: RawDate[] = [];
  for (const match of ANY_FORM.all({ lower: text })) {
    const [start, end] = [match.index, match.index + match[0].length];
    const place = { text, start, end, noteYear, language, orders, previous: dates.at(-1) };
    const parts = readForm(match[0], place);
    if (parts === null || !exists(parts) || hasUnit(text, end)) continue;
    if (isIdentifier(text, start) && !isInColumn(text, start, match[0])) continue;
    if (isDuration(text, start, end)) continue;
    dates.push(rawDate(place, parts));
  }
  return dates;
}

/** "nr 2    02-11-2018   7,4": a whole date in a column of its own. */
const isInColumn = (text: string, start: number, written: string): boolean =>
  written.length >= 8 && text.slice(start - 2, start) === '  ';

function rawDate({ text, start, end }: Place, { firstYear, ...parts }: Parts): RawDate {
  const raw = { start, end, ...parts };
  return firstYear === undefined
    ? withFirstOfRange(text, raw)
    : { ...raw, from: { start, year: firstYear, month: null, day: null } };
}

function readForm(written: string, place: Place): Parts | null {
  for (const [i, form] of FORMS.entries()) {
    const groups = WHOLE[i]?.exec(written);
    if (groups) return form.read(groups, place);
  }
  return null;
}

function readDayMonth([, day, month, long, short]: readonly (string | undefined)[], at: Place): Parts | null {
  const year = long ?? short;
  if (year === undefined && !yearlessDay(at, day ?? '', month ?? '')) return null;
  return { year: year === undefined ? null : fullYear(year, at.noteYear), month: Number(month), day: Number(day) };
}

function exists({ year, month, day }: Parts): boolean {
  if (month !== null && (month < 1 || month > 12)) return false;
  const days = month === null ? 31 : [4, 6, 9, 11].includes(month) ? 30 : month === 2 ? 29 : 31;
  return (day === null || (day >= 1 && day <= days)) && (year === null || (year >= 1900 && year <= 2099));
}

/** `12.03.` without a year: two digits each, or a word before that calls for a date; not the end of "PSA 3.5." */
function yearlessDay({ text, start, end, language }: Place, day: string, month: string): boolean {
  const left = text.slice(Math.max(0, start - 10), start);
  if (DATE_WORD_LEFT.test(left) || APPOINTED.test(text.slice(end, end + 32))) return true;
  if (VALUE_LEFT.test(left)) return VALUE_RIGHT.test(text.slice(end, end + 9));
  if (day.length === 2 && month.length === 2) return true;
  return (
    language === 'de' &&
    /^\s?(?:[-–/+&,;:)]|bis|und|u\.|\d)/.test(text.slice(end, end + 4)) &&
    /(?:^|[\s(;,+–/-])$/.test(left)
  );
}

/** "am 12.03", "seit 03.22", "08.22: 366": behind a word for dates a day or a month, before a value a month; else a decimal. */
function pointed(first: number, second: string, { text, start, end, noteYear, language }: Place): Parts | null {
  const year = fullYear(second, noteYear);
  const asMonth = first <= 12 && year >= 2000 && year <= (noteYear ?? 2099);
  if (DATE_WORD_LEFT.test(text.slice(Math.max(0, start - 10), start))) {
    if (Number(second) <= 12) return { year: null, month: Number(second), day: first };
    return asMonth ? { year, month: first, day: null } : null;
  }
  const valued = language === 'de' && asMonth && HEADS_VALUE.test(text.slice(end, end + 16));
  return valued ? { year, month: first, day: null } : null;
}

/** "08.22: 366", "12.17 8.8 / 04.18 31.2". */
const HEADS_VALUE = /^(?::\s?[<>]?\s?\d|\s[<>]?\s?\d{1,4}(?:[.,]\d{1,2})?\s?(?:[/;,](?!\d)|$))/;

const ISO = /^(?:\d{4}-)?\d\d-\d\d$/;
const ISO_GAP = 60;

/** "2020-11-12, 12-22 and 02-03": month and day go on in the year of the ISO date before, or in the next. */
function isoContinued(month: number, day: number, { text, start, previous }: Place): Parts | null {
  if (!previous || previous.year === null || previous.month === null || previous.day === null) return null;
  if (start - previous.end > ISO_GAP || !ISO.test(text.slice(previous.start, previous.end))) return null;
  if (text.slice(previous.end, start).includes('\n')) return null;
  const isNextYear = month * 31 + day < previous.month * 31 + previous.day;
  return { year: previous.year + (isNextYear ? 1 : 0), month, day };
}

function slashDate(a: number, b: number, year: number, order: DateOrder): Parts {
  const monthFirst = order === 'month_first' ? a <= 12 : b > 12;
  return monthFirst ? { year, month: a, day: b } : { year, month: b, day: a };
}

/** `3/18`: month and year in German; in English a day too, where it can be one: `3/18` in America, `18/03` in Britain. */
function shortSlash(a: number, second: string, { noteYear, language, orders }: Place): Parts | null {
  const b = Number(second.replace("'", ''));
  const year = second.length < 2 ? null : fullYear(second, noteYear);
  const asYear = a <= 12 && year !== null && year >= 1980 && year <= (noteYear ?? 2099) + 3;
  const own = orders.slash === 'month_first' ? { month: a, day: b } : { month: b, day: a };
  // "14/4" where the month usually comes first: it can be nothing else.
  const day = !asYear && own.month > 12 ? { month: own.day, day: own.month } : own;
  const asDay = language === 'en' && !second.startsWith("'") && exists({ year: null, ...day });
  if (asYear && asDay) return { year, month: a, day: null, orDay: day };
  if (asYear) return { year, month: a, day: null };
  return asDay ? { year: null, ...day } : null;
}

/** `2014/15`, `2014/2015`, `2018-20`: a range of years. */
function yearPair(first: number, second: string, longest: number): Parts | null {
  const last = second.length === 2 ? Math.floor(first / 100) * 100 + Number(second) : Number(second);
  return last > first && last - first <= longest ? { year: last, month: null, day: null, firstYear: first } : null;
}

/** `2019/11`, where no year of the century can be meant. */
function monthBehind(year: number, second: string): Parts | null {
  return second.length === 2 && Number(second) <= 12 ? { year, month: Number(second), day: null } : null;
}

/** "4x 2019": behind a number of times a year of our days; "4 x 2000" is an amount. */
const TIMES_FROM = 2010;

function plausibleYear({ text, start, end, noteYear }: Place, year: number): boolean {
  if (year > (noteYear ?? 2094) + 5 || year < 1900) return false;
  const left = text.slice(Math.max(0, start - 12), start);
  const times = year >= TIMES_FROM && /(?<!\d)\dx? x?\s?$/u.test(left);
  if (!times && /\d\s?[x×*]\s?$/u.test(left)) return false;
  if (/(?:[#=<>≥≤≈~]|±)\s?$|\p{Sc}\s?$/u.test(left)) return false;
  return !/^\s?(?:[x×*]\s?\d|\p{Sc}|[-–]\s?\d{3,4}\s?(?:mg|ml))/u.test(text.slice(end, end + 12));
}

/** Looks left of a date for the first part of a range that borrows its rest: `03–08/2018`, `5.–9.2.2018`. */
function withFirstOfRange(text: string, raw: RawDate): RawDate {
  const left = FIRST_OF_RANGE.exec(text.slice(Math.max(0, raw.start - 10), raw.start));
  if (!left || raw.month === null) return raw;
  const [value, dotted] = [Number(left[1]), left[2] === '.'];
  const start = raw.start - left[0].length;
  if (raw.day !== null && dotted && value >= 1 && value <= 31) {
    return { ...raw, from: { start, month: null, day: value } };
  }
  if (raw.day !== null || dotted || value < 1 || value > 12 || !/[-–—/]|bis|to/.test(left[0])) return raw;
  return { ...raw, from: { start, month: value, day: null } };
}
