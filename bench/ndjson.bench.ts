/** Reading a bulk-export folder, beside bare JSON.parse of the same lines; and memory for 1, 4 and 16 times as much. */
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openSource } from '../src/extractors/source.ts';
import { silentLog, systemClock } from '../src/effects.ts';
import { againstFloor, memoryWatch, printMemory } from './measure.ts';

const PATIENTS = 2_000;
const PER_PATIENT = 25;
/** Patients in the smallest of the three memory runs. */
const FEWEST = 500;

/** Observations of about 1 KB, as laboratories export them. */
async function writeExport(dir: string, patients: number): Promise<void> {
  const file = createWriteStream(path.join(dir, 'Observation.ndjson'));
  for (let p = 0; p < patients; p++) {
    const lines = Array.from({ length: PER_PATIENT }, (_, i) => JSON.stringify(observation(p, i))).join('\n');
    if (!file.write(`${lines}\n`)) await new Promise<void>((resolve) => file.once('drain', resolve));
  }
  await new Promise<void>((resolve) => file.end(resolve));
}

function observation(p: number, i: number): object {
  return {
    resourceType: 'Observation',
    id: `o-${p}-${i}`,
    meta: {
      versionId: '1',
      lastUpdated: '2024-01-15T03:00:00.000+01:00',
      profile: ['https://example.org/fhir/StructureDefinition/lab'],
    },
    identifier: [{ system: 'https://example.org/lab', value: `L${p}-${i}` }],
    status: 'final',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'laboratory',
            display: 'Laboratory',
          },
        ],
      },
    ],
    code: {
      coding: [
        {
          system: 'http://loinc.org',
          code: '2857-1',
          display: 'Prostate specific Ag [Mass/volume] in Serum or Plasma',
        },
      ],
      text: 'PSA',
    },
    subject: { reference: `Patient/p-${p}` },
    effectiveDateTime: `2021-0${(i % 9) + 1}-1${i % 10}T08:30:00+01:00`,
    valueQuantity: { value: i * 3.7, unit: 'ng/ml', system: 'http://unitsofmeasure.org', code: 'ng/mL' },
    referenceRange: [{ high: { value: 4, unit: 'ng/ml' }, text: '< 4 ng/ml' }],
    note: [{ text: 'x'.repeat(160) }],
  };
}

async function receive(dir: string, item = (): void => undefined): Promise<number> {
  let n = 0;
  const source = openSource({ kind: 'folder', path: dir }, { clock: systemClock, log: silentLog });
  for await (const received of source.receive()) {
    item();
    if (received.kind === 'resource') n++;
  }
  return n;
}

/** Written here and read by a process that does nothing else. */
async function memory(dir: string): Promise<void> {
  const sizes: string[][] = [];
  for (const times of [1, 4, 16]) {
    const folder = path.join(dir, String(times));
    mkdirSync(folder);
    await writeExport(folder, times * FEWEST);
    sizes.push([folder]);
  }
  printMemory(`${FEWEST} patients, 4 and 16 times as many`, import.meta.filename, sizes);
}

async function speed(dir: string): Promise<void> {
  await writeExport(dir, PATIENTS);
  const file = path.join(dir, 'Observation.ndjson');
  const parse = (): number =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as object).length;
  const { ratio } = await againstFloor(parse, () => receive(dir));
  console.log(
    `  reading ${PATIENTS * PER_PATIENT} resources: ${Math.round(100 / ratio)} % of the speed of bare JSON.parse (goal >= 50 %)`,
  );
}

const folder = process.argv[2];
if (folder !== undefined) {
  const watch = memoryWatch();
  await receive(folder, watch.item);
  watch.report();
} else {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'lutra-bench-'));
  try {
    await speed(dir);
    rmSync(path.join(dir, 'Observation.ndjson'));
    await memory(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
