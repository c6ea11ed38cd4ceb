/**
 * One patient as far as the record tells: every value with the rule that chose it and all evidence for and against.
 * Nothing here depends on a study; values that do (before index, at index) are taken from the dated lists by the cohort.
 */
import type {
  ActivityType,
  CycleStatus,
  DayDate,
  DeathSource,
  DrugClass,
  DrugStatus,
  Comparator,
  Evidence,
  Flag,
  MetastasisSite,
  MetastasisStatus,
  PartialDate,
  PatientId,
  Resolved,
  RltAgent,
  Topic,
} from '../domain.ts';

export interface PatientRecord {
  readonly patient: PatientId;
  readonly birth: Resolved<PartialDate> | null;
  readonly sex: Resolved<'male' | 'female' | 'other' | 'unknown'> | null;
  /** Null = not known to be dead. */
  readonly death: Death | null;
  /** First day on which the data begin: a coded contact or a note. */
  readonly firstSeen: PartialDate | null;
  /** Days on which the patient was seen or treated, earliest first, one entry a day. */
  readonly activity: readonly Activity[];
  /** Prostate cancer; null = nothing in the record says so. */
  readonly diagnosis: Diagnosis | null;
  /** Null = nothing says castration-resistant nor castration-sensitive. */
  readonly castrationResistance: CastrationResistance | null;
  /** Score at initial diagnosis. */
  readonly gleason: (Resolved<GleasonScore> & { readonly from: GleasonSource }) | null;
  readonly metastases: readonly SiteRecord[];
  readonly rlt: RltRecord;
  /** Anticancer drugs, one entry an ingredient. */
  readonly drugs: readonly DrugExposure[];
  /** Total PSA, earliest first. */
  readonly psa: readonly PsaValue[];
  /** What the record covers of earlier therapy. */
  readonly therapyHistory: readonly TherapyHistory[];
  /** Questions that wait for a person. */
  readonly flags: readonly Flag[];
  /** Topics on which a person's decision is in force. */
  readonly decided: readonly Topic[];
  /** What looks wrong with the record as a whole: codes of RECORD_QA. */
  readonly qa: readonly RecordQa[];
}

/** What can look wrong with a record as a whole: code and meaning. */
export const RECORD_QA = {
  activity_after_death: 'seen or treated long after the recorded death',
  letter_held_back: 'a letter that may be about another person is not used until a person has looked',
} as const;
export type RecordQa = keyof typeof RECORD_QA;

/** How a value without a `Resolved` wrapper of its own came about. */
export type Support = Omit<Resolved<never>, 'value'>;

export interface Death {
  /** Value null = dead, date unknown. */
  readonly date: Resolved<PartialDate | null>;
  readonly source: DeathSource | 'human';
}

export interface Activity {
  readonly date: PartialDate;
  readonly activity: ActivityType;
  readonly evidence: readonly Evidence[];
}

export interface Diagnosis extends Support {
  readonly certainty: 'confirmed' | 'suspected' | 'history';
  /** Initial diagnosis; null = the disease is known, its date is not. */
  readonly date: Resolved<PartialDate> | null;
}

/** T1 stated with a date · T2 PSA progression under castration · T4 first therapy that only CRPC gets (upper bound). */
export type CrpcTier = 'T1' | 'T2' | 'T4';

export interface CastrationResistance extends Support {
  readonly status: 'present' | 'absent';
  readonly date: (Resolved<PartialDate> & { readonly tier: CrpcTier | 'human' }) | null;
  /** Earliest day by which something says so; bounds an unknown date. */
  readonly knownBy: PartialDate | null;
}

export interface GleasonScore {
  readonly primary: number | null;
  readonly secondary: number | null;
  readonly total: number;
  /** ISUP grade group 1–5; null where the total alone leaves it open (7 without its parts). */
  readonly gradeGroup: number | null;
}
export type GleasonSource = 'biopsy' | 'turp' | 'prostatectomy' | 'registry' | 'note' | 'human';

export interface SiteRecord {
  readonly site: MetastasisSite;
  readonly statements: readonly SiteStatement[];
  /** A person's word on this site: it stands before all statements. */
  readonly ruling:
    (Support & { readonly status: MetastasisStatus | 'unknown'; readonly date: PartialDate | null }) | null;
}

export interface SiteStatement {
  readonly status: MetastasisStatus;
  /** When it was so: examination, staging. */
  readonly date: PartialDate | null;
  /** By when it was known; bounds an unknown date. */
  readonly documented: PartialDate | null;
  readonly nodal: 'regional' | 'distant' | null;
  readonly decidedBy: 'structured' | 'note';
  readonly evidence: readonly Evidence[];
}

export interface RltRecord {
  /** Merged administrations, given ones first, each group by date and number. */
  readonly cycles: readonly RltCycle[];
  /** The first administration that was given. */
  readonly first: Resolved<PartialDate> | null;
  /** Administrations documented; value null = treated, number unknown (only a course is recorded). */
  readonly count: Resolved<number | null>;
}

export interface RltCycle extends Support {
  readonly number: number | null;
  readonly date: PartialDate | null;
  /** Last day of a course that covers several administrations. */
  readonly end: PartialDate | null;
  readonly agent: RltAgent;
  readonly activityGbq: number | null;
  readonly status: CycleStatus;
  readonly countable: boolean;
  /** By when it was documented; bounds an unknown date. */
  readonly documented: PartialDate | null;
}

export interface DrugExposure extends Support {
  /** Ingredient in lower case. */
  readonly drug: string;
  readonly class: DrugClass;
  readonly status: DrugStatus;
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
  /** By when it had begun: earliest start, end or document that says given; bounds an unknown start. */
  readonly givenBy: PartialDate | null;
  /** Every separate course with a start, earliest first; a re-challenge is a second course. */
  readonly courses: readonly DrugCourse[];
}

export interface DrugCourse {
  readonly start: PartialDate;
  readonly end: PartialDate | null;
  /** Last day on which the course is known to go on; null = nothing is known beyond its start. */
  readonly until: DayDate | null;
  readonly evidence: readonly Evidence[];
}

export interface PsaValue extends Support {
  readonly date: PartialDate;
  /** Time of day where recorded, `HH:MM`. */
  readonly time: string | null;
  /** ng/mL; the limit itself where `comparator` is set. */
  readonly value: number;
  readonly comparator: Comparator | null;
}

export interface TherapyHistory {
  readonly scope: 'taxane' | 'arpi' | 'systemic';
  readonly status: 'listed' | 'none';
  /** Until when it covers: date of the document or of the last entry. Null = not known. */
  readonly until: PartialDate | null;
  readonly evidence: readonly Evidence[];
}
