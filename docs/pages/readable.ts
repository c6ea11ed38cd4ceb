/** A pattern in words that a person can read: `kein‹e/em/en›`, `Herd…`. What only limits a match is left out. */

/** The alternatives of a regular expression as the rules write them. Throws on syntax it does not know. */
export function readable(pattern: string): string[] {
  return new Reader(pattern).whole();
}

const CLASSES: Readonly<Record<string, string>> = { d: '0', s: ' ', S: '·', w: '·', p: '·', b: '', B: '' };
/** Any letters, any characters. */
const ANY = '…';

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): string[] {
    const all = this.#alternatives();
    if (this.#at < this.#source.length) throw new Error(`not read to its end: ${this.#source}`);
    return all;
  }

  #alternatives(): string[] {
    const all = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      all.push(this.#sequence());
    }
    return all;
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) text += this.#term();
    return text.replace(/…[…·]*/g, ANY);
  }

  #term(): string {
    const atom = this.#atom();
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(this.#source.slice(this.#at));
    if (!quantifier) return atom;
    this.#at += quantifier[0].length;
    return repeated(atom, quantifier[0], quantifier[1]);
  }

  #atom(): string {
    const char = this.#source.charAt(this.#at++);
    if (char === '(') return this.#group();
    if (char === '[') return this.#class();
    if (char === '\\') return this.#escape();
    if (char === '.') return '·';
    return char === '^' || char === '$' ? '' : char;
  }

  #group(): string {
    const opening = /^\?(?:<?[=!]|:|<\w+>)/.exec(this.#source.slice(this.#at))?.[0] ?? '';
    this.#at += opening.length;
    const inner = this.#alternatives();
    this.#at++;
    if (/[=!]$/.test(opening)) return lookAround(opening, inner);
    return inner.length === 1 ? (inner[0] ?? '') : `{${inner.join('/')}}`;
  }

  #class(): string {
    const start = this.#at;
    for (let escaped = false; this.#at < this.#source.length; this.#at++) {
      const char = this.#source[this.#at];
      if (char === ']' && !escaped) break;
      escaped = char === '\\' && !escaped;
    }
    const inner = this.#source.slice(start, this.#at++);
    if (inner === '') return '·';
    if (/^(?:0-9|\\d)$/.test(inner)) return '0';
    if (inner.startsWith('^') || /a-z|\\[pwS]/.test(inner)) return '·';
    const plain = inner.replace(/\\s/g, ' ').replace(/\\d/g, '0').replace(/\\(.)/g, '$1');
    return plain.length === 1 ? plain : `[${plain}]`;
  }

  #escape(): string {
    const char = this.#source.charAt(this.#at++);
    if (char === 'k') this.#at += /^<\w+>/.exec(this.#source.slice(this.#at))?.[0].length ?? 0;
    if (char === 'p') this.#at += /^\{\w+\}/.exec(this.#source.slice(this.#at))?.[0].length ?? 0;
    if (char === 'k') return '(the same)';
    if (char === 'n') return '⏎';
    return CLASSES[char] ?? char;
  }
}

function repeated(atom: string, quantifier: string, least: string | undefined): string {
  if (atom === '') return '';
  const optional = quantifier.startsWith('*') || quantifier.startsWith('?') || least === '0';
  if (atom === '·') return quantifier.startsWith('?') ? '' : ANY;
  if (atom === '0') return optional ? '‹0›' : '0';
  if (atom === ' ') return optional ? ' ' : atom;
  const bare = /^\{[^{}]*\}$/.test(atom) ? atom.slice(1, -1) : atom;
  const many = quantifier.startsWith('?') ? '' : ANY;
  return optional ? `‹${bare}›${many}` : `${atom}${many === '' ? '' : many}`;
}

/** Limits of words say nothing; words that must, or must not, stand beside do. */
function lookAround(opening: string, inner: readonly string[]): string {
  const words = inner.filter((text) => /[a-z0-9]{2}/i.test(text));
  if (words.length === 0) return '';
  const not = opening.endsWith('!') ? 'not ' : '';
  return ` ⟨${not}${opening.includes('<') ? 'after' : 'before'} ${words.map((w) => w.trim()).join('/')}⟩ `;
}
