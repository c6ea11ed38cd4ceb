/** A sentence cut into what belongs to one cycle each: a number or count with its dates, activities and cues. */
import type { RltAgent } from '../../../domain.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { yesOrNoAt } from '../ticks.ts';
import { nest, unite } from './anchors.ts';
import type { Anchor, Owned } from './anchors.ts';
import { isOfAnother } from './belonging.ts';
import { breaksBetween } from './breaks.ts';
import { homes } from './homes.ts';
import { isDayLine } from './lines.ts';
import { ownedBy } from './owner.ts';
import type { Standing } from './owner.ts';
import { ownWords } from './own-words.ts';
import type { Word, WordOf } from './types.ts';

export interface Segment {
  readonly anchor: Anchor | null;
  readonly agent: RltAgent;
  /** Dates, activities and cues of this segment. */
  readonly words: readonly Word[];
  /** Cues that stand before the first anchor and so speak for all that follow. */
  readonly shared: readonly Word[];
  readonly explicit: boolean;
  /** Where the therapy's name ends, if it stands in the sentence. */
  readonly named: number | null;
}

export function segmentsOf(
  doc: Document,
  sentence: Sentence,
  words: readonly Word[],
  standing: Standing,
  main: boolean,
): Segment[] {
  if (words.length === 0 || isAnsweredNo(doc, sentence, words)) return [];
  const anchors = anchorsOf(doc, words).map((anchor) => ({
    anchor,
    owner: ownedBy(doc, words, anchor, standing, sentence.line, main),
  }));
  const foreign = anchors.filter((a) => !a.owner).map((a) => a.anchor);
  const owned = anchors.flatMap(({ anchor, owner }) => (owner ? [{ anchor, agent: owner.agent }] : []));
  const own = nest(doc, words, unite(doc, owned));
  const mine = ownWords(doc, words, foreign, own.length > 0);
  if (own.length > 0) return replaced(doc, own, mine, words) ?? distribute(doc, own, mine, words);
  const agent = agentOf(doc, sentence, words, standing, main);
  return agent ? [{ ...agent, anchor: null, words: mine, shared: [] }] : [];
}

function anchorsOf(doc: Document, words: readonly Word[]): Anchor[] {
  return words.filter(
    (w): w is Anchor =>
      (w.kind === 'number' || w.kind === 'count') && !isListMark(doc, words, w) && !isOfSeries(doc, words, w),
  );
}

/** The agent that a sentence without numbers and counts speaks of: one it names, or the last named where it goes on with it. */
function agentOf(
  doc: Document,
  sentence: Sentence,
  words: readonly Word[],
  standing: Standing,
  main: boolean,
): Pick<Segment, 'agent' | 'explicit' | 'named'> | null {
  const agents = words.filter((w) => w.kind === 'agent');
  if (agents.length > 0) return { agent: bestAgent(agents), explicit: true, named: agents[0]?.end ?? null };
  if (standing.any?.kind !== 'agent') return null;
  const isOfIt = goesOn(doc, sentence, words, standing) || (main && speaksOfIt(doc, sentence, words));
  return isOfIt ? { agent: standing.any.agent, explicit: false, named: null } : null;
}

/** A plan with a date, or a list of days, behind the therapy on its line; or a line of a list of days below it. */
function goesOn(doc: Document, sentence: Sentence, words: readonly Word[], standing: Standing): boolean {
  if (sentence.line === standing.line + 1) return isDayLine(doc, sentence, words);
  return sentence.line === standing.line && (isDatedPlan(words) || isListOfDays(doc, sentence, words));
}

function isDatedPlan(words: readonly Word[]): boolean {
  return (
    words.some((w) => w.kind === 'cue' && w.cue === 'planned') &&
    words.some((w) => w.kind === 'date') &&
    !words.some((w) => w.kind === 'foreign' || w.kind === 'number' || w.kind === 'count')
  );
}

/** "London 19/06/19, 07/08/19": a list of days goes on behind a semicolon, with no more than a place. */
function isListOfDays(doc: Document, sentence: Sentence, words: readonly Word[]): boolean {
  if (
    words.filter((w) => w.kind === 'date').length < 2 ||
    words.some((w) => w.kind !== 'date' && w.kind !== 'activity')
  )
    return false;
  const rest = words.reduceRight(
    (text, w) => text.slice(0, w.start - sentence.start) + text.slice(w.end - sentence.start),
    doc.lower.slice(sentence.start, sentence.end),
  );
  const others = (rest.match(/[a-z]{2,}|\d/g) ?? []).filter((w) => w !== 'und' && w !== 'and');
  return others.length === 0 || (others.length === 1 && rest.trimStart().startsWith(others[0] ?? ''));
}

const SERIES = /(?:courses?|serie|kurs)$/;

