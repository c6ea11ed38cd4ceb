/** Writes a synthetic hospital as a FHIR bulk export: one NDJSON file a resource type, patient after patient. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Progress } from '../effects.ts';
import { LutraError } from '../errors.ts';
import { SEED, hospitalPatients } from './hospital.ts';
import type { HospitalId } from './published.ts';
import type { Truth } from './truth.ts';

const FLUSH_CHARS = 1 << 20;

export interface WrittenHospital {
  readonly hospital: HospitalId;
  /** The folder to give to the pipeline as its source. */
  readonly source: string;
  /** Beside the source, never in it. */
  readonly truthFile: string;
  readonly truth: readonly Truth[];
  readonly resources: number;
  readonly documents: number;
}

/**
 * Writes `<dir>/<hospital>/export/*.ndjson` and, beside it, `<dir>/<hospital>/truth.json`, replacing what an earlier demo
 * left there. Throws LutraError `usage` where the export folder is not a demo's.
 */
export function writeHospital(
  dir: string,
  hospital: HospitalId,
  options: { seed?: string; progress?: Progress } = {},
): WrittenHospital {
  const source = path.join(dir, hospital, 'export');
  const truthFile = path.join(dir, hospital, 'truth.json');
  if (existsSync(source) && !existsSync(truthFile)) {
    throw new LutraError('usage', `${source} is not a folder that a demo made`, { remedy: 'give another --data' });
  }
  mkdirSync(source, { recursive: true });
  // Written first, so that a demo cut short can be told for one.
  writeFileSync(truthFile, '[]\n');
  for (const file of readdirSync(source)) if (file.endsWith('.ndjson')) rmSync(path.join(source, file));
  const files = new NdjsonFolder(source);
  const truth: Truth[] = [];
  let [resources, documents] = [0, 0];
  for (const patient of hospitalPatients(hospital, options.seed ?? SEED)) {
    for (const resource of patient.resources) files.append(resource.resourceType, JSON.stringify(resource));
    truth.push(patient.truth);
    resources += patient.resources.length;
    documents += patient.letters.length;
    options.progress?.(truth.length, null);
  }
  files.close();
  writeFileSync(truthFile, `[\n${truth.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
  return { hospital, source, truthFile, truth, resources, documents };
}

/** Appends lines to one file a resource type, a megabyte at a time. */
class NdjsonFolder {
  readonly #dir: string;
  readonly #open = new Map<string, { fd: number; lines: string[]; chars: number }>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  append(type: string, line: string): void {
    let file = this.#open.get(type);
    if (file === undefined) {
      file = { fd: openSync(path.join(this.#dir, `${type}.ndjson`), 'w'), lines: [], chars: 0 };
      this.#open.set(type, file);
    }
    file.lines.push(line, '\n');
    file.chars += line.length;
    if (file.chars > FLUSH_CHARS) flush(file);
  }

  close(): void {
    for (const file of this.#open.values()) {
      flush(file);
      closeSync(file.fd);
    }
  }
}

function flush(file: { fd: number; lines: string[]; chars: number }): void {
  writeFileSync(file.fd, file.lines.join(''));
  file.lines = [];
  file.chars = 0;
}
