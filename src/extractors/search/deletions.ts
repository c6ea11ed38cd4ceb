/**
 * What the server deleted, by the history of each type where it offers one. The latest word on a resource counts: one
 * that was made again is not deleted; one that now belongs to somebody who is not read is ours no more.
 */
import { patientOf } from '../../fhir.ts';
import type { FhirResource, PatientId, ResourceKey } from '../../domain.ts';
import { READ_TYPES } from '../read-types.ts';
import type { Received } from '../received.ts';
import { isResourceId } from '../resource.ts';
import { fhirUrl, isOffered, type Pull, rangeItem, sinceMark } from './context.ts';
import { Fault, faultOfError } from './fault.ts';
import { followPages } from './walk.ts';

interface HistoryEntry {
  readonly request?: { readonly method?: unknown; readonly url?: unknown };
  readonly response?: { readonly lastModified?: unknown };
  readonly resource?: FhirResource;
}

interface Word {
  readonly key: ResourceKey;
  readonly at: string | null;
  readonly isDeleted: boolean;
  /** Whose it is, where the resource says so. */
  readonly owner: PatientId | null;
}

/** Types whose history is asked. */
export function historyTypes(pull: Pull): string[] {
  return READ_TYPES.filter((type) => pull.histories.has(type) && isOffered(pull, type));
}

/** Asks the history of one type since it was asked last. The first night needs none: everything is read as it is. */
export async function pullDeletions(pull: Pull, type: string): Promise<Received[]> {
  const last = pull.known.deletionsUntil(type);
  const range = { scope: 'deletions', type, patient: null, announced: null, until: pull.startedAt } as const;
  if (last === null) {
    return [rangeItem({ ...range, reason: null, received: 0, request: fhirUrl(pull.spec, `${type}/_history`).href })];
  }
  const since = sinceMark(pull, last);
  const url = fhirUrl(pull.spec, `${type}/_history`, [
    ...(since === null ? [] : [['_since', since] as const]),
    ['_count', String(pull.spec.pageSize)],
  ]);
  const words = new Map<string, Word>();
  let [told, came] = [null as number | null, 0];
  const fault = await followPages(pull.gateway, url, pull.spec.limits.maxPages, ({ bytes, layout }) => {
    if (layout.type !== 'Bundle') throw new Fault('not_a_bundle');
    const { entry } = JSON.parse(bytes.toString('utf8')) as { entry?: unknown };
    const entries = Array.isArray(entry) ? (entry as (HistoryEntry | null)[]) : [];
    if (entries.some((one) => isFailure(one?.resource))) throw new Fault('operation_outcome');
    for (const one of entries) listen(words, type, one ?? {});
    [told, came] = [layout.total ?? told, came + entries.length];
    return layout.next;
  }).catch((error: unknown) => faultOfError(error).code);
  const reason = fault ?? (told !== null && came < told ? 'fewer_than_announced' : null);
  const items = reason === null ? [...words.values()].flatMap((word) => gone(pull, word, url.href)) : [];
  return [...items, rangeItem({ ...range, since, reason, received: items.length, request: url.href })];
}

function isFailure(resource: FhirResource | undefined): boolean {
  if (resource?.resourceType !== 'OperationOutcome' || !Array.isArray(resource['issue'])) return false;
  return resource['issue'].some((issue: { severity?: unknown } | null) =>
    /^(error|fatal)$/.test(String(issue?.severity)),
  );
}

/** Keeps the latest word on each resource; a history is sorted newest first, which decides between equal times. */
function listen(words: Map<string, Word>, type: string, { request, response, resource }: HistoryEntry): void {
  const isDelete = request?.method === 'DELETE';
  const id = isDelete ? idIn(request?.url, type) : resource?.id;
  if (!isResourceId(id)) return;
  const meta = (resource?.['meta'] ?? {}) as { lastUpdated?: unknown };
  const at = [response?.lastModified, meta.lastUpdated].find((time) => typeof time === 'string') ?? null;
  const before = words.get(id);
  if (before && !(Date.parse(at ?? '') > Date.parse(before.at ?? ''))) return;
  words.set(id, {
    key: { type, id },
    at,
    isDeleted: isDelete || !resource,
    owner: resource ? patientOf(resource) : null,
  });
}

function idIn(url: unknown, type: string): string | undefined {
  return typeof url === 'string' ? new RegExp(`(?:^|/)${type}/([^/?]+)`).exec(url)?.[1] : undefined;
}

function gone(pull: Pull, { key, at, isDeleted, owner }: Word, request: string): Received[] {
  const held = pull.known.holder(key);
  if (!held) return [];
  if (isDeleted) return [{ kind: 'deleted', key, request, ...(at === null ? {} : { deletedAt: at }) }];
  const isMoved = held.patient !== null && owner !== null && !pull.members.has(owner);
  return isMoved ? [{ kind: 'deleted', key, reason: 'moved', request }] : [];
}
