/** The queue: every question with its state, patient by patient, because reading one patient's record is the cost. */
import { shortId } from '../canonical.ts';
import type { Decision, Flag, PatientId, Topic } from '../domain.ts';
import { decisionMarks, decisionOn } from '../store/review-db.ts';
import type { DecisionMark, ReviewDb } from '../store/review-db.ts';
import type { QueueFlag, ReviewReader } from './reader.ts';

/** A decision in force; `record` = the patient record it was made on, which may be merged into `patient` since. */
export interface Mark extends DecisionMark {
  readonly record: PatientId;
}

/** The decision in force on every question: of all on records of one person the latest, as the build reads them. */
export function marksInForce(db: ReviewDb, reader: ReviewReader): Mark[] {
  const latest = new Map<string, Mark>();
  for (const made of decisionMarks(db).sort((a, b) => a.seq - b.seq)) {
    const mark = { ...made, patient: reader.canonicalOf(made.patient), record: made.patient };
    latest.set(questionKey(mark), mark);
  }
  return [...latest.values()];
}

/** The decision in force on one question, whichever record of the person it was made on. */
export function decisionInForce(
  db: ReviewDb,
  marks: readonly Mark[],
  of: { readonly patient: PatientId; readonly topic: Topic },
): Decision | null {
  const key = questionKey(of);
  const mark = marks.find((one) => questionKey(one) === key);
  return mark ? decisionOn(db, mark.record, mark.topic) : null;
}

/** `reopened`: decided, and the evidence has changed since; the decision stays in force until somebody looks again. */
export type QuestionState = 'open' | 'reopened' | 'decided';

export interface QueueEntry {
  readonly flag: QueueFlag;
  readonly state: QuestionState;
  readonly mark: DecisionMark | null;
}

export type Counts = Readonly<Record<QuestionState, number>>;

/** Decided as long as the evidence is what it was when somebody decided. */
export function stateOf(
  flag: Pick<Flag, 'fingerprint'>,
  mark: Pick<DecisionMark, 'fingerprint'> | null,
): QuestionState {
  if (mark === null) return 'open';
  return mark.fingerprint === flag.fingerprint ? 'decided' : 'reopened';
}

/**
 * All questions in the order of the queue, by patient, then by topic: what the rules ask now, and what was decided and
 * is no longer asked, so that a decision can always be found and made anew.
 */
export function buildQueue(flags: readonly QueueFlag[], marks: readonly DecisionMark[]): QueueEntry[] {
  const settled = new Map(marks.map((mark) => [questionKey(mark), mark]));
  const entries: QueueEntry[] = flags.map((flag) => {
    const mark = settled.get(questionKey(flag)) ?? null;
    settled.delete(questionKey(flag));
    return { flag, mark, state: stateOf(flag, mark) };
  });
  for (const mark of settled.values()) entries.push({ flag: settledFlag(mark), mark, state: 'decided' });
  return entries.sort((a, b) => order(a.flag.patient, b.flag.patient) || order(a.flag.topic, b.flag.topic));
}

const questionKey = (of: { readonly patient: string; readonly topic: string }): string =>
  `${of.patient}\u0000${of.topic}`;
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The id of a question: of its patient and topic, as the rules give it too. */
const questionId = (of: { readonly patient: string; readonly topic: string }): string => shortId(of.patient, of.topic);

function settledFlag(mark: DecisionMark): QueueFlag {
  const { patient, topic, fingerprint } = mark;
  const question = 'This was decided. The rules no longer ask; it can be decided anew.';
  return { id: questionId(mark), patient, topic, fingerprint, question, code: 'decided', proposal: null };
}

/**
 * One question by its id: as the rules ask it now, or as it was decided, with the evidence of then. The id of a question
 * that was decided on a record merged since leads to the question of the person.
 */
export function questionById(db: ReviewDb, reader: ReviewReader, id: string): Flag | null {
  const asked = reader.flag(id);
  if (asked !== null) return asked;
  const ids = ({ patient, topic }: DecisionMark): string[] =>
    [patient, reader.canonicalOf(patient)].map((record) => questionId({ patient: record, topic }));
  const made = decisionMarks(db).find((one) => ids(one).includes(id));
  return made ? questionOfPerson(db, reader, reader.canonicalOf(made.patient), made.topic) : null;
}

function questionOfPerson(db: ReviewDb, reader: ReviewReader, patient: PatientId, topic: Topic): Flag | null {
  const asked = reader.flag(questionId({ patient, topic }));
  if (asked !== null) return asked;
  const decision = decisionInForce(db, marksInForce(db, reader), { patient, topic });
  return decision && { ...settledFlag({ ...decision, patient }), evidence: decision.evidence };
}

/** Questions by state. */
export function countStates(queue: readonly QueueEntry[]): Counts {
  const counts = { open: 0, reopened: 0, decided: 0 };
  for (const entry of queue) counts[entry.state] += 1;
  return counts;
}

/** The next question that waits for an answer, after this one and then from the start; null when none does. */
export function nextOpen(queue: readonly QueueEntry[], after: string | null): QueueFlag | null {
  const start = queue.findIndex((entry) => entry.flag.id === after) + 1;
  const rest = [...queue.slice(start), ...queue.slice(0, start)];
  return rest.find((entry) => entry.state !== 'decided' && entry.flag.id !== after)?.flag ?? null;
}

/** The questions before and after this one, whatever their state. */
export function neighbours(
  queue: readonly QueueEntry[],
  id: string,
): { before: string | null; after: string | null; position: number } {
  const at = queue.findIndex((entry) => entry.flag.id === id);
  return {
    before: queue[at - 1]?.flag.id ?? null,
    after: at < 0 ? null : (queue[at + 1]?.flag.id ?? null),
    position: at + 1,
  };
}
