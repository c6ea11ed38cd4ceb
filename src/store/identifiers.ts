/**
 * Subjects that are named by an identifier alone (`subject.identifier`). They are resolved where exactly one patient bears
 * it: same system, same value. Anything less would be a guess at whose record it is.
 */
import type { FhirResource, PatientId } from '../domain.ts';
import { subjectIdentifier } from '../fhir.ts';
import type { Database } from './database.ts';
import { canonicalIds } from './identity.ts';
import type { Warehouse } from './schema.ts';

const PREFIX = 'identifier:';

/** What stands for a reference where a resource names its patient by an identifier alone; null where it does not. */
export function identifierRef(resource: FhirResource): string | null {
  const identifier = subjectIdentifier(resource);
  return identifier && refOf(identifier.system, identifier.value);
}

const refOf = (system: string, value: string): string => `${PREFIX}${system}|${value}`;

/**
 * Gives each resource whose patient is known by an identifier alone the one person who bears it: of several records that
 * are merged into one, that one. Those that hang on a merger are decided anew, since it may have been taken back.
 */
export function nameByIdentifier(db: Database<Warehouse>): void {
  db.sql
    .prepare(
      `update resource set named_patient = null, patient = null where is_current = 1 and substr(subject_ref, 1, 11) = ?
         and named_patient in (select id from identity union select canonical from identity)`,
    )
    .run(PREFIX);
  const open = db.sql
    .prepare<[string], string>(
      `select distinct subject_ref from resource
       where named_patient is null and is_current = 1 and substr(subject_ref, 1, 11) = ?`,
    )
    .pluck()
    .all(PREFIX);
  if (open.length === 0) return;
  const bearers = bearersOf(db);
  const merged = canonicalIds(db);
  const name = db.sql.prepare(
    'update resource set named_patient = ? where named_patient is null and is_current = 1 and subject_ref = ?',
  );
  for (const ref of open) {
    const records = [...(bearers.get(ref) ?? [])];
    const [patient, ...others] = new Set(records.length > 1 ? records.map((id) => merged.get(id) ?? id) : records);
    if (patient !== undefined && others.length === 0) name.run(patient, ref);
  }
}

/** Who bears each identifier. */
function bearersOf(db: Pick<Database<Warehouse>, 'sql'>): Map<string, Set<PatientId>> {
  const rows = db.sql
    .prepare<[], { id: PatientId; system: string; value: string }>(
      `select p.id as id, json_extract(i.value, '$.system') as system, json_extract(i.value, '$.value') as value
       from resource p, json_each(p.body, '$.identifier') i
       where p.type = 'Patient' and p.is_current = 1 and json_type(p.body, '$.identifier') = 'array' and i.type = 'object'`,
    )
    .all();
  const bearers = new Map<string, Set<PatientId>>();
  for (const { id, system, value } of rows) {
    if (typeof system !== 'string' || typeof value !== 'string') continue;
    const ref = refOf(system, value);
    bearers.set(ref, (bearers.get(ref) ?? new Set()).add(id));
  }
  return bearers;
}
