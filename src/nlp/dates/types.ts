/** What a date expression says, and where it stands. */
import type { PartialDate } from '../../domain.ts';

/**
 * `date` one moment; `range` from `date` to `to`; `since` open to the right ("seit 09/2011", "11/2018 - laufend");
 * `until` open to the left ("bis 03/2019"); `birth` the patient's date of birth, never a clinical event.
 */
export type DateKind = 'date' | 'range' | 'since' | 'until' | 'birth';

export interface DateMention {
  /** Offsets into the text that was searched. The words "seit", "bis", "until" before the number belong to the span. */
  readonly start: number;
  readonly end: number;
  readonly kind: DateKind;
  readonly date: PartialDate;
  /** The end of a range; null for all other kinds. */
  readonly to: PartialDate | null;
  /** "ca.", "Anfang 2018", a calendar week, "3 months ago": true to the precision given, but no more. */
  readonly approximate: boolean;
  /** What was not written but concluded: the year from neighbours or the note's date, or all of it ("gestern"). */
  readonly inferred: 'year' | 'all' | null;
}

/** A date before its year is settled and before ranges are joined. */
export interface RawDate {
  readonly start: number;
  readonly end: number;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** `m/n` in an English text, read as month and year: it could be this day too, which only the neighbours tell. */
  readonly orDay?: { readonly month: number; readonly day: number };
  readonly approximate?: boolean;
  readonly inferred?: 'all';
  /** First part of a range that shares its rest with this date: `03` of `03–08/2018`, `5` of `5.–9.2.2018`. */
  readonly from?: {
    readonly start: number;
    readonly year?: number;
    readonly month: number | null;
    readonly day: number | null;
  };
  /** Expressions that point back to another date of the text. */
  readonly anchor?: 'previous';
  readonly shift?: { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly by: number };
}
