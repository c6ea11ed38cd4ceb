/** The routes of the review page. */
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { decide, undo } from './decide.ts';
import { headers, ownHost, ownWrites, signedIn, smallBodies } from './guard.ts';
import { notFound, questionPage, queuePage, wholeNote } from './questions.ts';
import { sendMessage } from './send.ts';
import { signIn, signOut } from './sign-in.ts';
import type { Bound, Handle, Middleware, Site } from './site.ts';

const SCRIPT = 'text/javascript; charset=utf-8';
const ASSETS: Readonly<Record<string, string>> = {
  'review.css': 'text/css; charset=utf-8',
  'review.js': SCRIPT,
  'keys.js': SCRIPT,
  'note.js': SCRIPT,
  'answer.js': SCRIPT,
  'veil.js': SCRIPT,
  'icon.svg': 'image/svg+xml',
};

/** The routes. Everything but assets and signing in needs a session; every write must come from a page of ours. */
export function reviewApp(site: Site): Hono<Bound> {
  const app = new Hono<Bound>();
  app.use(headers(site), requestLog(site), ownHost(site), ownWrites(site), smallBodies(site));
  for (const [name, type] of Object.entries(ASSETS)) app.get(`/assets/${name}`, asset(name, type));
  app.post('/sign-in', signIn(site));
  app.use(signedIn(site));
  app.get('/', queuePage(site));
  app.get('/alive', (c) => c.body(null, 204));
  app.get('/question/:flag', questionPage(site));
  app.post('/question/:flag', decide(site));
  app.get('/question/:flag/note/:index', wholeNote(site));
  app.post('/undo', undo(site));
  app.post('/sign-out', signOut(site));
  app.notFound((c) => notFound(c, site));
  app.onError((error, c) => {
    // the name of the error only: its message may quote what it was working on
    site.log.warn('review_failed', { error: error.name });
    return sendMessage(
      c,
      site,
      500,
      'Something failed',
      'Nothing was saved by this request. Try again; if it stays so, tell whoever runs Lutra.',
    );
  });
  return app;
}

function asset(name: string, type: string): Handle {
  const bytes = readFileSync(new URL(`assets/${name}`, import.meta.url));
  return (c) => c.body(bytes, 200, { 'content-type': type, 'cache-control': 'private, max-age=300' });
}

/** Method, status and time of each request; never its path, query or body. */
const requestLog =
  (site: Site): Middleware =>
  async (c, next) => {
    const begun = site.clock.now();
    await next();
    site.log.info('review_request', { method: c.req.method, status: c.res.status, ms: site.clock.now() - begun });
  };
