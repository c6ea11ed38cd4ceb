/**
 * Who left a source's group: not found by tonight's search for candidates, and nothing in the record itself, as it stands
 * now, nor in another record of the same person, says that he belongs to it. Absence from the search alone is no reason.
 */
import { isCandidate } from '../../src/extractors/search/candidates.ts';
import type { ReceivedMembers, SearchSpec } from '../../src/extractors/source.ts';
import type { Database } from '../../src/store/database.ts';
import { leaveGroup } from '../../src/store/deletions.ts';
import { samePersons } from '../../src/store/identity.ts';
import { patientsReadFrom } from '../../src/store/ranges.ts';
import { resourcesNaming } from '../../src/store/raw.ts';
import type { Warehouse } from '../../src/store/schema.ts';

/** Takes those who left out of view; gives how many. */
export function whoLeft(
  db: Database<Warehouse>,
  origin: { readonly source: string; readonly seenAt: string },
  { patients, links }: Pick<ReceivedMembers, 'patients' | 'links'>,
  spec: Pick<SearchSpec, 'candidates'>,
): number {
  const found = new Set(patients);
  const read = patientsReadFrom(db, origin.source);
  const evident = read.filter((patient) => {
    if (found.has(patient)) return false;
    const resources = resourcesNaming(db, patient).map(({ resource }) => resource);
    return isCandidate(resources, spec.candidates);
  });
  const isMember = samePersons(db, new Set([...found, ...evident]), { source: origin.source, links });
  const left = read.filter((patient) => !isMember(patient));
  leaveGroup(db, left, origin);
  return left.length;
}
