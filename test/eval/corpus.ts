/**
 * The labelled notes under test/corpus: fictional letters, each with the reading an oncologist gives. `dev`: three writers,
 * the rules were written with these letters in view; other sets: writers who had not seen the rules.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  CycleStatus,
  DrugStatus,
  Language,
  MetastasisSite,
  MetastasisStatus,
  NoteInput,
} from '../../src/domain.ts';

export interface Labels {
  readonly rlt_cycles: readonly {
    readonly number: number | null;
    readonly date: string | null;
    readonly status: CycleStatus;
  }[];
  readonly metastases: readonly {
    readonly site: MetastasisSite;
    readonly status: MetastasisStatus;
    readonly evidence: string;
  }[];
  readonly gleason: readonly {
    readonly primary: number | null;
    readonly secondary: number | null;
    readonly total: number;
  }[];
  readonly crpc: { readonly status: 'present' | 'absent'; readonly date: string | null } | null;
  readonly drugs: readonly { readonly drug: string; readonly status: DrugStatus }[];
  readonly psa: readonly { readonly value: number; readonly date: string | null }[];
}

export interface LabelledNote extends NoteInput {
  readonly date: string;
  readonly patient: string;
  readonly labels: Labels;
}

interface PatientFile {
  readonly patient: string;
  readonly language: Language;
  readonly notes: readonly {
    readonly id: string;
    readonly date: string;
    readonly kind: string;
    readonly text: string;
    readonly labels: Labels;
  }[];
}

const SETS = fileURLToPath(new URL('../corpus', import.meta.url));
export const CORPUS = path.join(SETS, 'dev');

/** Kept aside while rules are written: their errors are counted, not studied. */
export const HELD_OUT = /09$/;

/** Folders of labelled notes, `dev` first. */
export function corpusSets(): string[] {
  const isSet = (name: string): boolean => readdirSync(path.join(SETS, name), { recursive: true }).some(isNoteFile);
  const folders = readdirSync(SETS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map((entry) => entry.name).filter(isSet);
  return names.sort((a, b) => Number(b === 'dev') - Number(a === 'dev') || (a < b ? -1 : 1));
}

export function readSet(name: string): LabelledNote[] {
  return readCorpus(path.join(SETS, name));
}

const isNoteFile = (file: string | Buffer): boolean => String(file).endsWith('.json');

export function readCorpus(folder: string = CORPUS): LabelledNote[] {
  const files = readdirSync(folder, { recursive: true }).map(String).filter(isNoteFile).sort();
  return files.flatMap((file) => {
    const { patient, language, notes } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as PatientFile;
    return notes.map((note) => ({ ...note, patient, language }));
  });
}
