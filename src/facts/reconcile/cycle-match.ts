/**
 * Which statements are about the same administration (clinical definition 3.11). Letters repeat the list of cycles in every
 * precision; a coded procedure gives the day; a summary gives only how many there were.
 */
import { boundsOf, compareDates, daysBetween, precisionOf, sameDate } from '../../calendar.ts';
import type { Evidence, FactOf, PartialDate } from '../../domain.ts';

export type CycleFact = FactOf<'rlt_cycle'>;

/** One administration while its statements are gathered, the best one first. */
export interface Administration {
  readonly facts: CycleFact[];
  date: PartialDate | null;
}

/** Statements so many days apart are one administration. */
export const SAME_CYCLE_DAYS = 3;

/** Groups statements of one status. Takes them in canonical order, so that the result does not depend on theirs. */
export function matchCycles(facts: readonly CycleFact[]): Administration[] {
  const administrations: Administration[] = [];
  const dayDated = facts.filter((fact) => fact.date !== null && precisionOf(fact.date) === 'day');
  for (const fact of dayDated.toSorted((a, b) => rank(a) - rank(b) || compareDates(a.date ?? '', b.date ?? ''))) {
    const same = administrations.filter((a) => a.date !== null && gapDays(a.date, fact.date ?? '') <= SAME_CYCLE_DAYS);
    const closest = same.toSorted(
      (a, b) => gapDays(a.date ?? '', fact.date ?? '') - gapDays(b.date ?? '', fact.date ?? ''),
    )[0];
    if (closest) closest.facts.push(fact);
    else administrations.push({ facts: [fact], date: fact.date });
  }
  for (const document of byDocument(facts)) matchDocument(document, administrations);
  return inOrder(administrations);
}

/** Coded procedure or therapy protocol, then coded administration, then any other note. */
export function rank(fact: CycleFact): number {
  const ranks = fact.evidence.map(rankOfEvidence);
  return ranks.length > 0 ? Math.min(...ranks) : 4;
}

const PROTOCOL = /therap\w*[ -]?protoko|therapy protocol|radionuklid\w* ?protokoll|administration (record|protocol)/i;

function rankOfEvidence(evidence: Evidence): number {
  if (evidence.source === 'human') return 0;
  if (evidence.source === 'note') return PROTOCOL.test(evidence.document ?? '') ? 1 : 3;
  return evidence.resource.type === 'Procedure' ? 1 : 2;
}

/** Days between what the dates can mean; 0 where they overlap. */
export function gapDays(a: PartialDate, b: PartialDate): number {
  if (sameDate(a, b)) return 0;
  const [x, y] = [boundsOf(a), boundsOf(b)];
  return x.last < y.first ? daysBetween(x.last, y.first) : daysBetween(y.last, x.first);
}

/** By date; those without one stand where their number puts them. */
export function inOrder(administrations: readonly Administration[]): Administration[] {
  const dated = administrations
    .filter((a) => a.date !== null)
    .toSorted((a, b) => compareDates(a.date ?? '', b.date ?? ''));
  const undated = administrations.filter((a) => a.date === null);
  const ordered = [...dated];
  for (const a of undated.toSorted((x, y) => (numberOf(x) ?? 99) - (numberOf(y) ?? 99))) {
    const number = numberOf(a);
    const next = number === null ? -1 : ordered.findIndex((other) => (numberOf(other) ?? 0) > number);
    ordered.splice(next < 0 ? ordered.length : next, 0, a);
  }
  return ordered;
}

/** The number most statements give; the lowest among equals. */
export function numberOf({ facts }: Administration): number | null {
  const votes = new Map<number, number>();
  for (const { number } of facts) if (number !== null) votes.set(number, (votes.get(number) ?? 0) + 1);
  return [...votes].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? null;
}

