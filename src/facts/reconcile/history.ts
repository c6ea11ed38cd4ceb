/** What the record covers of earlier therapy (clinical definition 3.3): without it, "not given" cannot be said. */
import type { FactOf } from '../../domain.ts';
import type { TherapyHistory } from '../record.ts';

/** Every statement with the day up to which it speaks: the one stated, else that of the document. */
export function historyOf(facts: readonly FactOf<'therapy_history'>[]): TherapyHistory[] {
  return facts.map((fact) => ({
    scope: fact.scope,
    status: fact.status,
    until: fact.date ?? fact.documented ?? null,
    evidence: fact.evidence,
  }));
}
