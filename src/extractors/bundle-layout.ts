/**
 * Finds the entries of a Bundle in its bytes, so that each resource keeps its text as received, is checked alone, and a
 * bad one harms no other. One pass; nothing is parsed but the small members beside `resource`.
 */
import { skipString } from './json-inspect.ts';

export type Span = readonly [start: number, end: number];

export interface EntryLayout {
  readonly whole: Span;
  /** Null where the entry has no `resource`; `ambiguous` where it has two. */
  readonly resource: Span | null;
  readonly ambiguous: boolean;
  readonly fullUrl: string | null;
  readonly putUrl: string | null;
  /** `request.url` of an entry with method DELETE. */
  readonly deleteUrl: string | null;
  readonly mode: string | null;
}

export interface Layout {
  /** `resourceType` of the top-level object; null where it has none. */
  readonly type: string | null;
  readonly value: Span;
  readonly entries: readonly EntryLayout[];
  /** `total` and `link` of the Bundle, unparsed elsewhere. */
  readonly total: number | null;
  readonly next: string | null;
  readonly self: string | null;
  /** `meta.lastUpdated` of a Bundle: when it was made. A resource's own says when that changed, nothing of now. */
  readonly lastUpdated: string | null;
}

/** The bytes are no complete JSON object. `truncated`: they end before it does. */
export class NotAnObject extends Error {
  readonly truncated: boolean;
  constructor(truncated: boolean) {
    super(truncated ? 'the JSON text ends before its end' : 'not a JSON object');
    this.truncated = truncated;
  }
}

/** Members of the top-level object that are read. */
const SMALL: ReadonlySet<string> = new Set(['resourceType', 'total', 'link', 'meta']);

/** Lays out the first JSON object in the bytes. Throws NotAnObject. */
export function layoutOf(bytes: Uint8Array): Layout {
  const start = skipSpace(bytes, hasBom(bytes) ? 3 : 0);
  if (start >= bytes.length) throw new NotAnObject(true);
  if (bytes[start] !== 0x7b) throw new NotAnObject(false);
  const entries: EntryLayout[] = [];
  const found: Record<string, unknown> = {};
  const end = eachMember(bytes, start, (key, at) => {
    if (key === 'entry') {
      // What is no list is one entry: a lone object may be meant so, anything else is refused there.
      if (bytes[at] !== 0x5b) return layoutEntry(bytes, at, entries);
      return eachElement(bytes, at, (item) => layoutEntry(bytes, item, entries));
    }
    const after = skipValue(bytes, at);
    if (SMALL.has(key)) found[key] = parsed(bytes, [at, after]);
    return after;
  });
  const { lastUpdated } = (found['meta'] ?? {}) as { lastUpdated?: unknown };
  const type = typeof found['resourceType'] === 'string' ? found['resourceType'] : null;
  return {
    type,
    value: [start, end],
    entries,
    total: Number.isSafeInteger(found['total']) ? (found['total'] as number) : null,
    next: linkOf(found['link'], 'next'),
    self: linkOf(found['link'], 'self'),
    lastUpdated: type === 'Bundle' && typeof lastUpdated === 'string' ? lastUpdated : null,
  };
}

function linkOf(links: unknown, relation: string): string | null {
  if (!Array.isArray(links)) return null;
  const link = (links as ({ relation?: unknown; url?: unknown } | null)[]).find((one) => one?.relation === relation);
  return typeof link?.url === 'string' ? link.url : null;
}

function layoutEntry(bytes: Uint8Array, start: number, entries: EntryLayout[]): number {
  if (bytes[start] !== 0x7b) {
    const end = skipValue(bytes, start);
    entries.push({
      whole: [start, end],
      resource: null,
      ambiguous: false,
      fullUrl: null,
      putUrl: null,
      deleteUrl: null,
      mode: null,
    });
    return end;
  }
  let resource: Span | null = null;
  let ambiguous = false;
  const small: Record<string, unknown> = {};
  const end = eachMember(bytes, start, (key, at) => {
    const after = skipValue(bytes, at);
    if (key === 'resource') {
      ambiguous = resource !== null;
      resource = [at, after];
    } else if (key === 'fullUrl' || key === 'request' || key === 'search') small[key] = parsed(bytes, [at, after]);
    return after;
  });
  const request = small['request'] as { method?: unknown; url?: unknown } | null | undefined;
  const mode = (small['search'] as { mode?: unknown } | null | undefined)?.mode;
  entries.push({
    whole: [start, end],
    resource,
    ambiguous,
    fullUrl: typeof small['fullUrl'] === 'string' ? small['fullUrl'] : null,
    putUrl: request?.method === 'PUT' ? urlOf(request) : null,
    deleteUrl: request?.method === 'DELETE' ? urlOf(request) : null,
    mode: typeof mode === 'string' ? mode : null,
  });
  return end;
}

const urlOf = ({ url }: { url?: unknown }): string | null => (typeof url === 'string' ? url : null);

function parsed(bytes: Uint8Array, [start, end]: Span): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8'));
  } catch {
    return null;
  }
}

/** Walks the members of the object at `start`; `visit` gets key and value position and gives the position after it. */
function eachMember(bytes: Uint8Array, start: number, visit: (key: string, at: number) => number): number {
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] !== 0x7d) {
    need(bytes, at, 0x22);
    const keyEnd = skipString(bytes, at, bytes.length);
    const key = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, keyEnd - at - 2).toString('latin1');
    at = skipSpace(bytes, keyEnd);
    need(bytes, at, 0x3a);
    at = skipSpace(bytes, visit(key, skipSpace(bytes, at + 1)));
    at = afterComma(bytes, at, 0x7d);
  }
  return at + 1;
}

function eachElement(bytes: Uint8Array, start: number, visit: (at: number) => number): number {
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] !== 0x5d) {
    at = skipSpace(bytes, visit(at));
    at = afterComma(bytes, at, 0x5d);
  }
  return at + 1;
}

function afterComma(bytes: Uint8Array, at: number, close: number): number {
  if (bytes[at] === close) return at;
  need(bytes, at, 0x2c);
  return skipSpace(bytes, at + 1);
}

function need(bytes: Uint8Array, at: number, byte: number): void {
  if (bytes[at] !== byte) throw new NotAnObject(at >= bytes.length);
}

function skipValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  if (first === 0x22) return closed(bytes, skipString(bytes, start, bytes.length));
  if (first !== 0x7b && first !== 0x5b) return skipPrimitive(bytes, start);
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) at = skipString(bytes, at, bytes.length) - 1;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if ((byte === 0x7d || byte === 0x5d) && --depth === 0) return at + 1;
  }
  throw new NotAnObject(true);
}

function closed(bytes: Uint8Array, at: number): number {
  if (bytes[at - 1] !== 0x22) throw new NotAnObject(true);
  return at;
}

function skipPrimitive(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let byte = bytes[at]; byte !== undefined && /[\w.+-]/.test(String.fromCharCode(byte)); byte = bytes[++at]);
  if (at === start) throw new NotAnObject(at >= bytes.length);
  return at;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++;
  return at;
}

/** True where the bytes start with the UTF-8 byte order mark. */
export function hasBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Position of the first byte after the value that is not white space, or null where nothing follows. */
export function trailing(bytes: Uint8Array, layout: Layout): number | null {
  const at = skipSpace(bytes, layout.value[1]);
  return at < bytes.length ? at : null;
}
