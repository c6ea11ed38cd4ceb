/**
 * Takes the body of a response for itself and hands fhir-kit-client an empty one. The client would decode it leniently,
 * parse it and keep only the result; we read it once, strictly, up to a limit, and keep each resource as it was sent.
 */
import { gunzipSync } from 'node:zlib';
import type { Agent, Dispatcher } from 'undici';
import { Fault } from './fault.ts';

export class Capture {
  readonly #maxBytes: number;
  readonly #overflow = new AbortController();
  #chunks: Buffer[] = [];
  #length = 0;
  #encoding = '';
  contentType: string | null = null;
  /** The `Date` header: the server's clock. */
  date: string | null = null;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The agent, with this capture listening. */
  listenTo(agent: Agent): Dispatcher {
    return agent.compose((dispatch) => (options, handler) => dispatch(options, listening(handler, this)));
  }

  /** Notes the headers that say how to read the body. */
  start(encoding: string | null, contentType: string | null, date: string | null = null): void {
    this.#encoding = encoding?.trim().toLowerCase() ?? '';
    this.contentType = contentType;
    this.date = date;
  }

  /** Takes a part of the body. Where it becomes more than the limit, the signal ends the response. */
  add(chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#maxBytes) this.#overflow.abort(new Fault('too_large'));
    else this.#chunks.push(chunk);
  }

  /** For the request: fires when the response is too long, or after `timeoutMs`. */
  signal(timeoutMs: number): AbortSignal {
    return AbortSignal.any([this.#overflow.signal, AbortSignal.timeout(timeoutMs)]);
  }

  /** The body. Compression is undone strictly: fetch accepts a gzip that is cut short. Throws Fault. */
  bytes(): Buffer {
    const body = Buffer.concat(this.#chunks, this.#length);
    if (this.#encoding === '' || this.#encoding === 'identity') return body;
    if (this.#encoding !== 'gzip') throw new Fault('content_encoding');
    try {
      return gunzipSync(body, { maxOutputLength: this.#maxBytes });
    } catch (error) {
      const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
      throw tooLarge ? new Fault('too_large') : new Fault('truncated', { passing: true });
    }
  }
}

/** Hands every event on, but for the body and what describes it. */
function listening(handler: Dispatcher.DispatchHandler, capture: Capture): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (controller, status, headers, socket) =>
      handler.onRequestUpgrade?.(controller, status, headers, socket),
    onResponseStart: (controller, status, headers, message) => {
      const { 'content-encoding': encoding, 'content-length': _length, ...others } = headers;
      capture.start(firstOf(encoding), firstOf(headers['content-type']), firstOf(headers['date']));
      handler.onResponseStart?.(controller, status, others, message);
    },
    onResponseData: (_controller, chunk) => {
      capture.add(chunk);
    },
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  };
}

/** A header's value, the first where it was sent more than once. */
export function firstOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : (header?.[0] ?? null);
}
