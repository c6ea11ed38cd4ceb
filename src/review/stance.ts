/** Does a fact speak for the proposal or against it? */
import { daysBetween, isPartialDate, precisionOf, sameDate } from '../calendar.ts';
import type { Fact, FactKind, PartialDate, Topic, TopicValue } from '../domain.ts';

export type Stance = 'contradicts' | 'supports' | 'neutral';

const KIND_OF: Readonly<Record<string, FactKind>> = {
  initial_diagnosis_date: 'diagnosis',
  crpc_date: 'castration_resistance',
  death_date: 'death',
  gleason_initial: 'gleason',
  metastasis: 'metastasis',
  drug: 'drug',
  rlt_cycle: 'rlt_cycle',
  letter: 'other_subject',
};

/** Is the fact about the topic: of its kind, and of its site or drug? */
export function isAbout(fact: Fact, topic: Topic): boolean {
  const [name = '', detail = ''] = topic.split(':', 2);
  if (fact.kind !== KIND_OF[name]) return false;
  if (fact.kind === 'metastasis') return fact.site === detail;
  if (fact.kind === 'drug') return fact.drug === detail;
  if (fact.kind === 'other_subject') return fact.letter === detail;
  return fact.kind !== 'rlt_cycle' || isOfDay(fact.date, detail);
}

/** Is a cycle of this date the one of that day? Dates up to three days apart are one administration (definition 3.11). */
function isOfDay(date: PartialDate | null, day: string): boolean {
  if (date === null || !isPartialDate(day)) return true;
  return sameDate(date, day) || (isDay(date) && isDay(day) && Math.abs(daysBetween(date, day)) <= 3);
}

const isDay = (date: PartialDate): boolean => precisionOf(date) === 'day';

/** Dates agree at the coarser of their precisions; a date that one side does not give says nothing against it. */
export function stanceOf(fact: Fact, topic: Topic, proposal: TopicValue): Stance {
  if (proposal === null || !isAbout(fact, topic)) return 'neutral';
  if ('total' in proposal) return fact.kind === 'gleason' ? sided(sameScore(fact, proposal)) : 'neutral';
  if ('status' in proposal && 'status' in fact) {
    if (fact.status !== proposal.status) return 'contradicts';
    return sided(agree(fact.date, proposal.date ?? null) ?? true);
  }
  if (fact.kind === 'castration_resistance' && fact.status === 'absent') return 'contradicts';
  const same = agree(fact.date, proposal.date ?? null);
  return same === null ? 'neutral' : sided(same);
}

const sided = (agrees: boolean): Stance => (agrees ? 'supports' : 'contradicts');

function agree(a: PartialDate | null, b: PartialDate | null): boolean | null {
  return a === null || b === null ? null : sameDate(a, b);
}

type Score = { readonly primary: number | null; readonly secondary: number | null; readonly total: number };

function sameScore(a: Score, b: Score): boolean {
  const differ = (x: number | null, y: number | null): boolean => x !== null && y !== null && x !== y;
  return a.total === b.total && !differ(a.primary, b.primary) && !differ(a.secondary, b.secondary);
}
