/** All files of a manifest onto the disk, in parallel; each either whole and checked, or named with why not. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import PQueue from 'p-queue';
import { Fault, faultOfError } from '../search/fault.ts';
import type { BulkClient } from './client.ts';
import { checkFile } from './check.ts';
import { download, type Wanted } from './download.ts';
import { type Manifest, type ManifestFile, withoutQuery } from './manifest.ts';
import type { BulkState, LocalFile } from './state.ts';

export interface Failed {
  readonly file: ManifestFile;
  readonly fault: Fault;
}

/** A file that is not what it should be is downloaded once more. */
const MAX_DOWNLOADS = 2;

/** Fetches what is not on disk yet, and notes each file in `state` when it is. Gives the files that could not be had. */
export async function fetchFiles(client: BulkClient, state: BulkState, manifest: Manifest): Promise<Failed[]> {
  const failed: Failed[] = [];
  const queue = new PQueue({ concurrency: client.spec.concurrency });
  const before = new OnDisk(state);
  const missing = manifest.files.filter((file) => !before.has(file));
  client.effects.log.info('bulk.files', { files: manifest.files.length, missing: missing.length });
  await queue.addAll(
    missing.map((file) => async () => {
      try {
        const wanted = { ...permitted(client, manifest, file), file, before: before.inPlaceOf(file) };
        state.note(await fetchFile(client, state.directory, wanted));
      } catch (error) {
        failed.push({ file, fault: faultOfError(error) });
      }
    }),
  );
  return failed;
}

/** The files that were on disk when the fetching began. */
class OnDisk {
  readonly #byKey: ReadonlyMap<string, LocalFile>;
  readonly #byPlace: ReadonlyMap<string, LocalFile>;

  constructor(state: BulkState) {
    const files = state.load()?.files ?? [];
    const there = files.filter(({ name }) => existsSync(path.join(state.directory, name)));
    this.#byKey = new Map(there.map((file) => [file.key, file]));
    this.#byPlace = new Map(there.map((file) => [placeOf(file), file]));
  }

  has({ key, count }: ManifestFile): boolean {
    return this.#byKey.get(key)?.count === count;
  }

  /** The file of the same place that came by a link of the first manifest, for the server to say that it still stands. */
  inPlaceOf(file: ManifestFile): LocalFile | null {
    return this.#byPlace.get(placeOf(file)) ?? null;
  }
}

const placeOf = ({ role, type, ordinal, count }: ManifestFile | LocalFile): string =>
  JSON.stringify([role, type, ordinal, count]);

async function fetchFile(
  client: BulkClient,
  directory: string,
  { file, before, ...link }: Pick<Wanted, 'url' | 'withToken'> & { file: ManifestFile; before: LocalFile | null },
): Promise<LocalFile> {
  const { role, type, ordinal, key, count } = file;
  const local = { role, type, ordinal, key, count, request: withoutQuery(file.url) };
  const wanted: Wanted = {
    ...link,
    part: path.join(directory, `${key}.ndjson.part`),
    etag: before?.etag ?? null,
  };
  for (let turn = 1; ; turn++) {
    const { name, etag, isVerified } = await download(client, wanted);
    if (name === null && before) return { ...before, ...local };
    const whole = path.join(directory, name ?? '');
    try {
      await checkFile(whole, count);
      return { ...local, name: name ?? '', etag, isVerified: isVerified || count !== null || whole.endsWith('.gz') };
    } catch (error) {
      rmSync(whole, { force: true });
      if (turn >= MAX_DOWNLOADS) throw error;
    }
  }
}

/**
 * Whether the file may be asked, and whether with the token: never where the manifest says that none is needed, and only
 * from the server's own origin and those that the operator named for it. Where it says nothing, another host that may be
 * asked is asked without. Throws Fault `foreign_file`, `untrusted_file`.
 */
function permitted(
  client: BulkClient,
  { requiresAccessToken }: Manifest,
  { url }: ManifestFile,
): Pick<Wanted, 'url' | 'withToken'> {
  const link = resolved(() => client.origins.resolve(url, client.spec.baseUrl), 'foreign_file');
  if (requiresAccessToken === false || (requiresAccessToken === null && !client.trusts(link)))
    return { url: link, withToken: false };
  return { url: resolved(() => client.trustedLink(url, client.spec.baseUrl), 'untrusted_file'), withToken: true };
}

function resolved(resolve: () => URL, foreign: string): URL {
  try {
    return resolve();
  } catch (error) {
    throw faultOfError(error).code === 'foreign_link' ? new Fault(foreign) : error;
  }
}
