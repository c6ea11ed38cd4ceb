/** What a verb has of the world: streams, environment, clock, log and progress. */
import type { Readable } from 'node:stream';
import { type Clock, type Log, type LogValue, type ProgressUnits, systemClock } from '../effects.ts';

export interface Io {
  /** Writes a line of the verb's result to standard output. */
  out(line: string): void;
  /** Writes a line for the person at the terminal to standard error. */
  err(line: string): void;
  readonly stdin: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  progress(step: string, done: number, total: number | null, units?: ProgressUnits): void;
}

/** The real world. On a terminal progress is one line that changes; elsewhere the log has a JSON line a step. */
export function processIo(): Io {
  const terminal = process.stderr.isTTY;
  const bar = progressBar(systemClock, (text) => process.stderr.write(text));
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => {
      if (terminal) bar.clear();
      process.stderr.write(`${line}\n`);
    },
    stdin: process.stdin,
    env: process.env,
    clock: systemClock,
    log: terminal
      ? { info: () => undefined, warn: (event, data) => bar.note(`${event} ${describe(data)}`) }
      : jsonLog(systemClock),
    progress: terminal ? bar.show : () => undefined,
  };
}

function describe(data: Readonly<Record<string, LogValue>> = {}): string {
  return Object.entries(data)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

/** One JSON object a line on standard error: time, level, event and counts. */
function jsonLog(clock: Clock): Log {
  const write = (level: string, event: string, data: Readonly<Record<string, LogValue>> = {}): void => {
    process.stderr.write(`${JSON.stringify({ time: new Date(clock.now()).toISOString(), level, event, ...data })}\n`);
  };
  return { info: (event, data) => write('info', event, data), warn: (event, data) => write('warn', event, data) };
}

const REDRAW_MS = 100;

/** Done, rate and time left on one line, drawn at most ten times a second. */
function progressBar(clock: Clock, write: (text: string) => void) {
  let step = '';
  let started = 0;
  let drawn = 0;
  const clear = (): void => write('\r\u001B[K');
  return {
    clear,
    note: (line: string): void => write(`\r\u001B[K${line}\n`),
    show: (name: string, done: number, total: number | null, units?: ProgressUnits): void => {
      const now = clock.now();
      if (name !== step) [step, started, drawn] = [name, now, 0];
      const last = total !== null && done >= total;
      if (!last && now - drawn < REDRAW_MS) return;
      drawn = now;
      write(`\r\u001B[K${progressLine(name, done, total, (now - started) / 1000, units)}${last ? '\n' : ''}`);
    },
  };
}

/**
 * `facts      1,200 of 2,150   56 %   410/s   2 s left`, or with units
 * `extract    120 of 479 charts   25 %   1,204 resources/s   14 s left`.
 */
export function progressLine(
  step: string,
  done: number,
  total: number | null,
  seconds: number,
  units?: ProgressUnits,
): string {
  const told = seconds > 0.5;
  const count = [total === null ? group(done) : `${group(done)} of ${group(total)}`, units?.unit ?? '']
    .join(' ')
    .trim();
  const share = total ? `${Math.floor((100 * done) / total)} %` : '';
  const rate = Math.round((units?.with?.count ?? done) / seconds);
  const speed = told && rate > 0 ? `${group(rate)}${units?.with ? ` ${units.with.unit}` : ''}/s` : '';
  const left =
    told && total !== null && done > 0 && done < total ? `${lasting(((total - done) * seconds) / done)} left` : '';
  return [step.padEnd(10), count, share, speed, left].filter(Boolean).join('   ');
}

/** A time that is still to come, no finer than it can be known: 90 -> `90 s`, 600 -> `10 min`, 9,000 -> `2 h 30 min`. */
function lasting(seconds: number): string {
  if (seconds <= 120) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 12345 -> 12,345. */
export function group(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
