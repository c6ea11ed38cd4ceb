/** Plain text tables for the terminal. */

/**
 * Columns two spaces apart, with a line under the head: numbers to the right, everything else to the left. Control
 * characters are shown, never sent.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const shown = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, i) => Math.max(...shown.map((row) => row[i]?.length ?? 0)));
  const isNumeric = head.map((_, i) => holdsNumbers(shown.slice(1).map((row) => row[i] ?? '')));
  const aligned = (cell: string, i: number): string =>
    isNumeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
  const lines = shown.map((row) => row.map(aligned).join('  ').trimEnd());
  return [lines[0] ?? '', widths.map((w) => '─'.repeat(w)).join('  '), ...lines.slice(1)];
}

/** Numbers, and cells that say nothing or that it is not known. */
function holdsNumbers(cells: readonly string[]): boolean {
  const said = cells.filter((cell) => cell !== '' && cell !== '?');
  return said.length > 0 && said.every((cell) => /^-?\d[\d,]*(\.\d+)?$/.test(cell));
}

/** Control and bidirectional characters as visible code points: record text never steers a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) =>
    c === '\n' ? '⏎' : `\\u{${c.codePointAt(0)?.toString(16)}}`,
  );
}
