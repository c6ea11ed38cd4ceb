/** When two texts are the same document in two formats. */

/** Length of the word sequences that are compared. */
const WORDS = 3;
/** Share of the shorter text's sequences that the longer one must have: texts of like length, and excerpts. */
const AGREEMENT = 0.5;
const AGREEMENT_OF_EXCERPT = 0.9;
/** A text with less than this share of the longest one's letters is an excerpt. */
export const WHOLE = 0.8;

/** A text without layout: no white space, hyphenation or invisible characters. Equal for copies, signs and case kept. */
export function essence(text: string): string {
  return unwrapped(text).replace(/\s+/g, '');
}

function unwrapped(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/(\p{Ll})-\n(\p{Ll})/gu, '$1$2');
}

function wordsOf(text: string): string[] {
  return (
    unwrapped(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Number of letters and digits. */
export function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** True where the shorter text is told by the longer one: most of its word sequences stand there too. */
export function agree(a: string, b: string): boolean {
  const [longer, shorter] = [wordsOf(a), wordsOf(b)].toSorted((x, y) => y.length - x.length) as [string[], string[]];
  if (shorter.length < WORDS) return ` ${longer.join(' ')} `.includes(` ${shorter.join(' ')} `);
  const known = new Set(sequencesOf(longer));
  const sequences = sequencesOf(shorter);
  const needed = shorter.length >= WHOLE * longer.length ? AGREEMENT : AGREEMENT_OF_EXCERPT;
  return sequences.filter((sequence) => known.has(sequence)).length >= needed * sequences.length;
}

function sequencesOf(words: readonly string[]): string[] {
  return words.slice(0, words.length - WORDS + 1).map((_, index) => words.slice(index, index + WORDS).join(' '));
}
