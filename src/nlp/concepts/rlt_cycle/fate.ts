/** What became of the cycle that a segment speaks of: given, planned, called off, or only talked about. */
import { ending } from '../../matching/ending.ts';
import { boundsOf, compareDates, isBefore, precisionOf } from '../../../calendar.ts';
import type { CycleStatus, PartialDate } from '../../../domain.ts';
import { cuesOf as cuesOfSentence } from '../../assertion/cues.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { breaksBetween } from './breaks.ts';
import { isUnfounded } from './founded.ts';
import type { Segment } from './segments.ts';
import type { CueKind, Word, WordOf } from './types.ts';

/** Verbs that say that it happened, in whatever plan it stood. */
const DONE =
  /^konnte|erfolgen konnte|appliz|verabreich|verabfolg|erhalten|erhielt|bekam|bekommen|administered|received|given|completed|injiziert|infundiert|gelaufen|delivered|nachgeholt|made up|erfolgte(?! aufnahme)|z\. ?n|s\/p|status post/;
/** "was going to be 10/24": a plan whose new date comes later; "delayed", "orig" are mere remarks. */
const FORMER_PLAN = /going|supposed|meant|sollte|had been/;
/** A condition makes it mere talk only where it comes first ("if PSMA-positive, cycle 1"), not behind ("if counts OK"). */
const CONDITION = /^(?:if|sollten? |falls|sofern|should|wenn|bei )/;
/** Talk that makes no statement even of a booked thing. */
const IDLE =
  /\?|frage|angedacht|erwogen|erwaegen|could|might|would|consider|no further|verwechslung|anderer pat|another patient|^decision|whether|^wird$|^ask|irrtuem|faelschlich|erroneous|in error|against|nicht (?:bewill|geneh|zuges)|wuerde|^r[ai]e?te?n?$|nicht (?:mehr )?(?:empf|gepl|vorg|sinn|ange|gew|ger|zu)|not (?:[a-z]+ )?(?:planned|recommended|advised|proposed|warranted|wish|want)|n't |(?:do|does|did) not |not (?:a )?(?:candidate|eligible|open|indicated)|not (?:[a-z]+ ){0,2}(?:approved|available|licensed|covered)|nicht (?:zugelassen|verfuegbar)|kein|trials?|up to|bis zu|gespraech|on the table|under discussion|noch nicht|nichts|nothing|weder|neither|fraglich|unklar|unclear|undecided|unsicher|ueberleg|nur bei|only if|an option|(?:kontroll|control)[ -]?arm|^ohne|without|steht ihm/;
/** Of the therapy as such: not called off but never possible or never had. */
const IMPOSSIBLE =
  /nicht (?:mehr )?(?:moeglich|durchfuehrbar|erhalten|bekommen)|not possible|not received|nie (?:stattgefunden|erfolgt|gegeben|verabreicht|durchgefuehrt)|never (?:given|received|administered|took place)|abgesehen|verzichtet|abstand/;
/** A regimen, unless a count or a date makes it a course of its own. */
const REGIMEN = /wochen|weeks|wo\.?$|q ?\dw|^(?:pro|je|per) /;
const INDEFINITE = ending(/(?:^|[^a-z])(?:ein(?:e[nmrs]?)?|an?|another) $/);
/** Behind the therapy's name. */
const CHOICE = /^[^.;:]{0,6}(?<![a-z])(?:oder|or|versus|vs\.?|alternativ(?:ely)?|beziehungsweise|bzw\.?) /;
const AHEAD = ending(
  /(?<![a-z])(?:vor|before|(?<!vor)fuer|for|prior to|ahead of|until|bis zu[mr]|pending|ueber|about|regarding)(?: (?:dem|der|den|die|the|his|seine[nmr]?|(?:[a-z0-9-]{0,10}psma|pluvicto|lutetium)))? ?$/,
);
/** Of the therapy in general, or asked: said of no cycle that was. */
const GENERAL = /^ob$|erwartet|usually|typically|normally|ueblicherweise|in der regel|^wuenscht$/;
/** Who pays for how many says nothing of what is given. */
const MONEY = /fund|kosten|kasse|versicher|medicare|coverage|insur|reimburse/;
/** Has a new day: whatever kept it from the old one. */
export const MOVED =
  /(?:moved|shifted|put back|pushed|postponed|rescheduled) (?:to|for|->)|rebooked|rearranged|(?:verlegt|verschoben) auf|relisted/;
/** Put off: of a numbered cycle a plan, of the therapy as such no statement. */
const PUT_OFF = /held|hold|deferred|zurueck|aufgesch|ausgesetzt/;

export function cuesOf(segment: Segment): WordOf<'cue'>[] {
  return [...segment.words, ...segment.shared].filter((w): w is WordOf<'cue'> => w.kind === 'cue');
}

