/** What is on disk as received items: resources, deletions, and one range a type. */
import path from 'node:path';
import type { ResourceKey } from '../../domain.ts';
import type { QuarantineCode } from '../../errors.ts';
import { keyText } from '../../fhir.ts';
import { type FileTally, itemOf } from '../items.ts';
import { ndjsonItems } from '../ndjson-items.ts';
import { ofThisServer } from '../own.ts';
import type { Received, ReceivedDeleted } from '../received.ts';
import { readResource } from '../resource.ts';
import { Fault, faultOfError, faultOfStatus } from '../search/fault.ts';
import type { BulkClient } from './client.ts';
import { deletionsOf } from './deletions.ts';
import type { LocalExport, LocalFile } from './state.ts';
import type { Tallies } from './tallies.ts';

/** What is no FHIR at all. A file of nothing else is an error message or a list of another kind, not an empty export. */
const JUNK: ReadonlySet<QuarantineCode> = new Set(['not_json', 'not_an_object', 'bad_shape', 'bad_utf8']);

export interface OnDisk {
  readonly directory: string;
  readonly local: LocalExport;
}

/**
 * Gives everything on disk. A resource that is both exported and deleted is asked for alone, and that answer decides.
 * What was given, and what is not as it should be, is noted in `tallies`.
 */
export async function* deliver(
  client: BulkClient,
  exports: readonly OnDisk[],
  tallies: Tallies,
): AsyncGenerator<Received> {
  const deleted = new Map<string, ReceivedDeleted>();
  for (const [file, place] of filesOf(exports, 'deleted')) yield* deletionsIn(client, file, place, tallies, deleted);
  const doubtful = new Map<string, ResourceKey>();
  for (const [file, place] of filesOf(exports, 'output')) {
    for await (const item of itemsIn(client, file, place, tallies)) {
      if (item.kind === 'resource') {
        const key = { type: item.resource.resourceType, id: item.resource.id };
        if (deleted.has(keyText(key))) {
          doubtful.set(keyText(key), key);
          continue;
        }
        tallies.received(file.type);
      }
      yield item;
    }
  }
  if (doubtful.size > 0) client.effects.log.warn('bulk.exported_and_deleted', { resources: doubtful.size });
  for (const [text, key] of doubtful) {
    deleted.delete(text);
    yield* readAgain(client, key, tallies);
  }
  yield* deleted.values();
}

function filesOf(exports: readonly OnDisk[], role: LocalFile['role']): [LocalFile, string][] {
  return exports.flatMap(({ directory, local }) =>
    local.files
      .filter((file) => file.role === role)
      .map((file): [LocalFile, string] => [file, path.join(directory, file.name)]),
  );
}

async function* itemsIn(
  client: BulkClient,
  file: LocalFile,
  place: string,
  tallies: Tallies,
): AsyncGenerator<Received> {
  const tally: FileTally = { reason: null };
  tallies.announce(file);
  const refused = new Set<QuarantineCode>();
  const types = new Set<string>();
  let isUsed = false;
  for await (const items of ndjsonItems(place, file.request, tally)) {
    for (const one of items) {
      const item = ofThisServer(client.spec, one);
      if (item.kind === 'quarantined') refused.add(item.code);
      else isUsed = true;
      if (item.kind === 'resource') types.add(item.resource.resourceType);
      if (item.kind !== 'outcome') yield item;
      else if (item.failed) tally.reason ??= 'operation_outcome';
    }
  }
  if (!isUsed) tally.reason ??= reasonFor(refused);
  // Such as a Binary with the file inside it.
  if (types.size > 0 && !types.has(file.type)) tally.reason ??= 'other_type';
  // Checked when it was downloaded; a file that was damaged since is no complete one.
  if (tally.reason !== null) tallies.miss({ type: file.type, reason: tally.reason, isPassing: false });
}

/** Why nothing of a file could be used, where that says something of the file and not of single records. */
function reasonFor(refused: ReadonlySet<QuarantineCode>): string | null {
  if (refused.size === 0) return null;
  if (refused.has('foreign_subject')) return 'foreign_subject';
  if ([...refused].every((code) => JUNK.has(code))) return 'not_ndjson';
  // A record of a server has an id; a file in an envelope of another kind has none.
  return [...refused].every((code) => JUNK.has(code) || code === 'missing_id') ? 'unreadable_items' : null;
}

async function* deletionsIn(
  client: BulkClient,
  file: LocalFile,
  place: string,
  tallies: Tallies,
  deleted: Map<string, ReceivedDeleted>,
): AsyncGenerator<Received> {
  const tally: FileTally = { reason: null };
  for await (const item of deletionsOf(client.spec, place, file.request, tally)) {
    if (item.kind === 'deleted') deleted.set(keyText(item.key), item);
    else yield item;
  }
  if (tally.reason !== null) tallies.miss({ type: '*', reason: `deleted_${tally.reason}`, isPassing: false });
}

async function* readAgain(client: BulkClient, key: ResourceKey, tallies: Tallies): AsyncGenerator<Received> {
  const url = new URL(`${client.spec.baseUrl}/${key.type}/${encodeURIComponent(key.id)}`);
  const ask = { method: 'GET', headers: { accept: 'application/fhir+json' } } as const;
  try {
    yield await client.patiently(url, ask, (reply): Received => {
      if (reply.status === 404 || reply.status === 410) return { kind: 'deleted', key, request: url.href };
      if (reply.status !== 200) throw faultOfStatus(reply.status, reply.header('retry-after'));
      const item = ofThisServer(client.spec, itemOf(readResource(reply.bytes, [0, reply.bytes.length], url.href)));
      const isIt = item.kind === 'resource' && item.resource.resourceType === key.type && item.resource.id === key.id;
      if (!isIt) throw new Fault('not_the_resource');
      tallies.received(key.type);
      return item;
    });
  } catch (error) {
    tallies.miss({ type: key.type, reason: `exported_and_deleted_${faultOfError(error).code}`, isPassing: false });
  }
}
