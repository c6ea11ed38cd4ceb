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
    // The URL parser removes tabs and line ends and turns "\" into "/"; a link that needs that is no link of a server.
    const clean = !/\\|\p{Cc}/u.test(link);
    if (!clean || !URL.canParse(link, from)) throw new Fault('bad_link');
    const url = this.#throughProxy(new URL(link, from));
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
