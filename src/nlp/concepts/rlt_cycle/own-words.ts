/** What in a sentence belongs to the therapy: dates, doses and cues that stand with another event are that one's. */
import { ending } from '../../matching/ending.ts';
import type { Document, Span } from '../../types.ts';
import type { Anchor } from './anchors.ts';
import { isOfOther } from './date-owner.ts';
import type { Owners } from './date-owner.ts';
import { isTherapy } from './owner.ts';
import type { Word, WordOf } from './types.ts';

/**
 * Gives the cues, activities and dates of a sentence that are the therapy's own. `foreignAnchors` are numbers and counts
 * of other treatments; `anchored`: the sentence numbers or counts a cycle of the therapy.
 */
export function ownWords(
  doc: Document,
  words: readonly Word[],
  foreignAnchors: readonly Anchor[],
  anchored: boolean,
): Word[] {
  const foreign: ReadonlySet<Word> = new Set([...words.filter((w) => w.kind === 'foreign'), ...foreignAnchors]);
  const owners: Owners = { all: words.filter((w) => isTherapy(w) || isAnchor(w)), foreign, anchored };
  return words.filter((w) => {
    if (w.kind === 'cue') return isOwnCue(words, w);
    if (w.kind === 'activity') return w.role !== 'other';
    return w.kind === 'date' && isOwnDate(doc, words, w) && !isOfOther(doc, w, owners);
  });
}

function isAnchor(word: Word): word is Anchor {
  return word.kind === 'number' || word.kind === 'count';
}

function isCue(word: Word): word is WordOf<'cue'> {
  return word.kind === 'cue';
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** "2 of 6 planned cycles": the plan is the total, not these. */
const OF_TOTAL: ReadonlySet<string> = new Set(['cycle-ordinal-of', 'cycle-completed-of']);

/** Not the word of a total, nor a part of a remark ("was originally planned"). */
function isOwnCue(words: readonly Word[], cue: WordOf<'cue'>): boolean {
  if (words.some((o) => isAnchor(o) && OF_TOTAL.has(o.rule) && holds(o, cue))) return false;
  return cue.cue === 'aside' || !words.some((o) => isCue(o) && o.cue === 'aside' && holds(o, cue));
}

/** A day on which the cycle can have been: not one of writing, of a blood value or of a pause. */
function isOwnDate(doc: Document, words: readonly Word[], date: WordOf<'date'>): boolean {
  if (isFormerDay(words, date) && !isDayOfCancelled(words, date)) return false;
  if (DOCUMENTED.test(doc.lower.slice(Math.max(0, date.start - 24), date.start))) return false;
  return !PAUSED.test(doc.lower.slice(date.end, date.end + 20)) && !isValueDate(doc, words, date);
}

/** "was due 12/3". */
function isFormerDay(words: readonly Word[], { start }: Span): boolean {
  return words.some((o) => isCue(o) && o.cue === 'aside' && o.end <= start && start - o.end < 14);
}

/** Of a cycle that never was, the day it was meant for is its date: the only one, or the one right before "cancelled". */
function isDayOfCancelled(words: readonly Word[], date: WordOf<'date'>): boolean {
  const isOff = (w: Word | undefined): boolean =>
    w !== undefined && isCue(w) && (w.cue === 'cancelled' || w.cue === 'stopped');
  if (isOff(words.find((w) => w.start >= date.end))) return true;
  return words.some(isOff) && words.filter((w) => w.kind === 'date').length === 1;
}

/** The day that something was written, asked or printed. */
const DOCUMENTED = ending(
  /(?<![a-z])(?:erf(?:asst)?|erstellt|diktiert|diktat|gedruckt|ausgedruckt|stand|meldung|eingabe|rueckfrage|printed|dictated|typed|entered|recorded|reported|queried)\.?:?(?: (?:am|vom|on))? ?$/,
);

const PAUSED = /^ (?:therapie)?(?:pause|pausiert|break|beobachtung|progress|progredient|pd(?![a-z]))/;

const BLOOD_RULE = /^rlt-foreign-(?:dose|other)$/;
const BLOOD_WORD = /^(?:psa|labor|labs?|hb|plt|thrombo\w*)/;
const VALUE_BEHIND = /^\)?:? {0,4}[<>]?\d+(?:[.,]\d+)?(?![\d/]|[.,]\d| ?(?:gbq|mbq|mci))/;

/** A date in a row of blood values: "13.05. 1204, 08.07. 996". */
function isValueDate(doc: Document, words: readonly Word[], date: Span): boolean {
  const isBlood = (w: Word): boolean =>
    w.kind === 'foreign' && BLOOD_RULE.test(w.rule) && BLOOD_WORD.test(doc.lower.slice(w.start, w.end));
  return words.some(isBlood) && VALUE_BEHIND.test(doc.lower.slice(date.end, date.end + 24));
}
