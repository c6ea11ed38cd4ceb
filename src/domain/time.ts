/** Dates as text, at the precision that was stated. */

/** ISO calendar date cut at the precision that was stated: `2018`, `2018-04` or `2018-04-10`. Never widened silently. */
export type PartialDate = string;

/** A complete ISO calendar date, `2018-04-10`, in the hospital's local time. */
export type DayDate = string;

export type DatePrecision = 'day' | 'month' | 'year';
