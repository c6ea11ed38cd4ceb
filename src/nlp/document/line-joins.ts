/** Words that a line break has cut: `Radio-\nligandentherapie`, `LYMPH-\nKNOTEN`, `PSMA-\nTherapie`. */
import { ending } from '../matching/ending.ts';
import type { Edit } from './edits.ts';
import { matchesOf } from '../matching/matches.ts';

const BROKEN = /(?<=(\p{L}{2}))-[ ]{0,3}\n[ ]{0,40}(?=(\p{L}{2}))/gu;
/** After these the hyphen stands for a shared word end (`Leber-\nund Lungenmetastasen`): the break is a blank. */
const CONJUNCTION = /^(?:und|oder|bzw|sowie|noch|u\.|and|or|als)(?!\p{L})/iu;
/** Short capitals before the hyphen are an abbreviation, not a part of a word. */
const ABBREVIATION = ending(
  /(?<![\p{L}])(?:PSMA|LU|AC|GA|PET|CT|MR|MRT|RLT|PRLT|LK|PSA|ADT|RT|NN|BWK|LWK|TUR|TRUS|CRPC)$/u,
);

export function joinedLines(text: string): Edit[] {
  const edits: Edit[] = [];
  for (const match of matchesOf(BROKEN, text)) {
    const end = match.index + match[0].length;
    const after = text.slice(end, end + 12);
    edits.push({ start: match.index, end, text: glue(text.slice(Math.max(0, match.index - 6), match.index), after) });
  }
  return edits;
}

function glue(before: string, after: string): string {
  if (CONJUNCTION.test(after)) return '- ';
  const capitals = /\p{Lu}{2}$/u.test(before);
  if (/^\p{Ll}/u.test(after)) return capitals ? '-' : '';
  return capitals && /^\p{Lu}{2}/u.test(after) && !ABBREVIATION.test(before) ? '' : '-';
}
