/** From the segments of a sentence to administrations: which number, when, how much, and what became of it. */
import { ending } from '../../matching/ending.ts';
import { isBefore, precisionOf } from '../../../calendar.ts';
import type { CycleStatus, PartialDate } from '../../../domain.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Sentence } from '../../types.ts';
import { doseOf } from './activity.ts';
import type { Anchor } from './anchors.ts';
import {
  arrived,
  datesOf,
  isOwnDate,
  isPast,
  isStart,
  isDayOfNote,
  ownDays,
  putOff,
  stillAhead,
  withoutEntry,
  withoutVisit,
} from './days.ts';
import { cuesOf, isAdmission, isRecovered, isReplacement, isTentative, MOVED, settleByDate, statusOf } from './fate.ts';
import type { Segment } from './segments.ts';
import { doseAt, nearest, spread } from './spread.ts';
import type { Event, Word, WordOf } from './types.ts';

/** What the note has told so far: how many cycles, and whether a list numbered them. */
export interface Seen {
  readonly count: number;
  /** The highest number that is planned. */
  readonly planned: number;
  /** The lowest number with a date. */
  readonly first: { readonly number: number; readonly date: PartialDate } | null;
  /** The highest number with a date: where a list of days goes on. */
  readonly dated: number;
  readonly listed: boolean;
  /** The number of the cycle last spoken of, if it was put off or called off. */
  readonly open: number | null;
}

interface Made {
  readonly number: number | null;
  readonly date: PartialDate | null;
  readonly activity: number | null;
  readonly status?: CycleStatus;
  readonly inferred?: boolean;
  readonly replaces?: boolean;
  readonly corrects?: boolean;
}

export function eventsOf(doc: Document, sentence: Sentence, segment: Segment, seen: Seen): Event[] {
  const { anchor } = segment;
  const status = statusOf(doc, sentence, segment);
  if (!status || isOtherList(anchor, seen)) return [];
  const made =
    anchor === null
      ? unnumbered(doc, segment, status, seen)
      : isNext(anchor)
        ? [nextOne(doc, segment, seen)]
        : anchor.kind === 'count'
          ? counted(doc, segment, anchor, status, seen)
          : numbered(doc, segment, anchor, status);
  const span = spanOf(sentence, segment);
  const overall = isDue(doc, anchor, made) ? 'planned' : status;
  return made.map((m) => ({
    ...span,
    rule: anchor?.rule ?? 'cycle-agent',
    number: m.number,
    date: m.date,
    agent: segment.agent,
    activity: m.activity,
    status: settleByDate(doc, m.status ?? overall, m.date, segment),
    tentative: isTentative(segment, m.date),
    weak: m.date === null && m.activity === null && !segment.explicit && anchor?.kind === 'number',
    inferred: m.inferred ?? false,
    ...(m.replaces && { replaces: true }),
    ...(m.corrects && { corrects: true }),
    cues: cuesOf(segment).map((c) => ({ rule: c.rule, start: c.start, end: c.end })),
  }));
}

/** "7. am 10.11. eingeplant" at the head of a line goes on with the cycles told before; else it is the item of another list. */
function isOtherList(anchor: Segment['anchor'], { count, planned }: Seen): boolean {
  if (anchor?.kind !== 'number' || anchor.rule !== 'cycle-line-ordinal') return false;
  return anchor.numbers[0] !== Math.max(count, planned) + 1;
}

/** "4 Zyklen, Beginn am 06.07.": where the first lies ahead, so do the others. */
function isDue(doc: Document, anchor: Segment['anchor'], [first]: readonly Made[]): boolean {
  return anchor?.kind === 'count' && doc.date !== null && first?.date != null && isBefore(doc.date, first.date);
}

function isNext(anchor: NonNullable<Segment['anchor']>): boolean {
  return anchor.kind === 'number' && anchor.numbers.length === 0;
}

/** "Naechster Zyklus: 09.07.2019" after cycle 1 is cycle 2. */
function nextOne(doc: Document, segment: Segment, { count, open }: Seen): Made {
  const { anchor } = segment;
  const replaces = open !== null && anchor !== null && isReplacement(doc, anchor);
  if (replaces)
    return { number: open, date: datesOf(segment)[0]?.date ?? null, activity: null, inferred: true, replaces };
  const dates = datesOf(segment);
  return {
    number: count > 0 ? count + 1 : null,
    date: (dates.find((d) => anchor !== null && d.start >= anchor.end) ?? dates[0])?.date ?? null,
    activity: null,
    inferred: true,
  };
}

function activitiesOf(segment: Segment): WordOf<'activity'>[] {
  return segment.words.filter((w): w is WordOf<'activity'> => w.kind === 'activity');
}

