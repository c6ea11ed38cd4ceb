/** What stands before every page: host, headers, origin of writes, size, session. */
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { sessionOf } from '../store/review-accounts.ts';
import { sendMessage, sendSignIn } from './send.ts';
import type { Ctx, Middleware, Site } from './site.ts';

const LARGEST_BODY = 64 * 1024;

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // not `no-referrer`: with it browsers send `Origin: null` on our own forms, and writes could not be told from forged ones
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

export const headers =
  (site: Site): Middleware =>
  async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    if (site.secure) c.res.headers.set('strict-transport-security', 'max-age=31536000');
  };

/** A page reached under another name (DNS rebinding) answers nothing. `X-Forwarded-*` is never believed. */
export const ownHost =
  (site: Site): Middleware =>
  async (c, next) => {
    const host = c.req.header('host')?.toLowerCase() ?? '';
    return site.hosts.has(host)
      ? next()
      : sendMessage(c, site, 421, 'Not here', 'This name does not lead to the review page.');
  };

/** Writes come by POST from our own pages: the browser says so itself. */
export const ownWrites =
  (site: Site): Middleware =>
  async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    if (c.req.method !== 'POST') return sendMessage(c, site, 405, 'Not allowed', 'This page takes GET and POST only.');
    const fetchSite = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const isOwn = fetchSite === undefined ? site.origins.has(origin ?? '') : fetchSite === 'same-origin';
    if (!isOwn) return sendMessage(c, site, 403, 'Refused', 'This request did not come from the review page.');
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/x-www-form-urlencoded') {
      return sendMessage(c, site, 415, 'Refused', 'Answers are sent as the page’s own forms.');
    }
    return next();
  };

export const smallBodies = (site: Site): Middleware =>
  bodyLimit({
    maxSize: LARGEST_BODY,
    onError: (c) => sendMessage(c as Ctx, site, 413, 'Too large', 'Nothing was saved.'),
  });

export const sessionCookie = (site: Site): string => (site.secure ? '__Host-lutra' : 'lutra_review');

/** The token of the request's session cookie; two cookies of that name are none. */
export function tokenOf(c: Ctx, site: Site): string | null {
  const name = sessionCookie(site);
  const sent = (c.req.header('cookie') ?? '').split(';').filter((pair) => pair.trim().startsWith(`${name}=`));
  return sent.length === 1 ? (getCookie(c, name) ?? null) : null;
}

/** Lets only living sessions through; others get the sign-in page, with status 401. */
export const signedIn =
  (site: Site): Middleware =>
  async (c, next) => {
    const token = tokenOf(c, site);
    const session = token === null ? null : sessionOf(site.db, token, site.clock.now(), site.limits);
    if (token === null || session === null)
      return sendSignIn(c, site, 401, c.req.method === 'GET' ? c.req.path : '/', null);
    c.set('session', session);
    c.set('token', token);
    return next();
  };
