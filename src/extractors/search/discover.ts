/** Whose charts are read tonight: candidates, everybody who was read before, and the other records of the same persons. */
import type { PatientId } from '../../domain.ts';
import { parseReference, type Reference } from '../../fhir.ts';
import type { Received } from '../received.ts';
import { isResourceId } from '../resource.ts';
import { findCandidates } from './candidates.ts';
import { fhirUrl, ownReference, type Pull, rangeItem } from './context.ts';

/** Fewer than these are too few to speak of a drop. */
const ENOUGH = 20;

/** Searches for candidates. Where far fewer came than were read before, the answer is a loss, and nobody left. */
export async function discover(base: Pull): Promise<{ pull: Pull; reports: Received[] }> {
  const { patients, reports, complete, at } = await findCandidates(base);
  const { known, effects } = base;
  const candidates = new Set(patients);
  const still = known.patients.filter((patient) => candidates.has(patient)).length;
  const drop = known.patients.length >= ENOUGH && still * 2 < known.patients.length;
  effects.log.info('extract.candidates', { patients: patients.length, known: known.patients.length });
  const members = new Set([...known.patients, ...patients].sort());
  const trusted = complete && !drop && candidates.size > 0;
  const pull: Pull = { ...base, startedAt: base.startedAt ?? at, candidates, members, trusted };
  return { pull, reports: drop ? [...reports, volumeDrop(base, still)] : [...reports] };
}

function volumeDrop(pull: Pull, received: number): Received {
  const announced = pull.known.patients.length;
  const request = fhirUrl(pull.spec, 'Patient').href;
  const range = { type: '*', patient: null, part: 'volume', reason: 'volume_drop', announced, received, request };
  return rangeItem({ scope: 'discovery', ...range });
}

/** Patients of this server that a received Patient resource says are the same person. */
export function linksOf(pull: Pull, item: Received): PatientId[] {
  if (item.kind !== 'resource' || item.resource.resourceType !== 'Patient') return [];
  const links: unknown = item.resource['link'];
  if (!Array.isArray(links)) return [];
  return (links as ({ other?: Reference } | null)[]).flatMap((link) => {
    const reference: unknown = link?.other?.reference;
    return typeof reference === 'string' ? ownPatient(pull, reference) : [];
  });
}

function ownPatient(pull: Pull, reference: string): PatientId[] {
  const key = parseReference(ownReference(pull, reference) ?? undefined);
  return key?.type === 'Patient' && isResourceId(key.id) ? [key.id] : [];
}
