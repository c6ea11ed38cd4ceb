/** All files of a manifest onto the disk, in parallel; each either whole and checked, or named with why not. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import PQueue from 'p-queue';
import { Fault, faultOfError } from '../search/fault.ts';
import type { BulkClient } from './client.ts';
import { checkFile } from './check.ts';
import { download, type Wanted } from './download.ts';
import { type Manifest, type ManifestFile, withoutQuery } from './manifest.ts';
import type { BulkState, ExportState, LocalFile } from './state.ts';

export interface Failed {
  readonly file: ManifestFile;
  readonly fault: Fault;
}

/** A file that is not what it should be is downloaded once more. */
const MAX_DOWNLOADS = 2;

/** Fetches what is not on disk yet, and notes each file in `state` when it is. Gives the files that could not be had. */
export async function fetchFiles(
  client: BulkClient,
  state: BulkState,
  statusUrl: string,
  manifest: Manifest,
): Promise<Failed[]> {
  const failed: Failed[] = [];
  const queue = new PQueue({ concurrency: client.spec.concurrency });
  const missing = manifest.files.filter((file) => !onDisk(state, file));
  client.effects.log.info('bulk.files', { files: manifest.files.length, missing: missing.length });
  await queue.addAll(
    missing.map((file) => async () => {
      try {
        noteFile(state, await fetchFile(client, state, statusUrl, manifest, file));
      } catch (error) {
        failed.push({ file, fault: faultOfError(error) });
      }
    }),
  );
  return failed;
}

function onDisk(state: BulkState, file: ManifestFile): LocalFile | null {
  const found = state.load()?.files.find(({ key, count }) => key === file.key && count === file.count);
  return found && existsSync(path.join(state.directory, found.name)) ? found : null;
}

function noteFile(state: BulkState, file: LocalFile): void {
  const current = state.load() as ExportState;
  state.save({ ...current, files: [...current.files.filter(({ key }) => key !== file.key), file] });
}

async function fetchFile(
  client: BulkClient,
  state: BulkState,
  statusUrl: string,
  manifest: Manifest,
  file: ManifestFile,
): Promise<LocalFile> {
  const { role, type, ordinal, key, count } = file;
  const local = { role, type, ordinal, key, count, request: withoutQuery(file.url) };
  const before = sameBefore(state, file);
  const wanted: Wanted = {
    ...permitted(client, statusUrl, manifest, file),
    part: path.join(state.directory, `${key}.ndjson.part`),
    etag: before?.etag ?? null,
  };
  for (let turn = 1; ; turn++) {
    const { name, etag, isVerified } = await download(client, wanted);
    if (name === null && before) return { ...before, ...local };
    const whole = path.join(state.directory, name ?? '');
    try {
      await checkFile(whole, count);
      return { ...local, name: name ?? '', etag, isVerified: isVerified || count !== null || whole.endsWith('.gz') };
    } catch (error) {
      rmSync(whole, { force: true });
      if (turn >= MAX_DOWNLOADS) throw error;
    }
  }
}

/** The file of the same place that came by a link of the first manifest, for the server to say that it still stands. */
function sameBefore(state: BulkState, file: ManifestFile): LocalFile | null {
  const found = state
    .load()
    ?.files.find(
      ({ role, type, ordinal, count }) =>
        role === file.role && type === file.type && ordinal === file.ordinal && count === file.count,
    );
  return found && existsSync(path.join(state.directory, found.name)) ? found : null;
}

/**
 * Whether the file may be asked, and whether with the token: never where the manifest says that none is needed, and only
 * from the server's own origin and those that the operator named for it. Where it says nothing, another host that may be
 * asked is asked without. Throws Fault `foreign_file`, `untrusted_file`.
 */
function permitted(
  client: BulkClient,
  statusUrl: string,
  { requiresAccessToken }: Manifest,
  { url }: ManifestFile,
): Pick<Wanted, 'url' | 'withToken'> {
  const link = resolved(() => client.origins.resolve(url, statusUrl), 'foreign_file');
  if (requiresAccessToken === false || (requiresAccessToken === null && !client.trusts(link)))
    return { url: link, withToken: false };
  return { url: resolved(() => client.trustedLink(url, statusUrl), 'untrusted_file'), withToken: true };
}

function resolved(resolve: () => URL, foreign: string): URL {
  try {
    return resolve();
  } catch (error) {
    throw faultOfError(error).code === 'foreign_link' ? new Fault(foreign) : error;
  }
}
