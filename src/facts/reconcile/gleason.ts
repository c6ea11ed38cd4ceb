/** The Gleason score at initial diagnosis (clinical definition 3.6). */
import { boundsOf, daysBetween } from '../../calendar.ts';
import type { Decision, FactOf, PartialDate } from '../../domain.ts';
import { gradeGroup } from '../grade-group.ts';
import type { GleasonScore, GleasonSource, PatientRecord } from '../record.ts';
import { isStructured, resolved, voices, writtenOn } from './choose.ts';
import { gapDays } from './cycle-match.ts';
import { byHuman } from './decisions.ts';
import type { Question } from './flags.ts';
import type { RuleId } from './rules.ts';

type GleasonFact = FactOf<'gleason'>;
type Gleason = PatientRecord['gleason'];

/** A score counts as that at diagnosis when its specimen was taken in these days around it. */
const DAYS_BEFORE = 60;
const DAYS_AFTER = 180;

interface Tier {
  readonly rule: RuleId;
  readonly from: GleasonSource;
  readonly takes: (fact: GleasonFact, diagnosed: PartialDate | null) => boolean;
}

/** In order of precedence: the first tier that has a score gives it. */
const TIERS: readonly Tier[] = [
  { rule: 'gleason_biopsy', from: 'biopsy', takes: (f) => f.specimen === 'biopsy' || f.specimen === 'turp' },
  { rule: 'gleason_prostatectomy', from: 'prostatectomy', takes: (f) => f.specimen === 'prostatectomy' },
  { rule: 'gleason_registry', from: 'registry', takes: isStructured },
  { rule: 'gleason_note_at_diagnosis', from: 'note', takes: isWrittenAtDiagnosis },
  { rule: 'gleason_note', from: 'note', takes: () => true },
];

export function reconcileGleason(
  facts: readonly GleasonFact[],
  diagnosed: PartialDate | null,
  decision: Decision | undefined,
): { gleason: Gleason; questions: Question[] } {
  const usable = facts.filter((fact) => fact.specimen !== 'metastasis' && isAtDiagnosis(fact, diagnosed));
  const spoken = onePerDocument(usable);
  const tier = TIERS.find(({ takes }) => spoken.some((fact) => takes(fact, diagnosed)));
  const candidates = tier ? spoken.filter((fact) => tier.takes(fact, diagnosed)) : [];
  const derived = tier ? choose(candidates, facts, tier) : null;
  const rivals = derived ? [...candidates, ...unlabelledRivals(spoken, candidates)] : [];
  return {
    gleason: decision ? decided(decision, derived) : derived,
    questions: derived ? questionsOn(derived, rivals, facts) : [],
  };
}

/**
 * Scores without specimen that were written at the time of the chosen ones contradict them too, unless they are those of
 * a prostatectomy.
 */
function unlabelledRivals(spoken: readonly GleasonFact[], chosen: readonly GleasonFact[]): GleasonFact[] {
  const surgical = new Set(spoken.flatMap((fact) => (fact.specimen === 'prostatectomy' ? [fact.total] : [])));
  return spoken.filter((fact) => {
    const { documented } = fact;
    if (chosen.includes(fact) || fact.specimen !== null || documented === undefined || surgical.has(fact.total))
      return false;
    return chosen.some(
      (other) => other.documented !== undefined && gapDays(documented, other.documented) <= DAYS_BEFORE,
    );
  });
}

/** A dated specimen must be from around diagnosis; an undated score in a note is the one the disease is known by. */
function isAtDiagnosis({ date }: GleasonFact, diagnosed: PartialDate | null): boolean {
  return date === null || diagnosed === null || isAround(date, diagnosed);
}

function isWrittenAtDiagnosis({ documented }: GleasonFact, diagnosed: PartialDate | null): boolean {
  return documented !== undefined && diagnosed !== null && isAround(documented, diagnosed);
}

function isAround(date: PartialDate, diagnosed: PartialDate): boolean {
  const [day, diagnosis] = [boundsOf(date), boundsOf(diagnosed)];
  return daysBetween(day.last, diagnosis.first) <= DAYS_BEFORE && daysBetween(diagnosis.last, day.first) <= DAYS_AFTER;
}

