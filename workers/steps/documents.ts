/** Raw resources -> notes, a patient at a time. */
import { type DocumentText, documentsOf } from '../../src/extractors/documents.ts';
import { notesOf } from '../../src/extractors/notes.ts';
import { binaryKey, keyText } from '../../src/fhir.ts';
import { replaceNotes } from '../../src/store/documents.ts';
import { type StoredResource, resourceStamps, resourcesHash, resourcesOf } from '../../src/store/raw.ts';
import { sha256 } from '../../src/canonical.ts';
import type { Step } from '../step.ts';
import { type PatientStage, dueItems, performStage } from './patients.ts';

/** Raised when the same bytes would become other text or other notes. */
const DOCUMENTS_VERSION = '1';

const TYPES: ReadonlySet<string> = new Set(['DocumentReference', 'DiagnosticReport', 'Composition', 'Binary']);

const DOCUMENTS: PatientStage = {
  stage: 'documents',
  seenOf: (_context, { raw }) => `${DOCUMENTS_VERSION} ${raw}`,
  inputHash: ({ db }, { id }) => {
    const stamps = resourceStamps(db, id).filter((r) => TYPES.has(r.type));
    return sha256(`${DOCUMENTS_VERSION} ${resourcesHash(stamps)}`);
  },
  work: async ({ db }, { id }) => {
    const resources = resourcesOf(db, id).filter((r) => TYPES.has(r.type));
    const { notes, withoutText } = notesOf(id, await allDocuments(resources));
    const rows = withoutText.map((d) => ({ ...d, resource: keyText(d.resource) }));
    return () => replaceNotes(db, id, notes, rows);
  },
};

export const documentsStep: Step = {
  id: 'documents',
  batch: 50,
  items: (context) => dueItems(context, DOCUMENTS),
  perform: (context, items, onDone) => performStage(context, items, onDone, DOCUMENTS),
};

async function allDocuments(resources: readonly StoredResource[]): Promise<DocumentText[]> {
  const byKey = new Map(resources.map((r) => [keyText(r), r.resource]));
  const documents: DocumentText[] = [];
  for (const { resource } of resources) {
    if (resource.resourceType === 'Binary') continue;
    documents.push(...(await documentsOf(resource, (url) => byKey.get(keyText(binaryKey(url))) ?? null)));
  }
  return documents;
}
