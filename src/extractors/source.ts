/** Where the record comes from: a folder, a file, or a FHIR R4 server; all give the same stream of received items. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { LutraError } from '../errors.ts';
import { isPrivate } from './auth/auth.ts';
import { receiveFolder } from './folder.ts';
import { type Known, NOTHING_KNOWN } from './known.ts';
import type { Received } from './received.ts';
import {
  type BulkSettings,
  type BulkSpec,
  DEFAULT_SETTINGS,
  exportPlace,
  type FolderSpec,
  type SearchSettings,
  type SearchSpec,
  type SourceEffects,
  type SourceSpec,
} from './source-spec.ts';

export type { Known, Watermark } from './known.ts';
export type * from '../domain/received.ts';

export {
  type BulkSettings,
  type BulkSpec,
  DEFAULT_SETTINGS,
  type SearchSettings,
  type SearchSpec,
  type SourceEffects,
  type SourceSpec,
} from './source-spec.ts';
export { type Auth, isPrivate } from './auth/auth.ts';
export { signingKey } from './auth/key.ts';
export { READ_TYPES } from './read-types.ts';

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
    ? { id: path.resolve(spec.path), receive: () => receiveFolder(spec, effects.log) }
    : { id: spec.baseUrl, receive: () => receiveServer(spec, effects, known) };
}

/** Loads the HTTP client only when a server is asked: a command that reads a folder starts without it. */
async function* receiveServer(spec: SearchSpec, effects: SourceEffects, known: Known): AsyncGenerator<Received> {
  const { receiveSearch } = await import('./search/receive.ts');
  for await (const items of receiveSearch(spec, effects, known)) for (const item of items) yield addressed(spec, item);
}

async function* receiveExport(spec: BulkSpec, effects: SourceEffects, known: Known): AsyncGenerator<Received> {
  const { receiveBulk } = await import('./bulk/receive.ts');
  for await (const item of receiveBulk(spec, effects, known)) yield addressed(spec, item);
}

/** A Patient that came without its address gets the one by which a server behind a proxy refers to it. */
function addressed({ publicBase }: SearchSpec | BulkSpec, item: Received): Received {
  if (publicBase === null || item.kind !== 'resource' || item.resource.resourceType !== 'Patient') return item;
  return item.fullUrl === null ? { ...item, fullUrl: `${publicBase}/Patient/${item.resource.id}` } : item;
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
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(value)) return parseFolder(value, settings);
  const merged: SearchSettings = { ...DEFAULT_SETTINGS, ...settings };
  const baseUrl = parseBase(value, merged);
  if (bulk) return { kind: 'bulk', baseUrl, ...merged, ...bulk };
  return { kind: 'search', baseUrl, ...merged };
}

function parseFolder(value: string, { publicBase = null }: Partial<SearchSettings>): FolderSpec {
  if (statSync(value, { throwIfNoEntry: false }) === undefined) {
    throw new LutraError('source', 'no such file or folder', {
      place: value,
      remedy: 'name an existing folder, a file, or the http(s) base URL of a FHIR R4 server',
    });
  }
  return { kind: 'folder', path: value, publicBase };
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
    throw refuse('credentials would travel unencrypted', 'use https, or set insecure_http in the configuration file');
  }
  return url.href.replace(/\/+$/, '');
}
