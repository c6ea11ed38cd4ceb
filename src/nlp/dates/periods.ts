/** Seasons, quarters and calendar weeks: `Herbst 2018`, `Q2/2018`, `KW 12/2019`. */
import { finder } from '../matching/finder.ts';
import type { Finder } from '../matching/finder.ts';
import { fromDayNumber, dayNumber } from '../../calendar.ts';
import type { PartialDate } from '../../domain.ts';
import { fullYear } from './numeric.ts';
import type { RawDate } from './types.ts';

export const SEASON =
  'fr(?:ü|ue)hjahr|fr(?:ü|ue)hling|spring|sommer|summer|sp(?:ä|ae)tsommer|fr(?:ü|ue)hsommer|herbst|sp(?:ä|ae)therbst|autumn|fall|winter|jahreswechsel|jahresende|jahresanfang';

const YEARS = '(?:19|20)\\d\\d';

/** Group 1 the week, if any; the last group the year. */
const PERIODS: readonly Finder[] = [
  finder(
    new RegExp(
      `(?:kw|cw|kalenderwoche|calendar week|week)\\.?\\s?(\\d{1,2})(?:\\s?[/ ]\\s?|\\s(?:of|in)\\s)(${YEARS}|\\d\\d(?!\\d))(?![a-z\\d])`,
      'g',
    ),
  ),
  finder(new RegExp(`(\\d{1,2})\\.\\s?(?:kw|kalenderwoche)\\s?/?\\s?(${YEARS}|\\d\\d(?!\\d))(?![a-z\\d])`, 'g')),
  finder(
    new RegExp(
      `(?:q[1-4]|[1-4]\\.\\s?quartal|[1-4]q|(?:first|second|third|fourth) quarter(?: of)?|(?:iv|i{1,3})(?=/))()\\s?[/ ]\\s?(${YEARS})(?![a-z\\d])`,
      'g',
    ),
  ),
  finder(new RegExp(`(?:${SEASON})()(?: of| des jahres)?\\s(${YEARS})(?![a-z\\d])`, 'g')),
];

/** Quarters and seasons give their year, weeks their month, all marked approximate: no precision that was not stated. */
export function periodDates(text: string, noteDate: PartialDate | null): RawDate[] {
  const noteYear = noteDate === null ? null : Number(noteDate.slice(0, 4));
  const dates: RawDate[] = [];
  for (const pattern of PERIODS) {
    for (const match of pattern.all({ lower: text })) {
      if (/[a-z\d]/.test(text[match.index - 1] ?? '')) continue;
      const [year, week] = [fullYear(match[2] ?? '', noteYear), match[1] ?? ''];
      const date = week === '' ? String(year) : thursdayOfWeek(year, Number(week));
      if (date === null) continue;
      const month = week === '' ? null : Number(date.slice(5, 7));
      dates.push({
        start: match.index,
        end: match.index + match[0].length,
        year: Number(date.slice(0, 4)),
        month,
        day: null,
        approximate: true,
      });
    }
  }
  return dates;
}

/** The Thursday of an ISO week: it lies in the month and year to which most of the week belongs (ISO 8601). */
function thursdayOfWeek(year: number, week: number): string | null {
  if (week < 1 || week > 53) return null;
  const fourth = dayNumber(`${year}-01-04`);
  const thursday = fourth - ((fourth + 3) % 7) + 3 + (week - 1) * 7;
  return fromDayNumber(thursday);
}
