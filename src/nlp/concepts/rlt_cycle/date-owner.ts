/** Is a date that of another treatment, an examination or a blood value beside it, and not of the therapy? */
import { ending } from '../../matching/ending.ts';
import type { Document } from '../../types.ts';
import type { Word, WordOf } from './types.ts';

/** What dates of a sentence can belong to: therapies, numbers and counts; those of `foreign` are not the therapy's. */
export interface Owners {
  readonly all: readonly Word[];
  readonly foreign: ReadonlySet<Word>;
  /** The sentence numbers or counts a cycle of the therapy. */
  readonly anchored: boolean;
}

/** A date, the owners next to it, and the text between. */
interface Neighbourhood {
  readonly date: WordOf<'date'>;
  readonly left: Word | undefined;
  readonly right: Word | undefined;
  readonly fromLeft: string;
  readonly toRight: string;
  readonly isForeign: (owner: Word | undefined) => boolean;
}

export function isOfOther(doc: Document, date: WordOf<'date'>, owners: Owners): boolean {
  const near = neighbourhood(doc, date, owners);
  const { left, right, isForeign } = near;
  if (isOfControl(doc, near) || opensForeign(near)) return true;
  if (isForeign(left)) return !isBackWithTherapy(near);
  return left === undefined && isForeign(right) && (IN_FRONT.test(near.toRight) || !owners.anchored);
}

const IN_FRONT = /^[ :,(-]{0,3}(?:\w+ )?$/;

function neighbourhood(doc: Document, date: WordOf<'date'>, { all, foreign }: Owners): Neighbourhood {
  const left = all
    .filter((o) => o.end <= date.start && !isInClosedBracket(doc, o.end, date.start))
    .toSorted((a, b) => b.end - a.end)[0];
  const right = all.filter((o) => o.start >= date.end).toSorted((a, b) => a.start - b.start)[0];
  return {
    date,
    left,
    right,
    fromLeft: left ? doc.lower.slice(left.end, date.start) : '',
    toRight: right ? doc.lower.slice(date.end, right.start) : '',
    isForeign: (owner) => owner !== undefined && foreign.has(owner),
  };
}

/** A remark that is over: "(Zustand nach Docetaxel) wurden am 16.10." */
function isInClosedBracket(doc: Document, from: number, to: number): boolean {
  let depth = 0;
  for (const sign of doc.lower.slice(from, to)) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth < 0) return true;
  }
  return false;
}

const CONTROL =
  /(?<![a-z])(?:[a-z/-]{0,14}kontroll[a-z]{0,14}|follow-?up|nachsorge|review(?:ed)?|vorstellung|termin|seen|clinic|[a-z-]{0,9}pet(?:[/-]ct)?|ct|mrt?|scan|spect|szinti[a-z]{0,12}|[a-z]{0,4}staging|labor[a-z]{0,12}|labs|blutbild)(?: [a-z0-9.]{1,14}){0,3} (?:vor|nach|before|after|following|prior to|post)(?: der| the| his)? $/;

/** "Verlaufskontrolle nach RLT am 02.06.", "PSMA PET before Lu-PSMA 02/06": the day of the control. */
function isOfControl(doc: Document, { left, fromLeft }: Neighbourhood): boolean {
  if (left?.kind !== 'agent' || !/^ (?:am |on |vom )?$/.test(fromLeft)) return false;
  return CONTROL.test(doc.lower.slice(Math.max(0, left.start - 60), left.start));
}

/** "seit 2019 unter Abirateron". */
function opensForeign({ date, right, toRight, isForeign }: Neighbourhood): boolean {
  return date.date.kind === 'since' && isForeign(right) && /^ ?(?:[a-z.]{1,12} ){0,3}$/.test(toRight);
}

/** Behind another treatment, does the sentence speak of the therapy again where the date stands? */
function isBackWithTherapy(near: Neighbourhood): boolean {
  const isBeforeOwn = near.right !== undefined && !near.isForeign(near.right);
  return (
    (isBeforeOwn && PREDICATE.test(near.fromLeft)) ||
    isGivenDespiteValue(near) ||
    (!near.isForeign(near.right) && /[;]|\. /.test(near.fromLeft)) ||
    (isBeforeOwn && opensClauseOfOwn(near))
  );
}

/** The predicate of an administration: a date behind it is that of what was given. */
const PREDICATE =
  /(?<![a-z])(?:wurden?|erfolgten?|erhielt|bekam|verabreichten|applizierten|gaben wir|fand|received|had|underwent|was given|were given|got)(?![a-z])/;

/** "held, plt 71. given 3/16": behind a value, the day of what was given. */
function isGivenDespiteValue({ left, fromLeft }: Neighbourhood): boolean {
  return left?.kind === 'foreign' && left.rule === 'rlt-foreign-other' && GIVEN_ON.test(fromLeft);
}

const GIVEN_ON = ending(
  /[.,;] [^.,;]{0,24}(?:given|administered|received|appliziert|verabreicht|nachgeholt|gegeben|infundiert|erfolgt)(?: (?:am|on|then|dann))? ?$/,
);

const CLAUSE = /[,;|+.]| (?:erfolg\w*|dann|danach|anschliessend|then|followed by|nun|jetzt|und|sowie|and) /;

/** "Docetaxel 2018, 05/2019 Lu-PSMA": in a clause of its own, right before the therapy. */
function opensClauseOfOwn({ fromLeft, toRight }: Neighbourhood): boolean {
  return /^[ :,]{0,3}(?:\w+ ){0,2}$/.test(toRight) && CLAUSE.test(fromLeft);
}
