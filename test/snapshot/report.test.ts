import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { chromium } from 'playwright-core';
import type { Observation } from '../../src/cohort/risk-set.ts';
import { kaplanMeier } from '../../src/cohort/survival.ts';
import type { Table1Row } from '../../src/cohort/table1.ts';
import { table1 } from '../../src/cohort/table1.ts';
import type { PlainRow } from '../../src/cohort/table1.ts';
import type { SnapshotInput } from '../../src/snapshot/input.ts';
import { flowOf, hiddenCells, hideParts } from '../../src/snapshot/report/suppress.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { temporaryFolder } from './folders.ts';
import { patientId, snapshotInput } from './fixture.ts';

function report(t: TestContext, change: Partial<SnapshotInput> = {}): { file: string; html: string } {
  const base = temporaryFolder(t);
  const file = path.join(base, writeSnapshot({ ...snapshotInput(120), ...change }, base).snapshot, 'report.html');
  return { file, html: readFileSync(file, 'utf8') };
}

test('the report stands alone: no script, link, image, font or address of any kind', (t) => {
  const { html } = report(t);
  assert.doesNotMatch(
    html,
    /<script|<link|<img|<iframe|<object|@import|url\(|\shref=|\ssrc=|\son\w+=|javascript:|https?:/i,
  );
  assert.match(html, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/);
});

test('B42 text of the study, of sources and of columns is shown, never run', (t) => {
  const evil = '<script>alert(1)</script>"\'&<b onload=x>';
  const line = { source: evil, type: evil, state: 'incomplete', reason: evil, ranges: 1, received: 0 } as const;
  const { html } = report(t, { study: { id: 'x', title: evil, text: evil }, completeness: [line] });
  assert.doesNotMatch(html, /<script|<b onload/);
  assert.match(html, /&lt;script&gt;alert\(1\)/);
});

test('what is not complete is said at the top', (t) => {
  const incomplete = {
    source: 'hospital',
    type: 'Procedure',
    state: 'incomplete',
    reason: 'http_503',
    ranges: 2,
    received: 7,
  } as const;
  assert.match(report(t).html, /<b>Complete:<\/b>/);
  assert.match(report(t, { completeness: [incomplete] }).html, /<b>Not complete:<\/b>[\s\S]*http_503/);
  assert.match(report(t, { completeness: [] }).html, /Completeness is not known/);
});

test('who is not in the curve is counted beside it', (t) => {
  const input = snapshotInput(120);
  const html = report(t).html;
  const followed = Number(/(\d+) patients with follow-up/.exec(html)?.[1]);
  const never = input.km[0]?.neverAtRisk ?? 0;
  assert.equal(followed + never, input.rows.filter((row) => row.eligible).length);
  assert.match(html, new RegExp(`${never} not seen before the end of their follow-up (is|are) left out`));
  const fewer = input.km.map((km) => ({ ...km, n: km.n - 3 }));
  assert.match(report(t, { km: fewer }).html, /3 without a dated end of follow-up are left out/);
});

test('delayed entry is told beside the curve, with the days on which nobody is at risk', (t) => {
  const curve = (...late: Observation[]): string =>
    report(t, { km: [kaplanMeier([...late, { time: 90, event: 1, entry: 10 }])] }).html;
  assert.doesNotMatch(curve({ time: 40, event: 1 }, { time: 91, event: 0 }), /nobody is at risk|no estimate/);
  assert.match(curve({ time: 40, event: 0 }), /<b>Delayed entry:<\/b> 1 patient first seen after index/);
  assert.match(curve(), /From day 0 to day 10 after index nobody is at risk/);
  assert.match(curve({ time: 3, event: 1 }), /From day 3 to day 10 .* By day 3 all who were at risk had died/s);
  assert.doesNotMatch(report(t, { km: [kaplanMeier([{ time: 40, event: 1 }])] }).html, /<b>Delayed entry/);
});

test('a report to give away tells delayed entry without its numbers', (t) => {
  const { html } = report(t, { smallCells: 11 });
  assert.match(html, /<b>Delayed entry:<\/b> Patients first seen after index/);
  assert.doesNotMatch(html, /left out\. /);
});

test('a cohort of nobody and one that nobody survives have a report', (t) => {
  assert.match(report(t, snapshotInput(0)).html, /Nobody has follow-up/);
  const late = kaplanMeier([{ time: 3, event: 1, entry: 9 }]);
  assert.match(report(t, { ...snapshotInput(1), km: [late] }).html, /Nobody has follow-up\. 1 not seen before the end/);
  assert.match(report(t, snapshotInput(1)).html, /<path class="curve" d="M64\.0 16\.0H/);
});

test(
  'the page opens in a browser without a request or complaint, with the curve in view',
  { skip: existsSync('/usr/bin/chromium') ? false : 'no /usr/bin/chromium here' },
  async (t) => {
    const { file } = report(t);
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('request', (request) => said.push(request.url()));
      const address = pathToFileURL(file).href;
      await page.goto(address);
      assert.deepEqual(said, [address]);
      const curve = await page.locator('svg path.curve').boundingBox();
      assert.ok(curve && curve.width > 500 && curve.height > 100);
      for (const width of [1000, 400]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate<boolean>(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        assert.equal(wide, false, `wider than a window of ${width}`);
      }
    } finally {
      await browser.close();
    }
  },
);

const runs = { seed: 20_261_124, numRuns: 400 };

test('law: no hidden part of a total can be computed from what is shown', () => {
  console.log(`seed ${runs.seed}`);
  const parts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 3, max: 15 }), (counts, threshold) => {
      const total = counts.reduce((sum, n) => sum + n, 0);
      fc.pre(total >= threshold);
      const hide = hideParts(counts, threshold);
      const small = counts.filter((n) => n > 0 && n < threshold).length;
      const hidden = counts.filter((_, i) => hide[i]);
      assert.ok(counts.every((n, i) => n === 0 || n >= threshold || hide[i]));
      assert.equal(hidden.length > 0, small > 0);
      // k hidden counts of a known sum s >= 2 have more than one solution as soon as k > 1 and s > k.
      if (small > 0) assert.ok(hidden.length > 1 && hidden.reduce((sum, n) => sum + n, 0) > hidden.length);
    }),
    runs,
  );
});

