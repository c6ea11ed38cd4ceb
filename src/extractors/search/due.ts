/**
 * When a chart is compared as a whole again. Charts that were first read on one night would be due on one night; so each
 * patient has a moment of his own in the period, by his id, and is due on the first night after it.
 */
import { sha256 } from '../../canonical.ts';
import type { PatientId } from '../../domain.ts';

const HEX_DIGITS = 12;

/** The patient's moment in a period: from 0 to below 1, the same on every machine. */
export function momentOf(patient: PatientId): number {
  return Number.parseInt(sha256(patient).slice(0, HEX_DIGITS), 16) / 16 ** HEX_DIGITS;
}

/**
 * Has the patient's moment come since a chart was last read as a whole? All times in milliseconds. It comes once in every
 * period, so that no chart ever waits longer than one. A period of 0 is due always.
 */
export function isDue(
  moment: number,
  { fullAt, now, period }: { fullAt: number; now: number; period: number },
): boolean {
  if (now - fullAt >= period) return true;
  const turns = (at: number): number => Math.floor(at / period - moment);
  return turns(now) > turns(fullAt);
}
