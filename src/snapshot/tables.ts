/** The tables of a snapshot as plain columns and rows; SQLite, CSV and Parquet are three ways to write the same ones. */
import { isPartialDate, precisionOf } from '../calendar.ts';
import type { CellValue, ColumnDefinition } from '../domain.ts';
import { LutraError } from '../errors.ts';

export interface Column {
  readonly name: string;
  readonly type: ColumnDefinition['type'];
  readonly label: string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** A table that was written before, in parts: each form is put together, and nobody sees a row. */
export interface KeptTable extends Pick<Table, 'name' | 'columns'> {
  readonly count: number;
  /** CSV without header, in order. */
  readonly csv: readonly Uint8Array[];
  /** Parquet files, in order. */
  readonly parquet: readonly Uint8Array[];
  /** Gives the rows, in order, in the warehouse. */
  readonly select: { readonly text: string; readonly value: string };
}

/** Number of rows, without reading those that are kept. */
export function rowCount(table: Table | KeptTable): number {
  return 'rows' in table ? table.rows.length : table.count;
}

/** Columns written as `name type label`, for tables whose columns are ours. */
export function columnsOf(words: readonly string[]): Column[] {
  return words.map((line) => {
    const [name = '', type = 'text', ...label] = line.split(' ');
    return { name, type: type as Column['type'], label: label.join(' ') };
  });
}

/** A table whose every cell has the type its column promises. Throws LutraError `internal` that names table and column. */
export function table(name: string, columns: readonly Column[], rows: readonly (readonly CellValue[])[]): Table {
  for (const row of rows) {
    for (const [i, column] of columns.entries()) {
      if (!fits(row[i] ?? null, column.type)) {
        throw new LutraError('internal', `a value of ${name}.${column.name} is not of type ${column.type}`);
      }
    }
  }
  return { name, columns, rows };
}

function fits(value: CellValue, type: Column['type']): boolean {
  if (value === null) return true;
  if (type === 'real') return Number.isFinite(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'boolean') return value === 0 || value === 1;
  return typeof value === 'string' && (type === 'text' || (isPartialDate(value) && precisionOf(value) === 'day'));
}

/** Order of text by code unit: the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
