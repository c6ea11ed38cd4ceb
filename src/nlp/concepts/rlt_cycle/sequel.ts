/** What the next sentence makes of a cycle that was only announced: it took place, or it did not. */
import { boundsOf } from '../../../calendar.ts';
import type { Document, Sentence } from '../../types.ts';
import { doseOf } from './activity.ts';
import type { Event, Word } from './types.ts';

const IT =
  /(?<![a-z])(?:aktivitaet|(?:radioliganden?)?therapie|gabe|behandlung|zyklus|infusion|dosis|dose|treatment|cycle|applikation|termin|proceed|abstand|abgesehen|es|it|this)(?![a-z])/;
const TOOK_PLACE =
  /(?<![a-z])(?:erfolgte|applizierten|verabreichten|wurde (?:dann |nun |schliesslich )?(?:appliziert|verabreicht|durchgefuehrt|nachgeholt)|was (?:then |duly )?(?:given|administered)|took place|went ahead)(?![a-z])/;

/** Gives the event as the sentence leaves it. The sentence must name no other therapy and no other cycle. */
export function turned(doc: Document, sentence: Sentence, words: readonly Word[], event: Event): Event {
  const open = event.tentative || event.status === 'planned';
  if (!open || words.some((w) => (w.kind === 'foreign' && w.rule !== 'rlt-foreign-other') || w.kind === 'agent'))
    return event;
  const text = doc.lower.slice(sentence.start, sentence.end);
  const off = words.find((w) => w.kind === 'cue' && w.cue === 'cancelled');
  if (!IT.test(text) || words.some((w) => w.kind === 'number' || w.kind === 'count')) return event;
  const past = event.date !== null && doc.date !== null && boundsOf(event.date).first <= boundsOf(doc.date).last;
  if (off?.kind === 'cue' && (past || event.date === null))
    return {
      ...event,
      status: 'cancelled',
      tentative: false,
      cues: [...event.cues, { rule: off.rule, start: off.start, end: off.end }],
    };
  return past && TOOK_PLACE.test(text) && !words.some((w) => w.kind === 'date')
    ? { ...event, status: 'given', tentative: false }
    : event;
}

const CORRECTION =
  /^[^a-z]{0,4}(?:correction|corrected|korrektur|korrigiert|berichtigung|richtigstellung|errat(?:um|a)|corrigendum|addendum|amendment|amended|nachtrag|nachtraeglich|corr\.|korr\.|cave)(?![a-z])|(?<![a-z])(?:in fact|in reality|actually|tatsaechlich|in wirklichkeit|entgegen (?:der |dem )?(?:vor|frueher)[a-z]*|contrary to)(?![a-z])/;

/**
 * "Correction: the cycle of 3 May was not given": what such a sentence tells of a cycle counts, whatever stood before. What
 * names neither number nor day is said of the cycle last spoken of.
 */
export function corrections(
  doc: Document,
  sentence: Sentence,
  words: readonly Word[],
  told: readonly Event[],
  last: Event | undefined,
): Event[] {
  const word = CORRECTION.exec(doc.lower.slice(sentence.start, sentence.end));
  if (!word) return [...told];
  const at = sentence.start + word.index;
  const activity = doseOf(words.filter((w) => w.kind === 'activity'));
  if (last && told.length === 0 && activity !== null && !words.some((w) => w.kind === 'foreign' || w.kind === 'count'))
    return [{ ...last, activity, corrects: true }];
  return told.map((e) => {
    if (e.end <= at) return e;
    const { number, date } = last && e.number === null && e.date === null ? last : e;
    return { ...e, number, date, corrects: true };
  });
}

const MADE_UP = /(?<![a-z])(?:nachgeholt|made up|caught up)(?![a-z])/;
const NOT_YET = /(?<![a-z])(?:soll|sollte|wird|werden|geplant|nicht|to be|will|planned|not)(?![a-z])/;

/** "2. Zyklus ausgefallen. Nachgeholt am 02.02. mit 7,3 GBq": the cycle called off was given on that day; null where the sentence says no such thing. */
export function madeUp(doc: Document, sentence: Sentence, words: readonly Word[], event: Event): Event | null {
  const text = doc.lower.slice(sentence.start, sentence.end);
  if (event.status === 'given' || event.number === null || !MADE_UP.test(text) || NOT_YET.test(text)) return null;
  if (words.some((w) => w.kind === 'foreign' || w.kind === 'number' || w.kind === 'count')) return null;
  const [date, more] = words.flatMap((w) => (w.kind === 'date' ? [w.date] : []));
  if (!date || more || date.kind !== 'date' || (doc.date !== null && date.date > doc.date)) return null;
  const activity = doseOf(words.filter((w) => w.kind === 'activity')) ?? event.activity;
  return { ...event, status: 'given', tentative: false, date: date.date, activity };
}
