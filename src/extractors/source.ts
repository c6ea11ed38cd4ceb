/** Where the record comes from: a folder, a file, or a FHIR R4 server; all give the same stream of received items. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Log } from '../effects.ts';
import { LutraError } from '../errors.ts';
import { type Auth, isPrivate } from './auth/auth.ts';
import { CANDIDATE_CODES, type CandidateCode } from '../../vocabulary/candidates.ts';
import type { BulkStorage } from './bulk/state.ts';
import { receiveFolder } from './folder.ts';
import { type Known, NOTHING_KNOWN } from './known.ts';
import type { Received } from './received.ts';

export type { Known, Watermark } from './known.ts';
export type {
  Received,
  ReceivedDeleted,
  ReceivedMembers,
  ReceivedQuarantined,
  ReceivedRange,
  ReceivedResource,
} from './received.ts';

export { type Auth, isPrivate } from './auth/auth.ts';
export { signingKey } from './auth/key.ts';

export interface SearchSettings {
  readonly auth: Auth;
  /** `_count` of every search. */
  readonly pageSize: number;
  /** Requests at the same time. */
  readonly concurrency: number;
  readonly limits: SearchLimits;
  /** Origins beside the server's own that may be asked, without credentials: `https://files.hospital.example`. */
  readonly allowedOrigins: readonly string[];
  /** Origins beside the server's own that get its credentials: a file server of the same house. */
  readonly tokenOrigins: readonly string[];
  /**
   * The base URL by which a server behind a proxy calls itself in its links, where it is not the one that is asked. Links
   * below it are followed below the base. Null = its links are right.
   */
  readonly publicBase: string | null;
  /** Lets a token travel over plain http to a host other than this machine. */
  readonly insecureHttp: boolean;
  readonly candidates: readonly CandidateCode[];
  readonly increments: Increments;
  /** Asks who is linked to a member. False where it was accepted that the server cannot say: then nothing is reported. */
  readonly linkSearch: boolean;
  /**
   * Appended to the path of a document's URL that lies outside the FHIR base, it names a text rendition of the same
   * document: `/txt`. Null = the server has none.
   */
  readonly textRenditionSuffix: string | null;
}

export interface SearchLimits {
  /** Milliseconds for one request, headers and body. */
  readonly timeoutMs: number;
  /** How often one request is sent at most. */
  readonly attempts: number;
  /** Longest single wait in milliseconds, whatever Retry-After says. */
  readonly maxWaitMs: number;
  /** Pages of one search. */
  readonly maxPages: number;
  /** Bytes of one response. */
  readonly maxResponseBytes: number;
}

/** How a night after the first asks. */
export interface Increments {
  /** Milliseconds by which a night looks back before where the last one ended: for what was committed late. */
  readonly overlapMs: number;
  /** Milliseconds after which a range is read as a whole again and compared. */
  readonly fullCompareMs: number;
}

export interface FolderSpec {
  readonly kind: 'folder';
  /** A folder or a single file. */
  readonly path: string;
}
/** A FHIR R4 server and how to ask it. */
export interface ServerSpec extends SearchSettings {
  /** FHIR base URL, without a trailing slash. */
  readonly baseUrl: string;
}
export interface SearchSpec extends ServerSpec {
  readonly kind: 'search';
}
/** What a bulk export is of. */
export interface BulkSettings {
  readonly level: 'system' | 'patient' | 'group';
  /** Id of the Group; null at other levels. */
  readonly groupId: string | null;
  readonly types: readonly string[];
  /** Milliseconds for an export, from kick-off to the last file. */
  readonly maxExportWaitMs: number;
}
/** What is asked for where the settings name no types: all that is read anywhere in the pipeline. */
export const BULK_TYPES: readonly string[] = [
  'Patient',
  'Condition',
  'Observation',
  'Procedure',
  'Encounter',
  'Specimen',
  'Composition',
  'DiagnosticReport',
  'DocumentReference',
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationRequest',
  'Medication',
];
export interface BulkSpec extends ServerSpec, BulkSettings {
  readonly kind: 'bulk';
}
/** A parsed `--source` value with its settings. */
export type SourceSpec = FolderSpec | SearchSpec | BulkSpec;

export const DEFAULT_SETTINGS: SearchSettings = {
  auth: { kind: 'none' },
  pageSize: 200,
  concurrency: 6,
  limits: {
    timeoutMs: 120_000,
    attempts: 6,
    maxWaitMs: 300_000,
    maxPages: 10_000,
    maxResponseBytes: 256 * 1024 * 1024,
  },
  allowedOrigins: [],
  tokenOrigins: [],
  publicBase: null,
  textRenditionSuffix: null,
  linkSearch: true,
  insecureHttp: false,
  candidates: CANDIDATE_CODES,
  increments: { overlapMs: 6 * 3_600_000, fullCompareMs: 7 * 86_400_000 },
};

