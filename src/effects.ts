/** The outside world as small interfaces; stages take them as an argument, tests pass their own. */

export interface Clock {
  /** Milliseconds since the epoch, as `Date.now`. */
  now(): number;
  /** Waits; the only way to wait anywhere, so that tests do not sleep. */
  sleep(ms: number): Promise<void>;
}

/** Progress and log lines. `data` holds counts, codes and opaque ids only: never text, names or identifiers of patients. */
export interface Log {
  info(event: string, data?: Readonly<Record<string, LogValue>>): void;
  warn(event: string, data?: Readonly<Record<string, LogValue>>): void;
}
export type LogValue = string | number | boolean | null;

/** Reports how far a step is; called often, shown rarely. */
export type Progress = (done: number, total: number | null) => void;

/** What a line of progress counts, and what else it tells the rate of. */
export interface ProgressUnits {
  /** Of what is done: `charts`. */
  readonly unit: string;
  /** What comes along with it: 1,204 `resources`. The rate is told of these. */
  readonly with?: { readonly count: number; readonly unit: string };
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export const silentLog: Log = { info: () => undefined, warn: () => undefined };
