/** Laboratory numbers as written: decimal comma or point, thousands, comparators. */
import type { Comparator, Language } from '../../../domain.ts';

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '≤': '<=',
  '≥': '>=',
  '=<': '<=',
  '=>': '>=',
  below: '<',
  'less than': '<',
  unter: '<',
  under: '<',
  kleiner: '<',
  'greater than': '>',
  above: '>',
  ueber: '>',
};

/** One number with its sign; group 1 the sign, group 2 the digits. */
export const NUMBER =
  /((?:<=?|>=?|≤|≥|=<|=>)\s?|(?:below|less than|kleiner(?: als)?|greater than|under|unter|ueber|above)\s(?=\d))?(\d{1,3}(?:['’´`]\d{3})+(?:[.,]\d{1,2})?|\d{1,6}(?:[.,]\d{1,3})*)/uy;

export interface NumberRead {
  readonly value: number;
  /** The digits could also be read with the other meaning of the point or comma. */
  readonly ambiguous: boolean;
}

/**
 * `1.234` is 1234 in German and 1.234 in English, `1,234` the other way round; two or one digits after the sign are
 * decimals in both. Null for what is no number in either.
 * The Swiss apostrophe (`1'240`) stands between thousands only.
 */
export function readNumber(written: string, language: Language): NumberRead | null {
  const digits = written.replace(/['’´`]/gu, '');
  const [thousands, decimal] = language === 'de' ? ['.', ','] : [',', '.'];
  const groups = digits.split(/[.,]/u);
  const signs = digits.replace(/\d/gu, '');
  if (signs === '') return { value: Number(digits), ambiguous: false };
  if (signs.length === 1) {
    const three = groups[1]?.length === 3 && groups[0] !== '0';
    if (three && signs === thousands) return { value: Number(groups.join('')), ambiguous: true };
    return { value: Number(groups.join('.')), ambiguous: false };
  }
  const last = signs.at(-1);
  const whole = signs
    .slice(0, -1)
    .split('')
    .every((s) => s === thousands);
  if (last === decimal && whole)
    return { value: Number(`${groups.slice(0, -1).join('')}.${groups.at(-1)}`), ambiguous: false };
  return signs.split('').every((s) => s === thousands) && groups.slice(1).every((g) => g.length === 3)
    ? { value: Number(groups.join('')), ambiguous: false }
    : null;
}

export function comparatorOf(sign: string | undefined): Comparator | null {
  return COMPARATORS[(sign ?? '').trim().replace(/ als$/u, '')] ?? null;
}
