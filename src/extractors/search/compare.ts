/**
 * A chart read as a whole is compared with what is held. What is held and was not among it is asked for by itself: only
 * the server's own word on a resource takes it away, and an answer that lost too much at once is not believed.
 */
import type { PatientId } from '../../domain.ts';
import { patientOf } from '../../fhir.ts';
import type { Item } from '../items.ts';
import type { Received } from '../received.ts';
import { readResource } from '../resource.ts';
import { fhirUrl, type Pull } from './context.ts';
import { faultOfError } from './fault.ts';

export interface Compared {
  readonly items: readonly Received[];
  /** Why the comparison leaves the range open; null where all is explained. */
  readonly reason: string | null;
}
export const NOTHING_GONE: Compared = { items: [], reason: null };

/** So many resources of one patient and type may vanish at once without a second thought. */
const FEW = 5;
/** So many are asked for, where more than half vanished, before the answer is called a loss. */
const SAMPLE = 5;

/** Asks for everything that is held of a patient and type and that a whole answer did not hold. */
export async function lookForGone(
  pull: Pull,
  patient: PatientId,
  type: string,
  received: readonly Item[],
): Promise<Compared> {
  const held = pull.known.ids(type, patient);
  if (held.length === 0) return NOTHING_GONE;
  const seen = new Set(received.flatMap((item) => (item.kind === 'resource' ? [item.resource.id] : [])));
  const gone = held.filter((id) => !seen.has(id));
  const drop = gone.length > FEW && gone.length * 2 > held.length;
  const answers = await Promise.all((drop ? gone.slice(0, SAMPLE) : gone).map((id) => askFor(pull, type, id)));
  if (!drop) return judge(pull, patient, answers);
  if (!answers.every(({ fault }) => fault === 'http_410')) return { items: [], reason: 'volume_drop' };
  const others = await Promise.all(gone.slice(SAMPLE).map((id) => askFor(pull, type, id)));
  return judge(pull, patient, [...answers, ...others]);
}

interface Asked {
  readonly type: string;
  readonly id: string;
  readonly request: string;
  readonly item: Received | null;
  readonly fault: string | null;
}

async function askFor(pull: Pull, type: string, id: string): Promise<Asked> {
  const url = fhirUrl(pull.spec, `${type}/${id}`);
  const asked = { type, id, request: url.href };
  try {
    const { bytes, layout } = await pull.gateway.getFhir(url);
    return { ...asked, item: readResource(bytes, layout.value, url.href), fault: null };
  } catch (error) {
    return { ...asked, item: null, fault: faultOfError(error).code };
  }
}

function judge(pull: Pull, patient: PatientId, answers: readonly Asked[]): Compared {
  const items: Received[] = [];
  let reason: string | null = null;
  for (const answer of answers) {
    const { item, fault } = answer;
    if (fault === 'http_410' || (fault === 'http_404' && pull.trusted)) items.push(deletedItem(answer));
    else if (item?.kind !== 'resource') reason ??= fault ?? 'unreadable_items';
    else {
      const owner = patientOf(item.resource);
      if (owner === patient) reason ??= 'missing_in_search';
      const isRead = owner !== null && pull.members.has(owner);
      items.push(isRead ? item : deletedItem(answer, 'moved'));
    }
  }
  return { items, reason };
}

function deletedItem({ type, id, request }: Asked, reason: 'deleted' | 'moved' = 'deleted'): Received {
  return { kind: 'deleted', key: { type, id }, reason, request };
}
