/** Reads the golden files: plain comma-separated numbers without quoting, empty = R's NA. */
import { readFileSync } from 'node:fs';

export type GoldenRow = Readonly<Record<string, string>>;

export function golden(file: string): GoldenRow[] {
  const text = readFileSync(new URL(`../golden/${file}`, import.meta.url), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

export const numberOf = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);

/** Equal to 1e-9, relative above 1; null only equals null. */
export function close(actual: number | null, expected: number | null): boolean {
  if (actual === null || expected === null) return actual === expected;
  return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
