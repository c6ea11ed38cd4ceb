/** What in a sentence belongs to the therapy: dates, doses and cues that stand with another event are that one's. */
import { ending } from '../../matching/ending.ts';
import type { Document } from '../../types.ts';
import type { Anchor } from './anchors.ts';
import { breaksBetween } from './breaks.ts';
import { isTherapy } from './owner.ts';
import type { Word, WordOf } from './types.ts';

/** The predicate of an administration: a date behind it is that of what was given. */
const PREDICATE =
  /(?<![a-z])(?:wurden?|erfolgten?|erhielt|bekam|verabreichten|applizierten|gaben wir|fand|received|had|underwent|was given|were given|got)(?![a-z])/;

/** "held, plt 71. given 3/16": behind a value, the day of what was given. */
const GIVEN_ON = ending(
  /[.,;] [^.,;]{0,24}(?:given|administered|received|appliziert|verabreicht|nachgeholt|gegeben|infundiert|erfolgt)(?: (?:am|on|then|dann))? ?$/,
);

/** A remark that is over: "(Zustand nach Docetaxel) wurden am 16.10." */
function isInClosedBracket(doc: Document, from: number, to: number): boolean {
  let depth = 0;
  for (const sign of doc.lower.slice(from, to)) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth < 0) return true;
  }
  return false;
}

/** What a later clause is about instead of the cycles counted before. */
const SEQUEL =
  /re-?challenge|re-?treatment|re-?therap|re-?induktion|fortsetzung|fortfuehrung|continuation|weitere|further|additional|another/;
const FURTHER = /(?<![a-z])(?:weitere[nrs]?|further|additional|another) /;
/** What is said of it makes a cycle of its own. */
const AGAIN = /re-?challenge|re-?treatment|re-?therap|re-?induktion/;
const PERSON = /[,;.)-] [^,;]{0,30}(?<![a-z])(?:pat(?:ient)?|pt|er|he|wir|we|ich|man)(?![a-z])/;
const OUTSIDE: ReadonlySet<string> = new Set(['planned', 'talk', 'cancelled', 'stopped']);

/**
 * Is a cue of what becomes of a cycle said of something else: of another treatment in a clause of its own, or, behind a
 * number of cycles that were given, of what was to follow them?
 */
export function isOfAnother(
  doc: Document,
  anchor: Anchor,
  cue: WordOf<'cue'>,
  own: readonly Word[],
  all: readonly Word[],
): boolean {
  if (!OUTSIDE.has(cue.cue)) return false;
  if (cue.cue !== 'cancelled' && isBehind(doc, anchor, own) && !AGAIN.test(doc.lower.slice(anchor.end, cue.end)))
    return true;
  // "abandoned after 2 cycles"
  if (
    cue.cue === 'cancelled' &&
    cue.end <= anchor.start &&
    AFTER.test(doc.lower.slice(Math.max(0, anchor.start - 30), anchor.start))
  )
    return anchor.kind === 'count';
  if (cue.start < anchor.end) return false;
  if (isOfTreatment(doc, anchor, cue, all)) return true;
  const gap = doc.lower.slice(anchor.end, cue.end);
  if (anchor.kind !== 'count') return breaksBetween(doc, anchor.end, cue.start) > 0 && FURTHER.test(gap);
  if (SEQUEL.test(gap)) return !AGAIN.test(gap);
  const told = own.some((w) => w.kind === 'date' || (w.kind === 'cue' && w.cue === 'given'));
  return told && PERSON.test(gap);
}

/** "Nach dem 2. Zyklus am 08.06. ist ein Restaging geplant": what comes after a cycle that has its day says nothing of it. */
function isBehind(doc: Document, anchor: Anchor, own: readonly Word[]): boolean {
  if (!AFTER.test(doc.lower.slice(Math.max(0, anchor.start - 30), anchor.start))) return false;
  const { date: today } = doc;
  return own.some((w) => w.kind === 'date' && today !== null && w.date.date <= today);
}

const AFTER = ending(
  /(?<![a-z])(?:nach|after|following|since|seit)(?: (?:dem|der|den|erfolgte[rnm]|the|his|completion of))? $/,
);

function isOfTreatment(doc: Document, anchor: Anchor, cue: WordOf<'cue'>, all: readonly Word[]): boolean {
  if (breaksBetween(doc, anchor.end, cue.start) === 0) return false;
  const near = all.filter(
    (w) => w !== anchor && w.start >= anchor.end && (w.end <= cue.start || w.start >= cue.end) && inClause(doc, w, cue),
  );
  return near.some((w) => w.kind === 'foreign' && TREATMENTS.has(w.rule)) && !near.some((w) => w.kind === 'agent');
}

const TREATMENTS: ReadonlySet<string> = new Set(['rlt-foreign-chemo', 'rlt-foreign-dose', 'rlt-foreign-nuclide']);

function inClause(doc: Document, a: Word, b: Word): boolean {
  return breaksBetween(doc, Math.min(a.end, b.end), Math.max(a.start, b.start)) === 0;
}

/** "2 of 6 planned cycles": the plan is the total, not these. */
const OF_TOTAL: ReadonlySet<string> = new Set(['cycle-ordinal-of', 'cycle-completed-of']);

