/** Every kind of statement that the rules know, in the order in which findings are listed. */
import type { Concept } from '../types.ts';
import { drugs } from './drugs/index.ts';
import { gleason } from './gleason/index.ts';
import { metastasis } from './metastasis/index.ts';

/** The value of a mention is its own concept's business: here the concepts are joined without it. */
function any<V>(concept: Concept<V>): Concept {
  return concept as unknown as Concept;
}

export const CONCEPTS: readonly Concept[] = [any(metastasis), any(gleason), any(drugs)];
