/** Is the log of decisions what it was when it was written? */
import { get } from './database.ts';
import { eventHash } from './review-db.ts';
import type { ReviewDb } from './review-db.ts';
import type { EventTable } from './review-schema.ts';

export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export type ChainState =
  | { readonly intact: true; readonly head: ChainHead }
  | { readonly intact: false; readonly seq: number; readonly reason: 'gap' | 'content' | 'link' | 'missing' };

/** The newest event's number and hash: noted elsewhere, beside a backup, it shows later that no event was cut off. */
export function chainHead(db: ReviewDb): ChainHead {
  return (
    get(db, db.kysely.selectFrom('event').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1)) ?? {
      seq: 0,
      hash: '',
    }
  );
}

/**
 * Recomputes every hash of the log. `kept` is a head noted earlier: the log must still hold it. Gives the first event
 * that is wrong: `gap` (a number is missing), `content` (a byte of it changed), `link` (it does not follow the one
 * before), `missing` (the log ends before `kept`, or holds another event there).
 */
export function verifyChain(db: ReviewDb, kept?: ChainHead): ChainState {
  let head: ChainHead = { seq: 0, hash: '' };
  let found = kept === undefined || kept.seq === 0;
  for (const row of db.sql.prepare<[], EventTable>('select * from event order by seq').iterate()) {
    const { hash, ...content } = row;
    if (row.seq !== head.seq + 1) return { intact: false, seq: head.seq + 1, reason: 'gap' };
    if (row.prev_hash !== head.hash) return { intact: false, seq: row.seq, reason: 'link' };
    if (eventHash(content) !== hash) return { intact: false, seq: row.seq, reason: 'content' };
    head = { seq: row.seq, hash };
    found ||= kept?.seq === head.seq && kept.hash === head.hash;
  }
  return found ? { intact: true, head } : { intact: false, seq: kept?.seq ?? 0, reason: 'missing' };
}
