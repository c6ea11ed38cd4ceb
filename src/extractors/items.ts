/** The items in a JSON object: itself, or what it carries where it is a Bundle. */
import { layoutOf, type EntryLayout, type Layout } from './bundle-layout.ts';
import { quarantined, type ReceivedDeleted, type ReceivedQuarantined, type ReceivedResource } from './received.ts';
import { isResourceId, readResource } from './resource.ts';
import { RESOURCE_TYPES } from '../../vocabulary/resource-types.ts';

/** An OperationOutcome is no data, but may say that something is missing. */
export interface Outcome {
  readonly kind: 'outcome';
  readonly failed: boolean;
}
/** `mode` is `match` or `include` in a searchset. */
export type Item =
  ((ReceivedResource | ReceivedQuarantined | ReceivedDeleted) & { readonly mode?: string | null }) | Outcome;

/** What a file reader adds while it reads. */
export interface FileTally {
  /** Why the file is not complete; null while nothing speaks against it. */
  reason: string | null;
}
export type FileReader = (file: string, request: string, tally: FileTally) => AsyncGenerator<Item[]>;

/** A Bundle in a Bundle in a Bundle is as far as anyone goes; deeper ones are quarantined. */
const MAX_BUNDLES = 3;

/** Everything in one JSON object. A bad entry is one quarantine item; the others are unharmed. Throws NotAnObject. */
export function itemsOf(bytes: Buffer, request: string, level = 1): Item[] {
  const layout = layoutOf(bytes);
  return layout.type === 'Bundle'
    ? itemsOfBundle(bytes, layout, request, level)
    : [itemOf(readResource(bytes, layout.value, request))];
}

/** The entries of a Bundle already laid out. */
export function itemsOfBundle(bytes: Buffer, layout: Layout, request: string, level = 1): Item[] {
  return layout.entries.flatMap((entry) => itemsOfEntry(bytes, entry, request, level));
}

function itemsOfEntry(bytes: Buffer, entry: EntryLayout, request: string, level: number): Item[] {
  const refuse = (code: 'bad_shape' | 'duplicate_key' | 'too_deep', detail: string): Item[] => [
    quarantined(code, bytes.subarray(...entry.whole), request, detail),
  ];
  if (entry.resource === null) {
    const deleted = deletionOf(entry, request);
    return deleted ? [deleted] : refuse('bad_shape', 'bundle entry without a resource');
  }
  if (entry.ambiguous) return refuse('duplicate_key', 'bundle entry with two resources');
  const item = itemOf(readResource(bytes, entry.resource, request, entry));
  if (item.kind !== 'resource' || item.resource.resourceType !== 'Bundle') {
    return [item.kind === 'outcome' ? item : { ...item, mode: entry.mode }];
  }
  if (level >= MAX_BUNDLES) return refuse('too_deep', `more than ${MAX_BUNDLES} bundles inside each other`);
  return itemsOf(bytes.subarray(...entry.resource), request, level + 1);
}

/** A DELETE in a history or in a `deleted` file of a bulk export: the source took the resource back. */
function deletionOf({ deleteUrl }: EntryLayout, request: string): ReceivedDeleted | null {
  const [, type = '', id] = deleteUrl?.match(/^([A-Za-z]+)\/([^/?#]+)$/) ?? [];
  return RESOURCE_TYPES.has(type) && isResourceId(id) ? { kind: 'deleted', key: { type, id }, request } : null;
}

/** Tells outcomes from data. */
export function itemOf(item: ReceivedResource | ReceivedQuarantined): Item {
  if (item.kind !== 'resource' || item.resource.resourceType !== 'OperationOutcome') return item;
  const issues = item.resource['issue'];
  const failed =
    Array.isArray(issues) &&
    issues.some((issue: { severity?: unknown } | null) => issue?.severity === 'error' || issue?.severity === 'fatal');
  return { kind: 'outcome', failed };
}
