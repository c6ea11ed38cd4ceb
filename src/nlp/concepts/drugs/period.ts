/** From when to when a drug was given: the dates that stand with it. */
import { ending } from '../../matching/ending.ts';
import type { PartialDate } from '../../../domain.ts';
import { datesBetween } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Document } from '../../types.ts';
import type { DrugGroup } from './find.ts';
import type { Window } from './subjects.ts';

export interface Period {
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
}

/** How far after a drug its date may stand. */
const REACH = 90;
/** Words that make a date the end of a treatment. */
const ENDS = ending(
  /(?:stopped|stop|discontinued|completed|finished|off|ended?|until|d\/c|ende|abschluss|beendet|abgesetzt|abbruch|abgebrochen|gestoppt|bis|zuletzt|last|letzte[rn]?|pausiert|paused|on hold|halted|suspended|ceased|final)(?!\p{L})[^.;,>]{0,25}$/u,
);
const STOPPED =
  /(?<!\p{L})(?:stopped|discontinued|ceased|ended|ende|abgesetzt|beendet|abbruch|off)(?!\p{L})[^.;]{0,20}$/u;
const STOPPED_AFTER =
  /^[,)\s]{0,3}(?:seither |seitdem |dann |danach |daraufhin |then |and )?(?:abgesetzt|beendet|gestoppt|abgebrochen|stopped|discontinued|ceased)(?!\p{L})(?!\s(?:in |am |on |im )?\d)/u;
/** The sentence is about the end: "completed six cycles of docetaxel in March". */
const COMPLETED =
  /(?<!\p{L})(?:completed|finished|abschluss|abgeschlossen|beendete|beendet|stopped|quit|discontinued|ceased|came off)(?!\p{L})[^.;]{0,50}$/u;
/** Between a drug and a date that is about something else. */
const FOREIGN =
  /(?<!\p{L})(?:psa|ct|mrt?|pet|szinti\p{L}*|bone scan|bs|board|progress|pd|rt|radiatio|adt|lu|psma|rlt|nadir|labor|port\p{L}*|komma|doppelpunkt|wuerden?|would|wiederaufnahme|wiederbeginn|restart\p{L}*|resum\p{L}*)(?!\p{L})|;|\n/u;

/** "docetaxel with ADT (Jun to Oct 2016)": the dates are those of both. */
const BACKBONE = /^ ?(?:with|plus|and|mit|und|\+|\/) ?(?:adt|lhrh\S{0,4}) /u;
/** "pausiert, ab 01.07. Wiederaufnahme": no beginning. */
const RESUMED = /^\s?(?:wieder(?!\s(?:abgesetzt|beendet|gestoppt))|restart|resum)/u;

/** "MDT 05/11: for darolutamide": the day of the meeting. */
const MEETING =
  /(?<!\p{L})(?:mdt|mdm|board|tumorboard|tumou?r board|tumorkonferenz|konferenz|tk|beschluss|vom|visit|clinic|review|gespraech|sprechstunde)(?: (?:vom|am|on|of))? $/u;

/** The dates of a group and what they say. A date just before the drug is its own only where no drug claims it from the left. */
export function periodOf(
  doc: Document,
  group: DrugGroup,
  window: Window,
): { period: Period; dates: readonly DateMention[] } {
  const right = datesIn(doc, window.right.start, Math.min(window.right.end, window.right.start + REACH)).filter((d) =>
    reaches(doc, group.end, d.start, window, d),
  );
  const left = datesIn(doc, window.left.start, window.left.end)
    .filter((d) => isLeading(doc, d, group, window))
    .slice(-1);
  const near = leads(doc, group, left) ? left : right[0]?.kind === 'range' ? right : [...left, ...right];
  const dates = near.length > 0 ? near : entryDate(doc, group);
  return {
    period: readPeriod(doc, group, dates, COMPLETED.test(doc.lower.slice(window.left.start, group.start))),
    dates,
  };
}

function datesIn(doc: Document, from: number, to: number): DateMention[] {
  return datesBetween(doc, from, to).filter((d) => d.kind !== 'birth');
}

function reaches(doc: Document, end: number, start: number, window: Window, date: DateMention): boolean {
  const gap = doc.lower.slice(end, start);
  const after = doc.lower.slice(date.end, window.right.end);
  if (FOREIGN.test(gap.replace(BACKBONE, ' ')) || RESUMED.test(doc.lower.slice(date.end, date.end + 24))) return false;
  const nextClaims =
    window.right.end < doc.lower.length &&
    /^[\s:]{1,3}$/u.test(after) &&
    /[,;.+/]|(?:und|and|dann|then)\s*$/u.test(gap);
  return !nextClaims;
}

/** "09/19-03/21 Zytiga", "seit 08/2016 Denosumab": nothing but a colon, a dash or a few words between date and drug. */
function isLeading(doc: Document, date: DateMention, group: DrugGroup, window: Window): boolean {
  const gap = doc.lower.slice(date.end, group.start);
  if (gap.length > 24 || FOREIGN.test(gap) || /[,;.)](?!\d)/u.test(gap.replace(/^\.?:?/u, ''))) return false;
  const before = doc.lower.slice(window.left.start, date.start);
  if (MEETING.test(before)) return false;
  return window.left.start === group.sentence.start || /[,;/]|\s(?:dann|then|und|and|danach)\s/u.test(before);
}

/** "11/2018: PSA progression, stopped enzalutamide": the entry of a timeline has one date for all that it tells. */
function entryDate(doc: Document, group: DrugGroup): DateMention[] {
  const date = datesBetween(doc, group.sentence.start, group.start)[0];
  if (!date || date.end > group.start || date.start - group.sentence.start > 4 || date.kind === 'birth') return [];
  if (MEETING.test(doc.lower.slice(group.sentence.start, date.start))) return [];
  return /^\s?(?::|-\s|\s\s)/u.test(doc.lower.slice(date.end, date.end + 3)) ? [date] : [];
}

/** A date that opens the statement with the drug makes the dates after it those of what follows. */
function leads(doc: Document, group: DrugGroup, left: readonly DateMention[]): boolean {
  const [date] = left;
  return date?.kind === 'range' && doc.lower.slice(group.sentence.start, date.start).trim().length <= 3;
}

function readPeriod(doc: Document, group: DrugGroup, dates: readonly DateMention[], completed: boolean): Period {
  let [start, end]: [PartialDate | null, PartialDate | null] = [null, null];
  for (const date of dates) {
    if (date.kind === 'range') [start, end] = [start ?? date.date, end ?? date.to];
    else if (date.kind === 'until' || (completed && date.kind === 'date') || isEnd(doc, date, group)) end ??= date.date;
    else start ??= date.date;
  }
  return { start, end };
}

function isEnd(doc: Document, date: DateMention, group: DrugGroup): boolean {
  if (ENDS.test(doc.lower.slice(Math.max(0, date.start - 40), date.start))) return true;
  if (STOPPED_AFTER.test(doc.lower.slice(date.end, date.end + 40))) return true;
  return date.end <= group.start && STOPPED.test(doc.lower.slice(date.end, group.start));
}
