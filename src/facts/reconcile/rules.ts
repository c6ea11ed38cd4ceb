/**
 * The reconciliation rules, by id. Every value of a patient record names the rule that chose it; `section` is the part
 * of the clinical definitions it follows.
 */
export interface Rule {
  readonly says: string;
  readonly section: string;
}

export const RULES = {
  // Anything
  human_decision: { section: 'review', says: "A person's decision stands before everything that rules derive." },
  only_statement: { section: '-', says: 'All statements agree; the most precise one is taken.' },
  // PSMA-RLT cycles
  cycle_merged: {
    section: '3.11',
    says: 'Statements within 3 days, or of the same number and a compatible date, are one administration. Its date comes from a coded procedure or therapy protocol, then a coded administration, then a letter; more precise before less precise.',
  },
  cycle_first: { section: '3.1', says: 'The earliest administration that was given, wherever.' },
  cycle_count: {
    section: '3.11',
    says: 'Number of distinct given administrations, also those that are only counted or implied by a higher number.',
  },
  cycle_count_unknown: {
    section: '0.5',
    says: 'Treatment is recorded as one course or without a number: the number of cycles is unknown.',
  },
  cycle_none: { section: '3.11', says: 'No administration is recorded as given.' },
  // Drugs
  drug_given: {
    section: '3.3',
    says: 'Given as soon as one statement says given; start is the earliest stated start.',
  },
  drug_not_given: { section: '3.3', says: 'Nothing says given: the latest word, planned or declined.' },
  // Diagnosis
  dx_structured: { section: '2a.1', says: 'Date of diagnosis in coded data, the earliest where there are several.' },
  dx_note: {
    section: '2a.1',
    says: 'Date of diagnosis in notes: the one most documents state, the earliest among equals.',
  },
  dx_biopsy: {
    section: '2a.1',
    says: 'No date of diagnosis is stated: earliest dated biopsy with a Gleason score, unless treatment or metastasis is older.',
  },
  dx_stated: { section: '1.1', says: 'The disease is recorded; the surest statement counts.' },
  dx_implied: {
    section: '1.1',
    says: 'No diagnosis is recorded as such; a Gleason score or castration resistance implies it.',
  },
  // Castration resistance
  crpc_stated: {
    section: '3.2 T1',
    says: 'Stated with its date: coded data first, then the date most documents state.',
  },
  crpc_psa: {
    section: '3.2 T2',
    says: 'PSA at least 25 % and 2 ng/mL above nadir under androgen deprivation, confirmed 3 weeks later; first such value.',
  },
  crpc_therapy: {
    section: '3.2 T4',
    says: 'Start of the first therapy that only castration-resistant disease gets; an upper bound.',
  },
  crpc_status: {
    section: '3.2',
    says: 'Present once any statement says so; absent where the only statements say castration-sensitive.',
  },
  // Gleason
  gleason_biopsy: {
    section: '3.6',
    says: 'Biopsy or TUR-P around diagnosis; of several cores the overall, else the highest score.',
  },
  gleason_prostatectomy: { section: '3.6', says: 'Prostatectomy, where no biopsy score is known.' },
  gleason_registry: { section: '3.6', says: 'Coded score without specimen.' },
  gleason_note_at_diagnosis: {
    section: '3.6',
    says: 'Score in a note written around diagnosis: the earliest such note, before surgery changes it.',
  },
  gleason_note: {
    section: '3.6',
    says: 'Score in notes without specimen: the one most documents state, the highest among equals.',
  },
  // PSA
  psa_merged: {
    section: '3.5',
    says: 'The same value on a compatible date is one measurement; on one day a laboratory value stands before a letter.',
  },
  // Death
  death_ranked: {
    section: '3.9',
    says: 'Day-level death certificate or registry, then patient data, then discharge, then note; then month or year in the same order.',
  },
  death_undated: { section: '3.9', says: 'Dead, and nothing says when.' },
  // Persons
  demographics: { section: '3.8', says: 'Patient master data; the most precise statement.' },
  // Metastases
  site_ruled: {
    section: '3.7',
    says: 'Sites are kept as dated statements; which count is settled at the index date of a study.',
  },
} as const satisfies Record<string, Rule>;
export type RuleId = keyof typeof RULES;
