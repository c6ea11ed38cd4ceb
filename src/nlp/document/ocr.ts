/** What a scanner misreads, where the neighbours leave no doubt: `GIeason`, `2O13`, `28.l.20`, `karzinorn`, `l77Lu`. */
import type { Edit } from './edits.ts';
import { matchesOf } from '../matching/matches.ts';

interface Repair {
  readonly pattern: RegExp;
  readonly text: string;
}

/** The garbled character first, then what stands behind and before it: it is rarer than its neighbours. */
export const OCR_REPAIRS: readonly Repair[] = [
  { pattern: /[oO](?=\d|[.,/]\d)(?<=\d.)/g, text: '0' },
  { pattern: /[oO](?=\d)(?<=\d[.,/].)/g, text: '0' },
  { pattern: /[lI|](?=\d)(?<=\d.)/g, text: '1' },
  { pattern: /[lI](?=[.,/]\d)(?<=\d[.,/].)/g, text: '1' },
  { pattern: /[lI](?=\d{2}|[.,/]\d|\d[.,/]\d)(?<![\p{L}\p{N}].)/gu, text: '1' },
  { pattern: /I(?=\p{Ll})(?<=\p{L}.)/gu, text: 'l' },
  { pattern: /rn(?<=(?:karzino|carcino|adenokarzino|lympho)..)/gi, text: 'm' },
  { pattern: /rn(?=or)(?<=(?<!\p{L})tu..)/giu, text: 'm' },
  { pattern: /rn(?=etasta)/giu, text: 'm' },
];

/** The repairs of one text, in ascending order. */
export function ocrRepairs(text: string): Edit[] {
  const edits = OCR_REPAIRS.flatMap(({ pattern, text: by }) =>
    matchesOf(pattern, text).map((m) => ({
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
