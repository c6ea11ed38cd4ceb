/** Whose charts are read tonight, but for the other records of the same persons: candidates, and who was read before. */
import type { Received } from '../received.ts';
import { findCandidates } from './candidates.ts';
import { fhirUrl, type Pull, rangeItem } from './context.ts';
import { takesLists } from './manner.ts';

/** Fewer than these are too few to speak of a drop. */
const ENOUGH = 20;

/** Searches for candidates. Where far fewer came than were read before, the answer is a loss, and nobody left. */
export async function discover(base: Pull): Promise<{ pull: Pull; reports: Received[] }> {
  const { patients, diagnosed, reports, complete, at } = await findCandidates(base);
  const { known, effects } = base;
  const candidates = new Set(patients);
  const still = known.patients.filter((patient) => candidates.has(patient)).length;
  const drop = known.patients.length >= ENOUGH && still * 2 < known.patients.length;
  effects.log.info('extract.candidates', { patients: patients.length, known: known.patients.length });
  const members = new Set([...known.patients, ...patients].sort());
  const trusted = complete && !drop && candidates.size > 0;
  const lists = await takesLists(base, diagnosed);
  const pull: Pull = { ...base, startedAt: base.startedAt ?? at, candidates, members, trusted, lists };
  return { pull, reports: drop ? [...reports, volumeDrop(base, still)] : [...reports] };
}

function volumeDrop(pull: Pull, received: number): Received {
  const announced = pull.known.patients.length;
  const request = fhirUrl(pull.spec, 'Patient').href;
  const range = { type: '*', patient: null, part: 'volume', reason: 'volume_drop', announced, received, request };
  return rangeItem({ scope: 'discovery', ...range });
}
