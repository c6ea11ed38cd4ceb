/** Which of the days of a segment is that of the administration. */
import { precisionOf } from '../../../calendar.ts';
import type { CycleStatus, PartialDate } from '../../../domain.ts';
import type { DateMention } from '../../dates.ts';
import { ending } from '../../matching/ending.ts';
import type { Document, Span } from '../../types.ts';
import type { Segment } from './segments.ts';

/** The dates of a segment, in order of place. */
export function datesOf(segment: Segment): DateMention[] {
  return segment.words.flatMap((w) => (w.kind === 'date' ? [w.date] : []));
}

const BESIDE_STAY = ending(
  /(?<![a-z])(?:aufnahme|aufgenommen|admi(?:tted|ssion)|entlass[a-z]*|discharged?|home|nach hause|[a-z]{0,14}szinti[a-z]*|scan(?:ned)?|spect(?:\/ct)?|aufenthalt)(?: (?:am|on|vom|war|was|from))?:? ?$/,
);

const MEANT_FOR = ending(/(?:planned|scheduled|due|booked|geplant|vorgesehen)(?: (?:for|on|fuer|am|den))* ?$/);
const MEANT = /^ ?(?:urspruenglich |zunaechst )?(?:geplant|vorgesehen|angesetzt|terminiert|vereinbart|gebucht)e/;

/** Of several days, that of the administration: not of admission, discharge or the scan, nor that it was meant for. */
export function ownDays(doc: Document, dates: readonly DateMention[], status: CycleStatus): DateMention[] {
  if (dates.length < 2) return [...dates];
  const own = dates.filter((d) => {
    const left = doc.lower.slice(Math.max(0, d.start - 30), d.start);
    if (BESIDE_STAY.test(left)) return false;
    return status !== 'given' || !(MEANT_FOR.test(left) || MEANT.test(doc.lower.slice(d.end, d.end + 30)));
  });
  return own.length > 0 ? own : [...dates];
}

/** What is planned anew lies ahead, where a day behind the note's own is named. */
export function stillAhead(doc: Document, dates: readonly DateMention[], status: CycleStatus): DateMention[] {
  const ahead = dates.filter((d) => doc.date !== null && d.date > doc.date);
  return status === 'planned' && ahead.length > 0 ? ahead : [...dates];
}

/** "Follow-up after dose 3   07/20/2023", in a note of that day: the day of the visit. */
export function withoutVisit(doc: Document, dates: readonly DateMention[], { start, end }: Span): DateMention[] {
  if (!AFTER.test(doc.lower.slice(Math.max(0, start - 24), start))) return [...dates];
  return dates.filter((d) => d.date !== doc.date || (d.start < end && d.inferred === 'all'));
}

/** "21/2 -> 28/2": moved from the one day to the other. */
export function arrived(doc: Document, dates: readonly DateMention[]): DateMention[] {
  return dates.map((d) =>
    d.kind === 'range' && d.to !== null && doc.lower.slice(d.start, d.end).includes('->')
      ? { ...d, kind: 'date', date: d.to, to: null }
      : d,
  );
}

const GIVEN_ON = ending(
  /(?<![a-z])(?:given|administered|received|appliziert|verabreicht|gegeben|erhalten)(?: (?:on|am))? $/,
);

/** "5/5/21: C3 given 5/4/21": the day that heads the entry is not that of the administration it tells of. */
export function withoutEntry(doc: Document, dates: readonly DateMention[]): DateMention[] {
  const [head, ...others] = dates;
  if (!head || doc.lower[head.end] !== ':') return [...dates];
  return others.some((d) => d.inferred !== 'all' && GIVEN_ON.test(doc.lower.slice(Math.max(0, d.start - 20), d.start)))
    ? others
    : [...dates];
}

const AFTER = ending(
  /(?<![a-z])(?:nach|after|following|post)(?: (?:dem|der|den|the|his))?(?: (?:[a-z0-9-]{0,10}psma[a-z0-9&-]{0,8}|pluvicto|lutetium|p?rlt))? ?$/,
);

export function isPast(doc: Document, date: PartialDate): boolean {
  return date.length === 10 && doc.date?.length === 10 && date < doc.date;
}

/** "Start 22.04.2021", "beginnt am 05.07.": the day of the first cycle. */
export function isStart(doc: Document, date: DateMention): boolean {
  return (
    /(?:start|beginn|begin|commenc)[a-z]{0,6}(?: date| termin)?:?(?: [a-z0-9-]{1,16}){0,3} ?$/.test(
      doc.lower.slice(Math.max(0, date.start - 36), date.start),
    ) || /^ (?:starten|beginnen)(?![a-z])/.test(doc.lower.slice(date.end, date.end + 12))
  );
}

/** A year alone is the therapy's only close behind its name ("Lu-PSMA 2018"). */
export function isOwnDate(segment: Segment, date: DateMention): boolean {
  const gap = segment.named === null ? Infinity : date.start - segment.named;
  return precisionOf(date.date) !== 'year' || (gap >= 0 && gap <= 22);
}

/** Of a cycle that is put off, only the day it is put off to: "auf den 29.06. verschoben", "postponed to 6/29". */
export function putOff(doc: Document, segment: Segment): DateMention[] | null {
  const off = segment.words.some(
    (w) =>
      w.kind === 'cue' &&
      w.cue === 'planned' &&
      /schoben|verlegt|moved|shifted|pushed|put back|postpone|reschedul|rebook|rearrang|put off|deferred/.test(
        doc.lower.slice(w.start, w.end),
      ),
  );
  const interrupted = segment.words.some(
    (w) => w.kind === 'cue' && w.cue === 'planned' && INTERRUPTED.test(doc.lower.slice(w.start, w.end)),
  );
  if (!off && !interrupted) return null;
  const dates = datesOf(segment);
  const left = (d: DateMention): string => doc.lower.slice(Math.max(0, d.start - 18), d.start);
  const to = dates.filter((d) => d.kind === 'until' || TO.test(left(d)));
  if (interrupted) return to;
  // "from 18.05. to 29.06." is no period here.
  const moved = datesOf(segment).find((d) => d.kind === 'range' && d.to !== null);
  if (moved?.to) return [{ ...moved, kind: 'date', date: moved.to }];
  const cue = segment.words.findLast((w) => w.kind === 'cue' && w.cue === 'planned')?.start ?? Infinity;
  return to.length > 0 ? to : dates.filter((d) => /for(?: the)? ?$/.test(left(d)) || d.start > cue);
}

/** The day beside it is that of the decision, or the one that the cycle was meant for. */
const INTERRUPTED = /held|hold|zurueckgestellt|aufgesch|ausgesetzt/;
const TO = ending(/(?:->|(?<![a-z])(?:auf|to|until|neuer termin:?|new date:?|kw))(?: (?:den|the))? ?$/);

/** So far into a note its own head reaches. */
const HEAD = 160;

/** "5.6.18 Nuk-Praxis // Verlauf nach RLT": the day of writing in the head of a note, where nothing was done or measured on it. */
export function isDayOfNote(doc: Document, { words }: Segment, date: DateMention): boolean {
  if (date.date !== doc.date || date.inferred === 'all' || date.start > HEAD) return false;
  return !words.some(
    (w) =>
      w.kind === 'activity' ||
      (w.kind === 'cue' && w.cue === 'given' && !AFTERWARDS.test(doc.lower.slice(w.start, w.end))),
  );
}

const AFTERWARDS =
  /^(?:nach|after|since|z\. ?n\.?|zustand nach|s\/p|status post|prior|previous|history|log|had|unter)$/;
