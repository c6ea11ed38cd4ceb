/** Whose cycle it is: the therapy that a number, a count or a date belongs to. */
import type { RltAgent } from '../../../domain.ts';
import type { Document, SectionName, Span } from '../../types.ts';
import { ending } from '../../matching/ending.ts';
import { breaksBetween } from './breaks.ts';
import type { CountWord, Word, WordOf } from './types.ts';

type Therapy = WordOf<'agent'> | WordOf<'foreign'>;

/** What was last spoken of before a sentence. */
export interface Standing {
  /** Last therapy that is given in cycles. */
  readonly cyclic: Therapy | null;
  /** The line it stood in. */
  readonly cyclicLine: number;
  /** Last therapy of any kind, and the line it stood in. */
  readonly any: Therapy | null;
  readonly line: number;
  /** The radioligand therapy last named. */
  readonly agent: WordOf<'agent'> | null;
  /** The line of another disease: its cycles are that one's. */
  readonly diseaseLine: number;
  /** The radioligand therapy that heads a line ("2. Lu-177 PSMA-617: ..."), and the line: what is counted on it is that. */
  readonly topic: WordOf<'agent'> | null;
  readonly topicLine: number;
  /** A table's head or list's title in this place makes bare numbers those of the therapy. */
  readonly section: SectionName;
}

export const NOTHING: Standing = {
  cyclic: null,
  cyclicLine: -10,
  any: null,
  line: -10,
  agent: null,
  diseaseLine: -10,
  topic: null,
  topicLine: -10,
  section: 'body',
};

const DISEASE = 'rlt-foreign-disease';

/** "Lu-PSMA, cave Nierendosis nach PRRT": what went before is not what is spoken of. */
function isFormer(doc: Document, { start }: Span): boolean {
  return /(?:nach|z\. ?n\.?|vor|after|prior|following|s\/p|post|wegen|trotz) $/.test(
    doc.lower.slice(Math.max(0, start - 12), start),
  );
}

export function after(
  doc: Document,
  standing: Standing,
  words: readonly Word[],
  line: number,
  section: SectionName,
): Standing {
  const named = words.filter(isTherapy);
  if (named.length === 0) return { ...standing, section };
  const diseased = named.some((t) => t.rule === DISEASE);
  const therapies = named
    .filter((t) => t.rule !== DISEASE)
    .filter((t) => t.kind === 'agent' || !/^rlt-(?:foreign-other|diagnostic)/.test(t.rule))
    .filter((t, _, all) => t.kind === 'agent' || !all.some((a) => a.kind === 'agent') || !isFormer(doc, t));
  const cyclic = therapies.findLast((t) => t.kind === 'agent' || t.cyclic);
  const any = therapies.at(-1) ?? standing.any;
  return {
    cyclic: cyclic ?? standing.cyclic,
    cyclicLine: cyclic ? line : standing.cyclicLine,
    any,
    line: therapies.length > 0 ? line : standing.line,
    agent: named.findLast((t) => t.kind === 'agent') ?? standing.agent,
    diseaseLine: diseased ? line : standing.diseaseLine,
    ...topicOf(doc, standing, named, line),
    section,
  };
}

/** Behind the therapy's name where it heads a line. */
const HEADED = /^\)?[:;]| - | ?->/;
const BEFORE_HEAD = ending(/(?:^|\n)[^a-z\n]{0,8}(?:(?:therap\w+|treatment|plan|ad|zu) )?$/);

function topicOf(
  doc: Document,
  { topic, topicLine }: Standing,
  named: readonly Therapy[],
  line: number,
): Pick<Standing, 'topic' | 'topicLine'> {
  const [first] = named;
  if (first?.kind !== 'agent' || topicLine === line) return { topic, topicLine };
  const heads =
    HEADED.test(doc.lower.slice(first.end, first.end + 4)) &&
    BEFORE_HEAD.test(doc.lower.slice(Math.max(0, first.start - 20), first.start));
  return heads ? { topic: first, topicLine: line } : { topic, topicLine };
}

export function isTherapy(word: Word): word is Therapy {
  return word.kind === 'agent' || word.kind === 'foreign';
}

/** A bare number so many lines behind another therapy is that of the note's own. */
const NEAR_LINES = 2;

