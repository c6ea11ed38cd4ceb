/**
 * RTF to text, as far as a clinical letter needs it: characters, paragraphs, tables, lists, fields; no layout. Written
 * after the RTF 1.9.1 specification. Neighbouring cells are parted by a tab, rows and paragraphs by a line end.
 */
import iconv from 'iconv-lite';
import { NoText } from './outcome.ts';
import { charsetOfFont, CODEPAGES, DESTINATIONS_SKIPPED, SYMBOLS } from './rtf-words.ts';

interface State {
  readonly skip: boolean;
  readonly hidden: boolean;
  /** Characters that stand in for one `\u`. */
  readonly uc: number;
  readonly charset: string | null;
  /** Inside `\fonttbl`: the charsets of fonts are read there. */
  readonly fontTable: boolean;
}

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|[^\\{}\r\n]+/giy;

/** The text of an RTF document. Throws NoText `truncated` where its groups are not closed, `empty` by the caller. */
export function rtfToText(bytes: Buffer): string {
  const reader = new RtfReader(bytes.toString('latin1'));
  return reader.read();
}

class RtfReader {
  readonly #source: string;
  readonly #out: string[] = [];
  readonly #stack: State[] = [];
  readonly #fonts = new Map<number, string>();
  #state: State = { skip: false, hidden: false, uc: 1, charset: null, fontTable: false };
  #document = 'windows-1252';
  #font = 0;
  /** Bytes of a run, decoded together: a character may have several. */
  #pending: number[] = [];
  /** Stand-ins still to be skipped after a `\u`. */
  #standIns = 0;
  #starred = false;

  constructor(source: string) {
    this.#source = source;
  }

  read(): string {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(this.#source); match !== null; match = TOKEN.exec(this.#source)) {
      const [whole, word, parameter, hex, symbol, brace] = match;
      if (brace !== undefined) {
        if (this.#brace(brace)) return this.#finish();
      } else if (word !== undefined) this.#word(word.toLowerCase(), parameter === undefined ? null : Number(parameter));
      else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
      else if (symbol !== undefined) this.#symbol(symbol);
      else if (!/^[\r\n]/.test(whole)) for (const character of whole) this.#byte(character.charCodeAt(0));
    }
    throw new NoText('truncated');
  }

  /** True at the end of the document: what follows the last brace is no text. */
  #brace(brace: string): boolean {
    this.#flush();
    this.#standIns = 0;
    this.#starred = false;
    if (brace === '{') this.#stack.push(this.#state);
    else this.#state = this.#stack.pop() ?? this.#state;
    return brace === '}' && this.#stack.length === 0;
  }

  #word(word: string, parameter: number | null): void {
    if (word === 'u' && parameter !== null) return this.#unicode(parameter);
    if (word === 'bin') {
      TOKEN.lastIndex += Math.max(0, parameter ?? 0);
      return;
    }
    if (this.#swallowed()) return;
    this.#flush();
    const starred = this.#starred;
    this.#starred = false;
    if (DESTINATIONS_SKIPPED.has(word) || (starred && word !== 'shppict' && word !== 'ud')) {
      this.#state = { ...this.#state, skip: true, fontTable: word === 'fonttbl' };
    } else this.#control(word, parameter);
  }

  #control(word: string, parameter: number | null): void {
    const text = SYMBOLS[word];
    if (text !== undefined) return this.#put(text);
    if (word === 'uc') this.#state = { ...this.#state, uc: Math.max(0, parameter ?? 1) };
    else if (word === 'ud') this.#state = { ...this.#state, skip: false };
    else if (word === 'v') this.#state = { ...this.#state, hidden: parameter !== 0 };
    else if (word === 'deleted') this.#state = { ...this.#state, hidden: parameter !== 0 };
    else if (word === 'plain') this.#state = { ...this.#state, hidden: false, charset: null };
    else if (word === 'f') this.#useFont(parameter ?? 0);
    else if (word === 'fcharset' && this.#state.fontTable) this.#nameFont(parameter ?? 0);
    else if (word === 'ansicpg' && parameter !== null) this.#document = CODEPAGES[parameter] ?? this.#document;
    else if (word === 'mac' || word === 'pc' || word === 'pca') this.#document = CODEPAGES[word] as string;
  }

  #useFont(font: number): void {
    if (this.#state.fontTable) this.#font = font;
    else this.#state = { ...this.#state, charset: this.#fonts.get(font) ?? null };
  }

  #nameFont(charset: number): void {
    const name = charsetOfFont(charset);
    if (name !== null) this.#fonts.set(this.#font, name);
  }

  #symbol(symbol: string): void {
    if (symbol === '*') {
      this.#starred = true;
      return;
    }
    if (this.#swallowed()) return;
    this.#flush();
    const text = SYMBOLS[symbol];
    if (text !== undefined) this.#put(text);
  }

  #byte(byte: number): void {
    if (this.#swallowed()) return;
    if (!this.#state.skip && !this.#state.hidden) this.#pending.push(byte);
  }

  #unicode(parameter: number): void {
    this.#flush();
    this.#put(String.fromCharCode(parameter < 0 ? parameter + 0x10000 : parameter));
    this.#standIns = this.#state.uc;
  }

  /** True where this character only stands in for a `\\u` that was understood. */
  #swallowed(): boolean {
    if (this.#standIns === 0) return false;
    this.#standIns--;
    return true;
  }

  #put(text: string): void {
    if (!this.#state.skip && !this.#state.hidden) this.#out.push(text);
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    this.#out.push(iconv.decode(Buffer.from(this.#pending), this.#state.charset ?? this.#document));
    this.#pending = [];
  }

  #finish(): string {
    return this.#out
      .join('')
      .replace(/\t+\n/g, '\n')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }
}
