/** What a cue does to the words in its scope, and where that scope lies. */
import type { Assertion } from '../../domain.ts';
import type { RawCue, Rule } from '../types.ts';

/**
 * `no_new` denies only something new ("keine neuen"), `no_change` denies a change and so supposes the thing ("keine
 * Zunahme der"); `affirmed` is what a denial does not reach over ("bekannte", "progredient"); `stop` ends every scope;
 * `pseudo` looks like a cue and is none.
 */
export type Effect =
  | 'negated'
  | 'uncertain'
  | 'historical'
  | 'planned'
  | 'hypothetical'
  | 'other_subject'
  | 'indication'
  | 'no_new'
  | 'no_change'
  | 'affirmed'
  | 'stop'
  | 'pseudo';

/** `after`: it governs what follows; `before`: what precedes; `both`: its whole clause; `none`: nothing. */
export type Direction = 'after' | 'before' | 'both' | 'none';

export interface CueRule extends Rule {
  readonly effect: Effect;
  readonly direction: Direction;
  /** Most words between the cue and what it governs; none = to the end of the clause. */
  readonly reach?: number;
}

export interface FoundCue extends RawCue {
  readonly effect: Effect;
  readonly direction: Direction;
  readonly reach: number;
}

/** The verdict on one place of a document. */
export interface Assessment {
  readonly assertion: Assertion;
  /** Every effect that reaches the place, also those that the assertion does not show. */
  readonly effects: ReadonlySet<Effect>;
  readonly cues: readonly RawCue[];
}
