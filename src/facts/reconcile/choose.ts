/** Choosing among statements that agree or disagree. */
import { boundsOf, compareDates, sameDate } from '../../calendar.ts';
import type { DayDate, Evidence, Fact, PartialDate, Resolved } from '../../domain.ts';
import type { RuleId } from './rules.ts';

/** A letter up to so many days after the first PSMA-RLT cycle describes the patient at that cycle. */
export const LETTER_DAYS = 14;

/** All evidence of the facts, in their order. */
export function evidenceOf(facts: readonly Fact[]): Evidence[] {
  return facts.flatMap((fact) => fact.evidence);
}

/** Does coded data say so, alone or beside notes? */
export function isStructured(fact: Fact): boolean {
  return fact.evidence.some((evidence) => evidence.source === 'structured');
}

/** Does a person say so? */
export function isHuman(facts: readonly Fact[]): boolean {
  return evidenceOf(facts).some((evidence) => evidence.source === 'human');
}

/** Who speaks through these facts: a person before coded data before notes. */
export function decidedBy(facts: readonly Fact[]): Resolved<unknown>['decidedBy'] {
  return isHuman(facts) ? 'human' : facts.some(isStructured) ? 'structured' : 'note';
}

/** A value with the rule that chose it, what speaks for it and what against. */
export function resolved<T>(
  value: T,
  rule: RuleId,
  chosen: readonly Fact[],
  against: readonly Fact[] = [],
): Resolved<T> {
  return { value, rule, decidedBy: decidedBy(chosen), evidence: evidenceOf(chosen), against: evidenceOf(against) };
}

export interface Dated<F extends Fact> {
  readonly date: PartialDate;
  readonly facts: readonly F[];
}

/** Facts grouped by dates that agree at the coarser precision, each group under its most precise date. */
export function byDate<F extends Fact>(facts: readonly F[]): Dated<F>[] {
  const groups: { date: PartialDate; facts: F[] }[] = [];
  const preciseFirst = facts
    .flatMap((fact) => (fact.date === null ? [] : [{ fact, date: fact.date }]))
    .toSorted((a, b) => b.date.length - a.date.length || compareDates(a.date, b.date));
  for (const { fact, date } of preciseFirst) {
    const group = groups.find((g) => sameDate(g.date, date));
    if (group) group.facts.push(fact);
    else groups.push({ date, facts: [fact] });
  }
  return groups;
}

/** Number of different documents and resources that say so. */
export function voices(facts: readonly Fact[]): number {
  return new Set(facts.flatMap((fact) => fact.evidence).map(document)).size;
}

function document(evidence: Evidence): string {
  if (evidence.source === 'note') return `note ${evidence.date ?? ''} ${evidence.document ?? ''} ${evidence.note}`;
  return evidence.source === 'structured' ? `${evidence.resource.type}/${evidence.resource.id}` : evidence.decision;
}

/** The group most documents speak for; the earliest among equals. */
export function mostVoices<F extends Fact>(groups: readonly Dated<F>[]): Dated<F> | null {
  const sorted = groups.toSorted((a, b) => voices(b.facts) - voices(a.facts) || compareDates(a.date, b.date));
  return sorted[0] ?? null;
}

/** Latest day by which the fact was known: its own date, else that of the document; null = neither. */
export function knownBy(fact: Fact): DayDate | null {
  const date = fact.date ?? fact.documented ?? null;
  return date === null ? null : boundsOf(date).last;
}

/** The day of the document, else of the fact: the order in which things were written down. */
export function writtenOn(fact: Fact): string {
  return fact.documented ?? fact.date ?? '';
}

/** The first of the days that are known; null = none is. */
export function earliest(days: readonly (DayDate | null)[]): DayDate | null {
  return days.filter((day) => day !== null).toSorted()[0] ?? null;
}
