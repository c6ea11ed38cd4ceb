/** One JSON text to one resource, or to the named reason why not. Every source ends here: same rules for all. */
import { isUtf8 } from 'node:buffer';
import type { FhirResource } from '../domain.ts';
import type { QuarantineCode } from '../errors.ts';
import { RESOURCE_TYPES } from '../../vocabulary/resource-types.ts';
import { countMembers, inspect } from './json-inspect.ts';
import { quarantined, type ReceivedQuarantined, type ReceivedResource } from './received.ts';

/** Deeper nesting than any FHIR resource has; protects every recursive reader after this point. */
const MAX_DEPTH = 64;
/** Largest single resource in bytes. */
export const MAX_RESOURCE_BYTES = 32 * 1024 * 1024;

const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** They carry or comment on resources and are never stored: they need no id of their own. */
const ENVELOPES: ReadonlySet<string> = new Set(['Bundle', 'OperationOutcome']);

/** What the surrounding bundle entry says of a resource. */
export interface EntryContext {
  readonly fullUrl: string | null;
  /** `request.url` of an entry with method PUT. */
  readonly putUrl: string | null;
}
const ALONE: EntryContext = { fullUrl: null, putUrl: null };

class Refused extends Error {
  readonly code: QuarantineCode;
  constructor(code: QuarantineCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** A FHIR logical id; ids of dots only are refused, they would be paths. */
export function isResourceId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id) && !/^\.+$/.test(id);
}

/**
 * Reads the resource in `bytes[start, end)`. Gives the resource with its id set, or a quarantine item; never throws for
 * what the bytes say. The id comes from the resource, else from the PUT url, else from the fullUrl of its entry.
 */
export function readResource(
  bytes: Buffer,
  [start, end]: readonly [number, number],
  request: string,
  context: EntryContext = ALONE,
): ReceivedResource | ReceivedQuarantined {
  try {
    const { value, raw } = parseObject(bytes, start, end);
    const resource = identified(value, context);
    return { kind: 'resource', resource, raw, fullUrl: context.fullUrl, request };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return quarantined(error.code, bytes.subarray(start, end), request, error.message);
  }
}

function parseObject(bytes: Buffer, start: number, end: number): { value: FhirResource; raw: string } {
  if (end - start > MAX_RESOURCE_BYTES) throw new Refused('too_large', `more than ${MAX_RESOURCE_BYTES} bytes`);
  const whole = start === 0 && end === bytes.length;
  if (!isUtf8(whole ? bytes : bytes.subarray(start, end))) throw new Refused('bad_utf8', 'not valid UTF-8');
  const structure = inspect(bytes, start, end);
  if (structure.depth > MAX_DEPTH) throw new Refused('too_deep', `nested deeper than ${MAX_DEPTH} levels`);
  const raw = bytes.toString('utf8', start, end);
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    throw new Refused('not_json', 'not a JSON text');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused('not_an_object', 'JSON, but not an object');
  if (countMembers(value) !== structure.members)
    throw new Refused('duplicate_key', 'an object names the same key twice');
  return { value: value as FhirResource, raw };
}

function identified(resource: FhirResource, context: EntryContext): FhirResource & { readonly id: string } {
  const type: unknown = resource.resourceType;
  if (typeof type !== 'string') throw new Refused('bad_shape', 'no resourceType');
  if (!RESOURCE_TYPES.has(type)) throw new Refused('unknown_type', 'resourceType is no FHIR R4 resource');
  if (ENVELOPES.has(type)) return { ...resource, id: type };
  if (resource.id === undefined) {
    const id = idFromContext(type, context);
    if (id === null) throw new Refused('missing_id', 'no id, and none in fullUrl or request.url');
    return { ...resource, id };
  }
  if (!isResourceId(resource.id)) throw new Refused('bad_id', 'id is not 1 to 64 letters, digits, "-" and "."');
  return resource as FhirResource & { readonly id: string };
}

function idFromContext(type: string, { fullUrl, putUrl }: EntryContext): string | null {
  const put = putUrl?.match(/^([A-Za-z]+)\/([^/?#]+)$/);
  if (put && put[1] === type && isResourceId(put[2])) return put[2];
  const urn = fullUrl?.match(/^urn:(?:uuid|oid):(.+)$/);
  if (urn && isResourceId(urn[1])) return urn[1];
  const literal = fullUrl?.match(/(?:^|\/)([A-Za-z]+)\/([^/?#]+)$/);
  return literal && literal[1] === type && isResourceId(literal[2]) ? literal[2] : null;
}
