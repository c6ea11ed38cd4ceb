/** All cues that tell whether a drug was given, is planned, was declined or is only talked about. */
import { COURSES } from './cues/courses.ts';
import { DECLINED } from './cues/declined.ts';
import { GIVEN } from './cues/given.ts';
import { PLANNED } from './cues/planned.ts';
import { RULED_OUT } from './cues/ruled-out.ts';
import { TALK } from './cues/talk.ts';
import type { DrugCue } from './cues/types.ts';

export type { DrugCue, DrugEffect } from './cues/types.ts';

export const DRUG_CUES: readonly DrugCue[] = [...DECLINED, ...RULED_OUT, ...GIVEN, ...COURSES, ...PLANNED, ...TALK];
