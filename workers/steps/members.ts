/**
 * Who left a source's group: not found by tonight's search for candidates, and nothing in the chart itself, as it stands
 * now, nor in another record of the same person, says that he belongs to it. Absence from the search alone is no reason.
 */
import { isCandidate } from '../../src/extractors/search/candidates.ts';
import type { SearchSpec } from '../../src/extractors/source.ts';
import type { Database } from '../../src/store/database.ts';
import { leaveGroup } from '../../src/store/deletions.ts';
import { canonicalOf, recordsOf } from '../../src/store/identity.ts';
import { patientsReadFrom } from '../../src/store/ranges.ts';
import { resourcesOf } from '../../src/store/raw.ts';
import type { Warehouse } from '../../src/store/schema.ts';

/** Takes those who left out of view; gives how many. */
export function whoLeft(
  db: Database<Warehouse>,
  origin: { readonly source: string; readonly seenAt: string },
  members: readonly string[],
  spec: Pick<SearchSpec, 'candidates'>,
): number {
  const found = new Set(members);
  const left = patientsReadFrom(db, origin.source).filter((patient) => {
    if (found.has(patient)) return false;
    const canonical = canonicalOf(db, patient);
    if (recordsOf(db, canonical).some((record) => found.has(record))) return false;
    return !isCandidate(
      resourcesOf(db, canonical).map(({ resource }) => resource),
      spec.candidates,
    );
  });
  leaveGroup(db, left, origin);
  return left.length;
}
