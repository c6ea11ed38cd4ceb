/** A server with `$export`, which can be made to misbehave, and the reading of it. */
import type http from 'node:http';
import type { TestContext } from 'node:test';
import { silentLog } from '../../src/effects.ts';
import { bulkStorage } from '../../src/extractors/bulk/state.ts';
import {
  type BulkSettings,
  type Known,
  openSource,
  parseSource,
  type Received,
  type SearchSettings,
} from '../../src/extractors/source.ts';
import type { Clock } from '../../src/effects.ts';
import { NOTHING_KNOWN } from '../../src/extractors/known.ts';
import { fakeClock } from '../extractors/fhir-server.ts';
import { type Asked, type Said, startWeb, type Web } from './web.ts';

export interface BulkFile {
  readonly role?: 'output' | 'deleted' | 'error';
  readonly type: string;
  readonly text: string | Buffer;
  /** Default: as many as there are lines; null = the manifest does not say. */
  readonly count?: number | null;
}
export type Misbehave = (asked: Asked, response: http.ServerResponse) => Said | null | undefined;

export interface BulkServer extends Web {
  readonly base: string;
  readonly statusUrl: string;
  files: BulkFile[];
  /** Members of group `g`. */
  members: string[] | null;
  /** Polls answered with 202 before the manifest comes. */
  pending: number;
  /** Members of the manifest in the place of the usual ones; undefined leaves one out. */
  manifest: Record<string, unknown>;
  /** Where its files lie. */
  fileOrigin: string;
  /** A mark in each link, to make fresh ones. */
  mark: string;
  /** Its clock. */
  date: string;
  misbehave: Misbehave;
  /** Requests as `METHOD path`, without query. */
  paths(): string[];
}

export const TIME = '2023-12-31T23:00:00.000Z';
export const patient = (id: string): string => JSON.stringify({ resourceType: 'Patient', id });
export const observation = (id: string): string =>
  JSON.stringify({ resourceType: 'Observation', id, subject: { reference: 'Patient/p1' } });
export const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

export const USUAL: readonly BulkFile[] = [
  { type: 'Patient', text: lines(patient('p1'), patient('p2')) },
  { type: 'Observation', text: lines(observation('o1'), observation('o2')) },
  { type: 'Observation', text: lines(observation('o3')) },
];

export const USUAL_KEYS = ['Observation/o1', 'Observation/o2', 'Observation/o3', 'Patient/p1', 'Patient/p2'];
export const COMPLETE = { Patient: 'complete', Observation: 'complete', Condition: 'complete' };
export const allIncomplete = (reason: string): Record<keyof typeof COMPLETE, string> => ({
  Patient: `incomplete ${reason}`,
  Observation: `incomplete ${reason}`,
  Condition: `incomplete ${reason}`,
});

export async function startBulk(t: TestContext): Promise<BulkServer> {
  const web = await startWeb(t);
  const server: BulkServer = Object.assign(web, {
    base: `${web.origin}/fhir`,
    statusUrl: `${web.origin}/status/1`,
    files: [...USUAL],
    members: ['p1', 'p2'],
    pending: 1,
    manifest: {},
    fileOrigin: web.origin,
    mark: 'a',
    date: new Date(Date.parse(TIME) + 60_000).toUTCString(),
    misbehave: () => undefined,
    paths: () => web.asked.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`),
  });
  server.script = (asked, response) => {
    const said = server.misbehave(asked, response);
    return said === undefined ? usual(server, asked) : said;
  };
  return server;
}

function usual(server: BulkServer, { method, url }: Asked): Said {
  if (/\$export(\?|$)/.test(url))
    return { status: 202, headers: { 'content-location': server.statusUrl, date: server.date } };
  if (url.startsWith('/status/')) {
    if (method === 'DELETE') return { status: 202 };
    return server.pending-- > 0 ? { status: 202, headers: { 'retry-after': '2' } } : { body: manifestOf(server) };
  }
  if (url === '/fhir/Group/g' && server.members) {
    const member = server.members.map((id) => ({ entity: { reference: `Patient/${id}` } }));
    return { body: { resourceType: 'Group', id: 'g', member } };
  }
  return fileOf(server, url);
}

/** The file that a URL names, as any host of files gives it. */
export function fileOf(server: BulkServer, url: string): Said {
  const at = /^\/files\/(\d+)/.exec(url)?.[1];
  const file = at === undefined ? undefined : server.files[Number(at)];
  return file
    ? { body: file.text, headers: { 'content-type': 'application/fhir+ndjson' } }
    : { status: 404, body: { resourceType: 'OperationOutcome', issue: [] } };
}

export function manifestOf(server: BulkServer): Record<string, unknown> {
  const entries = (wanted: string): unknown[] =>
    server.files.flatMap(({ role = 'output', type, text, count }, index) => {
      if (role !== wanted) return [];
      const announced = count === undefined ? text.toString().split('\n').filter(Boolean).length : count;
      const url = `${server.fileOrigin}/files/${index}?sig=${server.mark}`;
      return [{ type, url, ...(announced === null ? {} : { count: announced }) }];
    });
  return {
    transactionTime: TIME,
    request: `${server.base}/$export`,
    requiresAccessToken: true,
    output: entries('output'),
    deleted: entries('deleted'),
    error: entries('error'),
    ...server.manifest,
  };
}

export interface Night {
  readonly settings?: Partial<SearchSettings>;
  readonly bulk?: Partial<BulkSettings>;
  readonly since?: string | null;
  /** Who was in the group then. */
  readonly members?: readonly string[];
  readonly known?: Known;
  readonly clock?: Clock;
}

export const TOKEN = { auth: { kind: 'bearer', token: 'secret-token' } } as const;

/** Everything that one night receives. */
export async function night(base: string, folder: string, options: Night = {}): Promise<Received[]> {
  const items: Received[] = [];
  for await (const item of nightly(base, folder, options)) items.push(item);
  return items;
}

/** The first item alone, as in a run that ends after it. */
export async function firstItem(base: string, folder: string): Promise<Received | undefined> {
  for await (const item of nightly(base, folder, {})) return item;
  return undefined;
}

function nightly(base: string, folder: string, options: Night): AsyncIterable<Received> {
  const bulk: BulkSettings = {
    level: 'system',
    groupId: options.bulk?.level === 'group' ? 'g' : null,
    types: ['Patient', 'Observation', 'Condition'],
    maxExportWaitMs: 3_600_000,
    ...options.bulk,
  };
  const increments = { overlapMs: 0, fullCompareMs: 7 * 86_400_000 };
  const spec = parseSource(base, { ...TOKEN, increments, ...options.settings }, bulk);
  const { since = null, members = [] } = options;
  const mark = since === null ? null : { at: since, fullAt: since };
  const known = options.known ?? { ...NOTHING_KNOWN, patients: members, watermark: () => mark };
  const effects = { clock: options.clock ?? fakeClock(), log: silentLog, bulk: bulkStorage(folder) };
  return openSource(spec, effects, known).receive();
}

/** `type state reason until` of every range. */
export const statesOf = (items: readonly Received[]): Record<string, string> =>
  Object.fromEntries(
    items.flatMap((item) =>
      item.kind === 'range' ? [[item.type, [item.state, item.reason].filter(Boolean).join(' ')]] : [],
    ),
  );
