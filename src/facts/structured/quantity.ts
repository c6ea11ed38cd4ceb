/** Numbers and units as laboratories write them, German and English. */
import type { Comparator } from '../../domain.ts';
import { NG_PER_ML } from '../../../vocabulary/laboratory.ts';
import { type Json, number, text } from './json.ts';

export interface Amount {
  readonly value: number;
  readonly comparator: Comparator | null;
  readonly unit: string | null;
}

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map<string, Comparator>(
  Object.entries({
    '<': '<',
    '<=': '<=',
    '≤': '<=',
    '>': '>',
    '>=': '>=',
    '≥': '>=',
  }),
);

/** A FHIR Quantity; null without a number or with a comparator that R4 does not know. */
export function readQuantity(quantity: Json): Amount | null {
  const value = number(quantity['value']);
  const written = text(quantity['comparator']);
  const comparator = written === null ? null : COMPARATORS.get(written);
  if (value === null || comparator === undefined) return null;
  return { value, comparator, unit: text(quantity['code']) ?? text(quantity['unit']) };
}

/**
 * A number in German or English notation: `4,2`, `4.2`, `1.234,5`, `1,234.5`, `1 234`. Where the two notations read it
 * differently (`1,234`, `1.234`) it is `ambiguous`; null = no number.
 */
export function parseNumber(written: string): number | 'ambiguous' | null {
  const plain = written.trim().replace(/(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  const simple = /^(\d+)([.,])(\d+)$/.exec(plain);
  if (simple) {
    const [, whole = '', , rest = ''] = simple;
    const thousands = rest.length === 3 && whole.length <= 3 && !whole.startsWith('0');
    return thousands ? 'ambiguous' : Number(`${whole}.${rest}`);
  }
  if (/^\d{1,3}(\.\d{3})+,\d+$|^\d{1,3}(\.\d{3}){2,}$/.test(plain))
    return Number(plain.replaceAll('.', '').replace(',', '.'));
  if (/^\d{1,3}(,\d{3})+\.\d+$|^\d{1,3}(,\d{3}){2,}$/.test(plain)) return Number(plain.replaceAll(',', ''));
  return null;
}

/** Longer texts are prose, not a value. */
const LONGEST_AMOUNT = 60;

/** What laboratories put behind a value outside the normal range. */
const RANGE_FLAG = /\s*(?:\((?:HH?|LL?|N|\+{1,3}|-{1,3}|\*)\)|\*)\s*$/;

/** A value in text, with its comparator and unit if written: `< 0,01 ng/ml`, `4.2 (H)`. */
export function parseAmount(written: string): Amount | 'ambiguous' | null {
  if (written.length > LONGEST_AMOUNT) return null;
  const match = /^\s*(<=|>=|[<>≤≥])?\s*([\d.,'\s\u00a0\u202f]*\d)\s*([^\d\s].*)?$/.exec(
    written.replace(RANGE_FLAG, ''),
  );
  if (!match) return null;
  const value = parseNumber(match[2] ?? '');
  if (value === null || value === 'ambiguous') return value;
  const comparator = match[1] === undefined ? null : (COMPARATORS.get(match[1]) ?? null);
  return { value, comparator, unit: match[3]?.trim() ?? null };
}

/** Is the unit ng/mL, or µg/L, which is the same number? Null = no unit is written. */
export function isNgPerMl(unit: string | null): boolean | null {
  return unit === null ? null : NG_PER_ML.has(unit.toLowerCase().replaceAll(' ', ''));
}

const TO_GBQ: ReadonlyMap<string, number> = new Map(
  Object.entries({ gbq: 1, mbq: 1e-3, kbq: 1e-6, bq: 1e-9, mci: 0.037, ci: 37 }),
);

/** An activity in GBq, rounded to 1 kBq; null for another unit. 1 mCi = 37 MBq exactly. */
export function toGbq(amount: Amount): number | null {
  const factor = TO_GBQ.get((amount.unit ?? '').toLowerCase());
  return factor === undefined ? null : Math.round(amount.value * factor * 1e6) / 1e6;
}
