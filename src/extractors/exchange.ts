/**
 * One HTTP request and its whole answer, whatever its status: what counts as a whole answer is decided here. It is asked of
 * undici's dispatcher itself: `fetch` does for each request what only a browser needs, at three times the cost.
 */
import { gunzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { Fault, faultOfError } from './search/fault.ts';

export interface Reply {
  readonly status: number;
  /** The body, unpacked; empty where the body of an error cannot be unpacked, which only explains the status. */
  readonly bytes: Buffer;
  /** A header of the answer, the first where it was sent more than once. */
  readonly header: (name: string) => string | null;
}
export interface Ask {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface ExchangeLimits {
  /** Milliseconds for the whole of it. */
  readonly timeoutMs: number;
  /** Bytes of the body, unpacked. */
  readonly maxResponseBytes: number;
}

const ALWAYS = { 'accept-encoding': 'identity', 'user-agent': 'lutra' };

/** Asks once. Redirects are not followed. Rejects with a Fault where no whole answer came. */
export function exchange(via: Dispatcher, url: URL, ask: Ask, limits: ExchangeLimits): Promise<Reply> {
  return new Promise<Reply>((resolve, reject) => {
    const receiver = new Receiver(limits, resolve, (error) => reject(faultOfError(error)));
    const target = { origin: url.origin, path: url.pathname + url.search, method: ask.method };
    try {
      via.dispatch({ ...target, headers: { ...ALWAYS, ...ask.headers }, body: ask.body ?? null }, receiver);
    } catch (error) {
      receiver.fail(error);
    }
  });
}

/** Takes one answer in, up to the limits. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #resolve: (reply: Reply) => void;
  readonly #reject: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | null = null;
  #fault: Fault | null = null;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(limits: ExchangeLimits, resolve: (reply: Reply) => void, reject: (error: unknown) => void) {
    this.#maxBytes = limits.maxResponseBytes;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#stop(new Fault('timeout', { passing: true })), limits.timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#fault) controller.abort(this.#fault);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status >= 200) [this.#status, this.#headers] = [status, headers];
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#maxBytes) this.#stop(new Fault('too_large'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    const headers = this.#headers;
    try {
      const bytes = this.#body(firstOf(headers['content-encoding'])?.trim().toLowerCase() ?? '');
      this.#resolve({ status: this.#status, bytes, header: (name) => firstOf(headers[name]) });
    } catch (error) {
      this.#reject(error);
    }
  }

  onResponseError(_controller: unknown, error: Error): void {
    const fault = faultOfError(error);
    const cut = this.#status !== 0 && fault.code === 'network';
    this.fail(cut ? new Fault('truncated', { passing: true }) : fault);
  }

  fail(error: unknown): void {
    clearTimeout(this.#timer);
    this.#reject(error);
  }

  /** Ends the exchange by our own decision, also where no connection was made yet. */
  #stop(fault: Fault): void {
    this.#fault = fault;
    this.#chunks = [];
    this.fail(fault);
    this.#controller?.abort(fault);
  }

  #body(encoding: string): Buffer {
    const [only = Buffer.alloc(0)] = this.#chunks;
    const body = this.#chunks.length < 2 ? only : Buffer.concat(this.#chunks, this.#length);
    try {
      return unpacked(body, encoding, this.#maxBytes);
    } catch (error) {
      if (this.#status >= 200 && this.#status < 300) throw error;
      return Buffer.alloc(0);
    }
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Compression is undone strictly: a gzip that is cut short is a fault. Throws Fault. */
function unpacked(body: Buffer, encoding: string, maxBytes: number): Buffer {
  if (encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new Fault('content_encoding');
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? new Fault('too_large') : new Fault('truncated', { passing: true });
  }
}

/** A header's value, the first where it was sent more than once. */
export function firstOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : (header?.[0] ?? null);
}

/** A body as a JSON object; null where it is something else. */
export function jsonObject(bytes: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
