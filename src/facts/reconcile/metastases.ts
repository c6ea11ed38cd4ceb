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

function questionsOn(site: MetastasisSite, facts: readonly SiteFact[], reference: DayDate | null): Question[] {
  const until = reference === null ? '9999-12-31' : addDays(reference, LETTER_DAYS);
  const by = facts.filter((fact) => firstDay(fact) <= until);
  const holds = (status: MetastasisStatus, among: readonly SiteFact[]): SiteFact[] =>
    among.filter((fact) => fact.status === status);
  const present = [...holds('present', by), ...holds('historical', by)];
  const name = site.replace('_', ' ');
  const words = reference === null ? '' : ` by the first cycle of PSMA-RLT (${reference})`;
  const ask = (code: string, question: string, status: MetastasisStatus): Question[] => [
    { topic: siteTopic(site), code, question, proposal: { status }, facts },
  ];
  const contradicted = holds('absent', by).filter((fact) => present.some((p) => firstDay(p) <= firstDay(fact)));
  if (present.length > 0 && contradicted.length > present.length) {
    return ask(
      'metastasis_conflict',
      `Notes contradict each other on ${name} metastases. Were there any${words}?`,
      'present',
    );
  }
  const uncertain = holds('uncertain', by).at(-1);
  const settled = uncertain && facts.some((f) => f.status === 'absent' && firstDay(f) >= firstDay(uncertain));
  if (present.length === 0 && uncertain && !settled) {
    return ask('uncertain_only', `Metastasis of ${name} is only suspected. Was there one${words}?`, 'uncertain');
  }
  const recent = reference === null ? by : by.filter((fact) => firstDay(fact) >= addDays(reference, -YEAR));
  const next = facts.find((fact) => !by.includes(fact));
  const isNew = next?.status === 'present' && reference !== null && firstDay(next) <= addDays(reference, YEAR);
  if (present.length === 0 && recent.length === 0 && isNew) {
    const question = `Metastasis of ${name} is first stated on ${firstDay(next)}. Was there one${words}?`;
    return ask('stated_after_index', question, 'uncertain');
  }
  const [status, deciding] = present.length > 0 ? (['present', present] as const) : (['absent', by] as const);
  const doubt = deciding[0]?.doubt;
  if (doubt !== undefined && deciding.every((fact) => fact.doubt !== undefined)) {
    return ask('doubtful_statement', `Metastasis of ${name}: ${doubt}. Was there one${words}?`, status);
  }
  return [];
}

function firstDay(fact: SiteFact): DayDate {
  const date = fact.date ?? fact.documented;
  return date === undefined ? '' : boundsOf(date).first;
}
