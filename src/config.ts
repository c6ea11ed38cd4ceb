/** Settings: lutra.config.yaml and the environment, checked before anything else happens. */
import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { LineCounter } from 'yaml';
import * as yaml from 'yaml';
import { z } from 'zod';
import { LutraError } from './errors.ts';
import { type Auth, DEFAULT_SETTINGS, type SourceSpec, parseSource } from './extractors/source.ts';

const DEFAULT_FILE = 'lutra.config.yaml';

/** How to sign in at the FHIR server. Secrets are named by file or environment variable, never written here. */
const AuthSetting = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('bearer'), token_file: z.string().min(1).optional() }),
  z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password_file: z.string().min(1).optional() }),
]);

const ConfigFile = z.strictObject({
  source: z.string().min(1).optional(),
  fhir: z
    .strictObject({
      auth: AuthSetting.optional(),
      page_size: z.int().min(1).max(5000).default(200),
      concurrency: z.int().min(1).max(64).default(4),
      timeout_seconds: z.number().min(1).max(3600).default(60),
      retries: z.int().min(0).max(20).default(5),
      max_pages: z.int().min(1).max(1_000_000).default(10_000),
      allowed_origins: z.array(z.url()).default([]),
      insecure_http: z.boolean().default(false),
    })
    .prefault({}),
  queue: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower-case letters, digits and hyphens')
    .default('lutra'),
});

type ConfigFile = z.infer<typeof ConfigFile>;

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

function credentials(auth: ConfigFile['fhir']['auth'], env: Environment['env'], place: string): Auth {
  const token = env['LUTRA_FHIR_TOKEN']?.trim();
  if (!auth) return token ? { kind: 'bearer', token } : { kind: 'none' };
  if (auth.kind === 'none') return auth;
  if (auth.kind === 'bearer')
    return { kind: 'bearer', token: secret(auth.token_file, token, 'LUTRA_FHIR_TOKEN', place) };
  const password = secret(auth.password_file, env['LUTRA_FHIR_PASSWORD'], 'LUTRA_FHIR_PASSWORD', place);
  return { kind: 'basic', user: auth.user, password };
}

function secret(file: string | undefined, fromEnv: string | undefined, variable: string, place: string): string {
  if (file !== undefined && !existsSync(file))
    throw new LutraError('config', 'the secret file is not there', { place });
  const value = file === undefined ? fromEnv : readFileSync(file, 'utf8').trim();
  if (!value)
    throw new LutraError('config', `the secret is empty`, {
      place,
      remedy: `set ${variable} or name a file in the configuration`,
    });
  return value;
}

/** A source as given on the command line or in the configuration, with the settings for reading it. */
export function sourceSpec(source: string, { fhir }: Settings): SourceSpec {
  return parseSource(source, {
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
    insecureHttp: fhir.insecure_http,
  });
}
