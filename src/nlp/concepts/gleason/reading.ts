/** What the scanner of Gleason notations gives. */

export interface GleasonReading {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly primary: number | null;
  readonly secondary: number | null;
  /** As written; the sum of the parts where no sum is written; null for a grade group alone. */
  readonly total: number | null;
  readonly tertiary: number | null;
  readonly gradeGroup: number | null;
  readonly doubt: string | null;
}

export interface Anchor {
  readonly start: number;
  readonly end: number;
  readonly weak: boolean;
}
