/** The words of a sentence that statements on metastases are made of. */
import { finder } from '../../matching/finder.ts';
import type { Document, Span } from '../../types.ts';
import { plainMatcher, wordMatcher } from '../../matching/matcher.ts';
import { FLUID_RULES } from './fluids.ts';
import { CODES, LESIONS } from './lesions.ts';
import { PLACES } from './places.ts';
import type { Token, TokenRule } from './types.ts';

const isFirst = (r: TokenRule): boolean =>
  r.role === 'skip' || r.id === 'met-benign-named' || r.id === 'met-metastatic-cancer';

const isNamed = (r: TokenRule): boolean => ['other_primary', 'free', 'suspect', 'malignant'].includes(r.role);

/** In the order in which they are tried at one place. */
export const TOKEN_RULES: readonly TokenRule[] = [
  ...LESIONS.filter(isFirst),
  ...FLUID_RULES,
  ...CODES,
  ...PLACES.filter((r) => r.role === 'exam' || r.role === 'compound'),
  ...LESIONS.filter((r) => !isFirst(r) && isNamed(r)),
  ...PLACES.filter((r) => r.role !== 'exam' && r.role !== 'compound'),
  ...LESIONS.filter((r) => !isFirst(r) && !isNamed(r)),
];

const isTnm = (r: TokenRule): boolean => r.id.startsWith('met-tnm');

const words = wordMatcher(TOKEN_RULES.filter((r) => !isTnm(r)));
/** Components may be glued to each other: `pT3bN1M1b`. */
const tnm = plainMatcher(TOKEN_RULES.filter(isTnm), '(?:(?<![a-z0-9])|(?<=t[0-4x][a-d]?|n[0-3x][a-c]?))', '');
const MAY_HOLD_TNM = finder(/[nm][0-3]/);

export function tokensOf(doc: Document, sentence: Span): Token[] {
  const codes = MAY_HOLD_TNM.isIn(doc, sentence.start, sentence.end)
    ? tnm(doc.lower.slice(sentence.start, sentence.end), sentence.start)
    : [];
  const tokens = words(doc, sentence);
  if (codes.length === 0) return tokens;
  const others = tokens.filter((t) => !codes.some((c) => c.start < t.end && t.start < c.end));
  return [...others, ...codes].sort((a, b) => a.start - b.start);
}
