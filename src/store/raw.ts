/**
 * The raw store: every version of every resource, as received. Newer versions win whatever the order of arrival; where
 * nothing tells versions apart, the later receipt wins.
 */
import type { FhirResource, ReceivedResource, ResourceKey } from '../domain.ts';
import { parseReference, subjectReference } from '../fhir.ts';
import { identifierRef, nameByIdentifier } from './identifiers.ts';
import { sha256 } from '../canonical.ts';
import { type Database, all, get, prepared, transaction } from './database.ts';
import { settleIdentities } from './identity.ts';
import { linksOf } from './links.ts';
import type { ResourceTable, Warehouse } from './schema.ts';

type Received = Omit<ReceivedResource, 'kind'>;

export interface StoreCounts {
  stored: number;
  unchanged: number;
}

interface VersionInfo {
  readonly version_id: string | null;
  readonly last_updated: string | null;
}
interface Version extends VersionInfo {
  readonly rid: number;
}

type Db = Database<Warehouse>;

interface Origin {
  readonly source: string;
  /** ISO 8601, by our clock. */
  readonly seenAt: string;
}

/** Stores a batch in one transaction. Counts: a version never seen before is `stored`, any other `unchanged`. */
export function storeResources(db: Db, batch: readonly Received[], origin: Origin): StoreCounts {
  const counts: StoreCounts = { stored: 0, unchanged: 0 };
  const statements = prepare(db);
  transaction(db, () => {
    for (const item of batch) counts[storeOne(statements, item, origin)]++;
  });
  return counts;
}

/** The statements of the hot path. */
function prepare(db: Db) {
  const sql = db.sql;
  return {
    same: sql.prepare<[string, string, string], { rid: number }>(
      'select rid from resource where type = ? and id = ? and hash = ?',
    ),
    current: sql.prepare<[string, string], Version>(
      'select rid, version_id, last_updated from resource where type = ? and id = ? and is_current = 1',
    ),
    touch: sql.prepare(
      'update resource set last_seen = ?, gone_since = null, full_url = coalesce(full_url, ?) where rid = ?',
    ),
    retire: sql.prepare('update resource set is_current = 0 where rid = ?'),
    revive: sql.prepare('update resource set is_current = 1 where rid = ?'),
    buried: sql.prepare<[string, string], { deleted_at: string | null }>(
      'select deleted_at from tombstone where type = ? and id = ? and lifted_at is null order by at desc limit 1',
    ),
    lift: sql.prepare('update tombstone set lifted_at = ? where type = ? and id = ? and lifted_at is null'),
    insert: sql.prepare(
      `insert into resource (type, id, hash, version_id, last_updated, body, full_url, subject_ref, named_patient, patient, source, request, first_seen, last_seen, is_current)
       values (@type, @id, @hash, @version_id, @last_updated, @body, @fullUrl, @subjectRef, @named,
               coalesce((select canonical from identity where id = @named), @named), @source, @request, @seenAt, @seenAt, @current)`,
    ),
    link: sql.prepare('insert or ignore into link (rid, type, id) values (?, ?, ?)'),
  };
}
type Statements = ReturnType<typeof prepare>;

/** A version that was held before is touched, and made current again where it wins; any other is written. */
function storeOne(statements: Statements, item: Received, origin: Origin): keyof StoreCounts {
  const key: ResourceKey = { type: item.resource.resourceType, id: item.resource.id };
  const hash = sha256(item.raw);
  const version = versionOf(item.resource);
  const same = statements.same.get(key.type, key.id, hash);
  const current = statements.current.get(key.type, key.id);
  const isCurrent = current !== undefined && current.rid === same?.rid;
  const wins = isCurrent || (current ? !isNewer(current, version) : isAlive(statements, key, version, origin.seenAt));
  if (wins && current && !isCurrent) statements.retire.run(current.rid);
  if (!same) {
    insert(statements, item, { ...origin, ...key, ...version, hash, current: wins ? 1 : 0 });
    return 'stored';
  }
  statements.touch.run(origin.seenAt, item.fullUrl, same.rid);
  if (wins) statements.revive.run(same.rid);
  return 'unchanged';
}

function versionOf(resource: FhirResource): VersionInfo {
  const meta = (resource['meta'] ?? {}) as { versionId?: string; lastUpdated?: string };
  return { version_id: meta.versionId ?? null, last_updated: meta.lastUpdated ?? null };
}

/** Writes a version with what it names: its patient, as far as the reference alone tells, and what it points to. */
function insert(
  statements: Statements,
  { resource, raw, fullUrl, request }: Received,
  row: Origin & ResourceKey & VersionInfo & { readonly hash: string; readonly current: 0 | 1 },
): void {
  const subjectRef = subjectReference(resource) ?? identifierRef(resource);
  const named = row.type === 'Patient' ? row.id : literalPatient(subjectRef);
  const { lastInsertRowid } = statements.insert.run({ ...row, body: raw, fullUrl, request, subjectRef, named });
  for (const link of linksOf(resource)) statements.link.run(lastInsertRowid, link.type, link.id);
}

/**
 * Does a resource that is not current become so? Where the source deleted it, only by a version that is newer than that;
 * where it did not say when, by being received again. That lifts the tombstone.
 */
function isAlive(statements: Statements, { type, id }: ResourceKey, incoming: VersionInfo, seenAt: string): boolean {
  const buried = statements.buried.get(type, id);
  if (!buried) return true;
  const deletion = { version_id: null, last_updated: buried.deleted_at };
  if (isNewer(deletion, incoming) || isSameTime(deletion, incoming)) return false;
  statements.lift.run(seenAt, type, id);
  return true;
}

