/**
 * Types that were asked for and that the manifest does not name. By the specification they are empty; servers also leave
 * out what they cannot export or what the client may not have. The server's own search tells the two apart.
 */
import type { FhirResource, PatientId } from '../../domain.ts';
import { patientOf } from '../../fhir.ts';
import { isForeign } from '../own.ts';
import { jsonObject, type Reply } from '../exchange.ts';
import { idChunks } from '../search/chunks.ts';
import { Fault, faultOfError, faultOfStatus } from '../search/fault.ts';
import type { BulkClient } from './client.ts';
import type { Question } from './job.ts';
import type { Manifest } from './manifest.ts';
import type { Missing } from './state.ts';

/** Whom an export is about, and what earlier nights received of it. */
export interface Scope {
  /** Of a group, where they are known. */
  readonly members: readonly PatientId[] | null;
  /** Is anything of a type held? */
  readonly holds: (type: string) => boolean;
}

/**
 * `refused`: the server does not answer such a question, `barred`: from nobody like us; `untold`: what it answers proves
 * nothing; `failed`: tonight.
 */
type Answer = 'there' | 'none' | 'refused' | 'barred' | 'untold' | 'failed';

/** At the level of patients the first few of a type have to show one that is a patient's. */
const SAMPLE = '5';
/** They name no patient: only a search of the whole server finds them, which says nothing about a group. */
const NOBODYS: ReadonlySet<string> = new Set(['Medication']);

/**
 * What the absence of types from a whole export means. Asks for each until something of it is found. Where only changes
 * were asked for, nothing of a type is what is to be expected; an export without any file is judged as a whole elsewhere.
 */
export async function missingByOmission(
  client: BulkClient,
  manifest: Manifest,
  { question, scope, excused }: { question: Question; scope: Scope; excused: readonly Missing[] },
): Promise<Missing[]> {
  const named = new Set(manifest.files.filter(({ role }) => role === 'output').map(({ type }) => type));
  if (question.since !== null || named.size === 0 || excused.some(({ type }) => type === '*')) return [];
  const leftOut = client.spec.types.filter((type) => !named.has(type) && !excused.some((one) => one.type === type));
  const missing: Missing[] = [];
  let isBarred = false;
  for (const type of leftOut) {
    const answer: Answer = isBarred ? 'refused' : await ask(client, type, whomOf(client, question, scope));
    // Who may not search at all is not to be told so type by type: repeated refusals look like an attack.
    isBarred ||= answer === 'barred';
    const found = judged(type, answer, question.patients === null && scope.holds(type));
    if (found) missing.push(found);
  }
  if (missing.length > 0) client.effects.log.warn('bulk.left_out', { types: missing.length });
  return missing;
}

/** Without a word of the server the absence of what was never seen is believed; of what is held it is not. */
function judged(type: string, answer: Answer, isHeld: boolean): Missing | null {
  if (answer === 'there') return { type, reason: 'left_out', isPassing: false };
  if (answer === 'failed' || isHeld) return { type, reason: 'absence_unproven', isPassing: false, isUnknown: true };
  return null;
}

/** Whose resources count. */
interface Whom {
  /** In lists that one search can carry; `[null]` = without naming any. */
  readonly chunks: readonly (readonly PatientId[] | null)[];
  /** True where resources that name no patient count too, and with them what the server says that there are. */
  readonly isEverything: boolean;
  readonly has: (resource: FhirResource) => boolean;
}

function whomOf({ spec }: BulkClient, { patients }: Question, { members }: Scope): Whom {
  if (spec.level === 'system') return { chunks: [null], isEverything: true, has: () => true };
  const owner = (resource: FhirResource): PatientId | null => (isForeign(spec, resource) ? null : patientOf(resource));
  if (spec.level === 'patient')
    return { chunks: [null], isEverything: false, has: (resource) => owner(resource) !== null };
  const asked = new Set(patients ?? members);
  return { chunks: idChunks([...asked]), isEverything: false, has: (resource) => asked.has(owner(resource) ?? '') };
}

async function ask(client: BulkClient, type: string, whom: Whom): Promise<Answer> {
  if ((!whom.isEverything && NOBODYS.has(type)) || whom.chunks.length === 0) return 'refused';
  const headers = { accept: 'application/fhir+json' };
  try {
    for (const chunk of whom.chunks) {
      const url = searchFor(client.spec.baseUrl, type, chunk);
      const answer = await client.patiently(url, { method: 'GET', headers }, (reply) => read(reply, type, whom));
      if (answer !== 'none') return answer;
    }
    return 'none';
  } catch (error) {
    const { code, passing } = faultOfError(error);
    if (code === 'http_401' || code === 'http_403') return 'barred';
    return passing || code.startsWith('sign_in_') ? 'failed' : 'refused';
  }
}

function searchFor(baseUrl: string, type: string, patients: readonly PatientId[] | null): URL {
  const url = new URL(`${baseUrl}/${type}`);
  if (patients) url.searchParams.set(type === 'Patient' ? '_id' : 'patient', patients.join(','));
  url.searchParams.set('_count', SAMPLE);
  return url;
}

/** Found resources are proof, and a `total` is where it counts all; an empty answer is one only where nothing follows. */
function read(reply: Reply, type: string, whom: Whom): Answer {
  if (reply.status !== 200) throw faultOfStatus(reply.status, reply.header('retry-after'));
  const bundle = jsonObject(reply.bytes);
  if (bundle?.['resourceType'] !== 'Bundle') throw new Fault('not_a_bundle');
  const { entry, total, link } = bundle as { entry?: unknown; total?: unknown; link?: unknown };
  const entries = Array.isArray(entry) ? (entry as ({ resource?: FhirResource } | null)[]) : [];
  if (entries.some((one) => one?.resource?.resourceType === type && whom.has(one.resource))) return 'there';
  const isCounted = typeof total === 'number' && total > 0;
  if (whom.isEverything && isCounted) return 'there';
  const isLinked = Array.isArray(link) && link.some((one: { relation?: unknown } | null) => one?.relation === 'next');
  return isCounted || isLinked || entries.length > 0 ? 'untold' : 'none';
}
