/** Patient records for tests, made from facts by the real reconciliation. */
import { readFileSync } from 'node:fs';
import { evaluate } from '../../src/cohort/evaluate.ts';
import { type Study, loadStudy } from '../../src/cohort/study.ts';
import type { CellValue, CohortRow, Decision, Fact, FactOf } from '../../src/domain.ts';
import { reconcile } from '../../src/facts/reconcile.ts';
import { coded, fact, inNote } from '../facts/builders.ts';

export { coded, decision, fact, inNote } from '../facts/builders.ts';

export function studyText(id: string): string {
  return readFileSync(new URL(`../../studies/${id}.yaml`, import.meta.url), 'utf8');
}
export const UKE: Study = loadStudy(studyText('uke-psma-rlt'), 'uke-psma-rlt.yaml');
export const US: Study = loadStudy(studyText('us-post-taxane-arpi'), 'us-post-taxane-arpi.yaml');

export const cycle = (date: string, fields: Partial<FactOf<'rlt_cycle'>> = {}): Fact =>
  fact('rlt_cycle', { date, ...coded('Procedure', date, `OPS 8-530.d0 on ${date}`), ...fields });
export const drug = (name: string, date: string | null, fields: Partial<FactOf<'drug'>> = {}): Fact =>
  fact('drug', {
    drug: name,
    class: name.endsWith('taxel') ? 'taxane' : ['olaparib', 'carboplatin'].includes(name) ? 'other' : 'arpi',
    date,
    ...coded('MedicationAdministration', `${name}-${date}`),
    ...fields,
  });
export const seen = (date: string): Fact => fact('activity', { date, ...coded('Encounter', date) });
export const dead = (date: string | null): Fact => fact('death', { date, ...coded('Patient', 'p1') });
export const site = (
  name: FactOf<'metastasis'>['site'],
  status: FactOf<'metastasis'>['status'],
  written: string,
): Fact => fact('metastasis', { site: name, status, ...inNote(written, `${name} ${status}`) });

/** An eligible UKE patient, index 2019-03-12. */
export const UKE_PATIENT: readonly Fact[] = [
  fact('birth', { date: '1947-05-17', ...coded('Patient', 'p1') }),
  fact('sex', { value: 'male', ...coded('Patient', 'p1') }),
  fact('diagnosis', { date: '2011-08', ...coded('Condition', 'c61') }),
  fact('castration_resistance', { date: '2015-03', ...inNote('2019-03-10', 'kastrationsresistent seit 03/2015') }),
  site('bone', 'present', '2019-03-10'),
  cycle('2019-03-12'),
];

/** An eligible US patient: docetaxel, abiraterone, then cabazitaxel on 2019-06-03. */
export const US_PATIENT: readonly Fact[] = [
  ...UKE_PATIENT.slice(0, 4),
  fact('metastasis', { site: 'bone', date: '2014-11-02', ...coded('Condition', 'm') }),
  drug('docetaxel', '2017-01-10'),
  drug('abiraterone', '2018-02-01'),
  drug('cabazitaxel', '2019-06-03'),
];

export function rowOf(study: Study, facts: readonly Fact[], decisions: readonly Decision[] = []): CohortRow {
  return evaluate(study, reconcile(facts, decisions));
}

/** The values of some columns. */
export function values(row: CohortRow, ...names: readonly string[]): CellValue[] {
  return names.map((name) => {
    const cell = row.cells[name];
    if (!cell) throw new Error(`no column ${name}`);
    return cell.value;
  });
}
