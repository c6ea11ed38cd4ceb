/**
 * Which patterns can be made to backtrack? The number of ways in which a pattern can read a text decides it. The few that
 * are too large for that are asked of `recheck` (its pure JavaScript build) once; those verdicts are kept by the hash of
 * the pattern in `test/nlp/redos-verdicts.json`. `node test/nlp/redos/check.ts` asks about what is new.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shortId } from '../../../src/canonical.ts';
import { powersOf } from './ambiguity.ts';
import { patternsOfSource, patternsOfTables } from './patterns.ts';
import type { Pattern } from './patterns.ts';

/**
 * `safe`: a search takes time in proportion to the text. `linear`: a try at one place does, so that with the length of what
 * it is run on (a window, a sentence) bounded, a search does too. `unknown`: not decided in the time given.
 */
export type Status = 'safe' | 'linear' | 'polynomial' | 'exponential' | 'unknown';

/** A pattern without unbounded repetition tries a bounded number of characters at each place: no need to ask. */
export function isBounded({ source }: Pattern): boolean {
  const bare = source.replace(/\\[^]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return !/[*+]|\{\d+,\}/.test(bare);
}

export interface Verdict {
  readonly status: Status;
  readonly degree?: number;
}

export interface Known {
  readonly safe: readonly string[];
  readonly others: Readonly<Record<string, Verdict & { readonly where: string }>>;
}

const FILE = fileURLToPath(new URL('../redos-verdicts.json', import.meta.url));
export const TIMEOUT_MS = 4000;

/** Those that have to be asked about. */
export function openPatterns(): Map<string, Pattern> {
  const all = [...patternsOfSource(), ...patternsOfTables()];
  return new Map(
    all
      .toReversed()
      .filter((p) => !isBounded(p))
      .map((p) => [hashOf(p), p]),
  );
}

export const hashOf = ({ source, flags }: Pattern): string => shortId(source, flags);

export function readVerdicts(): Known {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Known) : { safe: [], others: {} };
}

export function verdictOn(known: Known, hash: string): Verdict | null {
  return known.safe.includes(hash) ? { status: 'safe' } : (known.others[hash] ?? null);
}

/** By the ways of reading; null where the pattern is too large to count them. */
export function decided({ source, flags }: Pattern): Verdict | null {
  const { attempt, search } = powersOf(inAscii(source), flags);
  if (attempt === Infinity) return { status: 'exponential' };
  if (Number.isNaN(attempt)) return null;
  if (attempt > 1) return { status: 'polynomial', degree: attempt };
  return { status: search <= 1 || /^\^[^|]*$/.test(source) ? 'safe' : 'linear' };
}

/** Asks recheck. Blocks for up to `TIMEOUT_MS`, some more where its own steps are long. */
export async function ask(pattern: Pattern): Promise<Verdict> {
  process.env['RECHECK_BACKEND'] = 'pure';
  const { checkSync } = await import('recheck');
  const found = checkSync(inAscii(pattern.source), '', { timeout: TIMEOUT_MS });
  if (found.status === 'safe') return { status: 'safe' };
  if (found.status !== 'vulnerable') return { status: 'unknown' };
  const { complexity } = found;
  return complexity.type === 'polynomial'
    ? { status: 'polynomial', degree: complexity.degree }
    : { status: 'exponential' };
}

const ASCII: Readonly<Record<string, string>> = { L: 'a-z', Ll: 'a-z', Lu: 'A-Z', N: '0-9', M: '^', Zs: ' ', Cf: '~' };

/**
 * Unicode classes as those of ASCII, for recheck needs minutes for the former. It changes nothing of where a match can be
 * divided in several ways: no rule tells letters beyond ASCII from each other, and the view has hardly any.
 */
export function inAscii(source: string): string {
  let inClass = false;
  return source.replace(/\\p\{(\w+)\}|\\[^]|[[\]]/gi, (token, name: string | undefined) => {
    if (token === '[') inClass = true;
    if (token === ']') inClass = false;
    const range = name === undefined ? undefined : ASCII[name];
    if (range === undefined) return token === '\\P{ASCII}' ? '~' : token;
    return inClass ? range : `[${token.startsWith('\\P') ? '^' : ''}${range}]`;
  });
}

export function serialise(known: Known): string {
  const safe = known.safe.toSorted().map((hash) => `    "${hash}"`);
  const others = Object.entries(known.others)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([hash, verdict]) =>
        `    "${hash}": ${JSON.stringify(verdict).replaceAll('":', '": ').replaceAll(',"', ', "').replace('{', '{ ').replace(/\}$/, ' }')}`,
    );
  return `{\n  "safe": [\n${safe.join(',\n')}\n  ],\n  "others": {\n${others.join(',\n')}\n  }\n}\n`;
}

/** Verdicts for patterns that have none and are too large to decide; those of others and of patterns that are gone are dropped. */
async function update(): Promise<void> {
  const patterns = openPatterns();
  const known = readVerdicts();
  for (const [hash, pattern] of patterns) if (decided(pattern)) patterns.delete(hash);
  const safe = new Set(known.safe.filter((hash) => patterns.has(hash)));
  const others = Object.fromEntries(Object.entries(known.others).filter(([hash]) => patterns.has(hash)));
  for (const [hash, pattern] of patterns) {
    if (safe.has(hash) || others[hash]) continue;
    const verdict = await ask(pattern);
    if (verdict.status === 'safe') safe.add(hash);
    else others[hash] = { ...verdict, where: pattern.where };
    writeFileSync(FILE, serialise({ safe: [...safe], others }));
  }
  writeFileSync(FILE, serialise({ safe: [...safe], others }));
  console.log(
    `${patterns.size} patterns, too large to be decided here: ${safe.size} safe, ${Object.keys(others).length} others`,
  );
}

if (import.meta.main) await update();