/** What the rules look at. `bare`: the therapy's name without a number; `booked`: a date stands with it. */
interface Situation {
  readonly section: Sentence['section'];
  readonly bare: boolean;
  readonly counted: boolean;
  /** "a fourth cycle", "einen 4. Zyklus": one that is thought of, unless a verb or a day says more. */
  readonly indefinite: boolean;
  readonly booked: boolean;
  /** One of its dates is not over. */
  readonly upcoming: boolean;
  /** "two more cycles". */
  readonly further: boolean;
  readonly done: boolean;
  /** "Labs before cycle 3", "Blutbild fuer den 3. Zyklus": it is still to come, and nothing is said of it. */
  readonly ahead: boolean;
  /** "Lu-PSMA oder Docetaxel": one of two that are offered. */
  readonly choice: boolean;
  /** "neuer Termin", "Ersatztermin": what was called off before is to be given. */
  readonly replacement: boolean;
  /** Called off on one day and done on another ("not given 20/07, given 03/08"). */
  readonly recovered: boolean;
  /** The patient did not want it or did not live to see it. */
  readonly refused: boolean;
  readonly has: (kind: CueKind) => boolean;
  /** Words of the segment's own cues. */
  readonly own: readonly (readonly [CueKind, string])[];
  readonly talk: readonly string[];
}

type FateRule = readonly [says: CycleStatus | null, when: (s: Situation) => boolean];

/** In this order; the first that applies decides, null = no entry. */
const RULES: readonly FateRule[] = [
  [null, (s) => s.section === 'family_history' || s.section === 'reference'],
  [null, (s) => s.bare && (!s.booked || isWeighed(s)) && s.own.some(([, text]) => IMPOSSIBLE.test(text))],
  [null, (s) => s.talk.some((t) => GENERAL.test(t))],
  ['given', (s) => s.recovered],
  ['planned', (s) => s.booked && s.own.some(([kind, text]) => kind === 'planned' && MOVED.test(text))],
  ['planned', (s) => s.replacement],
  ['cancelled', (s) => s.refused && !s.done],
  ['cancelled', (s) => s.own.some(([kind]) => kind === 'cancelled') || (s.has('cancelled') && !s.has('given'))],
  [null, (s) => !s.done && s.talk.some((t) => IDLE.test(t) || CONDITION.test(t))],
  ['planned', (s) => !s.done && !s.booked && s.own.some(([kind, text]) => kind === 'aside' && FORMER_PLAN.test(text))],
  [null, (s) => s.indefinite && !s.booked && s.own.length === 0],
  [null, (s) => !s.done && !s.booked && s.talk.some((t) => MONEY.test(t))],
  [null, (s) => (s.bare || s.counted) && !s.booked && !s.done && s.talk.some((t) => REGIMEN.test(t))],
  [null, (s) => s.bare && !s.booked && s.own.length > 0 && s.own.every(([, text]) => PUT_OFF.test(text))],
  [null, (s) => !s.bare && !s.booked && s.talk.length > 0 && !s.has('given') && !s.has('planned')],
  [null, (s) => s.has('planned') && !s.done && !s.booked && s.talk.length > 0],
  [null, (s) => s.bare && !s.done && s.choice],
  ['planned', (s) => s.has('planned') && !s.done],
  ['planned', (s) => s.bare && !s.booked && !s.done && s.talk.length === 0 && s.has('decision')],
  [null, (s) => s.bare && !s.done && s.talk.length > 0],
  [null, (s) => isOpenPlan(s) && (s.talk.length > 0 || (s.bare && s.has('given')))],
  ['planned', isOpenPlan],
  [null, (s) => s.section === 'indication' && s.talk.length > 0 && !s.done],
  ['planned', (s) => s.ahead && s.counted],
  ['planned', (s) => s.has('decision') && !s.has('given') && !s.booked && (!s.counted || s.further)],
  [null, (s) => s.ahead && !s.booked],
];

function isWeighed({ talk }: Situation): boolean {
  return talk.some((t) => /consider|discuss|erwog|erwaeg|diskut|besproch/.test(t));
}

/** In a list of what is to be done, what has no date and no verb is to be done. */
function isOpenPlan(s: Situation): boolean {
  return s.section === 'plan' && !s.done && (!s.booked || s.upcoming) && !s.counted;
}

export function statusOf(doc: Document, sentence: Sentence, segment: Segment): CycleStatus | null {
  if (isAnothers(doc, sentence) || (segment.anchor && isDenied(doc, segment.anchor.start))) return null;
  const situation = situationOf(doc, sentence, segment);
  const rule = RULES.find(([, when]) => when(situation));
  if (rule) return rule[0];
  return isUnfounded(doc, sentence, segment) ? null : 'given';
}

