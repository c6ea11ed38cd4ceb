/** What all handlers of the review page share, and the types by which Hono knows it. */
import type { HttpBindings } from '@hono/node-server';
import type { Context, Handler, MiddlewareHandler } from 'hono';
import type { Clock, Log } from '../effects.ts';
import type { Session, SessionLimits } from '../store/review-accounts.ts';
import type { ReviewDb } from '../store/review-db.ts';
import type { ReviewReader } from './reader.ts';

export interface Site {
  readonly db: ReviewDb;
  readonly reader: ReviewReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: SessionLimits;
  /** What the browser may write into `Host`, lower case. */
  readonly hosts: ReadonlySet<string>;
  /** Where the page is reached: `http://127.0.0.1:4180`, or the https origin of a proxy before it. */
  readonly origins: ReadonlySet<string>;
  readonly secure: boolean;
}

export interface Bound {
  Bindings: HttpBindings;
  Variables: { session: Session; token: string };
}
export type Ctx = Context<Bound>;
export type Handle = Handler<Bound>;
export type Middleware = MiddlewareHandler<Bound>;

export const isoNow = (site: Site): string => new Date(site.clock.now()).toISOString();
