/**
 * The vocabulary of Lutra: what flows from stage to stage. Types and closed lists only; imports nothing.
 *
 *   resources ─> notes ─> annotations (mentions, findings) ─> facts ─> patient record ─> cohort row ─> snapshot
 *                                                                └─> flags ─> decisions (people) ─┘
 */

// ── time ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** ISO calendar date cut at the precision that was stated: `2018`, `2018-04` or `2018-04-10`. Never widened silently. */
export type PartialDate = string;

/** A complete ISO calendar date, `2018-04-10`, in the hospital's local time. */
export type DayDate = string;

export type DatePrecision = 'day' | 'month' | 'year';

// ── raw: what the hospital sent ─────────────────────────────────────────────────────────────────────────────────────

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

// ── nlp: what a note says ───────────────────────────────────────────────────────────────────────────────────────────

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

// ── facts: what is known of a patient, and who says so ──────────────────────────────────────────────────────────────

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

// ── review: what the rules ask, and what people decided ─────────────────────────────────────────────────────────────

/**
 * What a question is about, within one patient: `initial_diagnosis_date`, `crpc_date`, `gleason_initial`, `death_date`,
 * `metastasis:<site>`, `drug:<ingredient>`, `rlt_cycle:<date>`. A patient and a topic identify a question for ever.
 */
export type Topic = string;

/** The value of a topic: a date, a score, a status; null = not known. */
export type TopicValue =
  | { readonly date: PartialDate | null }
  | { readonly primary: number | null; readonly secondary: number | null; readonly total: number }
  | { readonly status: string; readonly date?: PartialDate | null }
  | null;

export interface Flag {
  /** Hash of patient and topic: the same question keeps its id. */
  readonly id: string;
  readonly patient: PatientId;
  readonly topic: Topic;
  /** Why the rules ask: `gleason_conflict`, `date_conflict`, `uncertain_only`, `parts_do_not_add_up` … */
  readonly code: string;
  /** The question in words a physician understands. */
  readonly question: string;
  /** What the rules would take, were nobody to answer. */
  readonly proposal: TopicValue;
  readonly evidence: readonly Evidence[];
  /** Hash of the content of the evidence: the same evidence, found again, has the same fingerprint. */
  readonly fingerprint: string;
}

export type DecisionAction = 'confirm' | 'correct' | 'reject' | 'not_documented';

/** One row of the append-only log in review.db. A later decision on the same topic stands before an earlier one. */
export interface Decision {
  readonly seq: number;
  readonly id: string;
  readonly patient: PatientId;
  readonly topic: Topic;
  readonly action: DecisionAction;
  /** The value now in force: the proposal (confirm), the reviewer's (correct), null (reject, not documented). */
  readonly value: TopicValue;
  readonly comment: string | null;
  readonly by: string;
  readonly at: string;
  /** Fingerprint and copy of the evidence that the reviewer saw. */
  readonly fingerprint: string;
  readonly evidence: readonly Evidence[];
}

// ── cohort: the analysis-ready table ────────────────────────────────────────────────────────────────────────────────

export type CellValue = string | number | null;

/** One cell and everything that explains it. `value` null = unknown. */
export interface Cell {
  readonly value: CellValue;
  readonly source: 'human' | 'structured' | 'machine' | 'derived' | null;
  /** Id of the rule or formula in the data dictionary that made it. */
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  /** `open`: a flag on the topic waits for a person. */
  readonly review: 'none' | 'open' | 'decided';
}

export interface CriterionOutcome {
  readonly id: string;
  readonly met: boolean;
  /** In words: "first 177Lu-PSMA cycle 2016-03-02 is before 2017-11-01". */
  readonly reason: string;
}

/** One patient seen through one study, eligible or not. */
export interface CohortRow {
  readonly study: string;
  readonly patient: PatientId;
  readonly eligible: boolean;
  /** Id of the first criterion that was not met. */
  readonly excludedBy: string | null;
  readonly criteria: readonly CriterionOutcome[];
  /** By column name of the data dictionary; also filled for excluded patients as far as it can be. */
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'real' | 'date' | 'boolean';
  readonly unit: string | null;
  readonly label: string;
  /** Permitted values and what they mean, where closed. */
  readonly codes: Readonly<Record<string, string>> | null;
  readonly derivation: string;
  readonly missing: string;
}

export interface AttritionStep {
  readonly step: number;
  readonly criterion: string;
  readonly label: string;
  readonly remaining: number;
  readonly excluded: number;
}
