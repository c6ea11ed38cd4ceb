/** From the segments of a sentence to administrations: which number, when, how much, and what became of it. */
import { compareDates, isBefore, precisionOf } from '../../../calendar.ts';
import type { CycleStatus, PartialDate } from '../../../domain.ts';
import { cuesOf as cuesOfSentence } from '../../assertion/cues.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Sentence } from '../../types.ts';
import { doseOf } from './activity.ts';
import type { Segment } from './segments.ts';
import type { CueKind, Event, Word, WordOf } from './types.ts';

/** Verbs that say that it happened, in whatever plan it stood. */
const DONE =
  /appliz|verabreich|verabfolg|erhalten|erhielt|bekam|bekommen|administered|received|given|completed|injiziert|infundiert|gelaufen|delivered|z\. ?n|s\/p|status post/;
/** Talk that makes no statement even of a booked thing. */
/** "was going to be 10/24": a plan whose new date comes later; "delayed", "orig" are mere remarks. */
const FORMER_PLAN = /going|supposed|meant|sollte|had been/;
/** A condition makes it mere talk only where it comes first ("if PSMA-positive, cycle 1"), not behind ("if counts OK"). */
const CONDITION = /^(?:if|falls|sofern|should|wenn|bei )/;
const IDLE =
  /\?|frage|angedacht|erwogen|erwaegen|could|might|would|consider|no further|verwechslung|anderer pat|another patient|not (?:a )?(?:candidate|eligible|open|indicated)|kein|trials?|up to|bis zu/;
/** A regimen, unless a count or a date makes it a course of its own. */
const REGIMEN = /wochen|weeks|wo\.?$|q ?\dw|^(?:pro|je|per) /;

/** What the note has told so far: how many cycles, and whether a list numbered them. */
export interface Seen {
  readonly count: number;
  /** The highest number with a date: where a list of days goes on. */
  readonly dated: number;
  readonly listed: boolean;
}

interface Made {
  readonly number: number | null;
  readonly date: PartialDate | null;
  readonly activity: number | null;
  readonly status?: CycleStatus;
  readonly inferred?: boolean;
}

export function eventsOf(doc: Document, sentence: Sentence, segment: Segment, seen: Seen): Event[] {
  const { anchor } = segment;
  const status =
    isAnothers(doc, sentence) || (anchor && isDenied(doc, anchor.start)) ? null : statusOf(doc, sentence, segment);
  if (!status) return [];
  const made =
    anchor === null
      ? unnumbered(segment, status, seen)
      : isNext(anchor)
        ? [nextOne(segment, seen.count)]
        : anchor.kind === 'count'
          ? counted(segment, anchor, status, seen.count)
          : numbered(segment, anchor, status);
  const span = spanOf(sentence, segment);
  return made.map((m) => ({
    ...span,
    rule: anchor?.rule ?? 'cycle-agent',
    number: m.number,
    date: m.date,
    agent: segment.agent,
    activity: m.activity,
    status: settleByDate(doc, m.status ?? status, m.date, segment),
    tentative: isTentative(segment, m),
    weak: m.date === null && m.activity === null && !segment.explicit && anchor?.kind === 'number',
    inferred: m.inferred ?? false,
    cues: cuesOf(segment).map((c) => ({ rule: c.rule, start: c.start, end: c.end })),
  }));
}

/** A relative's therapy. */
function isAnothers(doc: Document, sentence: Sentence): boolean {
  return cuesOfSentence(doc, sentence).some((c) => c.effect === 'other_subject');
}

/** "kein 3. Zyklus", "no further cycles". */
function isDenied(doc: Document, start: number): boolean {
  return /(?:^|[^a-z])(?:kein(?:e[nmrs]?)?|ohne|no|without) (?:[a-z]+ )?$/.test(
    doc.lower.slice(Math.max(0, start - 24), start),
  );
}

function cuesOf(segment: Segment): WordOf<'cue'>[] {
  return [...segment.words, ...segment.shared].filter((w): w is WordOf<'cue'> => w.kind === 'cue');
}

