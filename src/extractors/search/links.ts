/** Which URLs may be asked. A link comes from data; the token goes nowhere but to the server it was given for. */
import { belowBase } from '../../fhir.ts';
import { Fault } from './fault.ts';

/** Decides by parsed origin alone: how a URL is written down proves nothing. */
export class Origins {
  readonly #own: string;
  readonly #others: ReadonlySet<string>;
  readonly #baseUrl: string;
  readonly #publicBase: string | null;

  /** `publicBase`: the base URL by which a server behind a proxy calls itself in its links. */
  constructor(baseUrl: string, allowed: readonly string[], publicBase: string | null = null) {
    this.#own = new URL(baseUrl).origin;
    this.#others = new Set(allowed.map((url) => new URL(url).origin));
    this.#baseUrl = baseUrl;
    this.#publicBase = publicBase;
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
    const linked = linkedUrl(link, from);
    if (linked === null) throw new Fault('bad_link');
    const url = this.#throughProxy(linked);
    if (url.username !== '' || url.password !== '') throw new Fault('foreign_link');
    if (!this.allows(url)) throw new Fault('foreign_link');
    return url;
  }

  /** A URL below the public base is the same path below the base that is asked; any other stays as it is. */
  #throughProxy(url: URL): URL {
    if (this.#publicBase === null) return url;
    const below = belowBase(url.href, this.#publicBase);
    return below === null ? url : new URL(this.#baseUrl + below);
  }
}

/** Where a link leads that stands in the answer of `from`; null where it is none. */
export function linkedUrl(link: string, from: string): URL | null {
  // The URL parser removes tabs and line ends and turns "\" into "/"; a link that needs that is no link of a server.
  return /\\|\p{Cc}/u.test(link) ? null : URL.parse(link, from);
}
