/** Plain text tables for the terminal. */

/** Left-aligned columns two spaces apart, with a line under the head. Control characters are shown, never sent. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const shown = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, i) => Math.max(...shown.map((row) => row[i]?.length ?? 0)));
  const lines = shown.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [lines[0] ?? '', widths.map((w) => '─'.repeat(w)).join('  '), ...lines.slice(1)];
}

/** Control and bidirectional characters as visible code points: record text never steers a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) =>
    c === '\n' ? '⏎' : `\\u{${c.codePointAt(0)?.toString(16)}}`,
  );
}
