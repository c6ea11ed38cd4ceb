/** OAuth 2.0 client credentials with a client secret, and the reading of token answers (RFC 6749 sections 4.4, 5). */
import { exchange, jsonObject, type Reply } from '../exchange.ts';
import { type Fault, faultOfStatus } from '../search/fault.ts';
import type { OauthSecret } from './auth.ts';
import { basic, type TokenWork } from './work.ts';
import { tokenEndpoint } from './endpoint.ts';
import { refused } from './refusal.ts';
import type { Grant, TokenSource } from './tokens.ts';

/** Tokens for a client id and secret. */
export function oauthSecret(auth: OauthSecret, work: TokenWork): TokenSource {
  const first = async (): Promise<Grant> => {
    const { url } = await tokenEndpoint(work, auth.tokenUrl, false);
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (auth.scope !== null) form.set('scope', auth.scope);
    const inHeader = auth.secretIn === 'header';
    if (!inHeader) {
      form.set('client_id', auth.clientId);
      form.set('client_secret', auth.clientSecret);
    }
    // RFC 6749 section 2.3.1: both parts are form-encoded before they become a Basic credential.
    const authorization = basic(encodeURIComponent(auth.clientId), encodeURIComponent(auth.clientSecret));
    return grantOf(await askToken(work, url, form, inHeader ? { authorization } : {}));
  };
  return { first, renew: first };
}

/** POSTs a token request. */
export function askToken(
  { agent, signIn }: TokenWork,
  url: URL,
  form: URLSearchParams,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const all = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers };
  return exchange(agent, url, { method: 'POST', headers: all, body: form.toString() }, signIn.limits);
}

/** The grant in an answer. Throws SignInFault for a no that stays a no, and a passing Fault for a server in trouble. */
export function grantOf(reply: Reply): Grant {
  const body = jsonObject(reply.bytes);
  if (reply.status !== 200) throw faultOfAnswer(reply.status, body, reply.header('retry-after'));
  const token = body?.['access_token'];
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw refused('no_token', 'the token URL answered without an access token', 'check fhir.auth.token_url');
  }
  return { token, lifeMs: lifeOf(body?.['expires_in']) };
}

/** Seconds as a number or, as some servers send them, as digits in a string; anything else says nothing. */
function lifeOf(expiresIn: unknown): number | null {
  const seconds = typeof expiresIn === 'string' && /^\d{1,9}$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : null;
}

/** The error codes of the standard are told; a description is the server's free text, and is not. */
function faultOfAnswer(
  status: number,
  body: Readonly<Record<string, unknown>> | null,
  retryAfter: string | null,
): Fault {
  const fault = faultOfStatus(status, retryAfter);
  if (fault.passing) return fault;
  const error = body?.['error'];
  const code = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : `http_${status}`;
  return refused(code, code, REMEDIES[code] ?? 'check fhir.auth and the registration of this client at the server');
}

const REMEDIES: Readonly<Record<string, string>> = {
  invalid_client: 'check client_id and the secret or key; the public key must be registered at the server',
  invalid_scope: 'ask for scopes that the server grants this client: fhir.auth.scope',
  unauthorized_client: 'the server must allow this client the client_credentials grant',
};