/** "1st course: 21 Jun, 2 Aug and 13 Sep", "cycle 1 of second course": a course is several cycles. */
function isOfSeries(doc: Document, words: readonly Word[], { start, end }: Anchor): boolean {
  if (!SERIES.test(doc.lower.slice(start, end))) return false;
  if (/ of (?:the )?$/.test(doc.lower.slice(Math.max(0, start - 8), start))) return true;
  const next = words.find((w) => (w.kind === 'number' || w.kind === 'count') && w.start > start)?.start ?? Infinity;
  return words.filter((w) => w.kind === 'date' && w.start > end && w.start < next).length > 1;
}

const UNTICKED = /^[^a-z\d[]{0,4}\[ ?\]/;

/** "1. Zyklus Lu-PSMA [ ] ja [x] nein", or the line of a form whose box is empty. */
function isAnsweredNo(doc: Document, sentence: Sentence, words: readonly Word[]): boolean {
  const text = doc.lower.slice(sentence.start, sentence.end);
  if (!text.includes('[') && !text.includes('(x)')) return false;
  if (UNTICKED.test(text) && !text.includes('[x]')) return true;
  return words.some((w) => (yesOrNoAt(doc.lower, w.end)?.answer ?? 'yes') !== 'yes');
}

const OF_CYCLE =
  /^[ :.)(|-]{0,4}(?:\d|am |on |vom |fuer |auf |folgt|gepl|vorgem|abges|verschob|vor |im |in |at |as |is |to |for |with |w\/|and |und |mit |of |von |given|gegeben|erhalten|appl|verabr|erfolg|heute|today|geplant|planned|scheduled|due|pending|delayed|held|on hold|hold|postponed|verschoben|cancel|abgesagt|entf|ausge|tolerat|vertragen|will|was|war|ist|sched|booked|gebucht|steht|[,;.)/+&-]|$)/;
const NEAR_NAME = 25;

/** "#2 COPD 2011": the number of a problem, not of a cycle, where neither the therapy nor the fate of a cycle is near. */
function isListMark(doc: Document, words: readonly Word[], word: Word): boolean {
  if (word.kind !== 'number' || word.rule !== 'cycle-hash') return false;
  if (OF_CYCLE.test(doc.lower.slice(word.end, word.end + 16))) return false;
  if (closesRow(doc, words, word)) return false;
  return !words.some(
    (w) =>
      w.kind === 'agent' &&
      (w.end <= word.start ? word.start - w.end < NEAR_NAME : w.start >= word.end && w.start - word.end <= 2),
  );
}

