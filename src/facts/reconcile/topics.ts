/** Which facts a topic rests on: the same whether a question is asked, answered or asked again. */
import { isPartialDate } from '../../calendar.ts';
import type { Fact, FactKind, Topic } from '../../domain.ts';
import { SAME_CYCLE_DAYS, gapDays } from './cycle-match.ts';

const KIND_OF: Readonly<Record<string, FactKind>> = {
  initial_diagnosis_date: 'diagnosis',
  crpc_date: 'castration_resistance',
  gleason_initial: 'gleason',
  death_date: 'death',
  metastasis: 'metastasis',
  drug: 'drug',
  rlt_cycle: 'rlt_cycle',
  letter: 'other_subject',
};

/** Facts of one patient that the topic is about; a cycle's are those within `SAME_CYCLE_DAYS` of its date. */
export function factsOfTopic(topic: Topic, facts: readonly Fact[]): Fact[] {
  const [name = '', detail = ''] = topic.split(':', 2);
  return facts.filter((fact) => fact.kind === KIND_OF[name] && isAbout(fact, detail));
}

function isAbout(fact: Fact, detail: string): boolean {
  if (fact.kind === 'metastasis') return fact.site === detail;
  if (fact.kind === 'drug') return fact.drug === detail;
  if (fact.kind === 'other_subject') return fact.letter === detail;
  if (fact.kind !== 'rlt_cycle') return true;
  if (!isPartialDate(detail)) return fact.date === null;
  return fact.date !== null && gapDays(fact.date, detail) <= SAME_CYCLE_DAYS;
}
