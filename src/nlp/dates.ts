/**
 * The date grammar: every date expression of a German or English clinical text, with what it says at the precision
 * stated and no more. Pure; one pass a notation, linear in the length of the text.
 */
import { ending } from './matching/ending.ts';
import { compareDates, isBefore, makeDate } from '../calendar.ts';
import type { Language, PartialDate } from '../domain.ts';
import { isBirthDate } from './dates/guards.ts';
import { numericDates } from './dates/numeric.ts';
import { relativeDates } from './dates/relative.ts';
import type { DateMention, RawDate } from './dates/types.ts';
import { periodDates } from './dates/periods.ts';
import { monthNameDates } from './dates/words.ts';
import { settle } from './dates/years.ts';
import type { Settled } from './dates/years.ts';

export type { DateKind, DateMention } from './dates/types.ts';

const RANGE_GAP =
  /^(?!\s{0,3}\n\s{0,3}[-–—])\s{0,3}(?:[-–—]|->|→|bis(?:\s(?:zum|einschl(?:ie(?:ß|ss)lich|\.)|inkl\.))?|to|until|till|through|thru)\s{0,3}(?:zum\s|einschl\.\s|ca\.\s|the\s)?(?:anfang\s|mitte\s|ende\s|early\s|mid[\s-]|late\s|end of\s)?$/;
const OPEN_RIGHT =
  /^(?!\s{0,3}\n\s{0,3}[-–—])\s{0,3}(?:[-–—]|bis|to|until|->|→)\s{0,3}(?:laufend|fortlaufend|heute|dato|aktuell|jetzt|present|current(?:ly)?|now|today|ongoing|lfd\.?|andauernd|\.\.\.|…)(?![a-z])/;
const DASH_ONLY = /^\s?[-–—]\s?(?=$|[\n,;):|])/u;
const SINCE = ending(
  /(?<![a-z])(?:seit|s\.|ab|since|from|onwards? from|starting|beginning)\s(?:(?:dem|etwa|ca\.|circa|about|approximately|approx\.|around|~)\s?)?$/,
);
const UNTIL =
  /(?<![a-z])(?:bis(?:\szum|\seinschl(?:ie(?:ß|ss)lich|\.))?|until|till|through|thru)\s(?:ca\.\s?|about\s)?$/;
/** "ca. 2012"; not "Prostata-Ca 2012". */
const APPROXIMATE =
  /(?:(?<![a-z])(?:(?<!(?:[a-z]-|prostat[ae] ))ca\.?|circa|etwa|ungef(?:ä|ae)hr|um|gegen|about|around|approx\.?|approximately|anfang|mitte|ende|fr(?:ü|ue)h(?:er)?|early|mid|late|end of|beginning of|begin(?:n)?)[\s-]{0,2}|~\s?)$/;

/**
 * Finds the dates of `view`. `noteDate` resolves what is relative to the note and years left out (null: those that need
 * it are not given); `language` decides the order of `03/04/2019` and whether `3/15` can be a day, nothing else.
 * Gives the mentions in order of place, without overlaps. What is no existing date gives nothing.
 */
export function findDates(
  view: string,
  noteDate: PartialDate | null,
  language: Language,
  lower = view.toLowerCase(),
): DateMention[] {
  const text = lower.length === view.length ? lower : view;
  const raws = withoutOverlaps([
    ...periodDates(text, noteDate),
    ...monthNameDates(view, text, noteDate, language),
    ...numericDates(text, noteDate, language),
    ...relativeDates(text, noteDate),
  ]);
  return joinRanges(text, settle(text, raws, noteDate)).map((mention) => begun(text, mention, noteDate));
}

const FOUND = new WeakMap<object, readonly DateMention[]>();

/** The dates of a document, searched once however many concepts ask. */
export function datesOf(doc: {
  readonly view: string;
  readonly lower: string;
  readonly date: PartialDate | null;
  readonly language: Language;
}): readonly DateMention[] {
  const known = FOUND.get(doc);
  if (known) return known;
  const found = findDates(doc.view, doc.date, doc.language, doc.lower);
  FOUND.set(doc, found);
  return found;
}

/** The dates of a document that lie wholly between two places, found by bisection. */
export function datesBetween(doc: Parameters<typeof datesOf>[0], from: number, to: number): DateMention[] {
  const dates = datesOf(doc);
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] as DateMention).start < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < dates.length && (dates[end] as DateMention).end <= to) end += 1;
  return dates.slice(low, end);
}

