/**
 * Reads a regular expression into a tree that says which characters a match can hold. Covers the part of the syntax that
 * rules use; looks ahead and looks back over more than one character are left out, back-references and long counts
 * loosened, what is not known is taken for anything. So the tree fits every text that the expression fits, and some more:
 * it may only ever rule places out. No blank before a place rules it out, so that it is the same as nothing before it.
 */

/** Characters as the tree knows them: codes below 127; all other characters share code 127; 128 is the text's end. */
export const OTHER = 127;
export const END = 128;
export const ALPHABET = 129;

/** For each code of the alphabet: may it stand here? */
export type CharSet = Uint8Array;

export type Tree =
  | { readonly kind: 'set'; readonly set: CharSet }
  /** Looks at the character before the place: not possible where it is of the set. */
  | { readonly kind: 'not_after'; readonly set: CharSet }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly part: Tree; readonly least: number; readonly most: number };

const EMPTY: Tree = { kind: 'sequence', parts: [] };

const ANY = setOf(() => true);
const SINGLE: readonly CharSet[] = Array.from({ length: ALPHABET }, (_, code) => setOf((c) => c === code));
const DIGIT = setOf((c) => c >= 48 && c <= 57);
const LETTER = setOf((c) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90));
const WORD = setOf((c) => LETTER[c] === 1 || DIGIT[c] === 1 || c === 95);
const SPACE = setOf((c) => c === 32 || (c >= 9 && c <= 13) || c === OTHER);
/** What may follow a whole word of the lower-case view: anything else, also the end. */
export const NO_WORD: CharSet = Uint8Array.from({ length: ALPHABET }, (_, c) =>
  (c >= 97 && c <= 122) || (c >= 48 && c <= 57) ? 0 : 1,
);
const ESCAPED: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  w: WORD,
  s: SPACE,
  D: complement(DIGIT),
  W: complement(WORD),
  S: complement(SPACE),
};
const PROPERTIES: Readonly<Record<string, CharSet>> = {
  L: withOther(LETTER),
  Lu: withOther(LETTER),
  Ll: withOther(LETTER),
  N: withOther(DIGIT),
};

/** Enough to tell where an expression can begin. */
const LONGEST_COUNT = 3;

/**
 * `anyCase`: letters may stand in the other case too, as the flag `i` says or as a text in lower case makes it. Counts above
 * `longestCount` are read as "any number".
 */
export function parse(source: string, anyCase = false, longestCount = LONGEST_COUNT): Tree {
  return new Reader(source, anyCase, longestCount).choice();
}

class Reader {
  readonly #source: string;
  readonly #longestCount: number;
  #anyCase: boolean;
  #at = 0;

  constructor(source: string, anyCase: boolean, longestCount: number) {
    this.#longestCount = longestCount;
    this.#source = source;
    this.#anyCase = anyCase;
  }

  choice(): Tree {
    const parts = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? (parts[0] as Tree) : { kind: 'choice', parts };
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#term());
    return { kind: 'sequence', parts };
  }

  #term(): Tree {
    const part = this.#atom();
    const quantifier = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.#source.slice(this.#at, this.#at + 12));
    if (!quantifier) return part;
    this.#at += quantifier[0].length;
    const [, sign, least = '', comma, most = ''] = quantifier;
    if (sign) return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    const upper = comma === '' ? Number(least) : most === '' ? Infinity : Number(most);
    return {
      kind: 'repeat',
      part,
      least: Math.min(Number(least), this.#longestCount),
      most: upper > this.#longestCount ? Infinity : upper,
    };
  }

  #atom(): Tree {
    const char = this.#source.charAt(this.#at++);
    if (char === '(') return this.#group();
    if (char === '[') return { kind: 'set', set: this.#class() };
    if (char === '.') return { kind: 'set', set: ANY };
    if (char === '^' || char === '$') return EMPTY;
    return char === '\\' ? this.#escape() : this.#char(char);
  }

  #char(char: string): Tree {
    return { kind: 'set', set: this.#cased(SINGLE[codeOf(char.charCodeAt(0))] as CharSet) };
  }

  /** Without regard to case a letter may also stand as its other form, of which some lie beyond ASCII. */
  #cased(set: CharSet): CharSet {
    if (!this.#anyCase) return set;
    return setOf((c) => set[c] === 1 || (LETTER[c] === 1 && set[c ^ 32] === 1) || c === OTHER);
  }

