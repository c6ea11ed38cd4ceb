/** People's decisions: which are in force, and when new evidence is a reason to look again. */
import { sameDate } from '../../calendar.ts';
import type { Decision, Evidence, Fact, PartialDate, Resolved, Topic, TopicValue } from '../../domain.ts';
import { type Question, fingerprintOf } from './flags.ts';
import { evidenceKey } from './normalise.ts';

/** The latest decision on each topic. */
export function inForce(decisions: readonly Decision[]): Map<Topic, Decision> {
  const latest = new Map<Topic, Decision>();
  for (const decision of decisions.toSorted((a, b) => a.seq - b.seq)) latest.set(decision.topic, decision);
  return latest;
}

/** The decision itself as a piece of evidence. */
export function humanEvidence(decision: Decision): Evidence {
  return { source: 'human', decision: decision.id, by: decision.by, at: decision.at };
}

/** A person's value; what the rules had chosen stays beside it. */
export function byHuman<T>(value: T, decision: Decision, instead: Resolved<unknown> | null): Resolved<T> {
  return {
    value,
    rule: 'human_decision',
    decidedBy: 'human',
    evidence: [humanEvidence(decision), ...decision.evidence],
    against: instead?.evidence ?? [],
  };
}

/** The date that a decision says; null where it says that there is none. */
export function decidedDate(decision: Decision): PartialDate | null {
  const { value } = decision;
  return value !== null && 'date' in value ? (value.date ?? null) : null;
}

/**
 * Why a decided topic should be looked at again, or null. Evidence that the reviewer saw, in whatever copy or order, and
 * new evidence that agrees with the decision are none. The decision stays in force either way.
 */
function reopening(decision: Decision, facts: readonly Fact[]): { code: string; because: string } | null {
  if (fingerprintOf(decision.topic, facts) === decision.fingerprint) return null;
  const seen = new Set(decision.evidence.map(evidenceKey));
  const fresh = facts.filter((fact) => !fact.evidence.every((evidence) => seen.has(evidenceKey(evidence))));
  if (decision.action === 'not_documented') return fresh.length > 0 ? APPEARED : null;
  const against = decision.action === 'reject' ? affirms : (fact: Fact): boolean => contradicts(fact, decision.value);
  if (fresh.some(against)) return CONTRADICTED;
  return decision.action !== 'reject' && seen.size > 0 && facts.length === 0 ? GONE : null;
}

const APPEARED = {
  code: 'reopened_evidence_appeared',
  because: 'evidence has appeared since it was decided that nothing is documented',
};
const CONTRADICTED = { code: 'reopened_new_contradiction', because: 'new evidence contradicts the decision' };
const GONE = { code: 'reopened_evidence_gone', because: 'the evidence that the decision rests on is gone' };

/** Says that what was rejected is so. */
function affirms(fact: Fact): boolean {
  if ('status' in fact) return fact.status === 'present' || fact.status === 'given' || fact.status === 'historical';
  return fact.kind === 'gleason' || fact.date !== null;
}

/** Questions that wait: of undecided topics as they are, of decided ones only where they must be looked at again. */
export function openQuestions(
  questions: readonly Question[],
  decisions: ReadonlyMap<Topic, Decision>,
  factsOf: (topic: Topic) => readonly Fact[],
): Question[] {
  const undecided = questions.filter(({ topic }) => !decisions.has(topic));
  const reopened = [...decisions.values()].flatMap((decision) => {
    const facts = factsOf(decision.topic);
    const why = reopening(decision, facts);
    return why ? [{ topic: decision.topic, proposal: decision.value, facts, ...asked(decision, why) }] : [];
  });
  const first = new Map<Topic, Question>();
  for (const question of [...undecided, ...reopened])
    if (!first.has(question.topic)) first.set(question.topic, question);
  return [...first.values()].toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
}

function asked(decision: Decision, why: { code: string; because: string }): { code: string; question: string } {
  return {
    code: why.code,
    question: `Decided by ${decision.by} on ${decision.at.slice(0, 10)}; since then ${why.because}. Does the decision stand?`,
  };
}

function contradicts(fact: Fact, value: TopicValue): boolean {
  if (value === null) return false;
  if ('total' in value) return fact.kind === 'gleason' && fact.total !== value.total;
  if ('status' in value && 'status' in fact && fact.status !== value.status) return true;
  const date = 'date' in value ? (value.date ?? null) : null;
  return date !== null && fact.date !== null && !sameDate(date, fact.date);
}
