/** UKE patients who must not get in. */
import { addDays } from '../calendar.ts';
import type { DayDate } from '../domain.ts';
import { NO_RLT, withIndexOn, withPrimary } from './plan/edit.ts';
import { NAMES } from './plan/names.ts';
import type { Decoy, OtherNuclidePlan, PatientPlan, SitePlan } from './plan/types.ts';
import type { Random } from './random.ts';

/** Doses of another radionuclide, four to eight weeks apart, the first at index. */
function nuclide(kind: OtherNuclidePlan['nuclide'], plan: PatientPlan, random: Random): OtherNuclidePlan {
  const step = kind === 'ra223' ? 28 : 60;
  const dates = Array.from({ length: random.int(1, 6) }, (_, i) => addDays(plan.index, i * step)).filter(
    (day) => day <= plan.lastActivity,
  );
  return { nuclide: kind, dates };
}

const withoutRlt = (plan: PatientPlan): PatientPlan => ({ ...plan, rlt: NO_RLT });

function announced(plan: PatientPlan, status: 'planned' | 'cancelled' | 'declined'): PatientPlan {
  return { ...plan, rlt: { ...NO_RLT, letter: true, announced: { date: plan.index, status } } };
}

const female = (plan: PatientPlan, random: Random): PatientPlan => ({
  ...plan,
  sex: 'female',
  given: random.pick(NAMES.uke.female),
});

/** Without the cycles that a shorter follow-up no longer reaches. */
function lastCycleBefore(plan: PatientPlan, cutoff: DayDate): PatientPlan {
  const cycles = plan.rlt.cycles.filter((cycle) => cycle.date <= cutoff);
  return { ...plan, rlt: { ...plan.rlt, cycles } };
}

const EACH = 13;
const decoy = (reason: string, excludedBy: string, change: Decoy['change']): Decoy => ({
  reason,
  excludedBy,
  count: EACH,
  change,
});

export const UKE_DECOYS: readonly Decoy[] = [
  decoy('net_with_dotatate', 'prostate_cancer', (plan, random) => {
    const other = withPrimary(plan, random.pick(['C17.2', 'C25.4']));
    return { ...other, otherNuclide: nuclide('lu177-dotatate', plan, random) };
  }),
  decoy('other_primary', 'prostate_cancer', (plan, random) => withPrimary(plan, random.pick(['C67.9', 'C34.9']))),
  decoy('woman', 'prostate_cancer', (plan, random) => female(withPrimary(plan, 'C50.9'), random)),
  decoy('suspected_only', 'prostate_cancer', (plan) => withPrimary(plan, 'C61', 'suspected')),
  decoy('refuted_coding', 'prostate_cancer', (plan) => withPrimary(plan, 'C61', 'refuted')),
  decoy('psma_pet_only', 'psma_rlt_given', withoutRlt),
  decoy('rlt_planned_only', 'psma_rlt_given', (plan) => announced(plan, 'planned')),
  decoy('rlt_cancelled', 'psma_rlt_given', (plan) => announced(plan, 'cancelled')),
  decoy('rlt_declined', 'psma_rlt_given', (plan) => announced(plan, 'declined')),
  decoy('rlt_not_done', 'psma_rlt_given', (plan) => ({
    ...plan,
    rlt: {
      ...plan.rlt,
      ops: true,
      course: 'none',
      letter: false,
      cycles: plan.rlt.cycles.slice(0, 1),
      announced: null,
    },
  })),
  decoy('dotatate', 'psma_rlt_given', (plan, random) => ({
    ...withoutRlt(plan),
    otherNuclide: nuclide('lu177-dotatate', plan, random),
  })),
  decoy('radium_223', 'psma_rlt_given', (plan, random) => ({
    ...withoutRlt(plan),
    otherNuclide: nuclide('ra223', plan, random),
  })),
  decoy('actinium_only', 'psma_rlt_given', (plan, random) => ({
    ...withoutRlt(plan),
    otherNuclide: nuclide('ac225-psma', plan, random),
  })),
  decoy('rlt_before_window', 'index_in_window', (plan, random) =>
    withIndexOn(plan, addDays('2015-03-01', random.int(0, 950))),
  ),
  decoy('rlt_after_window', 'index_in_window', (plan, random) => {
    const index = addDays('2022-11-03', random.int(0, 100));
    const moved = withIndexOn({ ...plan, death: null, afterCutoff: null, laterSites: [] }, index);
    const last = addDays(index, random.int(20, 120));
    const clear = {
      ...moved,
      lastActivity: last,
      therapies: moved.therapies.filter((t) => t.start < index),
      psa: moved.psa.filter((psa) => psa.date <= last),
    };
    return lastCycleBefore(clear, addDays(last, -4));
  }),
  decoy('external_cycle_before_window', 'index_in_window', (plan, random) => {
    const first = addDays('2016-01-10', random.int(0, 600));
    const own = plan.rlt.cycles.map((cycle) => ({ ...cycle, number: cycle.number + 1 }));
    const earlier = { number: 1, date: first, gbq: 6.5, agent: '177Lu-PSMA', external: true } as const;
    const early =
      first < addDays(plan.diagnosis.day, 200)
        ? {
            ...plan,
            diagnosis: { ...plan.diagnosis, day: addDays(first, -1500) },
            adt: { ...plan.adt, start: addDays(first, -1450) },
          }
        : plan;
    return { ...early, rlt: { ...plan.rlt, letter: true, cycles: [earlier, ...own] } };
  }),
  decoy('hormone_sensitive', 'castration_resistant', (plan) => {
    const young = {
      ...plan,
      diagnosis: { ...plan.diagnosis, day: addDays(plan.index, -400) },
      adt: { ...plan.adt, start: addDays(plan.index, -380) },
    };
    return {
      ...young,
      castrationResistance: null,
      therapies: [],
      notGiven: [],
      psa: plan.psa.filter((psa) => psa.date >= addDays(plan.index, -120)),
      sites: plan.sites.map((site) => ({ ...site, since: site.since === null ? null : addDays(plan.index, -399) })),
      metastaticAtDiagnosis: false,
    };
  }),
  decoy('not_metastatic', 'metastatic', (plan) => ({
    ...plan,
    metastaticAtDiagnosis: false,
    laterSites: [],
    sites: plan.sites.map(({ site }) => ({ site, status: 'absent', since: null, structured: false, letter: true })),
  })),
  decoy('resistant_after_index', 'castration_resistant', (plan) => {
    const later = addDays(plan.index, 75);
    const last = addDays(plan.index, 160);
    const seen = plan.lastActivity > last ? plan.lastActivity : last;
    return {
      ...plan,
      castrationResistance: { day: later, structured: null, letter: 'day' },
      therapies: [],
      notGiven: [],
      laterSites: [],
      lastActivity: seen,
      death: null,
      afterCutoff: null,
    };
  }),
  decoy('metastasis_suspected_only', 'metastatic', (plan, random) => {
    const suspected = random.pick(['liver', 'lung', 'bone'] as const);
    const sites = plan.sites.filter(({ site }) => site !== suspected).map(({ site }) => absent(site));
    return { ...plan, metastaticAtDiagnosis: false, laterSites: [], suspected, sites };
  }),
];

function absent(site: SitePlan['site']): SitePlan {
  return { site, status: 'absent', since: null, structured: false, letter: true };
}
