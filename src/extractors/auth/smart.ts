/** SMART Backend Services (SMART App Launch 2, "Client authentication: asymmetric"): `private_key_jwt`, RS384 or ES384. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Reply } from '../exchange.ts';
import { httpDate } from '../search/retry.ts';
import type { SmartBackend } from './auth.ts';
import type { TokenWork } from './work.ts';
import { tokenEndpoint } from './endpoint.ts';
import { type SigningKey, signingKey } from './key.ts';
import { askToken, grantOf } from './oauth.ts';
import { refused, SignInFault } from './refusal.ts';
import type { Grant, TokenSource } from './tokens.ts';

/** Seconds; the specification allows five minutes at most, and clocks differ. */
const ASSERTION_LIFE = 240;
/** Milliseconds by which two clocks may differ without doubt. */
const SKEW = 60_000;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Tokens for a client that is known by its key. Throws LutraError `config` for a key that is unfit. */
export function smartBackend(auth: SmartBackend, work: TokenWork): TokenSource {
  const client = new Client(auth, work);
  return { first: () => client.grant(), renew: () => client.grant() };
}

class Client {
  readonly #auth: SmartBackend;
  readonly #work: TokenWork;
  readonly #signing: SigningKey;
  /** The server's clock minus ours, once the server has refused what ours says. */
  #offset = 0;

  constructor(auth: SmartBackend, work: TokenWork) {
    this.#auth = auth;
    this.#work = work;
    this.#signing = signingKey(auth.privateKey);
  }

  async grant(): Promise<Grant> {
    const reply = await this.#ask();
    if (reply.status !== 400 && reply.status !== 401) return grantOf(reply);
    const offset = this.#difference(reply);
    if (Math.abs(offset - this.#offset) <= SKEW) return grantOf(reply);
    this.#offset = offset;
    this.#work.effects.log.warn('sign_in.clock_skew', { seconds: Math.round(offset / 1000) });
    return this.#withSkew(await this.#ask(), offset);
  }

  #withSkew(reply: Reply, offset: number): Grant {
    try {
      return grantOf(reply);
    } catch (error) {
      if (!(error instanceof SignInFault)) throw error;
      const minutes = Math.round(offset / 60_000);
      throw refused(
        'clock_skew',
        `${error.error.message}; clock skew: the server's clock differs by ${minutes} min`,
        'set the clock of this machine (NTP), then check the registration of this client',
      );
    }
  }

  /** The server's clock minus ours by the answer's Date; as assumed so far where it has none. */
  #difference(reply: Reply): number {
    const date = httpDate(reply.header('date'));
    return date === null ? this.#offset : date - this.#work.effects.clock.now();
  }

  async #ask(): Promise<Reply> {
    const { url, named } = await tokenEndpoint(this.#work, this.#auth.tokenUrl, true);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: this.#auth.scope,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await this.#assertion(named),
    });
    return askToken(this.#work, url, form);
  }

  /** A new assertion each time: no `jti` is ever sent twice. */
  #assertion(audience: string): Promise<string> {
    const { clientId, keyId } = this.#auth;
    const { key, algorithm, keyId: written } = this.#signing;
    const kid = keyId ?? written;
    const now = Math.floor((this.#work.effects.clock.now() + this.#offset) / 1000);
    return new SignJWT({})
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(kid === null ? {} : { kid }) })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + ASSERTION_LIFE)
      .setJti(randomUUID())
      .sign(key);
  }
}
