/** Where a place of the view lies: its sentence, its section, the text beside it in the same statement. */
import { finder } from '../matching/finder.ts';
import type { Finder } from '../matching/finder.ts';
import { assess } from '../assertion/assess.ts';
import { sentenceAt as sentenceIndexAt } from '../document/document.ts';
import type { Document, Sentence, Span } from '../types.ts';

export { sectionAt } from '../document/document.ts';

/** The sentence that holds `offset`; the nearest before it where the place lies between sentences. */
export function sentenceAt(doc: Document, offset: number): Sentence | null {
  return doc.sentences[sentenceIndexAt(doc, offset)] ?? null;
}

/** Lower-case text left of `offset`, at most `width` characters, not beyond the start of its sentence. */
export function leftInSentence(doc: Document, offset: number, width: number): string {
  return doc.lower.slice(Math.max(sentenceAt(doc, offset)?.start ?? 0, offset - width), offset);
}

/** Do the words left of `offset`, as far as `leftInSentence` goes, end with an expression that ends with `$`? */
export function endsInSentence(doc: Document, offset: number, width: number, words: Finder): boolean {
  return words.isIn(doc, Math.max(sentenceAt(doc, offset)?.start ?? 0, offset - width), offset);
}

/** Lower-case text right of `offset`, at most `width` characters, not beyond the end of its sentence. */
export function rightInSentence(doc: Document, offset: number, width: number): string {
  const end = sentenceAt(doc, Math.max(0, offset - 1))?.end ?? doc.view.length;
  return doc.lower.slice(offset, Math.min(Math.max(end, offset), offset + width));
}

const RELATIVE = finder(
  /vater|mutter|bruder|brueder|schwester|onkel|tante|cousin|vetter|neffe|schwager|opa|oma|sohn|tochter|eltern|familie|father|mother|brother|sister|uncle|aunt|nephew|son(?![a-z])|daughter|wife|ehefrau|gattin|partnerin|nachbar|bekannter|mitpatient|freund(?!l)|neighbo|friend|family|fhx|famhx|(?<![a-z])fa(?::|[ -]anamnese)/,
);

/** Is a relative meant? Asks the assertion rules only where the sentence names one at all. */
export function isOfRelative(doc: Document, span: Span): boolean {
  const sentence = sentenceAt(doc, span.start);
  if (!sentence) return false;
  if (sentence.section === 'family_history') return true;
  return RELATIVE.isIn(doc, sentence.start, sentence.end) && assess(doc, span).assertion === 'other_subject';
}

/** The line found last in each document: what asks for one asks for it again and again, and lines may be long. */
const LAST_LINE = new WeakMap<Document, Span>();

/** The physical line that holds `offset`. */
export function lineAt(doc: Document, offset: number): Span {
  const last = LAST_LINE.get(doc);
  if (last && last.start <= offset && offset <= last.end) return last;
  const end = doc.view.indexOf('\n', offset);
  const line = { start: doc.view.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? doc.view.length : end };
  LAST_LINE.set(doc, line);
  return line;
}

/** Does a reading rest on characters that the OCR repair changed? */
export function isRepaired(doc: Document, span: Span): boolean {
  return doc.repairs.some((repair) => repair.start < span.end && repair.end > span.start);
}
