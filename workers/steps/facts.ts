/** Resources, annotations and decisions -> facts, patient record and flags. */
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
import { isUpToDate, markDone } from '../../src/store/stages.ts';
import { contentHash } from '../../src/canonical.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { type Write, eachPatient, patientItems } from './patients.ts';

export const factsStep: Step = {
  id: 'facts',
  batch: 50,
  items: patientItems,
  perform: (context, items, onDone) => eachPatient(context, items, onDone, buildPatient),
};

function buildPatient(context: RunContext, patient: string): Write {
  const { db } = context;
  const made = recordsOf(db, patient).flatMap((record) => context.decisions.get(record) ?? []);
  const { decisions, conflicts } = mergeDecisions(patient, made);
  const versions = { facts: FACTS_VERSION, rules: RULES_VERSION };
  const inputHash = contentHash([
    versions,
    resourcesHash(resourceStamps(db, patient)),
    annotatedNotes(db, patient, RULES_VERSION),
    [decisions, conflicts],
  ]);
  if (isUpToDate(db, 'facts', patient, inputHash)) return null;
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
  return () => {
    replaceDerived(db, { patient, facts: countedFacts(facts, decisions), problems, record, flags: record.flags });
    markDone(db, 'facts', patient, inputHash);
  };
}
