/** Sending a page. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { layout } from './pages/layout.ts';
import type { Frame } from './pages/layout.ts';
import { messageBody, signInBody } from './pages/plain.ts';
import type { Ctx, Site } from './site.ts';

/** Without input for this long, the page hides what it shows. */
const VEIL_AFTER_MS = 5 * 60_000;

type Page = Omit<Frame, 'user' | 'veilAfterMs' | 'endsAfterMs'>;

/** A page in its frame, with who is signed in. */
export function sendPage(c: Ctx, site: Site, status: ContentfulStatusCode, page: Page): Response | Promise<Response> {
  const user = c.get('session')?.account ?? null;
  return c.html(layout({ ...page, user, veilAfterMs: VEIL_AFTER_MS, endsAfterMs: site.limits.idleMs }), status);
}

/** A page that says one thing. */
export function sendMessage(
  c: Ctx,
  site: Site,
  status: ContentfulStatusCode,
  title: string,
  what: string,
): Response | Promise<Response> {
  return sendPage(c, site, status, { title, kind: 'plain', body: messageBody(title, what) });
}

/** A page of ours that may follow a sign-in. */
const RETURN = /^\/(?:question\/[0-9A-Za-z_-]{1,80})?$/;

export const returnPath = (asked: string): string => (RETURN.test(asked) ? asked : '/');

/** The sign-in page. `to`: the page to go on to; any that is not ours becomes the queue. */
export function sendSignIn(
  c: Ctx,
  site: Site,
  status: ContentfulStatusCode,
  to: string,
  problem: string | null,
): Response | Promise<Response> {
  return sendPage(c, site, status, { title: 'Sign in', kind: 'plain', body: signInBody(returnPath(to), problem) });
}
