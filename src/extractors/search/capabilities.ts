/** The server's CapabilityStatement, as far as it decides what is asked. */
import { SignInFault } from '../auth/refusal.ts';
import { READ_TYPES } from '../read-types.ts';
import type { SearchSpec } from '../source-spec.ts';
import { fhirUrl } from './context.ts';
import { faultOfError } from './fault.ts';
import type { Gateway } from './gateway.ts';

/** With these the server will answer nothing else either; others only mean that it does not describe itself. */
const HOPELESS = /^(network|tls|timeout|html|http_401|http_403|foreign_redirect|sign_in_.*)$/;

/** What the server says of itself in its CapabilityStatement. */
export interface Metadata {
  /** Types that it has; null where it does not say. */
  readonly offered: Set<string> | null;
  /** Types with a history. */
  readonly histories: Set<string>;
  readonly startedAt: string | null;
  readonly fault: string | null;
}

/** Asks for it. Rejects with LutraError where the sign-in is refused. */
export async function askMetadata(gateway: Gateway, spec: SearchSpec): Promise<Metadata> {
  try {
    const { bytes, date } = await gateway.getFhir(fhirUrl(spec, 'metadata'));
    return { ...typesIn(JSON.parse(bytes.toString('utf8'))), startedAt: date, fault: null };
  } catch (error) {
    const reason = faultOfError(error);
    if (reason instanceof SignInFault) throw reason.error;
    const { code } = reason;
    return { offered: null, histories: new Set(), startedAt: null, fault: HOPELESS.test(code) ? code : null };
  }
}

/**
 * Types that are read and that the statement leaves out, though the server has some: statements are written by hand, or
 * for another client. Each is asked for once; where that fails in passing the type counts as there, and its ranges say why.
 */
export async function askUnlisted(
  gateway: Gateway,
  spec: SearchSpec,
  offered: ReadonlySet<string> | null,
): Promise<string[]> {
  if (offered === null) return [];
  const left = READ_TYPES.filter((type) => !offered.has(type));
  const answers = await Promise.all(left.map((type) => holdsAny(gateway, fhirUrl(spec, type, [['_count', '1']]))));
  return left.filter((_, at) => answers[at]);
}

async function holdsAny(gateway: Gateway, url: URL): Promise<boolean> {
  try {
    const { layout } = await gateway.search(url);
    return layout.entries.some(({ mode, resource }) => resource !== null && mode !== 'outcome');
  } catch (error) {
    return faultOfError(error).passing;
  }
}

function typesIn(statement: unknown): Pick<Metadata, 'offered' | 'histories'> {
  const { resourceType, rest } = (statement ?? {}) as { resourceType?: unknown; rest?: unknown };
  if (resourceType !== 'CapabilityStatement' || !Array.isArray(rest)) return { offered: null, histories: new Set() };
  const resources = (rest as ({ resource?: unknown } | null)[]).flatMap((part) =>
    Array.isArray(part?.resource) ? (part.resource as ({ type?: unknown; interaction?: unknown } | null)[]) : [],
  );
  const named = resources.filter((resource) => typeof resource?.type === 'string') as Named[];
  const histories = new Set(named.filter(hasHistory).map(({ type }) => type));
  return { offered: named.length > 0 ? new Set(named.map(({ type }) => type)) : null, histories };
}

interface Named {
  readonly type: string;
  readonly interaction?: unknown;
}

function hasHistory({ interaction }: Named): boolean {
  return (
    Array.isArray(interaction) &&
    (interaction as ({ code?: unknown } | null)[]).some((one) => one?.code === 'history-type')
  );
}
