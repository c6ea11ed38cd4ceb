/** The tables as one SQLite file, the same bytes for the same tables: one transaction, fixed pages, no clock. */
import BetterSqlite3 from 'better-sqlite3';
import type { Column, Table } from './tables.ts';

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
const ADTTE_VIEW = `create view adtte_os as
select subject_id as USUBJID, 'OS' as PARAMCD, 'Overall survival' as PARAM, index_date as STARTDT, os_end_date as ADT,
  os_days as AVAL, 'DAYS' as AVALU, 1 - os_event as CNSR,
  case when os_event = 1 then 'DEATH' end as EVNTDESC, case when os_event = 0 then os_censor_reason end as CNSDTDSC,
  entry_days as ENTRY
from cohort where os_days is not null and os_event is not null`;

/** The file's bytes. The version of SQLite is part of them (header bytes 96-99). */
export function toSqlite(tables: readonly Table[]): Uint8Array {
  const db = new BetterSqlite3(':memory:');
  try {
    db.pragma('page_size = 4096');
    db.pragma("encoding = 'UTF-8'");
    db.pragma('trusted_schema = OFF');
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.transaction(() => {
      for (const table of tables) fill(db, table);
      const cohort = tables.find(({ name }) => name === 'cohort')?.columns.map(({ name }) => name) ?? [];
      if (ADTTE_NEEDS.every((name) => cohort.includes(name))) db.exec(ADTTE_VIEW);
    })();
    return db.serialize();
  } finally {
    db.close();
  }
}

function fill(db: BetterSqlite3.Database, { name, columns, rows }: Table): void {
  const defined = columns.map((column) => `${identifier(column.name)} ${SQL_TYPE[column.type]}`).join(', ');
  db.exec(`create table ${identifier(name)} (${defined}) strict`);
  const insert = db.prepare(`insert into ${identifier(name)} values (${columns.map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(row);
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

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