function situationOf(doc: Document, sentence: Sentence, segment: Segment): Situation {
  const { anchor, words } = segment;
  const cues = cuesOf(segment);
  const textOf = (c: WordOf<'cue'>): string => doc.lower.slice(c.start, c.end);
  const subject = anchor?.start ?? words[0]?.start ?? sentence.start;
  return {
    section: sentence.section,
    bare: anchor === null,
    counted: anchor?.kind === 'count',
    indefinite:
      anchor?.kind === 'number' && INDEFINITE.test(doc.lower.slice(Math.max(0, anchor.start - 8), anchor.start)),
    ahead:
      (anchor?.kind === 'number' || (anchor?.kind === 'count' && anchor.further)) &&
      !isDone(doc, { ...segment, shared: [] }) &&
      AHEAD.test(doc.lower.slice(Math.max(0, anchor.start - 40), anchor.start)),
    choice: segment.named !== null && CHOICE.test(doc.lower.slice(segment.named, segment.named + 24)),
    replacement: anchor !== null && isReplacement(doc, anchor),
    booked: words.some((w) => w.kind === 'date'),
    upcoming: words.some((w) => w.kind === 'date' && doc.date !== null && boundsOf(w.date.date).last > doc.date),
    further: anchor?.kind === 'count' && anchor.further,
    done: isDone(doc, segment),
    recovered: isRecovered(doc, segment) || isHeldOnNewDay(doc, segment),
    refused: isRefused(doc, segment),
    has: (kind) => cues.some((c) => c.cue === kind),
    own: words.flatMap((w) => (w.kind === 'cue' ? [[w.cue, textOf(w)] as const] : [])),
    talk: cues
      .filter((c) => c.cue === 'talk' && !(CONDITION.test(textOf(c)) && c.start > subject))
      .filter((c) => !isOfOtherClause(doc, segment, c))
      .map(textOf),
  };
}

/** "(2. Zyklus am 30.06., 1. Zyklus am 05.05.), Myelon?": what is asked is something else, where the cycle has its day. */
function isOfOtherClause(doc: Document, { words }: Segment, { start, end }: Span): boolean {
  const text = doc.lower.slice(start, end + 1);
  if (!text.startsWith('?') && !/^frage(?:stellung)?:$/.test(text)) return false;
  const told = words.findLast((w) => w.kind === 'date' || w.kind === 'activity');
  return told !== undefined && (told.start > start || breaksBetween(doc, told.end, start) > 0);
}

/** "C6 was scheduled but he elected to stop", "opted not to have cycle 3"; not "elected to stop after cycle 3". */
function isRefused(doc: Document, { anchor, words }: Segment): boolean {
  if (anchor?.kind !== 'number') return false;
  const booked = words.some((w) => w.kind === 'cue' && (w.cue === 'planned' || w.cue === 'aside'));
  return words.some((w) => {
    if (w.kind !== 'cue') return false;
    const refusal = w.cue === 'talk' && REFUSAL.test(doc.lower.slice(w.start, w.end));
    if (w.cue !== 'stopped' && !refusal) return false;
    if (refusal && !booked && doc.lower.startsWith('decided', w.start)) return false;
    return (
      booked ||
      (w.end <= anchor.start &&
        /^(?: [a-z]+){0,4} $/.test(doc.lower.slice(w.end, anchor.start)) &&
        !BEHIND.test(doc.lower.slice(w.end, anchor.start)))
    );
  });
}

const REFUSAL = /^(?:abgelehnt|declined|refused|decided against)$/;
const BEHIND = /(?<![a-z])(?:after|nach|since|following|seit|post)(?![a-z])/;

/** A verb of its own, or one before all where nothing of its own is planned ("Z.n. 2 Zyklen, 3. geplant"). */
function isDone(doc: Document, { words, shared }: Segment): boolean {
  const done = (w: Word): boolean =>
    w.kind === 'cue' && w.cue === 'given' && DONE.test(doc.lower.slice(w.start, w.end));
  return words.some(done) || (shared.some(done) && !words.some((w) => w.kind === 'cue' && w.cue === 'planned'));
}

/** "neuer Termin", "Ersatztermin", "new date". */
export function isReplacement(doc: Document, { start, end }: Span): boolean {
  return /^(?:ersatz|ausweich|neuer|new)/.test(doc.lower.slice(start, end));
}

