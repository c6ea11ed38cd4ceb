/** Facts, values and decisions in words. */
import type { DecisionAction, Fact, FactKind, FactOf, PartialDate, TopicValue } from '../domain.ts';
import { formOf } from './topics.ts';

const spaced = (text: string): string => text.replaceAll('_', ' ');

/** A value as a person reads it: `Gleason 4 + 3 = 7`, `present`, `2018-04`. */
export function valueWords(topic: string, value: TopicValue): string {
  if (value === null) return 'not known';
  if ('total' in value) return gleasonWords(value);
  if (!('status' in value)) return value.date ?? 'date not known';
  const status = formOf(topic)?.choices?.[value.status] ?? spaced(value.status);
  return value.date ? `${status}, ${value.date}` : status;
}

function gleasonWords(score: { primary: number | null; secondary: number | null; total: number }): string {
  if (score.primary === null || score.secondary === null) return `Gleason ${score.total}`;
  return `Gleason ${score.primary} + ${score.secondary} = ${score.total}`;
}

export const ACTION_WORDS: Readonly<Record<DecisionAction, string>> = {
  confirm: 'Confirmed',
  correct: 'Corrected',
  reject: 'Rejected',
  not_documented: 'Not documented',
};

/** `Corrected to 2018-04`, `Rejected`. */
export function decisionWords(topic: string, action: DecisionAction, value: TopicValue): string {
  const word = ACTION_WORDS[action];
  if (action === 'confirm') return `${word}: ${valueWords(topic, value)}`;
  return action === 'correct' ? `${word} to ${valueWords(topic, value)}` : word;
}

const FACT_WORDS: { readonly [K in FactKind]: (fact: FactOf<K>) => string } = {
  birth: () => 'born',
  sex: (fact) => `sex: ${fact.value}`,
  death: (fact) => `died (${spaced(fact.reportedBy)})`,
  activity: (fact) => spaced(fact.activity),
  diagnosis: (fact) => `prostate cancer, ${fact.certainty === 'history' ? 'in the history' : fact.certainty}`,
  castration_resistance: (fact) => (fact.status === 'present' ? 'castration-resistant' : 'not castration-resistant'),
  metastasis: (fact) => `${fact.nodal ? `${fact.nodal} ` : ''}${spaced(fact.site)} metastasis ${fact.status}`,
  gleason: (fact) => gleasonWords(fact) + (fact.specimen ? ` (${fact.specimen})` : ''),
  rlt_cycle: (fact) => cycleWords(fact),
  drug: (fact) => `${fact.drug} ${fact.status}${until(fact.end)}`,
  psa: (fact) => `PSA ${fact.comparator ?? ''}${fact.value} ng/mL`,
  other_subject: (fact) => (fact.says === 'name' ? 'the letter names another patient' : 'another birth date'),
  therapy_history: (fact) =>
    fact.status === 'none' ? `no earlier ${fact.scope} therapy` : `lists earlier ${fact.scope} therapy`,
};

/** A fact in a few words, without its date: `Gleason 4 + 3 = 7 (biopsy)`, `bone metastasis present`. */
export function factWords(fact: Fact): string {
  return (FACT_WORDS[fact.kind] as (fact: Fact) => string)(fact);
}

function cycleWords(fact: Extract<Fact, { kind: 'rlt_cycle' }>): string {
  const cycle = fact.countable ? `cycle${fact.number === null ? '' : ` ${fact.number}`}` : 'course';
  const activity = fact.activityGbq === null ? '' : `, ${fact.activityGbq} GBq`;
  return `${fact.agent} ${cycle} ${fact.status}${activity}${until(fact.end)}`;
}

const until = (end: PartialDate | null): string => (end === null ? '' : ` until ${end}`);
