/** Every kind of statement that the rules know, in the order in which findings are listed. */
import type { Concept } from '../types.ts';
import { castrationResistance } from './castration_resistance/index.ts';
import { diagnosis } from './diagnosis/index.ts';
import { drugs } from './drugs/index.ts';
import { gleason } from './gleason/index.ts';
import { rltCycle } from './rlt_cycle/index.ts';
import { metastasis } from './metastasis/index.ts';
import { psa } from './psa/index.ts';
import { therapyHistory } from './therapy_history/index.ts';

/** The value of a mention is its own concept's business: here the concepts are joined without it. */
function any<V>(concept: Concept<V>): Concept {
  return concept as unknown as Concept;
}

export const CONCEPTS: readonly Concept[] = [
  any(rltCycle),
  any(metastasis),
  any(gleason),
  any(castrationResistance),
  any(drugs),
  any(psa),
  any(diagnosis),
  any(therapyHistory),
];
