/** What must survive a crash of a bulk export: where its status is asked, and which files are on disk. */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { PatientId } from '../../domain.ts';

export type FileRole = 'output' | 'deleted' | 'error';

/** A file of the manifest that is on disk, whole and checked. */
export interface LocalFile {
  readonly role: FileRole;
  readonly type: string;
  /** Place among the files of its role and type. */
  readonly ordinal: number;
  /** What the file is called in the manifest, as a hash. */
  readonly key: string;
  /** Name in the folder of the export. */
  readonly name: string;
  readonly etag: string | null;
  /** Lines that the manifest announces; null where it does not. */
  readonly count: number | null;
  /** False where nothing proves that the file did not end too early. */
  readonly isVerified: boolean;
  /** The URL without its query, which may be a password. */
  readonly request: string;
}

/** A type, or every type (`*`), of which something is missing, and why. */
export interface Missing {
  readonly type: string;
  readonly reason: string;
  /** True where the same export may still give it later. */
  readonly isPassing: boolean;
  /** True where it is not known whether anything is missing at all. */
  readonly isUnknown?: boolean;
}

/** An export of which everything that could be had is on disk. */
export interface LocalExport {
  readonly files: readonly LocalFile[];
  readonly missing: readonly Missing[];
  /** State of the data by the server's clock; null where it does not say. */
  readonly until: string | null;
  /** Of whom it was asked for, of a group; null where they were not known then. */
  readonly members: readonly PatientId[] | null;
}

export interface ExportState {
  /** What was asked for; another question is another export. */
  readonly key: string;
  /** Null from before the kick-off until its answer. */
  readonly statusUrl: string | null;
  /** The server's clock at the kick-off, ours where it tells none; null from before its answer. */
  readonly requestedAt: string | null;
  /** Of whom it was asked for, of a group; null where they were not known. */
  readonly members: readonly PatientId[] | null;
  readonly files: readonly LocalFile[];
  readonly complete: LocalExport | null;
}

/** Keeps one export across crashes. */
export interface BulkState {
  /** Folder for its files. */
  readonly directory: string;
  load(): ExportState | null;
  /** Durable when it returns. */
  save(state: ExportState): void;
  /** Adds a file to what was saved, in the place of one with the same key. Durable; the others are not written again. */
  note(file: LocalFile): void;
  /** Forgets the export and removes its files. */
  clear(): void;
}
/** A place for each export that may be under way at the same time. */
export type BulkStorage = (slot: string) => BulkState;

/** Keeps the exports below a folder (mode 0700) of the data directory. */
export function bulkStorage(folder: string): BulkStorage {
  return (slot) => new FolderState(path.join(folder, slot));
}

class FolderState implements BulkState {
  readonly directory: string;
  readonly #file: string;
  /** A line for each file that was noted since the state was saved: an export may have thousands. */
  readonly #notes: string;

  constructor(directory: string) {
    this.directory = directory;
    this.#file = path.join(directory, 'export.json');
    this.#notes = path.join(directory, 'files.jsonl');
  }

  load(): ExportState | null {
    // Written by rename alone; a file that is no JSON was damaged from outside, and the export is begun anew.
    const state = existsSync(this.#file) ? (parsed(readFileSync(this.#file, 'utf8')) as ExportState | null) : null;
    if (state === null) return null;
    const notes = existsSync(this.#notes) ? readFileSync(this.#notes, 'utf8').split('\n') : [];
    // A line that a crash cut short was not noted yet: its file is fetched again.
    const noted = notes.map((line) => parsed(line) as LocalFile | null).filter((file) => file !== null);
    const files = new Map([...state.files, ...noted].map((file) => [file.key, file]));
    return { ...state, files: [...files.values()] };
  }

  save(state: ExportState): void {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    // First, so that no note is ever taken for one of another export. One that is lost costs a download.
    rmSync(this.#notes, { force: true });
    const temporary = `${this.#file}.tmp`;
    writeFileSync(temporary, JSON.stringify(state), { mode: 0o600, flush: true });
    durablyRename(temporary, this.#file);
  }

  note(file: LocalFile): void {
    // The line end before it closes a line that a crash cut short.
    appendFileSync(this.#notes, `\n${JSON.stringify(file)}\n`, { mode: 0o600, flush: true });
  }

  clear(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Renames, and has the folder on disk before anything else happens. */
export function durablyRename(from: string, to: string): void {
  renameSync(from, to);
  const folder = openSync(path.dirname(to), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Null where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