  #group(): Tree {
    const opening = /^\?(?:<?[=!]|:|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 30))?.[0] ?? '';
    this.#at += opening.length;
    if (opening === '?<!') return this.#notAfter();
    const inner = this.choice();
    this.#at++;
    if (opening === '?<=') return behind(inner);
    return opening === '?=' || opening === '?!' ? EMPTY : inner;
  }

  /** Where case is open, only a set that holds both cases of a letter surely sees it. */
  #notAfter(): Tree {
    const anyCase = this.#anyCase;
    this.#anyCase = false;
    const set = singles(this.choice());
    this.#anyCase = anyCase;
    this.#at++;
    const isSure = (code: number): boolean =>
      set[code] === 1 &&
      code !== OTHER &&
      SPACE[code] === 0 &&
      !(anyCase && LETTER[code] === 1 && set[code ^ 32] === 0);
    return { kind: 'not_after', set: setOf(isSure) };
  }

  #escape(): Tree {
    const char = this.#source.charAt(this.#at++);
    if (char === 'b' || char === 'B') return EMPTY;
    if (/[k1-9]/.test(char)) {
      this.#at += /^<\w+>/.exec(this.#source.slice(this.#at, this.#at + 30))?.[0].length ?? 0;
      return { kind: 'repeat', part: { kind: 'set', set: ANY }, least: 0, most: Infinity };
    }
    return { kind: 'set', set: this.#cased(this.#escaped(char)) };
  }

  /** What stands behind a backslash, the letter itself read already. */
  #escaped(char: string): CharSet {
    const known = ESCAPED[char];
    if (known) return known;
    if (char === 'p' || char === 'P') {
      const name = /^\{(\w+)\}/.exec(this.#source.slice(this.#at, this.#at + 20));
      this.#at += /^\{[^}]*\}/.exec(this.#source.slice(this.#at, this.#at + 30))?.[0].length ?? 0;
      return (char === 'p' ? PROPERTIES[name?.[1] ?? ''] : undefined) ?? ANY;
    }
    if (char === 'u' || char === 'x') {
      this.#at += /^(?:\{[^}]*\}|[0-9a-f]{2,4})/i.exec(this.#source.slice(this.#at, this.#at + 10))?.[0].length ?? 0;
      return ANY;
    }
    return SINGLE[{ n: 10, t: 9, r: 13, f: 12, v: 11 }[char] ?? codeOf(char.charCodeAt(0))] as CharSet;
  }

  #class(): CharSet {
    const negated = this.#peek() === '^';
    if (negated) this.#at++;
    const set = new Uint8Array(ALPHABET);
    while (this.#at < this.#source.length && this.#peek() !== ']') this.#member(set);
    this.#at++;
    return this.#cased(negated ? complement(set) : set);
  }

  #member(set: CharSet): void {
    const char = this.#source.charAt(this.#at++);
    if (char === '\\') {
      for (const [code, is] of this.#escaped(this.#source.charAt(this.#at++)).entries()) if (is) set[code] = 1;
      return;
    }
    const isRange = this.#peek() === '-' && this.#source.charAt(this.#at + 1) !== ']';
    const last = isRange ? this.#source.charCodeAt(this.#at + 1) : char.charCodeAt(0);
    if (isRange) this.#at += 2;
    for (let code = char.charCodeAt(0); code <= last; code++) set[codeOf(code)] = 1;
  }
}

/** The characters that are by themselves one of the tree's alternatives. */
function singles(tree: Tree): CharSet {
  if (tree.kind === 'set') return tree.set;
  const parts = tree.kind === 'choice' || (tree.kind === 'sequence' && tree.parts.length === 1) ? tree.parts : [];
  const sets = parts.map(singles);
  return setOf((code) => sets.some((set) => set[code] === 1));
}

/** What must stand before a place: its last character at least. */
function behind(tree: Tree): Tree {
  const last = lastOf(tree);
  return last ? { kind: 'not_after', set: Uint8Array.from(last, (is, code) => (is || code === OTHER ? 0 : 1)) } : EMPTY;
}

/** The characters that the tree's texts end with; null where that is not clear. */
function lastOf(tree: Tree): CharSet | null {
  if (tree.kind === 'set') return tree.set;
  if (tree.kind === 'sequence') return tree.parts.length > 0 ? lastOf(tree.parts.at(-1) as Tree) : null;
  if (tree.kind !== 'choice') return null;
  const sets = tree.parts.map(lastOf);
  return sets.includes(null) ? null : setOf((code) => sets.some((set) => set?.[code] === 1));
}

export function codeOf(char: number): number {
  return char < OTHER ? char : OTHER;
}

function setOf(holds: (code: number) => boolean): CharSet {
  return Uint8Array.from({ length: ALPHABET }, (_, code) => (code !== END && holds(code) ? 1 : 0));
}

function withOther(set: CharSet): CharSet {
  return setOf((code) => set[code] === 1 || code === OTHER);
}

/** Many characters share the code `OTHER`, so it stands in a set and in its complement. */
function complement(set: CharSet): CharSet {
  return setOf((code) => set[code] === 0 || code === OTHER);
}
