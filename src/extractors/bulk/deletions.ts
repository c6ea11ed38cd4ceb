/**
 * What a `deleted` file of an export says. A deletion that is not understood may be one of anything: the record would be
 * kept for ever, so each is named, and no type is complete.
 */
import { RESOURCE_TYPES } from '../../../vocabulary/resource-types.ts';
import type { ResourceKey } from '../../domain.ts';
import { ownPath, type Places } from '../../fhir.ts';
import { jsonObject } from '../exchange.ts';
import type { FileTally } from '../items.ts';
import { linesOf, openBytes, type Line } from '../ndjson.ts';
import { streamFault } from '../ndjson-items.ts';
import { quarantined, type ReceivedDeleted, type ReceivedQuarantined } from '../received.ts';
import { isResourceId } from '../resource.ts';

type Deletion = ReceivedDeleted | ReceivedQuarantined;
interface Entry {
  readonly request?: { readonly method?: unknown; readonly url?: unknown };
}

/** Reads the file; why it could not be read as a whole is noted in `tally`. */
export async function* deletionsOf(
  places: Places,
  file: string,
  request: string,
  tally: FileTally,
): AsyncGenerator<Deletion> {
  try {
    for await (const lines of linesOf(openBytes(file)))
      for (const line of lines)
        for (const deletion of deletionsIn(places, line, request)) {
          if (deletion.kind === 'quarantined') tally.reason ??= 'unreadable_items';
          yield deletion;
        }
  } catch (error) {
    tally.reason = streamFault(error);
  }
}

function deletionsIn(places: Places, line: Line, request: string): Deletion[] {
  if ('hash' in line)
    return [{ kind: 'quarantined', code: 'too_large', request, hash: line.hash, detail: 'a deletion' }];
  const bundle = jsonObject(line.bytes);
  if (bundle === null) return [quarantined('not_json', line.bytes, request, 'a deletion that is no JSON object')];
  const { resourceType, entry = [] } = bundle as { resourceType?: unknown; entry?: unknown };
  if (resourceType !== 'Bundle' || !Array.isArray(entry))
    return [quarantined('bad_shape', line.bytes, request, 'a deletion that is no Bundle')];
  return (entry as (Entry | null)[]).map((one) => {
    const key = one?.request?.method === 'DELETE' ? keyIn(places, one.request.url) : null;
    if (key) return { kind: 'deleted', key, request };
    const bytes = Buffer.from(JSON.stringify(one));
    return quarantined('bad_shape', bytes, request, 'an entry that is no DELETE of a resource of this server');
  });
}

/** The resource that a URL names, however the server writes it: relative, from its root, absolute, with a version. */
function keyIn(places: Places, url: unknown): ResourceKey | null {
  const below = typeof url === 'string' ? ownPath(places, url) : null;
  const [, type = '', id] = /^\/?([A-Za-z]+)\/([^/?#]+)(?:\/_history\/[^/?#]+)?$/.exec(below ?? '') ?? [];
  return RESOURCE_TYPES.has(type) && isResourceId(id) ? { type, id } : null;
}