/** Of several scores of one specimen in one document: the overall one, else the highest (several cores of one biopsy). */
function onePerDocument(facts: readonly GleasonFact[]): GleasonFact[] {
  const groups = Map.groupBy(facts, (fact) => {
    const first = fact.evidence[0];
    const specimen = fact.specimen === 'turp' ? 'biopsy' : (fact.specimen ?? '');
    return first?.source === 'note' ? `${first.note} ${specimen}` : `${specimen} ${fact.date ?? ''} ${fact.total}`;
  });
  return [...groups.values()].flatMap((group) => {
    const overall = group.filter((fact) => fact.overall);
    const pool = overall.length > 0 ? overall : group;
    return pool.toSorted((a, b) => b.total - a.total || parts(b) - parts(a)).slice(0, 1);
  });
}

const parts = ({ primary, secondary }: GleasonFact): number => (primary !== null && secondary !== null ? 1 : 0);

/** The total most documents state, the highest among equals; its parts from whoever states them. */
function choose(candidates: readonly GleasonFact[], all: readonly GleasonFact[], tier: Tier): NonNullable<Gleason> {
  const totals = [...Map.groupBy(candidates, (fact) => fact.total)];
  const early = tier.rule === 'gleason_note_at_diagnosis';
  const [total, own] = totals.toSorted(
    ([a, x], [b, y]) => (early ? compareText(written(x), written(y)) : voices(y) - voices(x)) || b - a,
  )[0] ?? [0, []];
  const agreeing = all.filter((fact) => fact.total === total);
  const split = mostParts(own) ?? mostParts(agreeing);
  const value: GleasonScore = {
    primary: split?.primary ?? null,
    secondary: split?.secondary ?? null,
    total,
    gradeGroup: gradeGroup({ primary: split?.primary ?? null, secondary: split?.secondary ?? null, total }),
  };
  const from = tier.from === 'biopsy' && own.every((fact) => fact.specimen === 'turp') ? 'turp' : tier.from;
  const against = all.filter((fact) => fact.total !== total);
  return { ...resolved(value, tier.rule, own, against), from };
}

const written = (facts: readonly GleasonFact[]): string => facts.map(writtenOn).toSorted()[0] ?? '';
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function mostParts(facts: readonly GleasonFact[]): GleasonFact | undefined {
  const withParts = facts.filter((fact) => parts(fact) === 1);
  const groups = [...Map.groupBy(withParts, (fact) => `${fact.primary}+${fact.secondary}`).values()];
  return groups.toSorted((a, b) => voices(b) - voices(a) || (b[0]?.primary ?? 0) - (a[0]?.primary ?? 0))[0]?.[0];
}

function decided(decision: Decision, instead: Gleason): Gleason {
  const { value } = decision;
  if (value === null || !('total' in value)) return null;
  const { primary, secondary, total } = value;
  const score = { primary, secondary, total, gradeGroup: gradeGroup(value) };
  return { ...byHuman(score, decision, instead), from: 'human' };
}

function questionsOn(
  chosen: NonNullable<Gleason>,
  candidates: readonly GleasonFact[],
  facts: readonly GleasonFact[],
): Question[] {
  const { primary, secondary, total } = chosen.value;
  const words = (f: GleasonScore | GleasonFact): string =>
    f.primary === null ? `${f.total}` : `${f.primary}+${f.secondary}=${f.total}`;
  const differ = candidates.filter((fact) => fact.total !== total);
  const inParts = candidates.filter(
    (f) => f.total === total && total === 7 && f.primary !== null && f.primary !== primary,
  );
  const doubt = candidates.find((fact) => fact.doubt !== undefined)?.doubt;
  const others = [...new Set([...differ, ...inParts].map(words))].sort();
  if (others.length === 0 && doubt === undefined) return [];
  const question =
    others.length > 0
      ? `The Gleason score at diagnosis is given as ${words(chosen.value)} and as ${others.join(', ')}. Which one is right?`
      : `Gleason score ${words(chosen.value)}: ${doubt}. Which score was found at diagnosis?`;
  const first = [...candidates].toSorted((a, b) => (writtenOn(a) < writtenOn(b) ? -1 : 1));
  return [
    {
      topic: 'gleason_initial',
      code: others.length > 0 ? 'gleason_conflict' : 'doubtful_statement',
      question,
      proposal: { primary, secondary, total },
      facts: [...first, ...facts.filter((fact) => !first.includes(fact))],
    },
  ];
}
