/** A table as a Parquet file (Snappy), with the types that R's arrow, pandas and DuckDB take over. */
import { type ColumnChunk, type RowGroup, type SchemaElement, parquetMetadata } from 'hyparquet';
import { ByteWriter, ParquetWriter, parquetWriteBuffer } from 'hyparquet-writer';
import { dayNumber } from '../calendar.ts';
import type { CellValue } from '../domain.ts';
import type { Column, KeptTable, Table } from './tables.ts';

const PARQUET_TYPE = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  date: { type: 'INT32', converted_type: 'DATE' },
  integer: { type: 'INT32' },
  boolean: { type: 'INT32' },
  real: { type: 'DOUBLE' },
} as const satisfies Record<Column['type'], Partial<SchemaElement>>;

/** Smallest and largest values, and where pages begin, help to pass over parts of a file; a cohort is read as a whole. */
const HOW = { createdBy: 'lutra', statistics: false } as const;

/** The file's bytes. Booleans are 0/1 as in the other two forms; dates are days of the calendar, without a time zone. */
export function toParquet({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Uint8Array {
  const columnData = columns.map(({ name, type }, i) => {
    const cells = rows.map((row) => row[i] ?? null);
    return { name, data: type === 'date' ? cells.map(dayOf) : cells, offsetIndex: false };
  });
  return new Uint8Array(parquetWriteBuffer({ ...HOW, schema: schemaOf(columns), columnData }));
}

/** The file's bytes, written anew or put together from parts that are kept. */
export function parquetFile(table: Table | KeptTable): Uint8Array {
  return 'rows' in table ? toParquet(table) : joinParquet(table.columns, table.parquet);
}

/** One file of several of the same columns that `toParquet` wrote: their row groups as they are, at their new places. */
export function joinParquet(columns: readonly Column[], files: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter();
  const joined = new ParquetWriter({ ...HOW, writer, schema: schemaOf(columns) });
  for (const file of files) {
    const { row_groups, num_rows, metadata_length } = parquetMetadata(Uint8Array.from(file).buffer);
    const moved = BigInt(writer.offset - MAGIC);
    writer.appendBytes(file.subarray(MAGIC, file.length - metadata_length - FOOTER));
    joined.row_groups.push(...row_groups.map((group) => movedGroup(group, moved)));
    joined.num_rows += num_rows;
  }
  void joined.finish();
  return writer.getBytes();
}

/** "PAR1" at both ends; before the second the length of the metadata. */
const MAGIC = 4;
const FOOTER = 8;

function movedGroup(group: RowGroup, by: bigint): RowGroup {
  return { ...group, columns: group.columns.map((column) => movedColumn(column, by)) };
}

function movedColumn(column: ColumnChunk, by: bigint): ColumnChunk {
  const { meta_data: meta } = column;
  if (!meta) return column;
  const { dictionary_page_offset: dictionary, data_page_offset } = meta;
  const moved = { ...meta, data_page_offset: data_page_offset + by };
  return {
    ...column,
    meta_data: dictionary === undefined ? moved : { ...moved, dictionary_page_offset: dictionary + by },
  };
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...PARQUET_TYPE[type] })),
  ];
}

function dayOf(value: CellValue): CellValue {
  return typeof value === 'string' ? dayNumber(value) : value;
}