/** The statements of each document, in the order the documents were written. */
function byDocument(facts: readonly CycleFact[]): CycleFact[][] {
  const groups = Map.groupBy(facts, documentOf);
  return [...groups.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function documentOf(fact: CycleFact): string {
  const first = fact.evidence[0];
  const place = first?.source === 'note' ? first.note : first?.source === 'structured' ? first.resource.id : '';
  return `${fact.documented ?? ''} ${place}`;
}

/**
 * Places the less precise statements of one document. Two numbers of one document are two administrations; a number and
 * an unnumbered date may be the same one ("5 Zyklen ... am 17.04., 19.06. ...").
 */
function matchDocument(document: readonly CycleFact[], administrations: Administration[]): void {
  const open = document
    .filter((fact) => fact.date === null || precisionOf(fact.date) !== 'day')
    .toSorted((a, b) => (b.date?.length ?? 0) - (a.date?.length ?? 0) || (a.number ?? 99) - (b.number ?? 99));
  for (const fact of open) {
    const isFree = (a: Administration): boolean => !a.facts.some((f) => document.includes(f) && isOtherNumber(f, fact));
    const best = bestMatch(fact, administrations, isFree);
    const match = best ?? withinCoarse(fact, administrations, isFree);
    const found = match ?? { facts: [], date: null };
    found.facts.push(best ? fact : match ? { ...fact, number: null } : fact);
    if (fact.date !== null && (found.date === null || fact.date.length > found.date.length)) found.date = fact.date;
    if (!match) administrations.push(found);
  }
}

/**
 * A year or month that holds a known day tells of no further cycle as long as no more are numbered than are known: the
 * writer counted otherwise. Its number is then not believed.
 */
function withinCoarse(
  fact: CycleFact,
  administrations: readonly Administration[],
  isFree: (administration: Administration) => boolean,
): Administration | null {
  if (fact.date === null) return null;
  const known = administrations.filter((a) => a.date !== null && wasByDate(a.date, fact));
  if ((fact.number ?? 1) > known.length) return null;
  const date = fact.date;
  return (
    known.find((a) => isFree(a) && a.date !== null && a.date.length > date.length && a.date.startsWith(date)) ?? null
  );
}

function isOtherNumber(a: CycleFact, b: CycleFact): boolean {
  return a.number !== null && b.number !== null && a.number !== b.number;
}

function bestMatch(
  fact: CycleFact,
  administrations: readonly Administration[],
  isFree: (administration: Administration) => boolean,
): Administration | null {
  const ordered = inOrder(administrations);
  const free = ordered.filter((a) => isFree(a) && compatible(fact, a));
  const sameNumber = free.find((a) => fact.number !== null && numbers(a).has(fact.number));
  if (sameNumber) return sameNumber;
  const position = fact.number === null ? undefined : ordered.filter((a) => wasBy(a, fact))[fact.number - 1];
  if (position && isNumbered(position, fact.number, free.includes(position), fact.date)) return position;
  if (fact.date === null)
    return fact.number === null ? (free[0] ?? null) : (free.find((a) => numbers(a).size === 0) ?? null);
  const sameMonth = precisionOf(fact.date) === 'month' ? free.find((a) => a.date !== null) : undefined;
  return sameMonth ?? free.find((a) => numbers(a).size === 0 || fact.number === null) ?? null;
}

/**
 * May the administration that stands at this position be the one of this number? A later number says no, a lower one is
 * a numbering that began again. A bare number only says how many there were: the administration known under it will do,
 * though the same document calls it otherwise.
 */
function isNumbered(a: Administration, number: number | null, isFree: boolean, date: PartialDate | null): boolean {
  const known = numbers(a);
  if (number === null) return false;
  if (known.has(number)) return isFree || date === null;
  return isFree && [...known].every((n) => n < number);
}

function compatible(fact: CycleFact, { date }: Administration): boolean {
  if (date === null || fact.date === null) return date === null || wasByDate(date, fact);
  return gapDays(date, fact.date) <= SAME_CYCLE_DAYS;
}

function wasBy({ date }: Administration, fact: CycleFact): boolean {
  return date === null || wasByDate(date, fact);
}

/** An administration after the document was written is not one that it reports. */
function wasByDate(date: PartialDate, fact: CycleFact): boolean {
  return fact.documented === undefined || boundsOf(date).first <= boundsOf(fact.documented).last;
}

function numbers({ facts }: Administration): Set<number> {
  return new Set(facts.flatMap(({ number }) => (number === null ? [] : [number])));
}
