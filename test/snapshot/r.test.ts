import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import BetterSqlite3 from 'better-sqlite3';
import { toCsv } from '../../src/snapshot/csv.ts';
import { readTables } from '../../src/snapshot/sqlite.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { temporaryFolder } from './folders.ts';
import { snapshotInput } from './fixture.ts';

const SCRIPT = `
suppressMessages(library(survival))
for (file in commandArgs(TRUE)) {
  d <- read.csv(file, na.strings = "")
  for (conf in c("log-log", "log")) {
    q <- quantile(survfit(Surv(os_days / 30.4375, os_event) ~ 1, data = d, conf.type = conf), 0.5)
    cat(conf, format(c(q$quantile, q$lower, q$upper), digits = 17, trim = TRUE), "\\n")
  }
  cat(nrow(d), sum(is.na(d$n_taxane_agents)), class(d$age_index), class(d$psa_index), "\\n")
}`;

const hasSurvival = spawnSync('Rscript', ['-e', 'library(survival)']).status === 0;

test(
  'R reads the CSV and finds our median survival and both intervals',
  { skip: hasSurvival ? false : 'no R with survival here' },
  (t) => {
    const base = temporaryFolder(t);
    const input = snapshotInput(219);
    const { snapshot } = writeSnapshot(input, base);
    const db = new BetterSqlite3(path.join(base, snapshot, 'cohort.sqlite'), { readonly: true });
    const cohort = readTables(db).find(({ name }) => name === 'cohort');
    db.close();
    const exported = path.join(base, 'from-sqlite.csv');
    writeFileSync(exported, cohort ? toCsv(cohort) : '');

    const run = spawnSync('Rscript', ['-e', SCRIPT, path.join(base, snapshot, 'csv/cohort.csv'), exported], {
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stderr);
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(' '));
    assert.equal(lines.length, 6);
    const unknown = input.table1.find(({ row }) => row === 'taxane_unknown')?.n;
    for (const line of lines) {
      const ours = input.table1.find(({ row }) => row === `os_median_${line[0]?.replace('-', '_')}`);
      if (ours) {
        for (const [i, value] of [ours.median, ours.ci_lower, ours.ci_upper].entries()) {
          assert.ok(Math.abs(Number(line[i + 1]) - (value ?? Number.NaN)) < 1e-9, `${line.join(' ')}, ours ${value}`);
        }
      } else {
        assert.deepEqual(line, ['219', String(unknown), 'integer', 'numeric']);
      }
    }
  },
);
