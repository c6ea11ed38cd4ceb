/** Settings: lutra.config.yaml and the environment, checked before anything else happens. */
import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { LineCounter } from 'yaml';
import * as yaml from 'yaml';
import { ConfigFile } from './config/schema.ts';
import { credentials } from './config/secrets.ts';
import { LutraError } from './errors.ts';
import {
  type Auth,
  type BulkSettings,
  DEFAULT_SETTINGS,
  READ_TYPES,
  type SourceSpec,
  parseSource,
} from './extractors/source.ts';

const DEFAULT_FILE = 'lutra.config.yaml';

export interface Settings {
  /** Default source: folder or base URL. */
  readonly source: string | null;
  readonly fhir: Omit<ConfigFile['fhir'], 'auth'> & { readonly auth: Auth };
  /** Name of the queue. */
  readonly queue: string;
}

export interface Environment {
  /** Null = lutra.config.yaml of the working directory where it exists. */
  readonly file: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads and checks the settings. Throws LutraError `config` naming the line and the remedy; secrets are never shown. */
export function loadSettings({ file, env }: Environment): Settings {
  const place = file ?? DEFAULT_FILE;
  if (file !== null && !existsSync(file)) throw new LutraError('config', 'no such configuration file', { place });
  const parsed = existsSync(place) ? parseConfig(readFileSync(place, 'utf8'), place) : ConfigFile.parse({});
  const { auth, ...fhir } = parsed.fhir;
  return { source: parsed.source ?? null, fhir: { ...fhir, auth: credentials(auth, env, place) }, queue: parsed.queue };
}

/** Parses and checks the text of a configuration file. */
export function parseConfig(text: string, place: string): ConfigFile {
  const lines = new yaml.LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    throw new LutraError('config', `not valid YAML: ${broken.code}`, {
      place: `${place}:${lines.linePos(broken.pos[0]).line}`,
      remedy: 'mend that line',
    });
  }
  const result = ConfigFile.safeParse(document.toJS() ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : (issue?.path ?? []);
  throw new LutraError('config', `${path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}`, {
    place: `${place}:${lineOf(document, path, lines)}`,
    remedy: 'docs/configuration.md lists every setting',
  });
}

/** The line of a path, or of the nearest node above it. */
function lineOf(document: yaml.Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const pair = yaml.isMap(parent)
      ? parent.items.find((item) => String(item.key) === String(path[length - 1]))
      : undefined;
    const range = yaml.isScalar(pair?.key) ? pair.key.range : undefined;
    if (range) return lines.linePos(range[0]).line;
  }
  return 1;
}

/** A source as given on the command line or in the configuration, with the settings for reading it. */
export function sourceSpec(source: string, { fhir }: Settings): SourceSpec {
  const settings = {
    auth: fhir.auth,
    pageSize: fhir.page_size,
    concurrency: fhir.concurrency,
    limits: {
      ...DEFAULT_SETTINGS.limits,
      timeoutMs: fhir.timeout_seconds * 1000,
      attempts: fhir.retries + 1,
      maxPages: fhir.max_pages,
    },
    allowedOrigins: fhir.allowed_origins,
    tokenOrigins: fhir.token_origins,
    textRenditionSuffix: fhir.text_rendition_suffix ?? null,
    publicBase: fhir.public_base === undefined ? null : new URL(fhir.public_base).href.replace(/\/+$/, ''),
    linkSearch: fhir.link_search,
    increments: {
      overlapMs: fhir.overlap_hours * 3_600_000,
      fullCompareMs: fhir.full_compare_days * 86_400_000,
    },
    insecureHttp: fhir.insecure_http,
  };
  return parseSource(source, settings, fhir.mode === 'bulk' && fhir.bulk ? bulkSettings(fhir.bulk) : null);
}

function bulkSettings(bulk: NonNullable<ConfigFile['fhir']['bulk']>): BulkSettings {
  return {
    level: bulk.level,
    groupId: bulk.group_id ?? null,
    types: bulk.types ?? READ_TYPES,
    maxExportWaitMs: bulk.max_wait_minutes * 60_000,
  };
}
