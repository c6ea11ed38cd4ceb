/** The queue: every question with its state, patient by patient, because reading one patient's record is the cost. */
import type { Flag } from '../domain.ts';
import type { DecisionMark } from '../store/review-db.ts';
import type { QueueFlag } from './reader.ts';

/** `reopened`: decided, and the evidence has changed since; the decision stays in force until somebody looks again. */
export type QuestionState = 'open' | 'reopened' | 'decided';

export interface QueueEntry {
  readonly flag: QueueFlag;
  readonly state: QuestionState;
  readonly mark: DecisionMark | null;
}

export type Counts = Readonly<Record<QuestionState, number>>;

export function stateOf(
  flag: Pick<Flag, 'fingerprint'>,
  mark: Pick<DecisionMark, 'fingerprint'> | null,
): QuestionState {
  if (mark === null) return 'open';
  return mark.fingerprint === flag.fingerprint ? 'decided' : 'reopened';
}

/** All questions in the order of the queue: by patient, then by topic. */
export function buildQueue(flags: readonly QueueFlag[], marks: readonly DecisionMark[]): QueueEntry[] {
  const byQuestion = new Map(marks.map((mark) => [questionKey(mark), mark]));
  const entries = flags.map((flag) => {
    const mark = byQuestion.get(questionKey(flag)) ?? null;
    return { flag, mark, state: stateOf(flag, mark) };
  });
  return entries.sort((a, b) => order(a.flag.patient, b.flag.patient) || order(a.flag.topic, b.flag.topic));
}

const questionKey = (of: { readonly patient: string; readonly topic: string }): string =>
  `${of.patient}\u0000${of.topic}`;
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

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
