/** A GET with HTTP Basic whose answer is the token; a second URL gives a new one for the old. */
import { decodeJwt } from 'jose';
import { exchange, type Reply } from '../exchange.ts';
import { Fault, faultOfStatus } from '../search/fault.ts';
import { isPrivate, type TokenLogin } from './auth.ts';
import { basic, type TokenWork } from './work.ts';
import { refused } from './refusal.ts';
import type { Grant, TokenSource } from './tokens.ts';

/** Tokens for a user and password. */
export function tokenLogin(auth: TokenLogin, work: TokenWork): TokenSource {
  const get = async (url: string, authorization: string): Promise<Reply> => {
    const at = new URL(url);
    if (!isPrivate(at) && !work.signIn.insecureHttp)
      throw refused('unencrypted', 'the login URL is plain http on another machine', 'use https');
    const headers = { accept: 'text/plain, */*', authorization };
    return exchange(work.agent, at, { method: 'GET', headers }, work.signIn.limits);
  };
  const first = async (): Promise<Grant> => grantOf(await get(auth.loginUrl, basic(auth.user, auth.password)));
  const renew = async (old: string): Promise<Grant> => {
    if (auth.refreshUrl === null) return first();
    try {
      return grantOf(await get(auth.refreshUrl, `Bearer ${old}`));
    } catch {
      // Whatever is wrong with the old token or that URL: the password still tells who asks.
      return first();
    }
  };
  return { first, renew };
}

function grantOf(reply: Reply): Grant {
  if (reply.status === 401 || reply.status === 403)
    throw refused(`http_${reply.status}`, 'user or password', 'check fhir.auth.user and its password');
  if (reply.status !== 200) throw faultOfStatus(reply.status, reply.header('retry-after'));
  const text = reply.bytes.toString('utf8').trim();
  const token = /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text;
  // A login page comes with 200 too.
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token)) throw new Fault(/^\s*</.test(text) ? 'html' : 'no_token');
  return { token, lifeMs: lifeOf(token) };
}

/** How long a JWT holds by its own two times, so that the clocks of server and client need not agree. */
function lifeOf(token: string): number | null {
  try {
    const { exp, iat } = decodeJwt(token);
    return typeof exp === 'number' && typeof iat === 'number' ? (exp - iat) * 1000 : null;
  } catch {
    return null;
  }
}