const lines = (rows: readonly PlainRow[]): Table1Row[] => table1(rows);
const repeat = (n: number, row: PlainRow): PlainRow[] => Array.from({ length: n }, () => row);

test('a hidden count takes its percentage, its denominator or its twin along, whichever would give it away', () => {
  const rows = [
    ...repeat(40, { n_taxane_agents: 1, met_liver: 1, os_days: 5, os_event: 1, age_index: 70 }),
    ...repeat(30, { n_taxane_agents: 2, met_liver: 0, os_days: 9, os_event: 0, age_index: 71 }),
    ...repeat(4, { n_taxane_agents: null, met_liver: null, os_days: null, os_event: null, age_index: null }),
  ];
  const hidden = hiddenCells(lines(rows), 11);
  const of = (id: string): string =>
    Object.entries(hidden.get(id) ?? {})
      .filter(([, hide]) => hide)
      .map(([name]) => name)
      .join(' ');
  assert.equal(of('taxane_unknown'), 'n missing');
  assert.equal(of('taxane_1'), 'denom missing');
  assert.equal(of('taxane_2plus'), 'n denom missing');
  assert.equal(of('met_liver'), 'missing');
  assert.equal(of('met_liver_assessed'), 'denom missing');
  assert.equal(of('age_index'), 'n denom missing');
  assert.equal(of('os_median_log'), 'n denom missing');
  assert.equal(of('met_bone'), '');
});

test('law: a flow with small steps joined excludes nobody or enough at each step, and loses nobody', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 3, max: 12 }), (excluded, threshold) => {
      let remaining = 500;
      const all = excluded.map((n, i) => {
        remaining -= n;
        return { step: i + 1, criterion: `c${i}`, label: `c${i}`, remaining, excluded: n };
      });
      const flow = flowOf(all, threshold);
      const total = excluded.reduce((sum, n) => sum + n, 0);
      assert.equal(
        flow.reduce((sum, step) => sum + step.excluded, 0),
        total,
      );
      assert.deepEqual(
        flow.flatMap(({ labels }) => labels),
        all.map(({ label }) => label),
      );
      assert.equal(flow.at(-1)?.remaining, remaining);
      if (total >= threshold) assert.ok(flow.every((step) => step.excluded === 0 || step.excluded >= threshold));
      assert.deepEqual(
        flowOf(all, null).map((step) => step.excluded),
        excluded,
      );
    }),
    runs,
  );
});

test('a report with small cells left out shows no numbers at risk, no censoring marks, no sources', (t) => {
  const open = report(t).html;
  const closed = report(t, { smallCells: 11 }).html;
  for (const part of ['Number at risk', 'class="censored"', 'Where the values come from', '<b>5</b> excluded']) {
    assert.ok(open.includes(part), part);
    assert.ok(!closed.includes(part), part);
  }
  assert.match(closed, /a count from 1 to 10/);
  assert.doesNotMatch(closed, new RegExp(patientId(0)));
});
