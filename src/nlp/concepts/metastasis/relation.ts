/** One group of places with the words that are said of it. */
import type { Group } from './groups.ts';
import type { Token } from './types.ts';

/** What is said of one group. `own` tokens stand with it; `lesion` is the word for the finding, if there is one. */
export interface Relation {
  readonly group: Group;
  readonly lesion: Token | null;
  /** The lesion stands before its places ("Metastasen in Leber und Lunge"). */
  readonly leading: boolean;
  readonly predicates: readonly Token[];
  /** The cancer or its course stands right beside ("mCRPC (Leber, LK)", "ossaerer Progress"). */
  readonly disease: Token | null;
  /** The disease opens a list of its places ("sites of disease: bone, liver"). */
  readonly listed?: boolean;
  /** Metastases are named before it in the sentence. */
  readonly named: boolean;
  /** Where the next places begin, behind a comma: what stands from there on is said of those. */
  readonly until?: number;
}
