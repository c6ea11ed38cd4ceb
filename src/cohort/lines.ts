/**
 * Lines of therapy from drug courses, a simplification of clinical definition 3.4: agents begun within `regimenDays` of a
 * line's start form it; an agent that is no member begun later opens the next line; a member begun again opens one only
 * after a pause that is known to be one. Androgen deprivation is never a line, and a line goes on until the next begins.
 */
import { daysBetween, imputeDay } from '../calendar.ts';
import type { DayDate, Evidence, PartialDate } from '../domain.ts';
import type { DrugExposure, PatientRecord } from '../facts/record.ts';

export interface Line {
  readonly start: DayDate;
  readonly stated: PartialDate;
  readonly drugs: readonly string[];
  readonly evidence: readonly Evidence[];
}

export interface LineRules {
  readonly regimenDays: number;
  readonly rechallengeGapDays: number;
}

interface Start {
  readonly drug: string;
  readonly stated: PartialDate;
  readonly day: DayDate;
  readonly until: DayDate | null;
  readonly evidence: readonly Evidence[];
}

/** Lines in order of time; drugs without any known start make none. */
export function linesOf(record: PatientRecord, rules: LineRules): Line[] {
  const lines: { start: Start; members: Set<string> }[] = [];
  const until = new Map<string, DayDate | null>();
  for (const next of startsOf(record)) {
    const line = lines.at(-1);
    const last = until.get(next.drug) ?? null;
    const isPaused = last !== null && daysBetween(last, next.day) > rules.rechallengeGapDays;
    if (line && daysBetween(line.start.day, next.day) <= rules.regimenDays) line.members.add(next.drug);
    else if (!line?.members.has(next.drug) || isPaused) lines.push({ start: next, members: new Set([next.drug]) });
    until.set(next.drug, next.until);
  }
  return lines.map(({ start, members }) => ({
    start: start.day,
    stated: start.stated,
    drugs: [...members].sort(),
    evidence: start.evidence,
  }));
}

function startsOf(record: PatientRecord): Start[] {
  return record.drugs
    .filter((drug) => drug.status === 'given' && drug.class !== 'adt')
    .flatMap((drug) =>
      drug.courses.map(({ start, until, evidence }) => ({
        drug: drug.drug,
        stated: start,
        day: imputeDay(start),
        until,
        evidence,
      })),
    )
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.drug < b.drug ? -1 : 1));
}

/** Day by which a drug was first given: its start, else the bound that documents set. */
export function firstGiven(drug: DrugExposure): DayDate | null {
  const date = drug.start ?? drug.givenBy;
  return drug.status === 'given' && date !== null ? imputeDay(date) : null;
}
