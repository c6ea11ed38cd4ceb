/** Trying again: how long to wait, and when to give up. All waits go through the clock that is handed in. */
import { sha256 } from '../../canonical.ts';
import type { Clock } from '../../effects.ts';
import { type Fault, faultOfError } from './fault.ts';

const FIRST_WAIT_MS = 1000;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The instant of an HTTP date (RFC 9110, IMF-fixdate) in milliseconds since the epoch; null where it is none. */
export function httpDate(header: string | null): number | null {
  const value = header?.trim() ?? '';
  return HTTP_DATE.test(value) ? Date.parse(value) : null;
}

/** Milliseconds that a Retry-After header asks for, in either form (seconds, HTTP date); null where it is neither. */
export function retryAfterMs(header: string | null, now: number): number | null {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = httpDate(value);
  return date === null ? null : Math.max(0, date - now);
}

/**
 * The wait before attempt `attempt + 1`: doubling from one second with up to a quarter added (taken from the URL, so that
 * runs are the same), at least what Retry-After says, never more than `maxWaitMs`.
 */
export function waitMs(attempt: number, key: string, retryAfter: number | null, maxWaitMs: number): number {
  const backoff = FIRST_WAIT_MS * 2 ** (attempt - 1);
  const jitter = (Number.parseInt(sha256(`${key} ${attempt}`).slice(0, 4), 16) / 0xffff) * (backoff / 4);
  return Math.round(Math.min(maxWaitMs, Math.max(backoff + jitter, retryAfter ?? 0)));
}

export interface RetryOptions {
  readonly clock: Clock;
  readonly attempts: number;
  readonly maxWaitMs: number;
  /** Told of every fault that is tried again, with the wait that follows. */
  readonly onRetry: (fault: Fault, wait: number) => void;
}

/** Runs `attempt` until it succeeds, fails for good, or has failed `attempts` times. Rejects with the last Fault. */
export async function withRetry<T>(key: string, options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      const fault = faultOfError(error);
      if (!fault.passing || number >= options.attempts) throw fault;
      const wait = waitMs(number, key, retryAfterMs(fault.retryAfter, options.clock.now()), options.maxWaitMs);
      options.onRetry(fault, wait);
      await options.clock.sleep(wait);
    }
  }
}
