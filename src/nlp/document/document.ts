/** A note as the rules see it: normalised view, sections, sentences, clauses, and the way back to the text as given. */
import type { NoteInput } from '../../domain.ts';
import type { Document, Section, SectionName, Sentence } from '../types.ts';
import { clausesOf } from './clauses.ts';
import { languageOf } from './language.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';
import { normalise } from './normalise.ts';
import { sectionsOf } from './sections.ts';
import { sentencesOf } from './sentences.ts';

export function readDocument(note: NoteInput): Document {
  const view = normalise(note.text);
  const text = flat(view.text);
  const lower = flat(lowerCase(text));
  const lines = linesOf(text);
  const sections = sectionsOf(lower, lines);
  return {
    id: note.id,
    date: note.date ?? null,
    kind: note.kind ?? null,
    language: note.language ?? languageOf(lower),
    original: note.text,
    view: text,
    lower,
    sections,
    sentences: readSentences(text, lower, lines, sections),
    repairs: view.repairs,
    toOriginal: view.toOriginal,
  };
}

/**
 * The same text in its plainest form in memory. Put together of pieces of the text as given it may be kept as a tree of
 * pieces with two bytes a character, on which every expression runs slower.
 */
function flat(text: string): string {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : text;
}

/** Lower case of the same length: the few characters whose lower case is longer stay as they are. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
}

function readSentences(view: string, lower: string, lines: readonly Line[], sections: readonly Section[]): Sentence[] {
  const sentences: Sentence[] = [];
  let section = 0;
  for (const [index, line] of lines.entries())
    for (const span of sentencesOf(view, line)) {
      while (span.start >= (sections[section + 1]?.start ?? Infinity)) section++;
      sentences.push({
        ...span,
        section: sections[section]?.name ?? 'body',
        line: index,
        clauses: clausesOf(lower, span),
      });
    }
  return sentences;
}

/** Index of the sentence that holds the offset, or of the last one before it. */
export function sentenceAt(doc: Document, offset: number): number {
  let [low, high] = [0, doc.sentences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((doc.sentences[middle] as Sentence).start <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The section that the offset lies in. */
export function sectionAt(doc: Document, offset: number): SectionName {
  return doc.sections.findLast((s) => s.start <= offset)?.name ?? 'body';
}
