/** The ISUP grade group of a Gleason score (clinical definition 1.9). */
import type { GleasonScore } from './record.ts';

/**
 * ISUP 2014 consensus: up to 6 is group 1, 3+4 is 2, 4+3 is 3, 8 is 4, 9 and 10 are 5. Null for a total of 7 whose parts are
 * not known, or do not make it.
 */
export function gradeGroup({ primary, secondary, total }: Omit<GleasonScore, 'gradeGroup'>): number | null {
  if (total <= 6) return 1;
  if (total === 7) return primary === 3 && secondary === 4 ? 2 : primary === 4 && secondary === 3 ? 3 : null;
  return total === 8 ? 4 : 5;
}
