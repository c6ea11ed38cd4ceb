/** Forms and protocols: number, date and activity of today's cycle stand on lines of their own. */
import { ending } from '../../matching/ending.ts';
import { daysBetween } from '../../../calendar.ts';
import type { PartialDate } from '../../../domain.ts';
import { datesOf } from '../../dates.ts';
import { sentenceAt } from '../../document/document.ts';
import type { Document } from '../../types.ts';
import { activitiesIn, doseOf } from './activity.ts';
import type { Event } from './types.ts';

const RECORD = /protokoll|record|administration|infusion|dose log|treatment note|therapiebogen|formblatt|applikation/;
const DAY_LABEL = ending(
  /(?:datum|date|admin|appl\w*|administered|given|verabreich\w*|therapietag|injektion|injection|infusion|treatment)[^\n\d]{0,30}$/,
);
/** A line "Zyklus: 2" of its own. */
const FORM_LINE = /^\W*(?:therapie-?)?(?:zyklus|cycle|dose|gabe)[^:=\n]{0,14}[:=.]{1,40} ?\d/;
const TODAY = /heute|today|this morning|aktuelle[rn]? (?:aufenthalt|zyklus)|heutige/;

/** "Dose #: 1", and further down "Cycle 1 cancelled": the line that only names it says nothing against that. */
function isCalledOff(event: Event, events: readonly Event[]): boolean {
  return (
    event.status === 'given' &&
    event.number !== null &&
    event.date === null &&
    event.cues.length === 0 &&
    events.some((e) => e.status === 'cancelled' && e.number === event.number)
  );
}

/** Gives the current cycle the date and the activity that the form states elsewhere. */
export function completeFromForm(doc: Document, told: readonly Event[]): Event[] {
  const events = told.filter((e) => !isCalledOff(e, told));
  const current = events
    .filter((e) => e.status === 'given' && e.number !== null && e.date === null && !isCounted(e))
    .toSorted((a, b) => (b.number ?? 0) - (a.number ?? 0))[0];
  if (
    !current ||
    events.some(
      (e) => e !== current && e.status === 'given' && (e.number ?? 0) >= (current.number ?? 0) && e.date !== null,
    )
  )
    return [...events];
  if (events.some((e) => isToday(doc, e))) return [...events];
  const sentence = doc.sentences[sentenceAt(doc, current.start)];
  const words = sentence ? doc.lower.slice(sentence.start, sentence.end) : '';
  const record = RECORD.test(doc.lower.slice(0, 400)) || RECORD.test(doc.kind?.toLowerCase() ?? '');
  const form = FORM_LINE.test(words);
  if (!record && !form && !TODAY.test(words)) return [...events];
  const taken = new Set(events.flatMap((e) => (e.date ? [e.date] : [])));
  const today = (record || TODAY.test(words)) && doc.date?.length === 10 && !taken.has(doc.date) ? doc.date : null;
  const date = labelledDay(doc, taken) ?? today;
  const activity =
    current.activity ??
    doseOf(
      doc.sentences
        .flatMap((s) => activitiesIn(doc, s))
        .filter((a) => a.role === 'administered' || (form && a.role === 'plain')),
    );
  return events.map((e) => (e === current ? { ...e, date, activity, weak: false } : e));
}

/** An administration without a number that the note's own days fit: it is the current one. */
function isToday(doc: Document, { status, number, date }: Event): boolean {
  if (status !== 'given' || number !== null || date?.length !== 10 || doc.date?.length !== 10) return false;
  const days = daysBetween(date, doc.date);
  return days >= 0 && days <= 5;
}

const COUNTED: ReadonlySet<string> = new Set(['cycle-times', 'cycle-completed-of', 'cycle-first-of']);

function isCounted(event: Event): boolean {
  return event.rule.startsWith('cycle-count') || COUNTED.has(event.rule);
}

function labelledDay(doc: Document, taken: ReadonlySet<PartialDate>): PartialDate | null {
  const days = datesOf(doc).filter(
    (d) => d.kind === 'date' && d.date.length === 10 && !taken.has(d.date) && (!doc.date || d.date <= doc.date),
  );
  return days.find((d) => DAY_LABEL.test(doc.lower.slice(Math.max(0, d.start - 60), d.start)))?.date ?? null;
}
