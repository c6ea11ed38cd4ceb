/** manifest.json: what a snapshot was made from, what it holds, and the hash of every file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { canonicalJson, contentHash, sha256 } from '../canonical.ts';
import { LutraError } from '../errors.ts';
import type { SnapshotInput } from './input.ts';
import { type KeptTable, type Table, rowCount } from './tables.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
/** Only names that a snapshot can have: a manifest cannot point outside its folder. */
const filePath = z
  .string()
  .regex(/^(csv\/[a-z0-9_]+\.csv|parquet\/[a-z0-9_]+\.parquet|cohort\.sqlite|report\.html|README\.txt)$/);

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** Name of the folder. */
  snapshot: z.string(),
  /** Hash of the logical content: inputs' versions and every table. The first 12 digits are in the folder's name. */
  content_hash: hex,
  study: z.strictObject({ id: z.string(), title: z.string(), hash: hex }),
  data_cutoff: z.string(),
  /** Number of the last decision that was in force. */
  review_seq: count,
  versions: z.strictObject({ code: z.string(), rules: z.string(), facts: z.string(), cohort: z.string() }),
  pseudonym_key_id: z.string(),
  /** Threshold below which the report shows no counts; null = it shows all. */
  small_cells: z.int().nullable(),
  completeness: z.array(
    z.strictObject({
      source: z.string(),
      type: z.string(),
      state: z.enum(['complete', 'incomplete', 'unknown']),
      reason: z.string().nullable(),
      ranges: count,
      received: count,
    }),
  ),
  rows: z.record(z.string(), count),
  files: z.array(z.strictObject({ path: filePath, bytes: count, sha256: hex })),
  /** Hash of everything above. It finds accidents and careless edits; it is no signature. */
  seal: hex,
});
export type SnapshotManifest = z.infer<typeof manifestSchema>;
/** Was everything received that the sources announced? unknown: nothing was recorded. */
export function completenessOf({ completeness }: SnapshotManifest): 'complete' | 'incomplete' | 'unknown' {
  if (completeness.length === 0) return 'unknown';
  return completeness.every(({ state }) => state === 'complete') ? 'complete' : 'incomplete';
}

export type ManifestHead = Omit<SnapshotManifest, 'content_hash' | 'snapshot' | 'files' | 'seal'>;

const SHORT_HASH = 12;
const csvPath = (table: string): string => `csv/${table}.csv`;

/** What the snapshot was made from and how much it holds: all that is known before a file is written. */
export function headOf(input: SnapshotInput, tables: readonly (Table | KeptTable)[], keyId: string): ManifestHead {
  const { id, title, text } = input.study;
  const byContent = (a: unknown, b: unknown): number => (canonicalJson(a) < canonicalJson(b) ? -1 : 1);
  return {
    format: 1,
    study: { id, title, hash: sha256(text) },
    data_cutoff: input.dataCutoff,
    review_seq: input.reviewSeq,
    versions: input.versions,
    pseudonym_key_id: keyId,
    small_cells: input.smallCells ?? null,
    completeness: input.completeness.toSorted(byContent),
    rows: Object.fromEntries(tables.map((table) => [table.name, rowCount(table)])),
  };
}

/** The content hash, from the head and the hash of each table's CSV. */
export function contentHashOf(head: ManifestHead, csvHash: (path: string) => string | undefined): string {
  const tables = Object.fromEntries(Object.keys(head.rows).map((table) => [table, csvHash(csvPath(table)) ?? null]));
  return contentHash({ ...head, tables });
}

/** Name of the folder: study, date and the first digits of the content hash. */
export function snapshotName(study: string, date: string, hash: string): string {
  return `${study}-${date}-${hash.slice(0, SHORT_HASH)}`;
}

/** Does the name end in the content hash? */
export function isNamedAfter(name: string, hash: string): boolean {
  return name.endsWith(`-${hash.slice(0, SHORT_HASH)}`);
}

/** The seal of a manifest; one that it carries already does not count. */
export function sealOf(manifest: Omit<SnapshotManifest, 'seal'>): string {
  const { seal: _seal, ...rest } = manifest as SnapshotManifest;
  return contentHash(rest);
}

/** The manifest as the rows of the table `manifest` in cohort.sqlite: files and seal are left to manifest.json. */
export function manifestTable(name: string, hash: string, head: ManifestHead): Table {
  const items = { snapshot: name, content_hash: hash, ...head };
  const text = (value: unknown): string => (typeof value === 'string' ? value : canonicalJson(value));
  return {
    name: 'manifest',
    columns: [
      { name: 'item', type: 'text', label: 'Item of manifest.json' },
      { name: 'value', type: 'text', label: 'Its value, as JSON where it is no text' },
    ],
    rows: Object.entries(items).map(([item, value]) => [item, text(value)]),
  };
}

/** Reads a snapshot's manifest. Throws LutraError `not_found` without one, `corrupt` for one that cannot be read. */
export function readManifest(dir: string): SnapshotManifest {
  const file = path.join(dir, 'manifest.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new LutraError('not_found', 'no snapshot here: there is no manifest.json', {
      place: dir,
      remedy: 'give the folder of a snapshot',
      cause,
    });
  }
  const parsed = manifestSchema.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ');
  throw new LutraError('corrupt', `manifest.json cannot be read (${wrong})`, {
    place: file,
    remedy: 'make the snapshot again, or read it with the version of Lutra that wrote it',
  });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
