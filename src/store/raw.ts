/**
 * The raw store: every version of every resource, as received. Newer versions win whatever the order of arrival; where
 * nothing tells versions apart, the later receipt wins.
 */
import type { FhirResource, ReceivedResource, ResourceKey } from '../domain.ts';
import { parseReference, subjectReference } from '../fhir.ts';
import { identifierRef, nameByIdentifier } from './identifiers.ts';
import { sha256 } from '../canonical.ts';
import { type Database, all, get, transaction } from './database.ts';
import { settleIdentities } from './identity.ts';
import { linksOf } from './links.ts';
import type { ResourceTable, Warehouse } from './schema.ts';

type Received = Omit<ReceivedResource, 'kind'>;

export interface StoreCounts {
  stored: number;
  unchanged: number;
}

interface Version {
  rid: number;
  hash: string;
  version_id: string | null;
  last_updated: string | null;
}

type Warehouse_ = Database<Warehouse>;

/** Stores a batch in one transaction. Counts: a version never seen before is `stored`, any other `unchanged`. */
export function storeResources(
  db: Warehouse_,
  batch: readonly Received[],
  origin: { source: string; seenAt: string },
): StoreCounts {
  const counts: StoreCounts = { stored: 0, unchanged: 0 };
  const statements = prepare(db);
  transaction(db, () => {
    for (const item of batch) counts[storeOne(statements, item, origin)]++;
  });
  return counts;
}

/** Statements of the hot path, compiled once a database. */
function prepare(db: Warehouse_) {
  const sql = db.sql;
  return {
    same: sql.prepare<[string, string, string], { rid: number; is_current: number }>(
      'select rid, is_current from resource where type = ? and id = ? and hash = ?',
    ),
    current: sql.prepare<[string, string], Version>(
      'select rid, hash, version_id, last_updated from resource where type = ? and id = ? and is_current = 1',
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
       values (@type, @id, @hash, @versionId, @lastUpdated, @body, @fullUrl, @subjectRef, @named,
               coalesce((select canonical from identity where id = @named), @named), @source, @request, @seenAt, @seenAt, @current)`,
    ),
    link: sql.prepare('insert or ignore into link (rid, type, id) values (?, ?, ?)'),
  };
}

function storeOne(
  statements: ReturnType<typeof prepare>,
  item: Received,
  origin: { source: string; seenAt: string },
): keyof StoreCounts {
  const { resource, raw } = item;
  const key: ResourceKey = { type: resource.resourceType, id: resource.id };
  const hash = sha256(raw);
  const meta = (resource['meta'] ?? {}) as { versionId?: string; lastUpdated?: string };
  const incoming = { version_id: meta.versionId ?? null, last_updated: meta.lastUpdated ?? null };
  const same = statements.same.get(key.type, key.id, hash);
  const current = statements.current.get(key.type, key.id);
  const wins =
    current === undefined
      ? isAlive(statements, key, incoming, origin.seenAt)
      : current.rid === same?.rid || !isNewer(current, incoming);
  if (wins && current !== undefined && current.rid !== same?.rid) statements.retire.run(current.rid);
  if (same) {
    statements.touch.run(origin.seenAt, item.fullUrl, same.rid);
    if (wins) statements.revive.run(same.rid);
    return 'unchanged';
  }
  const subjectRef = subjectReference(resource) ?? identifierRef(resource);
  const inserted = statements.insert.run({
    ...key,
    hash,
    versionId: incoming.version_id,
    lastUpdated: incoming.last_updated,
    body: raw,
    fullUrl: item.fullUrl,
    subjectRef,
    named: key.type === 'Patient' ? key.id : literalPatient(subjectRef),
    ...origin,
    request: item.request,
    current: wins ? 1 : 0,
  });
  for (const link of linksOf(resource)) statements.link.run(inserted.lastInsertRowid, link.type, link.id);
  return 'stored';
}

/**
 * Does a resource that is not current become so? Where the source deleted it, only by a version that is newer than that;
 * where it did not say when, by being received again. That lifts the tombstone.
 */
function isAlive(
  statements: ReturnType<typeof prepare>,
  { type, id }: ResourceKey,
  incoming: VersionInfo,
  seenAt: string,
): boolean {
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

type VersionInfo = Pick<Version, 'version_id' | 'last_updated'>;

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
export function assignPatients(db: Warehouse_): number {
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
export function resourcesOf(db: Warehouse_, patient: string): StoredResource[] {
  return resourcesBy(db, 'patient', patient);
}

/** The same of one record alone, whichever record its person is read under: those that name it themselves. */
export function resourcesNaming(db: Warehouse_, patient: string): StoredResource[] {
  return resourcesBy(db, 'named_patient', patient);
}

function resourcesBy(db: Warehouse_, column: 'patient' | 'named_patient', patient: string): StoredResource[] {
  const rows = db.sql
    .prepare<[string, string], { type: string; id: string; hash: string; body: string }>(
      `select type, id, hash, body from resource where ${column} = ? and is_current = 1
       union
       select t.type, t.id, t.hash, t.body from resource r join link l on l.rid = r.rid
         join resource t on t.id = l.id and t.is_current = 1 and (t.type = l.type or (l.type = '' and t.type in ('Medication', 'Binary')))
         where r.${column} = ? and r.is_current = 1
       order by type, id`,
    )
    .all(patient, patient);
  return rows.map(({ type, id, hash, body }) => ({
    type,
    id,
    hash,
    resource: withId(JSON.parse(body) as FhirResource, id),
  }));
}

/** A resource of a transaction bundle may carry no id of its own; it has the one that it was stored under. */
const withId = (resource: FhirResource, id: string): FhirResource =>
  resource.id === undefined ? { ...resource, id } : resource;

/** What stands for the content of a resource, without its text. */
export type ResourceStamp = Pick<StoredResource, 'type' | 'id' | 'hash'>;

/** The same resources as `resourcesOf`, without reading any of their texts: enough to see whether one changed. */
export function resourceStamps(db: Warehouse_, patient: string): ResourceStamp[] {
  return db.sql
    .prepare<[string, string], ResourceStamp>(
      `select type, id, hash from resource where patient = ? and is_current = 1
       union
       select t.type, t.id, t.hash from resource r join link l on l.rid = r.rid
         join resource t on t.id = l.id and t.is_current = 1 and (t.type = l.type or (l.type = '' and t.type in ('Medication', 'Binary')))
         where r.patient = ? and r.is_current = 1
       order by type, id`,
    )
    .all(patient, patient);
}

/** Content hash of a patient's current resources, by which stages see whether anything changed. */
export function resourcesHash(resources: readonly ResourceStamp[]): string {
  return sha256(resources.map((r) => `${r.type}/${r.id} ${r.hash}`).join('\n'));
}

/** Where the current version of a resource came from. */
export function currentVersion(
  db: Warehouse_,
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
