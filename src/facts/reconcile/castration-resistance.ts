/** Castration resistance and since when (clinical definition 3.2). */
import { boundsOf, compareDates } from '../../calendar.ts';
import type { Decision, DayDate, PartialDate, Resolved } from '../../domain.ts';
import type { CastrationResistance, CrpcTier, DrugExposure, PsaValue } from '../record.ts';
import {
  type Dated,
  byDate,
  decidedBy,
  earliest,
  evidenceOf,
  isStructured,
  knownBy,
  mostVoices,
  resolved,
} from './choose.ts';
import { byHuman, decidedDate } from './decisions.ts';
import type { Question } from './flags.ts';
import { psaProgression } from './psa-progression.ts';
import { type ResistanceFact, type TieredDate, resistanceQuestions } from './resistance-questions.ts';

/** Given to castration-resistant disease only. Docetaxel and ARPIs are not: they are given to sensitive disease too. */
const CRPC_ONLY: readonly string[] = [
  'cabazitaxel',
  'radium-223',
  'sipuleucel-t',
  'olaparib',
  'rucaparib',
  'talazoparib',
];

export interface Background {
  /** First PSMA-RLT cycle. */
  readonly firstRlt: DayDate | null;
  readonly drugs: readonly DrugExposure[];
  readonly psa: readonly PsaValue[];
}

/**
 * Stated dates before inferred ones (T1 before T2 and T4); a decision on `crpc_date` before both. The rules' own value
 * is what is asked about.
 */
export function reconcileResistance(
  facts: readonly ResistanceFact[],
  background: Background,
  decision: Decision | undefined,
): { castrationResistance: CastrationResistance | null; questions: Question[] } {
  const present = facts.filter((fact) => fact.status === 'present');
  const stated = statedDate(present);
  const dated = stated?.date ?? inferredDate(background);
  const ruled = decision ? ruling(decision, facts, dated) : null;
  const held = ruled ?? statusOf(facts, dated);
  const state = { facts, present, stated: stated?.group.date ?? null, dated, firstRlt: background.firstRlt };
  return { castrationResistance: held, questions: resistanceQuestions(state) };
}

/** Without any statement nothing is concluded from PSA or therapy: they only date what is stated, or raise a question. */
function statusOf(facts: readonly ResistanceFact[], date: TieredDate | null): CastrationResistance | null {
  const present = facts.filter((fact) => fact.status === 'present');
  const speaking = present.length > 0 ? present : facts;
  if (speaking.length === 0) return null;
  return {
    status: present.length > 0 ? 'present' : 'absent',
    date: present.length > 0 ? date : null,
    knownBy: earliest(present.map(knownBy)),
    rule: 'crpc_status',
    decidedBy: decidedBy(speaking),
    evidence: evidenceOf(speaking),
    against: evidenceOf(facts.filter((fact) => !speaking.includes(fact))),
  };
}

function statedDate(present: readonly ResistanceFact[]): { group: Dated<ResistanceFact>; date: TieredDate } | null {
  const groups = byDate(present);
  const coded = groups.filter((group) => group.facts.some(isStructured));
  const group = coded.length > 0 ? coded.toSorted((a, b) => compareDates(a.date, b.date))[0] : mostVoices(groups);
  if (!group) return null;
  const others = present.filter((fact) => fact.date !== null && !group.facts.includes(fact));
  return { group, date: { ...resolved(group.date, 'crpc_stated', group.facts, others), tier: 'T1' } };
}

/** PSA progression, else the first therapy that only castration-resistant disease gets: whichever is earlier. */
function inferredDate({ drugs, psa }: Background): TieredDate | null {
  const progression = psaProgression(psa, drugs);
  const therapy = drugs
    .filter((drug) => drug.status === 'given' && drug.start !== null && CRPC_ONLY.includes(drug.drug))
    .toSorted((a, b) => compareDates(a.start ?? '', b.start ?? ''))[0];
  const candidates: (TieredDate | null)[] = [
    progression && tiered(progression.date, 'crpc_psa', 'T2', progression),
    therapy?.start ? tiered(therapy.start, 'crpc_therapy', 'T4', therapy) : null,
  ];
  return candidates.filter((c) => c !== null).toSorted((a, b) => compareDates(a.value, b.value))[0] ?? null;
}

function tiered(
  value: PartialDate,
  rule: 'crpc_psa' | 'crpc_therapy',
  tier: CrpcTier,
  from: Pick<Resolved<never>, 'decidedBy' | 'evidence'>,
): TieredDate {
  return { value, rule, tier, decidedBy: from.decidedBy, evidence: from.evidence, against: [] };
}

/** A decided date means present; rejecting means absent; "not documented" that present stays as stated, without a date. */
function ruling(
  decision: Decision,
  facts: readonly ResistanceFact[],
  instead: TieredDate | null,
): CastrationResistance | null {
  const value = decidedDate(decision);
  const stated = statusOf(facts, null);
  if (value === null && decision.action !== 'reject') return stated;
  const { rule, decidedBy: by, evidence, against } = byHuman(value, decision, instead);
  const date: TieredDate | null =
    value === null ? null : { value, rule, decidedBy: by, evidence, against, tier: 'human' };
  const status = decision.action === 'reject' ? ('absent' as const) : ('present' as const);
  const known: DayDate | null = value === null ? (stated?.knownBy ?? null) : boundsOf(value).last;
  return { status, date, knownBy: known, rule, decidedBy: by, evidence, against };
}
