/**
 * A folder (or one file) of FHIR: bulk-export NDJSON, Bundles and single resources, mixed as they come. Files in sorted
 * order, each ending with one range item that says whether it could be read to its end.
 */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../effects.ts';
import { LutraError } from '../errors.ts';
import { bundleItems } from './bundles.ts';
import { Home } from './home.ts';
import { ndjsonItems } from './ndjson-items.ts';
import type { Received, ReceivedRange } from './received.ts';
import type { FileReader, FileTally } from './items.ts';
import type { FolderSpec } from './source-spec.ts';

const NDJSON = /\.(?:ndjson|jsonl)(?:\.gz)?$/i;
const JSON_FILE = /\.json(?:\.gz)?$/i;
/** The name of a FHIR file with something behind it: `Patient.ndjson.zip`, `Patient.ndjson.part`. */
const FHIR_NAME = /\.(?:ndjson|jsonl|json)\./i;
/** What an export may be packed in as a whole. */
const ARCHIVE = /\.(?:zip|7z|rar|tar|tgz|t?[bx]z2?|zst|gz)$/i;

/** Reads every FHIR file of the folder. Throws LutraError `source` where there is none. */
export async function* receiveFolder(spec: FolderSpec, log: Log): AsyncGenerator<Received> {
  const root = path.resolve(spec.path);
  const { files, odd } = await fhirFiles(root);
  if (files.length === 0) {
    throw new LutraError('source', 'the source holds no .ndjson, .jsonl or .json file', {
      place: root,
      remedy: 'name a folder with a bulk export (NDJSON) or with FHIR Bundles (JSON)',
    });
  }
  log.info('extract.folder', { files: files.length });
  for (const file of odd) yield rangeOf(requestOf(root, file), { reason: 'file_not_read' }, NOTHING_SEEN);
  const home = new Home(files, readerOf, spec.publicBase ?? null);
  for (const file of files) {
    const tally: FileTally = { reason: null };
    const request = requestOf(root, file);
    const seen = { resources: 0, types: new Set<string>() };
    let isForeign = false;
    for await (const items of readerOf(file)(file, request, tally)) {
      for (const one of items) {
        const item = await home.own(one);
        isForeign ||= item !== one;
        if (item.kind === 'outcome') {
          if (item.failed) tally.reason ??= 'operation_outcome';
          continue;
        }
        if (item.kind === 'resource') {
          seen.resources++;
          seen.types.add(item.resource.resourceType);
        }
        yield item;
      }
    }
    if (isForeign && seen.resources === 0) tally.reason ??= 'foreign_subject';
    yield rangeOf(request, tally, seen);
  }
}

const readerOf = (file: string): FileReader => (NDJSON.test(file) ? ndjsonItems : bundleItems);

const NOTHING_SEEN = { resources: 0, types: new Set<string>() };

function rangeOf(request: string, tally: FileTally, seen: { resources: number; types: Set<string> }): ReceivedRange {
  const [type, ...others] = seen.types;
  return {
    kind: 'range',
    type: type !== undefined && others.length === 0 ? type : '*',
    patient: null,
    part: request,
    state: tally.reason === null ? 'complete' : 'incomplete',
    reason: tally.reason,
    announced: null,
    received: seen.resources,
    request,
  };
}

/** A file's name inside the source, with `/` on every system. */
function requestOf(root: string, file: string): string {
  return (path.relative(root, file) || path.basename(file)).split(path.sep).join('/');
}

/** Files that are read, and those that may hold FHIR and are not: packed otherwise, half copied, an archive of many. */
async function fhirFiles(root: string): Promise<Record<'files' | 'odd', string[]>> {
  if (!statSync(root).isDirectory()) return { files: [root], odd: [] };
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const all = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const isRead = (file: string): boolean => NDJSON.test(file) || JSON_FILE.test(file);
  const isOdd = (name: string): boolean => FHIR_NAME.test(name) || ARCHIVE.test(name);
  return { files: all.filter(isRead), odd: all.filter((file) => !isRead(file) && isOdd(path.basename(file))) };
}
