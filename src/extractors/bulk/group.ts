/** Who is in the group tonight. Changes alone would leave out the past of a patient who joined it since. */
import type { PatientId, ResourceKey } from '../../domain.ts';
import { ownPath, parseReference, type Reference } from '../../fhir.ts';
import { jsonObject } from '../exchange.ts';
import { isResourceId } from '../resource.ts';
import { Fault, faultOfError, faultOfStatus } from '../search/fault.ts';
import type { BulkSpec } from '../source-spec.ts';
import { SignInFault } from '../auth/refusal.ts';
import type { Before } from './before.ts';
import type { BulkClient } from './client.ts';
import type { Question } from './job.ts';

/** The members, sorted; null where they cannot be known, and why. */
export type Listed =
  | { readonly patients: readonly PatientId[]; readonly doubt: null }
  | { readonly patients: null; readonly doubt: string };

/** Who the Group says is in it. Rejects with SignInFault alone. */
export async function membersOf(client: BulkClient): Promise<Listed> {
  const { baseUrl, groupId } = client.spec;
  const url = new URL(`${baseUrl}/Group/${encodeURIComponent(groupId ?? '')}`);
  try {
    const ask = { method: 'GET', headers: { accept: 'application/fhir+json' } } as const;
    const patients = await client.patiently(url, ask, (reply) => {
      if (reply.status !== 200) throw faultOfStatus(reply.status, reply.header('retry-after'));
      return listed(client.spec, jsonObject(reply.bytes));
    });
    return { patients, doubt: null };
  } catch (error) {
    if (error instanceof SignInFault) throw error;
    const { code } = faultOfError(error);
    client.effects.log.warn('bulk.members_unknown', { code });
    return { patients: null, doubt: code };
  }
}

interface Member {
  readonly entity?: Reference;
  readonly inactive?: unknown;
}

function listed(spec: BulkSpec, group: Readonly<Record<string, unknown>> | null): PatientId[] {
  if (group?.['resourceType'] !== 'Group') throw new Fault('no_members');
  const { member: members, quantity, meta } = group;
  if (!Array.isArray(members)) throw new Fault('members_not_listed');
  const active = (members as (Member | null)[]).filter((member) => member?.inactive !== true);
  const ids = active.map((member) => ownKey(spec, member?.entity?.reference));
  if (ids.some((key) => key?.type !== 'Patient' || !isResourceId(key.id))) throw new Fault('no_members');
  // A server may shorten the list and still say how many there are, or that it did.
  const isCut = typeof quantity === 'number' && quantity > members.length;
  if (isCut || JSON.stringify(meta ?? null).includes('"SUBSETTED"')) throw new Fault('members_shortened');
  return [...new Set(ids.map((key) => key?.id ?? ''))].sort();
}

/** The resource of this server that a reference names. */
function ownKey(spec: BulkSpec, reference: string | undefined): ResourceKey | null {
  return typeof reference === 'string' ? parseReference(ownPath(spec, reference) ?? undefined) : null;
}

export interface Plan {
  readonly changes: Question;
  /** The whole past of those who joined; null where nobody did, or all is asked for anyway. */
  readonly joiners: Question | null;
}

/**
 * What to ask. Where it cannot be told who joined, everything is asked for: that is slow, and loses nobody.
 */
export function planOf({ since, members }: Before, now: readonly PatientId[] | null): Plan {
  if (since === null || now === null) return { changes: { since: null, patients: null }, joiners: null };
  const known = new Set(members);
  const patients = now.filter((id) => !known.has(id));
  return { changes: { since, patients: null }, joiners: patients.length > 0 ? { since: null, patients } : null };
}
