/**
 * review.db: what people decided. Append-only (triggers abort every change), one hash chain over all events, its own
 * file: no run of the pipeline writes here. Precedence: the latest decision on a patient's topic that was not taken back.
 */
import { existsSync } from 'node:fs';
import { canonicalJson, sha256 } from '../canonical.ts';
import type { Decision, DecisionAction, Evidence, PatientId, Topic, TopicValue } from '../domain.ts';
import { all, get, openDatabase, run, transaction } from './database.ts';
import type { Database } from './database.ts';
import type { EventTable, ReviewTables } from './review-schema.ts';

export type ReviewDb = Database<ReviewTables>;

/** One snippet as it stood before the reviewer's eyes. */
export interface Shown {
  readonly title: string;
  readonly text: string;
}

/** A decision on its way into the log: `id` is the client's UUID. */
export interface NewDecision extends Omit<Decision, 'seq'> {
  readonly shown: readonly Shown[];
  /** `topicSeq` as the reviewer saw it: another event since then is a conflict, and nothing is written. */
  readonly seenSeq: number;
}

export type Appended =
  | { readonly kind: 'appended' | 'repeated'; readonly seq: number }
  | { readonly kind: 'conflict'; readonly reason: 'decided_meanwhile' | 'id_reused' };

/**
 * Opens review.db, creating it (mode 0600) unless `readonly`. Acknowledged writes survive kill -9 and power loss
 * (`synchronous = FULL`). Throws LutraError as `openDatabase` does.
 */
export async function openReviewDb(file: string, options: { readonly?: boolean } = {}): Promise<ReviewDb> {
  return openDatabase<ReviewTables>(file, { migrations: 'review', readonly: options.readonly ?? false });
}

/** What a build needs of review.db, read without any write; nothing decided yet where the file does not exist. */
export async function readDecisions(file: string): Promise<{ decisions: Decision[]; seq: number }> {
  if (!existsSync(file)) return { decisions: [], seq: 0 };
  const db = await openReviewDb(file, { readonly: true });
  try {
    return db.sql.transaction(() => ({ decisions: decisionsInForce(db), seq: lastSeq(db) }))();
  } finally {
    await db.close();
  }
}

/** Number of the newest event; 0 where there is none. A snapshot pins it. */
export function lastSeq(db: ReviewDb): number {
  return db.sql.prepare<[], { seq: number }>('select coalesce(max(seq), 0) as seq from event').get()?.seq ?? 0;
}

/** Number of the newest event, decision or retraction, on one question; 0 where there is none. */
export function topicSeq(db: ReviewDb, patient: PatientId, topic: Topic): number {
  const newest = db.kysely.selectFrom('event').select((e) => e.fn.max('seq').as('seq'));
  return get(db, newest.where('patient', '=', patient).where('topic', '=', topic))?.seq ?? 0;
}

/** The event of this UUID, if it was written. */
export function findEvent(db: ReviewDb, id: string): EventTable | undefined {
  return get(db, db.kysely.selectFrom('event').selectAll().where('id', '=', id));
}

/** Writes a decision; the same UUID with the same content again gives the first result and writes nothing. */
export function appendDecision(db: ReviewDb, decision: NewDecision): Appended {
  return transaction(db, () => {
    const earlier = findEvent(db, decision.id);
    if (earlier) {
      return isSameDecision(earlier, decision)
        ? { kind: 'repeated', seq: earlier.seq }
        : { kind: 'conflict', reason: 'id_reused' };
    }
    if (topicSeq(db, decision.patient, decision.topic) !== decision.seenSeq) {
      return { kind: 'conflict', reason: 'decided_meanwhile' };
    }
    const { by, seenSeq: _, value, evidence, shown, ...same } = decision;
    const json = { value: canonicalJson(value), evidence: canonicalJson(evidence), shown: canonicalJson(shown) };
    return { kind: 'appended', seq: append(db, { ...same, ...json, kind: 'decision', retracts: null, reviewer: by }) };
  });
}

/** Is this event the very decision that is sent again? */
function isSameDecision(
  event: EventTable,
  decision: Omit<NewDecision, 'at' | 'evidence' | 'shown' | 'seenSeq'>,
): boolean {
  return (
    event.kind === 'decision' &&
    event.patient === decision.patient &&
    event.topic === decision.topic &&
    event.action === decision.action &&
    event.value === canonicalJson(decision.value) &&
    event.comment === decision.comment &&
    event.fingerprint === decision.fingerprint &&
    event.reviewer === decision.by
  );
}

