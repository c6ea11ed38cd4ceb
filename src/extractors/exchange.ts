/** One HTTP request and its whole answer, whatever its status: for sign-in and bulk exports, where the status decides. */
import { type Dispatcher, request } from 'undici';
import { Capture, firstOf } from './search/capture.ts';
import { faultOfError } from './search/fault.ts';

export interface Reply {
  readonly status: number;
  readonly bytes: Buffer;
  /** A header of the answer, the first where it was sent more than once. */
  header(name: string): string | null;
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

/** Asks once. Redirects are not followed. Rejects with a Fault where no whole answer came. */
export async function exchange(via: Dispatcher, url: URL, ask: Ask, limits: ExchangeLimits): Promise<Reply> {
  const capture = new Capture(limits.maxResponseBytes);
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: via,
      method: ask.method,
      headers: { 'accept-encoding': 'identity', ...ask.headers },
      body: ask.body ?? null,
      signal: capture.signal(limits.timeoutMs),
    });
    capture.start(firstOf(headers['content-encoding']), firstOf(headers['content-type']));
    for await (const chunk of body) capture.add(chunk as Buffer);
    const bytes = capture.bytes();
    return { status: statusCode, bytes, header: (name) => firstOf(headers[name]) };
  } catch (error) {
    throw faultOfError(error);
  }
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
