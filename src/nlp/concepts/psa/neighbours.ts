/** What stands beside a token: the date of a value, the end of a list, a remark in brackets, the end of the sentence. */
import type { Document } from '../../types.ts';
import { sentenceAt } from '../place.ts';
import type { Token } from './tokens.ts';

export type NumberToken = Extract<Token, { type: 'number' }>;

/** "PSA steigt, 2. Meinung gewünscht". */
export const isNth = (doc: Document, { start, end }: Token): boolean =>
  /^\d$/u.test(doc.lower.slice(start, end)) &&
  doc.lower[end] === '.' &&
  sentenceAt(doc, start) === sentenceAt(doc, end + 1);

/** "150 (Z2)": when it was measured, in brackets. */
export const isRemarked = (tokens: readonly Token[], i: number): boolean =>
  isSign(tokens[i + 1], '(') && tokens[i + 2]?.type === 'filler' && isSign(tokens[i + 3], ')');

/** `5.2 (3/2019`, `5.2, 3/2019`, `5.2 on 3/2019`, `157 at the end of July`. */
export function isDatedAfter(tokens: readonly Token[], i: number): boolean {
  const first = tokens[i + 1];
  let j = first?.type === 'sign' && /[([@,]/u.test(first.text) ? i + 2 : i + 1;
  const fillers = first?.type === 'sign' && first.text !== '(' ? 0 : 3;
  for (let n = 0; n < fillers && tokens[j]?.type === 'filler'; n += 1) j += 1;
  return isDate(tokens[j]);
}

export const isSign = (token: Token | undefined, text: string): boolean =>
  token?.type === 'sign' && token.text === text;

export const isBracketedDate = (tokens: readonly Token[], i: number): boolean => {
  const [a, b, c] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]];
  return isSign(a, '(') && b?.type === 'date' && b.date.date.length === 10 && isSign(c, ')');
};

export const isDate = (token: Token | undefined): boolean => token?.type === 'date' || token?.type === 'no_day';

/** A bare number in a list stands alone between separators, or has the unit. */
export function closes(next: Token | undefined, token: NumberToken, before: Token | undefined): boolean {
  return (
    token.unit ||
    next === undefined ||
    next.type === 'filler' ||
    // "12.2 => 14.1"
    (next.type === 'number' && next.comparator === '>=') ||
    (next.type === 'sign' &&
      next.text === '(' &&
      (before?.type === 'filler' || (before?.type === 'sign' && /^(?:\)|-{1,2}>|=>|→)$/u.test(before.text)))) ||
    (next.type === 'sign' && next.text === '-' && before?.type === 'sign' && before.text === '-') ||
    (next.type === 'sign' && /^(?:-{1,2}>|=>|→|[/|;,.)\]\n]|\.\.+)$/u.test(next.text))
  );
}

export const endsSentence = (doc: Document, { start, end }: Token): boolean =>
  /^\s/u.test(doc.lower.slice(end, end + 1)) && sentenceAt(doc, start) !== sentenceAt(doc, end + 1);

export const isBullet = (token: Token | undefined): boolean => token?.type === 'sign' && /^[*-]$/u.test(token.text);