export interface NewRetraction {
  readonly id: string;
  /** seq of the decision to take back: the reviewer's own, not taken back before. */
  readonly retracts: number;
  readonly by: string;
  readonly at: string;
}

/** Takes a decision back by a further event; null where there is no such decision of this reviewer in the log. */
export function appendRetraction(db: ReviewDb, retraction: NewRetraction): EventTable | null {
  return transaction(db, () => {
    const decision = get(db, db.kysely.selectFrom('event').selectAll().where('seq', '=', retraction.retracts));
    if (decision?.kind !== 'decision' || decision.reviewer !== retraction.by) return null;
    const earlier = get(db, db.kysely.selectFrom('event').select('id').where('retracts', '=', decision.seq));
    if (earlier) return decision;
    if (findEvent(db, retraction.id)) return null;
    const { by, ...same } = retraction;
    const empty = { action: null, value: null, comment: null, fingerprint: null, evidence: null, shown: null };
    const { patient, topic } = decision;
    append(db, { ...same, ...empty, patient, topic, kind: 'retraction', reviewer: by });
    return decision;
  });
}

function append(db: ReviewDb, content: Omit<EventTable, 'seq' | 'prev_hash' | 'hash'>): number {
  const last = get(db, db.kysely.selectFrom('event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1));
  const row = { ...content, seq: (last?.seq ?? 0) + 1, prev_hash: last?.hash ?? '' };
  run(db, db.kysely.insertInto('event').values({ ...row, hash: eventHash(row) }));
  return row.seq;
}

/** SHA-256 over the canonical JSON of the whole row but its own hash; the row holds the hash of the one before. */
export function eventHash(row: Omit<EventTable, 'hash'>): string {
  return sha256(canonicalJson(row));
}

const IN_FORCE = `seq in (
  select max(d.seq) from event d
   where d.kind = 'decision' and d.seq <= $through
     and not exists (select 1 from event r where r.retracts = d.seq and r.seq <= $through)
   group by d.patient, d.topic)`;

/** The decision in force of every question, in the order they were made; `through` = as of an earlier event number. */
export function decisionsInForce(db: ReviewDb, through: number = lastSeq(db)): Decision[] {
  const rows = db.sql.prepare<[{ through: number }], EventTable>(`select * from event where ${IN_FORCE} order by seq`);
  return rows.all({ through }).map(decisionOf);
}

/** What the queue shows of a decision in force: everything but the evidence. */
export type DecisionMark = Pick<Decision, 'seq' | 'patient' | 'topic' | 'action' | 'fingerprint' | 'by' | 'at'>;

/** The decisions in force, without what they rest on. */
export function decisionMarks(db: ReviewDb): DecisionMark[] {
  const columns = 'seq, patient, topic, action, fingerprint, reviewer as by, at';
  return db.sql
    .prepare<[{ through: number }], DecisionMark>(`select ${columns} from event where ${IN_FORCE}`)
    .all({ through: lastSeq(db) });
}

/** The decision in force on one question. */
export function decisionOn(db: ReviewDb, patient: PatientId, topic: Topic): Decision | null {
  const mine = standing(db).where('patient', '=', patient).where('topic', '=', topic);
  const row = get(db, mine.orderBy('seq', 'desc').limit(1));
  return row ? decisionOf(row) : null;
}

/** This reviewer's own standing decisions since a time, newest first: what can be undone. */
export function recentDecisions(db: ReviewDb, by: string, since: string, limit: number): Decision[] {
  const mine = standing(db).where('reviewer', '=', by).where('at', '>=', since);
  return all(db, mine.orderBy('seq', 'desc').limit(limit)).map(decisionOf);
}

/** Decisions that were not taken back. */
function standing(db: ReviewDb) {
  const decisions = db.kysely.selectFrom('event').selectAll().where('kind', '=', 'decision');
  return decisions.where((e) => {
    const retraction = e.selectFrom('event as r').select('r.id').whereRef('r.retracts', '=', 'event.seq');
    return e.not(e.exists(retraction));
  });
}

function decisionOf(row: EventTable): Decision {
  return {
    seq: row.seq,
    id: row.id,
    patient: row.patient,
    topic: row.topic,
    action: row.action as DecisionAction,
    value: JSON.parse(row.value ?? 'null') as TopicValue,
    comment: row.comment,
    by: row.reviewer,
    at: row.at,
    fingerprint: row.fingerprint ?? '',
    evidence: JSON.parse(row.evidence ?? '[]') as Evidence[],
  };
}
