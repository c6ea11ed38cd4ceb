/** The status filter, asked before anything else is read. */
import { STATUS, type StatusUse } from '../../../vocabulary/status.ts';
import { type Json, text } from './json.ts';

/** What to do with the resource; a status that is missing or not of R4 is doubtful, not absent. */
export function statusUse(resource: Json): StatusUse {
  const type = text(resource['resourceType']) ?? '';
  const status = text(resource['status']);
  return STATUS.get(type)?.get(status ?? '') ?? 'doubt';
}

/** The doubt to put on facts of a resource whose status is used only with a question; none for a usable one. */
export function statusDoubt(resource: Json): { readonly doubt?: string } {
  // A Condition has no status: its verification says how sure it is, and is read with it.
  if (resource['resourceType'] === 'Condition' || statusUse(resource) !== 'doubt') return {};
  return { doubt: `status of the record is ${text(resource['status']) ?? 'missing'}` };
}

/** Is the resource used at all, with or without a doubt? */
export function usable(resource: Json): boolean {
  return statusUse(resource) !== 'drop';
}
