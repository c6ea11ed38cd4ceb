/** Grade groups and tertiary patterns: what they say, and which score they belong to. */
import { finder } from '../../matching/finder.ts';
import type { Document } from '../../types.ts';
import { isRepaired } from '../place.ts';
import { GLEASON_RULES } from './rules.ts';
import { PROSTATE } from './scan.ts';
import type { GleasonReading } from './reading.ts';

const GROUP = finder(new RegExp(GLEASON_RULES.find((r) => r.id === 'gleason.group')?.pattern ?? '(?!)', 'gu'));
const TERTIARY = finder(new RegExp(GLEASON_RULES.find((r) => r.id === 'gleason.tertiary')?.pattern ?? '(?!)', 'gu'));
const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5 };
/** How far a grade group or a tertiary pattern may stand from its score. */
const REACH = 80;

/** The ISUP 2014 grade group of a score; null where a total of 7 leaves it open. */
export function gradeGroupOf(primary: number | null, total: number): number | null {
  if (total <= 6) return 1;
  if (total === 7) return primary === null ? null : primary <= 3 ? 2 : 3;
  return total === 8 ? 4 : 5;
}

/** The readings with their grade groups and tertiary patterns; a group without a score becomes a reading of its own. */
export function withGrades(doc: Document, readings: readonly GleasonReading[]): GleasonReading[] {
  const result = [...readings];
  for (const match of TERTIARY.all(doc)) {
    const at = nearest(doc, result, match.index, match.index + match[0].length, 'left');
    const score = result[at];
    const third = Number(match.groups?.['t3']);
    if (score && score.tertiary === null && score.primary !== null) result[at] = { ...score, tertiary: third };
  }
  for (const match of GROUP.all(doc)) addGroup(doc, result, match);
  return result.toSorted((a, b) => a.start - b.start);
}

function addGroup(doc: Document, readings: GleasonReading[], match: RegExpExecArray): void {
  const text = match.groups?.['gg'] ?? '';
  const group = ROMAN[text] ?? Number(text);
  const [start, end] = [match.index, match.index + match[0].length];
  if (readings.some((r) => r.start < end && r.end > start && r.total !== null && r.end >= end)) return;
  if (readings.length === 0 && !/isup/u.test(match[0]) && !PROSTATE.isIn(doc)) return;
  const at = nearest(doc, readings, start, end, 'both');
  const score = readings[at];
  if (score && score.gradeGroup === null) readings[at] = joined(score, group);
  else if (!score) readings.push(alone({ start, end }, group, isRepaired(doc, { start, end })));
}

function joined(score: GleasonReading, group: number): GleasonReading {
  const total = score.total ?? 0;
  if (total === 7 && score.primary === null && (group === 2 || group === 3)) {
    return { ...score, primary: group === 2 ? 3 : 4, secondary: group === 2 ? 4 : 3, gradeGroup: group };
  }
  const expected = gradeGroupOf(score.primary, total);
  const fits = expected === null || expected === group;
  return {
    ...score,
    gradeGroup: group,
    doubt: score.doubt ?? (fits ? null : `grade group ${group} does not fit the score ${total}`),
  };
}

/** Groups 1 to 4 name one sum; group 5 is 9 or 10, which a person has to settle. */
function alone(span: { start: number; end: number }, group: number, repaired: boolean): GleasonReading {
  const parts = (
    [
      [3, 3],
      [3, 4],
      [4, 3],
    ] as const
  )[group - 1];
  const total = [6, 7, 7, 8, 9][group - 1] ?? null;
  const doubt =
    group === 5
      ? 'grade group 5 alone means a sum of 9 or 10'
      : repaired
        ? 'a character of the score was read as a digit'
        : null;
  return {
    ...span,
    rule: 'gleason.group',
    primary: parts?.[0] ?? null,
    secondary: parts?.[1] ?? null,
    total,
    tertiary: null,
    gradeGroup: group,
    doubt,
  };
}

/** Index of the score that the words at `start` belong to: just after them in brackets, else the last before them. */
function nearest(
  doc: Document,
  readings: readonly GleasonReading[],
  start: number,
  end: number,
  sides: 'left' | 'both',
): number {
  if (sides === 'both') {
    const right = readings.findIndex((r) => r.start >= end - 1 && r.start - end <= 24);
    const between = right < 0 ? '' : doc.lower.slice(end, readings[right]?.start);
    if (right >= 0 && /^\s?[(,:=]?\s?(?:gleason|gs|score|[\s:(-])*$/u.test(between)) return right;
  }
  const left = readings.findLastIndex((r) => r.end <= start + 1 && start - r.end <= REACH);
  if (left < 0) return -1;
  const gap = doc.lower.slice(readings[left]?.end, start);
  return /\n\s*\n|\n[^\n]*\n|[.!?]\s+\p{L}[^\n]{30}/u.test(gap) ? -1 : left;
}
