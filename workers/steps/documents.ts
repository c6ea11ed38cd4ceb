/** Raw resources -> notes, a patient at a time. */
import { type DocumentText, documentsOf } from '../../src/extractors/documents.ts';
import { notesOf } from '../../src/extractors/notes.ts';
import { binaryKey, keyText } from '../../src/fhir.ts';
import { replaceNotes } from '../../src/store/documents.ts';
import { type StoredResource, resourceStamps, resourcesHash, resourcesOf } from '../../src/store/raw.ts';
import { isUpToDate, markDone } from '../../src/store/stages.ts';
import { sha256 } from '../../src/canonical.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { type Write, eachPatient, patientItems } from './patients.ts';

/** Raised when the same bytes would become other text or other notes. */
const DOCUMENTS_VERSION = '1';

const TYPES: ReadonlySet<string> = new Set(['DocumentReference', 'DiagnosticReport', 'Composition', 'Binary']);

export const documentsStep: Step = {
  id: 'documents',
  batch: 50,
  items: patientItems,
  perform: (context, items, onDone) => eachPatient(context, items, onDone, readDocuments),
};

async function readDocuments(context: RunContext, patient: string): Promise<Write> {
  const stamps = resourceStamps(context.db, patient).filter((r) => TYPES.has(r.type));
  const inputHash = sha256(`${DOCUMENTS_VERSION} ${resourcesHash(stamps)}`);
  if (isUpToDate(context.db, 'documents', patient, inputHash)) return null;
  const resources = resourcesOf(context.db, patient).filter((r) => TYPES.has(r.type));
  const { notes, withoutText } = notesOf(patient, await allDocuments(resources));
  const rows = withoutText.map((d) => ({ ...d, resource: keyText(d.resource) }));
  return () => {
    replaceNotes(context.db, patient, notes, rows);
    markDone(context.db, 'documents', patient, inputHash);
  };
}

async function allDocuments(resources: readonly StoredResource[]): Promise<DocumentText[]> {
  const byKey = new Map(resources.map((r) => [keyText(r), r.resource]));
  const documents: DocumentText[] = [];
  for (const { resource } of resources) {
    if (resource.resourceType === 'Binary') continue;
    documents.push(...(await documentsOf(resource, (url) => byKey.get(keyText(binaryKey(url))) ?? null)));
  }
  return documents;
}
