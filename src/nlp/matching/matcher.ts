/** A table of rules run over a text: at each place the first rule in order that fits, from left to right, no overlaps. */
import type { Span } from '../types.ts';
import type { Searched } from './finder.ts';
import { withLetters } from './letters.ts';
import { NO_WORD, parse } from './pattern.ts';
import type { CharSet, Tree } from './pattern.ts';
import { firstFrom, isCut, Search } from './search.ts';

export interface Match<R> extends Span {
  readonly rule: R;
  readonly text: string;
}

interface Patterned {
  readonly pattern: string;
}

/** Finds all matches of the table in a text that begins at `offset` of the view. */
export type Matcher<R> = (text: string, offset: number) => Match<R>[];

/** Rules as one expression, with the limits given. Their patterns have no capture groups: the group tells the rule. */
export function plainMatcher<R extends Patterned>(rules: readonly R[], left: string, right: string): Matcher<R> {
  const any = alternation(rules, left, right, 'g');
  return (text, offset) => {
    const matches: Match<R>[] = [];
    any.lastIndex = 0;
    for (let found = any.exec(text); found; found = any.exec(text)) {
      if (found[0] === '') any.lastIndex++;
      else matches.push(matchOf(rules, found, offset));
    }
    return matches;
  };
}

/** Finds all matches of the table in a part of a document, which is searched as a text of its own. */
export type WordMatcher<R> = (doc: Searched, part: Span) => Match<R>[];

const tables = new Search();

/**
 * Rules that begin at the beginning of a word and end at the end of one. One pass over a document tells for all tables the
 * few rules that are possible at a word; only these are tried. The same as one alternation of all, far faster.
 */
export function wordMatcher<R extends Patterned>(rules: readonly R[]): WordMatcher<R> {
  const group = tables.add(rules.map(({ pattern }) => asWords(parse(pattern))));
  const all = rules.map((_, index) => index);
  // Each by itself: an expression for each choice of them would have to be made whenever a text brings a new choice.
  const words = rules.map((rule) => ({
    rule,
    expression: new RegExp(`(?:${withLetters(rule.pattern)})(?![a-z0-9])`, 'y'),
  }));
  const firstAt = (possible: readonly number[], text: string, from: number, offset: number): Match<R> | null => {
    for (const index of possible) {
      const { rule, expression } = words[index] as (typeof words)[number];
      expression.lastIndex = from;
      const found = expression.exec(text)?.[0] ?? '';
      if (found !== '') return { rule, start: offset + from, end: offset + from + found.length, text: found };
    }
    return null;
  };
  return ({ lower }, { start, end }) => {
    const matches: Match<R>[] = [];
    const { at, able } = tables.placesIn(lower, group);
    let i = firstFrom(at, start);
    let place = isCut(lower, start) ? start : (at[i] ?? end);
    if (place >= end) return matches;
    const text = lower.slice(start, end);
    for (let possible = isCut(lower, start) ? all : able[i]; place < end; possible = able[i]) {
      const match = firstAt(possible ?? all, text, place - start, start);
      if (match) matches.push(match);
      const done = match?.end ?? place + 1;
      while ((at[i] ?? end) < done) i++;
      place = at[i] ?? end;
    }
    return matches;
  };
}

/** No letter or digit stands before it, none behind it. */
const asWords = (tree: Tree): Tree => ({
  kind: 'sequence',
  parts: [{ kind: 'not_after', set: OF_WORD }, tree, { kind: 'set', set: NO_WORD }],
});
const OF_WORD: CharSet = NO_WORD.map((is) => 1 - is);

function alternation(rules: readonly Patterned[], left: string, right: string, flags: string): RegExp {
  return new RegExp(`${left}(?:${rules.map((r) => `(${r.pattern})`).join('|')})${right}`, flags);
}

function matchOf<R>(rules: readonly R[], found: RegExpExecArray, offset: number): Match<R> {
  let group = 1;
  while (found[group] === undefined) group++;
  const start = offset + found.index;
  return { rule: rules[group - 1] as R, start, end: start + found[0].length, text: found[0] };
}
