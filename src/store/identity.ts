/**
 * Which patient records stand for the same person (`Patient.link`). Each group has one canonical record; everything of the
 * others is read as his. Computed anew from the current records, so that a link taken back undoes it.
 */
import type { FhirResource, PatientId } from '../domain.ts';
import { ownPath, parseReference, type PersonLink, personLinks } from '../fhir.ts';
import { type Database, all, prepared } from './database.ts';
import type { Warehouse } from './schema.ts';

type Db = Database<Warehouse>;

interface PatientNode {
  readonly id: PatientId;
  /** 0 = in use; 1 = points to a better record, or inactive; 2 = replaced by another. */
  rank: number;
}

/** Recomputes the groups and gives every resource of a record whose group changed its canonical patient. */
export function settleIdentities(db: Db): void {
  const before = new Map(all(db, db.kysely.selectFrom('identity').selectAll()).map((row) => [row.id, row.canonical]));
  const now = canonicalIds(db);
  const move = db.sql.prepare('update resource set patient = ? where named_patient = ? and patient is not ?');
  const put = db.sql.prepare('insert or replace into identity (id, canonical) values (?, ?)');
  const drop = db.sql.prepare('delete from identity where id = ?');
  for (const [id, canonical] of now) {
    put.run(id, canonical);
    move.run(canonical, id, canonical);
  }
  for (const id of before.keys()) {
    if (now.has(id)) continue;
    drop.run(id);
    move.run(id, id, id);
  }
}

/** All records of the person, the canonical one among them; `[patient]` where there is one alone. */
export function recordsOf(db: Pick<Db, 'sql'>, patient: PatientId): PatientId[] {
  const rows = prepared(db, 'select id from identity where canonical = ?').all(patient) as { id: PatientId }[];
  return [patient, ...rows.map((row) => row.id)].sort();
}

/** The canonical record of each one that has another, by the records as they stand. */
export function canonicalIds(db: Pick<Db, 'sql'>): Map<PatientId, PatientId> {
  const rows = db.sql
    .prepare<[], { id: string; source: string; body: string }>(
      `select id, source, body from resource where type = 'Patient' and is_current = 1 and instr(body, '"link"') > 0 order by id`,
    )
    .all();
  const groups = new Groups();
  const held = db.sql.prepare<[string], { id: string }>(
    `select id from resource where type = 'Patient' and is_current = 1 and id = ?`,
  );
  const byUrl = db.sql.prepare<[string], { id: string }>(
    `select id from resource where full_url = ? and type = 'Patient' and is_current = 1`,
  );
  const isElsewhere = elsewhere(db);
  for (const { id, source, body } of rows) {
    const patient = JSON.parse(body) as FhirResource;
    for (const { type, reference } of personLinks(patient)) {
      const linked = isElsewhere(reference, source) ? null : linkedRecord(reference, source);
      const named = byUrl.get(reference)?.id ?? linked;
      if (named === null || named === id) continue;
      groups.link(id, named, type, held.get(named) !== undefined);
    }
    if (patient['active'] === false) groups.node(id).rank ||= 1;
  }
  return groups.canonical();
}

