/** One file of an export onto the disk: into a partial file that is taken up again, renamed only when it is whole. */
import { createWriteStream, existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { closeSync, fsyncSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Dispatcher, request } from 'undici';
import { firstOf } from '../exchange.ts';
import { Fault, faultOfError, faultOfStatus } from '../search/fault.ts';
import { withRetry } from '../search/retry.ts';
import type { BulkClient } from './client.ts';
import { durablyRename } from './state.ts';

const MAX_REDIRECTS = 3;
/** Bytes of one file, as sent. */
const MAX_FILE_BYTES = 64 * 2 ** 30;

export interface Wanted {
  readonly url: URL;
  /** May the token go along, where the host is one that it is for? */
  readonly withToken: boolean;
  /** Path of the partial file; the whole one is called the same without `.part`, and with `.gz` where it is packed. */
  readonly part: string;
  /** The same file under an earlier link, as it is on disk. */
  readonly etag: string | null;
}
export interface Fetched {
  /** Name of the whole file in its folder; null where the server says that the one with `etag` still stands. */
  readonly name: string | null;
  readonly etag: string | null;
  /** False where the connection alone told the end of the file. */
  readonly isVerified: boolean;
}

/** Downloads, with retries that go on where the last attempt ended. Rejects with a Fault. */
export async function download(client: BulkClient, wanted: Wanted): Promise<Fetched> {
  const { clock, log } = client.effects;
  const { attempts, maxWaitMs } = client.spec.limits;
  const onRetry = ({ code }: Fault, wait: number): void => log.warn('bulk.retry', { code, waitMs: wait });
  const options = { clock, attempts, maxWaitMs, onRetry };
  mkdirSync(path.dirname(wanted.part), { recursive: true, mode: 0o700 });
  for (;;) {
    const before = sizeOf(wanted.part);
    try {
      return await withRetry(wanted.url.pathname, options, () => follow(client, wanted));
    } catch (error) {
      // As long as each round brings more of the file, the connection is poor and not dead.
      const fault = faultOfError(error);
      if (!fault.passing || sizeOf(wanted.part) <= before || client.isLate) throw fault;
    }
  }
}

function sizeOf(part: string): number {
  return statSync(part, { throwIfNoEntry: false })?.size ?? 0;
}

async function follow(client: BulkClient, wanted: Wanted): Promise<Fetched> {
  let { url, withToken } = wanted;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const at = url;
    const attempt = (credentials: Readonly<Record<string, string>>): Promise<Fetched | string> =>
      once(client, { ...wanted, url: at }, credentials);
    const outcome = withToken ? await client.signed(at, attempt) : await attempt({});
    if (typeof outcome !== 'string') return outcome;
    url = client.origins.resolve(outcome, at.href);
    // What a storage host is told by its URL is enough; a token goes no further than where it was meant to go.
    withToken &&= url.origin === at.origin;
  }
  throw new Fault('too_many_redirects');
}

async function once(
  client: BulkClient,
  wanted: Wanted,
  credentials: Readonly<Record<string, string>>,
): Promise<Fetched | string> {
  const begun = begunPart(wanted.part);
  try {
    const response = await request(wanted.url, {
      dispatcher: client.agent,
      headers: {
        accept: 'application/fhir+ndjson',
        'accept-encoding': 'gzip',
        ...rangeOf(begun, wanted),
        ...credentials,
      },
      signal: AbortSignal.timeout(client.spec.maxExportWaitMs),
    });
    const outcome = await receive(response, wanted, begun);
    if (outcome === null || typeof outcome === 'string') await response.body.dump();
    return outcome ?? { name: null, etag: wanted.etag, isVerified: true };
  } catch (error) {
    throw faultOfError(error);
  }
}

interface Begun {
  readonly bytes: number;
  readonly etag: string;
}

/** What an earlier attempt left, where the server gave a mark by which it can be continued. */
function begunPart(part: string): Begun | null {
  const size = sizeOf(part);
  if (size === 0 || !existsSync(`${part}.etag`)) return null;
  const etag = readFileSync(`${part}.etag`, 'utf8');
  return isStrong(etag) ? { bytes: size, etag } : null;
}

function rangeOf(begun: Begun | null, { etag }: Wanted): Record<string, string> {
  if (begun) return { range: `bytes=${begun.bytes}-`, 'if-range': begun.etag };
  return etag !== null && isStrong(etag) ? { 'if-none-match': etag } : {};
}

const isStrong = (etag: string): boolean => /^"[\x21\x23-\x7e]+"$/.test(etag);

/** Null: not modified. A string: the Location of a redirect. */
async function receive(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  wanted: Wanted,
  begun: Begun | null,
): Promise<Fetched | string | null> {
  const header = (name: string): string | null => firstOf(headers[name]);
  const location = header('location');
  if (statusCode === 304 && wanted.etag !== null) return null;
  if (statusCode >= 300 && statusCode < 400 && location !== null) return location;
  const isMore = statusCode === 206 && begun !== null && continues(header('content-range'), begun.bytes);
  if (statusCode !== 200 && !isMore) {
    await body.dump();
    const isOdd = statusCode === 416 || statusCode === 206;
    // What is there already is taken up again after a pause or with a new token.
    if (isOdd) discard(wanted.part);
    throw isOdd ? new Fault('bad_range', { passing: true }) : faultOfStatus(statusCode, header('retry-after'));
  }
  if (/html/i.test(header('content-type') ?? '')) throw new Fault('html');
  if (!/^(identity|gzip)?$/i.test(header('content-encoding')?.trim() ?? '')) throw new Fault('content_encoding');
  const etag = header('etag');
  if (!isMore) {
    discard(wanted.part);
    if (etag !== null) writeFileSync(`${wanted.part}.etag`, etag, { mode: 0o600 });
  }
  await pipeline(
    body,
    limited(MAX_FILE_BYTES),
    createWriteStream(wanted.part, { flags: isMore ? 'a' : 'w', mode: 0o600 }),
  );
  const isVerified = header('content-length') !== null || /chunked/i.test(header('transfer-encoding') ?? '');
  return { name: finish(wanted.part), etag, isVerified };
}

function continues(contentRange: string | null, from: number): boolean {
  return new RegExp(`^bytes ${from}-\\d+/`).test(contentRange ?? '');
}

function limited(maxBytes: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Fault('too_large');
      yield chunk;
    }
  };
}

/** Removes a partial file. */
function discard(part: string): void {
  rmSync(part, { force: true });
  rmSync(`${part}.etag`, { force: true });
}

/** Puts the whole file in its place, on disk for certain. Packed or not is told by its bytes, not by its headers. */
function finish(part: string): string {
  const file = openSync(part, 'r+');
  const head = Buffer.alloc(2);
  readSync(file, head, 0, 2, 0);
  fsyncSync(file);
  closeSync(file);
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const whole = part.replace(/\.part$/, isPacked ? '.gz' : '');
  durablyRename(part, whole);
  discard(part);
  return path.basename(whole);
}
