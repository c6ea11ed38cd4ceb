/** The report's sections other than Table 1 and the curve. */
import type { AttritionStep, ColumnDefinition } from '../../domain.ts';
import type { CompletenessLine, SnapshotRow } from '../input.ts';
import type { ManifestHead } from '../manifest.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { flowOf } from './suppress.ts';

/** Who was asked what, and how many were left. Each patient is counted at the first criterion not met. */
export function attritionSection(steps: readonly AttritionStep[], threshold: number | null): Html {
  const [first] = steps;
  const start = first ? first.remaining + first.excluded : 0;
  const flow = flowOf(
    steps.filter(({ step }) => step > 0),
    threshold,
  );
  const items = flow.map(({ labels, remaining, excluded }, i) => {
    const last = i === flow.length - 1;
    return html`<li class="${last ? 'last' : ''}">
      <div class="out"><b>${excluded}</b> excluded, not met: ${labels.join('; or: ')}</div>
      <div class="box"><b>${remaining}</b> ${last ? 'in the cohort' : 'left'}</div>
    </li>`;
  });
  return html`<ol class="flow">
    <li>
      <div class="box"><b>${start}</b> patients in the data</div>
    </li>
    ${items}
  </ol>`;
}

/** One clear word first; then each source and type that is not complete. */
export function completenessNotice(lines: readonly CompletenessLine[]): Html {
  const open = lines.filter(({ state }) => state !== 'complete');
  if (lines.length === 0) {
    return html`<div class="notice warn"><b>Completeness is not known:</b> no record of what was received.</div>`;
  }
  if (open.length === 0) {
    return html`<div class="notice">
      <b>Complete:</b> everything that the sources announced for this cohort was received.
    </div>`;
  }
  return html`<div class="notice warn">
    <b>Not complete:</b> some data were not received, or the source does not say whether they were all. The section
    Completeness names them. Numbers below may change when they are there.
  </div>`;
}

export function completenessSection(lines: readonly CompletenessLine[], threshold: number | null): Html {
  const counts = threshold === null;
  const rows = lines.map(
    (line) =>
      html`<tr>
        <td>${line.source}</td>
        <td>${line.type}</td>
        <td>${line.state}</td>
        <td>${line.reason}</td>
        ${
          counts
            ? html`<td class="num">${line.ranges}</td>
                <td class="num">${line.received}</td>`
            : ''
        }
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th>Source</th>
        <th>Type</th>
        <th>State</th>
        <th>Reason</th>
        ${
          counts
            ? html`<th class="num">Ranges</th>
                <th class="num">Resources</th>`
            : ''
        }
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

const SOURCES = ['structured', 'machine', 'human', 'derived'] as const;

/** Of each variable that a person can decide: how many values come from where, and how many questions wait. */
export function sourcesSection(columns: readonly ColumnDefinition[], rows: readonly SnapshotRow[]): Html {
  const text = (row: SnapshotRow, column: string): unknown => row.values[column] ?? null;
  const count = (column: string, value: string | null): number =>
    rows.filter((row) => text(row, column) === value).length;
  const reviewed = columns.filter(({ name }) => columns.some((other) => other.name === `${name}_source`));
  const lines = reviewed.map(
    ({ name, label }) =>
      html`<tr>
        <td>${label} <code>${name}</code></td>
        ${[...SOURCES, null].map((source) => html`<td class="num">${count(`${name}_source`, source)}</td>`)}
        <td class="num">${count(`${name}_review`, 'open')}</td>
      </tr>`,
  );
  const heads = ['coded data', 'notes', 'people', 'computed', 'no source', 'open questions'];
  return html`<table>
    <thead>
      <tr>
        <th>Variable</th>
        ${heads.map((head) => html`<th class="num">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

export function provenanceSection(head: ManifestHead, snapshot: string, hash: string): Html {
  const items: readonly (readonly [string, string])[] = [
    ['Snapshot', snapshot],
    ['Content hash', hash],
    ['Study file', `${head.study.id}, SHA-256 ${head.study.hash}`],
    ['Data cut-off', head.data_cutoff],
    ['Decisions by people up to number', String(head.review_seq)],
    ['Lutra', head.versions.code],
    ['Rules that read notes', head.versions.rules],
    ['Rules that reconcile facts', head.versions.facts],
    ['Cohort rules', head.versions.cohort],
    ['Pseudonym key', head.pseudonym_key_id],
  ];
  return html`<table>
    <tbody>
      ${items.map(
        ([name, value]) =>
          html`<tr>
            <th>${name}</th>
            <td><code>${value}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What stands between backticks in the dictionary is a name of a file or column. */
function withCode(text: string): Html[] {
  return text.split('`').map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}

export function dictionarySection(columns: readonly ColumnDefinition[]): Html {
  const codes = (column: ColumnDefinition): string =>
    Object.entries(column.codes ?? {})
      .map(([code, meaning]) => `${code} = ${meaning}`)
      .join('; ');
  const rows = columns.map(
    (column) =>
      html`<tr>
        <td>
          <code>${column.name}</code><br /><small
            >${column.type}${column.unit === null ? '' : `, ${column.unit}`}</small
          >
        </td>
        <td>${column.label}${codes(column) === '' ? '' : html`<br /><small>${codes(column)}</small>`}</td>
        <td>${withCode(column.derivation)}</td>
        <td>${column.missing}</td>
      </tr>`,
  );
  return html`<table class="dictionary">
    <thead>
      <tr>
        <th>Column</th>
        <th>Meaning</th>
        <th>How it is made</th>
        <th>Missing means</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
