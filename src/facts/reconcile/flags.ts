/** Questions to people. */
import { sha256, shortId } from '../../canonical.ts';
import type { Evidence, Fact, Flag, PatientId, Topic, TopicValue } from '../../domain.ts';
import { evidenceOf } from './choose.ts';
import { evidenceKey, factKey } from './normalise.ts';

/** A question before it is known whether somebody has answered it. */
export interface Question {
  readonly topic: Topic;
  readonly code: string;
  readonly question: string;
  readonly proposal: TopicValue;
  /** What is in dispute, to be shown. */
  readonly facts: readonly Fact[];
  /** Shown beside the facts' own: what a value was worked out from. */
  readonly evidence?: readonly Evidence[];
}

/** Same topic and same content of the evidence give the same fingerprint. */
export function fingerprintOf(topic: Topic, facts: readonly Fact[]): string {
  return sha256([topic, ...[...new Set(facts.map(factKey))].sort()].join('\n'));
}

/** `topicFacts`: everything the topic rests on, which may be more than what is in dispute. */
export function flagOf(
  patient: PatientId,
  { topic, code, question, proposal, facts, evidence = [] }: Question,
  topicFacts: readonly Fact[],
): Flag {
  return {
    id: shortId(patient, topic),
    patient,
    topic,
    code,
    question,
    proposal,
    evidence: distinct([...evidenceOf(facts), ...evidence]),
    fingerprint: fingerprintOf(topic, topicFacts),
  };
}

/** The same words or codes once, wherever else they were copied to; the first place stays. */
function distinct(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((e) => {
    const key = `${evidenceKey(e)} ${e.source === 'note' ? (e.date ?? '') : ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
