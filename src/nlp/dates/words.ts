/** Dates with a month's name: `12. März 2019`, `March 12, 2019`. */
import { ending } from '../matching/ending.ts';
import { finder } from '../matching/finder.ts';
import type { Language, PartialDate } from '../../domain.ts';
import { fullYear } from './numeric.ts';
import { dateOrders } from './order.ts';
import { SEASON } from './periods.ts';
import type { RawDate } from './types.ts';

/** Month names and their abbreviations, German, Austrian and English, in lower case. */
const MONTHS: Readonly<Record<string, number>> = {
  januar: 1,
  jänner: 1,
  jaenner: 1,
  january: 1,
  jan: 1,
  februar: 2,
  feber: 2,
  february: 2,
  feb: 2,
  febr: 2,
  märz: 3,
  maerz: 3,
  march: 3,
  mär: 3,
  maer: 3,
  mrz: 3,
  mar: 3,
  april: 4,
  apr: 4,
  mai: 5,
  may: 5,
  juni: 6,
  june: 6,
  jun: 6,
  juli: 7,
  july: 7,
  jul: 7,
  august: 8,
  aug: 8,
  september: 9,
  sept: 9,
  sep: 9,
  oktober: 10,
  october: 10,
  okt: 10,
  oct: 10,
  november: 11,
  nov: 11,
  dezember: 12,
  december: 12,
  dez: 12,
  dec: 12,
};
const NAMES = Object.keys(MONTHS)
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const MONTH = finder(
  new RegExp(`(?<![a-z])(${NAMES})(?:(?![a-z])\\.?|(?=(?:termin|zyklus|gabe|infusion|applikation)s?(?![a-z])))`, 'g'),
);
const YEAR_TAIL = /^(?:,?\s?|[-/]|\s?\/\s?|\s(?:of|des jahres)\s)((?:19|20)\d\d)(?![\d.,]\d|[a-z])/;
const DAY_YEAR_TAIL =
  /^[\s-]?(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(\d{1,2})(?:st|nd|rd|th)?)?,?[\s-]((?:19|20)\d\d)(?!\d)/;
