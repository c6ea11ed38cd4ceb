/** Changes of a plan that several decoys share. */
import { addDays, daysBetween } from '../../calendar.ts';
import type { DayDate } from '../../domain.ts';
import type { Random } from '../random.ts';
import type { PatientPlan, RltPlan } from './types.ts';

export const NO_RLT: RltPlan = { ops: false, course: 'none', letter: false, cycles: [], announced: null };

/** The whole course, earlier (negative) or later. A contact after the data cut-off does not move into it. */
function shifted(plan: PatientPlan, days: number): PatientPlan {
  const move = <D extends DayDate | null>(day: D): D => (day === null ? day : (addDays(day, days) as D));
  const dated = <T extends { date: DayDate }>(list: readonly T[]): T[] =>
    list.map((item) => ({ ...item, date: move(item.date) }));
  const { castrationResistance: resistance, otherNuclide: nuclide, rlt } = plan;
  return {
    ...plan,
    birth: move(plan.birth),
    diagnosis: { ...plan.diagnosis, day: move(plan.diagnosis.day) },
    adt: { ...plan.adt, start: move(plan.adt.start) },
    castrationResistance: resistance && { ...resistance, day: move(resistance.day) },
    sites: plan.sites.map((site) => ({ ...site, since: move(site.since) })),
    laterSites: plan.laterSites.map((site) => ({ ...site, since: move(site.since) })),
    therapies: plan.therapies.map((therapy) => ({ ...therapy, start: move(therapy.start), end: move(therapy.end) })),
    rlt: {
      ...rlt,
      cycles: dated(rlt.cycles),
      announced: rlt.announced && { ...rlt.announced, date: move(rlt.announced.date) },
    },
    otherNuclide: nuclide && { ...nuclide, dates: nuclide.dates.map(move) },
    psa: dated(plan.psa),
    index: move(plan.index),
    death: plan.death && { ...plan.death, day: move(plan.death.day) },
    lastActivity: move(plan.lastActivity),
    afterCutoff: null,
  };
}

/** A course moved so that index falls on `day`. */
export function withIndexOn(plan: PatientPlan, day: DayDate): PatientPlan {
  return shifted(plan, daysBetween(plan.index, day));
}

/** Another disease, or none: nothing of the prostate-cancer course is left. */
export function withPrimary(
  plan: PatientPlan,
  primary: string,
  certainty: PatientPlan['certainty'] = 'confirmed',
): PatientPlan {
  return {
    ...plan,
    primary,
    certainty,
    gleason: null,
    castrationResistance: null,
    suspected: null,
    therapies: [],
    notGiven: [],
    psa: [],
    laterSites: [],
    rlt: NO_RLT,
    sites:
      certainty === 'confirmed'
        ? plan.sites.filter((site) => site.status === 'present').map((site) => ({ ...site, structured: true }))
        : [],
    metastaticAtDiagnosis: certainty === 'confirmed',
  };
}

/**
 * First castration-resistant without metastases, later metastatic: mCRPC keeps its day, as that of the first metastasis,
 * and coded data date the sites. The plan as it is where the course leaves no room for it.
 */
export function resistantBeforeMetastatic(plan: PatientPlan, random: Random): PatientPlan {
  const resistance = plan.castrationResistance;
  if (resistance === null) return plan;
  const mcrpc = resistance.day;
  const [before, after] = [daysBetween(plan.diagnosis.day, mcrpc), daysBetween(mcrpc, plan.index)];
  if (before < 450 || after < 100) return plan;
  let first = true;
  const sites = plan.sites.map((site) => {
    if (site.status === 'absent') return site;
    const since = first ? mcrpc : addDays(mcrpc, random.int(0, after - 70));
    first = false;
    return { ...site, since, structured: true };
  });
  const day = addDays(mcrpc, -random.int(100, Math.min(900, before - 250)));
  const letter = resistance.letter === 'year' ? 'month' : resistance.letter;
  const stated = { ...resistance, day, letter };
  return { ...plan, castrationResistance: stated, sites, metastaticAtDiagnosis: false, metastasesDated: true };
}
