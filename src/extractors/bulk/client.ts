/** Requests of a bulk export: who may be asked, who gets the token, and how long anything is waited for. */
import { Agent } from 'undici';
import { type Credentials, type Headers, openCredentials } from '../auth/credentials.ts';
import { Signer } from '../auth/signer.ts';
import { type Ask, exchange, type Reply } from '../exchange.ts';
import type { BulkSpec, SourceEffects } from '../source-spec.ts';
import { Fault, faultOfError, faultOfStatus } from '../search/fault.ts';
import { Origins } from '../search/links.ts';
import { retryAfterMs, waitMs } from '../search/retry.ts';

const SHORTEST_WAIT_MS = 1000;

export class BulkClient {
  readonly spec: BulkSpec;
  readonly effects: SourceEffects;
  readonly agent: Agent;
  /** Anything that may be asked: the server, hosts of files, hosts of files that get the token. */
  readonly origins: Origins;
  readonly #trusted: Origins;
  readonly #credentials: Credentials;
  readonly #signer: Signer;
  readonly #deadline: number;

  constructor(spec: BulkSpec, effects: SourceEffects) {
    const { timeoutMs } = spec.limits;
    this.spec = spec;
    this.effects = effects;
    this.agent = new Agent({ connections: spec.concurrency, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    this.origins = new Origins(spec.baseUrl, [...spec.allowedOrigins, ...spec.tokenOrigins], spec.publicBase);
    this.#trusted = new Origins(spec.baseUrl, spec.tokenOrigins, spec.publicBase);
    this.#credentials = openCredentials(spec, effects);
    this.#signer = new Signer(this.#credentials);
    this.#deadline = effects.clock.now() + spec.maxExportWaitMs;
  }

  /** Is the time for the whole export over? */
  get isLate(): boolean {
    return this.effects.clock.now() > this.#deadline;
  }

  /** May it get the token? */
  trusts(url: URL): boolean {
    return this.#trusted.allows(url);
  }

  /** A link that is asked with the token. Throws Fault `bad_link` or `foreign_link`. */
  trustedLink(link: string, from: string): URL {
    return this.#trusted.resolve(link, from);
  }

  /** Asks once, with the token; a 401 is answered with a new one. Gives any other status. Rejects with a Fault. */
  ask(url: URL, ask: Ask): Promise<Reply> {
    return this.signed(url, async (credentials) => {
      const reply = await exchange(
        this.agent,
        url,
        { ...ask, headers: { ...ask.headers, ...credentials } },
        this.spec.limits,
      );
      if (reply.status === 401) throw faultOfStatus(401, null);
      return reply;
    });
  }

  signed<T>(url: URL, attempt: (credentials: Headers) => Promise<T>): Promise<T> {
    return this.#signer.send(url, attempt);
  }

  /**
   * Asks until `read` gives something, or throws. Null means: not yet. Waits as Retry-After says in either form, between a
   * second and `maxWaitMs`; rejects with Fault `export_pending` once the time for the whole export is over.
   */
  async patiently<T>(url: URL, ask: Ask, read: (reply: Reply) => T | null): Promise<T> {
    for (let [turn, failures] = [1, 0]; ; turn++) {
      const outcome = await this.#once(url, ask, read).catch((error: unknown) => faultOfError(error));
      if (outcome instanceof Fault && (!outcome.passing || ++failures >= this.spec.limits.attempts)) throw outcome;
      if (!(outcome instanceof Fault)) {
        if (outcome.answer !== null) return outcome.answer;
        failures = 0;
      }
      await this.#wait(Math.min(turn, 6), url, outcome.retryAfter);
    }
  }

  async #once<T>(
    url: URL,
    ask: Ask,
    read: (reply: Reply) => T | null,
  ): Promise<{ answer: T | null; retryAfter: string | null }> {
    const reply = await this.ask(url, ask);
    return { answer: read(reply), retryAfter: reply.header('retry-after') };
  }

  async #wait(turn: number, url: URL, retryAfter: string | null): Promise<void> {
    const { clock, log } = this.effects;
    const asked = retryAfterMs(retryAfter, clock.now());
    const { maxWaitMs } = this.spec.limits;
    // What the server says counts, also where it is shorter than our own patience.
    const wait = asked === null ? waitMs(turn, url.pathname, null, maxWaitMs) : Math.min(asked, maxWaitMs);
    if (clock.now() + wait > this.#deadline) throw new Fault('export_pending', { passing: true });
    log.info('bulk.wait', { waitMs: Math.max(wait, SHORTEST_WAIT_MS) });
    await clock.sleep(Math.max(wait, SHORTEST_WAIT_MS));
  }

  async close(): Promise<void> {
    await this.#credentials.close();
    await this.agent.destroy();
  }
}
