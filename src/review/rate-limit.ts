/** Failed tries within a sliding window, by key; held in memory, bounded. */
export interface RateLimit {
  /** Milliseconds until another try is allowed; 0 = now. */
  wait(key: string): number;
  /** Counts a try; `forgive` takes one back that turned out well, `clear` all of the key. */
  failed(key: string): void;
  forgive(key: string): void;
  clear(key: string): void;
}

const MOST_KEYS = 10_000;

/** At most `tries` failures of one key within `windowMs`. */
export function rateLimit(tries: number, windowMs: number, now: () => number): RateLimit {
  const failures = new Map<string, number[]>();
  const recent = (key: string): number[] => (failures.get(key) ?? []).filter((at) => now() - at < windowMs);
  return {
    wait(key) {
      const times = recent(key);
      return times.length < tries ? 0 : Math.max(0, (times.at(-tries) ?? 0) + windowMs - now());
    },
    failed(key) {
      const times = [...recent(key), now()].slice(-tries);
      failures.delete(key);
      failures.set(key, times);
      const oldest = failures.keys().next();
      if (failures.size > MOST_KEYS && !oldest.done) failures.delete(oldest.value);
    },
    forgive(key) {
      failures.set(key, recent(key).slice(0, -1));
    },
    clear(key) {
      failures.delete(key);
    },
  };
}
