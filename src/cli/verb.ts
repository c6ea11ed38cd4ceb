/** What a verb of the command line is. */
import type { Io } from './io.ts';

export interface Option {
  /** As commander reads it: `--data <dir>`. */
  readonly flags: string;
  readonly what: string;
  readonly default?: string;
  /** May be given several times, or several values after it. */
  readonly many?: boolean;
  readonly required?: boolean;
}

export interface Verb {
  readonly name: string;
  /** Positional arguments, as commander reads them. */
  readonly arguments?: string;
  readonly what: string;
  readonly options: readonly Option[];
  readonly example: string;
  /** Runs it and gives the exit status. Loaded only when wanted, so that `--help` is quick. */
  run(io: Io, options: Options, positional: readonly string[]): Promise<number>;
}

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
