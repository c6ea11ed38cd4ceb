/** Table 1 as the report shows it: each line with its count, denominator and number unknown. */
import type { Table1Row } from '../../cohort/table1.ts';
import { figure, html } from './html.ts';
import type { Html } from './html.ts';
import { hiddenCells } from './suppress.ts';
import type { Hidden } from './suppress.ts';

/** Lines that the section on survival tells of in words. */
const TOLD_THERE: ReadonlySet<string> = new Set(['os_delayed_entry', 'os_never_at_risk']);
const SHOWN: Hidden = { n: false, denom: false, missing: false };

export function table1Section(rows: readonly Table1Row[], threshold: number | null): Html {
  const hidden = threshold === null ? new Map<string, Hidden>() : hiddenCells(rows, threshold);
  const told = rows.filter(({ row }) => !TOLD_THERE.has(row));
  const lines = told.map((row) => line(row, hidden.get(row.row) ?? SHOWN, threshold));
  const types = [...new Set(rows.map(({ quantile_type }) => quantile_type).filter((type) => type !== null))];
  return html`<table>
      <thead>
        <tr>
          <th>Characteristic</th>
          <th class="num">Result</th>
          <th class="num">n</th>
          <th class="num">of</th>
          <th class="num">unknown</th>
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
    <p class="soft">
      Counts with percentage of the denominator in the column "of"; values as median (first, third quartile; quantile
      type ${types.join(', ') || '7'} as in R); survival as median (95 % interval). Unknown is neither zero nor absent.
      ${threshold === null ? '' : `* = left out: a count from 1 to ${threshold - 1}, or one that would give such a count away.`}
    </p>`;
}

function line(row: Table1Row, hidden: Hidden, threshold: number | null): Html {
  const [n, of, unknown] = [cell(row.n, hidden.n), cell(row.denom, hidden.denom), cell(row.n_missing, hidden.missing)];
  return html`<tr>
    <td>${row.label}</td>
    <td class="num">${result(row, hidden, threshold)}</td>
    <td class="num">${n}</td>
    <td class="num">${of}</td>
    <td class="num">${unknown}</td>
  </tr>`;
}

const cell = (value: number, hidden: boolean): string => (hidden ? '*' : String(value));

function result(row: Table1Row, hidden: Hidden, threshold: number | null): string {
  if (row.row === 'n') return String(row.n);
  if (row.quantile_type === null && row.conf_type === null) {
    if (row.pct === null) return '–';
    return hidden.n || hidden.denom ? '*' : `${row.pct.toFixed(1)} %`;
  }
  if (threshold !== null && row.n < threshold) return '*';
  if (row.conf_type !== null) return `${figure(row.median)} (${figure(row.ci_lower)}, ${figure(row.ci_upper)})`;
  return row.n === 0 ? '–' : `${figure(row.median)} (${figure(row.q1)}, ${figure(row.q3)})`;
}
