/** What a source gave: every item that came in is a resource or quarantined, and every range says how it ended. */
import type { QuarantineCode } from '../errors.ts';
import type { FhirResource, PatientId, ResourceKey } from './raw.ts';

/** A FHIR resource with an id, ready to be stored. */
export interface ReceivedResource {
  readonly kind: 'resource';
  readonly resource: FhirResource & { readonly id: string };
  /** The JSON text of this resource as received; the id may be missing in it where it came from `fullUrl`. */
  readonly raw: string;
  /** `Bundle.entry.fullUrl`, by which other resources of the same source may refer to this one. */
  readonly fullUrl: string | null;
  /** Where it came from: a file relative to the source folder (`Patient.ndjson#17`), or the requested URL. */
  readonly request: string;
}

/** An item that cannot be used. It is counted and named, and its content stays out of logs: only its hash is kept. */
export interface ReceivedQuarantined {
  readonly kind: 'quarantined';
  readonly code: QuarantineCode;
  readonly request: string;
  /** SHA-256 of the bytes of the item. */
  readonly hash: string;
  /** What was wrong, without any content of the item. */
  readonly detail: string;
  /** The resource of ours that went to a patient of another server: what is held of it is no more a patient's here. */
  readonly moved?: { readonly key: ResourceKey; readonly at: string | null };
}

/** How far a part of the source could be read. Only `complete` ranges may move a watermark. */
export interface ReceivedRange {
  readonly kind: 'range';
  /** Of patients' charts (default), of the search for patients, of what the source says it deleted. */
  readonly scope?: 'chart' | 'discovery' | 'deletions';
  /** Resource type, or `*` where a file mixes types. */
  readonly type: string;
  readonly patient: PatientId | null;
  /** All of whom this is said, where one request asked for the changes of several; `patient` is null then. */
  readonly patients?: readonly PatientId[];
  /** Which part of the range, where it is read in several: a file, a search. Named alike every night. */
  readonly part?: string;
  /** Changes since when were asked for, by the source's clock; null = everything. */
  readonly since?: string | null;
  /** Up to when it was read, by the source's clock. Null where that is not known or a part is missing: no watermark. */
  readonly until?: string | null;
  readonly state: 'complete' | 'incomplete' | 'unknown';
  readonly reason: string | null;
  /** How many the source said it would send; null where it does not say. */
  readonly announced: number | null;
  readonly received: number;
  readonly request: string;
}

/** The source says that it deleted this resource: HTTP 410, a DELETE in its history, or a `deleted` file. */
export interface ReceivedDeleted {
  readonly kind: 'deleted';
  readonly key: ResourceKey;
  /** Why it is ours no more; `deleted` where nothing is said. `moved`: it belongs to a patient who is not read. */
  readonly reason?: 'deleted' | 'moved';
  /** When, by the source's clock, where it says so. Versions that are not newer do not bring the resource back. */
  readonly deletedAt?: string;
  /** Where the source says so, as for a resource. */
  readonly request: string;
}

/** Tonight's group, where the source has one: who is not named, and carries no sign of the disease, has left it. */
export interface ReceivedMembers {
  readonly kind: 'members';
  readonly patients: readonly PatientId[];
  /**
   * Whose links make other records of the same persons members too: those of `both` sides, or a member's `own` alone,
   * where the source could not be asked who is linked to him.
   */
  readonly links: 'both' | 'own';
}

export type Received = ReceivedResource | ReceivedQuarantined | ReceivedRange | ReceivedDeleted | ReceivedMembers;