export interface SourceEffects {
  readonly clock: Clock;
  readonly log: Log;
  /** Told how many of the charts are read; of how many is known once the patients are found. */
  readonly chartsRead?: (done: number, total: number) => void;
  /** Where a bulk export keeps its files and what must survive a crash; needed for that alone. */
  readonly bulk?: BulkStorage;
}

export interface Source {
  /** Names the source in the store, stable from night to night: base URL or absolute path. Holds no secret. */
  readonly id: string;
  /** Everything the source has, once. Rejects with LutraError where it cannot be read at all. */
  receive(): AsyncIterable<Received>;
}

/** Opens a source; asks and reads nothing yet. `known` is what was received from it before. */
export function openSource(spec: SourceSpec, effects: SourceEffects, known: Known = NOTHING_KNOWN): Source {
  if (spec.kind === 'bulk') return { id: exportPlace(spec), receive: () => receiveExport(spec, effects, known) };
  return spec.kind === 'folder'
    ? { id: path.resolve(spec.path), receive: () => receiveFolder(path.resolve(spec.path), effects.log) }
    : { id: spec.baseUrl, receive: () => receiveServer(spec, effects, known) };
}

/** Loads the HTTP client only when a server is asked: a command that reads a folder starts without it. */
async function* receiveServer(spec: SearchSpec, effects: SourceEffects, known: Known): AsyncGenerator<Received> {
  const { receiveSearch } = await import('./search/receive.ts');
  for await (const items of receiveSearch(spec, effects, known)) for (const item of items) yield item;
}

async function* receiveExport(spec: BulkSpec, effects: SourceEffects, known: Known): AsyncGenerator<Received> {
  const { receiveBulk } = await import('./bulk/receive.ts');
  yield* receiveBulk(spec, effects, known);
}

/**
 * The export operation's URL. It names the source: how far a group was received says nothing of another group, and nothing
 * of what was searched for.
 */
export function exportPlace({ baseUrl, level, groupId }: Pick<BulkSpec, 'baseUrl' | 'level' | 'groupId'>): string {
  const place = { system: '', patient: 'Patient/', group: `Group/${encodeURIComponent(groupId ?? '')}/` }[level];
  return `${baseUrl}/${place}$export`;
}

/**
 * Reads a `--source` value: an http(s) URL is a FHIR base, anything else an existing folder or file. Throws LutraError
 * `source` for what is neither, for a URL with credentials in it, and for a secret that would travel unencrypted.
 */
export function parseSource(
  value: string,
  settings: Partial<SearchSettings> = {},
  bulk: BulkSettings | null = null,
): SourceSpec {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(value)) return parseFolder(value);
  const merged: SearchSettings = { ...DEFAULT_SETTINGS, ...settings };
  const baseUrl = parseBase(value, merged);
  if (bulk) return { kind: 'bulk', baseUrl, ...merged, ...bulk };
  return { kind: 'search', baseUrl, ...merged };
}

function parseFolder(value: string): FolderSpec {
  if (statSync(value, { throwIfNoEntry: false }) === undefined) {
    throw new LutraError('source', 'no such file or folder', {
      place: value,
      remedy: 'name an existing folder, a file, or the http(s) base URL of a FHIR R4 server',
    });
  }
  return { kind: 'folder', path: value };
}

function parseBase(value: string, settings: SearchSettings): string {
  const refuse = (message: string, remedy: string): LutraError =>
    new LutraError('source', message, { place: '--source', remedy });
  if (!URL.canParse(value)) throw refuse('not a URL', 'give the FHIR base URL, like https://fhir.hospital.example/r4');
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse('only http and https URLs can be read', 'give an https URL');
  if (url.username !== '' || url.password !== '') {
    throw refuse('the URL carries credentials', 'give them through LUTRA_FHIR_TOKEN or the configuration file');
  }
  if (url.search !== '' || url.hash !== '')
    throw refuse('the base URL has a query or fragment', 'give the base URL alone');
  if (!isPrivate(url) && settings.auth.kind !== 'none' && !settings.insecureHttp) {
    throw refuse('credentials would travel unencrypted', 'use https, or set insecureHttp in the configuration file');
  }
  return url.href.replace(/\/+$/, '');
}
