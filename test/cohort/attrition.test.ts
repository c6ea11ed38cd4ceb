import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { attrition } from '../../src/cohort/attrition.ts';
import { UKE, UKE_PATIENT, US, US_PATIENT, rowOf } from './builders.ts';

test('the excluded of all steps and the last remaining add up to everybody, for any mix of patients', () => {
  const some = fc.oneof(fc.subarray([...UKE_PATIENT]), fc.subarray([...US_PATIENT]));
  fc.assert(
    fc.property(fc.constantFrom(UKE, US), fc.array(some, { maxLength: 20 }), (study, patients) => {
      const rows = patients.map((facts) => rowOf(study, facts));
      const steps = attrition(study, rows);
      assert.equal(steps.length, study.criteria.length + 1);
      assert.equal(steps[0]?.remaining, rows.length);
      for (const [i, step] of steps.entries()) {
        assert.equal(step.remaining, (steps[i - 1]?.remaining ?? rows.length) - step.excluded);
      }
      assert.equal(steps.at(-1)?.remaining, rows.filter((row) => row.eligible).length);
    }),
    { numRuns: 100 },
  );
});
