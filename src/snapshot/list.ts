/** The snapshots of a folder: what each is, and whether it is still what it was. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { completenessOf } from './manifest.ts';
import { compareText } from './tables.ts';
import { verifySnapshot } from './verify.ts';

export interface ListedSnapshot {
  /** Its folder's name. */
  readonly snapshot: string;
  /** null here and below: the manifest cannot be read. */
  readonly study: string | null;
  readonly data_cutoff: string | null;
  readonly patients: number | null;
  /** Was everything received that the sources announced? unknown: nothing was recorded. */
  readonly completeness: 'complete' | 'incomplete' | 'unknown' | null;
  /** What `verify` finds wrong: 0 = sound. */
  readonly problems: number;
}

/** Every snapshot below a folder, by name; one that is being written is none yet. Reads and checks every file of each. */
export function listSnapshots(dir: string): ListedSnapshot[] {
  if (!existsSync(dir)) return [];
  const folders = readdirSync(dir, { withFileTypes: true }).filter((e) => e.isDirectory() && !e.name.startsWith('.'));
  const names = folders.map(({ name }) => name).filter((name) => existsSync(path.join(dir, name, 'manifest.json')));
  return names.sort(compareText).map((snapshot) => {
    const { manifest, problems } = verifySnapshot(path.join(dir, snapshot));
    return {
      snapshot,
      study: manifest?.study.id ?? null,
      data_cutoff: manifest?.data_cutoff ?? null,
      patients: manifest?.rows['cohort'] ?? null,
      completeness: manifest === null ? null : completenessOf(manifest),
      problems: problems.length,
    };
  });
}