/** "26.07.2020  #2": behind its day, with no more on the line than a remark in brackets. */
function closesRow(doc: Document, words: readonly Word[], { start, end }: Span): boolean {
  const day = words.some((w) => w.kind === 'date' && w.end <= start && /^ {1,8}$/.test(doc.lower.slice(w.end, start)));
  return day && /^ {0,4}[.,]? ?(?:\n|\()/.test(doc.lower.slice(end, end + 8));
}

const IT =
  /(?<![a-z])(?:aktivitaet|(?:radioliganden?)?therapie|gabe|behandlung|zyklus|infusion|dosis|dose|treatment|cycle|applikation|termin)(?![a-z])/;

const TOOK_PLACE =
  /(?<![a-z])(?:erfolgte|applizierten|verabreichten|wurde (?:appliziert|verabreicht|durchgefuehrt)|was (?:given|administered)|took place)(?![a-z])/;

/** "Vor-Gaben: 16.03. / 11.05.": a list of days under a word for administrations. */
const LIST_HEAD =
  /(?:gaben|zyklen|applikationen|behandlungen|cycles|doses|infusions|treatments|administrations)(?: bisher| to date| so far| am)?: ?[^\n]{0,6}\d/;

/** Without any name, in a letter on the therapy: it is called off, or an activity was given. */
function speaksOfIt(doc: Document, sentence: Sentence, words: readonly Word[]): boolean {
  if (
    words.some((w) => w.kind === 'foreign' && w.rule !== 'rlt-foreign-other') ||
    words.some((w) => w.kind === 'number' || w.kind === 'count')
  )
    return false;
  if (LIST_HEAD.test(doc.lower.slice(sentence.start, sentence.end)) && words.some((w) => w.kind === 'date'))
    return true;
  const text = doc.lower.slice(sentence.start, sentence.end);
  if (TOOK_PLACE.test(text) && IT.test(text) && words.some((w) => w.kind === 'date')) return true;
  const given =
    words.some((w) => w.kind === 'activity' && (w.role === 'plain' || w.role === 'administered')) &&
    words.some((w) => w.kind === 'date' || (w.kind === 'cue' && w.cue === 'given'));
  return (
    given ||
    (words.some((w) => w.kind === 'cue' && w.cue === 'cancelled') &&
      IT.test(doc.lower.slice(sentence.start, sentence.end)))
  );
}

function bestAgent(agents: readonly WordOf<'agent'>[]): RltAgent {
  return agents.find((a) => a.agent !== '177Lu-PSMA')?.agent ?? '177Lu-PSMA';
}

/** "Juni-Zyklus entfaellt, naechster Termin im Juli": what is called off before the next one has a day of its own. */
function replaced(
  doc: Document,
  [only, ...others]: readonly Owned[],
  words: readonly Word[],
  all: readonly Word[],
): Segment[] | null {
  if (only?.anchor.rule !== 'cycle-next' || others.length > 0) return null;
  const { anchor, agent } = only;
  // "abgesagt, neuer Termin im Juli": the same cycle, put off.
  if (/^(?:ersatz|ausweich|neuer|new)/.test(doc.lower.slice(anchor.start, anchor.end))) return null;
  const before = words.filter((w) => w.end <= anchor.start);
  const behind = words.filter((w) => w.start >= anchor.start);
  const off = before.find((w) => w.kind === 'cue' && w.cue === 'cancelled');
  const dated = before.some((w) => w.kind === 'date') && behind.some((w) => w.kind === 'date');
  if (!off || !dated || breaksBetween(doc, off.end, anchor.start) === 0) return null;
  const named = all.find((w) => w.kind === 'agent');
  const base = { agent, shared: [], explicit: named !== undefined, named: named?.end ?? null };
  return [
    { ...base, anchor: null, words: before },
    { ...base, anchor, words: behind },
  ];
}

/** Words go to the anchor whose clause they stand in: that before them, or the one behind where no break divides them. */
function distribute(doc: Document, anchors: readonly Owned[], words: readonly Word[], all: readonly Word[]): Segment[] {
  const agents = all.filter((w) => w.kind === 'agent');
  const homeOf = homes(doc, anchors, words);
  const shared = words.filter((w) => w.kind === 'cue' && anchors.length > 1 && homeOf(w) < 0);
  const early = words.filter((w) => w.kind !== 'cue' && homeOf(w) < 0);
  const named = agents.find((a) => a.agent !== '177Lu-PSMA');
  const last = words.findLast((w) => w.kind === 'activity');
  const ofAll = last?.role === 'each' && anchors.length > 1 && homeOf(last) === anchors.length - 1 ? last : null;
  const total = anchors.find(({ anchor }) => anchor.kind === 'count' && !anchor.further)?.anchor;
  return anchors.flatMap(({ anchor, agent }, i) => {
    const own = [...(i === 0 ? early : []), ...words.filter((w) => homeOf(w) === i)];
    if (ofAll && !own.some((w) => w.kind === 'activity')) own.push(ofAll);
    return withSequel({
      anchor,
      agent: agent === '177Lu-PSMA' && named && anchors.length === 1 ? named.agent : agent,
      words: own.filter((w) => w.kind !== 'cue' || !isOfAnother(doc, anchor, w, own, all)),
      shared,
      explicit: agents.length > 0,
      named: agents[0]?.end ?? null,
    }).flatMap((segment) => (total?.kind === 'count' ? withLast(doc, segment, total.count) : [segment]));
  });
}

/** "fuenf Gaben, die vierte am 03.12., die letzte im Februar": behind a number, the last is the one that completes the count. */
function withLast(doc: Document, segment: Segment, count: number): Segment[] {
  const { anchor, words } = segment;
  if (anchor?.kind !== 'number') return [segment];
  const last = words.find(
    (w) =>
      w.kind === 'cue' &&
      w.cue === 'last' &&
      w.start >= anchor.end &&
      /^(?:letzt|last)/.test(doc.lower.slice(w.start, w.end)),
  );
  const date = last && words.find((w) => w.kind === 'date' && w.start >= last.start && w.start - last.end < 12);
  if (!last || !date || (anchor.numbers[0] ?? 0) >= count) return [segment];
  const { start, end } = last;
  const final: Anchor = {
    kind: 'number',
    start,
    end,
    rule: 'cycle-ordinal-alone',
    word: 'dose',
    numbers: [count],
    of: null,
  };
  return [
    { ...segment, words: words.filter((w) => w.start < start) },
    { ...segment, anchor: final, words: words.filter((w) => w.start >= start) },
  ];
}

/** "4 Zyklen 2019, die Re-Challenge ist fuer den 24.08. vorgesehen": what is planned behind a count is the cycle after them. */
function withSequel(segment: Segment): Segment[] {
  const { anchor, words } = segment;
  const again = words.find((w) => w.kind === 'cue' && w.cue === 'rechallenge' && anchor && w.start >= anchor.end);
  if (anchor?.kind !== 'count' || !again) return [segment];
  const behind = words.filter((w) => w.start >= again.end);
  const counted = { ...segment, words: words.filter((w) => w.start < again.start) };
  const isBooked =
    behind.some((w) => w.kind === 'cue' && w.cue === 'planned') &&
    !behind.some((w) => w.kind === 'cue' && (w.cue === 'talk' || w.cue === 'cancelled'));
  const { start, end } = again;
  const next: Anchor = { kind: 'number', start, end, rule: 'cycle-next', word: 'dose', numbers: [], of: null };
  return isBooked ? [counted, { ...segment, anchor: next, words: behind, shared: [] }] : [counted];
}
