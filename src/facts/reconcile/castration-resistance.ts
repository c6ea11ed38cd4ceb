/** Castration resistance and since when (clinical definition 3.2). */
import { addDays, boundsOf, compareDates } from '../../calendar.ts';
import type { Decision, DayDate, FactOf, PartialDate, Resolved } from '../../domain.ts';
import type { CastrationResistance, CrpcTier, DrugExposure, PsaValue } from '../record.ts';
import {
  LETTER_DAYS,
  type Dated,
  byDate,
  decidedBy,
  earliest,
  evidenceOf,
  isStructured,
  knownBy,
  mostVoices,
  resolved,
  writtenOn,
} from './choose.ts';
import { byHuman, decidedDate } from './decisions.ts';
import { isApart } from './diagnosis.ts';
import type { Question } from './flags.ts';
import { psaProgression } from './psa-progression.ts';

type ResistanceFact = FactOf<'castration_resistance'>;
type TieredDate = NonNullable<CastrationResistance['date']>;

/** Given to castration-resistant disease only. Docetaxel and ARPIs are not: they are given to sensitive disease too. */
export const CRPC_ONLY: readonly string[] = [
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

export function reconcileResistance(
  facts: readonly ResistanceFact[],
  background: Background,
  decision: Decision | undefined,
): { castrationResistance: CastrationResistance | null; questions: Question[] } {
  const present = facts.filter((fact) => fact.status === 'present');
  const stated = statedDate(present);
  const inferred = stated?.date ?? inferredDate(background);
  const ruled = decision ? ruling(decision, facts, inferred) : null;
  const held = ruled ?? statusOf(facts, inferred);
  return { castrationResistance: held, questions: questionsOn(facts, background, stated?.group ?? null, inferred) };
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

function questionsOn(
  facts: readonly ResistanceFact[],
  { firstRlt }: Background,
  stated: Dated<ResistanceFact> | null,
  inferred: TieredDate | null,
): Question[] {
  const ask = (code: string, question: string, date: PartialDate | null): Question[] => [
    { topic: 'crpc_date', code, question, proposal: { date }, facts },
  ];
  const present = facts.filter((fact) => fact.status === 'present');
  const date = stated?.date ?? null;
  const others = present.flatMap((fact) =>
    fact.date !== null && date !== null && isApart(fact.date, date) ? [fact.date] : [],
  );
  if (date !== null && others.length > 0) {
    const words = [...new Set(others)].sort().join(', ');
    return ask('date_conflict', `Castration resistance is dated ${date} and ${words}. ${SINCE_WHEN}`, date);
  }
  const absent = facts.filter((fact) => fact.status === 'absent');
  const isContradicted = absent.some((fact) => present.every((p) => writtenOn(p) < writtenOn(fact)));
  if (present.length > 0 && isContradicted) {
    const words = 'A later note calls the disease castration-sensitive, earlier ones castration-resistant.';
    return ask('resistance_conflict', `${words} ${SINCE_WHEN}`, date);
  }
  const known = earliest(present.map(knownBy));
  if (
    date === null &&
    inferred === null &&
    firstRlt !== null &&
    known !== null &&
    known > addDays(firstRlt, LETTER_DAYS)
  ) {
    const words = `Castration resistance is first stated on ${known}, after the first cycle of PSMA-RLT, without a date.`;
    return ask('stated_after_index', `${words} ${SINCE_WHEN}`, null);
  }
  const doubt = present[0]?.doubt;
  if (doubt !== undefined && present.every((fact) => fact.doubt !== undefined)) {
    return ask('doubtful_statement', `Castration resistance: ${doubt}. ${SINCE_WHEN}`, date);
  }
  if (facts.length > 0 || inferred === null) return [];
  const question = `Nothing states castration resistance, but there is ${WHY[inferred.tier]} from ${inferred.value}. ${SINCE_WHEN}`;
  return ask('crpc_inferred', question, inferred.value).map((q) => ({ ...q, evidence: inferred.evidence }));
}

const SINCE_WHEN = 'Was the disease castration-resistant, and since when?';
const WHY: Readonly<Record<string, string>> = {
  T2: 'PSA progression under androgen deprivation',
  T4: 'a therapy that only castration-resistant disease gets',
};