function statusOf(doc: Document, sentence: Sentence, segment: Segment): CycleStatus | null {
  const cues = cuesOf(segment);
  const own = segment.words.filter((w): w is WordOf<'cue'> => w.kind === 'cue');
  const has = (kind: CueKind): boolean => cues.some((c) => c.cue === kind);
  const subject = segment.anchor?.start ?? segment.words[0]?.start ?? sentence.start;
  const talk = cues
    .filter((c) => c.cue === 'talk')
    .flatMap((c) => {
      const text = doc.lower.slice(c.start, c.end);
      return CONDITION.test(text) && c.start > subject ? [] : [text];
    });
  const done = cues.some((c) => c.cue === 'given' && DONE.test(doc.lower.slice(c.start, c.end)));
  const booked = segment.words.some((w) => w.kind === 'date');
  if (sentence.section === 'family_history' || sentence.section === 'reference') return null;
  if (own.some((c) => c.cue === 'cancelled') || (has('cancelled') && !has('given'))) return 'cancelled';
  if (talk.some((t) => IDLE.test(t) || CONDITION.test(t)) && !done) return null;
  if (own.some((c) => c.cue === 'aside' && FORMER_PLAN.test(doc.lower.slice(c.start, c.end))) && !done && !booked)
    return 'planned';
  if (segment.anchor === null && talk.some((t) => REGIMEN.test(t)) && !booked) return null;
  if (
    segment.anchor === null &&
    !booked &&
    own.every((c) => /held|hold|deferred|zurueck|aufgesch|ausgesetzt/.test(doc.lower.slice(c.start, c.end))) &&
    own.length > 0
  )
    return null;
  if (talk.length > 0 && segment.anchor !== null && !booked && !has('given') && !has('planned')) return null;
  if (has('planned') && !done) return talk.length > 0 && !booked ? null : 'planned';
  if (segment.anchor === null && talk.length > 0 && !done) return null;
  if (sentence.section === 'plan' && !done && !booked && segment.anchor?.kind !== 'count')
    return talk.length > 0 || (segment.anchor === null && has('given')) ? null : 'planned';
  if (sentence.section === 'indication' && talk.length > 0) return null;
  return 'given';
}

/** A date to come cannot have been given, whatever the words. */
function settleByDate(doc: Document, status: CycleStatus, date: PartialDate | null, segment: Segment): CycleStatus {
  if (!date || !doc.date || status === 'cancelled') return status;
  if (status === 'given' && isBefore(doc.date, date)) return 'planned';
  const admission = cuesOf(segment).some((c) => c.rule === 'rlt-admission');
  return status === 'planned' && admission && precisionOf(date) === 'day' && compareDates(date, doc.date) <= 0
    ? 'given'
    : status;
}

function isTentative(segment: Segment, made: Made): boolean {
  return (
    made.date === null &&
    segment.words.some((w) => w.kind === 'cue' && (w.rule === 'rlt-admission' || w.cue === 'stay'))
  );
}

function isNext(anchor: NonNullable<Segment['anchor']>): boolean {
  return anchor.kind === 'number' && anchor.numbers.length === 0;
}

/** "Naechster Zyklus: 09.07.2019" after cycle 1 is cycle 2. */
function nextOne(segment: Segment, seen: number): Made {
  return {
    number: seen > 0 ? seen + 1 : null,
    date: datesOf(segment)[0]?.date ?? null,
    activity: null,
    inferred: true,
  };
}

function datesOf(segment: Segment): DateMention[] {
  return segment.words.flatMap((w) => (w.kind === 'date' ? [w.date] : []));
}

function activitiesOf(segment: Segment): WordOf<'activity'>[] {
  return segment.words.filter((w): w is WordOf<'activity'> => w.kind === 'activity');
}

/** An agent without any number: it counts only with a date, or where it is planned or called off. */
function unnumbered(segment: Segment, status: CycleStatus, seen: Seen): Made[] {
  const dates = datesOf(segment);
  const activities = activitiesOf(segment);
  const course = dates.find((d) => d.kind === 'range');
  if (status === 'given' && course && dates.length === 1) return [{ number: null, date: course.date, activity: null }];
  const open = dates.find((d) => d.kind === 'since' || d.kind === 'until');
  if (status === 'given' && open && dates.length === 1) return [{ number: null, date: open.date, activity: null }];
  const days = dates.filter((d) => d.kind === 'date' && (dates.length > 1 || isOwnDate(segment, d)));
  if (status === 'given' && days.length === 0)
    return doseOf(activities) === null ? [] : [{ number: null, date: null, activity: doseOf(activities) }];
  if (days.length === 0) return [{ number: null, date: null, activity: null }];
  const list = status === 'given' && (days.length > 1 || (seen.listed && seen.dated > 0));
  const ordered = days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return ordered.map((d, i) => ({
    number: list ? seen.dated + i + 1 : null,
    date: d.date,
    activity: doseAt(d, days, activities),
    inferred: list,
  }));
}

/** A year alone is the therapy's only close behind its name ("Lu-PSMA 2018"). */
function isOwnDate(segment: Segment, date: DateMention): boolean {
  const gap = segment.named === null ? Infinity : date.start - segment.named;
  return precisionOf(date.date) !== 'year' || (gap >= 0 && gap <= 22);
}

/** The dose that stands with the date in a list: the next one behind it, before the next date. */
function doseAt(
  date: DateMention,
  dates: readonly DateMention[],
  activities: readonly WordOf<'activity'>[],
): number | null {
  if (dates.length === 1) return doseOf(activities);
  const next = dates.find((d) => d.start > date.start)?.start ?? Infinity;
  return doseOf(activities.filter((a) => a.start > date.start && a.start < next));
}