function literalPatient(reference: string | null): string | null {
  const key = parseReference(reference ?? undefined);
  return key?.type === 'Patient' ? key.id : null;
}

/** Is `a` strictly newer than `b`? By lastUpdated, then by a numeric versionId; false where nothing tells. */
function isNewer(a: VersionInfo, b: VersionInfo): boolean {
  const [updatedA, updatedB] = [Date.parse(a.last_updated ?? ''), Date.parse(b.last_updated ?? '')];
  if (Number.isFinite(updatedA) && Number.isFinite(updatedB) && updatedA !== updatedB) return updatedA > updatedB;
  const [versionA, versionB] = [Number(a.version_id ?? NaN), Number(b.version_id ?? NaN)];
  return Number.isFinite(versionA) && Number.isFinite(versionB) && versionA > versionB;
}

const isSameTime = (a: VersionInfo, b: VersionInfo): boolean =>
  Date.parse(a.last_updated ?? '') === Date.parse(b.last_updated ?? '');

/**
 * Gives every resource its patient: subjects by `urn:uuid` are looked up among the patients' full URLs and ids, records
 * that were merged stand under their canonical one. Gives the number of current resources whose subject is not known.
 */
export function assignPatients(db: Db): number {
  return transaction(db, () => {
    db.sql
      .prepare(
        `update resource set named_patient = (
           select p.id from resource p where p.type = 'Patient' and p.is_current = 1
             and (p.full_url = resource.subject_ref or p.id = substr(resource.subject_ref, 10)) limit 1)
         where named_patient is null and subject_ref like 'urn:uuid:%'`,
      )
      .run();
    nameByIdentifier(db);
    db.sql
      .prepare(
        'update resource set patient = named_patient where patient is null and named_patient is not null and is_current = 1',
      )
      .run();
    settleIdentities(db);
    db.sql
      .prepare(
        `insert into patient (id)
         select distinct patient from resource where is_current = 1 and patient is not null
           and patient not in (select id from patient) order by patient`,
      )
      .run();
    const unknown = db.kysely
      .selectFrom('resource')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('is_current', '=', 1)
      .where('patient', 'is', null)
      .where('subject_ref', 'is not', null);
    return all(db, unknown)[0]?.n ?? 0;
  });
}

export interface StoredResource extends ResourceKey {
  readonly hash: string;
  readonly resource: FhirResource;
}

/** The current resources of a patient and what they link to (medications, binaries), ordered by type and id. */
export function resourcesOf(db: Db, patient: string): StoredResource[] {
  return resourcesBy(db, 'patient', patient);
}

/** The same of one record alone, whichever record its person is read under: those that name it themselves. */
export function resourcesNaming(db: Db, patient: string): StoredResource[] {
  return resourcesBy(db, 'named_patient', patient);
}

function resourcesBy(db: Db, column: PatientColumn, patient: string): StoredResource[] {
  const rows = prepared(db, readOf(column, 'body')).all(patient, patient) as (ResourceStamp & { body: string })[];
  return rows.map(({ type, id, hash, body }) => ({
    type,
    id,
    hash,
    resource: withId(JSON.parse(body) as FhirResource, id),
  }));
}

type PatientColumn = 'patient' | 'named_patient';

/** Text that reads the current resources of a patient and what they link to: type, id and hash, and `more` of each. */
function readOf(column: PatientColumn, ...more: readonly 'body'[]): string {
  const columns = (of: string): string => ['type', 'id', 'hash', ...more].map((name) => `${of}.${name}`).join(', ');
  return `select ${columns('r')} from resource r where r.${column} = ? and r.is_current = 1
    union
    select ${columns('t')} from resource r join link l on l.rid = r.rid
      join resource t on t.id = l.id and t.is_current = 1 and (t.type = l.type or (l.type = '' and t.type in ('Medication', 'Binary')))
      where r.${column} = ? and r.is_current = 1
    order by 1, 2`;
}

/** A resource of a transaction bundle may carry no id of its own; it has the one that it was stored under. */
const withId = (resource: FhirResource, id: string): FhirResource =>
  resource.id === undefined ? { ...resource, id } : resource;

/** What stands for the content of a resource, without its text. */
export type ResourceStamp = Pick<StoredResource, 'type' | 'id' | 'hash'>;

/** The same resources as `resourcesOf`, without reading any of their texts: enough to see whether one changed. */
export function resourceStamps(db: Db, patient: string): ResourceStamp[] {
  return prepared(db, readOf('patient')).all(patient, patient) as ResourceStamp[];
}

/** Content hash of a patient's current resources, by which stages see whether anything changed. */
export function resourcesHash(resources: readonly ResourceStamp[]): string {
  return sha256(resources.map((r) => `${r.type}/${r.id} ${r.hash}`).join('\n'));
}

/** The current version of a resource as a source gave it; null where none is held of it. */
export function heldResource(
  db: Db,
  source: string,
  { type, id }: ResourceKey,
): (FhirResource & { readonly id: string }) | null {
  const text = 'select body from resource where type = ? and id = ? and source = ? and is_current = 1';
  const body = prepared(db, text).pluck().get(type, id, source) as string | undefined;
  return body === undefined ? null : { ...(JSON.parse(body) as FhirResource), id };
}

/** Where the current version of a resource came from. */
export function currentVersion(
  db: Db,
  key: ResourceKey,
): Pick<ResourceTable, 'hash' | 'version_id' | 'first_seen' | 'request'> | undefined {
  return get(
    db,
    db.kysely
      .selectFrom('resource')
      .select(['hash', 'version_id', 'first_seen', 'request'])
      .where('type', '=', key.type)
      .where('id', '=', key.id)
      .where('is_current', '=', 1),
  );
}
