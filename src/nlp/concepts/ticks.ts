/** Boxes of forms: `[x]`, `( )`, and the rows of them that answer yes or no. */

/** One box; group 1 or 2 is `x` where it is ticked. */
export const BOX = '(?:\\[\\s?(x)?\\s?\\]|\\((x| )\\))';

/** Also typed without brackets: `x ja  o nein`, `ja x nein _`. */
const MARK = '(?:\\[\\s?(?:x\\s?)?\\]|\\([x ]\\)|[xo_](?![\\p{L}\\d]))';
/** The answers of a form; `unknown` is one of its own. */
const WORD =
  '(?:ja|yes|nein|no|[jyn](?!\\.)|unbekannt|unknown|unbek\\.|unklar|fraglich|fragl\\.|unclear|verdacht|v\\.\\s?a\\.|suspekt|susp\\.?|suspected|equivocal|(?:nicht|not) \\p{L}+|[nk]\\.\\s?[abu]\\.)(?!\\p{L})';
const LEAD = /[^\S\n:?]{0,20}[?:]{0,2}[^\S\n]{0,20}/uy;
const GAP = '[\\s,/|]{0,12}';
const MARK_FIRST = new RegExp(`(?<mark>${MARK})\\s?(?<word>${WORD})${GAP}`, 'uy');
const WORD_FIRST = new RegExp(`(?<word>${WORD})\\s{0,2}(?<mark>${MARK})${GAP}`, 'uy');
const DOUBT = /^(?:unklar|unclear|fragl|verdacht|v\.|susp|equivocal)/u;
/** Most answers that one question offers. */
const MOST = 4;

/** `doubt`: neither yes nor no is ticked, but an answer of its own that doubts. */
export interface TickedAnswer {
  readonly answer: 'yes' | 'no' | 'open';
  readonly doubt: boolean;
  readonly end: number;
}

/** The answer ticked behind a question that ends at `at`, and where the boxes end; null where no such row of boxes follows. */
export function yesOrNoAt(lower: string, at: number): TickedAnswer | null {
  LEAD.lastIndex = at;
  const start = at + (LEAD.exec(lower)?.[0].length ?? 0);
  const order = matchAt(MARK_FIRST, lower, start) ? MARK_FIRST : WORD_FIRST;
  const offered: string[] = [];
  const ticked: string[] = [];
  let end = start;
  while (offered.length < MOST) {
    const found = matchAt(order, lower, end);
    const kind = kindOf(found?.groups?.['word'] ?? '');
    // A second "yes" belongs to the next question.
    if (!found || offered.includes(kind)) break;
    offered.push(kind);
    if (found.groups?.['mark']?.includes('x')) ticked.push(kind);
    end = order.lastIndex;
  }
  if (!offered.includes('yes') || !offered.includes('no')) return null;
  const [only = 'open', another] = ticked;
  const answer = another === undefined && (only === 'yes' || only === 'no') ? only : 'open';
  return { answer, doubt: another === undefined && DOUBT.test(only), end };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function kindOf(word: string): string {
  if (/^(?:ja|yes|j|y)$/u.test(word)) return 'yes';
  return /^(?:nein|no|n)$/u.test(word) ? 'no' : word;
}
