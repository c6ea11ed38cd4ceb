/** report.html: the cohort on one page that stands alone: no script, nothing from outside, made to be printed. */
import type { KaplanMeier } from '../../cohort/survival.ts';
import { LutraError } from '../../errors.ts';
import { dictionaryOf } from '../content.ts';
import type { SnapshotInput } from '../input.ts';
import type { ManifestHead } from '../manifest.ts';
import { Html, html } from './html.ts';
import {
  attritionSection,
  completenessNotice,
  completenessSection,
  dictionarySection,
  provenanceSection,
  sourcesSection,
} from './sections.ts';
import { STYLE } from './style.ts';
import { intervalText, survivalSection } from './survival.ts';
import { table1Section } from './table1.ts';

export interface ReportInput {
  readonly input: SnapshotInput;
  readonly head: ManifestHead;
  readonly snapshot: string;
  readonly hash: string;
}

/** The page. Throws LutraError `usage` where small cells are asked for and the whole cohort is one. */
export function reportHtml({ input, head, snapshot, hash }: ReportInput): string {
  const rows = input.rows.filter(({ eligible }) => eligible);
  const threshold = input.smallCells ?? null;
  if (threshold !== null && rows.length > 0 && rows.length < threshold) {
    throw new LutraError('usage', 'the cohort itself is smaller than the threshold of small cells', {
      remedy: 'a report of it cannot be given away; leave the threshold out for internal use',
    });
  }
  const km = input.km[0];
  const body = html`<main>
    <h1>${input.study.title}</h1>
    <p class="soft">Snapshot <code>${snapshot}</code>, data cut-off ${head.data_cutoff}</p>
    ${figures(rows.length, km, head)} ${completenessNotice(head.completeness)}
    <h2>Who is in the cohort</h2>
    <p class="soft">Each patient is counted at the first criterion not met, in the order of the study file.</p>
    ${attritionSection(input.attrition, threshold)}
    <h2>Table 1</h2>
    ${table1Section(input.table1, threshold)}
    <h2>Overall survival</h2>
    ${survivalSection(input.km, rows.length, threshold)}
    ${threshold === null ? section('Where the values come from', sourcesSection(input.columns, rows)) : ''}
    ${section('Completeness', completenessSection(head.completeness, threshold))}
    ${section('Provenance', provenanceSection(head, snapshot, hash))}
    ${section('Data dictionary', dictionarySection(dictionaryOf(input.columns)))}
    <h2>Study definition</h2>
    <pre>${input.study.text.trimEnd()}</pre>
  </main>`;
  return page(`${input.study.title}: ${snapshot}`, body);
}

function page(title: string, body: Html): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const head = html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
    <style>
      ${new Html(STYLE)}
    </style>`;
  return `<!doctype html>\n<html lang="en">\n<head>${head.text}</head>\n<body>${body.text}</body>\n</html>\n`;
}

const section = (title: string, content: Html): Html =>
  html`<h2>${title}</h2>
    ${content}`;

function figures(patients: number, km: KaplanMeier | undefined, head: ManifestHead): Html {
  const median = km ? intervalText(km) : '–';
  return html`<div class="figures">
    <div><b>${patients}</b><span>patients</span></div>
    <div><b>${median}</b><span>median survival from index, months (95 % interval)</span></div>
    <div><b>${head.review_seq}</b><span>decisions made by people so far</span></div>
  </div>`;
}
