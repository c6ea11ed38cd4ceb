/** Is a word on what becomes of a cycle said of this cycle, or of another treatment or what was to follow? */
import { ending } from '../../matching/ending.ts';
import type { Document } from '../../types.ts';
import type { Anchor } from './anchors.ts';
import { breaksBetween } from './breaks.ts';
import type { Word, WordOf } from './types.ts';

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
  // "two cycles in 12 weeks" took so long; "cycle 3 in 6 weeks" is to come.
  if (anchor.kind === 'count' && /^in \S/.test(doc.lower.slice(cue.start, cue.end))) return true;
  if (cue.cue !== 'cancelled' && isBehind(doc, anchor, own) && !AGAIN.test(doc.lower.slice(anchor.end, cue.end)))
    return true;
  if (AFTER.test(doc.lower.slice(Math.max(0, anchor.start - 30), anchor.start))) {
    // "abandoned after 2 cycles"
    if (cue.cue === 'cancelled' && cue.end <= anchor.start) return anchor.kind === 'count';
    // "on hold after 2 cycles", "nach Zyklus 3 ausgesetzt"
    if (PAUSED.test(doc.lower.slice(cue.start, cue.end))) return true;
  }
  if (cue.start < anchor.end) return false;
  if (isOfTreatment(doc, anchor, cue, all)) return true;
  const gap = doc.lower.slice(anchor.end, cue.end);
  if (anchor.kind !== 'count') return breaksBetween(doc, anchor.end, cue.start) > 0 && FURTHER.test(gap);
  if (SEQUEL.test(gap)) return !AGAIN.test(gap);
  const told = own.some((w) => w.kind === 'date' || (w.kind === 'cue' && w.cue === 'given'));
  return told && PERSON.test(gap);
}

const PAUSED = /^(?:held|on hold|ausgesetzt|zurueckgestellt)/;

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
