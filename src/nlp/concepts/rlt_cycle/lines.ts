/** Lists with a day a line: "Lu-PSMA:", "- 12.01.2021 (7,4 GBq)", "- 09.03.2021 (7,2 GBq)": their order is the number. */
import { sentenceAt } from '../../document/document.ts';
import type { Document, Sentence } from '../../types.ts';
import type { Event, Word } from './types.ts';

const BULLET = /^ *[-*•] /;
/** What may stand before the day of a line. */
const BEFORE_DAY = 6;

/** A line that says no more than a day, with a dose or behind a bullet: it goes on with the therapy of the line above. */
export function isDayLine(doc: Document, sentence: Sentence, words: readonly Word[]): boolean {
  const [date, ...rest] = words.filter((w) => w.kind !== 'activity' && w.kind !== 'cue');
  if (date?.kind !== 'date' || rest.length > 0 || date.start - sentence.start > BEFORE_DAY) return false;
  const dose = words.find((w) => w.kind === 'activity');
  if (!dose && !BULLET.test(doc.lower.slice(sentence.start, sentence.end))) return false;
  const last = Math.max(...words.map((w) => w.end));
  return (doc.lower.slice(last, sentence.end).match(/[a-z]{3,}/g)?.length ?? 0) === 0;
}

const COUNTS = /^cycle-(?:count|times)/;

/** Numbers the days of such a list, where the note numbers no cycle itself or counts as many above ("Lu-PSMA x 3"). */
export function numberLines(doc: Document, events: readonly Event[]): Event[] {
  const total = events.filter((e) => COUNTS.test(e.rule) && e.status === 'given' && e.date === null).length;
  const given = events.filter((e) => e.status === 'given' && e.number === null);
  if (events.some((e) => e.number !== null) && (total === 0 || total !== given.length)) return [...events];
  const lines = given.map((e) => lineOf(doc, e));
  const isList =
    given.length > 1 &&
    given.every((e, i) => e.date?.length === 10 && (i === 0 || lines[i] === (lines[i - 1] ?? 0) + 1)) &&
    given.every((e, i) => i === 0 || (e.date ?? '') > (given[i - 1]?.date ?? ''));
  return isList
    ? events.map((e) => (given.includes(e) ? { ...e, number: given.indexOf(e) + 1, inferred: true } : e))
    : [...events];
}

function lineOf(doc: Document, event: Event): number {
  return doc.sentences[sentenceAt(doc, event.start)]?.line ?? -1;
}
