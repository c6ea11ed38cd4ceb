/** Which URLs may be asked. A link comes from data; the token goes nowhere but to the server it was given for. */
import { Fault } from './fault.ts';

/** Decides by parsed origin alone: how a URL is written down proves nothing. */
export class Origins {
  readonly #own: string;
  readonly #others: ReadonlySet<string>;

  constructor(baseUrl: string, allowed: readonly string[]) {
    this.#own = new URL(baseUrl).origin;
    this.#others = new Set(allowed.map((url) => new URL(url).origin));
  }

  /** May be asked at all. */
  allows(url: URL): boolean {
    return url.origin === this.#own || this.#others.has(url.origin);
  }

  /** May be sent credentials: the server's own origin, nobody else. */
  trusts(url: URL): boolean {
    return url.origin === this.#own;
  }

  /**
   * A link as written, resolved against the URL of the response that carries it (servers send path-absolute, relative and
   * absolute ones). Throws Fault `bad_link` or `foreign_link`.
   */
  resolve(link: string, from: string): URL {
    // The URL parser removes tabs and line ends and turns "\" into "/"; a link that needs that is no link of a server.
    const clean = !/\\|\p{Cc}/u.test(link);
    if (!clean || !URL.canParse(link, from)) throw new Fault('bad_link');
    const url = new URL(link, from);
    if (url.username !== '' || url.password !== '') throw new Fault('foreign_link');
    if (!this.allows(url)) throw new Fault('foreign_link');
    return url;
  }
}
