/** Ends of clauses: a date or cue is said of what stands in its own clause before what stands in another. */
import type { Document } from '../../types.ts';

const BREAK =
  /[,;](?= )|[()]| - |->| (?:und|u\.|and|sowie|aber|but|jedoch|dann|then|danach|anschliessend|followed by)(?= )/g;

/** How many ends of clauses stand between two places. */
export function breaksBetween(doc: Document, from: number, to: number): number {
  return from >= to ? 0 : (doc.lower.slice(from, to).match(BREAK)?.length ?? 0);
}
