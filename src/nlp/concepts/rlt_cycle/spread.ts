/** Which date and dose belong to which of the cycles that a number or a count stands for. */
import { precisionOf } from '../../../calendar.ts';
import type { PartialDate } from '../../../domain.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Span } from '../../types.ts';
import { doseOf } from './activity.ts';
import { breaksBetween } from './breaks.ts';
import type { Segment } from './segments.ts';
import type { WordOf } from './types.ts';

export interface Spread {
  readonly number: number;
  readonly date: PartialDate | null;
  readonly activity: number | null;
}

/** The dose that stands with the date in a list: the next one behind it, before the next date; else that of each. */
export function doseAt(
  date: DateMention,
  dates: readonly DateMention[],
  activities: readonly WordOf<'activity'>[],
): number | null {
  if (dates.length === 1) return doseOf(activities);
  const next = dates.find((d) => d.start > date.start)?.start ?? Infinity;
  const row = activities.filter((a) => a.role === 'plain' || a.role === 'administered');
  const last = dates.at(-1);
  // "on 22/08 and 17/10, of 6.1 and 6.0 GBq": in the order of the days.
  if (last && row.length === dates.length && row.every((a) => a.start > last.start))
    return row[dates.indexOf(date)]?.gbq ?? null;
  return doseOf(row.filter((a) => a.start > date.start && a.start < next)) ?? doseOfEach(activities);
}

function doseOfEach(activities: readonly WordOf<'activity'>[]): number | null {
  return doseOf(activities.filter((a) => a.role === 'each'));
}

/** A date in another clause is as far away as this many characters a clause. */
const BREAK_COST = 20;

/** "..., welchen wir am 09.04. durchfuehrten", "which was given on": the clause goes on with the cycle. */
const RESUMED =
  /^(?:[^,;]{0,90}, (?:welche[nrs]?|which)|[^;]{0,180}, (?:so ?dass|sodass|bis) (?:dieser|diese|er|sie)) (?:[a-z]+ ){0,4}(?:am |on |dem )?$/;

/** The date nearest to its number; days in hospital date no cycle. */
export function nearest(
  doc: Document,
  dates: readonly DateMention[],
  anchor: WordOf<'number'>,
  stay: boolean,
): PartialDate | null {
  const usable = dates
    .filter((d) => !stay || d.kind !== 'range')
    .filter((d) => d.kind !== 'range' || d.date === d.to || d.date.slice(0, 7) === d.to?.slice(0, 7));
  const distance = (d: DateMention): number =>
    d.start >= anchor.end
      ? d.start - anchor.end + breaksBetween(doc, anchor.end, d.start) * BREAK_COST
      : anchor.start - d.end + breaksBetween(doc, d.end, anchor.start) * BREAK_COST + 3;
  const resumed = usable.find((d) => d.start > anchor.end && RESUMED.test(doc.lower.slice(anchor.end, d.start)));
  if (resumed) return resumed.date;
  return usable.toSorted((a, b) => distance(a) - distance(b))[0]?.date ?? null;
}

/** Dates of several cycles: as many as cycles, the first and the last of a period, or one that says which it is. */
export function spread(
  segment: Segment,
  numbers: readonly number[],
  dates: readonly DateMention[],
  activities: readonly WordOf<'activity'>[],
): Spread[] {
  const { anchor } = segment;
  const behind = dates.filter((d) => d.kind === 'date' && anchor !== null && d.start >= anchor.end);
  // Where each has its day, the months and years beside are of all of them.
  const listed =
    ['day', 'month']
      .map((p) => behind.filter((d) => precisionOf(d.date) === p || precisionOf(d.date) === 'day'))
      .find((finer) => finer.length >= numbers.length) ?? behind;
  const single = listed.length >= numbers.length ? listed : dates.filter((d) => d.kind === 'date');
  const last = numbers.length - 1;
  const doseOfNth = dosesOf(segment, numbers.length, dates, activities);
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
        activity: doseOfNth(i),
      };
    if (range) return { date: i === 0 ? range.date : i === last ? range.to : null, activity: doseOfNth(i) };
    return { date: marked(segment, dates, i, last), activity: doseOfNth(i) };
  };
  return numbers.map((number, i) => ({ number, ...at(i) }));
}

/** Doses of cycles without a day each: in their order, or one of all, but for the last ("except the last (5.6 GBq)"). */
function dosesOf(
  segment: Segment,
  count: number,
  dates: readonly DateMention[],
  activities: readonly WordOf<'activity'>[],
): (i: number) => number | null {
  const row = activities.filter((a) => a.role === 'plain' || a.role === 'administered');
  if (row.length === count && count > 1) return (i) => row[i]?.gbq ?? null;
  const each = doseOfEach(activities);
  const final = each === null ? undefined : row.find((a) => isOfLast(segment, a));
  if (final) return (i) => (i === count - 1 ? final.gbq : each);
  const [single] = row;
  const common = single && row.length === 1 && dates.length === 0 && isOfAll(segment, single) ? single.gbq : null;
  return () => each ?? common;
}

function isOfLast({ words }: Segment, { start }: Span): boolean {
  return words.some((w) => w.kind === 'cue' && w.cue === 'last' && w.end <= start && start - w.end < 12);
}

/** "Zyklus 1-3 7,4 GBq": one dose close behind several numbers, of which none stands out. */
function isOfAll({ anchor, words }: Segment, { start }: Span): boolean {
  if (anchor?.kind !== 'number' || start < anchor.end || start - anchor.end > 40) return false;
  return !words.some((w) => w.kind === 'cue' && (w.cue === 'last' || w.cue === 'first') && w.start >= anchor.end);
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
