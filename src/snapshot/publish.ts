/**
 * Atomic publication: files are written and synced in a hidden folder, which then takes its final name in one rename. A
 * reader sees all of a snapshot or nothing; a kill leaves a hidden folder, which the next publication removes.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Progress } from '../effects.ts';
import { LutraError } from '../errors.ts';

const TEMPORARY = /^\.tmp-(\d+)-[0-9a-f]{8}$/;
const FOLDER_MODE = 0o750;
/** Read-only for the owner too: nothing edits a snapshot by mistake. */
const FILE_MODE = 0o440;
const inUse = new Set<string>();

/**
 * Publishes the files (path below the folder -> bytes) as `base/name`. False where a folder of that name is there
 * already, also if another process was faster. Throws LutraError `snapshot` where the disk refuses.
 */
export function publish(
  base: string,
  name: string,
  files: ReadonlyMap<string, Uint8Array>,
  progress: Progress,
): boolean {
  const temporary = `.tmp-${process.pid}-${randomBytes(4).toString('hex')}`;
  inUse.add(temporary);
  try {
    mkdirSync(base, { recursive: true, mode: FOLDER_MODE });
    const root = realpathSync(base);
    removeLeftovers(root);
    if (existsSync(path.join(root, name))) return false;
    const folder = path.join(root, temporary);
    try {
      writeAll(folder, files, progress);
      return moveIntoPlace(root, folder, path.join(root, name));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (cause) {
    throw new LutraError('snapshot', 'the snapshot could not be written; nothing was published', {
      place: base,
      remedy: 'check free space and permissions, then run again',
      cause,
    });
  } finally {
    inUse.delete(temporary);
  }
}

function writeAll(folder: string, files: ReadonlyMap<string, Uint8Array>, progress: Progress): void {
  const folders = new Set([folder, ...[...files.keys()].map((file) => path.dirname(path.join(folder, file)))]);
  for (const dir of folders) mkdirSync(dir, { recursive: true, mode: FOLDER_MODE });
  let done = 0;
  for (const [file, bytes] of files) {
    writeSynced(path.join(folder, file), bytes);
    progress(++done, files.size);
  }
  for (const dir of folders) syncFolder(dir);
}

function writeSynced(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes);
    fchmodSync(handle, FILE_MODE);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(dir: string): void {
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function moveIntoPlace(root: string, folder: string, target: string): boolean {
  try {
    renameSync(folder, target);
  } catch (error) {
    // The target holds files: another process published the same snapshot meanwhile.
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
  syncFolder(root);
  return true;
}

/** Removes hidden folders of processes that are gone. */
function removeLeftovers(root: string): void {
  for (const entry of readdirSync(root)) {
    const pid = Number(TEMPORARY.exec(entry)?.[1] ?? Number.NaN);
    const abandoned = pid === process.pid ? !inUse.has(entry) : !Number.isNaN(pid) && !isRunning(pid);
    if (abandoned) rmSync(path.join(root, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
