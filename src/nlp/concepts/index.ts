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

export const CONCEPTS: readonly Concept[] = [
  rltCycle,
  metastasis,
  gleason,
  castrationResistance,
  drugs,
  psa,
  diagnosis,
  therapyHistory,
];
