/** Notes -> annotations: only notes that these rules have not read yet. */
import { sha256 } from '../../src/canonical.ts';
import { RULES_VERSION, annotate } from '../../src/nlp/annotate.ts';
import { annotatedNotes, noteHashes, notesOfPatient, putAnnotation } from '../../src/store/documents.ts';
import type { Step } from '../step.ts';
import { type PatientStage, dueItems, performStage } from './patients.ts';

const ANNOTATE: PatientStage = {
  stage: 'annotate',
  seenOf: (_context, { notes }) => `${RULES_VERSION} ${notes}`,
  inputHash: ({ db }, { id }) => {
    const notes = noteHashes(db, id).map((note) => `${note.id} ${note.hash}`);
    return sha256(`${RULES_VERSION} ${notes.join('\n')}`);
  },
  work: ({ db }, { id }) => {
    const done = new Set(annotatedNotes(db, id, RULES_VERSION));
    const annotations = notesOfPatient(db, id)
      .filter((note) => !done.has(note.id))
      .map(annotate);
    return () => {
      for (const annotation of annotations) putAnnotation(db, id, annotation);
    };
  },
};

export const annotateStep: Step = {
  id: 'annotate',
  batch: 50,
  items: (context) => dueItems(context, ANNOTATE),
  perform: (context, items, onDone) => performStage(context, items, onDone, ANNOTATE),
};