/** Longest first at the same place; the first of two that overlap stays. */
function withoutOverlaps(raws: RawDate[]): RawDate[] {
  const kept: RawDate[] = [];
  for (const raw of raws.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || raw.start >= last.end) kept.push(raw);
  }
  return kept;
}

function joinRanges(view: string, dates: readonly Settled[]): DateMention[] {
  const mentions: DateMention[] = [];
  for (let i = 0; i < dates.length; i += 1) {
    const first = dates[i] as Settled;
    const second = dates[i + 1];
    const inner = innerRange(first);
    if (inner) mentions.push(inner);
    else if (
      second &&
      RANGE_GAP.test(view.slice(first.end, Math.min(second.start, first.end + 40))) &&
      compareDates(first.date, second.date) <= 0
    ) {
      mentions.push(range(view, first, second));
      i += 1;
    } else mentions.push(single(view, first, second?.start));
  }
  return mentions;
}

/** `03–08/2018` and `5.–9.2.2018`: one expression that holds both ends. */
function innerRange(last: Settled): DateMention | null {
  if (!last.from) return null;
  const date =
    last.year === null
      ? null
      : makeDate(last.from.year ?? last.year, last.from.month ?? last.month ?? undefined, last.from.day ?? undefined);
  if (date === null || compareDates(date, last.date) > 0) return null;
  return {
    start: last.from.start,
    end: last.end,
    kind: 'range',
    date,
    to: last.date,
    approximate: false,
    inferred: inferredOf(last),
  };
}

function range(view: string, first: Settled, last: Settled): DateMention {
  const approximate =
    Boolean(first.approximate) || Boolean(last.approximate) || APPROXIMATE.test(before(view, first.start));
  return {
    start: first.start,
    end: last.end,
    kind: 'range',
    date: first.date,
    to: last.date,
    approximate,
    inferred: inferredOf(first),
  };
}

/** `next`: where the next date begins, which no open end takes in. */
function single(view: string, date: Settled, next = view.length): DateMention {
  const base = { end: date.end, date: date.date, to: null, inferred: inferredOf(date) } as const;
  if (mayBeBirth(date) && isBirthDate(view, date.start))
    return { ...base, start: date.start, kind: 'birth', approximate: false };
  const hedge = APPROXIMATE.exec(before(view, date.start));
  const approximate = Boolean(date.approximate) || hedge !== null;
  const start = date.start - (hedge?.[0].length ?? 0);
  const open = OPEN_RIGHT.exec(view.slice(date.end, Math.min(next, date.end + 24)));
  if (open) return { ...base, start, end: date.end + open[0].length, kind: 'since', approximate };
  const since = SINCE.exec(before(view, start));
  if (since) return { ...base, start: start - since[0].length, kind: 'since', approximate };
  const until = UNTIL.exec(before(view, start));
  if (until) return { ...base, start: start - until[0].length, kind: 'until', approximate };
  const dash = date.inferred ? null : DASH_ONLY.exec(view.slice(date.end, date.end + 4));
  return dash
    ? { ...base, start, end: date.end + dash[0].trimEnd().length, kind: 'since', approximate }
    : { ...base, start, kind: 'date', approximate };
}

/** "seit März" in a note of January: what goes on has begun, so a year not written is the one before. "ab März" may lie ahead. */
function begun(view: string, mention: DateMention, noteDate: PartialDate | null): DateMention {
  if (mention.kind !== 'since' || mention.inferred !== 'year' || noteDate === null) return mention;
  if (!isBefore(noteDate, mention.date) || AHEAD.test(view.slice(mention.start, mention.start + 12))) return mention;
  return { ...mention, date: `${Number(mention.date.slice(0, 4)) - 1}${mention.date.slice(4)}` };
}

const AHEAD = /^(?:ab|from|onwards?|starting|beginning)\s/;

/** Nobody is born within thirty years of his prostate cancer: a birth date lies far back. */
const mayBeBirth = (date: Settled): boolean => !date.yearInferred && date.date < '1990';

function before(view: string, start: number): string {
  return view.slice(Math.max(0, start - 24), start);
}

function inferredOf(date: Settled): DateMention['inferred'] {
  return date.inferred ?? (date.yearInferred ? 'year' : null);
}
