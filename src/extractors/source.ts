/** Where the record comes from: a folder, a file, or a FHIR R4 server; all give the same stream of received items. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Log } from '../effects.ts';
import { LutraError } from '../errors.ts';
import { type Auth, isPrivate } from './auth/auth.ts';
import { CANDIDATE_CODES, type CandidateCode } from '../../vocabulary/candidates.ts';
import { receiveFolder } from './folder.ts';
import type { Received } from './received.ts';

export type { Received, ReceivedDeleted, ReceivedQuarantined, ReceivedRange, ReceivedResource } from './received.ts';

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
  /** Lets a token travel over plain http to a host other than this machine. */
  readonly insecureHttp: boolean;
  readonly candidates: readonly CandidateCode[];
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
/** A parsed `--source` value with its settings. */
export type SourceSpec = FolderSpec | SearchSpec;

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
  textRenditionSuffix: null,
  insecureHttp: false,
  candidates: CANDIDATE_CODES,
};

export interface SourceEffects {
  readonly clock: Clock;
  readonly log: Log;
}

export interface Source {
  /** Names the source in the store, stable from night to night: base URL or absolute path. Holds no secret. */
  readonly id: string;
  /** Everything the source has, once. Rejects with LutraError where it cannot be read at all. */
  receive(): AsyncIterable<Received>;
}

/** Opens a source; asks and reads nothing yet. */
export function openSource(spec: SourceSpec, effects: SourceEffects): Source {
  return spec.kind === 'folder'
    ? { id: path.resolve(spec.path), receive: () => receiveFolder(path.resolve(spec.path), effects.log) }
    : { id: spec.baseUrl, receive: () => receiveServer(spec, effects) };
}

/** Loads the HTTP client only when a server is asked: a command that reads a folder starts without it. */
async function* receiveServer(spec: SearchSpec, effects: SourceEffects): AsyncGenerator<Received> {
  const { receiveSearch } = await import('./search/receive.ts');
  yield* receiveSearch(spec, effects);
}

/**
 * Reads a `--source` value: an http(s) URL is a FHIR base, anything else an existing folder or file. Throws LutraError
 * `source` for what is neither, for a URL with credentials in it, and for a secret that would travel unencrypted.
 */
export function parseSource(value: string, settings: Partial<SearchSettings> = {}): SourceSpec {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(value)) return parseFolder(value);
  const merged: SearchSettings = { ...DEFAULT_SETTINGS, ...settings };
  return { kind: 'search', baseUrl: parseBase(value, merged), ...merged };
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
