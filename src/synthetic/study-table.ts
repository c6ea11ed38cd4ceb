/** The study's table three times over: as published, of the known truth, and as the pipeline computed it. */
import { table1 } from '../cohort/table1.ts';
import type { PlainRow, Table1Row } from '../cohort/table1.ts';
import { PUBLISHED } from './published.ts';
import type { HospitalId, PublishedQuartiles, PublishedShare } from './published.ts';

/** One line as text; an empty `published` is a figure that the abstract does not print. */
export interface StudyTableRow {
  readonly figure: string;
  readonly published: string;
  readonly truth: string;
  readonly computed: string;
}

type Render = (row: Table1Row) => string;

interface Line {
  /** Id of the line of Table 1. */
  readonly row: string;
  readonly figure: string;
  readonly published: string;
  readonly render: Render;
}

/** Both sides are computed by the same Table 1, so that they differ only where patients differ. */
export function studyTable(
  hospital: HospitalId,
  truth: readonly PlainRow[],
  computed: readonly PlainRow[],
): StudyTableRow[] {
  const [known, found] = [table1(truth), table1(computed)].map((rows) => new Map(rows.map((row) => [row.row, row])));
  return linesOf(hospital).map(({ row, figure, published, render }) => {
    const side = (rows: ReadonlyMap<string, Table1Row> | undefined): string => {
      const line = rows?.get(row);
      return line === undefined ? '' : render(line);
    };
    return { figure, published, truth: side(known), computed: side(found) };
  });
}

const round = (value: number | null, decimals: number): string => (value === null ? '?' : value.toFixed(decimals));
const quartilesOf: Render = ({ median, q1, q3, n }) =>
  `${round(median, 0)} (${round(q1, 0)}, ${round(q3, 0)}), n = ${n}`;
const shareOf: Render = ({ pct, n, denom }) => `${round(pct, 1)} % (${n}/${denom})`;
const survivalOf: Render = ({ median, ci_lower, ci_upper, n }) =>
  `${round(median, 1)} (${round(ci_lower, 1)}, ${round(ci_upper, 1)}), n = ${n}`;

function linesOf(hospital: HospitalId): Line[] {
  const p = PUBLISHED[hospital];
  const values = (row: string, figure: string, { median, q1, q3 }: PublishedQuartiles): Line => {
    return { row, figure, published: `${median} (${q1}, ${q3})`, render: quartilesOf };
  };
  const share = (row: string, figure: string, printed?: PublishedShare): Line => {
    return {
      row,
      figure,
      published: printed === undefined ? '' : `${printed.percent.toFixed(printed.decimals)} %`,
      render: shareOf,
    };
  };
  const { median, lower, upper } = p.survival;
  return [
    { row: 'n', figure: 'Patients', published: String(p.n), render: ({ n }) => String(n) },
    values('age_index', 'Age at index, median (IQR)', p.age),
    values('mo_dx_to_index', 'Months from initial diagnosis to index', p.monthsFromDiagnosis),
    values('mo_mcrpc_to_index', 'Months from mCRPC to index', p.monthsFromMcrpc),
    share('taxane_0', 'Prior taxanes: 0'),
    share('taxane_1', 'Prior taxanes: 1', p.taxanes.one),
    share('taxane_2plus', 'Prior taxanes: 2 or more', p.taxanes.more),
    share('taxane_unknown', 'Prior taxanes: unknown'),
    share('arpi_0', 'Prior ARPIs: 0'),
    share('arpi_1', 'Prior ARPIs: 1', p.arpis.one),
    share('arpi_2plus', 'Prior ARPIs: 2 or more', p.arpis.more),
    share('arpi_unknown', 'Prior ARPIs: unknown'),
    values('psa_index', 'PSA at index, ng/mL', p.psa),
    share('gleason_8_10', 'Gleason 8-10 at initial diagnosis', p.gleason8to10),
    share('met_bone', 'Metastases: bone', p.metastases.bone),
    share('met_liver', 'Metastases: liver', p.metastases.liver),
    share('met_ln', 'Metastases: lymph nodes', p.metastases.lymph_node),
    share('met_lung', 'Metastases: lung', p.metastases.lung),
    {
      row: 'os_median_log_log',
      figure: 'Median OS from index, months (95 % CI)',
      published: `${median} (${lower}, ${upper})`,
      render: survivalOf,
    },
  ];
}
