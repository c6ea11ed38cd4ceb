/** Dates told from the day of the note or from another date: "heute", "vor 3 Monaten", "last month", "am selben Tag". */
import { finder } from '../matching/finder.ts';
import { addDays, dayNumber, daysInMonth, makeDate } from '../../calendar.ts';
import type { PartialDate } from '../../domain.ts';
import { CARDINALS } from '../numerals.ts';
import type { RawDate } from './types.ts';

type Unit = 'day' | 'week' | 'month' | 'year';

const COUNTS: Readonly<Record<string, number>> = {
  ...CARDINALS,
  a: 1,
  an: 1,
  einer: 1,
  couple: 2,
  fünf: 5,
  zwölf: 12,
  zwoelf: 12,
  twelve: 12,
};
const COUNT = `(?:\\d{1,2}|${Object.keys(COUNTS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')})`;
const UNIT =
  '(?:tag(?:e|en)?|days?|d|woche(?:n)?|wo\\.?|weeks?|wks?|monat(?:e|en)?|mon\\.|months?|mos?|jahr(?:e|en)?|j\\.|years?|yrs?)';

/** From Monday on; a third name is the short one. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['montag', 'monday', 'mon'],
  ['dienstag', 'tuesday', 'tues?'],
  ['mittwoch', 'wednesday', 'wed'],
  ['donnerstag', 'thursday', 'thurs?'],
  ['freitag', 'friday', 'fri'],
  ['samstag|sonnabend', 'saturday', 'sat'],
  ['sonntag', 'sunday', 'sun'],
];
const WEEKDAY = WEEKDAYS.flat().join('|');
const NAMES_OF_DAYS = WEEKDAYS.map((names) => new RegExp(`^(?:${names.join('|')})$`));

interface RelativeRule {
  readonly id: string;
  /** Place of the date against the day of the note, or against the date before it in the text. */
  readonly from: 'note' | 'previous';
  readonly pattern: string;
  readonly by?: number;
  readonly unit?: Unit;
  /** +1 later, -1 earlier, for patterns with a count. */
  readonly sign?: 1 | -1;
}

const RULES: readonly RelativeRule[] = [
  { id: 'today', from: 'note', pattern: 'heute?|am heutigen tage?|today', by: 0, unit: 'day' },
  {
    id: 'yesterday',
    from: 'note',
    pattern: 'gestern|yesterday',
    by: -1,
    unit: 'day',
  },
  { id: 'before_yesterday', from: 'note', pattern: 'vorgestern', by: -2, unit: 'day' },
  {
    id: 'tomorrow',
    from: 'note',
    pattern: '(?<!(?:heute|gestern|guten|jeden|am) )morgen|tomorrow',
    by: 1,
    unit: 'day',
  },
  { id: 'after_tomorrow', from: 'note', pattern: '(?:ü|ue)bermorgen', by: 2, unit: 'day' },
  {
    id: 'last_week',
    from: 'note',
    pattern: '(?:letzte|vergangene|vorige)[nr]? woche|last week',
    by: -1,
    unit: 'week',
  },
  {
    id: 'next_week',
    from: 'note',
    pattern: '(?:n(?:ä|ae)chste|kommende)[nr]? woche|next week',
    by: 1,
    unit: 'week',
  },
  {
    id: 'last_month',
    from: 'note',
    pattern: '(?:letzten|vergangenen|vorigen|im letzten) monat|im vormonat|last month',
    by: -1,
    unit: 'month',
  },
  {
    id: 'this_month',
    from: 'note',
    pattern: '(?:in )?diese[nm] monat|this month',
    by: 0,
    unit: 'month',
  },
  {
    id: 'next_month',
    from: 'note',
    pattern: '(?:n(?:ä|ae)chste|kommende)[nm] monat|next month',
    by: 1,
    unit: 'month',
  },
  {
    id: 'last_year',
    from: 'note',
    pattern: '(?:letzte|vergangene|vorige)[sn] jahr(?:es)?|im vorjahr|last year',
    by: -1,
    unit: 'year',
  },
  {
    id: 'this_year',
    from: 'note',
    pattern: '(?:in )?diese[sm] jahr|this year|d\\. ?j\\.',
    by: 0,
    unit: 'year',
  },
  {
    id: 'ago',
    from: 'note',
    pattern: `vor (?:ca\\.? |etwa |ungef(?:ä|ae)hr |rund |gut |knapp )?(?<count>${COUNT}) (?<unit>${UNIT})(?! (?:lang|alt))`,
    sign: -1,
  },
  { id: 'ago_en', from: 'note', pattern: `(?<count>${COUNT}) (?:of )?(?<unit>${UNIT}) ago`, sign: -1 },
  { id: 'ago_british', from: 'note', pattern: `(?<count>\\d{1,2})/(?<unit>12|52|7) ago`, sign: -1 },
  {
    id: 'for_long',
    from: 'note',
    pattern: `(?<=seit (?:ca\\.? |etwa |gut |rund |knapp )?)(?<count>${COUNT}) (?<unit>${UNIT})(?! nach)`,
    sign: -1,
  },
  {
    id: 'last_weekday',
    from: 'note',
    pattern: `(?:letzte[nr]?|vergangene[nr]?|vorige[nr]?|last)s? (?<weekday>${WEEKDAY})`,
    sign: -1,
  },
  {
    id: 'next_weekday',
    from: 'note',
    pattern: `(?:n(?:ä|ae)chste[nr]?|kommende[nr]?|next|(?:this )?coming) (?<weekday>${WEEKDAY})`,
    sign: 1,
  },
  {
    id: 'same_day',
    from: 'previous',
    pattern: 'am (?:selben|gleichen) tag|taggleich|(?:on )?the same day|same[- ]day|that day',
    by: 0,
    unit: 'day',
  },
  {
    id: 'same_month',
    from: 'previous',
    pattern: 'im (?:selben|gleichen) monat|in the same month|(?:later )?(?:that|the same) month',
    by: 0,
    unit: 'month',
  },
  {
    id: 'same_year',
    from: 'previous',
    pattern: 'im (?:selben|gleichen) jahr|in the same year|(?:later )?(?:that|the same) year',
    by: 0,
    unit: 'year',
  },
  {
    id: 'day_before',
    from: 'previous',
    pattern: 'am (?:vortag|tag (?:zuvor|davor))|(?:(?:on )?the )?day before(?! [a-z]|[a-z])|(?:on )?the previous day',
    by: -1,
    unit: 'day',
  },
  {
    id: 'next_day',
    from: 'previous',
    pattern: 'am (?:folgetag|n(?:ä|ae)chsten tag|darauffolgenden tag)|(?:on )?the (?:next|following) day',
    by: 1,
    unit: 'day',
  },
  {
    id: 'following_month',
    from: 'previous',
    pattern: 'im (?:folgemonat|darauffolgenden monat)|the following month',
    by: 1,
    unit: 'month',
  },
  {
    id: 'following_year',
    from: 'previous',
    pattern: 'im (?:folgejahr|darauffolgenden jahr)|the following year',
    by: 1,
    unit: 'year',
  },
  {
    id: 'later',
    from: 'previous',
    pattern: `(?<count>${COUNT}) (?<unit>${UNIT}) (?:sp(?:ä|ae)ter|danach|later)`,
    sign: 1,
  },
];
const COMPILED = RULES.map((rule) => ({ rule, pattern: finder(new RegExp(`(?:${rule.pattern})(?![a-z\\d])`, 'g')) }));