/** "not given 20/07, given 03/08", "held 3/2, plt 71, given 3/16": a day behind the word that it was done after all. */
export function isRecovered(doc: Document, { words }: Segment): boolean {
  const textOf = (w: Span): string => doc.lower.slice(w.start, w.end);
  const off = words.findLast(
    (w) => w.kind === 'cue' && (w.cue === 'cancelled' || (OPEN.has(w.cue) && DELAYED.test(textOf(w)))),
  );
  if (!off || words.filter((w) => w.kind === 'date').length < 2) return false;
  return words.some((w) => w.kind === 'cue' && w.cue === 'given' && w.start > off.end && DONE.test(textOf(w)));
}

/** "vom 01.04. auf 15.04. verschoben und dann gegeben": put off and done, told in this order of the one cycle. */
function isHeldOnNewDay(doc: Document, { anchor, words }: Segment): boolean {
  const moved = words.find(
    (w) => w.kind === 'cue' && w.cue === 'planned' && SHIFTED.test(doc.lower.slice(w.start, w.end)),
  );
  if (!anchor || !moved || moved.start < anchor.start) return false;
  return words.some(
    (w) =>
      w.kind === 'cue' && w.cue === 'given' && w.start > moved.end && JOINED.test(doc.lower.slice(moved.end, w.start)),
  );
}

const SHIFTED = /moved|shifted|put back|pushed|postponed|resched|verlegt|verschoben/;
/** Between the two verbs of one statement: "and then", "(Grippe) und dann"; what else was given instead has a name there. */
const JOINED =
  /^[^.;:]{0,40}(?<![a-z])(?:und|and|then)(?: (?:dann|dort|da|so|auch|problemlos|schliesslich|komplikationslos|wurde|then|was|eventually|finally|duly|uneventfully)){0,3} $/;

const OPEN: ReadonlySet<string> = new Set(['planned', 'aside']);
const DELAYED = /held|hold|defer|zurueck|aufgesch|ausgesetzt|verschoben|verlegt|postpon|delayed|resched|put off|pushed/;

/** A relative's therapy. */
function isAnothers(doc: Document, sentence: Sentence): boolean {
  return cuesOfSentence(doc, sentence).some((c) => c.effect === 'other_subject');
}

/** "kein 3. Zyklus", "no further cycles". */
function isDenied(doc: Document, start: number): boolean {
  return /(?:^|[^a-z])(?:kein(?:e[nmrs]?)?|ohne|no|without) (?:[a-z]+ )?$/.test(
    doc.lower.slice(Math.max(0, start - 24), start),
  );
}

/** A date to come cannot have been given, whatever the words. */
export function settleByDate(
  doc: Document,
  status: CycleStatus,
  date: PartialDate | null,
  segment: Segment,
): CycleStatus {
  if (!date && status === 'planned' && (isOverStay(doc, segment) || isInfused(segment))) return 'given';
  if (!date || !doc.date || status === 'cancelled') return status;
  if (status === 'given' && isBefore(doc.date, date)) return 'planned';
  // "Lu-PSMA-Start 04/2021": a plan only as long as it is to come.
  const cues = cuesOf(segment).filter((c) => c.cue === 'planned');
  if (cues.length > 0 && isBefore(date, doc.date) && cues.every((c) => doc.lower.slice(c.start, c.end) === 'start'))
    return 'given';
  return status === 'planned' &&
    isAdmission(segment) &&
    precisionOf(date) === 'day' &&
    compareDates(date, doc.date) <= 0
    ? 'given'
    : status;
}

/** "war vom 29. April bis zum 3. Mai zur Durchfuehrung des 2. Zyklus bei uns": the stay is over. */
function isOverStay(doc: Document, segment: Segment): boolean {
  const { date: today } = doc;
  const stays = segment.words.flatMap((w) => (w.kind === 'date' && w.date.kind === 'range' ? [w.date.to] : []));
  return isAdmission(segment) && today !== null && stays.some((to) => to !== null && compareDates(to, today) <= 0);
}

/** "zur 2. Gabe aufgenommen, Infusion 7,35 GBq komplikationslos": an activity, and no plan but the admission. */
function isInfused(segment: Segment): boolean {
  const planned = cuesOf(segment).filter((c) => c.cue === 'planned');
  const measured = segment.words.some(
    (w) => w.kind === 'activity' && (w.role === 'plain' || w.role === 'administered'),
  );
  return measured && planned.length > 0 && planned.every((c) => c.rule === 'rlt-admission');
}

export function isAdmission(segment: Segment): boolean {
  return cuesOf(segment).some((c) => c.rule === 'rlt-admission');
}

/** Admitted or come for a cycle: it is told elsewhere whether it took place. */
export function isTentative(segment: Segment, date: PartialDate | null): boolean {
  return (
    segment.words.some(
      (w) => w.kind === 'cue' && (w.rule === 'rlt-admission' || (date === null && w.cue === 'stay')),
    ) && !(date !== null && segment.words.some((w) => w.kind === 'activity'))
  );
}
