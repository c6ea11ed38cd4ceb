/** Death, last contact and what lies beyond the data cut-off, for a follow-up time that is already fixed. */
import { addDays, daysBetween, daysInMonth } from '../../calendar.ts';
import type { DayDate } from '../../domain.ts';
import type { HospitalId } from '../published.ts';
import type { Random } from '../random.ts';
import type { FollowUp } from './survival.ts';
import type { DeathPlan } from './types.ts';

/** The studies' data cut-off: nothing later counts. */
export const DATA_CUTOFF: Readonly<Record<HospitalId, DayDate>> = { uke: '2023-06-30', us: '2022-12-31' };

export interface Ending {
  readonly index: DayDate;
  readonly death: DeathPlan | null;
  readonly lastActivity: DayDate;
  readonly afterCutoff: DayDate | null;
}

/**
 * Moves `index` by at most a month so that the follow-up time comes out exactly under the rule for partial dates: a month
 * stands for its 15th, and never for a day before the last contact in that month.
 */
export function drawEnding(followUp: FollowUp | null, index: DayDate, cutoff: DayDate, random: Random): Ending {
  if (followUp === null) return undatedDeath(index, cutoff, random);
  const { days } = followUp;
  if (!followUp.event) return alive(addDays(index, days), index, cutoff, random);
  const end = addDays(index, days);
  const key = days < 45 ? 'day' : random.weighted({ day: 86, month: 10, month_seen_later: 4 });
  if (key === 'day') {
    const gap = random.chance(0.25) ? 0 : random.int(1, Math.min(40, days));
    return { index, death: { day: end, precision: 'day' }, lastActivity: addDays(end, -gap), afterCutoff: null };
  }
  const imputed = `${end.slice(0, 8)}15`;
  if (key === 'month') {
    const moved = addDays(imputed, -days);
    const died = `${end.slice(0, 8)}${String(random.int(16, 28))}`;
    return {
      index: moved,
      death: { day: died, precision: 'month' },
      lastActivity: addDays(imputed, -random.int(1, 40)),
      afterCutoff: null,
    };
  }
  const last = `${end.slice(0, 8)}${String(random.int(17, 24))}`;
  return {
    index: addDays(last, -days),
    death: { day: addDays(last, random.int(0, 4)), precision: 'month' },
    lastActivity: last,
    afterCutoff: null,
  };
}

function undatedDeath(index: DayDate, cutoff: DayDate, random: Random): Ending {
  const room = Math.min(daysBetween(index, cutoff), 400);
  return {
    index,
    death: { day: addDays(index, room), precision: null },
    lastActivity: addDays(index, random.int(30, Math.max(31, room))),
    afterCutoff: null,
  };
}

/** Alive at the end; some are seen again, or die, after the cut-off. */
function alive(end: DayDate, index: DayDate, cutoff: DayDate, random: Random): Ending {
  const later = addDays(cutoff, random.int(5, 90));
  const key = random.weighted({ nothing: 60, contact: 25, death: 15 });
  return {
    index,
    death: key === 'death' ? { day: addDays(later, daysInMonth(2023, 1)), precision: 'day' } : null,
    lastActivity: end,
    afterCutoff: key === 'nothing' ? null : later,
  };
}
