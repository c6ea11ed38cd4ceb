/** What statements on PSMA radioligand therapy are made of. */
import type { CycleStatus, PartialDate, RltAgent } from '../../../domain.ts';
import type { DateMention } from '../../dates.ts';
import type { Rule, Span } from '../../types.ts';

/** `dose` words ("Gabe", "#3") belong to any treatment, `cycle` words only to what is given in cycles. */
export type CountWord = 'cycle' | 'dose';

export type CueKind =
  | 'given'
  | 'planned'
  | 'decision'
  | 'cancelled'
  | 'stopped'
  | 'talk'
  | 'first'
  | 'last'
  | 'rechallenge'
  | 'aside'
  | 'stay';

export interface WordRule extends Rule {
  readonly role: 'agent' | 'rlt' | 'foreign' | 'diagnostic' | CueKind;
  readonly agent?: RltAgent;
  /** Of a foreign treatment: can it own the word "cycle"? */
  readonly cyclic?: boolean;
}

export type Word = Span &
  (
    | { readonly kind: 'agent'; readonly agent: RltAgent; readonly rule: string; readonly surely: boolean }
    | { readonly kind: 'foreign'; readonly cyclic: boolean; readonly rule: string }
    | { readonly kind: 'cue'; readonly cue: CueKind; readonly rule: string }
    | {
        readonly kind: 'number';
        readonly numbers: readonly number[];
        readonly of: number | null;
        readonly word: CountWord;
        readonly rule: string;
      }
    | {
        readonly kind: 'count';
        readonly count: number;
        readonly word: CountWord;
        readonly rule: string;
        readonly further: boolean;
      }
    | { readonly kind: 'date'; readonly date: DateMention }
    | { readonly kind: 'activity'; readonly gbq: number; readonly role: ActivityRole }
  );
export type WordOf<K extends Word['kind']> = Extract<Word, { kind: K }>;

/** Only `administered` and plain activities are the patient's dose; `each` is that of every cycle of a list. */
export type ActivityRole = 'administered' | 'plain' | 'each' | 'other' | 'cumulative';

/** One administration as one passage tells of it. */
export interface Event extends Span {
  readonly rule: string;
  readonly number: number | null;
  readonly date: PartialDate | null;
  readonly agent: RltAgent;
  readonly activity: number | null;
  readonly status: CycleStatus;
  /** Only implied ("admitted for cycle 1"): a plain statement elsewhere decides. */
  readonly tentative: boolean;
  /** Only a number in passing ("since the second cycle"): it supports what is told elsewhere. */
  readonly weak: boolean;
  /** A new day for the cycle last spoken of, instead of the old one. */
  readonly replaces?: boolean;
  /** Sets right a slip of the pen: its day is the one that counts. */
  readonly corrects?: boolean;
  /** Its number was concluded from the order of a list. */
  readonly inferred: boolean;
  readonly cues: readonly (Span & { readonly rule: string })[];
}
