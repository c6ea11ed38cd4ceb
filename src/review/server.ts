/** Starting and stopping the review page. */
import { createAdaptorServer } from '@hono/node-server';
import type { ServerType } from '@hono/node-server';
import { systemClock } from '../effects.ts';
import type { Clock, Log } from '../effects.ts';
import { LutraError } from '../errors.ts';
import type { SessionLimits } from '../store/review-accounts.ts';
import type { ReviewDb } from '../store/review-db.ts';
import { reviewApp } from './app.ts';
import type { ReviewReader } from './reader.ts';

export interface ReviewOptions {
  readonly reviewDb: ReviewDb;
  readonly reader: ReviewReader;
  readonly log: Log;
  readonly clock?: Clock;
  /** Address to listen on: loopback, unless `publicOrigin` says how people reach it by https. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** The https origin of a proxy that ends TLS before this page: `https://review.hospital.example`. */
  readonly publicOrigin?: string;
  readonly limits?: SessionLimits;
}

export interface RunningReview {
  readonly url: string;
  /** Ends open connections; the database stays the caller's. */
  close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
/** Idle 15 minutes, at most 10 hours. */
const LIMITS: SessionLimits = { idleMs: 15 * 60_000, absoluteMs: 10 * 3_600_000 };

/**
 * Serves the review page. Throws LutraError `config` for an address others can reach without https, or for an origin
 * that is none, and `environment` where the port is taken.
 */
export async function startReview(options: ReviewOptions): Promise<RunningReview> {
  const host = options.host ?? LOOPBACK[0] ?? '';
  const secure = options.publicOrigin !== undefined;
  const own = secure ? checkOrigin(options.publicOrigin) : null;
  if (!secure && !LOOPBACK.includes(host)) {
    const remedy = 'listen on 127.0.0.1, or put a proxy with TLS before it and name its https origin';
    throw new LutraError('config', 'patients’ data would cross the network unencrypted', {
      place: 'review host',
      remedy,
    });
  }
  const [hosts, origins] = [new Set<string>(), new Set<string>()];
  const { reviewDb: db, reader, log, clock = systemClock, limits = LIMITS } = options;
  const app = reviewApp({ db, reader, log, clock, limits, hosts, origins, secure });
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  const port = await listen(server, host, options.port ?? 0);
  for (const origin of own === null ? LOOPBACK.map((name) => originOf(name, port)) : [own]) {
    hosts.add(origin.replace(/^https?:\/\//, ''));
    origins.add(origin);
  }
  return { url: own ?? originOf(host, port), close: () => stop(server) };
}

const originOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}`;

function checkOrigin(text: string | undefined): string {
  const url = URL.parse(text ?? '');
  if (url?.protocol === 'https:' && url.origin === text) return url.origin;
  throw new LutraError('config', 'the public origin is an https address without a path', {
    place: 'review origin',
    remedy: 'write it as https://review.hospital.example',
  });
}

function listen(server: ServerType, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const remedy = 'choose another port, or stop what uses this one';
      reject(new LutraError('environment', 'cannot listen here', { place: `${host}:${port}`, remedy, cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
