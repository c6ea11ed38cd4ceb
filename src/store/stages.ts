/** Which item of which stage was made from which input: how a run finds what it has to do, and nothing else. */
import { type Database, get, run } from './database.ts';
import type { Warehouse } from './schema.ts';

type Db = Database<Warehouse>;

/** Is the item's result made of exactly this input? */
export function isUpToDate(db: Db, stage: string, item: string, inputHash: string): boolean {
  const row = get(
    db,
    db.kysely.selectFrom('stage_state').select('input_hash').where('stage', '=', stage).where('item', '=', item),
  );
  return row?.input_hash === inputHash;
}

/** Written in the same transaction as the result, so that a kill in between leaves neither. */
export function markDone(db: Db, stage: string, item: string, inputHash: string): void {
  const row = { stage, item, input_hash: inputHash };
  run(
    db,
    db.kysely
      .insertInto('stage_state')
      .values(row)
      .onConflict((c) => c.columns(['stage', 'item']).doUpdateSet(row)),
  );
}
