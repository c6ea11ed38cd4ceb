/**
 * Words that tell whether a drug was given, is planned, or was declined. Patterns run on the lower-case view.
 * `effect`: what they say. `direction`: `after` they stand after the drug, `before` before it, `both` either.
 * `strength` 4: the whole sentence is no report of the patient; 3 settles it, 2 is a plain statement, 1 a hint.
 */
import type { Rule } from '../../../types.ts';

export type DrugEffect = 'given' | 'planned' | 'declined' | 'talk';

export interface DrugCue extends Rule {
  readonly effect: DrugEffect;
  readonly direction: 'before' | 'after' | 'both';
  readonly strength: 1 | 2 | 3 | 4;
}

const OWN = 'own wording of clinical letters';
export const cue = (
  id: string,
  effect: DrugEffect,
  direction: DrugCue['direction'],
  strength: DrugCue['strength'],
  language: Rule['language'],
  pattern: string,
  match: Rule['match'],
  noMatch: readonly string[] = [],
): DrugCue => ({ id: `drug.${id}`, language, pattern, effect, direction, strength, source: OWN, match, noMatch });
