/** What a note says: mentions, findings and their closed lists. */
import type { Language } from './raw.ts';
import type { PartialDate } from './time.ts';

export const METASTASIS_SITES = [
  'bone',
  'liver',
  'lymph_node',
  'lung',
  'brain',
  'adrenal',
  'peritoneum',
  'pleura',
  'other',
] as const;
export type MetastasisSite = (typeof METASTASIS_SITES)[number];
export type MetastasisStatus = 'present' | 'absent' | 'uncertain' | 'historical';

export const TAXANES = ['docetaxel', 'cabazitaxel', 'paclitaxel'] as const;
export const ARPIS = ['abiraterone', 'enzalutamide', 'apalutamide', 'darolutamide'] as const;
export type Taxane = (typeof TAXANES)[number];
export type Arpi = (typeof ARPIS)[number];
/** `other` = any other anticancer drug that can be a line of therapy; `adt` never is one. */
export type DrugClass = 'taxane' | 'arpi' | 'adt' | 'other';

export type RltAgent = '177Lu-PSMA-617' | '177Lu-PSMA-I&T' | '177Lu-PSMA';
export type CycleStatus = 'given' | 'planned' | 'cancelled';
export type DrugStatus = 'given' | 'planned' | 'declined';
export type Comparator = '<' | '<=' | '>' | '>=';

/** Who and in which way a mention is about (ConText: negation, uncertainty, temporality, experiencer). */
export type Assertion =
  'affirmed' | 'negated' | 'uncertain' | 'historical' | 'planned' | 'hypothetical' | 'other_subject';

export type FindingKind =
  'rlt_cycle' | 'metastasis' | 'gleason' | 'castration_resistance' | 'drug' | 'psa' | 'diagnosis' | 'therapy_history';

/** One quoted place in a note. `text === note.text.slice(start, end)`, in UTF-16 code units. */
export interface Mention {
  readonly kind: FindingKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly rule: string;
  readonly section: string;
  readonly assertion: Assertion;
  /** Where the words stand that made the assertion ("kein Anhalt für"). */
  readonly cues: readonly Cue[];
}

export interface Cue {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

interface FindingBase {
  /** Indexes into the annotation's mentions. At least one. */
  readonly evidence: readonly number[];
  /** Why a person should look at it ("parts do not add up"); absent when nothing is odd. */
  readonly doubt?: string;
  /**
   * Lower bound (Wilson, 95 %) of the precision of the weakest rule behind it on labelled notes; null = these tell too
   * little. Set on the findings of an annotation.
   */
  readonly confidence?: number | null;
}

export interface CycleFinding extends FindingBase {
  readonly kind: 'rlt_cycle';
  readonly number: number | null;
  readonly date: PartialDate | null;
  readonly agent: RltAgent;
  readonly activity_gbq: number | null;
  readonly status: CycleStatus;
}
export interface MetastasisFinding extends FindingBase {
  readonly kind: 'metastasis';
  readonly site: MetastasisSite;
  readonly status: MetastasisStatus;
  /** First seen, where the note says so ("ossär seit 10/17"); absent = not stated. */
  readonly since?: PartialDate;
}
export interface GleasonFinding extends FindingBase {
  readonly kind: 'gleason';
  readonly primary: number | null;
  readonly secondary: number | null;
  readonly total: number;
  readonly tertiary: number | null;
  readonly grade_group: number | null;
  readonly specimen: 'biopsy' | 'prostatectomy' | 'turp' | 'metastasis' | null;
  readonly date: PartialDate | null;
  /** Set on the one score that stands for the whole note. */
  readonly overall?: true;
}
export interface CastrationResistanceFinding extends FindingBase {
  readonly kind: 'castration_resistance';
  readonly status: 'present' | 'absent';
  readonly date: PartialDate | null;
}
export interface DrugFinding extends FindingBase {
  readonly kind: 'drug';
  readonly drug: Taxane | Arpi;
  readonly class: 'taxane' | 'arpi';
  readonly status: DrugStatus;
  readonly start: PartialDate | null;
  readonly end: PartialDate | null;
}
export interface PsaFinding extends FindingBase {
  readonly kind: 'psa';
  readonly value: number;
  readonly comparator: Comparator | null;
  readonly unit: 'ng/mL';
  readonly date: PartialDate | null;
}
export interface DiagnosisFinding extends FindingBase {
  readonly kind: 'diagnosis';
  readonly date: PartialDate;
}
/**
 * The note covers earlier therapy of this scope: it lists what was given (`listed`), or says that nothing was (`none`).
 * Without any such finding (and without structured treatment records) a prior-therapy count is unknown, not 0.
 */
export interface TherapyHistoryFinding extends FindingBase {
  readonly kind: 'therapy_history';
  readonly scope: 'taxane' | 'arpi' | 'systemic';
  readonly status: 'listed' | 'none';
}
export type Finding =
  | CycleFinding
  | MetastasisFinding
  | GleasonFinding
  | CastrationResistanceFinding
  | DrugFinding
  | PsaFinding
  | DiagnosisFinding
  | TherapyHistoryFinding;

/** What `lutra nlp` reads, one JSON object a line. */
export interface NoteInput {
  readonly id: string;
  readonly text: string;
  readonly date?: PartialDate | null;
  readonly language?: Language | null;
  readonly patient?: string;
  readonly kind?: string | null;
}

/** What `lutra nlp` writes, one for each note, in order. */
export interface Annotation {
  readonly id: string;
  readonly language: Language;
  readonly rules: string;
  readonly mentions: readonly Mention[];
  readonly findings: readonly Finding[];
}
