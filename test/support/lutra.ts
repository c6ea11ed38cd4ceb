/** Running the command line as a person does: in a process of its own, or in this one with the streams caught. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { runCommandLine } from '../../src/cli/program.ts';
import { silentLog, systemClock } from '../../src/effects.ts';
import { LutraError } from '../../src/errors.ts';

export const ROOT = path.join(import.meta.dirname, '..', '..');
const MAIN = path.join(ROOT, 'src', 'cli', 'main.ts');

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `lutra ARGS` as a process; kill it, or await `finished`. */
export function startLutra(args: readonly string[], env: Record<string, string> = {}, cwd = ROOT, input = '') {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command that ends without reading its input breaks the pipe; that is for the test to judge, not an accident.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code) => resolve({ status: code ?? -1, stdout, stderr }));
  });
  return { child, finished };
}

export async function lutra(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = ROOT,
  input = '',
): Promise<Finished> {
  return startLutra(args, env, cwd, input).finished;
}

/** The same in this process: quick, and an unexpected error keeps its stack. */
export async function lutraHere(
  args: readonly string[],
  env: Record<string, string> = {},
  change: Partial<Pick<Io, 'clock' | 'err'>> = {},
): Promise<Finished> {
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    stdin: Readable.from([]),
    env,
    clock: systemClock,
    log: silentLog,
    progress: () => undefined,
    ...change,
  };
  try {
    const status = await runCommandLine(args, io);
    return { status, stdout: out.join('\n'), stderr: err.join('\n') };
  } catch (error) {
    if (!(error instanceof LutraError)) throw error;
    return { status: error.exitStatus, stdout: out.join('\n'), stderr: error.message };
  }
}