const DAY_TAIL = /^[\s-](\d{1,2})(?:st|nd|rd|th)?(?![a-z\d]|[.,:/]\d|\s?(?:mg|ng|%|gbq|mci))/;
/** "Nov 14th": a day in whatever language the rest is. */
const ORDINAL_TAIL = /^\s\d{1,2}(?:st|nd|rd|th)(?![a-z])/;
const SHORT_YEAR_TAIL = /^(?:[\s-]|\s?\/\s?)?('\d\d|\d\d)(?![a-z\d]|[.,:/]\d|\s?(?:mg|ng|µg|%|gbq|mci))/;
const DAY_HEAD = ending(
  /(?<![a-z\d.,/])(?:(\d{1,2})(?:\.|st|nd|rd|th)?\s?(?:[-–]|bis|und|u\.|to)\s?)?(\d{1,2})(?:\.|st|nd|rd|th)?[\s/-]?(?:of\s|day of\s)?$/,
);
/** A bare month name counts only after one of these: May, March, Jan and August are words and names too. */
const BARE_HEAD =
  /(?<![a-z])(?:in|im|auf|since|seit|until|till|bis|by|from|von|vom|ab|of|last|next|this|letzten|letztem|vergangenen|n(?:ä|ae)chsten|kommenden|diesen|early|late|mid|end of|begin(?:ning)? of|anfang|mitte|ende|f(?:ü|ue)r|for|through|to|to start|during)[\s-]$|[(,;:]\s?$/;

/** "zwischen Januar und Juni 2021": the first month of a period of one year. */
const BETWEEN_HEAD = ending(new RegExp(`(?<![a-z])(?:zwischen|between)\\s(${NAMES})\\.?\\s(?:und|and)\\s$`));

/** "February and April", "Februar und April": behind another month. */
const AND_HEAD = ending(new RegExp(`(?<![a-z])(?:${NAMES})\\.?\\s(?:und|and|u\\.|&)\\s$`));

const YEAR_HEAD = ending(
  new RegExp(`(?<![a-z\\d./-])(?:(?:${SEASON})(?: of| des jahres)?\\s)?((?:19|20)\\d\\d|'\\d\\d)\\s?\\($`),
);

const YEAR_IN = ending(/(?<![a-z\d./-])((?:19|20)\d\d),?\sim\s$/);

/** "Julitermin", "Mai-Gabe", "the July cycle": the month of an appointment or of a treatment. */
const APPOINTED_TAIL =
  /^[\s-]?(?:lu-?psma-?|rlt-?)?(?:termin|zyklus|zyklen|gabe|infusion|applikation|cycle|dose|treatment|administration|slot|appointment)(?:e?s)?(?![a-z])/;

/** "the February and April cycles". */
const APPOINTED_LIST = new RegExp(
  `^(?:,|-| and| und| &) ?(?:${NAMES})[ -](?:termin|zykl|gabe|infusion|cycle|dose|treatment)`,
);

/** "96 Sept, 51 Nov": a number that is neither day nor year is a value, and the month behind it its date. */
const VALUE_HEAD = /(?:(?<![\d.,/])(?:3[2-9]|[4-9]\d|(?!(?:19|20)\d\d)\d{3,5})|\d[.,]\d{1,3})\s$/;

/** The name of a month, the text beside it, and what settles the rest. */
interface Name {
  readonly start: number;
  readonly end: number;
  readonly month: number;
  readonly capital: boolean;
  readonly left: string;
  readonly tail: string;
  readonly noteYear: number | null;
  readonly language: Language;
  /** Does the note write the day before the month? Then "Oct 18" is a month of 2018. */
  readonly dayFirst: () => boolean;
}

/** Dates with month names, in order of place. */
export function monthNameDates(
  view: string,
  text: string,
  noteDate: PartialDate | null,
  language: Language,
): RawDate[] {
  const noteYear = noteDate === null ? null : Number(noteDate.slice(0, 4));
  let order: boolean | undefined;
  const dayFirst = (): boolean => (order ??= dateOrders(text, noteDate, language).slash === 'day_first');
  const dates: RawDate[] = [];
  for (const match of MONTH.all({ lower: text })) {
    const month = MONTHS[match[1] ?? ''];
    if (month === undefined) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    const left = text.slice(Math.max(0, start - 30), start);
    const tail = text.slice(end, end + 24);
    const raw = readMonth({
      start,
      end,
      month,
      capital: isCapital(view, start),
      left,
      tail,
      noteYear,
      language,
      dayFirst,
    });
    if (raw) dates.push(raw);
  }
  return dates;
}

/** The longest reading: day and year behind the name, day before it, a period, a year, a day behind, the month alone. */
function readMonth(name: Name): RawDate | null {
  const whole = dayAndYearBehind(name) ?? behindYear(name);
  if (whole) return whole;
  const head = DAY_HEAD.exec(name.left);
  const day = head && Number(head[2]) <= 31 ? Number(head[2]) : null;
  const { year, end } = yearBehind(name, day);
  const { start, month } = name;
  if (day !== null && head) {
    const from = start - head[0].length;
    const first = head[1] === undefined ? {} : { from: { start: from, month: null, day: Number(head[1]) } };
    return { start: from, end, month, day, year, ...first };
  }
  const between = BETWEEN_HEAD.exec(name.left);
  if (between) {
    const from = { start: start - between[0].length, month: MONTHS[between[1] ?? ''] ?? null, day: null };
    return { start: from.start, end, month, day: null, year, from };
  }
  if (year !== null) return { start, end, month, day: null, year };
  return (
    dayBehind(name) ??
    (name.capital && standsForDate(name) ? { start, end: name.end, month, day: null, year: null } : null)
  );
}

/** "March 12, 2019", "March 12-14, 2019". */
function dayAndYearBehind({ start, end, month, tail }: Name): RawDate | null {
  const match = DAY_YEAR_TAIL.exec(tail);
  if (!match || Number(match[1]) > 31) return null;
  const first = match[2] === undefined ? {} : { from: { start, month: null, day: Number(match[1]) } };
  return {
    start,
    end: end + match[0].length,
    month,
    day: Number(match[2] ?? match[1]),
    year: Number(match[3]),
    ...first,
  };
}

/** The bracket closes or tells something else: in "2020 (Jan, March)" the year is that of all. */
const BRACKET_TAIL = new RegExp(`^(?:\\)|,(?! ?(?:(?:${NAMES})|\\d)))`);

/** "Ende 2005 (November)", "spring 2012 (April)", "2012 im August": the month behind its year. */
function behindYear({ start, end, month, left, tail, noteYear }: Name): RawDate | null {
  const bracket = BRACKET_TAIL.test(tail) ? YEAR_HEAD.exec(left) : null;
  const match = bracket ?? (/^[.,;)]?(?:\s(?!\d)|\n|$)/.test(tail) ? YEAR_IN.exec(left) : null);
  if (!match) return null;
  return {
    start: start - match[0].length,
    end: bracket && tail.startsWith(')') ? end + 1 : end,
    month,
    day: null,
    year: fullYear(match[1] ?? '', noteYear),
  };
}

/** "Mai d. J.", "May last year": told from the year of the note. */
const TOLD_YEAR =
  /^\s(?:(d\. ?j\.|diese[sn] jahr(?:es)?|(?:of )?this year)|letzten jahres|vergangenen jahres|des (?:letzten |vergangenen |vor)jahres|(?:of )?last year)(?![a-z])/;

/** "2019", "'19", "19" behind the name; an English "March 12" without a day before it is a day. */
function yearBehind(
  { end, tail, noteYear, language, dayFirst }: Name,
  day: number | null,
): { year: number | null; end: number } {
  const long = YEAR_TAIL.exec(tail);
  if (long) return { year: Number(long[1]), end: end + long[0].length };
  const isDay = language === 'en' && DAY_TAIL.test(tail) && day === null;
  if (isDay && (ORDINAL_TAIL.test(tail) || !isPast(tail, noteYear) || !dayFirst())) return { year: null, end };
  const told = noteYear === null ? null : TOLD_YEAR.exec(tail);
  if (told && noteYear !== null) return { year: noteYear - (told[1] ? 0 : 1), end: end + told[0].length };
  const short = SHORT_YEAR_TAIL.exec(tail);
  if (!short || !isNear(short[1] ?? '', noteYear)) return { year: null, end };
  return { year: fullYear(short[1] ?? '', noteYear), end: end + short[0].length };
}

/** The two digits are those of a year before the note's, or of its own. */
const isPast = (tail: string, noteYear: number | null): boolean => {
  const digits = /^[\s-](\d\d)(?!\d)/.exec(tail)?.[1];
  return digits !== undefined && noteYear !== null && fullYear(digits, noteYear) <= noteYear;
};

/** "March 12". */
function dayBehind({ start, end, month, capital, tail, language }: Name): RawDate | null {
  const match = capital && (language === 'en' || ORDINAL_TAIL.test(tail)) ? DAY_TAIL.exec(tail) : null;
  if (!match || Number(match[1]) > 31) return null;
  return { start, end: end + match[0].length, month, day: Number(match[1]), year: null };
}

/** A name alone is a date behind a word for dates, another month or a value, or before a second month. */
function standsForDate({ left, tail }: Name): boolean {
  const behind = BARE_HEAD.test(left) || AND_HEAD.test(left) || VALUE_HEAD.test(left);
  return (
    behind ||
    APPOINTED_TAIL.test(tail) ||
    /^:\s?[<>]?\d/u.test(tail) ||
    APPOINTED_LIST.test(tail) ||
    /^\s?(?:[-–]|bis\s|to\s|through\s)/u.test(tail)
  );
}

/** `Dez 28` in a note of 2023 is no year: plans do not reach further than the next one. */
const isNear = (short: string, noteYear: number | null): boolean =>
  short.startsWith("'") ||
  noteYear === null ||
  (fullYear(short, noteYear) <= noteYear + 1 && fullYear(short, noteYear) >= noteYear - 30);

const isCapital = (view: string, at: number): boolean => /^\p{Lu}/u.test(view[at] ?? '');
