/**
 * The one door to the FHIR server: fhir-kit-client asks, and this file adds what it leaves out. Credentials to the
 * server's own origin alone, redirects by our own rule, retry with pauses that hold for everybody, a limit on parallel
 * requests, on time and on bytes.
 */
import PQueue from 'p-queue';
import { Agent } from 'undici';
import { type Credentials, type Headers, openCredentials } from '../auth/credentials.ts';
import { Signer } from '../auth/signer.ts';
import type { ServerSpec, SourceEffects } from '../source-spec.ts';
import { layoutOf, type Layout, NotAnObject } from '../bundle-layout.ts';
import { exchange, type Reply } from '../exchange.ts';
import { type FhirClient, openClient } from './client.ts';
import { Fault, faultOfBody, faultOfError, faultOfStatus } from './fault.ts';
import { Origins } from './links.ts';
import { byGetOrPost } from './long.ts';
import { withRetry } from './retry.ts';

const MAX_REDIRECTS = 3;
/** After so many requests in a row that failed in every attempt, the server is down and the rest is not tried. */
const MAX_GIVEN_UP = 20;
const FORM = 'application/x-www-form-urlencoded';

export interface Answer {
  readonly bytes: Buffer;
  readonly contentType: string | null;
  /** The server's clock when it answered, ISO 8601; null where it sends no usable `Date`. */
  readonly date: string | null;
  /** The URL that answered, after redirects: links in the body are relative to it. */
  readonly url: string;
}
/** An answer that is one whole JSON object. */
export interface FhirAnswer extends Answer {
  readonly layout: Layout;
}
interface Redirect {
  readonly redirect: string;
}
/** Does a server say where a page is not the last: yes, no, or it does not look at `_count` and nothing can be seen. */
export type Ends = 'told' | 'untold' | 'unknown';
type Asked = 'fhir' | 'documents';
interface Health {
  /** Requests given up one after the other, with no answer between them. */
  givenUp: number;
  /** Why no more requests are sent. */
  stopped: Fault | null;
}
type Attempt<A> = (url: URL, credentials: Headers) => Promise<A | Redirect>;

