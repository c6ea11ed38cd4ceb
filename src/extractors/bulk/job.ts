/** The server's side of an export: kick-off, status, manifest, DELETE. */
import { sha256 } from '../../canonical.ts';
import type { PatientId } from '../../domain.ts';
import { type Ask, jsonObject, type Reply } from '../exchange.ts';
import { Fault, faultOfStatus } from '../search/fault.ts';
import { httpDate } from '../search/retry.ts';
import { type BulkSpec, exportPlace } from '../source-spec.ts';
import type { BulkClient } from './client.ts';
import { earlierOf, type Entry, filesOf, type Manifest, type ManifestPart, readManifest } from './manifest.ts';

/** A question to `$export`. */
export interface Question {
  readonly since: string | null;
  /** Only these members of the group; null = all. */
  readonly patients: readonly PatientId[] | null;
}
export interface Started {
  readonly statusUrl: string;
  readonly requestedAt: string;
}

const ASYNC = { accept: 'application/fhir+json', prefer: 'respond-async, handling=lenient' };
const MAX_PARTS = 10_000;
const MAX_REDIRECTS = 3;
/** Parts in a row that name no new file: the links lead on without end. */
const MAX_IN_VAIN = 100;

/** Says what is asked, so that a stored status URL is known to be of the same export. */
export function keyOf(spec: BulkSpec, question: Question): string {
  return sha256(JSON.stringify([exportUrl(spec, question).href, question.patients]));
}

/**
 * Starts an export. 429 (an older one is running) and passing errors are waited for. Rejects with Fault
 * `kick_off_http_…`, `not_started`, `foreign_link`, `no_status_url`, `export_pending`.
 */
export function kickOff(client: BulkClient, question: Question): Promise<Started> {
  const url = exportUrl(client.spec, question);
  const ask: Ask =
    question.patients === null
      ? { method: 'GET', headers: ASYNC }
      : {
          method: 'POST',
          headers: { ...ASYNC, 'content-type': 'application/fhir+json' },
          body: bodyOf(client, question),
        };
  const at = question.patients === null ? url : new URL(url.href.replace(/\?.*/, ''));
  return client.patiently(at, ask, (reply) => startedOf(client, at, reply));
}

function startedOf(client: BulkClient, at: URL, reply: Reply): Started | null {
  if (reply.status === 429 || reply.status === 503) return null;
  if (reply.status >= 200 && reply.status < 300 && reply.status !== 202) throw new Fault('not_started');
  if (reply.status !== 202) {
    const fault = faultOfStatus(reply.status, reply.header('retry-after'));
    throw new Fault(`kick_off_${fault.code}`, fault);
  }
  const location = reply.header('content-location');
  if (location === null) throw new Fault('no_status_url');
  // A server without a clock of its own is held to ours: what it says of the future is believed no further.
  const date = httpDate(reply.header('date')) ?? client.effects.clock.now();
  return {
    statusUrl: client.trustedLink(location, at.href).href,
    requestedAt: new Date(date).toISOString(),
  };
}

function exportUrl(spec: BulkSpec, { since }: Question): URL {
  const url = new URL(exportPlace(spec));
  url.searchParams.set('_type', spec.types.join(','));
  if (since !== null) url.searchParams.set('_since', since);
  return url;
}

function bodyOf({ spec }: BulkClient, { patients }: Question): string {
  const parameter = [
    { name: '_type', valueString: spec.types.join(',') },
    ...(patients ?? []).map((id) => ({ name: 'patient', valueReference: { reference: `Patient/${id}` } })),
  ];
  return JSON.stringify({ resourceType: 'Parameters', parameter });
}

/**
 * Waits for the manifest, with all its parts. Rejects with Fault `export_gone` (404, 410), `export_failed`,
 * `export_pending`, `bad_manifest`, `html`, `loop`, `status_http_…`.
 */
export async function awaitManifest(client: BulkClient, statusUrl: string): Promise<Manifest> {
  const first = await part(client, client.trustedLink(statusUrl, client.spec.baseUrl));
  const entries = new Map<string, Entry>();
  const add = (more: readonly Entry[]): void => more.forEach((one) => entries.set(`${one.role} ${one.url}`, one));
  add(first.entries);
  const visited = new Set([statusUrl]);
  let [from, { next, transactionTime }, inVain] = [statusUrl, first, 0];
  while (next !== null) {
    const url = client.trustedLink(next, from);
    if (visited.has(url.href) || visited.size >= MAX_PARTS) throw new Fault('loop');
    visited.add(url.href);
    from = url.href;
    const more = await part(client, url);
    const before = entries.size;
    add(more.entries);
    inVain = entries.size > before ? 0 : inVain + 1;
    if (inVain > MAX_IN_VAIN) throw new Fault('loop');
    next = more.next;
    transactionTime = earlierOf(transactionTime, more.transactionTime);
  }
  const { requiresAccessToken } = first;
  return { transactionTime, requiresAccessToken, files: filesOf([...entries.values()]) };
}

/** A server may send on from the status to where the manifest lies (303, as asynchronous requests of FHIR R5 do). */
async function part(client: BulkClient, url: URL, hops = 0): Promise<ManifestPart> {
  const ask = { method: 'GET', headers: { accept: 'application/json' } } as const;
  const answer = await client.patiently(url, ask, (reply) => redirectOf(reply) ?? partOf(reply, url.href));
  if (typeof answer !== 'string') return answer;
  if (hops >= MAX_REDIRECTS) throw new Fault('too_many_redirects');
  return part(client, client.trustedLink(answer, url.href), hops + 1);
}

function redirectOf({ status, header }: Reply): string | null {
  return status >= 301 && status <= 308 && status !== 304 ? header('location') : null;
}

function partOf(reply: Reply, from: string): ManifestPart | null {
  const { status } = reply;
  if (status === 202 || status === 429 || status === 503) return null;
  if (status === 200) {
    if (/^\s*</.test(reply.bytes.subarray(0, 64).toString('latin1'))) throw new Fault('html');
    return readManifest(jsonObject(reply.bytes), from);
  }
  if (status === 404 || status === 410) throw new Fault('export_gone');
  if (status < 500 && !faultOfStatus(status, null).passing) throw new Fault(`status_http_${status}`);
  const isPassing = isTransient(reply) || (status !== 500 && faultOfStatus(status, null).passing);
  throw new Fault('export_failed', { passing: isPassing, retryAfter: reply.header('retry-after') });
}

/** An OperationOutcome that says that the same question may be answered later. */
function isTransient(reply: Reply): boolean {
  const issues = jsonObject(reply.bytes)?.['issue'];
  return Array.isArray(issues) && issues.some((issue: { code?: unknown } | null) => issue?.code === 'transient');
}

/** Tells the server that the export is not needed any more. What it answers changes nothing for us. */
export async function dismiss(client: BulkClient, statusUrl: string): Promise<void> {
  try {
    const url = client.trustedLink(statusUrl, client.spec.baseUrl);
    const { status } = await client.ask(url, { method: 'DELETE', headers: {} });
    client.effects.log.info('bulk.delete', { status });
  } catch {
    client.effects.log.warn('bulk.delete', { status: 0 });
  }
}
