/** Medications that were received before and changed since: nothing of a patient's own says that they did. */
import type { Received } from '../received.ts';
import { fhirUrl, isOffered, type Pull, rangeItem, sinceMark } from './context.ts';
import { type Found, WholeItems } from './collect.ts';
import { isRefusal } from './fault.ts';
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
  const since = sinceMark(pull, last.at);
  const url = fhirUrl(pull.spec, 'Medication', [
    ...(since === null ? [] : [['_lastUpdated', `ge${since}`] as const]),
    ['_count', String(pull.spec.pageSize)],
  ]);
  const walking = { maxPages: pull.spec.limits.maxPages, collect: () => new HeldMedications(pull) };
  const { found, at, reason } = await walk(pull.gateway, url, walking);
  // A server that cannot be asked so has them read again with the next comparison.
  if (isRefusal(reason)) return [];
  const { items } = found;
  return [...items, rangeItem({ ...range, since, until: at, reason, received: items.length, request: url.href })];
}

/** A hospital changes many more than are held. */
class HeldMedications extends WholeItems {
  readonly #pull: Pull;

  constructor(pull: Pull) {
    super();
    this.#pull = pull;
  }

  override add(item: Found): void {
    if (item.kind !== 'resource') return;
    if (this.#pull.known.holder({ type: 'Medication', id: item.resource.id }) !== null) super.add(item);
  }
}
