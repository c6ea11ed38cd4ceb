/** The content hash of all derived data: equal content, equal hash, however and how often it was made. */
import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import type { Warehouse } from './schema.ts';

/** Every derived table with its order; no run ids, no clock, no internal numbers. */
const DERIVED = [
  'select id, patient, date, kind, language, method, sources, hash from note order by id',
  'select patient, resource, attachment, reason, content_type, covered from document_without_text order by patient, resource, attachment',
  'select note, rules, body from annotation order by note',
  'select patient, position, kind, date, body from fact order by patient, position',
  'select patient, position, code, body from fact_problem order by patient, position',
  'select patient, hash from record order by patient',
  'select id, patient, topic, code, fingerprint, body from flag order by id',
  'select id, hash from study order by id',
  'select study, patient, eligible, excluded_by, body from cohort_row order by study, patient',
] as const;

/** SHA-256 (hex) over all derived rows. */
export function derivedHash(db: Pick<Database<Warehouse>, 'sql'>): string {
  const hash = createHash('sha256');
  for (const query of DERIVED) {
    hash.update(`${query}\n`);
    for (const row of db.sql.prepare(query).raw().iterate()) hash.update(`${JSON.stringify(row)}\n`);
  }
  return hash.digest('hex');
}
