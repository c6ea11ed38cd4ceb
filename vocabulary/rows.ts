/** One row of a code table, and how a coding is looked up in it. */
import type { SystemName } from './systems.ts';

export interface CodeRow<Value> {
  /** Stable id, kept with every fact that the row made. */
  readonly id: string;
  readonly systems: readonly SystemName[];
  readonly codes: readonly string[];
  readonly meaning: string;
  /** Where the row was read: the publisher, not the reader. */
  readonly source: string;
  /** False = secondary source or memory; to be confirmed against the publication before it is relied on alone. */
  readonly verified: boolean;
  /** Codes below it count too: C77 covers C77.2, 8-530.6 covers 8-530.61. */
  readonly below?: true;
  readonly value: Value;
  /** Spellings that must find this row, beside `codes`, and codes that look like it and must not. */
  readonly also?: readonly string[];
  readonly not?: readonly string[];
}

/** A coding as tables compare it. `system` null = the coding names no system; `other` = one that is not read. */
export interface Code {
  readonly system: SystemName | 'other' | null;
  readonly code: string;
}

/**
 * The spelling in which codes are compared: no blanks, upper case, no trailing marks of ICD-10-GM (`*` `!` `†` `+`) or of
 * truncated codes (`-`), a decimal point before the subdivision of an ICD code that lacks it.
 */
export function foldCode(code: string): string {
  const plain = code
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/[*!†+]+$/, '')
    .replace(/[.]?-+$/, '');
  return /^[A-TV-Z]\d[0-9A-Z]\d[0-9A-Z]{0,3}$/.test(plain) ? `${plain.slice(0, 3)}.${plain.slice(3)}` : plain;
}

/** Codes of these systems say by their shape what they are; they count also where a coding names no system. */
const SELF_EVIDENT: ReadonlySet<SystemName> = new Set([
  'icd-10-gm',
  'icd-10-cm',
  'icd-10',
  'ops',
  'atc',
  'hcpcs',
  'ndc',
]);

export interface CodeTable<Value> {
  readonly rows: readonly CodeRow<Value>[];
  /** The row that a coding falls under, the most specific one; null where none does. */
  find(code: Code): CodeRow<Value> | null;
}

export function codeTable<Value>(rows: readonly CodeRow<Value>[]): CodeTable<Value> {
  const index = new Map<string, CodeRow<Value>>();
  for (const row of rows) {
    for (const system of row.systems) {
      const names = SELF_EVIDENT.has(system) ? [system, ''] : [system];
      for (const name of names) for (const code of row.codes) index.set(`${name}|${foldCode(code)}`, row);
    }
  }
  const find = ({ system, code }: Code): CodeRow<Value> | null => {
    if (system === 'other') return null;
    const folded = foldCode(code);
    const exact = index.get(`${system ?? ''}|${folded}`);
    if (exact) return exact;
    for (let length = folded.length - 1; length >= 3; length--) {
      const row = index.get(`${system ?? ''}|${folded.slice(0, length)}`);
      if (row?.below) return row;
    }
    return null;
  };
  return { rows, find };
}
