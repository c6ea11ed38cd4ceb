/** Characters that a reader cannot see but that change what the reader sees, made visible. */

/**
 * Controls and formatting characters: NUL and its like, zero-width spaces, every bidirectional control (Unicode UAX #9),
 * line separators. Not: tab and line ends, the soft hyphen, and the joiners that scripts and emoji need.
 */
const HIDDEN = /(?![\t\n\r\u00AD\u200C\u200D])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text for display: each hidden character as `⟦U+202E⟧`. Offsets into the original must be taken before. */
export function visible(text: string): string {
  return text.replace(
    HIDDEN,
    (char) => `⟦U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`,
  );
}
