/** Resources, annotations and decisions -> facts, patient record and flags. */
import type { Decision, PatientId } from '../../src/domain.ts';
import { noteFacts } from '../../src/facts/from-note.ts';
import { identityProblems, mergeDecisions } from '../../src/facts/identity.ts';
import { FACTS_VERSION, countedFacts, reconcile } from '../../src/facts/reconcile.ts';
import { otherSubjects } from '../../src/facts/subject.ts';
import { structuredFacts } from '../../src/facts/structured.ts';
import { RULES_VERSION } from '../../src/nlp/annotate.ts';
import { replaceDerived } from '../../src/store/derived.ts';
import { annotatedNotes, annotationsOf, notesOfPatient } from '../../src/store/documents.ts';
import { recordsOf } from '../../src/store/identity.ts';
import { resourceStamps, resourcesHash, resourcesOf } from '../../src/store/raw.ts';
import type { PatientState } from '../../src/store/stages.ts';
import { contentHash } from '../../src/canonical.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { type PatientStage, dueItems, performStage } from './patients.ts';

const FACTS: PatientStage = {
  stage: 'facts',
  seenOf: (context, { id, raw, notes, annotations }) => {
    const made = decisionsOf(context, id);
    const decided = made.length > 0 ? contentHash(made) : '-';
    return [FACTS_VERSION, RULES_VERSION, raw, notes, annotations, decided].join(' ');
  },
  inputHash: (context, { id }) => {
    const { decisions, conflicts } = mergeDecisions(id, decisionsOf(context, id));
    const versions = { facts: FACTS_VERSION, rules: RULES_VERSION };
    const stamps = resourcesHash(resourceStamps(context.db, id));
    return contentHash([versions, stamps, annotatedNotes(context.db, id, RULES_VERSION), [decisions, conflicts]]);
  },
  work: buildPatient,
};

export const factsStep: Step = {
  id: 'facts',
  batch: 50,
  items: (context) => dueItems(context, FACTS),
  perform: (context, items, onDone) => performStage(context, items, onDone, FACTS),
};

/** What people decided of a patient, under any of his records. */
function decisionsOf({ db, decisions }: RunContext, patient: PatientId): Decision[] {
  if (decisions.size === 0) return [];
  return recordsOf(db, patient).flatMap((record) => decisions.get(record) ?? []);
}

function buildPatient(context: RunContext, { id: patient }: PatientState): () => void {
  const { db } = context;
  const { decisions, conflicts } = mergeDecisions(patient, decisionsOf(context, patient));
  const annotations = annotationsOf(db, patient, RULES_VERSION);
  const resources = resourcesOf(db, patient).map(({ resource }) => resource);
  const structured = structuredFacts(patient, resources);
  const problems = [...structured.problems, ...identityProblems(resources), ...conflicts];
  const notes = notesOfPatient(db, patient);
  const fromNotes = notes.flatMap((note) => {
    const annotation = annotations.get(note.id);
    return annotation ? noteFacts(note, annotation) : [];
  });
  const facts = [...structured.facts, ...fromNotes, ...otherSubjects(patient, resources, notes)];
  const record = reconcile(facts, decisions, patient);
  const derived = { patient, facts: countedFacts(facts, decisions), problems, record, flags: record.flags };
  return () => replaceDerived(db, derived);
}
