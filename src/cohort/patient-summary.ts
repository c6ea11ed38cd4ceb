/** Every patient, eligible or not, in one flat object: what `lutra patients --json` prints. */
import type { CohortRow, MetastasisSite, PartialDate, PatientId } from '../domain.ts';
import type { DrugExposure, PatientRecord } from '../facts/record.ts';
import { sitesByIndex } from './metastases.ts';
import { begunBefore } from './prior-therapy.ts';
import { psaAtIndex } from './psa.ts';
import type { Study } from './study.ts';

export interface PatientSummary {
  readonly patient: PatientId;
  readonly eligible: boolean;
  readonly excluded_by: string | null;
  /** Why, in words. */
  readonly reason: string | null;
  readonly index_date: string | null;
  readonly first_rlt_date: PartialDate | null;
  readonly rlt_cycle_count: number | null;
  /** At the precision stated; cycles whose date nothing tells are not listed. */
  readonly rlt_given_dates: readonly PartialDate[];
  readonly initial_diagnosis_date: PartialDate | null;
  readonly crpc_date: PartialDate | null;
  readonly gleason_initial: { primary: number | null; secondary: number | null; total: number } | null;
  /** Sites known by index; without an index, ever. */
  readonly metastases_pre_index: readonly MetastasisSite[];
  /** Agents begun before index; without an index, ever. */
  readonly prior_taxanes: readonly string[];
  readonly prior_arpis: readonly string[];
  readonly psa_at_index: number | null;
  readonly death_date: PartialDate | null;
  readonly open_flags: number;
}

export function patientSummary(study: Study, record: PatientRecord, row: CohortRow): PatientSummary {
  const index = text(row.cells['index_date']?.value);
  const { rlt, gleason } = record;
  const { variables } = study;
  const { document_grace_days: grace } = variables;
  const given = rlt.cycles.filter((cycle) => cycle.status === 'given');
  return {
    patient: row.patient,
    eligible: row.eligible,
    excluded_by: row.excludedBy,
    reason: row.criteria.find((outcome) => !outcome.met)?.reason ?? null,
    index_date: index,
    first_rlt_date: rlt.first?.value ?? null,
    rlt_cycle_count: rlt.count.value,
    rlt_given_dates: given.flatMap((cycle) => (cycle.date === null ? [] : [cycle.date])),
    initial_diagnosis_date: record.diagnosis?.date?.value ?? null,
    crpc_date: record.castrationResistance?.date?.value ?? null,
    gleason_initial: gleason && {
      primary: gleason.value.primary,
      secondary: gleason.value.secondary,
      total: gleason.value.total,
    },
    metastases_pre_index: sitesByIndex(record, index, variables),
    prior_taxanes: prior(record.drugs, variables.prior_therapy.taxane, index, grace),
    prior_arpis: prior(record.drugs, variables.prior_therapy.arpi, index, grace),
    psa_at_index: index === null ? null : (psaAtIndex(record, index, variables.psa_index)?.psa.value ?? null),
    death_date: record.death?.date.value ?? null,
    open_flags: record.flags.length,
  };
}

function prior(
  drugs: readonly DrugExposure[],
  counted: readonly string[],
  index: string | null,
  graceDays: number,
): string[] {
  return drugs
    .filter((drug) => drug.status === 'given' && counted.includes(drug.drug))
    .filter((drug) => index === null || begunBefore(drug, index, graceDays) === 'before')
    .map((drug) => drug.drug);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
