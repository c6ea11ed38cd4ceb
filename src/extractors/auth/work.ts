/** What every way to sign in is handed. */
import type { Agent } from 'undici';
import type { Clock, Log } from '../../effects.ts';
import type { ExchangeLimits } from '../exchange.ts';
import type { Auth } from './auth.ts';

export interface SignIn {
  readonly auth: Auth;
  readonly baseUrl: string;
  /** Further origins that get the credentials, by the operator's word. */
  readonly tokenOrigins: readonly string[];
  /** Lets credentials travel over plain http to another machine. */
  readonly insecureHttp: boolean;
  readonly limits: ExchangeLimits & { readonly attempts: number; readonly maxWaitMs: number };
}
export interface SignInEffects {
  readonly clock: Clock;
  readonly log: Log;
}

export interface TokenWork {
  readonly signIn: SignIn;
  readonly effects: SignInEffects;
  readonly agent: Agent;
}

/** HTTP Basic (RFC 7617), in UTF-8. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}
