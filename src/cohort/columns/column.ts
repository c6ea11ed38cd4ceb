import type { ColumnDefinition } from '../../domain.ts';

/** What must be said of a column; the rest has a default. */
export type ColumnWords = Omit<ColumnDefinition, 'unit' | 'codes'> & Partial<Pick<ColumnDefinition, 'unit' | 'codes'>>;

/** Column definitions, without unit and codes where none are named. */
export function columns(words: readonly ColumnWords[]): ColumnDefinition[] {
  return words.map((w) => ({ unit: null, codes: null, ...w }));
}

export const PRECISIONS = { day: 'day stated', month: 'month stated', year: 'year stated' } as const;
export const YES_NO = { '1': 'yes', '0': 'no' } as const;
