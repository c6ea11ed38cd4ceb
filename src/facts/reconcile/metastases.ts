/** Metastases: per site, everything stated, with its date or the date by which it was known (clinical definition 3.7). */
import { addDays, boundsOf } from '../../calendar.ts';
import type { DayDate, Decision, FactOf, MetastasisSite, MetastasisStatus, Topic } from '../../domain.ts';
import { METASTASIS_SITES } from '../../domain.ts';
import type { SiteRecord, SiteStatement } from '../record.ts';
import { LETTER_DAYS, isStructured, writtenOn } from './choose.ts';
import { decidedDate, humanEvidence } from './decisions.ts';
import type { Question } from './flags.ts';

type SiteFact = FactOf<'metastasis'>;

/** Sites that the cohort table reports on: only these are asked about. */
const ASKED: readonly MetastasisSite[] = ['bone', 'liver', 'lung', 'lymph_node'];
/** What is first stated within a year after it, and not spoken of in the year before, may have been there before. */
const YEAR = 365;

function siteTopic(site: MetastasisSite): Topic {
  return `metastasis:${site}`;
}

/** `reference`: the day up to which sites are asked about (first PSMA-RLT cycle); null = the whole record. */
export function reconcileMetastases(
  facts: readonly SiteFact[],
  decisions: ReadonlyMap<Topic, Decision>,
  reference: DayDate | null,
): { metastases: SiteRecord[]; questions: Question[] } {
  const metastases: SiteRecord[] = [];
  const questions: Question[] = [];
  for (const site of METASTASIS_SITES) {
    const own = facts.filter((fact) => fact.site === site).toSorted((a, b) => (writtenOn(a) < writtenOn(b) ? -1 : 1));
    const decision = decisions.get(siteTopic(site));
    if (own.length === 0 && !decision) continue;
    metastases.push({ site, statements: own.map(statementOf), ruling: decision ? rulingOf(decision) : null });
    if (ASKED.includes(site)) questions.push(...questionsOn(site, own, reference));
  }
  return { metastases, questions };
}

function statementOf(fact: SiteFact): SiteStatement {
  return {
    status: fact.status,
    date: fact.date,
    documented: fact.documented ?? null,
    nodal: fact.nodal ?? null,
    decidedBy: isStructured(fact) ? 'structured' : 'note',
    evidence: fact.evidence,
  };
}

const STATUSES: readonly MetastasisStatus[] = ['present', 'absent', 'uncertain', 'historical'];

/** Rejecting a site means that there is none; "not documented" that nothing can be said. */
function rulingOf(decision: Decision): NonNullable<SiteRecord['ruling']> {
  const { value, action } = decision;
  const named = value !== null && 'status' in value ? STATUSES.find((status) => status === value.status) : undefined;
  return {
    status: named ?? (action === 'reject' ? 'absent' : 'unknown'),
    date: decidedDate(decision),
    rule: 'human_decision',
    decidedBy: 'human',
    evidence: [humanEvidence(decision), ...decision.evidence],
    against: [],
  };
}

/** What is known of a site when the questions are put. */
interface SiteState {
  readonly facts: readonly SiteFact[];
  /** Those of the time up to the reference. */
  readonly by: readonly SiteFact[];
  /** Those of them that say that it is or was metastatic. */
  readonly present: readonly SiteFact[];
  readonly reference: DayDate | null;
  /** The site, and the reference, in words. */
  readonly name: string;
  readonly when: string;
}
interface Asked {
  readonly code: string;
  readonly question: string;
  readonly proposed: MetastasisStatus;
}

/** One question at the most: the first that applies. */
function questionsOn(site: MetastasisSite, facts: readonly SiteFact[], reference: DayDate | null): Question[] {
  const until = reference === null ? '9999-12-31' : addDays(reference, LETTER_DAYS);
  const by = facts.filter((fact) => firstDay(fact) <= until);
  const present = [...ofStatus('present', by), ...ofStatus('historical', by)];
  const when = reference === null ? '' : ` by the first cycle of PSMA-RLT (${reference})`;
  const state = { facts, by, present, reference, name: site.replace('_', ' '), when };
  const asked = contradicted(state) ?? onlySuspected(state) ?? statedLater(state) ?? doubted(state);
  if (!asked) return [];
  const { code, question, proposed } = asked;
  return [{ topic: siteTopic(site), code, question, proposal: { status: proposed }, facts }];
}

const ofStatus = (status: MetastasisStatus, among: readonly SiteFact[]): SiteFact[] =>
  among.filter((fact) => fact.status === status);

/** More denials than affirmations, each after something affirmed it: a site once metastatic is denied in passing, too. */
function contradicted({ by, present, name, when }: SiteState): Asked | null {
  const denials = ofStatus('absent', by).filter((fact) => present.some((p) => firstDay(p) <= firstDay(fact)));
  if (present.length === 0 || denials.length <= present.length) return null;
  const question = `Notes contradict each other on ${name} metastases. Were there any${when}?`;
  return { code: 'metastasis_conflict', question, proposed: 'present' };
}

/** Suspected, and nothing later denies it. */
function onlySuspected({ facts, by, present, name, when }: SiteState): Asked | null {
  const suspicion = ofStatus('uncertain', by).at(-1);
  if (present.length > 0 || !suspicion) return null;
  if (facts.some((fact) => fact.status === 'absent' && firstDay(fact) >= firstDay(suspicion))) return null;
  const question = `Metastasis of ${name} is only suspected. Was there one${when}?`;
  return { code: 'uncertain_only', question, proposed: 'uncertain' };
}

/** First stated within a year after the reference, where nothing in the year before it speaks of the site. */
function statedLater({ facts, by, present, reference, name, when }: SiteState): Asked | null {
  if (reference === null || present.length > 0) return null;
  if (by.some((fact) => firstDay(fact) >= addDays(reference, -YEAR))) return null;
  const next = facts.find((fact) => !by.includes(fact));
  if (next?.status !== 'present' || firstDay(next) > addDays(reference, YEAR)) return null;
  const question = `Metastasis of ${name} is first stated on ${firstDay(next)}. Was there one${when}?`;
  return { code: 'stated_after_index', question, proposed: 'uncertain' };
}

/** All that decides is in doubt. */
function doubted({ by, present, name, when }: SiteState): Asked | null {
  const deciding = present.length > 0 ? present : by;
  const doubt = deciding[0]?.doubt;
  if (doubt === undefined || deciding.some((fact) => fact.doubt === undefined)) return null;
  const question = `Metastasis of ${name}: ${doubt}. Was there one${when}?`;
  return { code: 'doubtful_statement', question, proposed: present.length > 0 ? 'present' : 'absent' };
}

function firstDay(fact: SiteFact): DayDate {
  const date = fact.date ?? fact.documented;
  return date === undefined ? '' : boundsOf(date).first;
}
