/**
 * Is the list of a group's members believed? It is held against the patients who came in the export and those of earlier
 * nights: by a list that is missing or short, who left would stay unnoticed, and who did not would be taken for gone.
 */
import type { PatientId } from '../../domain.ts';
import { personLinks } from '../../fhir.ts';
import type { Received, ReceivedRange } from '../received.ts';
import type { Listed } from './group.ts';

/** Fewer members than these are too few to speak of a drop. */
const ENOUGH = 20;

/** What the list is held against. */
export interface Against {
  /** Members when the exports were begun, where they were known then. */
  readonly asked: readonly PatientId[];
  /** Members of earlier nights. */
  readonly before: readonly PatientId[];
  /** Every patient who is held. */
  readonly held: readonly PatientId[];
  /** True where the export was of everything, and every patient of the group came. */
  readonly isWhole: boolean;
}

export class Attendance {
  readonly #came = new Set<PatientId>();
  /** Those who came because they are linked to a member prove nothing against the list. */
  readonly #alone = new Set<PatientId>();

  /** Notes a Patient of the export. */
  take(item: Received): void {
    if (item.kind !== 'resource' || item.resource.resourceType !== 'Patient') return;
    this.#came.add(item.resource.id);
    if (personLinks(item.resource).length === 0) this.#alone.add(item.resource.id);
  }

  /** What cannot be known of who left, as a range that is open; null where the list, or the export, tells it. */
  doubt(listed: Listed, against: Against, request: string): ReceivedRange | null {
    const told =
      listed.patients === null ? this.#unlisted(listed.doubt, against) : this.#short(listed.patients, against);
    if (told === null) return null;
    return {
      kind: 'range',
      scope: 'discovery',
      type: 'Group',
      patient: null,
      part: 'members',
      state: 'unknown',
      ...told,
      request,
    };
  }

  /** Without a list a whole export in which all come again shows that nobody left. */
  #unlisted(reason: string, { held, isWhole }: Against): Said | null {
    const received = held.filter((id) => this.#came.has(id)).length;
    return received === held.length && (isWhole || held.length === 0)
      ? null
      : { reason, announced: held.length, received };
  }

  /** The list is short where somebody came whom it does not name, or where it suddenly names few of those before. */
  #short(patients: readonly PatientId[], { asked, before }: Against): Said | null {
    const named = new Set([...patients, ...asked]);
    const unnamed = [...this.#alone].filter((id) => !named.has(id)).length;
    if (unnamed > 0)
      return { reason: 'members_shortened', announced: patients.length + unnamed, received: patients.length };
    const stayed = before.filter((id) => named.has(id)).length;
    const isDrop = before.length >= ENOUGH && stayed * 2 < before.length;
    return isDrop ? { reason: 'members_dropped', announced: before.length, received: stayed } : null;
  }
}

type Said = Pick<ReceivedRange, 'reason' | 'announced' | 'received'>;
