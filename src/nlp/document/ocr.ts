/** What a scanner misreads, where the neighbours leave no doubt: `GIeason`, `2O13`, `28.l.20`, `karzinorn`, `l77Lu`. */
import type { Edit } from './edits.ts';

interface Repair {
  readonly pattern: RegExp;
  readonly text: string;
}

export const OCR_REPAIRS: readonly Repair[] = [
  { pattern: /(?<=\d)[oO](?=\d|[.,/]\d)/gu, text: '0' },
  { pattern: /(?<=\d[.,/])[oO](?=\d)/gu, text: '0' },
  { pattern: /(?<=\d)[lI|](?=\d)/gu, text: '1' },
  { pattern: /(?<=\d[.,/])[lI](?=[.,/]\d)/gu, text: '1' },
  { pattern: /(?<![\p{L}\p{N}])[lI](?=\d{2}|[.,/]\d|\d[.,/]\d)/gu, text: '1' },
  { pattern: /(?<=\p{L})I(?=\p{Ll})/gu, text: 'l' },
  { pattern: /(?<=karzino|carcino|adenokarzino|lympho)rn/giu, text: 'm' },
  { pattern: /(?<=(?<!\p{L})tu)rn(?=or)/giu, text: 'm' },
  { pattern: /rn(?=etasta)/giu, text: 'm' },
];

/** The repairs of one text, in ascending order. */
export function ocrRepairs(text: string): Edit[] {
  const edits = OCR_REPAIRS.flatMap(({ pattern, text: by }) =>
    Array.from(text.matchAll(pattern), (m) => ({
      start: m.index,
      end: m.index + m[0].length,
      text: sameCase(m[0], by),
    })),
  );
  return edits.sort((a, b) => a.start - b.start);
}

function sameCase(found: string, by: string): string {
  return /\p{Lu}{2}/u.test(found) ? by.toUpperCase() : by;
}
