/** A real, empty warehouse in a temporary folder. */
import path from 'node:path';
import type { TestContext } from 'node:test';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import { tempDir } from './temp.ts';

export async function freshWarehouse(t: TestContext): Promise<Database<Warehouse>> {
  const db = await openDatabase<Warehouse>(path.join(tempDir(t), 'warehouse.db'), { migrations: 'warehouse' });
  t.after(() => db.close());
  return db;
}
