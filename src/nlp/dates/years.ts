/** Settles what a date leaves open: the year of `14.05.`, and whether `3/15` is a day or a month of 2015. */
import { ending } from '../matching/ending.ts';
import { boundsOf, daysBetween, makeDate } from '../../calendar.ts';
import type { PartialDate } from '../../domain.ts';
import { partsOf, shifted } from './relative.ts';
import type { RawDate } from './types.ts';

export interface Settled extends RawDate {
  readonly date: PartialDate;
  readonly yearInferred: boolean;
}

const LIST_GAP = /^\s{0,3}(?:[-–—,;+&/]|->|und|u\.|and|bis|to|sowie|bzw\.|(?:,\s?)?and)?\s{0,3}(?:zum|am|vom)?\s?$/u;
const WIDE_GAP = 60;

/**
 * Every date with its year. A year that is not written comes from, in this order: the dated neighbour in the same list
 * or range, a year that heads the line ("PSA 2018: 12.03. …"), the note's date (the nearest such day, rather before than
 * after it), the last full date of the text. Dates whose year stays unknown are dropped.
 */
export function settle(view: string, raws: readonly RawDate[], noteDate: PartialDate | null): Settled[] {
  const clear = raws.map((raw, i) => (raw.orDay ? disambiguate(view, raws, i, raw.orDay, noteDate) : raw));
  const settled: Settled[] = [];
  for (const [i, raw] of clear.entries()) {
    const date = raw.anchor
      ? fromPrevious(raw, settled.at(-1))
      : dateOf(raw, () => inferYear(view, clear, i, settled, noteDate));
    if (date === null) continue;
    const parts = raw.anchor ? partsOf(date) : { year: Number(date.slice(0, 4)) };
    settled.push({ ...raw, ...parts, date, yearInferred: raw.year === null && !raw.anchor });
  }
  return settled;
}

function fromPrevious(raw: RawDate, previous: Settled | undefined): PartialDate | null {
  return previous && raw.shift ? shifted(previous.date, raw.shift) : null;
}

function dateOf(raw: RawDate, infer: () => number | null): PartialDate | null {
  const year = raw.year ?? infer();
  return year === null ? null : makeDate(year, raw.month ?? undefined, raw.day ?? undefined);
}

/** In an English list, one `n` that can only be a day makes all days; `5/18-3/19` in order and past means months. */
function disambiguate(
  view: string,
  raws: readonly RawDate[],
  index: number,
  day: NonNullable<RawDate['orDay']>,
  noteDate: PartialDate | null,
): RawDate {
  const raw = raws[index] as RawDate;
  const asDay: RawDate = { ...raw, ...day, year: null };
  const asMonth = raw;
  const near = (step: 1 | -1): RawDate | undefined => {
    const other = raws[index + step];
    if (!other) return undefined;
    const gap = step === 1 ? view.slice(raw.end, other.start) : view.slice(other.end, raw.start);
    return LIST_GAP.test(gap) ? other : undefined;
  };
  for (const step of [1, -1] as const) {
    const other = near(step);
    if (other && !other.orDay && other.year === null && other.day !== null) return asDay;
    if (other && !other.orDay && other.year !== null && other.day === null && other.month !== null) return asMonth;
  }
  const recent = noteDate !== null && raw.year !== null && raw.year >= Number(noteDate.slice(0, 4)) - 1;
  if (!recent && isAmongDays(view, raws, index)) return asDay;
  if (noteDate === null || raw.year === null || noteDate.length < 10) return asMonth;
  if (isAppointment(view, raw, day, noteDate)) return asDay;
  const past = makeDate(Number(noteDate.slice(0, 4)), day.month, day.day);
  const isRange = near(1)?.orDay !== undefined || near(-1)?.orDay !== undefined;
  if (past !== null && !isRange && Number(noteDate.slice(0, 4)) - raw.year >= 2) {
    const age = daysBetween(past, noteDate);
    if (age >= -60 && age <= 60) return asDay;
  }
  return boundsOf(`${raw.year}-${String(raw.month).padStart(2, '0')}`).first > noteDate ? asDay : asMonth;
}

/** "start 9/20" in a note of five days before. */
function isAppointment(view: string, raw: RawDate, day: NonNullable<RawDate['orDay']>, noteDate: PartialDate): boolean {
  if (!FORWARD.test(view.slice(Math.max(0, raw.start - 20), raw.start))) return false;
  const date = makeDate(Number(noteDate.slice(0, 4)), day.month, day.day);
  const ahead = date === null ? -1 : daysBetween(noteDate, date);
  return ahead >= 0 && ahead <= 60;
}

const FORWARD = ending(
  /(?<![a-z])(?:starts?|starting|begins?|next|due|scheduled|booked|appt|appointment|planned|set)(?: for| on| date)?:? $/,
);

/** On the same line, close by, a date of the same kind can only be a day: `54 (1/10/22) -> 30.5 (3/15) -> 19.2 (5/31)`. */
function isAmongDays(view: string, raws: readonly RawDate[], index: number): boolean {
  const raw = raws[index] as RawDate;
  return raws.slice(Math.max(0, index - 2), index + 3).some((other) => {
    if (other === raw || other.orDay || other.day === null || !view.slice(other.start, other.end).includes('/'))
      return false;
    const [from, to] = other.start < raw.start ? [other.end, raw.start] : [raw.end, other.start];
    return to - from <= 40 && !view.slice(from, to).includes('\n') && !/\p{L}{4}/u.test(view.slice(from, to));
  });
}

function inferYear(
  view: string,
  raws: readonly RawDate[],
  index: number,
  settled: readonly Settled[],
  noteDate: PartialDate | null,
): number | null {
  const raw = raws[index] as RawDate;
  const next = yearInList(view, raws, index);
  if (next !== null)
    return next.month !== null && raw.month !== null && raw.month > next.month ? next.year - 1 : next.year;
  const head = settled.findLast((s) => s.end <= raw.start);
  if (head && head.month === null && isHeading(view, head) && !view.slice(head.end, raw.start).includes('\n')) {
    return head.year;
  }
  if (noteDate !== null) return nearestYear(raw, noteDate);
  return head?.year ?? null;
}

/** "PSA 2018: …", "(2018) …". */
const isHeading = (view: string, { start, end }: Settled): boolean =>
  /^\s?:/u.test(view.slice(end, end + 2)) || (view[start - 1] === '(' && view[end] === ')');

/** The year of the next date that has one, as long as nothing but list words or further yearless dates lie between. */
function yearInList(
  view: string,
  raws: readonly RawDate[],
  index: number,
): { year: number; month: number | null } | null {
  let end = (raws[index] as RawDate).end;
  const dayless = (raws[index] as RawDate).day === null;
  for (let i = index + 1; i < raws.length; i += 1) {
    const other = raws[i] as RawDate;
    const gap = view.slice(end, Math.min(other.start, end + WIDE_GAP));
    if (!LIST_GAP.test(gap) || (other.day === null) !== dayless) return null;
    if (other.year !== null) return { year: other.year, month: other.month };
    end = other.end;
  }
  return null;
}

/** Clinical texts look back: up to eight months before the note, up to three after it. */
function nearestYear(raw: RawDate, noteDate: PartialDate): number {
  const year = Number(noteDate.slice(0, 4));
  if (raw.month === null || noteDate.length < 7) return year;
  const ahead = raw.month - Number(noteDate.slice(5, 7));
  return ahead > 3 ? year - 1 : ahead < -8 ? year + 1 : year;
}
