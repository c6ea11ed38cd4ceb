/** All administrations that the passages of a note tell of, in order of place; the same one may come several times. */
import { finder } from '../../matching/finder.ts';
import type { Document, Sentence } from '../../types.ts';
import { eventsOf } from './events.ts';
import type { Seen } from './events.ts';
import { after, NOTHING } from './owner.ts';
import type { Standing } from './owner.ts';
import { rowOf } from './rows.ts';
import { segmentsOf } from './segments.ts';
import type { Event, Word } from './types.ts';
import { wordsOf } from './words.ts';

const RLT_HINT = finder(
  /lu(?:t[a-z]{2,7}um|-|\d| |\]|\))|lupsma|psma[ -]?(?:lu|rlt|prlt|radio|ther|617|i&t|ligand)|177[\])]?-?lu|p?rlt|radio-?ligand|pluvicto|vipivotid|mpsma|ac\/lu/,
);
const DOTA_HINT = finder(
  /(?<!(?<![a-z])not |kein |\[ ?\] ?(?:(?:177-?)?lu-)?)(?:dota-?t|dotanoc|prrt|lutathera|oxodotreotid)/,
);
/** What a letter or form of a nuclear medicine department on this therapy says in its head. */
const HEAD =
  /rlt|radioligand|lutetium|177|lu-?psma|pluvicto|nuklearmed|nuclear med|\bnuk\b|infusion (?:record|note|log)|dose (?:log|record)/;

/** True where the text names the therapy at all: all else is skipped for other notes. */
export function mayTell(doc: Document): boolean {
  return RLT_HINT.isIn(doc);
}

export function collect(doc: Document): Event[] {
  const dota = DOTA_HINT.isIn(doc);
  const sentences = doc.sentences.map((sentence) => ({ sentence, words: wordsOf(doc, sentence, dota) }));
  const first = tell(doc, sentences, false);
  const sole = isSole(sentences.flatMap((s) => s.words));
  return !dota && (sole || isMain(doc, first)) ? tell(doc, sentences, true) : first;
}

type Read = readonly { readonly sentence: Sentence; readonly words: readonly Word[] }[];

function tell(doc: Document, sentences: Read, main: boolean): Event[] {
  const events: Event[] = [];
  let standing: Standing = NOTHING;
  for (const { sentence, words } of sentences) {
    const row = rowOf(doc, sentence, words, standing, main);
    if (row) events.push(row);
    else
      for (const segment of segmentsOf(doc, sentence, words, standing, main))
        events.push(...eventsOf(doc, sentence, segment, seenIn(events)));
    standing = after(doc, standing, words, sentence.line, sentence.section);
  }
  return events;
}

/** How many cycles the note has told of so far. */
function seenIn(events: readonly Event[]): Seen {
  let [count, dated, listed] = [0, 0, true];
  for (const e of events) {
    if (e.status !== 'given' || e.number === null) continue;
    count = Math.max(count, e.number);
    if (e.weak) continue;
    if (e.date !== null) dated = Math.max(dated, e.number);
    listed &&= e.inferred;
  }
  return { count, dated, listed };
}

/** Of all that is given in cycles, the note names nothing else. */
function isSole(words: readonly Word[]): boolean {
  return words.some((w) => w.kind === 'agent') && !words.some((w) => w.kind === 'foreign' && w.cyclic);
}

/** Is the note itself about a course of this therapy? Then its bare cycle numbers are that. */
function isMain(doc: Document, events: readonly Event[]): boolean {
  if (HEAD.test(doc.lower.slice(0, 250)) || HEAD.test(doc.kind?.toLowerCase() ?? '')) return events.length > 0;
  return events.some((e) => e.status === 'given' && e.activity !== null);
}
