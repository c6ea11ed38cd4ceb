/**
 * Calendar arithmetic on dates as text. `Date` is used for nothing but day numbers: it widens `2018` to 1 January and
 * turns 30 February into 1 March. All functions are pure and ignore time zones: clinical dates are local dates.
 */
import type { DatePrecision, DayDate, PartialDate } from './domain.ts';

const PARTIAL = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MS_PER_DAY = 86_400_000;

/** Mean Gregorian month, 365.25 / 12 days: the unit of every `mo_*` and `*_months` column. */
export const DAYS_PER_MONTH = 30.4375;

/** Days of a month, 1 to 12, in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** True for an existing calendar date between 1850 and 2150, at any precision. */
export function isPartialDate(text: unknown): text is PartialDate {
  if (typeof text !== 'string') return false;
  const parts = PARTIAL.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  return year >= 1850 && year <= 2150 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** `year, month, day` to a partial date; null where no such date exists. */
export function makeDate(year: number, month?: number, day?: number): PartialDate | null {
  const text =
    String(year).padStart(4, '0') +
    (month === undefined ? '' : `-${String(month).padStart(2, '0')}`) +
    (month === undefined || day === undefined ? '' : `-${String(day).padStart(2, '0')}`);
  return isPartialDate(text) ? text : null;
}

/** How exactly the date is known. */
export function precisionOf(date: PartialDate): DatePrecision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}

/** First and last day that the partial date can mean. */
export function boundsOf(date: PartialDate): { first: DayDate; last: DayDate } {
  const precision = precisionOf(date);
  if (precision === 'day') return { first: date, last: date };
  if (precision === 'year') return { first: `${date}-01-01`, last: `${date}-12-31` };
  const last = daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)));
  return { first: `${date}-01`, last: `${date}-${String(last).padStart(2, '0')}` };
}

/** The conventional day of a partial date: month -> the 15th, year -> 1 July (clinical definition 3.8). */
export function imputeDay(date: PartialDate): DayDate {
  const precision = precisionOf(date);
  return precision === 'day' ? date : precision === 'month' ? `${date}-15` : `${date}-07-01`;
}

/** Days since 1970-01-01 of a complete date. */
export function dayNumber(date: DayDate): number {
  return Math.round(
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY,
  );
}

/** The date that lies so many days after 1970-01-01: the inverse of `dayNumber`. */
export function fromDayNumber(days: number): DayDate {
  return new Date(days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The date so many days later; earlier where `days` is negative. */
export function addDays(date: DayDate, days: number): DayDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** `to - from` in days; no +1, negative when `to` is earlier. */
export function daysBetween(from: DayDate, to: DayDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Completed years between two days, as an age is counted. */
export function completedYears(from: DayDate, to: DayDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** Do two partial dates agree at the coarser of their precisions? */
export function sameDate(a: PartialDate, b: PartialDate): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) === b.slice(0, length);
}

/** Order by first possible day, the more precise first among equals. Usable with `sort`. */
export function compareDates(a: PartialDate, b: PartialDate): number {
  const [x, y] = [boundsOf(a).first, boundsOf(b).first];
  return x < y ? -1 : x > y ? 1 : b.length - a.length;
}

/** True when every day that `a` can mean lies before every day that `b` can mean. */
export function isBefore(a: PartialDate, b: PartialDate): boolean {
  return boundsOf(a).last < boundsOf(b).first;
}

/**
 * The local calendar date of a FHIR date, dateTime or instant, at its precision: the date part as written, never shifted
 * to another zone. Null for what is no existing date, and for 24:00, which may mean the day or the next one.
 */
export function dateOfFhir(value: unknown): PartialDate | null {
  if (typeof value !== 'string') return null;
  const [date = '', time = ''] = value.split('T');
  return isPartialDate(date) && !/^(?:2[4-9]|[3-9]\d)/.test(time) ? date : null;
}
