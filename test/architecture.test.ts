import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Importable by all; each imports nothing but others of this list. */
const SHARED = [
  'src/domain.ts',
  ...['time', 'raw', 'received', 'nlp', 'facts', 'review', 'cohort'].map((part) => `src/domain/${part}.ts`),
  'src/effects.ts',
  'src/errors.ts',
  'src/calendar.ts',
  'src/canonical.ts',
  'src/fhir.ts',
];

/** Who may import whom, beside itself and SHARED. `vocabulary` and `studies` are data. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/extractors': ['vocabulary'],
  'src/nlp': ['vocabulary'],
  'src/facts': ['vocabulary'],
  'src/cohort': ['src/facts/record.ts', 'vocabulary', 'studies'],
  'src/store': ['src/facts/record.ts'],
  'src/snapshot': ['src/store', 'src/cohort'],
  'src/review': ['src/store'],
  'src/synthetic': ['vocabulary', 'src/cohort'],
  'src/config.ts': ['src/extractors/source.ts', 'src/config'],
  'src/config': ['src/extractors/source.ts'],
  'src/cli': ['src', 'workers', 'vocabulary', 'studies'],
  workers: [
    'src/extractors',
    'src/store',
    'src/nlp',
    'src/facts',
    'src/cohort',
    'src/snapshot',
    'src/config.ts',
    'package.json',
  ],
  migrations: [],
  vocabulary: [],
};

/** Packages that one place alone may name. */
const ONLY_IN: Readonly<Record<string, RegExp>> = {
  bullmq: /^workers\/queues\.ts$/,
  ioredis: /^workers\/queues\.ts$/,
  'better-sqlite3': /^src\/(store|snapshot)\//,
  kysely: /^(src\/store|src\/snapshot|migrations)\//,
  'fhir-kit-client': /^src\/extractors\//,
  undici: /^src\/extractors\//,
  jose: /^src\/extractors\/auth\//,
  hono: /^src\/review\//,
  natural: /^src\/nlp\//,
};
const PURE = ['src/nlp', 'src/facts', 'src/cohort'];
const IMPURE_MODULES = /^node:(fs|net|http|https|child_process|worker_threads|os|dns)/;

function sources(): string[] {
  return ['src', 'workers', 'migrations', 'vocabulary']
    .flatMap((dir) =>
      readdirSync(path.join(root, dir), { recursive: true }).map((f) => path.posix.join(dir, String(f))),
    )
    .filter((f) => f.endsWith('.ts'));
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1] as string);
}

const roomOf = (file: string): string =>
  Object.keys(MAY_IMPORT).find((room) => file === room || file.startsWith(`${room}/`)) ?? file;
const within = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

test('every import follows the direction of the pipeline', () => {
  const wrong: string[] = [];
  for (const file of sources()) {
    for (const spec of importsOf(file).filter((s) => s.startsWith('.'))) {
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), spec));
      if (SHARED.includes(target)) continue;
      const room = roomOf(file);
      const allowed = SHARED.includes(file) ? [] : [room, ...(MAY_IMPORT[room] ?? [])];
      if (!allowed.some((place) => within(target, place))) wrong.push(`${file} imports ${target}`);
      if (room !== 'src/cli' && room !== 'workers' && /^(workers|src\/cli)\//.test(target))
        wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('each outside library is met in one place', () => {
  const wrong = sources().flatMap((file) =>
    importsOf(file)
      .filter((spec) =>
        Object.entries(ONLY_IN).some(
          ([name, place]) => (spec === name || spec.startsWith(`${name}/`)) && !place.test(file),
        ),
      )
      .map((spec) => `${file} imports ${spec}`),
  );
  assert.deepEqual(wrong, []);
});

test('nlp, facts and cohort are pure: no files, no network, no clock, no dice', () => {
  const wrong = sources()
    .filter((file) => PURE.some((dir) => within(file, dir)))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const impure = importsOf(file).filter((spec) => IMPURE_MODULES.test(spec));
      return [
        ...impure,
        ...(text.match(/Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\.env/g) ?? []),
      ].map((what) => `${file}: ${what}`);
    });
  assert.deepEqual(wrong, []);
});

test('the process exits in one place only', () => {
  assert.deepEqual(
    sources().filter(
      (file) => file !== 'src/cli/main.ts' && /process\.exit\(/.test(readFileSync(path.join(root, file), 'utf8')),
    ),
    [],
  );
});
