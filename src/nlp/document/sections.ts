/** Sections: known headings alone on a line or before a colon, at the beginning of a line or of a sentence in it. */
import type { Section, SectionName, Span } from '../types.ts';
import type { Line } from './lines.ts';
import { sectionOf } from './titles.ts';

const LABEL = /^[ ]*(?:[-*#>=_]{1,4} ?|\(?\d{1,2}[.)] ?|[ivx]{1,4}\. ?)?([a-z][^:\n;]{0,60}?) ?(:|=|\n|$)/;
/** The salutation ends what stands before it. */
const GREETING = /^(?:sehr geehrte|liebe[rs]? |dear |to whom)/;
const INLINE = /(?<=[.;!?)] )([a-z][a-z. /&-]{0,30}):/g;
/** A section opened on a line with text of its own holds no longer than its paragraph. */
const SHORT_LIVED: ReadonlySet<SectionName> = new Set(['family_history', 'indication', 'labs', 'reference', 'consent']);
/** In mid-line only these are titles; "Befund:" or "CT:" may stand in any sentence. */
const MID_LINE: ReadonlySet<SectionName> = new Set([
  'family_history',
  'indication',
  'impression',
  'plan',
  'medication',
  'labs',
  'examination',
]);

interface Opening {
  readonly at: number;
  readonly name: SectionName;
  readonly title: Span | null;
}

export function sectionsOf(lower: string, lines: readonly Line[]): Section[] {
  const openings: Opening[] = [{ at: 0, name: 'header', title: null }];
  let [running, short]: [SectionName, boolean] = ['header', false];
  for (const line of lines) {
    const greets = GREETING.test(lower.slice(line.start, line.start + 12));
    const found = greets ? { at: line.start, name: 'body' as const, title: null } : titleOf(lower, line);
    if (!found && line.afterGap && line !== lines[0] && (short || running === 'header'))
      openings.push({ at: line.start, name: (running = 'body'), title: null });
    if (found) openings.push(found);
    if (found || line.afterGap)
      short = found !== null && SHORT_LIVED.has(found.name) && (found.title?.end ?? line.end) + 2 < line.end;
    running = found?.name ?? running;
    openings.push(...inlineTitles(lower, line, running));
  }
  return openings.map((o, i) => ({
    start: o.at,
    end: openings[i + 1]?.at ?? lower.length,
    name: o.name,
    title: o.title,
  }));
}

function titleOf(lower: string, line: Line): Opening | null {
  const match = LABEL.exec(lower.slice(line.start, Math.min(line.end, line.start + 80)));
  const label = match?.[1];
  if (!match || label === undefined) return null;
  const name = sectionOf(label.replace(/[ .=_-]+$/, ''));
  if (!name) return null;
  const start = line.start + match[0].indexOf(label);
  return { at: line.start, name, title: { start, end: start + label.length } };
}

/** A title within a line opens its section there; the next line is again in the one that ran before. */
function inlineTitles(lower: string, line: Line, running: SectionName): Opening[] {
  const openings: Opening[] = [];
  for (const match of lower.slice(line.start, line.end).matchAll(INLINE)) {
    const label = match[1] ?? '';
    const name = sectionOf(label);
    const start = line.start + match.index;
    if (name && MID_LINE.has(name)) openings.push({ at: start, name, title: { start, end: start + label.length } });
  }
  if (openings.length > 0) openings.push({ at: line.end, name: running, title: null });
  return openings;
}
