/** Signing in and out. */
import { deleteCookie, setCookie } from 'hono/cookie';
import { logAccess } from '../store/review-access.ts';
import { checkPassword, endSession, startSession } from '../store/review-accounts.ts';
import { readForm } from './form.ts';
import { sessionCookie, tokenOf } from './guard.ts';
import { rateLimit } from './rate-limit.ts';
import { returnPath, sendMessage, sendSignIn } from './send.ts';
import type { Ctx, Handle, Site } from './site.ts';
import { isoNow } from './site.ts';

const WINDOW_MS = 15 * 60_000;
const TRIES_PER_ACCOUNT = 8;
const TRIES_PER_ADDRESS = 60;

/** POST /sign-in. The answer to a wrong name and to a wrong password is the same, and takes the same work. */
export function signIn(site: Site): Handle {
  const now = (): number => site.clock.now();
  const accounts = rateLimit(TRIES_PER_ACCOUNT, WINDOW_MS, now);
  const addresses = rateLimit(TRIES_PER_ADDRESS, WINDOW_MS, now);
  return async (c) => {
    const form = await readForm(c, ['name', 'password', 'to']);
    if (form === null) return sendMessage(c, site, 400, 'Refused', 'This is not the sign-in form.');
    const name = form.name.normalize('NFC').trim();
    const address = c.env.incoming.socket.remoteAddress ?? '';
    const wait = Math.max(accounts.wait(name), addresses.wait(address));
    if (wait > 0) return tooMany(c, site, form.to, wait);
    // counted before the password is checked, so that tries sent at once count too
    accounts.failed(name);
    addresses.failed(address);
    const account = await checkPassword(site.db, name, form.password);
    if (account === null) return refuse(c, site, form.to);
    accounts.clear(name);
    addresses.forgive(address);
    return welcome(c, site, account, form.to);
  };
}

function tooMany(c: Ctx, site: Site, to: string, waitMs: number): Response | Promise<Response> {
  c.header('retry-after', String(Math.ceil(waitMs / 1000)));
  site.log.warn('review_sign_in_limited');
  const minutes = Math.ceil(waitMs / 60_000);
  return sendSignIn(
    c,
    site,
    429,
    to,
    `Too many tries. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  );
}

function refuse(c: Ctx, site: Site, to: string): Response | Promise<Response> {
  // the name is not kept: people type passwords into name fields
  logAccess(site.db, { at: isoNow(site), reviewer: null, what: 'sign_in_failed' });
  site.log.warn('review_sign_in_failed');
  return sendSignIn(c, site, 401, to, 'Name or password is wrong.');
}

/** A sign-in always makes a new session: a token known before it is worth nothing after it. */
function welcome(c: Ctx, site: Site, account: string, to: string): Response {
  const old = tokenOf(c, site);
  if (old !== null) endSession(site.db, old);
  const token = startSession(site.db, account, site.clock.now());
  logAccess(site.db, { at: isoNow(site), reviewer: account, what: 'sign_in' });
  setCookie(c, sessionCookie(site), token, { path: '/', httpOnly: true, sameSite: 'Strict', secure: site.secure });
  return c.redirect(returnPath(to), 303);
}

/** POST /sign-out: ends the session on the server and clears what the browser holds. */
export function signOut(site: Site): Handle {
  return (c) => {
    endSession(site.db, c.get('token'));
    logAccess(site.db, { at: isoNow(site), reviewer: c.get('session').account, what: 'sign_out' });
    deleteCookie(c, sessionCookie(site), { path: '/', secure: site.secure });
    c.header('clear-site-data', '"cache", "cookies", "storage"');
    return c.redirect('/', 303);
  };
}
