/** Tables with a PSA column: a head line that names it, and lines below that begin with a date. */
import type { Document, Span } from '../../types.ts';
import { datesBetween } from '../../dates.ts';
import { comparatorOf, NUMBER, readNumber } from './number.ts';
import type { PsaValue } from './sequence.ts';

const HEAD_WORD = /(?<!\p{L})psa(?!\p{L})/u;
const CELL = /[^\s|](?:[^\s|]|[ ](?=[^\s|]))*/gu;

/** "Nr. / Datum / Aktivität / PSA": a head whose names stand between slashes or semicolons; so do the cells of its rows. */
const SLASHED = /(?:^|\s)[/;]\s{1,3}(?:\p{L}{1,12}-)?psa(?:\s{0,3}$|\s[/;(])|psa(?:\s?\([^)]{1,8}\))?\s[/;]\s/u;
const NAMES_DATE = /(?<!\p{L})(?:dat(?:um|e)?|tag|day|vom|monat|month)(?!\p{L})/u;
/** Longest table that is read. */
const MOST_ROWS = 200;

interface Line extends Span {
  readonly text: string;
}

interface Cell extends Span {
  readonly text: string;
}

/** The values of all PSA columns, and where each table stands (so that the head is not read as a sentence). */
export function readTables(doc: Document): { values: PsaValue[]; spans: Span[] } {
  const [values, spans]: [PsaValue[], Span[]] = [[], []];
  if (!/\n/u.test(doc.lower)) return { values, spans };
  const lines = linesOf(doc.lower);
  for (const [i, line] of lines.entries()) {
    if (!line.text.includes('psa')) continue;
    const across = transposed(doc, lines, i);
    values.push(...across);
    if (across.length > 0) spans.push(line);
    if (across.length > 0 || /\d/.test(line.text) || !HEAD_WORD.test(line.text)) continue;
    const slashed = SLASHED.test(line.text) && NAMES_DATE.test(line.text);
    const head = cellsOf(slashed ? barred(line) : line);
    const column = head.findIndex((cell) => HEAD_WORD.test(cell.text));
    if (head.length < 2) continue;
    const below = lines.slice(i + 1, i + 1 + MOST_ROWS);
    const rows = readRows(doc, slashed ? below.map(barred) : below, head, column);
    if (rows.length === 0) continue;
    values.push(...rows);
    spans.push({ start: line.start, end: rows.at(-1)?.end ?? line.end });
  }
  return { values, spans };
}

/** A line of dates, and below it one of values that begins with PSA. */
function transposed(doc: Document, lines: readonly Line[], i: number): PsaValue[] {
  const line = lines[i];
  const row = line && /^\s{0,8}(?:serum )?psa(?:\s?[[(]?(?:ng\/ml|ug\/l)[\])]?)?[\s|:]+(?=[<\d])/u.exec(line.text);
  if (!line || !row || datesBetween(doc, line.start, line.end).some((d) => d.end - d.start > 4)) return [];
  const numbers = [
    ...line.text.slice(row[0].length).matchAll(/(?<![\d.,])([<>]\s?)?(\d{1,6}(?:[.,]\d{1,3})?)(?![\d.,/]*[\d/])/gu),
  ];
  const above = lines
    .slice(Math.max(0, i - 6), i)
    .findLast((l) => l.text.trim() !== '' && datesBetween(doc, l.start, l.end).length > 0);
  const dates = above ? datesBetween(doc, above.start, above.end) : [];
  if (dates.length < 2 || dates.length !== numbers.length || dates.some((d) => d.kind !== 'date' && d.kind !== 'since'))
    return [];
  return numbers.flatMap((match, k) => {
    const start = line.start + row[0].length + match.index;
    const read = readNumber(match[2] ?? '', doc.language);
    const date = dates[k]?.date ?? null;
    return read
      ? [
          {
            start,
            end: start + match[0].length,
            value: read.value,
            comparator: comparatorOf(match[1]),
            date,
            ambiguous: read.ambiguous,
          },
        ]
      : [];
  });
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ start, end: start + line.length, text: line });
    start += line.length + 1;
  }
  return lines;
}

/** The line with bars in the place of slashes that stand between blanks. */
const barred = (line: Line): Line => ({ ...line, text: line.text.replace(/(?<=\s)[/;](?=\s|$)/gu, '|') });

function cellsOf(line: Line): Cell[] {
  if (line.text.includes('|')) return barredCells(line);
  return [...line.text.matchAll(CELL)]
    .map((m) => ({ start: line.start + m.index, end: line.start + m.index + m[0].length, text: m[0] }))
    .filter((c) => c.text.trim() !== '');
}

/** Cells between bars, also the empty ones. */
function barredCells(line: Line): Cell[] {
  const text = line.text.replace(/^\s*\|/u, (bar) => ' '.repeat(bar.length)).replace(/\|\s*$/u, '');
  let at = line.start;
  return text.split('|').map((written) => {
    const start = at + written.length - written.trimStart().length;
    at += written.length + 1;
    return { start, end: start + written.trim().length, text: written.trim() };
  });
}

/** Rows as long as they hold a date; the head may lack a name for the column of dates. */
function readRows(doc: Document, lines: readonly Line[], head: readonly Cell[], column: number): PsaValue[] {
  const values: PsaValue[] = [];
  for (const line of lines) {
    const date = datesBetween(doc, line.start, line.end).find((d) => d.kind === 'date');
    if (!date || date.start - line.start > (line.text.includes('|') ? 60 : 24)) break;
    const cells = withoutRemark(cellsOf(line));
    const cell =
      cells.length === head.length
        ? cells[column]
        : cells.length === head.length + 1
          ? cells[column + 1]
          : line.text.includes('|')
            ? undefined
            : nearest(cells, head[column]);
    if (!cell || cell.text === '' || (cell.start < date.end && cell.end > date.start)) continue;
    NUMBER.lastIndex = cell.start;
    const match = NUMBER.exec(doc.lower);
    const own = OWN_DATE.test(cell.text) ? datesBetween(doc, cell.start, cell.end)[0] : undefined;
    const read =
      match && match.index + match[0].length >= (own?.start ?? cell.end) - 8
        ? readNumber(match[2] ?? '', doc.language)
        : null;
    if (match && read)
      values.push({
        start: cell.start,
        end: cell.end,
        value: read.value,
        comparator: comparatorOf(match[1]),
        date: own?.date ?? (OF_A_PERIOD.test(head[column]?.text ?? '') ? null : date.date),
        ambiguous: read.ambiguous,
      });
  }
  return values;
}

/** The lowest value under a treatment: the row's date is not its own. */
const OF_A_PERIOD = /best|nadir|tiefst|min(?!\p{L})/u;
/** "186 (5/3)": the value of another day than the row's. */
const OWN_DATE = /^[<>]?\s?[\d.,]{1,8}\s?\(/u;

/** "610   (reduced, platelets 82)": what stands in brackets behind the last column is no column. */
function withoutRemark(cells: readonly Cell[]): readonly Cell[] {
  return /^(?:\(|<-)/u.test(cells.at(-1)?.text ?? '') ? cells.slice(0, -1) : cells;
}

/** The cell that stands under the head's name. */
function nearest(cells: readonly Cell[], head: Cell | undefined): Cell | undefined {
  if (!head) return undefined;
  const middle = (cell: Span): number => (cell.start + cell.end) / 2;
  const offset = middle(head);
  return cells.find((cell) => Math.abs(middle(cell) - offset) <= 6);
}
