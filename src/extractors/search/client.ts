/**
 * fhir-kit-client over our own exchange. Its own transport is `fetch`, which decodes leniently, parses what we must see as
 * it was sent, and costs more than all the rest of a pull; the client offers its HTTP part for such cases.
 */
import { Client } from 'fhir-kit-client';
import type { Dispatcher } from 'undici';
import { exchange, type ExchangeLimits, type Reply } from '../exchange.ts';

/** The client's requests, which here give the answer as it came, whatever its status. */
export interface FhirClient {
  /** Rejects with a Fault where no whole answer came. */
  request(url: string, params: { method: 'GET' | 'POST'; body?: string; options: RequestHeaders }): Promise<Reply>;
}
interface RequestHeaders {
  readonly headers: Record<string, string>;
}

/** A client for the base URL, whose requests go out by `via` within the limits. */
export function openClient(baseUrl: string, via: Dispatcher, limits: ExchangeLimits): FhirClient {
  const client = new Client({ baseUrl });
  const send = (method: string, url: string, options?: Partial<RequestHeaders>, body?: unknown): Promise<Reply> => {
    const form = typeof body === 'string' ? { body } : {};
    const headers = { accept: 'application/fhir+json', 'accept-encoding': 'gzip', ...options?.headers };
    return exchange(
      via,
      new URL(client.httpClient.expandUrl(url)),
      { method: asked(method), headers, ...form },
      limits,
    );
  };
  const over = client as unknown as FhirClient & { httpClient: { request: typeof send } };
  over.httpClient.request = send;
  return over;
}

function asked(method: string): 'GET' | 'POST' {
  return method === 'POST' ? 'POST' : 'GET';
}
