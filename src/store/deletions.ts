/**
 * What a source holds no more. Only an explicit word takes a resource out of view: a deletion, a move to a patient who is
 * not read, a patient who left the group. Raw versions stay; that something is missing is reported, and changes nothing.
 */
import type { ReceivedDeleted, ResourceKey } from '../domain.ts';
import { type Database, transaction } from './database.ts';
import type { TombstoneTable, Warehouse } from './schema.ts';

type Db = Database<Warehouse>;

/** A deletion as received, or one that follows from a patient's leaving. */
export type Retired = Omit<ReceivedDeleted, 'kind' | 'reason'> & { readonly reason?: TombstoneTable['reason'] };

/**
 * Takes resources out of view and leaves a tombstone for each. Keys that are not held, or that were made again after the
 * deletion, are passed over. Gives how many went.
 */
export function retireResources(
  db: Db,
  retired: readonly Retired[],
  origin: { readonly source: string; readonly seenAt: string },
): number {
  const current = db.sql.prepare<
    [string, string],
    { rid: number; last_updated: string | null; patient: string | null }
  >('select rid, last_updated, named_patient as patient from resource where type = ? and id = ? and is_current = 1');
  // What it pointed to and could not be read is wanted no more.
  const settle = db.sql.prepare(
    'delete from own_range indexed by completeness_patient where patient = ? and source = ? and part = ?',
  );
  const retire = db.sql.prepare('update resource set is_current = 0 where rid = ?');
  const bury = db.sql.prepare(
    `insert into tombstone (type, id, at, source, reason, deleted_at, request)
     values (@type, @id, @seenAt, @source, @reason, @deletedAt, @request)
     on conflict do update set source = excluded.source, reason = excluded.reason, deleted_at = excluded.deleted_at,
       request = excluded.request, lifted_at = null`,
  );
  return transaction(db, () => {
    let count = 0;
    for (const { key, request, reason = 'deleted', deletedAt = null } of retired) {
      const held = current.get(key.type, key.id);
      if (!held || Date.parse(held.last_updated ?? '') > Date.parse(deletedAt ?? '')) continue;
      retire.run(held.rid);
      settle.run(held.patient ?? '', origin.source, `${key.type}/${key.id}`);
      bury.run({ ...key, ...origin, reason, deletedAt, request });
      count++;
    }
    return count;
  });
}

/** Takes everything of patients out of view who are in the source's group no more, and forgets how far they were read. */
export function leaveGroup(
  db: Db,
  patients: readonly string[],
  origin: { readonly source: string; readonly seenAt: string },
): void {
  const held = db.sql.prepare<[string, string], ResourceKey & { request: string }>(
    'select type, id, request from resource where named_patient = ? and source = ? and is_current = 1',
  );
  transaction(db, () => {
    for (const patient of patients) {
      const resources = held.all(patient, origin.source);
      const retired = resources.map(({ type, id, request }) => ({
        key: { type, id },
        request,
        reason: 'left_group' as const,
      }));
      retireResources(db, retired, origin);
      for (const table of ['own_mark', 'own_range'])
        db.sql.prepare(`delete from ${table} where source = ? and patient = ?`).run(origin.source, patient);
    }
  });
}

/**
 * After a complete view of everything in the source: marks what it holds no more, and gives how many. Nothing is retired:
 * absence is no deletion.
 */
export function markGone(db: Db, { source, seenAt }: { readonly source: string; readonly seenAt: string }): number {
  return db.sql
    .prepare(
      'update resource set gone_since = ? where source = ? and is_current = 1 and last_seen < ? and gone_since is null',
    )
    .run(seenAt, source, seenAt).changes;
}

export interface VolumeDrop {
  readonly type: string;
  readonly held: number;
  readonly seen: number;
}

/** Fewer than these are too few to speak of a drop. */
const ENOUGH = 20;

/** Types of which less than half of what is held was seen in a view that should have shown everything. */
export function volumeDrops(
  db: Db,
  { source, seenAt }: { readonly source: string; readonly seenAt: string },
): VolumeDrop[] {
  return db.sql
    .prepare<[string, string, number], VolumeDrop>(
      `select type, count(*) as held, sum(last_seen >= ?) as seen from resource where source = ? and is_current = 1
       group by type having held >= ? and seen * 2 < held order by type`,
    )
    .all(seenAt, source, ENOUGH);
}

/** Counts for the status: by reason, tombstones that stand; and what is gone without a word. */
export function goneSummary(db: Pick<Db, 'sql'>): { reason: string; resources: number }[] {
  return db.sql
    .prepare<[], { reason: string; resources: number }>(
      `select reason, count(distinct type || '/' || id) as resources from tombstone where lifted_at is null group by reason
       union all
       select 'gone from the source', count(*) from resource where is_current = 1 and gone_since is not null having count(*) > 0
       order by 1`,
    )
    .all();
}
