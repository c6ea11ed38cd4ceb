/**
 * Patients who must not get in: for each reason, the criterion that must exclude them and what their plan differs in.
 * Everything else of such a plan would qualify, so that nothing but the reason keeps the patient out.
 */
import type { HospitalId } from './published.ts';
import { UKE_DECOYS } from './decoys-uke.ts';
import { US_DECOYS } from './decoys-us.ts';
import type { Decoy, PatientPlan } from './plan/types.ts';
import type { Random } from './random.ts';

export const DECOYS: Readonly<Record<HospitalId, readonly Decoy[]>> = { uke: UKE_DECOYS, us: US_DECOYS };

/** The plan, changed so that it must be excluded for the decoy's reason. */
export function decoyPlan(plan: PatientPlan, decoy: Decoy, random: Random): PatientPlan {
  const marked: PatientPlan = { ...plan, decoy: { reason: decoy.reason, excludedBy: decoy.excludedBy } };
  return decoy.change(marked, random);
}
