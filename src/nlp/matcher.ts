/** A table of rules as one expression: at each place of a text the first rule in order that fits. */
import type { Span } from './types.ts';

export interface Match<R> extends Span {
  readonly rule: R;
  readonly text: string;
}

/**
 * `left` and `right` are the limits of a word, common to all rules, so that the engine gives up at once in the middle of
 * words. The rules' patterns have no capture groups of their own: the group that took part tells the rule.
 */
export function matcher<R extends { readonly pattern: string }>(
  rules: readonly R[],
  left = '(?<![a-z0-9])',
  right = '(?![a-z0-9])',
): (text: string, offset: number) => Match<R>[] {
  if (rules.length === 0) return () => [];
  const any = new RegExp(`${left}(?:${rules.map((r) => `(${r.pattern})`).join('|')})${right}`, 'g');
  return (text, offset) => {
    const matches: Match<R>[] = [];
    any.lastIndex = 0;
    for (let found = any.exec(text); found; found = any.exec(text)) {
      const rule = rules[groupOf(found) - 1];
      const start = offset + found.index;
      if (found[0] === '') any.lastIndex++;
      else if (rule) matches.push({ rule, start, end: start + found[0].length, text: found[0] });
    }
    return matches;
  };
}

function groupOf(found: RegExpExecArray): number {
  let group = 1;
  while (found[group] === undefined) group++;
  return group;
}
