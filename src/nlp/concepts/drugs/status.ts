/** What the words about a drug say: given, planned, declined, or only talked about; and how firmly. */
import { isBefore } from '../../../calendar.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, RawCue, SectionName, Span } from '../../types.ts';
import { sentenceAt as sentenceIndexAt } from '../../document/document.ts';
import { DRUG_CUES } from './cues.ts';
import type { DrugCue, DrugEffect } from './cues.ts';
import type { DrugGroup } from './find.ts';
import { formAnswer } from './form.ts';
import { leftInSentence, rightInSentence } from '../place.ts';

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

/** The drugs named before, and what was read of them. */
export interface Previous {
  readonly group: DrugGroup;
  readonly statement: DrugStatement;
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
  previous: Previous | null,
): DrugStatement {
  const answer = formAnswer(doc, group);
  if (answer !== null) return { effect: answer, strength: 3, cues: [] };
  const asked = answerTo(doc, group, next);
  if (asked) return asked;
  const best = cuesIn(doc, group, window)[0];
  const same = asPrevious(doc, group, best, previous);
  if (same) return same;
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
  const own = best && !isFaint(best, group) ? toStatement(best) : byDefault(doc, group);
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
  const several =
    group.drugs.length > 1 &&
    (/\s(?:or|oder|vs\.?|versus|bzw\.)\s/u.test(between) || (effect === 'planned' && between.includes('/')));
  return (
    several ||
    (effect === 'planned' && /^\s(?:or|oder|vs\.?|versus|bzw\.)\s/u.test(doc.lower.slice(group.end, group.end + 8)))
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

/** A dose or the like in a plan belongs to what is planned. */
const isFaint = (best: Found, { sentence }: DrugGroup): boolean =>
  best.cue.strength === 1 && DEFAULTS[sentence.section] !== undefined && DEFAULTS[sentence.section] !== 'given';

/** Without a word: what a section is for. Elsewhere a drug counts as given only as an item of a list. */
const DEFAULTS: Readonly<Partial<Record<SectionName, DrugEffect>>> = {
  plan: 'planned',
  consent: 'talk',
  reference: 'talk',
  history: 'given',
  medication: 'given',
  therapy: 'given',
  diagnosis: 'given',
};
const ITEM_BEFORE =
  /(?:^|[,;:+/()\->&*|\d]|(?<!\p{L})(?:und|and|u\.|dann|then|sowie|plus|danach|mit|with|later|spaeter|zuletzt|initial(?:ly)?)|\s{2})\s?$/u;
const ITEM_AFTER = /^\s?(?:$|[,;.+/)(&|-]|\s|(?:und|and|u\.|dann|then|sowie|plus|danach|x\s?\d|\d)(?!\p{L}))/u;

function byDefault(doc: Document, group: DrugGroup): DrugStatement {
  const effect = DEFAULTS[group.sentence.section];
  if (effect !== undefined) return { effect, strength: 1, cues: [] };
  const listed =
    ITEM_BEFORE.test(leftInSentence(doc, group.start, 12)) && ITEM_AFTER.test(rightInSentence(doc, group.end, 12));
  return { effect: listed ? 'given' : 'talk', strength: 1, cues: [] };
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
  return byWeight(kept);
}

function byWeight(found: readonly Found[]): Found[] {
  return found.toSorted(
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
      if (side === 'left' && /^\.\s/u.test(text.slice(match.index + match[0].length))) continue;
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

const QUESTION = /^\s?\?/u;
const ANSWERS: readonly (readonly [DrugEffect, RegExp])[] = [
  ['declined', /^[\s>:,-]{0,6}(?:nein|no|nope|nicht|not|never|nie)(?!\p{L})/u],
  ['planned', /^[\s>:,-]{0,6}(?:ja|yes|ok|okay|gerne?)(?!\p{L})/u],
];

/** "Caba? -> traut er sich nicht zu": what stands behind the question mark on the line is its answer; without one nothing is said. */
function answerTo(doc: Document, group: DrugGroup, next: DrugGroup | undefined): DrugStatement | null {
  const mark = QUESTION.exec(doc.lower.slice(group.end, group.end + 2));
  if (!mark) return null;
  const start = group.end + mark[0].length;
  const lineEnd = doc.lower.indexOf('\n', start);
  const limit = Math.min(start + 100, next?.start ?? Infinity, lineEnd < 0 ? doc.lower.length : lineEnd);
  const span = { start, end: Math.max(start, limit) };
  const plain = ANSWERS.find(([, pattern]) => pattern.test(doc.lower.slice(span.start, span.end)));
  if (plain) return { effect: plain[0], strength: 3, cues: [{ rule: 'drug.answer', ...span }] };
  const [best] = byWeight(freeCues(doc, span, 'right').filter((f) => f.cue.strength >= 2 && f.cue.effect !== 'talk'));
  return best ? toStatement(best) : { effect: 'talk', strength: 1, cues: [] };
}

const LIKEWISE_AFTER =
  /^,?\s?(?:(ebensowenig|genausowenig|auch nicht|either)|ebenso|ebenfalls|desgleichen|dito|likewise|similarly|also|as well|too|auch|genauso)(?!\p{L})/u;
const LIKEWISE_BEFORE =
  /(?<!\p{L})(?:(ebensowenig|genausowenig|auch nicht|auch kein|neither|nor)|ebenso|ebenfalls|likewise|same (?:for|with|goes for)|(?:gleiches|dasselbe) gilt fuer) $/u;

/** "Enzalutamid kontraindiziert, Apalutamid ebenso": the verdict on the drug before. */
function asPrevious(
  doc: Document,
  group: DrugGroup,
  best: Found | undefined,
  previous: Previous | null,
): DrugStatement | null {
  if (!previous || group.start - previous.group.end > 120 || group.sentence.section !== previous.group.sentence.section)
    return null;
  const words =
    LIKEWISE_AFTER.exec(rightInSentence(doc, group.end, 24)) ??
    LIKEWISE_BEFORE.exec(leftInSentence(doc, group.start, 24));
  if (!words || (best && best.start >= group.end && best.cue.strength >= 2)) return null;
  if (words[1] !== undefined) return { effect: 'declined', strength: 3, cues: [] };
  return previous.statement.effect === 'unticked' ? null : previous.statement;
}
