/** Medications that were received before and changed since: nothing of a patient's own says that they did. */
import type { Received } from '../received.ts';
import { fhirUrl, isOffered, type Pull, rangeItem } from './context.ts';
import { walk } from './walk.ts';

/** Asks for changed Medications and keeps those that are held. The first night reads them with what points to them. */
export async function pullMedicationChanges(pull: Pull): Promise<Received[]> {
  if (!isOffered(pull, 'Medication')) return [];
  const last = pull.known.watermark('Medication', null);
  const range = { type: 'Medication', patient: null, announced: null } as const;
  if (last === null) {
    const request = fhirUrl(pull.spec, 'Medication').href;
    return [rangeItem({ ...range, until: pull.startedAt, reason: null, received: 0, request })];
  }
  const since = new Date(Date.parse(last.at) - pull.spec.increments.overlapMs).toISOString();
  const url = fhirUrl(pull.spec, 'Medication', [
    ['_lastUpdated', `ge${since}`],
    ['_count', String(pull.spec.pageSize)],
  ]);
  const { items, at, reason } = await walk(pull.gateway, url, pull.spec.limits.maxPages);
  // A server that cannot be asked so has them read again with the next comparison.
  if (reason === 'http_400') return [];
  const held = items.filter(
    (item) => item.kind === 'resource' && pull.known.holder({ type: 'Medication', id: item.resource.id }) !== null,
  ) as Received[];
  return [...held, rangeItem({ ...range, since, until: at, reason, received: held.length, request: url.href })];
}
