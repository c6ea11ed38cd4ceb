/**
 * The plan of a synthetic patient: what is true of him, and where his record says so. Made first; the truth table and
 * the record are both written from it, neither from the other.
 */
import type { Arpi, DatePrecision, DayDate, DrugClass, RltAgent, Taxane } from '../../domain.ts';
import type { HospitalId, PublishedSite } from '../published.ts';
import type { Random } from '../random.ts';

export type { HospitalId, PublishedSite };

/** A date and the precision at which coded data and letters state it; null = that part of the record does not. */
export interface StatedDate {
  readonly day: DayDate;
  readonly structured: DatePrecision | null;
  readonly letter: DatePrecision | null;
}

/** Which part of the record states a fact. */
export interface Stated {
  readonly structured: boolean;
  readonly letter: boolean;
}

export interface TherapyPlan extends Stated {
  readonly drug: string;
  readonly class: DrugClass;
  readonly start: DayDate;
  readonly end: DayDate | null;
  readonly end_reason: 'psa' | 'imaging' | 'toxicity' | 'completed' | null;
  /** Infusions, for drugs given in cycles. */
  readonly infusions: number | null;
}

/** A drug that letters speak of and that was not given by then: offered, refused, forbidden, thought of. */
export interface NotGivenPlan {
  readonly drug: Taxane | Arpi;
  readonly how: 'declined' | 'contraindicated' | 'planned';
}

export interface CyclePlan {
  readonly number: number;
  readonly date: DayDate;
  readonly gbq: number;
  readonly agent: RltAgent;
  /** Given at another hospital: only letters tell. */
  readonly external: boolean;
}

/** Radionuclide therapy that is no 177Lu-PSMA. */
export interface OtherNuclidePlan {
  readonly nuclide: 'ra223' | 'ac225-psma' | 'lu177-dotatate';
  readonly dates: readonly DayDate[];
}

export interface PsaPlan extends Stated {
  readonly date: DayDate;
  readonly value: number;
}

export interface SitePlan extends Stated {
  readonly site: PublishedSite;
  readonly status: 'present' | 'absent';
  /** First seen; null for absent sites. */
  readonly since: DayDate | null;
}

export interface DeathPlan {
  readonly day: DayDate;
  /** As the record states it; null = dead, no date anywhere. */
  readonly precision: DatePrecision | null;
}

/** Of a decoy: why the patient must not get in. */
export interface DecoyPlan {
  readonly reason: string;
  readonly excludedBy: string;
}

export interface RltPlan {
  /** `structured` = coded procedures, one a cycle; `course` = one registry procedure over all cycles (dates the first). */
  readonly ops: boolean;
  readonly course: 'none' | 'nested_2024' | 'used_code' | 'method_2026';
  readonly letter: boolean;
  readonly cycles: readonly CyclePlan[];
  /** A cycle that letters announce: never given, or called off. */
  readonly announced: { readonly date: DayDate; readonly status: 'planned' | 'cancelled' | 'declined' } | null;
}

export type LocalTherapy = 'prostatectomy' | 'radiotherapy' | 'none';

export interface PatientPlan {
  readonly id: string;
  readonly hospital: HospitalId;
  readonly decoy: DecoyPlan | null;
  readonly sex: 'male' | 'female';
  readonly family: string;
  readonly given: string;
  readonly birth: DayDate;
  /** ICD-10 code of the primary tumour; `C61` except in decoys. */
  readonly primary: string;
  /** How sure the record is of the primary tumour. */
  readonly certainty: 'confirmed' | 'suspected' | 'refuted';
  readonly diagnosis: StatedDate;
  readonly metastaticAtDiagnosis: boolean;
  /** Clinical T category at diagnosis. */
  readonly tumour: string;
  readonly local: LocalTherapy;
  readonly gleason: (Stated & { readonly primary: number; readonly secondary: number }) | null;
  readonly initialPsa: number;
  readonly adt: { readonly drug: string; readonly start: DayDate };
  /** Null = never castration-resistant, or the record never says so. */
  readonly castrationResistance: StatedDate | null;
  readonly sites: readonly SitePlan[];
  /** Letters only suspect this site; no finding. */
  readonly suspected: PublishedSite | null;
  /** Coded data date every metastasis to the day (they decide when mCRPC began). */
  readonly metastasesDated: boolean;
  /** Sites first seen after index: true, but not pre-index. */
  readonly laterSites: readonly { readonly site: PublishedSite; readonly since: DayDate }[];
  readonly therapies: readonly TherapyPlan[];
  readonly notGiven: readonly NotGivenPlan[];
  /** False: no letter and no coded data tell what was given before index. */
  readonly historyCovered: boolean;
  readonly rlt: RltPlan;
  readonly otherNuclide: OtherNuclidePlan | null;
  readonly psa: readonly PsaPlan[];
  /** Start of follow-up; for decoys the day around which the record is written. */
  readonly index: DayDate;
  readonly death: DeathPlan | null;
  /** Last day on which the patient was seen or treated, up to the data cut-off. */
  readonly lastActivity: DayDate;
  /** A contact after the data cut-off, which must not count. */
  readonly afterCutoff: DayDate | null;
}

/** A reason that keeps a patient out, and what his plan differs in. */
export interface Decoy {
  readonly reason: string;
  readonly excludedBy: string;
  readonly count: number;
  readonly change: (plan: PatientPlan, random: Random) => PatientPlan;
}
