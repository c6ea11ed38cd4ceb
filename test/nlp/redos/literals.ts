/** Finds the regular-expression literals of TypeScript source by reading it token by token. */

export interface Literal {
  readonly source: string;
  readonly flags: string;
}

/** Words after which a slash begins an expression. */
const BEFORE_EXPRESSION = /(?:^|[^\w$.])(?:return|typeof|case|in|of|new|delete|void|throw|else|do|await|yield)$/;

export function literalsOf(code: string): Literal[] {
  return new Scanner(code).scan();
}

class Scanner {
  readonly #code: string;
  readonly #found: Literal[] = [];
  #at = 0;
  /** Code so far without comments, of which only the end matters. */
  #before = '';
  /** Depth of braces at which each open `${` ends. */
  readonly #templates: number[] = [];
  #braces = 0;

  constructor(code: string) {
    this.#code = code;
  }

  scan(): Literal[] {
    while (this.#at < this.#code.length) this.#token();
    return this.#found;
  }

  #token(): void {
    const char = this.#code.charAt(this.#at);
    const two = this.#code.slice(this.#at, this.#at + 2);
    if (two === '//') this.#skipTo('\n', 0);
    else if (two === '/*') this.#skipTo('*/', 2);
    else if (char === "'" || char === '"') this.#string(char);
    else if (char === '`') this.#template();
    else if (char === '}' && this.#templates.at(-1) === this.#braces) {
      this.#templates.pop();
      this.#template();
    } else if (char === '/' && this.#expectsExpression()) this.#literal();
    else this.#plain(char);
  }

  #plain(char: string): void {
    if (char === '{') this.#braces++;
    if (char === '}') this.#braces--;
    this.#before = (this.#before + char).slice(-40);
    this.#at++;
  }

  #skipTo(end: string, length: number): void {
    const at = this.#code.indexOf(end, this.#at + 2);
    this.#at = at < 0 ? this.#code.length : at + length;
  }

  #string(quote: string): void {
    for (this.#at++; this.#code.charAt(this.#at) !== quote; this.#at++)
      if (this.#code.charAt(this.#at) === '\\') this.#at++;
    this.#at++;
    this.#before += '""';
  }

  /** From a backtick, or from the brace that ends an inserted expression, to the next of either. */
  #template(): void {
    for (this.#at++; this.#at < this.#code.length; this.#at++) {
      const char = this.#code.charAt(this.#at);
      if (char === '\\') this.#at++;
      else if (char === '`') {
        this.#at++;
        this.#before += '""';
        return;
      } else if (char === '$' && this.#code.charAt(this.#at + 1) === '{') {
        this.#at += 2;
        this.#templates.push(this.#braces);
        this.#before += '(';
        return;
      }
    }
  }

  #expectsExpression(): boolean {
    const before = this.#before.trimEnd();
    return before === '' || /[^\w$)\]}"]$/.test(before) || BEFORE_EXPRESSION.test(before);
  }

  #literal(): void {
    const start = ++this.#at;
    for (let inClass = false; ; this.#at++) {
      const char = this.#code.charAt(this.#at);
      if (char === '\\') this.#at++;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if ((char === '/' && !inClass) || char === '' || char === '\n') break;
    }
    const source = this.#code.slice(start, this.#at);
    const flags = /^[a-z]*/.exec(this.#code.slice(this.#at + 1))?.[0] ?? '';
    this.#at += 1 + flags.length;
    this.#found.push({ source, flags });
    this.#before += '""';
  }
}