const BESIDE_RIGHT = /^ ?[-(]?(?:mit |with |der |of |einer |unter |[a-z]{3,12}e[nrs]? )?\[?$/;

/** "vier zwischen Mai und Juli verabreichten Zyklen Docetaxel": the noun of the number stands apart. */
const APART =
  /^ ?(?:zwischen|von|vom|im|in|ab|seit) [^,;]{0,90}(?:zyklen|gaben|applikationen|behandlungen|infusionen) (?:mit |der |einer )?[[(]?$/;

function isBesideRight(gap: string): boolean {
  return BESIDE_RIGHT.test(gap) || APART.test(gap);
}

/** The therapy within the sentence that a number or count stands with; null where none does. */
function ownerWithin(doc: Document, words: readonly Word[], at: Span, word: CountWord): Therapy | null {
  const able = words
    .filter(isTherapy)
    .filter((t) => t.kind === 'agent' || t.cyclic || (word === 'dose' && t.rule === 'rlt-foreign-dose'));
  const inside = able.find((t) => t.start >= at.start && t.end <= at.end);
  if (inside) return inside;
  const right = able.find((t) => t.start >= at.end);
  if (right && isBesideRight(doc.lower.slice(at.end, right.start))) return right;
  const left = able.findLast((t) => t.end <= at.start);
  // "Zyklus 5 nicht mehr erfolgt -> Carboplatin": what comes instead does not own it.
  const instead = right && /->|;|\. |stattdessen|instead/.test(doc.lower.slice(at.end, right.start));
  // "Zyklus 3 am 29.06., bei fehlendem Ansprechen mit Actinium": nor what a later clause names.
  const later =
    right?.kind === 'foreign' &&
    breaksBetween(doc, at.end, right.start) > 0 &&
    words.some((w) => w.kind === 'date' && w.start >= at.end && w.end <= right.start);
  return left ?? (instead || later ? null : right) ?? null;
}

/** Counts without a word for what is counted: only beside the therapy's own name. */
const WITHIN_ONLY: ReadonlySet<string> = new Set(['cycle-times', 'cycle-more', 'cycle-had']);

/** "zweite im Juni": of what was named before, and never of a note as a whole. */
const NOUNLESS: ReadonlySet<string> = new Set([
  'cycle-bare-ordinal',
  'cycle-ordinal-alone',
  'cycle-ordinal-telegram',
  'cycle-line-ordinal',
]);

const DEED = /^(?:rt|xrt|sbrt|radiatio|bestrahl|operiert|biops|prostatekt|rpe)/;

/** "Bestrahlung LWK 3 im Mai, zweite im Juni". */
function isOfOtherDeed(doc: Document, words: readonly Word[], start: number): boolean {
  const before = words.findLast((w) => isTherapy(w) && w.end <= start);
  return before?.kind === 'foreign' && DEED.test(doc.lower.slice(before.start, before.end));
}

/** What is not measured in becquerels: a cycle with an activity is none of theirs, though they were named last. */
const NO_ACTIVITY: ReadonlySet<string> = new Set(['rlt-foreign-chemo', 'rlt-foreign-dose']);

function isActivity(word: Word): boolean {
  return word.kind === 'activity' && (word.role === 'plain' || word.role === 'administered');
}

/** Does the number belong to the radioligand therapy, and with which agent? */
export function ownedBy(
  doc: Document,
  words: readonly Word[],
  { start, end, word, rule }: Span & { word: CountWord; rule: string },
  standing: Standing,
  line: number,
  main: boolean,
): { agent: RltAgent } | null {
  const within = ownerWithin(doc, words, { start, end }, word);
  if (within) return within.kind === 'agent' ? { agent: within.agent } : null;
  if (NOUNLESS.has(rule) && isOfOtherDeed(doc, words, start)) return null;
  if (WITHIN_ONLY.has(rule) || standing.diseaseLine === line) return null;
  if (standing.topic && standing.topicLine === line) return { agent: standing.topic.agent };
  const [before, beforeLine] =
    word === 'cycle' ? [standing.cyclic, standing.cyclicLine] : [standing.any, standing.line];
  if (before?.kind === 'agent') return { agent: before.agent };
  if (standing.agent && before && NO_ACTIVITY.has(before.rule) && words.some(isActivity))
    return { agent: standing.agent.agent };
  return main && !NOUNLESS.has(rule) && line - beforeLine > NEAR_LINES ? { agent: '177Lu-PSMA' } : null;
}
