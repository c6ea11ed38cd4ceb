import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { freshWarehouse } from '../support/warehouse.ts';

test('the types of schema.ts name exactly the tables, views and columns that the migrations make', async (t) => {
  const db = await freshWarehouse(t);
  const source = readFileSync(new URL('../../src/store/schema.ts', import.meta.url), 'utf8');
  const made = db.sql
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type in ('table', 'view') and name not like 'kysely_%' and name not like 'sqlite_%'",
    )
    .all()
    .map((row) => row.name)
    .sort();
  const warehouse = /interface Warehouse \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? '';
  const named = [...warehouse.matchAll(/^ {2}(\w+):/gm)].map((m) => m[1] ?? '').sort();
  assert.deepEqual(named, made);
  for (const table of made) {
    const inline = new RegExp(`^ {2}${table}: \\{([^}]*)\\}`, 'm').exec(warehouse)?.[1]?.replaceAll(';', '\n');
    const typeName = new RegExp(`^ {2}${table}: (\\w+);`, 'm').exec(warehouse)?.[1] ?? '';
    const body = inline ?? new RegExp(`interface ${typeName} \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? '';
    const columns = [...body.matchAll(/^\s*(\w+):/gm)].map((m) => m[1] ?? '').sort();
    const inDatabase = (db.sql.pragma(`table_info(${table})`) as { name: string }[]).map((c) => c.name).sort();
    assert.deepEqual(columns, inDatabase, table);
  }
});
