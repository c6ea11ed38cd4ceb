/** All administrations that the passages of a note tell of, in order of place; the same one may come several times. */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import type { Document, Sentence } from '../../types.ts';
import { eventsOf } from './events.ts';
import type { Seen } from './events.ts';
import { numberLines } from './lines.ts';
import { after, isTherapy, NOTHING } from './owner.ts';
import type { Standing } from './owner.ts';
import { rowCalledOff, rowOf } from './rows.ts';
import { segmentsOf } from './segments.ts';
import type { Segment } from './segments.ts';
import { corrections, madeUp, turned } from './sequel.ts';
import type { Event, Word, WordOf } from './types.ts';
import { wordsOf } from './words.ts';

const RLT_HINT = finder(
  /lu(?:t[a-z]{2,7}um|-|\d|#| |\]|\))|lupsma|psma[ -]?(?:lu|rlt|prlt|radio|ther|617|i&t|ligand)|177[\])]?-?lu|p?rlt|radio-?ligand|pluvicto|vipivotid|mpsma|ac\/lu/,
);
const DOTA_HINT = finder(
  /(?<!(?<![a-z])not |kein |\[ ?\] ?(?:(?:177-?)?lu-)?)(?:dota-?t|dotanoc|prrt|lutathera|oxodotreotid)/,
);
/** "THERANOSTICS - REVIEW", "series 1 (617)": where nothing but the ligand in a heading names the therapy. */
const LIGAND_HINT = finder(/[(,;:] ?(?:617|i ?& ?t)(?![a-z0-9])/);
const THERANOSTICS = /theranosti|nuklearmed|nuclear med|(?<![a-z])nuk(?![a-z])/;
const CLINIC = /nuklearmed|nuclear med|(?<![a-z])nuk(?![a-z])/;
const CYCLES = /(?<![a-z])(?:zykl|cycles?(?![a-z]))/;
const PROSTATE = /psma|psa|prosta|crpc/;
/** What a letter or form of a nuclear medicine department on this therapy says in its head. */
const HEAD =
  /rlt|radioligand|lutetium|177|lu-?psma|pluvicto|nuklearmed|nuclear med|\bnuk\b|infusion (?:record|note|log)|dose (?:log|record)/;

/** True where the text names the therapy at all: all else is skipped for other notes. */
export function mayTell(doc: Document): boolean {
  return RLT_HINT.isIn(doc) || isOfItsClinic(doc) || namesLigand(doc);
}

/** A note of theranostics on a man with prostate cancer that names the therapy by its ligand alone. */
function namesLigand(doc: Document): boolean {
  return LIGAND_HINT.isIn(doc) && THERANOSTICS.test(doc.lower.slice(0, 250)) && PROSTATE.test(doc.lower);
}

/** A note of nuclear medicine on a man with prostate cancer that counts cycles without naming of what. */
function isOfItsClinic(doc: Document): boolean {
  return CLINIC.test(doc.lower.slice(0, 250)) && CYCLES.test(doc.lower) && PROSTATE.test(doc.lower);
}

export function collect(doc: Document): Event[] {
  const dota = DOTA_HINT.isIn(doc);
  const sentences = doc.sentences.map((sentence) => ({ sentence, words: wordsOf(doc, sentence, dota) }));
  const words = sentences.flatMap((s) => s.words);
  const chosen = chosenAgent(doc, words);
  if (chosen) return tell(doc, sentences, true, chosen);
  const sole =
    isSole(words) || (isOfItsClinic(doc) && !words.some((w) => isTherapy(w) && (w.kind === 'agent' || w.cyclic)));
  if (!dota && sole) return tell(doc, sentences, true);
  const first = tell(doc, sentences, false);
  return !dota && isMain(doc, first) ? tell(doc, sentences, true) : first;
}

type Read = readonly { readonly sentence: Sentence; readonly words: readonly Word[] }[];

/** `chosen`: the agent that a form is about; what stands in its other lines does not change that. */
function tell(doc: Document, sentences: Read, main: boolean, chosen: WordOf<'agent'> | null = null): Event[] {
  const events: Event[] = [];
  const seen = seenIn(events);
  const offset = offsetOf(sentences);
  let standing: Standing = NOTHING;
  let last: Sentence | null = null;
  for (const { sentence, words } of sentences) {
    if (chosen && standing.line !== sentence.line) standing = { ...standing, any: chosen, cyclic: chosen };
    const told = events.length;
    const former = last?.line === sentence.line ? events.at(-1) : undefined;
    const made = former ? madeUp(doc, sentence, words, former) : null;
    if (made) events[events.length - 1] = made;
    const row = made
      ? null
      : (rowOf(doc, sentence, words, standing, main) ?? offBelow(doc, sentence, words, last, events));
    if (row) events.push(row);
    else if (!made) {
      const before = events.at(-1);
      for (const segment of segmentsOf(doc, sentence, words, standing, main))
        events.push(...eventsOf(doc, sentence, recounted(doc, segment, offset), seen()));
      events.push(...corrections(doc, sentence, words, events.splice(told), before));
    }
    const before = events.at(-1);
    if (events.length > told) last = sentence;
    else if (before && last?.line === sentence.line) events[events.length - 1] = turned(doc, sentence, words, before);
    standing = after(doc, standing, words, sentence.line, sentence.section);
    // The next line of a list of days goes on with it.
    if (events.length > told && standing.any?.kind === 'agent') standing = { ...standing, line: sentence.line };
  }
  return numberLines(doc, events);
}

/** The line right below the last row of a table. */
function offBelow(
  doc: Document,
  sentence: Sentence,
  words: readonly Word[],
  last: Sentence | null,
  events: readonly Event[],
): Event | null {
  return last && last.line + 1 === sentence.line ? rowCalledOff(doc, sentence, words, events.at(-1)) : null;
}

/** One of the first two lines, if it names the therapy as what the report is on. */
const TITLE = /therapy|therapie|infusion|administration|applikation|treatment/;
const NO_TITLE = /brief|letter|dear|sehr geehrte|history/;
const LONGEST_TITLE = 120;

/** "NM THERAPY: LUTETIUM LU-177 VIPIVOTIDE TETRAXETAN": where the line ends that says what the report is on; 0 where none does. */
function endOfTitle({ lower }: Document): number {
  let [at, end] = [Math.max(0, lower.search(/[^\n]/)), 0];
  for (const line of lower.slice(at, at + 2 * LONGEST_TITLE).split('\n', 2)) {
    at += line.length + 1;
    if (line.length <= LONGEST_TITLE && TITLE.test(line) && !NO_TITLE.test(line)) end = at;
  }
  return end;
}

/** "[x] Lu-PSMA-I&T", "Drug: Pluvicto", or a title: the agent that a form is about. */
function chosenAgent(doc: Document, words: readonly Word[]): WordOf<'agent'> | null {
  const title = endOfTitle(doc);
  const chosen = words.filter(
    (w): w is WordOf<'agent'> =>
      w.kind === 'agent' && (w.start < title || CHOSEN.test(doc.lower.slice(Math.max(0, w.start - 24), w.start))),
  );
  return chosen.find((w) => w.agent !== '177Lu-PSMA' && w.start < title) ?? chosen[0] ?? null;
}

const CHOSEN = ending(
  /(?:\[x\] ?|(?:drug|substanz|radiopharma[a-z]*|radiotracer|radionuklid|praeparat|agent|product)(?: name)? ?: {0,3})$/,
);

/** How many cycles the writer counts before a rechallenge: "2. Zyklus (Gesamtzyklus 5)" says three. */
function offsetOf(sentences: Read): number {
  for (const { words } of sentences) {
    const numbers = words.filter((w) => w.kind === 'number');
    for (const [i, total] of numbers.entries()) {
      const part = numbers[i - 1];
      if (total.rule !== 'cycle-total' || !part || total.start - part.end > 45) continue;
      return Math.max(0, (total.numbers[0] ?? 0) - (part.numbers[0] ?? 0));
    }
  }
  return 0;
}

/** A number that begins again with the rechallenge, in the count of all. */
function recounted(doc: Document, segment: Segment, offset: number): Segment {
  const { anchor } = segment;
  if (offset === 0 || anchor?.kind !== 'number' || anchor.rule === 'cycle-total') return segment;
  if (!/re-?challenge/.test(doc.lower.slice(Math.max(0, anchor.start - 25), anchor.end + 25))) return segment;
  return { ...segment, anchor: { ...anchor, numbers: anchor.numbers.map((n) => n + offset) } };
}

const NOTHING_SEEN: Seen = { count: 0, planned: 0, first: null, dated: 0, listed: true, open: null };

/** How many cycles the note has told of so far. Only the last event may still be exchanged: the others are looked at once. */
function seenIn(events: readonly Event[]): () => Seen {
  let [settled, next] = [NOTHING_SEEN, 0];
  return () => {
    for (; next < events.length - 1; next += 1) settled = withEvent(settled, events[next]);
    const last = events.at(-1);
    return { ...withEvent(settled, last), open: last && last.status !== 'given' ? last.number : null };
  };
}

function withEvent(seen: Seen, event: Event | undefined): Seen {
  const number = event?.number ?? null;
  if (!event || number === null) return seen;
  if (event.status === 'planned') return { ...seen, planned: Math.max(seen.planned, number) };
  if (event.status !== 'given') return seen;
  const count = Math.max(seen.count, number);
  if (event.weak) return { ...seen, count };
  const listed = seen.listed && event.inferred;
  if (event.date === null) return { ...seen, count, listed };
  const isFirst = seen.first === null || number < seen.first.number;
  const first = isFirst ? { number, date: event.date } : seen.first;
  return { ...seen, count, listed, first, dated: Math.max(seen.dated, number) };
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
