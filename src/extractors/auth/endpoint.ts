/** Where tokens are to be had: the configured URL, or what the server says in `.well-known/smart-configuration`. */
import { exchange, jsonObject } from '../exchange.ts';
import { Fault, faultOfStatus } from '../search/fault.ts';
import { isPrivate } from './auth.ts';
import type { TokenWork } from './work.ts';
import { refused } from './refusal.ts';

/**
 * The token URL. A discovered one may lie elsewhere only where the client proves itself by an assertion made out to that
 * URL alone; a secret goes to no place that only data names. Rejects with a Fault.
 */
export async function tokenEndpoint(
  work: TokenWork,
  configured: string | null,
  elsewhere: boolean,
): Promise<{ url: URL; named: string }> {
  if (configured !== null) return { url: safe(new URL(configured), work), named: configured };
  const { baseUrl, limits } = work.signIn;
  const at = new URL(`${baseUrl}/.well-known/smart-configuration`);
  const reply = await exchange(work.agent, at, { method: 'GET', headers: { accept: 'application/json' } }, limits);
  const status = faultOfStatus(reply.status, reply.header('retry-after'));
  if (reply.status !== 200) {
    throw status.passing ? status : refused('no_endpoint', 'the server names no token URL', 'set fhir.auth.token_url');
  }
  const named = jsonObject(reply.bytes)?.['token_endpoint'];
  if (typeof named !== 'string' || !URL.canParse(named))
    throw refused('no_endpoint', 'the server names no token URL', 'set fhir.auth.token_url');
  const url = safe(new URL(named), work);
  if (!elsewhere && url.origin !== at.origin) {
    throw refused(
      'foreign_endpoint',
      'the server names a token URL of another origin',
      'set fhir.auth.token_url to it, if it is right',
    );
  }
  return { url, named };
}

function safe(url: URL, { signIn }: TokenWork): URL {
  const http = url.protocol === 'https:' || url.protocol === 'http:';
  if (!http || url.username !== '' || url.password !== '') throw new Fault('bad_link');
  if (isPrivate(url) || signIn.insecureHttp) return url;
  throw refused('unencrypted', 'the token URL is plain http on another machine', 'use https');
}
