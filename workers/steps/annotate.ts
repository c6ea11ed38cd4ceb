/** Notes -> annotations: only notes that these rules have not read yet. */
import { RULES_VERSION, annotate } from '../../src/nlp/annotate.ts';
import { annotatedNotes, hasUnreadNotes, notesOfPatient, putAnnotation } from '../../src/store/documents.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { type Write, eachPatient, patientItems } from './patients.ts';

export const annotateStep: Step = {
  id: 'annotate',
  batch: 50,
  items: patientItems,
  perform: (context, items, onDone) => eachPatient(context, items, onDone, annotatePatient),
};

function annotatePatient(context: RunContext, patient: string): Write {
  if (!hasUnreadNotes(context.db, patient, RULES_VERSION)) return null;
  const done = new Set(annotatedNotes(context.db, patient, RULES_VERSION));
  const due = notesOfPatient(context.db, patient).filter((note) => !done.has(note.id));
  const annotations = due.map(annotate);
  return () => {
    for (const annotation of annotations) putAnnotation(context.db, patient, annotation);
  };
}