/** An agent without any number: it counts only with a date, or where it is planned or called off. */
function unnumbered(doc: Document, segment: Segment, status: CycleStatus, seen: Seen): Made[] {
  const dates = (status === 'planned' ? putOff(doc, segment) : null) ?? datesOf(segment);
  const activities = activitiesOf(segment);
  const course = dates.find((d) => d.kind === 'range');
  if (status === 'given' && course && dates.length === 1) return [{ number: null, date: course.date, activity: null }];
  const open = dates.find((d) => d.kind === 'since' || d.kind === 'until');
  if (status === 'given' && open && dates.length === 1) return [{ number: null, date: open.date, activity: null }];
  const days = ownDays(doc, dates, status).filter(
    (d) => d.kind === 'date' && (dates.length > 1 || isOwnDate(segment, d)),
  );
  if (status === 'given' && days.length === 0)
    return doseOf(activities) === null ? [] : [{ number: null, date: null, activity: doseOf(activities) }];
  if (days.length === 0) return [{ number: null, date: null, activity: null }];
  if (status === 'given' && days.every((d) => isDayOfNote(doc, segment, d))) return [];
  const start = days[0];
  const put = segment.words.some(
    (w) => w.kind === 'cue' && w.cue === 'planned' && MOVED.test(doc.lower.slice(w.start, w.end)),
  );
  if (status === 'planned' && put && seen.open !== null && days.length === 1 && start)
    return [{ number: seen.open, date: start.date, activity: null, inferred: true, replaces: true }];
  // The day of the decision or of the referral: no one plans for a day that is past.
  if (status === 'planned' && days.every((d) => isPast(doc, d.date)) && !isAdmission(segment))
    return [{ number: null, date: null, activity: null }];
  if (status === 'planned' && days.length === 1 && start && seen.count === 0 && isStart(doc, start))
    return [{ number: 1, date: start.date, activity: null }];
  const list = status === 'given' && (days.length > 1 || (seen.listed && seen.dated > 0));
  const ordered = days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const before = list ? numberBefore(ordered, seen) : null;
  return ordered.map((d, i) => ({
    number: before === null ? null : before + i + 1,
    date: d.date,
    activity: doseAt(d, days, activities),
    inferred: list,
  }));
}

/** The number before a list of days: it goes on behind what is dated, or leads up to it ("3. Zyklus 30.06., vorher: 07.01., 03.03."). */
function numberBefore(days: readonly DateMention[], { dated, first }: Seen): number | null {
  if (first === null || days.some((d) => d.date >= first.date)) return dated;
  const before = first.number - 1 - days.length;
  return before < 0 ? null : before;
}

/** "zwischen 2. und 3. Zyklus": the second has not been given. */
const BETWEEN = ending(/(?<![a-z])(?:zwischen|between)(?: dem| the)? $/);

function numbered(doc: Document, segment: Segment, anchor: WordOf<'number'>, status: CycleStatus): Made[] {
  const dates = arrived(doc, withoutEntry(doc, withoutVisit(doc, datesOf(segment), anchor)));
  const activities = activitiesOf(segment);
  const between = dates.length === 0 && BETWEEN.test(doc.lower.slice(Math.max(0, anchor.start - 16), anchor.start));
  if (anchor.numbers.length > 1 && !between) return spread(segment, anchor.numbers, dates, activities);
  const number = anchor.numbers[0] ?? null;
  const begun = dates.find((d) => d.kind === 'since');
  if (status === 'given' && number !== null && number > 1 && begun && dates.length === 1)
    return [
      { number: 1, date: begun.date, activity: null },
      { number, date: null, activity: doseOf(activities) },
    ];
  const corrected = correctedDay(doc, segment, anchor);
  if (corrected) return [{ number, date: corrected, activity: doseOf(activities), corrects: true }];
  const stay = segment.words.some((w) => w.kind === 'cue' && w.cue === 'stay');
  const put = status === 'cancelled' ? null : putOff(doc, segment);
  const date = isRecovered(doc, segment)
    ? (dates.at(-1)?.date ?? null)
    : nearest(doc, put ?? stillAhead(doc, ownDays(doc, dates, status), status), anchor, stay);
  const moved = status === 'planned' && (put !== null || isReplacement(doc, anchor));
  const made: Made[] = [
    { number, date, activity: doseOf(activities), ...(moved && date !== null && { replaces: true }) },
  ];
  if (anchor.of !== null && number !== null && isOfPlanned(doc, anchor))
    for (let n = number + 1; n <= Math.min(anchor.of, 12); n++)
      made.push({ number: n, date: null, activity: null, status: 'planned' });
  const rest = made.slice(1);
  return rest.length > 0
    ? [
        { ...made[0], status: status === 'planned' && (date === null || isPast(doc, date)) ? 'given' : status } as Made,
        ...rest,
      ]
    : made;
}

