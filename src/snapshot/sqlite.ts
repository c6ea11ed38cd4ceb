/** The tables as one SQLite file, the same bytes for the same tables: one transaction, fixed pages, no clock. */
import type BetterSqlite3 from 'better-sqlite3';
import { type Database, transaction } from '../store/database.ts';
import type { Column, KeptTable, Table } from './tables.ts';

const SQL_TYPE = { text: 'TEXT', date: 'TEXT', integer: 'INTEGER', boolean: 'INTEGER', real: 'REAL' } as const;
/** "LUTR": tells `file` and others whose SQLite file this is. */
const APPLICATION_ID = 0x4c555452;

/** Columns that the view of CDISC ADTTE stands on. */
const ADTTE_NEEDS = [
  'subject_id',
  'index_date',
  'os_end_date',
  'os_days',
  'os_event',
  'os_censor_reason',
  'entry_days',
];
/**
 * ADaM's CNSR is the inverse of the event: 0 = died. Durations have no +1 here, unlike ADaM's default. ADaM has no variable
 * for delayed entry: ENTRY is ours, in the unit of AVAL.
 */
const ADTTE_VIEW = `create view frozen.adtte_os as
select subject_id as USUBJID, 'OS' as PARAMCD, 'Overall survival' as PARAM, index_date as STARTDT, os_end_date as ADT,
  os_days as AVAL, 'DAYS' as AVALU, 1 - os_event as CNSR,
  case when os_event = 1 then 'DEATH' end as EVNTDESC, case when os_event = 0 then os_censor_reason end as CNSDTDSC,
  entry_days as ENTRY
from cohort where os_days is not null and os_event is not null`;

/** Writes tables into the file that is being made, in the order given. */
export type Fill = (tables: readonly (Table | KeptTable)[]) => void;

/**
 * What `work` makes, and the bytes of the SQLite file that it filled: in memory beside the warehouse, where the rows of
 * kept tables lie, and in one transaction over both, so that no other process changes them halfway. The version of SQLite
 * is part of the bytes (header bytes 96-99).
 */
export function besideWarehouse<R>(
  { sql }: Pick<Database<never>, 'sql'>,
  work: (fill: Fill) => R,
): { made: R; sqlite: Uint8Array } {
  sql.exec("attach ':memory:' as frozen");
  try {
    sql.pragma('frozen.page_size = 4096');
    // The warehouse's own setting would be taken over.
    sql.pragma('frozen.secure_delete = OFF');
    sql.pragma(`frozen.application_id = ${APPLICATION_ID}`);
    const made = transaction({ sql }, () => work((tables) => fillAll(sql, tables)));
    return { made, sqlite: sql.serialize({ attached: 'frozen' }) };
  } finally {
    sql.exec('detach frozen');
  }
}

function fillAll(sql: BetterSqlite3.Database, tables: readonly (Table | KeptTable)[]): void {
  for (const table of tables) fill(sql, table);
  const cohort = tables.find(({ name }) => name === 'cohort')?.columns.map(({ name }) => name) ?? [];
  if (ADTTE_NEEDS.every((name) => cohort.includes(name))) sql.exec(ADTTE_VIEW);
}

function fill(sql: BetterSqlite3.Database, table: Table | KeptTable): void {
  const { name, columns } = table;
  const into = `frozen.${identifier(name)}`;
  const defined = columns.map((column) => `${identifier(column.name)} ${SQL_TYPE[column.type]}`).join(', ');
  sql.exec(`create table ${into} (${defined}) strict`);
  if ('rows' in table) {
    const insert = sql.prepare(`insert into ${into} values (${columns.map(() => '?').join(', ')})`);
    for (const row of table.rows) insert.run(row);
  } else sql.prepare(`insert into ${into} ${table.select.text}`).run(table.select.value);
}

/** The tables of a file, with the types that its own data dictionary states. */
export function readTables(db: BetterSqlite3.Database): Table[] {
  const listed = db
    .prepare<[], Column & { table_name: string }>(
      'select table_name, column_name as name, type, label from data_dictionary order by rowid',
    )
    .all();
  return [...Map.groupBy(listed, (column) => column.table_name)].map(([name, columns]) => ({
    name,
    columns,
    rows: db
      .prepare<[], Table['rows'][number]>(`select * from ${identifier(name)} order by rowid`)
      .raw()
      .all(),
  }));
}

/** A name as SQL quotes it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
