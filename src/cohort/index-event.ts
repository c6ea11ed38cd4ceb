/** The index event of a study: when follow-up starts, and what says so. */
import { boundsOf, imputeDay, isPartialDate } from '../calendar.ts';
import type { Cell, DayDate, Evidence, PartialDate, Topic } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import { sourceOf } from './cells.ts';
import type { DatedDay } from './cells.ts';
import { firstGiven, linesOf } from './lines.ts';
import type { Study } from './study.ts';

export interface IndexEvent extends DatedDay {
  readonly rule: string;
  readonly source: Cell['source'];
  readonly evidence: readonly Evidence[];
  /** `OPS`, `OBDS`, `ADMIN`, `NOTE`, `HUMAN` or `LOT`. */
  readonly kind: string;
  readonly topics: readonly Topic[];
}

/** Null = no index event with a date up to the data cut-off. `mcrpc` is the day of mCRPC where it is known. */
export function indexEvent(study: Study, record: PatientRecord, mcrpc: DayDate | null): IndexEvent | null {
  const { index } = study;
  const event =
    index.event === 'first_psma_rlt_cycle' ? firstCycle(record) : lineAfterBoth(study, index, record, mcrpc);
  return event && event.day <= study.follow_up.data_cutoff ? event : null;
}

function firstCycle(record: PatientRecord): IndexEvent | null {
  const { first, cycles } = record.rlt;
  if (!first) return null;
  const given = cycles.filter((cycle) => cycle.status === 'given');
  const documented = given.flatMap((cycle) => (cycle.documented ? [boundsOf(cycle.documented).last] : []));
  const day = knownBy(first.value, documented);
  const asked = [...record.flags.map((flag) => flag.topic), ...record.decided];
  return {
    stated: first.value,
    day,
    rule: 'index_first_cycle',
    source: sourceOf(first.decidedBy),
    evidence: first.evidence,
    kind: evidenceKind(first.evidence),
    topics: asked.filter((topic) => isOnFirstCycle(topic, day)),
  };
}

function isOnFirstCycle(topic: Topic, index: DayDate): boolean {
  const [name, date] = topic.split(':', 2);
  return name === 'rlt_cycle' && (!isPartialDate(date) || boundsOf(date).first <= index);
}

/** The day for a partial date of something that a document already reports: not after the earliest such document. */
function knownBy(stated: PartialDate, documented: readonly DayDate[]): DayDate {
  const { first } = boundsOf(stated);
  const day = imputeDay(stated);
  const bound = documented.toSorted()[0];
  return bound === undefined || bound >= day ? day : bound < first ? first : bound;
}

function lineAfterBoth(
  study: Study,
  rules: Extract<Study['index'], { event: 'line_after_taxane_and_arpi' }>,
  record: PatientRecord,
  mcrpc: DayDate | null,
): IndexEvent | null {
  const { taxane, arpi } = study.variables.prior_therapy;
  const after = [firstOf(record, taxane), firstOf(record, arpi)].toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  const [earlier, later] = after;
  if (!earlier || !later || (rules.not_before === 'mcrpc' && mcrpc === null)) return null;
  const lines = linesOf(record, { regimenDays: rules.regimen_days, rechallengeGapDays: rules.rechallenge_gap_days });
  const line = lines.find(({ start }) => start > later && (rules.not_before !== 'mcrpc' || start >= (mcrpc ?? '')));
  if (!line) return null;
  const drugs = record.drugs.filter((drug) => line.drugs.includes(drug.drug));
  return {
    stated: line.stated,
    day: line.start,
    rule: 'index_line_after_taxane_and_arpi',
    source: line.evidence.some((e) => e.source === 'human')
      ? 'human'
      : line.evidence.some((e) => e.source === 'structured')
        ? 'structured'
        : 'machine',
    evidence: line.evidence,
    kind: 'LOT',
    topics: drugs.map((drug) => `drug:${drug.drug}`),
  };
}

function firstOf(record: PatientRecord, drugs: readonly string[]): DayDate | null {
  const days = record.drugs.filter((drug) => drugs.includes(drug.drug)).map(firstGiven);
  return days.filter((day) => day !== null).toSorted()[0] ?? null;
}

/** The strongest kind of evidence, as the column `index_evidence` names it. */
function evidenceKind(evidence: readonly Evidence[]): string {
  const kinds = new Set(evidence.map(kindOf));
  return ['HUMAN', 'OPS', 'OBDS', 'ADMIN', 'NOTE'].find((kind) => kinds.has(kind)) ?? 'NOTE';
}

function kindOf(evidence: Evidence): string {
  if (evidence.source === 'human') return 'HUMAN';
  if (evidence.source === 'note') return 'NOTE';
  if (evidence.resource.type.startsWith('Medication')) return 'ADMIN';
  return /\bOPS\b/i.test(evidence.says) ? 'OPS' : 'OBDS';
}
