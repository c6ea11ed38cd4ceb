/** PSMA radioligand therapy: administrations given, planned and called off, each with number, date, agent and activity. */
import type { Assertion, CycleFinding, CycleStatus } from '../../../domain.ts';
import type { Concept, Document, RawMention } from '../../types.ts';
import { boundsOf } from '../../../calendar.ts';
import { datesOf } from '../../dates.ts';
import { diagnosisDate } from '../diagnosis/index.ts';
import { isRepaired } from '../place.ts';
import { collect, mayTell } from './collect.ts';
import { completeFromForm } from './form.ts';
import { isNear, mergeCycles } from './merge.ts';
import type { Event } from './types.ts';

const ASSERTIONS: Readonly<Record<CycleStatus, Assertion>> = {
  given: 'affirmed',
  planned: 'planned',
  cancelled: 'negated',
};

export const rltCycle: Concept<Event> = { kind: 'rlt_cycle', recognise, findings };

function recognise(doc: Document): RawMention<Event>[] {
  if (!mayTell(doc)) return [];
  return completeFromForm(doc, collect(doc)).map((event) => ({
    kind: 'rlt_cycle',
    start: event.start,
    end: event.end,
    rule: event.rule,
    assertion: ASSERTIONS[event.status],
    cues: event.cues,
    value: event,
  }));
}

function findings(doc: Document, mentions: readonly RawMention<Event>[]): CycleFinding[] {
  return mergeCycles(
    mentions.map((m) => m.value),
    doc.date,
  ).map((cycle) => ({
    kind: 'rlt_cycle',
    number: cycle.number,
    date: cycle.date,
    agent: cycle.agent,
    activity_gbq: cycle.activity,
    status: cycle.status,
    evidence: cycle.from.toSorted((a, b) => a - b),
    ...doubtOf(
      doc,
      cycle.from.map((i) => mentions[i] as RawMention<Event>),
    ),
  }));
}

/**
 * The first men were treated with 177Lu-PSMA in 2013 (Weineisen et al., J Nucl Med 2015;56:1169, with PSMA-I&T; Baum et
 * al., J Nucl Med 2016;57:1006). What a note dates earlier is another treatment or a slip of the pen.
 */
const FIRST_YEAR = '2013';

/** A date on which this patient cannot have had the therapy. */
function impossibleDate(doc: Document, { date, status }: Event): string | null {
  if (date === null || status !== 'given') return null;
  if (date < FIRST_YEAR) return `its date lies before ${FIRST_YEAR}, when the therapy was first given to anyone`;
  const diagnosed = diagnosisDate(doc);
  return diagnosed !== null && boundsOf(date).last < boundsOf(diagnosed).first
    ? 'its date lies before the initial diagnosis that the note names'
    : null;
}

const DAY = /(?<!\d)\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)/g;

/** "am 31.02.2021": written like a day, read as none. */
function hasNoSuchDay(doc: Document, { start, end }: RawMention<Event>): boolean {
  return [...doc.lower.slice(start, end + 24).matchAll(DAY)].some(({ index, 0: text }) => {
    const at = start + index;
    return !datesOf(doc).some((d) => d.start < at + text.length && at < d.end);
  });
}

/** Why a person should look: the passages date the cycle differently, or an OCR guess carries all of them. */
function doubtOf(doc: Document, told: readonly RawMention<Event>[]): { doubt: string } | null {
  for (const { value } of told) {
    const doubt = impossibleDate(doc, value);
    if (doubt) return { doubt };
  }
  if (told.every(({ value }) => value.date === null) && told.some((m) => hasNoSuchDay(doc, m)))
    return { doubt: 'its date is no day of the calendar' };
  const firm = told.filter(({ value }) => !value.weak && value.status === 'given');
  const dates = [...new Set(firm.flatMap(({ value }) => value.date ?? []))];
  if (dates.some((a) => dates.some((b) => !isNear(a, b))))
    return { doubt: 'the note gives different dates for this cycle' };
  return told.every((m) => isRepaired(doc, m)) ? { doubt: 'it is read from characters that the scan garbled' } : null;
}
