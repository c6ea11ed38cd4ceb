/** Dates written in digits: `12.03.2019`, `3/2019`, `03/18`, `2019-03-12`, `14.05.`, `2018`. German and English order. */
import type { Language, PartialDate } from '../../domain.ts';
import { hasUnit, isFraction, isIdentifier } from './guards.ts';
import type { RawDate } from './types.ts';

const YEAR = '(?:19|20)\\d\\d';
const SHORT_YEAR = "'?\\d\\d";

/** One alternative a notation; the first that fits at a place wins, so the longer ones come first. */
const NUMERIC = new RegExp(
  '(?<![\\p{L}\\p{N}_]|\\p{N}[.,:/+=])(?:' +
    [
      `(?<iso>(?<iy>${YEAR})-(?<im>\\d\\d)(?:-(?<id>\\d\\d))?)`,
      `(?<dmy>(?<dd>\\d{1,2})\\.\\s?(?<dm>\\d{1,2})\\.(?:\\s?(?<dY>${YEAR})|(?<dy>${SHORT_YEAR}))?)`,
      `(?<slash>(?<s1>\\d{1,2})/(?<s2>\\d{1,2})/(?<sY>${YEAR}|${SHORT_YEAR}))`,
      `(?<ymd>(?<yy>${YEAR})/(?<ym>\\d{1,2})/(?<yd>\\d{1,2}))`,
      `(?<my>(?<mm>\\d{1,2})(?:\\s?/\\s?|\\.|-)(?<mY>${YEAR}))`,
      `(?<short>(?<h1>\\d{1,2})/(?<h2>${SHORT_YEAR}|\\d))`,
      `(?<years>(?<y1>${YEAR})/(?<y2>\\d\\d(?:\\d\\d)?))`,
      `(?<dot>(?<t1>\\d\\d)\\.(?<t2>\\d\\d))`,
      `(?<year>${YEAR})`,
    ].join('|') +
    ')(?![\\p{L}\\p{N}_]|[.,:]\\p{N}|[/-](?!(?:19|20)\\d\\d(?!\\d))\\p{N}{3})',
  'gu',
);
const FIRST_OF_RANGE = /(?<![\p{L}\p{N}.,/+:=])(\d{1,2})(\.?)\s?(?:[-–—+&]|\/|bis|und|u\.|and|to)\s?$/u;
const DATE_WORD_LEFT =
  /(?<!\p{L})(?:am|vom|zum|bis|ab|seit|nach|dem|den|der|und|on|from|until|stand|zuletzt|termin|datum)\s$/iu;
const VALUE_LEFT = /(?<!\p{L})(?:psa|hb|suv\p{L}{0,4}|krea|ap|ldh|wert|value|of|was|is|auf|bei|von)[:=\s]{1,3}$/iu;
const VALUE_RIGHT = /^:?\s?[<>]?\s?\d/u;

/** A two-digit year: up to five years after the note in this century, else the last. */
export function fullYear(short: string, noteYear: number | null): number {
  const digits = Number(short.replace("'", ''));
  if (short.length > 3 || digits > 99) return digits;
  return 2000 + digits <= (noteYear ?? 2040) + 5 ? 2000 + digits : 1900 + digits;
}

/** All dates in digits, in order of place. `noteDate` settles centuries only; other years are settled later. */
export function numericDates(view: string, noteDate: PartialDate | null, language: Language): RawDate[] {
  const noteYear = noteDate === null ? null : Number(noteDate.slice(0, 4));
  const dates: RawDate[] = [];
  for (const match of view.matchAll(NUMERIC)) {
    const raw = readNumeric(view, match, noteYear, language);
    if (raw) dates.push(withFirstOfRange(view, raw));
  }
  return dates;
}

type Parts = Pick<RawDate, 'year' | 'month' | 'day'> & Pick<Partial<RawDate>, 'ambiguous'>;

