/** The rules as they were at a commit. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Annotation, NoteInput } from '../../src/domain.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Unpacks the sources of a git ref beside the packages of this checkout and reads the notes with them. */
export async function annotateAt(ref: string, notes: readonly NoteInput[]): Promise<Annotation[]> {
  const dir = mkdtempSync(path.join(tmpdir(), 'lutra-eval-'));
  try {
    writeFileSync(path.join(dir, 'src.tar'), run('git', ['archive', ref, 'src', 'package.json'], ROOT));
    run('tar', ['-xf', 'src.tar'], dir);
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(dir, 'node_modules'));
    const entry = pathToFileURL(path.join(dir, 'src/nlp/annotate.ts')).href;
    const { annotate } = (await import(entry)) as { annotate: (note: NoteInput) => Annotation };
    return notes.map((note) => annotate(note));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function run(command: string, args: readonly string[], cwd: string): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? String(stderr)}`);
  return stdout;
}
