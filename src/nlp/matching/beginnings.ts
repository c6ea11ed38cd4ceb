/**
 * With which two characters can a match of a pattern begin? Reads the part of regular-expression syntax that rules use:
 * literals, classes, groups, alternation, quantifiers, look-arounds, back-references. What it does not know it takes for
 * anything, so the answer is never too small.
 */

/** Characters a rule's text can hold at a place: codes below 128; all others share the code 127. */
export const CODES = 128;
const ANY: ReadonlySet<number> = new Set(Array.from({ length: CODES }, (_, i) => i));
const DIGITS = codesOf('0123456789');
const WORD = codesOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_');
const SPACE = codesOf(' \t\n\r\f\v');

export function codeOf(char: number): number {
  return char < CODES ? char : CODES - 1;
}

/** Beginnings of up to two places, as sets of codes; `length` 0 or 1 means that the match can end so early. */
interface Beginning {
  readonly places: readonly ReadonlySet<number>[];
}

const EMPTY: readonly Beginning[] = [{ places: [] }];

/** Keys `first * 128 + second` of every pair of characters that a match can begin with. */
export function beginningsOf(pattern: string): Set<number> {
  const keys = new Set<number>();
  for (const { places } of new Reader(pattern).alternatives()) {
    const [first = ANY, second = ANY] = places;
    for (const a of first) for (const b of second) keys.add(a * CODES + b);
  }
  return keys;
}

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Beginning[] {
    const all: Beginning[] = [...this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      all.push(...this.#sequence());
    }
    return all;
  }

  #sequence(): readonly Beginning[] {
    let so: readonly Beginning[] = EMPTY;
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) so = join(so, this.#term());
    return so;
  }

  #term(): readonly Beginning[] {
    const atom = this.#atom();
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 12));
    if (!quantifier) return atom;
    this.#at += quantifier[0].length;
    const optional = quantifier[0].startsWith('*') || quantifier[0].startsWith('?') || quantifier[1] === '0';
    const twice = quantifier[0].startsWith('?') ? atom : [...atom, ...join(atom, atom)];
    return optional ? [...EMPTY, ...twice] : twice;
  }

  #atom(): readonly Beginning[] {
    const char = this.#source.charAt(this.#at++);
    if (char === '(') return this.#group();
    if (char === '[') return one(this.#class());
    if (char === '.') return one(ANY);
    if (char === '^' || char === '$') return EMPTY;
    if (char === '\\') return this.#escape();
    return one(new Set([codeOf(char.charCodeAt(0))]));
  }

  #group(): readonly Beginning[] {
    const opening = /^\?(?:<?[=!]|:|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 30))?.[0] ?? '';
    this.#at += opening.length;
    const inner = this.alternatives();
    this.#at++;
    return /[=!]$/.test(opening) ? EMPTY : inner;
  }

  #escape(): readonly Beginning[] {
    const char = this.#source.charAt(this.#at++);
    if (char === 'b' || char === 'B') return EMPTY;
    if (char === 'k' || char === 'p' || char === 'P' || char === 'u' || char === 'x') {
      this.#at += /^(?:<\w+>|\{[^}]*\}|[0-9a-f]{2,4})/i.exec(this.#source.slice(this.#at))?.[0].length ?? 0;
      return [...EMPTY, ...one(ANY), { places: [ANY, ANY] }];
    }
    return one(escaped(char));
  }

  #class(): ReadonlySet<number> {
    const negated = this.#source.charAt(this.#at) === '^';
    if (negated) this.#at++;
    const codes = new Set<number>();
    while (this.#at < this.#source.length && this.#source.charAt(this.#at) !== ']') this.#member(codes);
    this.#at++;
    return negated ? ANY : codes;
  }

  #member(codes: Set<number>): void {
    const char = this.#source.charAt(this.#at++);
    if (char === '\\') for (const code of escaped(this.#source.charAt(this.#at++))) codes.add(code);
    else if (this.#source.charAt(this.#at) === '-' && this.#source.charAt(this.#at + 1) !== ']') {
      const last = this.#source.charCodeAt(this.#at + 1);
      this.#at += 2;
      for (let code = char.charCodeAt(0); code <= last; code++) codes.add(codeOf(code));
    } else codes.add(codeOf(char.charCodeAt(0)));
  }
}

function escaped(char: string): ReadonlySet<number> {
  if (char === 'd') return DIGITS;
  if (char === 'w') return WORD;
  if (char === 's') return SPACE;
  if ('DWS'.includes(char)) return ANY;
  return new Set([codeOf({ n: 10, t: 9, r: 13 }[char] ?? char.charCodeAt(0))]);
}

function one(codes: ReadonlySet<number>): readonly Beginning[] {
  return [{ places: [codes] }];
}

/** Every way to go on from `a` with `b`, cut at two places; ways with the same places are kept once. */
function join(a: readonly Beginning[], b: readonly Beginning[]): readonly Beginning[] {
  if (a.every(({ places }) => places.length >= 2)) return a;
  const joined = new Map<string, Beginning>();
  for (const x of a) {
    for (const y of x.places.length >= 2 ? EMPTY : b) {
      const places = [...x.places, ...y.places].slice(0, 2);
      joined.set(places.map((p) => (p.size === CODES ? '*' : [...p].join())).join('/'), { places });
    }
  }
  return [...joined.values()];
}

function codesOf(text: string): ReadonlySet<number> {
  return new Set(Array.from(text, (c) => c.charCodeAt(0)));
}
