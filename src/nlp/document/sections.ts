/** Sections: known headings alone on a line or before a colon, at the beginning of a line or of a sentence in it. */
import type { Section, SectionName, Span } from '../types.ts';
import type { Line } from './lines.ts';
import { sectionOf } from './titles.ts';
import { matchesOf } from '../matching/matches.ts';

const LABEL = /^[ ]*(?:[-*#>=_]{1,4} ?|\(?\d{1,2}[.)] ?|[ivx]{1,4}\. ?)?([a-z][^:\n;]{0,60}?) ?(:|=|\n|$)/;
/** The salutation ends what stands before it. */
const GREETING = /^(?:sehr geehrte|liebe[rs]? |dear |to whom)/;
/** The colon first: what stands before it is looked at only where there is one. */
const INLINE = /:(?<=[.;!?)] ([a-z][a-z. /&-]{0,30}):)/g;
/** A section opened on a line with text of its own holds no longer than its paragraph. */
const SHORT_LIVED: ReadonlySet<SectionName> = new Set(['family_history', 'indication', 'labs', 'reference', 'consent']);
/** These, opened on a line with text of their own, hold for that line alone. */
const OF_ONE_LINE: ReadonlySet<SectionName> = new Set(['family_history', 'examination']);
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
  let running: SectionName = 'header';
  let lasts: Lasts = 'to_gap';
  let outer: SectionName = 'body';
  for (const line of lines) {
    const found = openingOf(lower, line);
    const over = lasts === 'line' || (lasts === 'to_gap' && line.afterGap);
    if (found) openings.push(found);
    else if (over && line !== lines[0])
      openings.push({ at: line.start, name: lasts === 'line' ? outer : 'body', title: null });
    if (found || over) lasts = found ? lastingOf(found, line) : line === lines[0] ? lasts : 'on';
    running = openings.at(-1)?.name ?? running;
    if (lasts === 'on') outer = running;
    openings.push(...inlineTitles(lower, line, running));
  }
  return openings.map((o, i) => ({
    start: o.at,
    end: openings[i + 1]?.at ?? lower.length,
    name: o.name,
    title: o.title,
  }));
}

/** How far a section goes: on to the next title, to the next blank line, or to the end of its own line. */
type Lasts = 'on' | 'to_gap' | 'line';

function lastingOf({ name, title }: Opening, line: Line): Lasts {
  const withText = title !== null && title.end + 2 < line.end;
  if (withText && OF_ONE_LINE.has(name)) return 'line';
  return withText && SHORT_LIVED.has(name) ? 'to_gap' : 'on';
}

function openingOf(lower: string, line: Line): Opening | null {
  if (GREETING.test(lower.slice(line.start, line.start + 12))) return { at: line.start, name: 'body', title: null };
  return titleOf(lower, line);
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
  const text = lower.slice(line.start, line.end);
  if (!text.includes(':')) return openings;
  for (const match of matchesOf(INLINE, text)) {
    const label = match[1] ?? '';
    const name = sectionOf(label);
    const start = line.start + match.index - label.length;
    if (name && MID_LINE.has(name)) openings.push({ at: start, name, title: { start, end: start + label.length } });
  }
  if (openings.length > 0) openings.push({ at: line.end, name: running, title: null });
  return openings;
}
