/**
 * Facts and people's decisions -> what is known of one patient. Written rules choose (reconcile/rules.ts); all evidence
 * for and against stays; where an answer of a person could change a value, a flag asks.
 */
import { imputeDay } from '../calendar.ts';
import type { DayDate, Decision, Fact, FactKind, FactOf, PatientId, Topic } from '../domain.ts';
import { reconcileResistance } from './reconcile/castration-resistance.ts';
import { reconcileCycles } from './reconcile/cycles.ts';
import { inForce, openQuestions } from './reconcile/decisions.ts';
import { reconcileDiagnosis } from './reconcile/diagnosis.ts';
import { reconcileDrugs } from './reconcile/drugs.ts';
import { type Question, flagOf } from './reconcile/flags.ts';
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
  const therapy = therapyOf(all, decided);
  const disease = diseaseOf(all, decided, therapy);
  const life = lifeOf(all, decided);
  const asked = [...onLetters, ...therapy.questions, ...disease.questions, ...life.questions];
  const questions = openQuestions(asked, decided, (topic) => factsOfTopic(topic, all));
  return {
    patient,
    ...life.record,
    ...disease.record,
    ...therapy.record,
    flags: questions.map((question) => flagOf(patient, question, factsOfTopic(question.topic, all))),
    decided: [...decided.keys()].sort() satisfies Topic[],
    qa: [
      ...(life.isContradicted ? (['activity_after_death'] as const) : []),
      ...(held ? (['letter_held_back'] as const) : []),
    ],
  };
}

type Decided = ReadonlyMap<Topic, Decision>;

const ofKind = <K extends FactKind>(facts: readonly Fact[], kind: K): FactOf<K>[] =>
  facts.filter((fact): fact is FactOf<K> => fact.kind === kind);

interface Therapy {
  readonly record: Pick<PatientRecord, 'rlt' | 'drugs' | 'psa' | 'therapyHistory'>;
  /** First PSMA-RLT cycle, against which undated statements are asked. */
  readonly firstRlt: DayDate | null;
  readonly questions: readonly Question[];
}

/** What was given, and the PSA under it. */
function therapyOf(all: readonly Fact[], decided: Decided): Therapy {
  const { rlt, questions: onCycles } = reconcileCycles(ofKind(all, 'rlt_cycle'), [...decided.values()]);
  const firstRlt = rlt.first === null ? null : imputeDay(rlt.first.value);
  const { drugs, questions: onDrugs } = reconcileDrugs(ofKind(all, 'drug'), decided, firstRlt);
  const psa = reconcilePsa(ofKind(all, 'psa'));
  const therapyHistory = historyOf(ofKind(all, 'therapy_history'));
  return { record: { rlt, drugs, psa, therapyHistory }, firstRlt, questions: [...onCycles, ...onDrugs] };
}

/** The disease: since when, how it looked, where it went, and since when castration does not hold it. */
function diseaseOf(all: readonly Fact[], decided: Decided, { record: { drugs, psa }, firstRlt }: Therapy) {
  const onResistance = ofKind(all, 'castration_resistance');
  const scores = ofKind(all, 'gleason');
  const background = { drugs, psa, firstRlt };
  const resistance = reconcileResistance(onResistance, background, decided.get('crpc_date'));
  const implying = [...onResistance.filter((fact) => fact.status === 'present'), ...scores];
  const ofDiagnosis = ofKind(all, 'diagnosis');
  const { diagnosis, ...dx } = reconcileDiagnosis(ofDiagnosis, implying, all, decided.get('initial_diagnosis_date'));
  const score = reconcileGleason(scores, diagnosis?.date?.value ?? null, decided.get('gleason_initial'));
  const sites = reconcileMetastases(ofKind(all, 'metastasis'), decided, firstRlt);
  return {
    record: {
      diagnosis,
      castrationResistance: resistance.castrationResistance,
      gleason: score.gleason,
      metastases: sites.metastases,
    },
    questions: [dx, resistance, score, sites].flatMap(({ questions }) => questions),
  };
}

/** Birth, sex, contacts and death. */
function lifeOf(all: readonly Fact[], decided: Decided) {
  const activity = activityOf(all);
  const lastSeen = activity.findLast(({ date }) => date.length === 10)?.date ?? null;
  const { death, questions } = reconcileDeath(ofKind(all, 'death'), decided.get('death_date'), lastSeen);
  const [birth, sex] = [birthOf(ofKind(all, 'birth')), sexOf(ofKind(all, 'sex'))];
  const isContradicted = contactAfter(death?.date.value ?? null, lastSeen);
  return { record: { birth, sex, death, firstSeen: firstSeenOf(all), activity }, questions, isContradicted };
}
