/** Reading a password: typed at a terminal without being shown, or the first line of what is piped in. */
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ReadStream } from 'node:tty';
import { LutraError } from '../errors.ts';
import type { Io } from './io.ts';

/** `verb`: the command that asks, for the remedy. Throws `usage` where nothing came in. */
export async function readPassword(io: Io, verb: string): Promise<string> {
  const terminal = 'isTTY' in io.stdin && io.stdin.isTTY === true ? (io.stdin as ReadStream) : null;
  if (terminal) io.err('password:');
  const password = terminal ? await typed(terminal) : await firstLine(io.stdin);
  if (password !== '') return password;
  throw new LutraError('usage', 'no password came in', { remedy: `${verb} < password-file` });
}

async function firstLine(input: Readable): Promise<string> {
  return (await text(input)).split(/\r?\n/)[0] ?? '';
}

const ENTER: readonly string[] = ['\r', '\n', '\u0004'];
const INTERRUPT = '\u0003';
const ERASE: readonly string[] = ['\b', '\u007F'];

/** In raw mode the terminal echoes nothing; what it would have done with Enter, Backspace and Ctrl+C is done here. */
async function typed(terminal: ReadStream): Promise<string> {
  terminal.setRawMode(true);
  let password = '';
  try {
    for await (const chunk of terminal) {
      for (const character of String(chunk)) {
        if (character === INTERRUPT) throw new LutraError('usage', 'given up, nothing was made');
        if (ENTER.includes(character)) return password;
        password = ERASE.includes(character) ? password.slice(0, -1) : password + character;
      }
    }
    return password;
  } finally {
    terminal.setRawMode(false);
  }
}
