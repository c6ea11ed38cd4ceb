/** The manifest of a bulk export (Bulk Data Access 2), checked before any of it is believed. */
import { sha256 } from '../../canonical.ts';
import { Fault } from '../search/fault.ts';
import { linkedUrl } from '../search/links.ts';
import type { FileRole } from './state.ts';

export interface ManifestFile {
  readonly role: FileRole;
  readonly type: string;
  readonly ordinal: number;
  /** Absolute; as written where it is no URL. */
  readonly url: string;
  /** Recognises the file again in a manifest with fresh links. */
  readonly key: string;
  readonly count: number | null;
}

interface ManifestHead {
  /** As written; null where absent. */
  readonly transactionTime: string | null;
  readonly requiresAccessToken: boolean | null;
}
export interface Manifest extends ManifestHead {
  readonly files: readonly ManifestFile[];
}
export interface ManifestPart extends ManifestHead {
  readonly entries: readonly Entry[];
  /** The rest of a manifest that comes in parts, as written. */
  readonly next: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads one part of a manifest, its links as they are meant below `from`, where it came from. Throws Fault `bad_manifest` for what breaks the specification. */
export function readManifest(body: Json | null, from: string): ManifestPart {
  if (body === null || !Array.isArray(body['output'])) throw new Fault('bad_manifest');
  const { transactionTime, requiresAccessToken } = body;
  return {
    entries: (['output', 'deleted', 'error'] as const).flatMap((role) => entriesIn(body, role, from)),
    transactionTime: typeof transactionTime === 'string' ? transactionTime : null,
    requiresAccessToken: typeof requiresAccessToken === 'boolean' ? requiresAccessToken : null,
    next: nextOf(body['link']),
  };
}

export type Entry = Pick<ManifestFile, 'role' | 'type' | 'url' | 'count'>;

function entriesIn(body: Json, role: FileRole, from: string): Entry[] {
  const list = body[role] ?? [];
  if (!Array.isArray(list)) throw new Fault('bad_manifest');
  return list.map((item: Json | null) => {
    const { type, url, count: told } = item ?? {};
    // Some write what they do not know as null.
    const count = told ?? undefined;
    if (typeof url !== 'string' || (typeof type !== 'string' && role === 'output')) throw new Fault('bad_manifest');
    if (count !== undefined && !(Number.isSafeInteger(count) && (count as number) >= 0))
      throw new Fault('bad_manifest');
    // An error among the data says the same as one in its own list.
    const isError = role === 'output' && type === 'OperationOutcome';
    return {
      role: isError ? 'error' : role,
      type: typeof type === 'string' ? type : '*',
      url: linkedUrl(url, from)?.href ?? url,
      count: (count as number | undefined) ?? null,
    };
  });
}

/** The files of all parts. A URL that is named twice is one file. Fresh links mostly differ in their query alone. */
export function filesOf(entries: readonly Entry[]): ManifestFile[] {
  const distinct = [...new Map(entries.map((entry) => [`${entry.role} ${entry.url}`, entry])).values()];
  const paths = Map.groupBy(distinct, ({ url }) => withoutQuery(url));
  const ordinals = new Map<string, number>();
  return distinct.map((entry) => {
    const place = `${entry.role} ${entry.type}`;
    const ordinal = ordinals.get(place) ?? 0;
    ordinals.set(place, ordinal + 1);
    const isAlone = paths.get(withoutQuery(entry.url))?.length === 1;
    const key = sha256(`${entry.role} ${isAlone ? withoutQuery(entry.url) : entry.url}`).slice(0, 32);
    return { ...entry, ordinal, key };
  });
}

/** A URL without query and fragment: those may be a capability, and appear nowhere. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function nextOf(links: unknown): string | null {
  if (links === undefined || links === null) return null;
  if (!Array.isArray(links)) throw new Fault('bad_manifest');
  const next = (links as (Json | null)[]).find((link) => link?.['relation'] === 'next')?.['url'];
  if (next !== undefined && typeof next !== 'string') throw new Fault('bad_manifest');
  return next ?? null;
}

/** As FHIR has it, and with an offset without colon, as some servers write it. */
const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|([+-]\d{2}):?(\d{2}))$/;

/** Of what two parts of a manifest say, the one up to which both hold: a watermark must not pass over either. */
export function earlierOf(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return first;
  const [a, b] = [untilOf(first, null), untilOf(second, null)];
  return a !== null && (b === null || b < a) ? second : first;
}

/**
 * Up to when the export is complete, as an instant in UTC: `transactionTime`, but never later than the server's clock at
 * the kick-off. Null where it is absent or no instant.
 */
export function untilOf(transactionTime: string | null, requestedAt: string | null): string | null {
  const [, local = '', hours, minutes] = INSTANT.exec(transactionTime ?? '') ?? [];
  const time = Date.parse(local + (hours === undefined ? 'Z' : `${hours}:${minutes}`));
  if (Number.isNaN(time)) return null;
  const latest = requestedAt === null ? time : Date.parse(requestedAt);
  return new Date(Math.min(time, latest)).toISOString();
}
