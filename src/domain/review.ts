/** What the rules ask, and what people decided. */
import type { Evidence } from './facts.ts';
import type { PatientId } from './raw.ts';
import type { PartialDate } from './time.ts';

/**
 * What a question is about, within one patient: `initial_diagnosis_date`, `crpc_date`, `gleason_initial`, `death_date`,
 * `metastasis:<site>`, `drug:<ingredient>`, `rlt_cycle:<date>`, `letter:<note>`. A patient and a topic identify a question for ever.
 */
export type Topic = string;

/** The value of a topic: a date, a score, a status; null = not known. */
export type TopicValue =
  | { readonly date: PartialDate | null }
  | { readonly primary: number | null; readonly secondary: number | null; readonly total: number }
  | { readonly status: string; readonly date?: PartialDate | null }
  | null;

export interface Flag {
  /** Hash of patient and topic: the same question keeps its id. */
  readonly id: string;
  readonly patient: PatientId;
  readonly topic: Topic;
  /** Why the rules ask: `gleason_conflict`, `date_conflict`, `uncertain_only`, `parts_do_not_add_up` … */
  readonly code: string;
  /** The question in words a physician understands. */
  readonly question: string;
  /** What the rules would take, were nobody to answer. */
  readonly proposal: TopicValue;
  readonly evidence: readonly Evidence[];
  /** Hash of the content of the evidence: the same evidence, found again, has the same fingerprint. */
  readonly fingerprint: string;
}

export type DecisionAction = 'confirm' | 'correct' | 'reject' | 'not_documented';

/** One row of the append-only log in review.db. A later decision on the same topic stands before an earlier one. */
export interface Decision {
  readonly seq: number;
  readonly id: string;
  readonly patient: PatientId;
  readonly topic: Topic;
  readonly action: DecisionAction;
  /** The value now in force: the proposal (confirm), the reviewer's (correct), null (reject, not documented). */
  readonly value: TopicValue;
  readonly comment: string | null;
  readonly by: string;
  readonly at: string;
  /** Fingerprint and copy of the evidence that the reviewer saw. */
  readonly fingerprint: string;
  readonly evidence: readonly Evidence[];
}
