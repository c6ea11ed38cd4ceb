/** Letters that name somebody else: held back until a person says whose they are. */
import type { Decision, Fact, FactOf, Topic } from '../../domain.ts';
import type { Question } from './flags.ts';

type OtherSubject = FactOf<'other_subject'>;

const subjectTopic = (letter: string): Topic => `letter:${letter}`;

const SAYS = {
  birth_date: 'states a birth date that is not the recorded one',
  name: 'names another patient',
} satisfies Record<OtherSubject['says'], string>;

/**
 * What may count: facts that do not rest on a letter of somebody else alone. A person's word lets a letter in; without
 * one it stays out, and `held` is true.
 */
export function withoutOthers(
  facts: readonly Fact[],
  decisions: ReadonlyMap<Topic, Decision>,
): { own: Fact[]; questions: Question[]; held: boolean } {
  const suspected = facts.filter((fact): fact is OtherSubject => fact.kind === 'other_subject');
  const out = suspected.filter(({ letter }) => !isOwn(decisions.get(subjectTopic(letter))));
  const letters = new Set(out.map(({ letter }) => letter));
  const own = facts.filter((fact) => fact.kind === 'other_subject' || !restsOn(fact, letters));
  const open = out.filter(({ letter }) => !decisions.has(subjectTopic(letter)));
  return { own, questions: open.map(questionOn), held: open.length > 0 };
}

/** Rejecting the suspicion is the same as saying that the letter is this patient's. */
function isOwn(decision: Decision | undefined): boolean {
  if (!decision) return false;
  const { value, action } = decision;
  return action === 'reject' || (value !== null && 'status' in value && value.status === 'this_patient');
}

const restsOn = (fact: Fact, letters: ReadonlySet<string>): boolean =>
  fact.evidence.length > 0 && fact.evidence.every((e) => e.source === 'note' && letters.has(e.note));

function questionOn(fact: OtherSubject): Question {
  const dated = fact.documented === undefined ? 'A letter without a date' : `The letter of ${fact.documented}`;
  return {
    topic: subjectTopic(fact.letter),
    code: 'possible_wrong_patient',
    question: `${dated} ${SAYS[fact.says]}. Nothing of it counts until you have said whose it is.`,
    proposal: { status: 'another_patient' },
    facts: [fact],
  };
}
