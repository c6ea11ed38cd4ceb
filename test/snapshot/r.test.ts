import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import BetterSqlite3 from 'better-sqlite3';
import { toCsv } from '../../src/snapshot/csv.ts';
import { readTables } from '../../src/snapshot/sqlite.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { temporaryFolder } from './folders.ts';
import { snapshotInput } from './fixture.ts';

/** The lines that README.txt tells an R user to run, on the file given; then what they made. */
function script(readme: string): string {
  const lines = /^R\n((?: {2}.*\n)+)/m.exec(readme)?.[1]?.split('\n') ?? [];
  const [setUp, rest] = [lines.slice(0, 1), lines.slice(1)].map((part) => part.join('\n'));
  return `suppressMessages({${setUp}})
for (file in commandArgs(TRUE)) {
  ${rest?.replace('"csv/cohort.csv"', 'file')}
  all <- read.csv(file, na.strings = "")
  log <- update(fit, conf.type = "log")
  for (f in list(fit, log)) {
    q <- quantile(f, 0.5)
    cat(f$conf.type, format(c(q$quantile, q$lower, q$upper), digits = 17, trim = TRUE), "\\n")
  }
  cat(nrow(all), sum(is.na(all$n_taxane_agents)), class(all$age_index), class(all$psa_index), "\\n")
}`;
}

const hasSurvival = spawnSync('Rscript', ['-e', 'library(survival)']).status === 0;

test(
  'the lines of README.txt give in R our median survival and both intervals, with patients who enter late',
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

    const late = input.table1.filter(({ row }) => row === 'os_delayed_entry' || row === 'os_never_at_risk');
    assert.ok(late.length === 2 && late.every(({ n }) => n > 0));
    const readme = readFileSync(path.join(base, snapshot, 'README.txt'), 'utf8');
    const run = spawnSync('Rscript', ['-e', script(readme), path.join(base, snapshot, 'csv/cohort.csv'), exported], {
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