/** Without the dates and doses that stand with another therapy, an image or a blood value, or after "was due". */
export function ownWords(
  doc: Document,
  words: readonly Word[],
  foreignAnchors: readonly Anchor[],
  anchored: boolean,
): Word[] {
  const owners: readonly Word[] = [
    ...words.filter(
      (w) => isTherapy(w) || ((w.kind === 'number' || w.kind === 'count') && !foreignAnchors.includes(w)),
    ),
    ...foreignAnchors,
  ];
  // Of a cycle that never was, the day it was meant for is its date.
  const off =
    words.some((w) => w.kind === 'cue' && (w.cue === 'cancelled' || w.cue === 'stopped')) &&
    words.filter((w) => w.kind === 'date').length === 1;
  return words.filter((w) => {
    if (
      w.kind === 'cue' &&
      words.some(
        (o) =>
          (o.kind === 'number' || o.kind === 'count') && OF_TOTAL.has(o.rule) && o.start <= w.start && o.end >= w.end,
      )
    )
      return false;
    if (w.kind === 'cue')
      return (
        w.cue === 'aside' ||
        !words.some((o) => o !== w && o.kind === 'cue' && o.start <= w.start && o.end >= w.end && o.cue === 'aside')
      );
    if (w.kind === 'activity') return w.role !== 'other';
    if (w.kind !== 'date') return false;
    if (!off && words.some((o) => o.kind === 'cue' && o.cue === 'aside' && o.end <= w.start && w.start - o.end < 14))
      return false;
    if (DOCUMENTED.test(doc.lower.slice(Math.max(0, w.start - 24), w.start))) return false;
    if (isValueDate(doc, words, w) || PAUSED.test(doc.lower.slice(w.end, w.end + 20))) return false;
    return !belongsElsewhere(doc, w, owners, foreignAnchors, anchored);
  });
}

/** The day that something was written, asked or printed. */
const DOCUMENTED = ending(
  /(?<![a-z])(?:erf(?:asst)?|erstellt|diktiert|diktat|gedruckt|ausgedruckt|stand|meldung|eingabe|rueckfrage|printed|dictated|typed|entered|recorded|reported|queried)\.?:?(?: (?:am|vom|on))? ?$/,
);

const PAUSED = /^ (?:therapie)?(?:pause|pausiert|break|beobachtung|progress|progredient|pd(?![a-z]))/;

/** A date in a row of blood values: "13.05. 1204, 08.07. 996". */
function isValueDate(doc: Document, words: readonly Word[], date: Word): boolean {
  if (
    !words.some(
      (w) =>
        w.kind === 'foreign' &&
        /^(?:rlt-foreign-dose|rlt-foreign-other)$/.test(w.rule) &&
        /^(?:psa|labor|labs?|hb|plt|thrombo\w*)/.test(doc.lower.slice(w.start, w.end)),
    )
  )
    return false;
  return /^\)?:? {0,4}[<>]?\d+(?:[.,]\d+)?(?![\d/]|[.,]\d| ?(?:gbq|mbq|mci))/.test(
    doc.lower.slice(date.end, date.end + 24),
  );
}

const CONTROL =
  /(?<![a-z])(?:[a-z/-]{0,14}kontroll[a-z]{0,14}|follow-?up|nachsorge|review(?:ed)?|vorstellung|termin|seen|clinic|[a-z-]{0,9}pet(?:[/-]ct)?|ct|mrt?|scan|spect|szinti[a-z]{0,12}|[a-z]{0,4}staging|labor[a-z]{0,12}|labs|blutbild)(?: [a-z0-9.]{1,14}){0,3} (?:vor|nach|before|after|following|prior to|post)(?: der| the| his)? $/;

/** "Verlaufskontrolle nach RLT am 02.06.", "PSMA PET before Lu-PSMA 02/06": the day of the control. */
function isOfControl(doc: Document, agent: Word, date: Word): boolean {
  return (
    /^ (?:am |on |vom )?$/.test(doc.lower.slice(agent.end, date.start)) &&
    CONTROL.test(doc.lower.slice(Math.max(0, agent.start - 60), agent.start))
  );
}

function belongsElsewhere(
  doc: Document,
  date: Word,
  owners: readonly Word[],
  foreignAnchors: readonly Anchor[],
  anchored: boolean,
): boolean {
  const left = owners
    .filter((o) => o.end <= date.start && !isInClosedBracket(doc, o.end, date.start))
    .sort((a, b) => b.end - a.end)[0];
  const right = owners.filter((o) => o.start >= date.end).sort((a, b) => a.start - b.start)[0];
  if (left?.kind === 'agent' && isOfControl(doc, left, date)) return true;
  const isForeign = (o: Word | undefined): boolean =>
    o !== undefined && (o.kind === 'foreign' || foreignAnchors.includes(o as Anchor));
  if (isForeign(right) && right && date.kind === 'date' && date.date.kind === 'since')
    if (/^ ?(?:[a-z.]{1,12} ){0,3}$/.test(doc.lower.slice(date.end, right.start))) return true;
  if (isForeign(left) && left && right && !isForeign(right) && PREDICATE.test(doc.lower.slice(left.end, date.start)))
    return false;
  if (
    left?.kind === 'foreign' &&
    left.rule === 'rlt-foreign-other' &&
    GIVEN_ON.test(doc.lower.slice(left.end, date.start))
  )
    return false;
  if (isForeign(left) && left && /[;]|\. /.test(doc.lower.slice(left.end, date.start)) && !isForeign(right))
    return false;
  if (isForeign(left) && left)
    return !(
      right &&
      !isForeign(right) &&
      /^[ :,]{0,3}(?:\w+ ){0,2}$/.test(doc.lower.slice(date.end, right.start)) &&
      /[,;|+.]| (?:erfolg\w*|dann|danach|anschliessend|then|followed by|nun|jetzt|und|sowie|and) /.test(
        doc.lower.slice(left.end, date.start),
      )
    );
  if (!left && isForeign(right) && right)
    return /^[ :,(-]{0,3}(?:\w+ )?$/.test(doc.lower.slice(date.end, right.start)) || !anchored;
  return false;
}
