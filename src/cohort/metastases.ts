/** Metastases up to index (clinical definition 3.7): cumulative, suspicion and silence told apart from absence. */
import { addDays, boundsOf } from '../calendar.ts';
import type { Cell, DayDate, Evidence, MetastasisSite, MetastasisStatus, PartialDate } from '../domain.ts';
import type { PatientRecord, SiteRecord } from '../facts/record.ts';
import { cell, reviewOf, strongest, unknown } from './cells.ts';
import type { Study } from './study.ts';

type Rules = Study['variables'];

export interface Statement {
  readonly site: MetastasisSite;
  readonly status: MetastasisStatus;
  readonly date: PartialDate | null;
  readonly documented: PartialDate | null;
  readonly nodal: 'regional' | 'distant' | null;
  readonly decidedBy: 'human' | 'structured' | 'note';
  readonly evidence: readonly Evidence[];
}

/** What is held to be true of a site: a person's word alone where there is one, else everything stated. */
export function statementsOf(site: SiteRecord): Statement[] {
  const { ruling } = site;
  if (!ruling) return site.statements.map((statement) => ({ site: site.site, ...statement }));
  if (ruling.status === 'unknown') return [];
  const { status, date, evidence } = ruling;
  return [{ site: site.site, status, date, documented: null, nodal: null, decidedBy: 'human', evidence }];
}

/** Does the statement speak of the time up to index? Without index: always. A ruling without date does. */
function isByIndex(statement: Statement, index: DayDate | null, rules: Rules): boolean {
  if (index === null) return true;
  if (statement.date !== null) return boundsOf(statement.date).first <= index;
  if (statement.documented !== null) {
    return boundsOf(statement.documented).first <= addDays(index, rules.document_grace_days);
  }
  return statement.decidedBy === 'human';
}

function lastDay({ date, documented, decidedBy }: Statement): DayDate {
  const by = date ?? documented;
  return by === null ? (decidedBy === 'human' ? '9999-12-31' : '') : boundsOf(by).last;
}

/** Sites that count as metastatic up to index, in the order of the record. */
export function sitesByIndex(record: PatientRecord, index: DayDate | null, rules: Rules): MetastasisSite[] {
  return record.metastases
    .filter((site) => statementsOf(site).some((s) => counts(s, rules) && isByIndex(s, index, rules)))
    .map((site) => site.site);
}

function counts(statement: Statement, rules: Rules): boolean {
  return rules.metastases.counts.some((status) => status === statement.status);
}

/** The six `met_*` columns. */
export function metastasisCells(record: PatientRecord, index: DayDate | null, rules: Rules): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [name, sites] of Object.entries(rules.metastases.columns)) {
    cells[name] = siteCell(record, sites, index, rules, () => true);
  }
  const absent = cells['met_ln']?.value === 0 ? cells['met_ln'] : null;
  for (const nodal of ['regional', 'distant'] as const) {
    cells[`met_ln_${nodal}`] =
      absent ??
      siteCell(record, rules.metastases.columns.met_ln, index, rules, (statement) => statement.nodal === nodal);
  }
  return cells;
}

function siteCell(
  record: PatientRecord,
  sites: readonly MetastasisSite[],
  index: DayDate | null,
  rules: Rules,
  wanted: (statement: Statement) => boolean,
): Cell {
  const review = reviewOf(
    record,
    sites.map((site) => `metastasis:${site}`),
  );
  if (index === null) return unknown('metastasis_without_index');
  const statements = record.metastases
    .filter((site) => sites.includes(site.site))
    .flatMap(statementsOf)
    .filter((statement) => wanted(statement) && isByIndex(statement, index, rules));
  const present = statements.filter((statement) => counts(statement, rules));
  const fresh = addDays(index, -rules.metastases.absence_holds_days);
  const absent = statements.filter((statement) => statement.status === 'absent' && lastDay(statement) >= fresh);
  const [value, from, rule] =
    present.length > 0
      ? ([1, present, 'metastasis_present_by_index'] as const)
      : absent.length > 0
        ? ([0, absent, 'metastasis_stated_absent'] as const)
        : ([null, statements, 'metastasis_not_stated'] as const);
  const source = value === null ? null : strongest(from.map((statement) => statement.decidedBy));
  return cell(value, { rule, source, evidence: from.flatMap((statement) => statement.evidence), review });
}
