import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadStudy } from '../../src/cohort/study.ts';
import { DECOYS } from '../../src/synthetic/decoys.ts';
import { planHospital } from '../../src/synthetic/hospital.ts';
import { DATA_CUTOFF } from '../../src/synthetic/plan/followup.ts';
import { PUBLISHED } from '../../src/synthetic/published.ts';
import { truthOf } from '../../src/synthetic/truth.ts';

for (const hospital of ['uke', 'us'] as const) {
  const { study, n } = PUBLISHED[hospital];
  const place = new URL(`../../studies/${study}.yaml`, import.meta.url);
  const definition = loadStudy(readFileSync(place, 'utf8'), study);
  const truths = planHospital(hospital).map(truthOf);

  test(`${hospital}: every reason occurs at least ten times, every criterion excludes somebody, and decoys outnumber the cohort`, () => {
    const made = truths.filter((truth) => !truth.eligible);
    for (const { reason } of DECOYS[hospital])
      assert.ok(made.filter((truth) => truth.reason === reason).length >= 10, reason);
    for (const { id } of definition.criteria)
      assert.ok(
        made.some((truth) => truth.excluded_by === id),
        id,
      );
    assert.equal(truths.length - made.length, n);
    assert.ok(made.length >= n);
  });

  test(`${hospital}: the truth ends at the study's own data cut-off`, () => {
    assert.equal(DATA_CUTOFF[hospital], definition.follow_up.data_cutoff);
  });
}
