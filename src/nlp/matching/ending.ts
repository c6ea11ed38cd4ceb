/**
 * Expressions that say what a text ends with: "since about $". Tried from each of its characters, as a search does, most of
 * the work is for nothing; looked back from the end they are tried once.
 */

import { withLetters } from './letters.ts';

export interface Ending {
  test(text: string): boolean;
  /** The longest such end: where a search from the left would begin. */
  exec(text: string): RegExpExecArray | null;
}

/** `pattern` ends with `$`, which closes all of it. The answers are its own. */
export function ending(pattern: RegExp): Ending {
  const { source, flags } = pattern;
  if (!source.endsWith('$') || isChoice(source)) throw new Error(`no expression for the end of a text: ${source}`);
  const plain = withLetters(source);
  const back = new RegExp(`$(?<=${plain.slice(0, -1)})`, flags);
  const whole = new RegExp(plain, flags);
  return {
    test: (text) => back.test(text),
    exec: (text) => (back.test(text) ? whole.exec(text) : null),
  };
}

/** Has it alternatives outside of any brackets, of which `$` would close only the last? */
function isChoice(source: string): boolean {
  let bare = source.replace(/\\[^]/g, '').replace(/\[[^\]]*\]/g, '');
  for (let outer = ''; outer !== bare;) [outer, bare] = [bare, bare.replace(/\([^()]*\)/g, '')];
  return bare.includes('|');
}