/** Tells a link to another server where the full URLs of a folder's patients say from which one the folder comes. */
function elsewhere(db: Pick<Db, 'sql'>): (reference: string, source: string) => boolean {
  const count = db.sql.prepare<[string, string], { told: number; own: number }>(
    `select count(*) as told, coalesce(sum(instr(full_url, ?) > 0), 0) as own from resource
     where type = 'Patient' and source = ? and is_current = 1 and full_url like 'http%'`,
  );
  const found = new Map<string, boolean>();
  return (reference, source) => {
    const base = /^https?:(\/\/.+\/)Patient\/[^/]+$/i.exec(reference)?.[1];
    if (base === undefined || /^https?:/i.test(source)) return false;
    const key = `${source} ${base}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const { told = 0, own = 0 } = count.get(base, source) ?? {};
    found.set(key, told > 0 && own === 0);
    return told > 0 && own === 0;
  };
}

/** The operation by which a source of a bulk export is named, behind its base URL. */
const EXPORT = /\/(?:Patient\/|Group\/[^/]+\/)?\$export$/;

/**
 * The record that a link names; null where it is no patient, or one of another server: the same id there is another
 * person. A folder has no address by which that could be told.
 */
function linkedRecord(reference: string, source: string): PatientId | null {
  const isLocal = !/^https?:/i.test(source) || reference.startsWith('urn:');
  const own = isLocal ? reference : ownPath({ baseUrl: source.replace(EXPORT, ''), publicBase: null }, reference);
  const key = parseReference(own ?? undefined);
  return key && (key.type === 'Patient' || key.type === '') ? key.id : null;
}

class Groups {
  readonly #nodes = new Map<PatientId, PatientNode>();
  readonly #parent = new Map<PatientId, PatientId>();

  node(id: PatientId): PatientNode {
    const known = this.#nodes.get(id);
    if (known) return known;
    const node = { id, rank: 0 };
    this.#nodes.set(id, node);
    this.#parent.set(id, id);
    return node;
  }

  /** `from` carries a link to `to`. A record that is not held can be replaced; it can stand for nobody. */
  link(from: PatientId, to: PatientId, type: PersonLink['type'], held: boolean): void {
    if (type === 'replaces') {
      this.node(to).rank = 2;
      this.#join(from, to);
    } else if (held) {
      this.#join(from, to);
      if (type === 'replaced-by') this.node(from).rank = 2;
      if (type === 'refer') this.node(from).rank ||= 1;
    }
  }

  #join(a: PatientId, b: PatientId): void {
    this.node(a);
    this.node(b);
    this.#parent.set(this.#root(a), this.#root(b));
  }

  #root(id: PatientId): PatientId {
    let root = id;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root)) root = up;
    return root;
  }

  /** Of each group the record that is most in use, then the smallest id: the same whatever the order of arrival. */
  canonical(): Map<PatientId, PatientId> {
    const found = new Map<PatientId, PatientId>();
    for (const group of Map.groupBy(this.#nodes.values(), (node) => this.#root(node.id)).values()) {
      const [first] = group.toSorted((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
      for (const { id } of group) if (first && id !== first.id) found.set(id, first.id);
    }
    return found;
  }
}

/** The record under which a patient record is read: itself, unless it was merged into another. */
export function canonicalOf(db: Pick<Db, 'sql'>, patient: PatientId): PatientId {
  return (
    db.sql.prepare<[string], string>('select canonical from identity where id = ?').pluck().get(patient) ?? patient
  );
}

/** What the current Patient records of a source say of other records of the same persons; who says nothing is left out. */
export function linksFrom(db: Pick<Db, 'sql'>, source: string): Map<PatientId, PersonLink[]> {
  const rows = prepared(db, LINKED_FROM).all(source) as { id: PatientId; body: string }[];
  return new Map(rows.map(({ id, body }) => [id, personLinks(JSON.parse(body) as FhirResource)]));
}
const LINKED_FROM = `select id, body from resource
  where type = 'Patient' and source = ? and is_current = 1 and instr(body, '"link"') > 0`;

/**
 * Of whom else something is held when some records are in a group: the other records of the same persons, as the groups
 * of `settleIdentities` have them, or (`own`) those alone that a record of the group links to, and so on from these.
 */
export function samePersons(
  db: Pick<Db, 'sql'>,
  records: ReadonlySet<PatientId>,
  { source, links }: { readonly source: string; readonly links: 'both' | 'own' },
): (record: PatientId) => boolean {
  if (links === 'both')
    return (record) => records.has(record) || recordsOf(db, canonicalOf(db, record)).some((one) => records.has(one));
  const said = linksFrom(db, source);
  const reached = new Set(records);
  // A set is walked to what is added on the way.
  for (const record of reached)
    for (const { reference } of said.get(record) ?? []) {
      const linked = linkedRecord(reference, source);
      if (linked !== null) reached.add(linked);
    }
  return (record) => reached.has(record);
}
