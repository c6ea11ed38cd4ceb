/** What was received from a source on earlier nights: by it a night asks for what changed, and sees what is gone. */
import type { FhirResource, PatientId, ResourceKey } from '../domain.ts';
import type { PersonLink } from '../fhir.ts';

/** Times by the source's own clock, ISO 8601. */
export interface Watermark {
  /** Everything changed before this was received. */
  readonly at: string;
  /** When the range was last read as a whole. */
  readonly fullAt: string;
}

/** What a resource points to and could not be read; `type` is that of what is missing, `key` the resource. */
export interface Outstanding {
  readonly type: string;
  readonly patient: PatientId;
  readonly key: ResourceKey;
  readonly reason: string | null;
}

export interface Known {
  /** Patients whose charts were read before, sorted. */
  readonly patients: readonly PatientId[];
  /** How far resources of a type were read, of a patient or (null) of nobody; null = never to their end. */
  watermark(type: string, patient: PatientId | null): Watermark | null;
  /** Up to when the source was asked what it deleted of a type. */
  deletionsUntil(type: string): string | null;
  /** Every patient whose Patient record is held. */
  held(): readonly PatientId[];
  /** Ids of what is held of a type and patient, as the resources themselves name him. */
  ids(type: string, patient: PatientId): readonly string[];
  /** What the Patient record that is held says of other records of the same person. */
  links(patient: PatientId): readonly PersonLink[];
  /** Is anything of a type held? */
  holds(type: string): boolean;
  /** What was outstanding at the beginning. */
  readonly outstanding: readonly Outstanding[];
  /** The resource as it is held; null where it is not. */
  resource(key: ResourceKey): (FhirResource & { readonly id: string }) | null;
  /** Is the resource held, and whose is it (null where it names nobody)? */
  holder(key: ResourceKey): { readonly patient: PatientId | null } | null;
}

/** The first night. */
export const NOTHING_KNOWN: Known = {
  patients: [],
  watermark: () => null,
  deletionsUntil: () => null,
  held: () => [],
  ids: () => [],
  links: () => [],
  holds: () => false,
  holder: () => null,
  outstanding: [],
  resource: () => null,
};
