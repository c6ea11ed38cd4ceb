/** What lutra.config.yaml may say. Strict: an unknown word is an error, never ignored. */
import { z } from 'zod';
import { DEFAULT_SETTINGS, isPrivate } from '../extractors/source.ts';

/** The defaults, in the units of the file. */
const DEFAULT = {
  ...DEFAULT_SETTINGS,
  timeoutSeconds: DEFAULT_SETTINGS.limits.timeoutMs / 1000,
  retries: DEFAULT_SETTINGS.limits.attempts - 1,
  overlapHours: DEFAULT_SETTINGS.increments.overlapMs / 3_600_000,
  fullCompareDays: DEFAULT_SETTINGS.increments.fullCompareMs / 86_400_000,
};

const origin = webUrl('an http or https URL');
const text = z.string().min(1);
const secretFile = text.optional();

/** How to sign in at the FHIR server. Secrets are named by file or environment variable, never written here. */
const AuthSetting = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('bearer'), token_file: secretFile }),
  z.strictObject({ kind: z.literal('basic'), user: text, password_file: secretFile }),
  z.strictObject({
    kind: z.literal('oauth'),
    client_id: text,
    client_secret_file: secretFile,
    token_url: webUrl('the URL that gives tokens').optional(),
    scope: text.optional(),
    secret_in: z.enum(['header', 'body']).default('header'),
  }),
  z.strictObject({
    kind: z.literal('smart'),
    client_id: text,
    private_key_file: text,
    key_id: text.optional(),
    token_url: webUrl('the URL that gives tokens').optional(),
    scope: text.default('system/*.read'),
  }),
  z.strictObject({
    kind: z.literal('login'),
    user: text,
    password_file: secretFile,
    login_url: webUrl('the URL that gives a token for user and password'),
    refresh_url: webUrl('the URL that gives a token for a token').optional(),
  }),
]);
export type AuthSetting = z.infer<typeof AuthSetting>;

const BulkSetting = z.strictObject({
  level: z.enum(['system', 'patient', 'group']),
  group_id: z
    .string()
    .regex(/^[A-Za-z0-9\-.]{1,64}$/, 'the id of a Group resource')
    .optional(),
  types: z.array(z.string().regex(/^[A-Z][A-Za-z]+$/, 'a FHIR resource type')).optional(),
  max_wait_minutes: z.number().min(1).max(2880).default(240),
});

const FhirSetting = z.strictObject({
  auth: AuthSetting.optional(),
  mode: z.enum(['search', 'bulk']).default('search'),
  bulk: BulkSetting.optional(),
  page_size: z.int().min(1).max(5000).default(DEFAULT.pageSize),
  concurrency: z.int().min(1).max(64).default(DEFAULT.concurrency),
  timeout_seconds: z.number().min(1).max(3600).default(DEFAULT.timeoutSeconds),
  retries: z.int().min(0).max(20).default(DEFAULT.retries),
  max_pages: z.int().min(1).max(1_000_000).default(DEFAULT.limits.maxPages),
  allowed_origins: z.array(origin).default([]),
  token_origins: z.array(origin).default([]),
  text_rendition_suffix: z
    .string()
    .regex(/^[/.][\w\-./]{1,40}$/, 'a suffix of a path, like /txt')
    .optional(),
  public_base: webUrl('the base URL that the server writes into its links').optional(),
  /** False: the server is known not to search Patient by `link`, and records that only link to a member's are not read. */
  link_search: z.boolean().default(DEFAULT.linkSearch),
  /** Hours by which a night looks back before where the last one ended. */
  overlap_hours: z.number().min(0).max(720).default(DEFAULT.overlapHours),
  /** Days after which a chart is read as a whole again and compared. */
  full_compare_days: z.number().min(0).max(365).default(DEFAULT.fullCompareDays),
  insecure_http: z.boolean().default(DEFAULT.insecureHttp),
});
type FhirSetting = z.infer<typeof FhirSetting>;

export const ConfigFile = z.strictObject({
  source: text.optional(),
  fhir: FhirSetting.superRefine(consistent).prefault({}),
  queue: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower-case letters, digits and hyphens')
    .default('lutra'),
});
export type ConfigFile = z.infer<typeof ConfigFile>;

/** What one setting asks of another. */
function consistent(fhir: FhirSetting, context: z.RefinementCtx): void {
  const issue = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
  if (fhir.mode === 'bulk' && !fhir.bulk) issue(['mode'], 'a bulk export needs fhir.bulk with its level');
  if (fhir.bulk && (fhir.bulk.level === 'group') !== (fhir.bulk.group_id !== undefined))
    issue(['bulk', 'level'], 'level group, and no other, needs group_id');
  if (fhir.insecure_http || !fhir.auth) return;
  for (const [name, value] of Object.entries(fhir.auth)) {
    if (name.endsWith('_url') && value !== undefined && !isPrivate(new URL(value)))
      issue(['auth', name], 'credentials would travel unencrypted: use https');
  }
}

/** An http(s) URL as it stands: no white space that a parser would drop, no credentials in it. */
function webUrl(what: string): z.ZodString {
  const accepts = (value: string): boolean => {
    if (!URL.canParse(value) || /[\s\\\p{Cc}]/u.test(value)) return false;
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  };
  return z.string().refine(accepts, `must be ${what}, without white space and credentials`);
}
