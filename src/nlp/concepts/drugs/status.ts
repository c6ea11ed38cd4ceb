/** What the words about a drug say: given, planned, declined, or only talked about; and how firmly. */
import { ending } from '../../matching/ending.ts';
import { isBefore } from '../../../calendar.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, SectionName } from '../../types.ts';
import { leftInSentence, rightInSentence } from '../place.ts';
import { answerTo, asPrevious, followUp, toStatement } from './beyond.ts';
import type { DrugStatement, Previous } from './beyond.ts';
import { cuesIn } from './cue-search.ts';
import type { Found } from './cue-search.ts';
import type { DrugEffect } from './cues.ts';
import type { DrugGroup } from './find.ts';
import { formAnswer } from './form.ts';
import type { Window } from './subjects.ts';

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
  const best = cuesIn(doc, group, window)[0];
  const asked = best?.cue.id === 'drug.asked_to_start' ? null : answerTo(doc, group, next);
  if (asked) return asked;
  const same = window.circumstance ? null : asPrevious(doc, group, best, previous);
  if (same) return same;
  const dated = dateEvidence(doc, dates);
  if (best && (best.cue.effect === 'declined' || best.cue.strength === 4) && !isAfterPeriod(doc, best, dates))
    return toStatement(best);
  if (best?.cue.effect === 'planned' && POSTPONED.test(rightInSentence(doc, group.end, 120))) return toStatement(best);
  const booking = best && readBooking(doc, group, best, dates);
  if (booking) return booking;
  const sequel = followUp(doc, group, next && isRejected(doc, next) ? undefined : next);
  if (sequel?.effect === 'declined' && (dated !== 'past' || isOfSame(doc, sequel, dates))) return sequel;
  const lasting = dates.some((d) => d.kind !== 'date' && d.kind !== 'birth');
  if (dated === 'past' && (best?.cue.effect !== 'talk' || best.distance > 12 || lasting))
    return { effect: 'given', strength: 3, cues: best ? [best] : [] };
  if (dated === 'future' && (best?.cue.effect !== 'given' || best.cue.strength < 3))
    return { effect: 'planned', strength: 2, cues: best ? [best] : [] };
  const own = best && !isFaint(best, group) ? toStatement(best) : byDefault(doc, group, window);
  // "docetaxel or abiraterone": of two that are proposed one will be chosen.
  if (own.strength <= 2 && (own.effect === 'planned' || own.strength === 1) && isChoice(doc, group, own.effect))
    return { ...own, effect: 'talk' };
  if (
    own.strength === 3 ||
    !sequel ||
    (own.effect === 'given' && own.strength > 1) ||
    (own.effect !== 'talk' && own.strength > 1 && sequel.effect === 'planned')
  )
    return own;
  return sequel;
}

/** "abi (2/2022-11/2022), declined chemo": what is refused behind a period of treatment is something else. */
function isAfterPeriod(doc: Document, best: Found, dates: readonly DateMention[]): boolean {
  const period = dates.find((d) => (d.kind === 'range' || d.kind === 'since') && d.end <= best.start);
  return period !== undefined && /[,;]/u.test(doc.lower.slice(period.end, best.start));
}

/** What was to be and is put off is still planned, also when its day has passed. */
const POSTPONED =
  /(?<!\p{L})(?:deferred|postponed|(?:put|pushed) (?:back|off)|verschoben|vertagt|aufgeschoben)(?!\p{L})/u;
/** "I prefer darolutamide over enzalutamide": what follows is said of the former. */
const isRejected = (doc: Document, group: DrugGroup): boolean =>
  /(?<!\p{L})(?:over|rather than|in preference to|eher als|lieber als) $/u.test(leftInSentence(doc, group.start, 24));
const PRESCRIBED = /^(?:prescri|rezept|verordn)/u;
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
  // What was prescribed before this year was taken, if nothing else is said.
  if (PRESCRIBED.test(doc.lower.slice(best.start, best.end)) && date.date < (doc.date?.slice(0, 4) ?? '')) return null;
  const off = CALLED_OFF.test(doc.lower.slice(date.end, Math.min(group.sentence.end, date.end + 60)));
  return { effect: off ? 'declined' : 'planned', strength: off ? 3 : 2, cues: [best] };
}

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
const ITEM_BEFORE = ending(
  /(?:^|[,;:+/()\->&*|\d]|\d\.|(?<!\p{L})(?:und|and|u\.|dann|then|sowie|plus|danach|mit|with|jetzt|nun|now|later|spaeter|zuletzt|initial(?:ly)?)|\s{2})\s?$/u,
);
const ITEM_AFTER = /^\s?(?:$|[,;.+/)(&|-]|\s\s|(?:und|and|u\.|dann|then|sowie|plus|danach|x\s?\d|\d)(?!\p{L}))/u;

function byDefault(doc: Document, group: DrugGroup, { circumstance }: Window): DrugStatement {
  if (circumstance) return { effect: 'given', strength: 2, cues: [] };
  const effect = DEFAULTS[group.sentence.section];
  if (effect !== undefined) return { effect, strength: 1, cues: [] };
  const listed =
    doc.lower.startsWith('post-', group.start) ||
    (ITEM_BEFORE.test(leftInSentence(doc, group.start, 12)) && ITEM_AFTER.test(rightInSentence(doc, group.end, 12)));
  return { effect: listed ? 'given' : 'talk', strength: 1, cues: [] };
}

const TO_COME = /(?<!\p{L})(?:naechste|kommende|next|coming)/u;

/** A date beside the drug that lies before the note is a treatment that took place; one that may be either says nothing. */
function dateEvidence(doc: Document, dates: readonly DateMention[]): 'past' | 'future' | null {
  const first = dates[0];
  if (!first) return null;
  if (TO_COME.test(doc.lower.slice(first.start, first.end))) return 'future';
  if (doc.date === null || isBefore(first.date, doc.date)) return 'past';
  if (first.date === doc.date) return first.inferred === 'all' ? null : 'past';
  if (isBefore(doc.date, first.date)) return 'future';
  // "ab Mitte Februar" in a note of February: may be either.
  return first.kind === 'date' || /^(?:ab|from) /u.test(doc.lower.slice(first.start, first.end)) ? null : 'past';
}

/** "samples were given in May; he has never started them": the drug itself is meant, though a date stands with it. */
const isOfSame = (doc: Document, sequel: DrugStatement, dates: readonly DateMention[]): boolean =>
  !dates.some((d) => d.kind === 'range' || d.kind === 'since') &&
  sequel.cues.some((c) =>
    /(?<!\p{L})(?:them|it|sie|diese\p{L}*|beides|both|never|nie)(?!\p{L})/u.test(doc.lower.slice(c.start, c.end)),
  );
