/** Finding study files: an id of studies/, or a path. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadStudy } from '../cohort/study.ts';
import type { CohortRow } from '../domain.ts';
import { LutraError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { cohortRows, storedStudies } from '../store/derived.ts';
import type { Warehouse } from '../store/schema.ts';

/** A study's definition as text, with the place for error messages. */
export interface StudyFile {
  readonly text: string;
  readonly place: string;
}

const SHIPPED = path.join(import.meta.dirname, '..', '..', 'studies');

/** Reads and checks the studies named on the command line. Throws `study` for one that is not there or not right. */
export function readStudies(names: readonly string[]): StudyFile[] {
  return names.map((name) => {
    const shipped = path.join(SHIPPED, `${name}.yaml`);
    const study =
      /^[a-z0-9][a-z0-9-]*$/.test(name) && existsSync(shipped)
        ? { text: readFileSync(shipped, 'utf8'), place: `studies/${name}.yaml` }
        : { text: readStudyFile(name), place: name };
    loadStudy(study.text, study.place);
    return study;
  });
}

/** What was built for a study in this data directory. Throws `not_found` where nothing ever was. */
export function builtRows(db: Database<Warehouse>, study: string): CohortRow[] {
  if (!storedStudies(db).some(({ id }) => id === study)) {
    throw new LutraError('not_found', `study "${study}" was never built in this data directory`, {
      remedy: `run "lutra build --study ${study}", or name another data directory with --data`,
    });
  }
  return cohortRows(db, study);
}

function readStudyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const known = readdirSync(SHIPPED)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length));
    const remedy = `give one of ${known.sort().join(', ')}, or the path of a study file`;
    throw new LutraError('study', `no study "${file}"`, { place: '--study', remedy, cause });
  }
}