function readNumeric(
  view: string,
  match: RegExpExecArray,
  noteYear: number | null,
  language: Language,
): RawDate | null {
  const [start, end] = [match.index, match.index + match[0].length];
  const place = { start, end };
  const g = match.groups ?? {};
  const number = (name: string): number => Number(g[name]);
  const parts = ((): Parts | null => {
    if (g['iso']) return { year: number('iy'), month: number('im'), day: g['id'] ? number('id') : null };
    if (g['ymd']) return { year: number('yy'), month: number('ym'), day: number('yd') };
    if (g['dmy']) {
      const year = g['dY'] ?? g['dy'];
      if (year === undefined && !yearlessDay(view, place, g['dd'] ?? '', g['dm'] ?? '', language)) return null;
      return { year: year === undefined ? null : fullYear(year, noteYear), month: number('dm'), day: number('dd') };
    }
    if (g['slash']) return slashDate(number('s1'), number('s2'), fullYear(g['sY'] ?? '', noteYear), language);
    if (g['my']) return { year: number('mY'), month: number('mm'), day: null };
    if (g['short'])
      return isFraction(view, start, end) ? null : shortSlash(number('h1'), g['h2'] ?? '', noteYear, language);
    if (g['years']) return yearPair(number('y1'), g['y2'] ?? '');
    if (g['dot'])
      return DATE_WORD_LEFT.test(view.slice(Math.max(0, start - 10), start))
        ? { year: null, month: number('t2'), day: number('t1') }
        : null;
    return plausibleYear(view, place, number('year'), noteYear)
      ? { year: number('year'), month: null, day: null }
      : null;
  })();
  if (parts === null || hasUnit(view, end) || isIdentifier(view, start)) return null;
  return exists(parts) ? { ...place, ...parts } : null;
}

function exists({ year, month, day }: Parts): boolean {
  if (month !== null && (month < 1 || month > 12)) return false;
  const days = month === null ? 31 : [4, 6, 9, 11].includes(month) ? 30 : month === 2 ? 29 : 31;
  return (day === null || (day >= 1 && day <= days)) && (year === null || (year >= 1900 && year <= 2099));
}

/** `12.03.` without a year: two digits each, or a word before that calls for a date; not the end of "PSA 3.5." */
function yearlessDay(
  view: string,
  { start, end }: { start: number; end: number },
  day: string,
  month: string,
  language: Language,
): boolean {
  const left = view.slice(Math.max(0, start - 10), start);
  if (DATE_WORD_LEFT.test(left)) return true;
  if (VALUE_LEFT.test(left)) return VALUE_RIGHT.test(view.slice(end, end + 4));
  if (day.length === 2 && month.length === 2) return true;
  return (
    language === 'de' &&
    /^\s?(?:[-–/+&,;:)]|bis|und|u\.|\d)/u.test(view.slice(end, end + 4)) &&
    /(?:^|[\s(;,+–/-])$/u.test(left)
  );
}

function slashDate(a: number, b: number, year: number, language: Language): Parts {
  const monthFirst = language === 'en' ? a <= 12 : b > 12;
  return monthFirst ? { year, month: a, day: b } : { year, month: b, day: a };
}

/** `3/18`: month and year in German; in English a day too, where it can be one. */
function shortSlash(a: number, second: string, noteYear: number | null, language: Language): Parts | null {
  const b = Number(second.replace("'", ''));
  const year = second.length < 2 ? null : fullYear(second, noteYear);
  const asYear = year !== null && year >= 1980 && year <= (noteYear ?? 2099) + 3;
  const asDay = language === 'en' && !second.startsWith("'") && b >= 1 && b <= 31;
  if (asYear && asDay) return { year, month: a, day: b, ambiguous: true };
  if (asYear) return { year, month: a, day: null };
  return asDay ? { year: null, month: a, day: b } : null;
}

/** `2014/15`, `2014/2015`: the first year, the second is lost on purpose (the pair says "about then"). */
function yearPair(first: number, second: string): Parts | null {
  const last = second.length === 2 ? Math.floor(first / 100) * 100 + Number(second) : Number(second);
  return last - first === 1 ? { year: first, month: null, day: null } : null;
}

function plausibleYear(
  view: string,
  { start, end }: { start: number; end: number },
  year: number,
  noteYear: number | null,
): boolean {
  if (year > (noteYear ?? 2094) + 5 || year < 1900) return false;
  const left = view.slice(Math.max(0, start - 12), start);
  if (/(?:[#=<>≥≤≈~]|±)\s?$|\d\s?[x×*]\s?$|\p{Sc}\s?$/u.test(left)) return false;
  return !/^\s?(?:[x×*]\s?\d|\p{Sc}|[-–]\s?\d{3,4}\s?(?:mg|ml))/u.test(view.slice(end, end + 12));
}

/** Looks left of a date for the first part of a range that borrows its rest: `03–08/2018`, `5.–9.2.2018`. */
function withFirstOfRange(view: string, raw: RawDate): RawDate {
  const left = FIRST_OF_RANGE.exec(view.slice(Math.max(0, raw.start - 10), raw.start));
  if (!left || raw.month === null) return raw;
  const [value, dotted] = [Number(left[1]), left[2] === '.'];
  const start = raw.start - left[0].length;
  if (raw.day !== null && dotted && value >= 1 && value <= 31) {
    return { ...raw, from: { start, month: null, day: value } };
  }
  if (raw.day !== null || dotted || value < 1 || value > 12 || !/[-–—/]|bis|to/u.test(left[0])) return raw;
  return { ...raw, from: { start, month: value, day: null } };
}
