/**
 * CSV as R, Python and spreadsheets read it: RFC 4180 with LF, UTF-8 without mark, dot decimals, missing = nothing
 * between the commas (an empty text is `""`).
 */
import type { CellValue } from '../domain.ts';
import type { KeptTable, Table } from './tables.ts';

/**
 * Text that a spreadsheet could run as a formula, also behind quotes, blanks and control characters and in full width
 * (OWASP ASVS 1.2.10). Leading apostrophes are part of the pattern, so that `restoreText` gets every text back.
 */
const FORMULA = /^[\s"'\p{Cc}]*[=+\-@\p{Cc}＝＋－＠]/u;

/** Puts an apostrophe before text that a spreadsheet could run; numbers are never changed. */
export function neutralText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that `neutralText` was given. */
export function restoreText(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** The file's text: a header and a record a row. */
export function toCsv({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  return csvHeader(columns) + csvLines(rows);
}

/** The file's bytes. */
export function csvFile(table: Table | KeptTable): Uint8Array {
  if ('rows' in table) return Buffer.from(toCsv(table));
  return Buffer.concat([Buffer.from(csvHeader(table.columns)), ...table.csv]);
}

/** Records, each with its line end. */
export function csvLines(rows: Table['rows']): string {
  return rows.map((row) => `${csvLine(row)}\n`).join('');
}

function csvHeader(columns: Table['columns']): string {
  return `${csvLine(columns.map(({ name }) => name))}\n`;
}

/** One record, without its line end. */
export function csvLine(cells: readonly CellValue[]): string {
  return cells.map(cell).join(',');
}

function cell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = neutralText(value);
  return text === '' || /[",;\s]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
