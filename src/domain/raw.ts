/** What the hospital sent: resources, and documents as notes. */
import type { PartialDate } from './time.ts';

/** The FHIR logical id of the patient (`p17` for `Patient/p17`). Never leaves the databases; exports carry a pseudonym. */
export type PatientId = string;

export interface ResourceKey {
  readonly type: string;
  readonly id: string;
}

/** A FHIR R4 resource before anything is known of it; `fhir/r4.js` types take over after a check of `resourceType`. */
export interface FhirResource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [element: string]: unknown;
}

/** How a document's bytes became text. */
export type TextMethod = 'plain' | 'html' | 'rtf' | 'pdf' | 'docx' | 'narrative' | 'conclusion';

/** One clinical document of one patient as text. Renditions and copies of the same document are one note. */
export interface Note {
  /** Content-derived and stable: the same document gets the same id on every run. */
  readonly id: string;
  readonly patient: PatientId;
  readonly date: PartialDate | null;
  /** What kind of document the hospital says it is (type display or text). */
  readonly kind: string | null;
  readonly language: Language | null;
  readonly text: string;
  readonly method: TextMethod;
  /** Every resource that carries this document, sorted. */
  readonly sources: readonly ResourceKey[];
}

export type Language = 'de' | 'en';
