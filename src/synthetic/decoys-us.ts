/** US patients who must not get in. */
import { addDays, daysBetween } from '../calendar.ts';
import { withIndexOn, withPrimary } from './plan/edit.ts';
import { NAMES } from './plan/names.ts';
import type { Decoy, PatientPlan, TherapyPlan } from './plan/types.ts';
import type { Random } from './random.ts';

const before = (plan: PatientPlan): readonly TherapyPlan[] =>
  plan.therapies.filter((therapy) => therapy.start < plan.index);

/** Lu-PSMA in a trial or on compassionate grounds: coded, in a letter, or both. */
function radioligand(plan: PatientPlan, days: number, random: Random): PatientPlan {
  const date = addDays(plan.index, days);
  const where = random.weighted({ both: 50, letter: 30, coded: 20 });
  const cycles = [{ number: 1, date, gbq: random.int(68, 76) / 10, agent: '177Lu-PSMA-617', external: false }] as const;
  return {
    ...plan,
    rlt: { ops: where !== 'letter', course: 'none', letter: where !== 'coded', cycles, announced: null },
  };
}

/** Everything up to the first castration-resistant day, moved to `day`; what depends on it moves along. */
function withMcrpcOn(plan: PatientPlan, day: string): PatientPlan {
  const resistant = plan.castrationResistance?.day ?? plan.index;
  return withIndexOn(plan, addDays(plan.index, daysBetween(resistant, day)));
}

const EACH = 55;
const decoy = (reason: string, excludedBy: string, change: Decoy['change']): Decoy => ({
  reason,
  excludedBy,
  count: EACH,
  change,
});

export const US_DECOYS: readonly Decoy[] = [
  decoy('other_primary', 'prostate_cancer', (plan, random) =>
    withPrimary(plan, random.pick(['C67.9', 'C34.90', 'C22.0'])),
  ),
  decoy('woman', 'prostate_cancer', (plan, random) => ({
    ...withPrimary(plan, 'C50.919'),
    sex: 'female',
    given: random.pick(NAMES.us.female),
  })),
  decoy('suspected_only', 'prostate_cancer', (plan) => withPrimary(plan, 'C61', 'suspected')),
  decoy('mcrpc_before_range', 'mcrpc_in_range', (plan, random) =>
    withMcrpcOn(plan, addDays('2011-02-01', random.int(0, 900))),
  ),
  decoy('mcrpc_after_range', 'mcrpc_in_range', (plan, random) => {
    const moved = withIndexOn(
      { ...plan, death: null, laterSites: [], afterCutoff: null },
      addDays('2022-03-01', random.int(0, 120)),
    );
    const resistance = moved.castrationResistance && {
      ...moved.castrationResistance,
      day: addDays('2021-10-20', random.int(0, 60)),
      // A bare 2021 would mean July, within the range.
      letter: moved.castrationResistance.letter === 'year' ? ('month' as const) : moved.castrationResistance.letter,
    };
    return stopAt({ ...moved, castrationResistance: resistance }, '2022-12-20');
  }),
  decoy('castration_sensitive', 'mcrpc_in_range', (plan) => ({
    ...plan,
    castrationResistance: null,
    therapies: plan.therapies.filter((t) => t.class === 'taxane' && t.drug === 'docetaxel' && t.start < plan.index),
    notGiven: [],
  })),
  decoy('not_metastatic', 'mcrpc_in_range', (plan) => ({
    ...plan,
    metastaticAtDiagnosis: false,
    laterSites: [],
    sites: plan.sites.map(({ site }) => ({ site, status: 'absent', since: null, structured: false, letter: true })),
  })),
  decoy('no_taxane', 'prior_taxane', (plan) => ({
    ...plan,
    therapies: plan.therapies.filter((t) => t.class !== 'taxane'),
    notGiven: [],
  })),
  decoy('taxane_declined', 'prior_taxane', (plan) => ({
    ...plan,
    therapies: plan.therapies.filter((t) => t.class !== 'taxane'),
    notGiven: [{ drug: 'docetaxel', how: 'declined' }],
  })),
  decoy('no_arpi', 'prior_arpi', (plan) => ({
    ...plan,
    therapies: plan.therapies.filter((t) => t.class !== 'arpi'),
    notGiven: [],
  })),
  decoy('bicalutamide_only', 'prior_arpi', (plan) => ({
    ...plan,
    therapies: plan.therapies.filter((t) => t.class !== 'arpi'),
    notGiven: [],
  })),
  decoy('arpi_planned', 'prior_arpi', (plan) => ({
    ...plan,
    therapies: plan.therapies.filter((t) => t.class !== 'arpi'),
    notGiven: [{ drug: 'enzalutamide', how: 'planned' }],
  })),
  decoy('no_later_treatment', 'subsequent_treatment', (plan) => ({ ...plan, therapies: before(plan), notGiven: [] })),
  decoy('later_treatment_planned', 'subsequent_treatment', (plan) => {
    const given = before(plan);
    const drug = (['cabazitaxel', 'enzalutamide', 'abiraterone'] as const).find(
      (candidate) => !given.some((t) => t.drug === candidate),
    );
    return { ...plan, therapies: given, notGiven: drug === undefined ? [] : [{ drug, how: 'planned' }] };
  }),
  decoy('psma_rlt_before', 'no_psma_rlt', (plan, random) => radioligand(plan, -12, random)),
  decoy('psma_rlt_later', 'no_psma_rlt', (plan, random) =>
    radioligand(plan, Math.min(45, daysBetween(plan.index, plan.lastActivity)), random),
  ),
];

/** Ends the record on `last`: later values, and what is left of a treatment, are not known yet. */
function stopAt(plan: PatientPlan, last: string): PatientPlan {
  if (plan.lastActivity <= last) return plan;
  const until = (therapy: TherapyPlan): TherapyPlan =>
    therapy.end === null || therapy.end <= last
      ? therapy
      : { ...therapy, end: null, infusions: therapy.infusions === null ? null : 1 };
  return {
    ...plan,
    lastActivity: last,
    psa: plan.psa.filter((psa) => psa.date <= last),
    therapies: plan.therapies.filter((t) => t.start <= last).map(until),
  };
}
