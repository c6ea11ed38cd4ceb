/**
 * Facts and people's decisions -> what is known of one patient. Written rules choose (reconcile/rules.ts); all evidence
 * for and against stays; where an answer of a person could change a value, a flag asks.
 */
import { imputeDay } from '../calendar.ts';
import type { Decision, Fact, FactKind, FactOf, PatientId, Topic } from '../domain.ts';
import { reconcileResistance } from './reconcile/castration-resistance.ts';
import { reconcileCycles } from './reconcile/cycles.ts';
import { inForce, openQuestions } from './reconcile/decisions.ts';
import { reconcileDiagnosis } from './reconcile/diagnosis.ts';
import { reconcileDrugs } from './reconcile/drugs.ts';
import { flagOf } from './reconcile/flags.ts';
import { reconcileGleason } from './reconcile/gleason.ts';
import { historyOf } from './reconcile/history.ts';
import { reconcileMetastases } from './reconcile/metastases.ts';
import { normaliseFacts } from './reconcile/normalise.ts';
import { reconcilePsa } from './reconcile/psa.ts';
import { withoutOthers } from './reconcile/subject.ts';
import { factsOfTopic } from './reconcile/topics.ts';
import { activityOf, birthOf, contactAfter, firstSeenOf, reconcileDeath, sexOf } from './reconcile/vital.ts';
import type { PatientRecord } from './record.ts';

/** Raised when the same facts and decisions would give another record. */
export const FACTS_VERSION = '2';

/** The facts without those of letters that are held back: what may be shown and exported as this patient's. */
export function countedFacts(facts: readonly Fact[], decisions: readonly Decision[]): Fact[] {
  return withoutOthers(facts, inForce(decisions)).own;
}

/**
 * All facts of one patient, in any order, and all decisions on him. The same content gives the same record, however the
 * facts are ordered or repeated. Throws nothing; facts of several patients must not be mixed. `patient` has to be named only where
 * there may be no fact of him at all.
 */
export function reconcile(
  facts: readonly Fact[],
  decisions: readonly Decision[],
  patient: PatientId = facts[0]?.patient ?? decisions[0]?.patient ?? '',
): PatientRecord {
  const decided = inForce(decisions);
  const { own, questions: onLetters, held } = withoutOthers(facts, decided);
  const all = normaliseFacts(own);
  const of = <K extends FactKind>(kind: K): FactOf<K>[] => all.filter((fact): fact is FactOf<K> => fact.kind === kind);
  const { rlt, questions: onCycles } = reconcileCycles(of('rlt_cycle'), [...decided.values()]);
  const firstRlt = rlt.first === null ? null : imputeDay(rlt.first.value);
  const { drugs, questions: onDrugs } = reconcileDrugs(of('drug'), decided, firstRlt);
  const psa = reconcilePsa(of('psa'));
  const resistance = reconcileResistance(
    of('castration_resistance'),
    { drugs, psa, firstRlt },
    decided.get('crpc_date'),
  );
  const implying = [...of('castration_resistance').filter((fact) => fact.status === 'present'), ...of('gleason')];
  const dx = reconcileDiagnosis(of('diagnosis'), implying, all, decided.get('initial_diagnosis_date'));
  const gleason = reconcileGleason(of('gleason'), dx.diagnosis?.date?.value ?? null, decided.get('gleason_initial'));
  const sites = reconcileMetastases(of('metastasis'), decided, firstRlt);
  const activity = activityOf(all);
  const lastSeen = activity.findLast(({ date }) => date.length === 10)?.date ?? null;
  const death = reconcileDeath(of('death'), decided.get('death_date'), lastSeen);
  const asked = [dx, resistance, gleason, sites, death].flatMap(({ questions }) => questions);
  const questions = openQuestions([...onLetters, ...asked, ...onCycles, ...onDrugs], decided, (topic) =>
    factsOfTopic(topic, all),
  );
  return {
    patient,
    birth: birthOf(of('birth')),
    sex: sexOf(of('sex')),
    death: death.death,
    firstSeen: firstSeenOf(all),
    activity,
    diagnosis: dx.diagnosis,
    castrationResistance: resistance.castrationResistance,
    gleason: gleason.gleason,
    metastases: sites.metastases,
    rlt,
    drugs,
    psa,
    therapyHistory: historyOf(of('therapy_history')),
    flags: questions.map((question) => flagOf(patient, question, factsOfTopic(question.topic, all))),
    decided: [...decided.keys()].sort() satisfies Topic[],
    qa: [
      ...(contactAfter(death.death?.date.value ?? null, lastSeen) ? (['activity_after_death'] as const) : []),
      ...(held ? (['letter_held_back'] as const) : []),
    ],
  };
}
