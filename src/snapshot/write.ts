/** Freezes a cohort into a folder `<study>-<date>-<short hash>`: the same input gives the same bytes. */
import { sha256 } from '../canonical.ts';
import type { Progress } from '../effects.ts';
import { LutraError } from '../errors.ts';
import path from 'node:path';
import { tablesOf } from './content.ts';
import { csvFile } from './csv.ts';
import { checkInput } from './input.ts';
import type { SnapshotInput } from './input.ts';
import { contentHashOf, headOf, manifestTable, readManifest, sealOf, snapshotName } from './manifest.ts';
import type { ManifestHead, SnapshotManifest } from './manifest.ts';
import { parquetFile } from './parquet.ts';
import { pseudonyms } from './pseudonym.ts';
import { publish } from './publish.ts';
import { readmeText } from './readme.ts';
import { reportHtml } from './report/report.ts';
import { type Fill, besideWarehouse } from './sqlite.ts';
import { verifySnapshot } from './verify.ts';

export interface SnapshotEffects {
  readonly progress: Progress;
}

/**
 * Writes the snapshot into its folder below `outDir` and gives its manifest (`snapshot` is the folder's name). An
 * identical snapshot that is there already is checked and kept. Throws LutraError `usage` or `config` for an input that
 * cannot be used (nothing is written), `snapshot` where the disk refuses or a damaged snapshot has the same name.
 */
export function writeSnapshot(
  input: SnapshotInput,
  outDir: string,
  effects: SnapshotEffects = { progress: () => undefined },
): SnapshotManifest {
  checkInput(input);
  const { manifest, files } = renderSnapshot(input);
  if (!publish(outDir, manifest.snapshot, files, effects.progress)) keepExisting(manifest, outDir);
  return manifest;
}

/** Everything that will be written, by path; manifest.json last. */
function renderSnapshot(input: SnapshotInput): { manifest: SnapshotManifest; files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const { made, sqlite } = besideWarehouse(input.warehouse, (fill) => renderTables(input, files, fill));
  const { head, hash, snapshot, hashes } = made;
  files.set('cohort.sqlite', sqlite);
  files.set('report.html', Buffer.from(reportHtml({ input, head, snapshot, hash })));
  files.set('README.txt', Buffer.from(readmeText(snapshot, hash, head)));

  const listed = [...files].map(([file, bytes]) => ({
    path: file,
    bytes: bytes.length,
    sha256: hashes.get(file) ?? sha256(bytes),
  }));
  listed.sort((a, b) => (a.path < b.path ? -1 : 1));
  const unsealed = { ...head, snapshot, content_hash: hash, files: listed };
  const manifest = { ...unsealed, seal: sealOf(unsealed) };
  files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return { manifest, files };
}

/** The tables in their three forms; what they say together is the snapshot's content. */
function renderTables(
  input: SnapshotInput,
  files: Map<string, Uint8Array>,
  fill: Fill,
): { head: ManifestHead; hash: string; snapshot: string; hashes: ReadonlyMap<string, string> } {
  const names = pseudonyms(input.pseudonymKey, input.study.id);
  const tables = tablesOf(input, names);
  for (const table of tables) files.set(`csv/${table.name}.csv`, csvFile(table));
  const hashes = new Map([...files].map(([file, bytes]) => [file, sha256(bytes)]));
  for (const table of tables) files.set(`parquet/${table.name}.parquet`, parquetFile(table));
  const head = headOf(input, tables, names.keyId);
  const hash = contentHashOf(head, (file) => hashes.get(file));
  const snapshot = snapshotName(input.study.id, input.date ?? input.dataCutoff, hash);
  fill([...tables, manifestTable(snapshot, hash, head)]);
  return { head, hash, snapshot, hashes };
}

function keepExisting(manifest: SnapshotManifest, outDir: string): void {
  const dir = path.join(outDir, manifest.snapshot);
  const { problems } = verifySnapshot(dir);
  if (problems.length === 0 && readManifest(dir).content_hash === manifest.content_hash) return;
  throw new LutraError('snapshot', 'a snapshot of this name is there already and is damaged', {
    place: dir,
    remedy: 'move that folder away and run again; "lutra verify" says what is wrong with it',
  });
}
