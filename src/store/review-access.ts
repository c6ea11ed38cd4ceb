/** The access log of the review page: who saw which patient, question and note, and when. Append-only. */
import { all, run } from './database.ts';
import type { ReviewDb } from './review-db.ts';
import type { AccessTable } from './review-schema.ts';

export type Access = Omit<AccessTable, 'seq'>;

/** Enters who saw what, and when (ISO 8601). */
export function logAccess(db: ReviewDb, access: Pick<Access, 'at' | 'reviewer' | 'what'> & Partial<Access>): void {
  run(db, db.kysely.insertInto('access').values({ seq: null, patient: null, flag: null, note: null, ...access }));
}

/** The log, oldest first: of one patient ("who saw this patient") or of one reviewer ("what did this person see"). */
export function accessLog(db: ReviewDb, of: { patient: string } | { reviewer: string }): Access[] {
  const columns = ['at', 'reviewer', 'what', 'patient', 'flag', 'note'] as const;
  const log = db.kysely.selectFrom('access').select(columns).orderBy('seq');
  return all(db, 'patient' in of ? log.where('patient', '=', of.patient) : log.where('reviewer', '=', of.reviewer));
}
