/** A table as a Parquet file (Snappy), with the types that R's arrow, pandas and DuckDB take over. */
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { dayNumber } from '../calendar.ts';
import type { CellValue } from '../domain.ts';
import type { Column, Table } from './tables.ts';

const PARQUET_TYPE = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  date: { type: 'INT32', converted_type: 'DATE' },
  integer: { type: 'INT32' },
  boolean: { type: 'INT32' },
  real: { type: 'DOUBLE' },
} as const satisfies Record<Column['type'], Partial<SchemaElement>>;

/** The file's bytes. Booleans are 0/1 as in the other two forms; dates are days of the calendar, without a time zone. */
export function toParquet({ columns, rows }: Table): Uint8Array {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...PARQUET_TYPE[type] })),
  ];
  const columnData = columns.map(({ name, type }, i) => {
    const cells = rows.map((row) => row[i] ?? null);
    return { name, data: type === 'date' ? cells.map(dayOf) : cells };
  });
  // Smallest and largest values help to pass over parts of a file; a cohort is read as a whole.
  return new Uint8Array(parquetWriteBuffer({ schema, columnData, createdBy: 'lutra', statistics: false }));
}

function dayOf(value: CellValue): CellValue {
  return typeof value === 'string' ? dayNumber(value) : value;
}