export class Gateway {
  readonly origins: Origins;
  /** How searches, by their path, tell that there are more, as far as it was found out. */
  readonly ends = new Map<string, Promise<Ends>>();
  readonly #spec: ServerSpec;
  readonly #effects: SourceEffects;
  readonly #agent: Agent;
  readonly #client: FhirClient;
  readonly #queue: PQueue;
  readonly #credentials: Credentials;
  readonly #signer: Signer;
  /** No request before this time, because the server asked for a pause. */
  #notBefore = 0;
  /** Documents may lie at a server of their own behind the same address, which may be down by itself. */
  readonly #health: Readonly<Record<Asked, Health>> = {
    fhir: { givenUp: 0, stopped: null },
    documents: { givenUp: 0, stopped: null },
  };

  constructor(spec: ServerSpec, effects: SourceEffects) {
    this.origins = new Origins(spec.baseUrl, [...spec.allowedOrigins, ...spec.tokenOrigins], spec.publicBase);
    this.#spec = spec;
    this.#effects = effects;
    this.#agent = new Agent({ connections: spec.concurrency });
    this.#queue = new PQueue({ concurrency: spec.concurrency });
    this.#credentials = openCredentials(spec, effects);
    this.#signer = new Signer(this.#credentials);
    this.#client = openClient(spec.baseUrl, this.#agent, spec.limits);
  }

  /** GET of a FHIR resource or Bundle as JSON. Rejects with a Fault. */
  getFhir(url: URL): Promise<FhirAnswer> {
    return this.#get('fhir', url, (at, credentials) => this.#attemptFhir(at, credentials));
  }

  /** A search, given as the URL that asks for it; sent as POST where that is too long. Rejects with a Fault. */
  search(url: URL): Promise<FhirAnswer> {
    return byGetOrPost(
      url,
      (at) => this.getFhir(at),
      (at) => this.#postSearch(at),
    );
  }

  /** The same search as a form; links in the answer are relative to the URL that asks for it by GET. */
  async #postSearch(url: URL): Promise<FhirAnswer> {
    const target = new URL(`${url.origin}${url.pathname}/_search`);
    const answer = await this.#patiently('fhir', target, (at, credentials) =>
      this.#attemptFhir(at, credentials, url.search.slice(1)),
    );
    if ('redirect' in answer) throw new Fault('redirected_post');
    return { ...answer, url: url.href };
  }

  /** GET of whatever lies behind a URL, for attachments. Rejects with a Fault. */
  getRaw(url: URL, accept: string): Promise<Answer> {
    return this.#get('documents', url, (at, credentials) => this.#attemptRaw(at, accept, credentials));
  }

  /** Ends everything that is under way. */
  async close(): Promise<void> {
    for (const health of Object.values(this.#health)) health.stopped ??= new Fault('closed');
    await this.#credentials.close();
    await this.#agent.destroy();
  }

  async #get<A extends Answer>(asked: Asked, start: URL, attempt: Attempt<A>): Promise<A> {
    let url = start;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await this.#patiently(asked, url, attempt);
      if (!('redirect' in answer)) return answer;
      url = this.#redirected(answer.redirect, url);
    }
    throw new Fault('too_many_redirects');
  }

  #redirected(location: string, from: URL): URL {
    try {
      return this.origins.resolve(location, from.href);
    } catch (error) {
      throw error instanceof Fault && error.code === 'foreign_link' ? new Fault('foreign_redirect') : error;
    }
  }

  /** One URL with retries; notes whether the server still answers at all. */
  async #patiently<T>(asked: Asked, url: URL, attempt: (url: URL, credentials: Headers) => Promise<T>): Promise<T> {
    const health = this.#health[asked];
    try {
      const answer = await this.#retrying(health, url, attempt);
      health.givenUp = 0;
      return answer;
    } catch (error) {
      const fault = faultOfError(error);
      if (!fault.passing) health.givenUp = 0;
      else if (++health.givenUp >= MAX_GIVEN_UP) health.stopped ??= new Fault(fault.code);
      throw fault;
    }
  }

  #retrying<T>(health: Health, url: URL, attempt: (url: URL, credentials: Headers) => Promise<T>): Promise<T> {
    const { clock, log } = this.#effects;
    const onRetry = (fault: Fault, wait: number): void => {
      if (fault.retryAfter !== null) this.#notBefore = Math.max(this.#notBefore, clock.now() + wait);
      log.warn('extract.retry', { code: fault.code, waitMs: wait });
    };
    const { attempts, maxWaitMs } = this.#spec.limits;
    return withRetry(url.href, { clock, attempts, maxWaitMs, onRetry }, async () => {
      if (health.stopped) throw health.stopped;
      for (let pause = this.#notBefore - clock.now(); pause > 0; pause = this.#notBefore - clock.now())
        await clock.sleep(pause);
      return this.#queue.add(() => this.#signer.send(url, (credentials) => attempt(url, credentials)));
    });
  }

  async #attemptFhir(url: URL, credentials: Headers, form?: string): Promise<FhirAnswer | Redirect> {
    const headers = { 'cache-control': 'no-cache', ...credentials };
    const reply = await this.#client.request(
      url.href,
      form === undefined
        ? { method: 'GET', options: { headers } }
        : { method: 'POST', body: form, options: { headers: { 'content-type': FORM, ...headers } } },
    );
    return redirectOf(reply) ?? readJson(reply, url);
  }

  async #attemptRaw(url: URL, accept: string, credentials: Headers): Promise<Answer | Redirect> {
    const ask = { method: 'GET', headers: { accept, ...credentials } } as const;
    const reply = await exchange(this.#agent, url, ask, this.#spec.limits);
    return redirectOf(reply) ?? answerOf(reply, url);
  }
}

/** Where an answer sends to; null for a 2xx. Throws the Fault of any other status. */
function redirectOf({ status, header }: Reply): Redirect | null {
  if (status >= 200 && status < 300) return null;
  const location = header('location');
  if (status >= 300 && status < 400 && location !== null) return { redirect: location };
  throw faultOfStatus(status, header('retry-after'));
}

function answerOf({ bytes, header }: Reply, url: URL): Answer {
  return { bytes, contentType: header('content-type'), date: isoOf(header('date')), url: url.href };
}

/** The JSON object in a 2xx body, laid out. Throws Fault where it is something else, or ends too early. */
function readJson(reply: Reply, url: URL): FhirAnswer {
  const answer = answerOf(reply, url);
  try {
    const layout = layoutOf(reply.bytes);
    return { ...answer, layout, date: earlier(answer.date, isoOf(layout.lastUpdated)) };
  } catch (error) {
    if (!(error instanceof NotAnObject)) throw error;
    throw faultOfBody(reply.bytes.subarray(0, 512).toString('latin1'), answer.contentType, error.truncated);
  }
}

/** Answers of one second carry the same `Date`, which costs more to read than to compare. */
let lastDate: { readonly text: string; readonly iso: string | null } = { text: '', iso: null };

/** An HTTP date or FHIR instant as ISO 8601; null where it is neither. */
function isoOf(time: string | null): string | null {
  if (time === null) return null;
  if (time !== lastDate.text) {
    const ms = Date.parse(time);
    lastDate = { text: time, iso: Number.isFinite(ms) ? new Date(ms).toISOString() : null };
  }
  return lastDate.iso;
}

/** The server's clock, from two that may both speak: what was read is only sure up to the earlier. */
function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
