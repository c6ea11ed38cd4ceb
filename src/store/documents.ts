/** Notes, documents that gave no text, and annotations: written a patient at a time, replaced as a whole. */
import type { Annotation, Note, PatientId } from '../domain.ts';
import { contentHash } from '../canonical.ts';
import { type Database, all, get, run } from './database.ts';
import type { NoteTable, Warehouse } from './schema.ts';

type Db = Database<Warehouse>;

export interface DocumentWithoutText {
  readonly resource: string;
  /** Position among the resource's attachments; null for a narrative. */
  readonly attachment: number | null;
  readonly reason: string;
  readonly contentType: string | null;
  /** Another rendition of the same document gave text. */
  readonly covered: boolean;
}

/** Replaces a patient's notes; annotations of notes that are gone, or read differently now, go with them. */
export function replaceNotes(
  db: Db,
  patient: PatientId,
  notes: readonly Note[],
  withoutText: readonly DocumentWithoutText[],
): void {
  const before = new Map(noteHashes(db, patient).map((n) => [n.id, n.hash]));
  const rows = notes.map(toRow);
  const kept = new Set(rows.filter((row) => before.get(row.id) === row.hash).map((row) => row.id));
  const stale = [...before.keys()].filter((id) => !kept.has(id));
  for (const id of stale) {
    run(db, db.kysely.deleteFrom('note').where('id', '=', id));
    run(db, db.kysely.deleteFrom('annotation').where('note', '=', id));
  }
  for (const row of rows) if (!kept.has(row.id)) run(db, db.kysely.insertInto('note').values(row));
  run(db, db.kysely.deleteFrom('document_without_text').where('patient', '=', patient));
  for (const { resource, attachment, reason, contentType, covered } of withoutText) {
    const row = {
      patient,
      resource,
      attachment: attachment ?? -1,
      reason,
      content_type: contentType,
      covered: covered ? 1 : 0,
    };
    run(db, db.kysely.insertInto('document_without_text').values(row));
  }
}

function toRow(note: Note): NoteTable {
  const { sources, ...rest } = note;
  return { ...rest, sources: JSON.stringify(sources), hash: contentHash(note) };
}

function fromRow({ hash: _hash, ...row }: NoteTable): Note {
  return { ...row, sources: JSON.parse(row.sources) as Note['sources'] } as Note;
}

/** Content hashes of a patient's notes, by id. */
export function noteHashes(db: Db, patient: PatientId): { id: string; hash: string }[] {
  return all(db, db.kysely.selectFrom('note').select(['id', 'hash']).where('patient', '=', patient).orderBy('id'));
}

/** The notes of a patient, by id. */
export function notesOfPatient(db: Db, patient: PatientId): Note[] {
  return all(db, db.kysely.selectFrom('note').selectAll().where('patient', '=', patient).orderBy('id')).map(fromRow);
}

/** One note with its text. */
export function noteById(db: Db, id: string): Note | undefined {
  const row = get(db, db.kysely.selectFrom('note').selectAll().where('id', '=', id));
  return row && fromRow(row);
}

/** Documents of which no rendition gave text, by reason. */
export function documentsWithoutText(db: Db): { reason: string; documents: number }[] {
  return all(
    db,
    db.kysely
      .selectFrom('document_without_text')
      .select((e) => ['reason', e.fn.countAll<number>().as('documents')])
      .where('covered', '=', 0)
      .groupBy('reason')
      .orderBy('reason'),
  );
}

/** Ids of a patient's notes that these rules have read, sorted. */
export function annotatedNotes(db: Db, patient: PatientId, rules: string): string[] {
  const read = db.kysely.selectFrom('annotation').select('note').where('patient', '=', patient);
  return all(db, read.where('rules', '=', rules).orderBy('note')).map(({ note }) => note);
}

/** Annotations of a patient made by these rules, by note id. Those of other rules are due again. */
export function annotationsOf(db: Db, patient: PatientId, rules: string): Map<string, Annotation> {
  const rows = all(
    db,
    db.kysely
      .selectFrom('annotation')
      .select(['note', 'body'])
      .where('patient', '=', patient)
      .where('rules', '=', rules),
  );
  return new Map(rows.map((row) => [row.note, JSON.parse(row.body) as Annotation]));
}

/** Keeps what was read in a note, in place of what was read before. */
export function putAnnotation(db: Db, patient: PatientId, annotation: Annotation): void {
  const row = { note: annotation.id, patient, rules: annotation.rules, body: JSON.stringify(annotation) };
  run(
    db,
    db.kysely
      .insertInto('annotation')
      .values(row)
      .onConflict((c) => c.column('note').doUpdateSet(row)),
  );
}
