/** What is known of a patient, and who says so. */
import type {
  Comparator,
  CycleStatus,
  DrugClass,
  DrugStatus,
  GleasonFinding,
  MetastasisSite,
  MetastasisStatus,
  RltAgent,
} from './nlp.ts';
import type { PatientId, ResourceKey } from './raw.ts';
import type { PartialDate } from './time.ts';

/** The chain of proof of one statement: a quoted span of a note, an element of a resource, or a person's decision. */
export type Evidence =
  | {
      readonly source: 'note';
      readonly note: string;
      readonly start: number;
      readonly end: number;
      readonly quote: string;
      readonly rule: string;
      /** The document's date. */
      readonly date: PartialDate | null;
      /** What kind of document it is, in the hospital's words. */
      readonly document?: string;
    }
  | {
      readonly source: 'structured';
      readonly resource: ResourceKey;
      /** The element that says it, as a FHIRPath: `Procedure.code`, `Observation.value`. */
      readonly path: string;
      /** The coded content in words: `OPS 8-530.d0 on 2019-07-04`. */
      readonly says: string;
      readonly rule: string;
    }
  | { readonly source: 'human'; readonly decision: string; readonly by: string; readonly at: string };

interface FactBase {
  readonly patient: PatientId;
  /** When the fact holds (clinically), not when it was written down. */
  readonly date: PartialDate | null;
  /**
   * The document's date, or the day on which a code was recorded: the fact was known by then. A bound on a date that is
   * not known, never a date itself.
   */
  readonly documented?: PartialDate;
  readonly evidence: readonly Evidence[];
  /** Carried over from a finding, or found in the structured record: why a person should look. */
  readonly doubt?: string;
}

export type DeathSource = 'patient' | 'vital_status' | 'death_certificate' | 'encounter' | 'note';
export type ActivityType = 'encounter' | 'observation' | 'procedure' | 'administration' | 'imaging' | 'specimen';

export type Fact =
  | (FactBase & { readonly kind: 'birth' })
  | (FactBase & { readonly kind: 'sex'; readonly value: 'male' | 'female' | 'other' | 'unknown' })
  /** `date` null = dead, date unknown. */
  | (FactBase & { readonly kind: 'death'; readonly reportedBy: DeathSource })
  /** The patient was seen or treated on this day (not: a letter was written, a report was issued). */
  | (FactBase & { readonly kind: 'activity'; readonly activity: ActivityType })
  /** Prostate cancer; `date` = initial diagnosis (null = the record names the disease without a usable date). */
  | (FactBase & { readonly kind: 'diagnosis'; readonly certainty: 'confirmed' | 'suspected' | 'history' })
  | (FactBase & { readonly kind: 'castration_resistance'; readonly status: 'present' | 'absent' })
  | (FactBase & {
      readonly kind: 'metastasis';
      readonly site: MetastasisSite;
      readonly status: MetastasisStatus;
      readonly nodal?: 'regional' | 'distant';
    })
  | (FactBase & {
      readonly kind: 'gleason';
      readonly primary: number | null;
      readonly secondary: number | null;
      readonly total: number;
      readonly gradeGroup: number | null;
      readonly specimen: GleasonFinding['specimen'];
      readonly overall: boolean;
    })
  /**
   * A PSMA-RLT administration. `countable` is false where the record covers several cycles at once (a course with a
   * period and a total activity): it dates the first cycle and says nothing about their number.
   */
  | (FactBase & {
      readonly kind: 'rlt_cycle';
      readonly number: number | null;
      readonly end: PartialDate | null;
      readonly agent: RltAgent;
      readonly activityGbq: number | null;
      readonly status: CycleStatus;
      readonly countable: boolean;
    })
  /** `drug` is the ingredient in lower case. `date` = start. */
  | (FactBase & {
      readonly kind: 'drug';
      readonly drug: string;
      readonly class: DrugClass;
      readonly status: DrugStatus;
      readonly end: PartialDate | null;
    })
  /** Total PSA in serum, ng/mL. */
  | (FactBase & {
      readonly kind: 'psa';
      readonly value: number;
      readonly comparator: Comparator | null;
      readonly time: string | null;
    })
  /** A letter (its note's id) that states another birth date or name than those of the patient it is filed under. */
  | (FactBase & { readonly kind: 'other_subject'; readonly letter: string; readonly says: 'birth_date' | 'name' })
  | (FactBase & {
      readonly kind: 'therapy_history';
      readonly scope: 'taxane' | 'arpi' | 'systemic';
      readonly status: 'listed' | 'none';
    });

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** A value chosen from several facts: what was chosen, by which written rule, and every piece of evidence for and against. */
export interface Resolved<T> {
  readonly value: T;
  /** Id of the reconciliation rule that chose it. */
  readonly rule: string;
  readonly decidedBy: 'human' | 'structured' | 'note';
  readonly evidence: readonly Evidence[];
  readonly against: readonly Evidence[];
}
