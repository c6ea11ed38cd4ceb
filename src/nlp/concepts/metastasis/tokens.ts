/** The words of a sentence that statements on metastases are made of. */
import type { Document, Sentence } from '../../types.ts';
import { CODES, LESIONS } from './lesions.ts';
import { PLACES } from './places.ts';
import type { Token, TokenRule } from './types.ts';

const isFirst = (r: TokenRule): boolean => r.role === 'skip';

/** In the order in which they are tried at one place. */
export const TOKEN_RULES: readonly TokenRule[] = [
  ...LESIONS.filter(isFirst),
  ...CODES,
  ...PLACES.filter((r) => r.role === 'exam' || r.role === 'compound'),
  ...LESIONS.filter(
    (r) => r.role === 'other_primary' || r.role === 'free' || r.role === 'suspect' || r.role === 'malignant',
  ),
  ...PLACES.filter((r) => r.role !== 'exam' && r.role !== 'compound'),
  ...LESIONS.filter((r) => !isFirst(r) && !['other_primary', 'free', 'suspect', 'malignant'].includes(r.role)),
];

/** TNM components may be glued to each other: `pT3bN1M1b`. */
function bounded(rule: TokenRule): string {
  if (!rule.id.startsWith('met-tnm')) return `(?<![a-z0-9])(?:${rule.pattern})(?![a-z0-9])`;
  return `(?:(?<![a-z0-9])|(?<=t[0-4x][a-d]?|n[0-3x][a-c]?))(?:${rule.pattern})`;
}

const ANY = new RegExp(TOKEN_RULES.map((rule) => `(${bounded(rule)})`).join('|'), 'g');

export function tokensOf(doc: Document, sentence: Sentence): Token[] {
  const tokens: Token[] = [];
  for (const match of doc.lower.slice(sentence.start, sentence.end).matchAll(ANY)) {
    if (match[0] === '') continue;
    const rule = TOKEN_RULES[match.findIndex((group, i) => i > 0 && group !== undefined) - 1];
    const start = sentence.start + match.index;
    if (rule) tokens.push({ rule, start, end: start + match[0].length, text: match[0] });
  }
  return tokens;
}
