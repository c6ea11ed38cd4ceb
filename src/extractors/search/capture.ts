/**
 * Keeps the bytes of a response while fhir-kit-client reads it: the client gives parsed JSON only, and a resource is kept
 * as it was sent. Stops a response that grows beyond its limit.
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

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The agent, with this capture listening. */
  listenTo(agent: Agent): Dispatcher {
    return agent.compose((dispatch) => (options, handler) => dispatch(options, listening(handler, this)));
  }

  encoded(encoding: string): void {
    this.#encoding = encoding.trim().toLowerCase();
  }

  /** Takes a part of the body. False where it is more than the limit: the signal has then ended the response. */
  add(chunk: Buffer): boolean {
    this.#length += chunk.length;
    if (this.#length > this.#maxBytes) {
      this.#overflow.abort(new Fault('too_large'));
      return false;
    }
    this.#chunks.push(Buffer.from(chunk));
    return true;
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

/** Hands every event on, and keeps what this capture needs of it. */
function listening(handler: Dispatcher.DispatchHandler, capture: Capture): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (controller, status, headers, socket) =>
      handler.onRequestUpgrade?.(controller, status, headers, socket),
    onResponseStart: (controller, status, headers, message) => {
      const encoding = headers['content-encoding'];
      capture.encoded(typeof encoding === 'string' ? encoding : '');
      handler.onResponseStart?.(controller, status, headers, message);
    },
    onResponseData: (controller, chunk) => {
      if (capture.add(chunk)) handler.onResponseData?.(controller, chunk);
    },
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  };
}
