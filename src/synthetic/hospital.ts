/**
 * A synthetic hospital: the published cohort and at least as many patients who must not get in. Same seed, same hospital;
 * each patient has a random stream of his own.
 */
import { DECOYS, decoyPlan } from './decoys.ts';
import { englishLetters } from './letters/english/index.ts';
import { germanLetters } from './letters/german/index.ts';
import type { Letter } from './letters/view.ts';
import { calibratedValues } from './plan/columns.ts';
import { resistantBeforeMetastatic } from './plan/edit.ts';
import type { PatientPlan } from './plan/types.ts';
import { ukePlan } from './plan/uke.ts';
import { usPlan } from './plan/us.ts';
import type { HospitalId } from './published.ts';
import { seeded } from './random.ts';
import { openChart } from './records/chart.ts';
import type { Resource } from './records/chart.ts';
import { document } from './records/documents.ts';
import { germanRecord } from './records/german.ts';
import { addTraps } from './records/traps.ts';
import { usRecord } from './records/us.ts';
import { truthOf } from './truth.ts';
import type { Truth } from './truth.ts';

/** The demo's seed. */
export const SEED = 'lutra-demo-1';

/** Share of patients who were castration-resistant before they were metastatic. */
const M0_FIRST = 0.1;

export interface SyntheticPatient {
  readonly plan: PatientPlan;
  readonly truth: Truth;
  readonly letters: readonly Letter[];
  readonly resources: readonly Resource[];
}

/** All plans, in the order of the patients' ids, which tells nothing about who is eligible. */
export function planHospital(hospital: HospitalId, seed: string = SEED): PatientPlan[] {
  const values = calibratedValues(hospital, seeded(`${seed}/${hospital}/columns`));
  const draw = hospital === 'uke' ? ukePlan : usPlan;
  const decoys = DECOYS[hospital].flatMap((decoy) => Array.from({ length: decoy.count }, () => decoy));
  const dice = seeded(`${seed}/${hospital}/order`);
  const parts = dice.shuffle([
    ...values.map((value) => ({ value, decoy: null })),
    ...decoys.map((decoy) => ({ value: dice.pick(values), decoy })),
  ]);
  return parts.map(({ value, decoy }, i) => {
    const id = `${hospital}-${String(i + 1).padStart(4, '0')}`;
    const random = seeded(`${seed}/${id}/plan`);
    const known = decoy === null ? value : { ...value, taxanes: value.taxanes ?? 1, arpis: value.arpis ?? 1 };
    const plan = draw(id, known, random);
    if (decoy !== null) return decoyPlan(plan, decoy, random);
    return random.chance(M0_FIRST) ? resistantBeforeMetastatic(plan, random) : plan;
  });
}

/** The record of one plan: letters and resources. */
export function chartPatient(plan: PatientPlan, seed: string = SEED): SyntheticPatient {
  const german = plan.hospital === 'uke';
  const letters = (german ? germanLetters : englishLetters)(plan, seeded(`${seed}/${plan.id}/letters`));
  const chart = openChart(plan, seeded(`${seed}/${plan.id}/record`));
  (german ? germanRecord : usRecord)(chart);
  for (const letter of letters) document(chart, letter);
  addTraps(chart);
  return { plan, truth: truthOf(plan), letters, resources: chart.resources };
}

/** Patient by patient, so that memory holds one record at a time. */
export function* hospitalPatients(hospital: HospitalId, seed: string = SEED): Generator<SyntheticPatient> {
  for (const plan of planHospital(hospital, seed)) yield chartPatient(plan, seed);
}
