/** Boxes of forms: `[x]`, `( )`, and the pairs of them that answer yes or no. */

/** One box; group 1 or 2 is `x` where it is ticked. */
export const BOX = '(?:\\[\\s?(x)?\\s?\\]|\\((x| )\\))';

/** `( ) ja  (x) nein`, `[x] yes [ ] no`; or the words first: `ja [ ] nein [x]`. */
const PAIR = new RegExp(
  `^[^\\S\\n:]{0,20}:?[^\\S\\n]{0,20}(?:${BOX}\\s?(ja|yes|nein|no)[\\s,/|]{0,8}${BOX}\\s?(?:ja|yes|nein|no)` +
    `|(ja|yes|nein|no)\\s?${BOX}[\\s,/|]{0,8}(?:ja|yes|nein|no)\\s?${BOX})(?!\\p{L})`,
  'u',
);

/** The answer ticked behind a question that ends at `at`, and where the boxes end; null where no pair of boxes follows. */
export function yesOrNoAt(lower: string, at: number): { answer: 'yes' | 'no' | 'open'; end: number } | null {
  const match = PAIR.exec(lower.slice(at, at + 70));
  if (!match) return null;
  const [text, a1, a2, boxFirst, b1, b2, wordFirst, c1, c2, d1, d2] = match;
  const first = [a1, a2, c1, c2].includes('x');
  const second = [b1, b2, d1, d2].includes('x');
  const yesFirst = /^(?:ja|yes)$/u.test(boxFirst ?? wordFirst ?? '');
  const answer = first === second ? 'open' : first === yesFirst ? 'yes' : 'no';
  return { answer, end: at + text.length };
}
