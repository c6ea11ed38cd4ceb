/** PSMA radioligand therapy: administrations given, planned and called off, each with number, date, agent and activity. */
import type { Assertion, CycleFinding, CycleStatus } from '../../../domain.ts';
import type { Concept, Document, RawMention } from '../../types.ts';
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

/** Why a person should look: the passages date the cycle differently, or an OCR guess carries all of them. */
function doubtOf(doc: Document, told: readonly RawMention<Event>[]): { doubt: string } | null {
  const dates = told.flatMap(({ value }) =>
    value.date && !value.weak && value.status === 'given' ? [value.date] : [],
  );
  if (dates.some((a) => dates.some((b) => !isNear(a, b))))
    return { doubt: 'the note gives different dates for this cycle' };
  return told.every((m) => isRepaired(doc, m)) ? { doubt: 'it is read from characters that the scan garbled' } : null;
}
