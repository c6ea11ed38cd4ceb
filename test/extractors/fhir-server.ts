/** A small real FHIR server on a real socket, which can be made to misbehave. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Log } from '../../src/effects.ts';
import { openSource, parseSource, type Received, type SearchSettings } from '../../src/extractors/source.ts';

export type Json = Record<string, unknown>;
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  /** The form of a search by POST; empty for others. */
  readonly body: string;
}
export type Misbehave = (request: http.IncomingMessage, response: http.ServerResponse, times: number) => boolean;

export interface FhirServer {
  readonly base: string;
  readonly origin: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}
export interface ServerOptions {
  readonly resources?: readonly Json[];
  readonly pageSize?: number;
  /** How the next link is written; `{host}`, `{path}` and `{query}` are filled in. Default: path-absolute. */
  readonly next?: string;
  /** `Bundle.total` as the server tells it at an offset; undefined = it does not. Default: the truth. */
  readonly total?: (matches: number, offset: number) => number | undefined;
  /** Answers the request itself and gives true. `times` counts earlier requests of the same URL. */
  readonly misbehave?: Misbehave;
  readonly raw?: ReadonlyMap<string, string>;
}

const ROOT = '/app/FHIR/r4';

export async function startFhirServer(options: ServerOptions = {}): Promise<FhirServer> {
  const seen: Seen[] = [];
  const times = new Map<string, number>();
  const handle = (request: http.IncomingMessage, response: http.ServerResponse, body: string): void => {
    const { url = '', method = 'GET' } = request;
    seen.push({ method, url, authorization: request.headers.authorization, body });
    times.set(url, (times.get(url) ?? 0) + 1);
    if (options.misbehave?.(request, response, (times.get(url) ?? 1) - 1)) return;
    const asked = new URL(url, `http://${request.headers.host}`);
    for (const [name, value] of new URLSearchParams(body)) asked.searchParams.append(name, value);
    asked.pathname = asked.pathname.replace(/\/_search$/, '');
    answer(options, asked, response);
  };
  const server = http.createServer((request, response) => {
    if (request.method !== 'POST') return handle(request, response, '');
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => handle(request, response, Buffer.concat(parts).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base: origin + ROOT,
    origin,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(options: ServerOptions, url: URL, response: http.ServerResponse): void {
  const [type = '', id] = url.pathname.slice(ROOT.length + 1).split('/');
  const resources = options.resources ?? [];
  if (!url.pathname.startsWith(ROOT) || type === 'metadata')
    return sendJson(response, 404, { resourceType: 'OperationOutcome', issue: [] });
  if (id !== undefined) {
    const found = resources.find((resource) => resource['resourceType'] === type && resource['id'] === id);
    return found
      ? send(response, textOf(options, found))
      : sendJson(response, 404, { resourceType: 'OperationOutcome', issue: [] });
  }
  const matches = resources.filter((resource) => resource['resourceType'] === type && fits(resource, url.searchParams));
  const size = options.pageSize ?? 2;
  const offset = Number(url.searchParams.get('_offset') ?? 0);
  const page = matches.slice(offset, offset + size);
  const link: Json[] = [];
  if (offset + size < matches.length) {
    url.searchParams.set('_offset', String(offset + size));
    const next = (options.next ?? '{path}{query}')
      .replace('{host}', url.host)
      .replace('{path}', url.pathname)
      .replace('{query}', url.search);
    link.push({ relation: 'next', url: next });
  }
  const entry = page.map((resource) => `{"resource":${textOf(options, resource)},"search":{"mode":"match"}}`).join(',');
  const total = options.total ? options.total(matches.length, offset) : matches.length;
  send(
    response,
    `{"resourceType":"Bundle","type":"searchset",${total === undefined ? '' : `"total":${total},`}"link":${JSON.stringify(link)},"entry":[${entry}]}`,
  );
}

const textOf = (options: ServerOptions, resource: Json): string =>
  options.raw?.get(String(resource['id'])) ?? JSON.stringify(resource);

function fits(resource: Json, parameters: URLSearchParams): boolean {
  const text = JSON.stringify(resource);
  const [patient, code, medication] = ['patient', 'code', 'medication'].map((name) => parameters.get(name));
  const subject = parameters.get('subject') ?? (patient ? `Patient/${patient}` : null);
  if (subject && !text.includes(`"${subject}"`)) return false;
  const links = JSON.stringify(resource['link'] ?? []);
  if (
    parameters
      .get('link')
      ?.split(',')
      .some((one) => links.includes(`${one}"`)) === false
  )
    return false;
  if (code && !code.split(',').some((one) => text.includes(`"code":"${one}"`))) return false;
  return !medication || medication.split(',').some((one) => text.includes(`"${one}"`));
}

export function send(
  response: http.ServerResponse,
  text: string,
  status = 200,
  headers: http.OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(text);
}
export const sendJson = (
  response: http.ServerResponse,
  status: number,
  body: Json,
  headers: http.OutgoingHttpHeaders = {},
): void => send(response, JSON.stringify(body), status, headers);

/** A clock that never waits and remembers for how long it was asked to. */
export function fakeClock(start = Date.UTC(2024, 0, 1)): Clock & { readonly waits: number[] } {
  let now = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    sleep: (ms) => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

const silent: Log = { info: () => undefined, warn: () => undefined };

export async function pull(
  base: string,
  settings: Partial<SearchSettings> = {},
  clock: Clock = fakeClock(),
): Promise<Received[]> {
  const items: Received[] = [];
  for await (const item of openSource(parseSource(base, settings), { clock, log: silent }).receive()) items.push(item);
  return items;
}

/** `type/id` of every resource, sorted. */
export const keysOf = (items: readonly Received[]): string[] =>
  items
    .flatMap((item) => (item.kind === 'resource' ? [`${item.resource.resourceType}/${item.resource.id}`] : []))
    .sort();

export const rangesOf = (items: readonly Received[]) => items.filter((item) => item.kind === 'range');
export const incompleteOf = (items: readonly Received[]): string[] =>
  rangesOf(items)
    .filter((range) => range.state !== 'complete')
    .map((range) => `${range.type} ${range.patient ?? '-'} ${range.reason}`);

const c61 = { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', code: 'C61' }] };

/** Two prostate-cancer patients and one who is not. */
export function hospital(): Json[] {
  const subject = (id: string): Json => ({ reference: `Patient/${id}` });
  const observations = (patient: string, count: number): Json[] =>
    Array.from({ length: count }, (_, index) => ({
      resourceType: 'Observation',
      id: `${patient}-o${index}`,
      status: 'final',
      subject: subject(patient),
      valueQuantity: { value: 4 + index, unit: 'ng/mL' },
    }));
  return [
    { resourceType: 'Patient', id: 'p1' },
    { resourceType: 'Patient', id: 'p2' },
    { resourceType: 'Patient', id: 'p3' },
    { resourceType: 'Condition', id: 'c1', code: c61, subject: subject('p1') },
    {
      resourceType: 'Procedure',
      id: 'r2',
      code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/ops', code: '8-530.d0' }] },
      subject: subject('p2'),
    },
    {
      resourceType: 'Condition',
      id: 'c3',
      code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', code: 'C50.9' }] },
      subject: subject('p3'),
    },
    ...observations('p1', 5),
    ...observations('p2', 1),
    ...observations('p3', 3),
  ];
}

export const HOSPITAL_KEYS = [
  'Condition/c1',
  ...[0, 1, 2, 3, 4].map((n) => `Observation/p1-o${n}`),
  'Observation/p2-o0',
  'Patient/p1',
  'Patient/p2',
  'Procedure/r2',
];