function numbered(segment: Segment, anchor: WordOf<'number'>, status: CycleStatus): Made[] {
  const dates = datesOf(segment);
  const activities = activitiesOf(segment);
  if (anchor.numbers.length > 1) return spread(segment, anchor.numbers, dates, activities);
  const number = anchor.numbers[0] ?? null;
  const stay = segment.words.some((w) => w.kind === 'cue' && w.cue === 'stay');
  const date = nearest(dates, anchor, stay);
  const made: Made[] = [{ number, date, activity: doseOf(activities) }];
  if (
    anchor.of !== null &&
    number !== null &&
    segment.words.some((w) => w.kind === 'cue' && w.cue === 'planned' && w.start < anchor.end && w.end > anchor.start)
  )
    for (let n = number + 1; n <= Math.min(anchor.of, 12); n++)
      made.push({ number: n, date: null, activity: null, status: 'planned' });
  const rest = made.slice(1);
  return rest.length > 0
    ? [{ ...made[0], status: status === 'planned' && date === null ? 'given' : status } as Made, ...rest]
    : made;
}

function nearest(dates: readonly DateMention[], anchor: WordOf<'number'>, stay: boolean): PartialDate | null {
  const usable = dates
    .filter((d) => !stay || d.kind !== 'range')
    .filter((d) => d.kind !== 'range' || d.date === d.to || d.date.slice(0, 7) === d.to?.slice(0, 7));
  const distance = (d: DateMention): number =>
    d.start >= anchor.end ? d.start - anchor.end : anchor.start - d.end + 3;
  return usable.toSorted((a, b) => distance(a) - distance(b))[0]?.date ?? null;
}

function counted(segment: Segment, anchor: WordOf<'count'>, status: CycleStatus, seen: number): Made[] {
  const dates = datesOf(segment);
  const numbers = Array.from({ length: anchor.count }, (_, i) => i + 1);
  if (status === 'cancelled') return [{ number: null, date: null, activity: null }];
  if (anchor.further)
    return numbers.map((n) => ({ number: seen > 0 ? seen + n : null, date: null, activity: null, inferred: true }));
  return spread(segment, numbers, dates, activitiesOf(segment));
}

/** Dates of several cycles: as many as cycles, the first and the last of a period, or one that says which it is. */
function spread(
  segment: Segment,
  numbers: readonly number[],
  dates: readonly DateMention[],
  activities: readonly WordOf<'activity'>[],
): Made[] {
  const { anchor } = segment;
  const behind = dates.filter((d) => d.kind === 'date' && anchor !== null && d.start >= anchor.end);
  const single = behind.length >= numbers.length ? behind : dates.filter((d) => d.kind === 'date');
  const last = numbers.length - 1;
  const at = (i: number): { date: PartialDate | null; activity: number | null } => {
    if (single.length >= numbers.length)
      return { date: single[i]?.date ?? null, activity: doseAt(single[i] as DateMention, single, activities) };
    const range = dates.find((d) => d.kind === 'range');
    if (
      !range &&
      single.length === 2 &&
      numbers.length > 2 &&
      (single[0] as DateMention).date < (single[1] as DateMention).date
    )
      return {
        date: i === 0 ? (single[0] as DateMention).date : i === last ? (single[1] as DateMention).date : null,
        activity: null,
      };
    if (range) return { date: i === 0 ? range.date : i === last ? range.to : null, activity: null };
    return { date: marked(segment, dates, i, last), activity: null };
  };
  return numbers.map((number, i) => ({ number, ...at(i) }));
}

function marked(segment: Segment, dates: readonly DateMention[], i: number, last: number): PartialDate | null {
  const roleOf = (d: DateMention): 'first' | 'last' | 'all' => {
    const cue = segment.words.findLast(
      (w) =>
        w.kind === 'cue' &&
        (w.cue === 'first' || w.cue === 'last') &&
        (w.end <= d.start ? d.start - w.end < 20 : w.end <= d.end || (w.cue === 'first' && w.start - d.end < 3)),
    );
    if (cue?.kind === 'cue') return cue.cue as 'first' | 'last';
    if (d.kind === 'since') return 'first';
    if (d.kind === 'until') return 'last';
    return precisionOf(d.date) === 'year'
      ? 'all'
      : segment.words.some((w) => w.kind === 'cue' && w.cue === 'planned')
        ? 'first'
        : 'last';
  };
  const roles = dates.map((d) => ({ date: d.date, role: roleOf(d) }));
  const wanted =
    i === last && last > 0 ? ['last', 'all'] : i === 0 ? ['first', 'all', ...(last === 0 ? ['last'] : [])] : ['all'];
  return wanted.flatMap((w) => roles.filter((r) => r.role === w))[0]?.date ?? null;
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
