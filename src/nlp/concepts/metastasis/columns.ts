/** Tables that ask for metastases: a cross under yes or no, a count behind each place. */
import type { Document, Sentence } from '../../types.ts';
import type { Token } from './types.ts';

/** How far above a row its heading may stand. */
const ABOVE = 400;
const HEADING = /(?:^|[ \t|])(ja|yes)[ \t|]+(nein|no)(?![a-z])/;
const CROSS = /^[ \t:|.]*(?:\[x\]|x)[ \t|]*$/;

/** The answer under which the row's only cross stands; null where the row has none or no such heading is above it. */
export function answerOf(doc: Document, member: Token): 'yes' | 'no' | null {
  if (!CROSS.test(restOfLine(doc.lower, member.end))) return null;
  const place = doc.toOriginal(member);
  // In the text as given: the view spells umlauts with two letters, which would move the columns.
  const above = doc.original.slice(Math.max(0, place.start - ABOVE), place.start).toLowerCase();
  const heading = above.split('\n').findLast((line) => HEADING.test(line));
  const found = heading && HEADING.exec(heading);
  if (!found) return null;
  const yes = found.index + found[0].indexOf(found[1] as string);
  const no = found.index + found[0].lastIndexOf(found[2] as string);
  const row = (
    above.slice(above.lastIndexOf('\n') + 1) +
    doc.original.slice(place.start, place.end) +
    restOfLine(doc.original, place.end)
  ).toLowerCase();
  const cross = row.lastIndexOf('x');
  const at = (line: string, column: number): number =>
    /[|\t]/.test(row) ? line.slice(0, column).split(/[|\t]/).length : column;
  const [toYes, toNo] = [yes, no].map((c) => Math.abs(at(heading, c) - at(row, cross))) as [number, number];
  return toYes === toNo ? null : toYes < toNo ? 'yes' : 'no';
}

/** Widest table. */
const WIDTH = 120;

function restOfLine(text: string, from: number): string {
  return text.slice(from, from + WIDTH).split('\n', 1)[0] as string;
}

const COUNT =
  /^(?: at d(?:x|iagnosis))?(?: ?[:=])? {0,4}(?:[>~] ?|ca\. )?(\d{1,3})(?= *(?:$|[,;.)|\n])| {1,4}mets?(?![a-z])| {2})/;
const COUNTS = /[a-z](?: ?[:=])? {0,4}(?:[>~] ?|ca\. )?\d{1,3}(?= *(?:$|[,;.)|])| {1,4}mets?(?![a-z])| {2})/g;
/** Registries of North America answer with codes: 1 yes, 0 no, 8 not applicable, 9 unknown. */
const CODED = /mets?(?:astas[ei]s)?(?: sites?)?[^:\n]{0,20} at d(?:x|iagnosis)/;

/**
 * "Laesionen: Knochen 12, LK 4, Leber 0": how many lesions a list counts at the place; null where it is no such list, NaN
 * where its code leaves it open.
 */
export function countAt(doc: Document, sentence: Sentence, member: Token): number | null {
  const found = COUNT.exec(doc.lower.slice(member.end, Math.min(sentence.end, member.end + 12)));
  if (!found) return null;
  const said = doc.lower.slice(sentence.start, sentence.end);
  if (!/^[^:]{0,60}(?:metast|filia|mets|met sites?|laesion|lesion|herde|foci)/.test(said)) return null;
  if ((said.match(COUNTS)?.length ?? 0) < 2) return null;
  const count = Number(found[1]);
  return CODED.test(said) && count > 1 ? NaN : count;
}
