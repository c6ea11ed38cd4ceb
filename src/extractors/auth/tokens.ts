/** A token and its life: got when first needed, renewed before it runs out, by one request however many wait for it. */
import type { Clock, Log } from '../../effects.ts';
import { Fault, faultOfError } from '../search/fault.ts';
import { withRetry } from '../search/retry.ts';
import { SignInFault, unavailable } from './refusal.ts';

export interface Grant {
  readonly token: string;
  /** Milliseconds that it holds from now on; null where nobody says. */
  readonly lifeMs: number | null;
}
/** Where tokens come from. Both reject with a Fault; a SignInFault means that asking again is useless. */
export interface TokenSource {
  first(): Promise<Grant>;
  /** A token in the place of one that runs out. */
  renew(old: string): Promise<Grant>;
}

/** A token that nobody gives a life is taken to hold so long. */
const UNKNOWN_LIFE_MS = 60_000;
const LONGEST_LIFE_MS = 24 * 3600_000;
/** Renewed once this share of its life is over. */
const RENEW_AT = 0.75;
const PAUSE_AFTER_FAILURE_MS = 10_000;
/** Sign-ins that failed in all their attempts, one after the other, before no more are made. */
const MAX_FAILURES = 3;

interface Held {
  readonly token: string;
  renewAt: number;
  readonly endsAt: number;
}

export class Tokens {
  readonly #source: TokenSource;
  readonly #limits: { readonly attempts: number; readonly maxWaitMs: number };
  readonly #clock: Clock;
  readonly #log: Log;
  #held: Held | null = null;
  #underWay: Promise<void> | null = null;
  #failures = 0;
  #dead: Fault | null = null;

  constructor(
    source: TokenSource,
    limits: { readonly attempts: number; readonly maxWaitMs: number },
    { clock, log }: { readonly clock: Clock; readonly log: Log },
  ) {
    this.#source = source;
    this.#limits = limits;
    this.#clock = clock;
    this.#log = log;
  }

  /** A token that holds. Rejects with a Fault `sign_in_…`. */
  async current(): Promise<string> {
    const held = this.#held;
    if (held === null) await this.#obtain(() => this.#source.first());
    else if (this.#clock.now() >= held.renewAt) await this.#obtain(() => this.#source.renew(held.token));
    if (this.#held === null) throw this.#dead ?? new Fault('sign_in_lost');
    return this.#held.token;
  }

  /** The server refused this token. Gets another one, unless that has happened meanwhile; false where there is none. */
  async replace(refused: string): Promise<boolean> {
    if (this.#underWay) await this.#underWay.catch(() => undefined);
    if (this.#held !== null && this.#held.token !== refused) return true;
    this.#held = null;
    await this.#obtain(() => this.#source.first());
    return this.#held !== null;
  }

  /** One request for all who wait. */
  #obtain(ask: () => Promise<Grant>): Promise<void> {
    if (this.#dead) return Promise.reject(this.#dead);
    this.#underWay ??= this.#ask(ask).finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #ask(ask: () => Promise<Grant>): Promise<void> {
    const onRetry = ({ code }: Fault, wait: number): void => this.#log.warn('sign_in.retry', { code, waitMs: wait });
    try {
      this.#hold(await withRetry('sign-in', { clock: this.#clock, ...this.#limits, onRetry }, ask));
    } catch (error) {
      this.#fail(faultOfError(error));
    }
  }

  #hold({ token, lifeMs }: Grant): void {
    const now = this.#clock.now();
    const life = lifeMs === null || !(lifeMs > 0) ? UNKNOWN_LIFE_MS : Math.min(lifeMs, LONGEST_LIFE_MS);
    this.#held = { token, renewAt: now + RENEW_AT * life, endsAt: now + life };
    this.#failures = 0;
    this.#log.info('sign_in', { lifeSeconds: Math.round(life / 1000) });
  }

  /** A token that still holds is used on while no other can be had. */
  #fail(fault: Fault): void {
    if (fault instanceof SignInFault) {
      this.#dead = fault;
      this.#held = null;
      throw fault;
    }
    const now = this.#clock.now();
    if (this.#held !== null && now < this.#held.endsAt) {
      this.#held.renewAt = now + PAUSE_AFTER_FAILURE_MS;
      return;
    }
    this.#held = null;
    if (++this.#failures >= MAX_FAILURES) this.#dead = unavailable(fault);
    throw unavailable(fault);
  }
}
