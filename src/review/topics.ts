/** The topics that people decide on, as data: what each is called, what it means, and which answer it takes. */
import type { Topic } from '../domain.ts';

export type Choices = Readonly<Record<string, string>>;

export interface TopicForm {
  readonly id: string;
  readonly topic: RegExp;
  /** `{}` stands for what follows the colon of the topic. */
  readonly label: string;
  /** What counts and what does not, for the person who decides. */
  readonly definition: string;
  readonly answer: 'date' | 'gleason' | 'status';
  /** Of a status: permitted values and their words. */
  readonly choices?: Choices;
  /** No date belongs to the answer. */
  readonly undated?: true;
  /** What the three plain answers mean here, where the general words would mislead. */
  readonly means?: AnswerMeanings;
}

export type AnswerMeanings = Readonly<Record<'confirm' | 'reject' | 'not_documented', string>>;

const MEANINGS: AnswerMeanings = {
  confirm: 'the proposal is right',
  reject: 'the record says no, or the hit is false',
  not_documented: 'the record is silent',
};

/** What confirming, rejecting and "not documented" mean for a question of this topic. */
export function meaningsOf(topic: Topic): AnswerMeanings {
  return formOf(topic)?.means ?? MEANINGS;
}

export const TOPIC_FORMS: readonly TopicForm[] = [
  {
    id: 'initial_diagnosis_date',
    topic: /^initial_diagnosis_date$/,
    label: 'Date of initial diagnosis',
    definition:
      'When prostate cancer was first established. The date of the first histology stands before imaging and before the date of a letter.',
    answer: 'date',
  },
  {
    id: 'crpc_date',
    topic: /^crpc_date$/,
    label: 'Castration resistance since',
    definition:
      'When castration resistance was first stated or met. A statement with its date stands before a date worked out from PSA or therapy.',
    answer: 'date',
  },
  {
    id: 'death_date',
    topic: /^death_date$/,
    label: 'Date of death',
    definition: 'The day the patient died, from any cause. A month or a year is enough where the day is not known.',
    answer: 'date',
  },
  {
    id: 'gleason_initial',
    topic: /^gleason_initial$/,
    label: 'Gleason score at initial diagnosis',
    definition:
      'The score that stands for the tumour at diagnosis: of several cores the highest. Not a score of a metastasis, and none after therapy began.',
    answer: 'gleason',
  },
  {
    id: 'metastasis',
    topic: /^metastasis:/,
    label: 'Metastasis: {}',
    definition:
      'Present where imaging, histology or a physician says so without doubt. "Suspected" is uncertain; absent only where something says so.',
    answer: 'status',
    choices: { present: 'present', absent: 'absent', uncertain: 'uncertain', historical: 'earlier, no longer' },
  },
  {
    id: 'drug',
    topic: /^drug:/,
    label: 'Drug: {}',
    definition:
      'Given means at least one dose taken or administered. Recommended, considered or ordered is planned. Without a date the start stays unknown: where the record tells it, correct and enter it; a year is enough.',
    answer: 'status',
    choices: { given: 'given', planned: 'planned only', declined: 'declined' },
  },
  {
    id: 'rlt_cycle',
    topic: /^rlt_cycle:/,
    label: 'PSMA radioligand cycle, {}',
    definition:
      'A cycle counts on the day the activity was administered: not the admission, the discharge or the scan after therapy.',
    answer: 'status',
    choices: { given: 'given', planned: 'planned only', cancelled: 'cancelled' },
  },
  {
    id: 'letter',
    topic: /^letter:/,
    label: 'Whose letter?',
    definition:
      'The head of the letter names somebody else than the record. A slip of the pen is this patient; a letter that was filed or pasted wrongly is not, and nothing of it will count.',
    answer: 'status',
    choices: { another_patient: 'another patient', this_patient: 'this patient' },
    undated: true,
    means: {
      confirm: 'another patient’s: nothing of it counts',
      reject: 'this patient’s: the letter counts',
      not_documented: 'cannot be told: nothing of it counts',
    },
  },
];

/** The form of a topic, or null for a topic that this version does not know. */
export function formOf(topic: Topic): TopicForm | null {
  return TOPIC_FORMS.find((form) => form.topic.test(topic)) ?? null;
}

/** `metastasis:lymph_node` -> `Metastasis: lymph node`. */
export function topicLabel(topic: Topic): string {
  const detail = topic.slice(topic.indexOf(':') + 1).replaceAll('_', ' ');
  return formOf(topic)?.label.replace('{}', detail) ?? topic.replaceAll('_', ' ');
}
