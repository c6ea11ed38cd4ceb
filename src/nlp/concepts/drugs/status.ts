/** What the words about a drug say: given, planned, declined, or only talked about; and how firmly. */
import { isBefore } from '../../../calendar.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, RawCue, Span } from '../../types.ts';
import { sentenceAt as sentenceIndexAt } from '../../document/document.ts';
import { DRUG_CUES } from './cues.ts';
import type { DrugCue, DrugEffect } from './cues.ts';
import type { DrugGroup } from './find.ts';

export interface DrugStatement {
  readonly effect: DrugEffect | 'unticked';
  readonly strength: 0 | 1 | 2 | 3 | 4;
  readonly cues: readonly RawCue[];
}

/** The text that may speak about a group: from the group before it to the group after it, within the sentence. */
export interface Window {
  readonly left: Span;
  readonly right: Span;
}

interface Found extends RawCue {
  readonly cue: DrugCue;
  readonly distance: number;
}

const compile = (cues: readonly DrugCue[], flags: string): readonly (readonly [DrugCue, RegExp])[] =>
  cues.map(
    (cue) =>
      [
        cue,
        new RegExp(/^\p{L}|^\(\?/u.test(cue.pattern) ? `(?<!\\p{L})(?:${cue.pattern})` : cue.pattern, flags),
      ] as const,
  );
/** Cues that end at the drug look back over the whole sentence; the others stay between the neighbouring drugs. */
const ADJACENT = compile(
  DRUG_CUES.filter((c) => c.pattern.endsWith('$')),
  'u',
);
const FREE = compile(
  DRUG_CUES.filter((c) => !c.pattern.endsWith('$')),
  'gu',
);
const ANY_ADJACENT = new RegExp(ADJACENT.map(([cue]) => `(?:${cue.pattern})`).join('|'), 'u');
const ANY = new RegExp(FREE.map(([cue]) => `(?:${cue.pattern})`).join('|'), 'u');

const TICK_AFTER = /^[\s:]{0,3}\[\s?(x)?\s?\]/u;
const TICK_BEFORE = /\[\s?(x)?\s?\]\s{0,3}(?:\p{L}+\s){0,2}\(?$/u;
/** A form's answer: "Enzalutamid: nein". */
const ANSWER = /^\s?:\s?(?:(ja|yes)|nein|no|keine?)(?!\p{L})(?!\s\p{L})/u;
/** Said in the next sentence of what the last one proposed. */
const FOLLOW_UP: readonly (readonly [DrugEffect, RegExp])[] = [
  [
    'declined',
    /(?<!\p{L})(?:abgelehnt|lehnt|declined|refused|never (?:started|taken|given|received)|(?:would|he'd) rather not|moechte .{0,30}nicht)/u,
  ],
  [
    'given',
    /(?:first dose|erste (?:gabe|dosis)|c1(?:d1)?)[^.;]{0,30}(?:taken|given|today|gelaufen|gegeben|erhalten|verabreicht)/u,
  ],
  [
    'planned',
    /(?<!\p{L})(?:to start|samples|start\p{L}* (?:am|ab|on)|beginn (?:am|ab)|script|rezept|agrees|einverstanden)/u,
  ],
];

export function readStatus(
  doc: Document,
  group: DrugGroup,
  window: Window,
  dates: readonly DateMention[],
  next: DrugGroup | undefined,
): DrugStatement {
  const tick = checkbox(doc, group);
  if (tick !== null) return { effect: tick ? 'given' : 'unticked', strength: 3, cues: [] };
  const found = cuesIn(doc, group, window);
  const best = found[0];
  const dated = dateEvidence(doc, dates);
  if (best && (best.cue.effect === 'declined' || best.cue.strength === 4)) return toStatement(best);
  const booking = best && readBooking(doc, group, best, dates);
  if (booking) return booking;
  const sequel = followUp(doc, group, next);
  if (sequel?.effect === 'declined' && !dates.some((d) => d.kind === 'range' || d.kind === 'since')) return sequel;
  if (dated === 'past' && (best?.cue.effect !== 'talk' || best.distance > 12))
    return { effect: 'given', strength: 3, cues: best ? [best] : [] };
  if (dated === 'future' && (best?.cue.effect !== 'given' || best.cue.strength < 3))
    return { effect: 'planned', strength: 2, cues: best ? [best] : [] };
  const own = best ? toStatement(best) : byDefault(group);
  // "docetaxel or abiraterone": of two that are proposed one will be chosen.
  if (own.strength <= 2 && (own.effect === 'planned' || own.strength === 1) && isChoice(doc, group, own.effect))
    return { ...own, effect: 'talk' };
  if (
    own.strength === 3 ||
    !sequel ||
    (own.effect === 'given' && own.strength > 1) ||
    (own.effect !== 'talk' && sequel.effect === 'planned')
  )
    return own;
  return sequel;
}

const CALLED_OFF =
  /(?<!\p{L})(?:held|cancel\p{L}*|called off|abgesagt|storniert|ausgefallen|nicht stattgefunden|nicht erfolgt|not given)(?!\p{L})/u;

function isChoice(doc: Document, group: DrugGroup, effect: DrugStatement['effect']): boolean {
  const between = doc.lower.slice(group.start, group.end);
  return (
    group.drugs.length > 1 &&
    (/\s(?:or|oder|vs\.?|versus|bzw\.)\s/u.test(between) || (effect === 'planned' && between.includes('/')))
  );
}

/** "scheduled for 2/18: held": a date behind a plan is that of a booking, also when it has passed. */
function readBooking(
  doc: Document,
  group: DrugGroup,
  best: Found,
  dates: readonly DateMention[],
): DrugStatement | null {
  const date = dates.find((d) => d.start >= best.end);
  if (best.cue.effect !== 'planned' || best.start < group.end || !date || date.start - best.end > 20) return null;
  const off = CALLED_OFF.test(doc.lower.slice(date.end, Math.min(group.sentence.end, date.end + 60)));
  return { effect: off ? 'declined' : 'planned', strength: off ? 3 : 2, cues: [best] };
}

const toStatement = (found: Found): DrugStatement => ({
  effect: found.cue.effect,
  strength: found.cue.strength,
  cues: [found],
});

/** Without a word: what a section is for. */
function byDefault({ sentence }: DrugGroup): DrugStatement {
  if (sentence.section === 'plan') return { effect: 'planned', strength: 1, cues: [] };
  if (sentence.section === 'consent' || sentence.section === 'reference')
    return { effect: 'talk', strength: 1, cues: [] };
  return { effect: 'given', strength: 1, cues: [] };
}

/** A form's box beside the drug. Lines that begin with a box have it before each entry, other lines after it. */
function checkbox(doc: Document, group: DrugGroup): boolean | null {
  const lineStart = doc.lower.lastIndexOf('\n', group.start - 1) + 1;
  const before = TICK_BEFORE.exec(doc.lower.slice(Math.max(lineStart, group.start - 40), group.start));
  const after = TICK_AFTER.exec(doc.lower.slice(group.end, group.end + 8));
  const lead = doc.lower.slice(lineStart, doc.lower.indexOf('[', lineStart)).trimEnd();
  const boxFirst = lead === '' || /[:|;,*-]$/u.test(lead);
  const box = after && !(boxFirst && before) ? after : before;
  if (box) return box[1] !== undefined;
  const answer = ANSWER.exec(doc.lower.slice(group.end, group.end + 12));
  return answer ? answer[1] !== undefined : null;
}

/** Among equals: a refusal, a fact, a plan, talk. */
const WEIGHT: readonly DrugEffect[] = ['declined', 'given', 'planned', 'talk'];

/** The cues that reach the group, the weightiest first. */
function cuesIn(doc: Document, group: DrugGroup, window: Window): Found[] {
  const found: Found[] = [];
  const before = doc.lower.slice(Math.max(group.sentence.start, group.start - 120), group.start);
  for (const [cue, pattern] of ANY_ADJACENT.test(before) ? ADJACENT : []) {
    const match = pattern.exec(before);
    if (match) found.push({ rule: cue.id, start: group.start - match[0].length, end: group.start, cue, distance: 0 });
  }
  found.push(...freeCues(doc, window.left, 'left'), ...freeCues(doc, window.right, 'right'));
  const sentence = { start: group.sentence.start, end: group.start };
  if (window.left.start > sentence.start)
    found.push(...freeCues(doc, sentence, 'left').filter((f) => f.cue.strength === 4 && f.cue.effect === 'talk'));
  const kept = found.filter((f) => !found.some((other) => other.cue.effect !== f.cue.effect && covers(other, f)));
  return kept.toSorted(
    (a, b) =>
      b.cue.strength - a.cue.strength ||
      a.distance - b.distance ||
      WEIGHT.indexOf(a.cue.effect) - WEIGHT.indexOf(b.cue.effect),
  );
}

const covers = (a: Span, b: Span): boolean => a.start <= b.start && a.end >= b.end && a.end - a.start > b.end - b.start;

function freeCues(doc: Document, span: Span, side: 'left' | 'right'): Found[] {
  const text = doc.lower.slice(span.start, span.end);
  if (!ANY.test(text)) return [];
  const found: Found[] = [];
  for (const [cue, pattern] of FREE) {
    if (cue.direction === (side === 'left' ? 'after' : 'before') || text.search(pattern) < 0) continue;
    for (const match of text.matchAll(pattern)) {
      if (match[0] === '') continue;
      // "Taxane kontraindiziert, Apalutamid vertragen": a refusal before a comma was of something else.
      if (side === 'left' && cue.effect === 'declined' && text.includes(',', match.index + match[0].length)) continue;
      const [start, end] = [span.start + match.index, span.start + match.index + match[0].length];
      found.push({ rule: cue.id, start, end, cue, distance: side === 'left' ? span.end - end : start - span.start });
    }
  }
  return found;
}

/** A date beside the drug that lies before the note is a treatment that took place; one that may be either says nothing. */
function dateEvidence(doc: Document, dates: readonly DateMention[]): 'past' | 'future' | null {
  const first = dates[0];
  if (!first) return null;
  if (doc.date === null || isBefore(first.date, doc.date)) return 'past';
  if (first.date === doc.date) return first.inferred === 'all' ? null : 'past';
  return isBefore(doc.date, first.date) ? 'future' : first.kind === 'date' ? null : 'past';
}

/** What the next sentence says of the drug, where it names no other. */
function followUp(doc: Document, group: DrugGroup, next: DrugGroup | undefined): DrugStatement | null {
  const sentence = doc.sentences[sentenceIndexAt(doc, group.start) + 1];
  if (!sentence || sentence.section !== group.sentence.section || sentence.start - group.sentence.end > 3) return null;
  const end = Math.min(sentence.end, sentence.start + 120);
  if (next && next.start < end) return null;
  const hit = FOLLOW_UP.find(([, pattern]) => pattern.test(doc.lower.slice(sentence.start, end)));
  return hit ? { effect: hit[0], strength: 2, cues: [{ rule: 'drug.follow_up', start: sentence.start, end }] } : null;
}
