/** Finding study files: an id of studies/, or a path. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { LutraError } from '../errors.ts';

/** A study's definition as text, with the place for error messages. */
export interface StudyFile {
  readonly text: string;
  readonly place: string;
}

const SHIPPED = path.join(import.meta.dirname, '..', '..', 'studies');

/** Reads the studies named on the command line. Throws `study` with the ids there are when one is not found. */
export function readStudies(names: readonly string[]): StudyFile[] {
  return names.map((name) => {
    const shipped = path.join(SHIPPED, `${name}.yaml`);
    const isId = /^[a-z0-9][a-z0-9-]*$/.test(name);
    const file = isId && existsSync(shipped) ? shipped : name;
    try {
      return { text: readFileSync(file, 'utf8'), place: file === shipped ? `studies/${name}.yaml` : file };
    } catch {
      const known = readdirSync(SHIPPED)
        .filter((f) => f.endsWith('.yaml'))
        .map((f) => f.slice(0, -5));
      throw new LutraError('study', `no study "${name}"`, {
        place: '--study',
        remedy: `give one of ${known.sort().join(', ')}, or the path of a study file`,
      });
    }
  });
}
