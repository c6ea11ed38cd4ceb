/** Every kind of statement that the rules know, in the order in which findings are listed. */
import type { Concept } from '../types.ts';

export const CONCEPTS: readonly Concept[] = [];