/** Relative expressions of a lower-case text. Those told from the note's date need one. */
export function relativeDates(text: string, noteDate: PartialDate | null): RawDate[] {
  const dates: RawDate[] = [];
  for (const { rule, pattern } of COMPILED) {
    for (const match of pattern.all({ lower: text })) {
      const raw = /[a-z\d]/.test(text[match.index - 1] ?? '') ? null : readRelative(rule, match, noteDate);
      if (raw) dates.push(raw);
    }
  }
  return dates;
}

function readRelative(rule: RelativeRule, match: RegExpExecArray, noteDate: PartialDate | null): RawDate | null {
  const weekday = match.groups?.['weekday'];
  const shift =
    weekday === undefined ? shiftOf(rule, match.groups ?? {}) : toWeekday(weekday, rule.sign ?? 1, noteDate);
  if (shift === null) return null;
  const place = { start: match.index, end: match.index + match[0].length, year: null, month: null, day: null };
  if (rule.from === 'previous') return { ...place, inferred: 'all', anchor: 'previous', shift };
  const date = noteDate === null ? null : shifted(noteDate, shift);
  if (date === null) return null;
  return { ...place, ...partsOf(date), inferred: 'all', approximate: shift.unit !== 'day' && shift.by !== 0 };
}

function shiftOf(rule: RelativeRule, g: Readonly<Record<string, string | undefined>>): { unit: Unit; by: number } {
  if (rule.by !== undefined && rule.unit !== undefined) return { unit: rule.unit, by: rule.by };
  const count = (g['count'] ?? '').toLowerCase();
  return {
    unit: unitOf(g['unit'] ?? ''),
    by: (COUNTS[count] ?? Number(count)) * (rule.sign ?? 1),
  };
}

/** To the nearest such day of the week before the note or behind it, never the note's own. */
function toWeekday(name: string, sign: 1 | -1, noteDate: PartialDate | null): { unit: Unit; by: number } | null {
  if (noteDate?.length !== 10) return null;
  const wanted = NAMES_OF_DAYS.findIndex((names) => names.test(name));
  // Day 0 of the calendar, 1970-01-01, was a Thursday.
  const today = (((dayNumber(noteDate) + 3) % 7) + 7) % 7;
  const ahead = (wanted - today + 7) % 7 || 7;
  return { unit: 'day', by: sign === 1 || ahead === 7 ? ahead * sign : ahead - 7 };
}

/** "6/12", "3/52", "5/7": so many of the parts of a year or week. */
const PARTS: Readonly<Record<string, Unit>> = { 12: 'month', 52: 'week', 7: 'day' };

function unitOf(word: string): Unit {
  const part = PARTS[word];
  if (part) return part;
  const letter = word[0]?.toLowerCase();
  return letter === 't' || letter === 'd' ? 'day' : letter === 'w' ? 'week' : letter === 'm' ? 'month' : 'year';
}

export function partsOf(date: PartialDate): Pick<RawDate, 'year' | 'month' | 'day'> {
  const [year, month, day] = date.split('-').map(Number);
  return { year: year ?? null, month: month ?? null, day: day ?? null };
}

/**
 * `date` moved by a shift, at the precision the shift allows: days keep the day, weeks and months give the month, years
 * the year. Null where `date` is coarser than the shift.
 */
export function shifted(date: PartialDate, { unit, by }: { unit: Unit; by: number }): PartialDate | null {
  const [year = 0, month, day] = date.split('-').map(Number);
  if (unit === 'year') return makeDate(year + by);
  if (month === undefined) return null;
  if (unit === 'month') {
    const months = year * 12 + month - 1 + by;
    return makeDate(Math.floor(months / 12), (months % 12) + 1);
  }
  if (by === 0) return date;
  if (day === undefined || day > daysInMonth(year, month)) return null;
  const moved = addDays(date, unit === 'week' ? by * 7 : by);
  return unit === 'week' ? moved.slice(0, 7) : moved;
}
