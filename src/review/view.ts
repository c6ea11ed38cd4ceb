/** Everything a question's page shows, read in one go. */
import type { DayDate, Decision, Evidence, Fact, Flag, PartialDate } from '../domain.ts';
import { compareDates } from '../calendar.ts';
import { recentDecisions, topicSeq } from '../store/review-db.ts';
import type { ReviewDb, Shown } from '../store/review-db.ts';
import type { Session } from '../store/review-accounts.ts';
import { contentKey } from './evidence-groups.ts';
import { evidenceItems } from './evidence.ts';
import type { EvidenceItem } from './evidence.ts';
import { buildQueue, countStates, decisionInForce, marksInForce, neighbours, stateOf } from './queue.ts';
import type { Counts, QuestionState } from './queue.ts';
import type { ReviewReader } from './reader.ts';
import { factWords } from './words.ts';

export interface QuestionView {
  readonly flag: Flag;
  readonly state: QuestionState;
  readonly items: readonly EvidenceItem[];
  /** Items beyond the first fifty that this page leaves out. */
  readonly left: number;
  readonly timeline: readonly TimelineEntry[];
  /** The decision in force, and what of its evidence is no longer found. */
  readonly decision: Decision | null;
  readonly vanished: readonly Evidence[];
  /** Newest event on this question: sent back with the answer, so that nobody answers over another's answer. */
  readonly seenSeq: number;
  readonly place: { readonly before: string | null; readonly after: string | null; readonly position: number };
  readonly total: number;
  readonly counts: Counts;
  readonly recent: readonly Decision[];
}

const AT_ONCE = 50;
const RECENT = 10;

export function viewQuestion(
  db: ReviewDb,
  reader: ReviewReader,
  session: Session,
  flag: Flag,
  all = false,
): QuestionView {
  const facts = reader.facts(flag.patient);
  const marks = marksInForce(db, reader);
  const decision = decisionInForce(db, marks, flag);
  const items = evidenceItems(
    flag,
    reader,
    facts,
    decision && stateOf(flag, decision) === 'reopened' ? decision.evidence : null,
  );
  const now = new Set(flag.evidence.map(contentKey));
  const queue = buildQueue(reader.flags(), marks);
  return {
    flag,
    state: stateOf(flag, decision),
    items: all ? items : items.slice(0, AT_ONCE),
    left: all ? 0 : Math.max(0, items.length - AT_ONCE),
    timeline: timelineOf(facts),
    decision,
    vanished: decision?.evidence.filter((one) => !now.has(contentKey(one))) ?? [],
    seenSeq: topicSeq(db, flag.patient, flag.topic),
    place: neighbours(queue, flag.id),
    total: queue.length,
    counts: countStates(queue),
    recent: recentDecisions(db, session.account, startOf(session), RECENT),
  };
}

/** Where a session began, as decisions write their time. */
const startOf = (session: Session): string => new Date(session.startedAt).toISOString();

/** The day of a moment, as a bound for dates that people enter: in the zone that is furthest ahead. */
export const latestToday = (now: number): DayDate => new Date(now + 14 * 3_600_000).toISOString().slice(0, 10);

/** One line of the timeline; `times` = in how many facts the record says so. */
export interface TimelineEntry {
  readonly kind: Fact['kind'];
  readonly date: PartialDate;
  readonly words: string;
  readonly times: number;
}

/** Visits are left out: they say that the patient lived, and would hide what happened. */
function timelineOf(facts: readonly Fact[]): TimelineEntry[] {
  const entries = new Map<string, TimelineEntry>();
  for (const fact of facts) {
    if (fact.date === null || fact.kind === 'activity' || fact.kind === 'sex') continue;
    const words = factWords(fact);
    const key = `${fact.date} ${words}`;
    entries.set(key, { kind: fact.kind, date: fact.date, words, times: (entries.get(key)?.times ?? 0) + 1 });
  }
  return [...entries.values()].sort((a, b) => compareDates(a.date, b.date));
}

/** The snippets as they stand on the page, to be kept with the decision. */
export function shownOf(items: readonly EvidenceItem[]): Shown[] {
  return items.map((item) => ({
    title: [item.title, item.date].filter(Boolean).join(' · '),
    text: item.snippet.map((part) => part.text).join(''),
  }));
}
