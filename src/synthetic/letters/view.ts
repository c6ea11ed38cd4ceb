/** What a writer can know on the day of a letter, cut down to what letters of this patient tell. */
import { completedYears, daysBetween } from '../../calendar.ts';
import type { DayDate } from '../../domain.ts';
import type {
  CyclePlan,
  NotGivenPlan,
  PatientPlan,
  PsaPlan,
  PublishedSite,
  SitePlan,
  StatedDate,
  TherapyPlan,
} from '../plan/types.ts';
import { PUBLISHED_SITES } from '../published.ts';
import type { Random } from '../random.ts';

/** How hospitals name kinds of documents: a code of its document system and words. */
export interface LetterKind {
  readonly code: string;
  readonly display: string;
}

export interface Letter {
  /** Unique within the patient. */
  readonly key: string;
  readonly date: DayDate;
  readonly kind: LetterKind;
  readonly text: string;
}

export interface View {
  readonly plan: PatientPlan;
  readonly date: DayDate;
  readonly random: Random;
  readonly age: number;
  /** Date of diagnosis where letters state it. */
  readonly diagnosis: StatedDate | null;
  readonly gleason: { readonly primary: number; readonly secondary: number } | null;
  readonly resistant: StatedDate | null;
  /** Sites by what letters say of them by this day; a site that letters never speak of is in none. */
  readonly present: readonly PublishedSite[];
  readonly absent: readonly PublishedSite[];
  /** Those of `present` that are new since index. */
  readonly fresh: readonly PublishedSite[];
  /** Sites present at diagnosis, for the TNM of the first staging. */
  readonly initial: readonly PublishedSite[];
  readonly drugs: readonly TherapyPlan[];
  /** Talked of, and not given by this day. */
  readonly notGiven: readonly NotGivenPlan[];
  readonly cycles: readonly CyclePlan[];
  readonly psa: readonly PsaPlan[];
}

export function viewAt(plan: PatientPlan, date: DayDate, random: Random): View {
  const told = plan.sites.filter((site) => site.letter);
  const known = (site: SitePlan): boolean => site.status === 'present' && site.since !== null && site.since <= date;
  const fresh = plan.laterSites.filter((later) => later.since <= date).map((later) => later.site);
  const present = told.filter(known).map((site) => site.site);
  const resistant = plan.castrationResistance;
  return {
    plan,
    date,
    random,
    age: completedYears(plan.birth, date),
    diagnosis: plan.diagnosis.letter === null ? null : plan.diagnosis,
    gleason: plan.gleason !== null && plan.gleason.letter ? plan.gleason : null,
    resistant: resistant !== null && resistant.letter !== null && resistant.day <= date ? resistant : null,
    present: PUBLISHED_SITES.filter((site) => present.includes(site) || fresh.includes(site)),
    absent: told.filter((site) => !known(site) && !fresh.includes(site.site)).map((site) => site.site),
    fresh,
    initial: told.filter((site) => site.since === plan.diagnosis.day).map((site) => site.site),
    drugs: plan.therapies.filter((therapy) => therapy.letter && therapy.start <= date),
    notGiven: plan.notGiven.filter(({ drug }) => !plan.therapies.some((t) => t.drug === drug && t.start <= date)),
    cycles: plan.rlt.letter ? plan.rlt.cycles.filter((cycle) => cycle.date <= date) : [],
    psa: plan.psa.filter((psa) => psa.letter && psa.date <= date && daysBetween(psa.date, date) < 800),
  };
}

/** Does a treatment still run on the day of the letter? */
export function ongoing(therapy: TherapyPlan, date: DayDate): boolean {
  return therapy.end === null || therapy.end > date;
}

/** A day that is no later than the patient's last contact. */
export function noLaterThan(day: DayDate, last: DayDate): DayDate {
  return day > last ? last : day;
}