const SLIP =
  /(?<![a-z])(?:zahlendreher|tippfehler|schreibfehler|natuerlich(?= \d)|typo|date error|(?:muss|should) (?:richtig |korrekt )?(?:heissen|read|be))(?![a-z])/;
const IN_TRUTH = ending(
  /(?<![a-z])(?:natuerlich|recte|richtig|korrekt|heissen|should (?:read|be)|corrected to|correct date)(?: ist| is| waere)?:?(?: der| am| vom)? $/,
);

/** "Z2 natuerlich 08.06.2021, Zahlendreher", "(Tippfehler, richtig 09.03.2021)": the day that the cycle has in truth. */
function correctedDay(doc: Document, segment: Segment, anchor: WordOf<'number'>): PartialDate | null {
  if (!SLIP.test(doc.lower.slice(anchor.end, anchor.end + 80))) return null;
  const days = datesOf(segment).filter((d) => d.start >= anchor.end && precisionOf(d.date) === 'day');
  const marked = days.find((d) => IN_TRUTH.test(doc.lower.slice(Math.max(0, d.start - 30), d.start)));
  return marked?.date ?? null;
}

/** "2. von 6 geplanten Zyklen", "cycle 1 of planned 4", "2 of 4 planned": the total is a plan. */
const OF_PLANNED = /(?:von|of|\/) ?(?:[a-z0-9]{1,16} )?(?:planned|gepl|vorgesehen|scheduled)/;

const BROKEN_OFF = /abbruch|abgebrochen|beend|stopp|discontinu|ended|terminated/;

function isOfPlanned(doc: Document, { start, end }: Anchor): boolean {
  return (
    OF_PLANNED.test(doc.lower.slice(start, end + 9)) &&
    !BROKEN_OFF.test(doc.lower.slice(Math.max(0, start - 60), end + 60))
  );
}

function counted(doc: Document, segment: Segment, anchor: WordOf<'count'>, status: CycleStatus, told: Seen): Made[] {
  const dates = datesOf(segment);
  // "im Juni und im August 2017 jeweils einen Zyklus"
  const each = anchor.count === 1 && /(?<![a-z])(?:jeweils|je|each)(?![a-z])/.test(around(doc, anchor));
  const numbers = Array.from({ length: each ? Math.max(1, dates.length) : anchor.count }, (_, i) => i + 1);
  if (status === 'cancelled') return [{ number: null, date: null, activity: null }];
  if (anchor.count === 0) return daysNamed(segment, anchor, dates);
  // "1. Zyklus am 12.9., dann 2 weitere": behind what is planned before them.
  const seen = status === 'planned' && !isStill(doc, anchor) ? Math.max(told.count, told.planned) : told.count;
  if (anchor.further)
    return spread(segment, numbers, stillAhead(doc, dates, status), activitiesOf(segment)).map((m) => ({
      ...m,
      number: seen > 0 ? seen + m.number : null,
      inferred: true,
    }));
  return spread(segment, numbers, stillAhead(doc, dates, status), activitiesOf(segment));
}

/** "noch zwei Zyklen": those that are left, whether they were named before or not. */
function isStill(doc: Document, { start }: WordOf<'count'>): boolean {
  return doc.lower.slice(Math.max(0, start - 5), start).endsWith('noch ');
}

/** "nach den Zyklen vom 16.10. und 11.12.": as many as days are named, numbered if there are several. */
function daysNamed(segment: Segment, anchor: WordOf<'count'>, dates: readonly DateMention[]): Made[] {
  const days = dates.filter((d) => d.kind === 'date' && d.start >= anchor.end);
  return days.map((d, i) => ({
    number: days.length > 1 ? i + 1 : null,
    date: d.date,
    activity: doseAt(d, days, activitiesOf(segment)),
    inferred: true,
  }));
}

function around(doc: Document, { start, end }: WordOf<'count'>): string {
  return doc.lower.slice(Math.max(0, start - 9), end + 6);
}

/** From the first to the last word of the statement, within reason. */
function spanOf(sentence: Sentence, segment: Segment): { start: number; end: number } {
  const cores: Word[] = segment.words.filter(
    (w) => w.kind === 'date' || w.kind === 'activity' || (w.kind === 'cue' && w.cue !== 'talk' && w.cue !== 'given'),
  );
  const { anchor } = segment;
  const all = anchor ? [anchor, ...cores.filter((w) => Math.abs(w.start - anchor.start) < 120)] : cores;
  if (all.length === 0) return { start: sentence.start, end: Math.min(sentence.end, sentence.start + 120) };
  return { start: Math.min(...all.map((w) => w.start)), end: Math.max(...all.map((w) => w.end)) };
}
