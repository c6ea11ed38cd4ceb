/** Gleason scores of prostate cancer: every score of the patient in the note, and the one that stands for the note. */
import type { GleasonFinding, PartialDate } from '../../../domain.ts';
import { datesBetween } from '../../dates.ts';
import type { Concept, Document, RawMention } from '../../types.ts';
import { withoutUnticked } from '../offered.ts';
import { sentenceAt } from '../place.ts';
import { contextOf } from './context.ts';
import type { GleasonContext } from './context.ts';
import { gradeGroupOf, withGrades } from './grades.ts';
import { scanGleason } from './scan.ts';
import type { GleasonReading } from './reading.ts';
import { matchesOf } from '../../matching/matches.ts';

interface Score extends GleasonReading, Pick<GleasonContext, 'specimen' | 'overall' | 'earlier' | 'minor'> {
  readonly total: number;
  readonly date: PartialDate | null;
}

export const gleason: Concept<Score> = {
  kind: 'gleason',
  recognise: (doc) =>
    withGrades(doc, withoutUnticked(doc, scanGleason(doc))).flatMap((reading) => {
      if (reading.total === null) return [];
      const { assertion, ...context } = contextOf(doc, reading.start, reading.end);
      const value: Score = { ...reading, total: reading.total, ...context, date: dateOf(doc, reading) };
      return [
        { kind: 'gleason', start: reading.start, end: reading.end, rule: reading.rule, assertion, cues: [], value },
      ];
    }),
  findings: (_doc, mentions) => order(merge(mentions)).map(toFinding),
};

const SPECIMEN_WORD =
  /(?<!\p{L})(?:bx|biops\p{L}*|stanz\p{L}*|prostatektomie|prostatectomy|rpe|ralp|rarp|tur-?p)(?!\p{L})/gu;

/** The date of the specimen named with it; the date before the score in its sentence; else the one beside the specimen's name in the lines above ("Bx 4/14/16:"). */
function dateOf(doc: Document, reading: GleasonReading): PartialDate | null {
  const told = dateBehind(doc, reading);
  if (told) return told;
  const from = sentenceAt(doc, reading.start)?.start ?? 0;
  const own = datesBetween(doc, Math.max(from, reading.start - 100), reading.start).findLast(
    (d) => d.kind === 'date' && reading.start - d.end <= 80,
  );
  if (own) return own.date;
  const above = Math.max(0, from - 200);
  const named = matchesOf(SPECIMEN_WORD, doc.lower.slice(above, from)).at(-1);
  if (!named || /\n\s*\n/u.test(doc.lower.slice(above + named.index, from))) return null;
  const at = above + named.index;
  return datesBetween(doc, at - 14, Math.min(at + 50, from)).find((d) => d.kind === 'date')?.date ?? null;
}

/** `Gleason 4+3 (RPE 05/2016)`: the specimen and its date behind the score. */
function dateBehind(doc: Document, reading: GleasonReading): PartialDate | null {
  const behind = datesBetween(doc, reading.end, reading.end + 50).find((d) => d.kind === 'date');
  return behind && BEHIND.test(doc.lower.slice(reading.end, behind.start)) ? behind.date : null;
}

const BEHIND =
  /^\s?(?:\((?:isup|gg|who)[^)\n]{0,12}\)\s?)?(?:\(|(?:bei|in|im|at|on|from|aus)\s)(?:(?:der|the|einer?)\s)?(?:(?:re-?)?(?:bx|biops\p{L}*|stanz\p{L}*|prostatektomie|prostatectomy|rpe|ralp|rarp|rp|tur-?p|trus)[\s,:]{1,2}){1,2}(?:vom |am |on |in |im |of )?$/u;

interface Group {
  readonly score: Score;
  /** Every mention's own words: the best of them decides whether the score stands for the note. */
  readonly said: readonly Score[];
  readonly evidence: number[];
}

/** One group for each distinct score; a bare sum joins a score with parts of that sum. */
function merge(mentions: readonly RawMention<Score>[]): Group[] {
  const groups: Group[] = [];
  const held = mentions
    .map((mention, index) => ({ mention, index }))
    .filter(({ mention }) => mention.assertion === 'affirmed');
  const [full, bare] = [
    held.filter((h) => h.mention.value.primary !== null),
    held.filter((h) => h.mention.value.primary === null),
  ];
  for (const { mention, index } of [...full, ...bare]) {
    const score = mention.value;
    const at = groups.findIndex(
      ({ score: other }) =>
        other.total === score.total &&
        (score.primary === null || (other.primary === score.primary && other.secondary === score.secondary)),
    );
    const group = groups[at];
    if (!group) groups.push({ score, said: [score], evidence: [index] });
    else
      groups[at] = {
        score: combine(group.score, score),
        said: [...group.said, score],
        evidence: [...group.evidence, index],
      };
  }
  return groups;
}

function combine(a: Score, b: Score): Score {
  const sameParts = b.primary !== null;
  return {
    ...a,
    tertiary: a.tertiary ?? b.tertiary,
    gradeGroup: a.gradeGroup ?? b.gradeGroup,
    specimen: prefer(a.specimen, b.specimen),
    date: a.date ?? b.date,
    doubt: sameParts && (a.doubt === null || b.doubt === null) ? null : a.doubt,
  };
}

const prefer = (a: Score['specimen'], b: Score['specimen']): Score['specimen'] =>
  a === 'prostatectomy' || b === 'prostatectomy' ? 'prostatectomy' : (a ?? b);

/** Score for the note: the prostatectomy before other specimens, a score called overall or final before others, then the highest. */
function standing(said: Score): number {
  const flags = [said.specimen === 'prostatectomy', !said.earlier, said.doubt === null, said.overall, !said.minor];
  return flags.reduce((sum, flag) => sum * 2 + Number(flag), 0);
}

function order(groups: Group[]): Group[] {
  const ranks = new Map(
    groups.map((g) => [g, [Math.max(...g.said.map(standing)), g.score.total, g.evidence.length, g.score.primary ?? 0]]),
  );
  const difference = (a: Group, b: Group): number =>
    ranks
      .get(b)
      ?.map((value, i) => value - (ranks.get(a)?.[i] ?? 0))
      .find((d) => d !== 0) ?? 0;
  const [overall] = groups.toSorted(difference);
  return overall ? [overall, ...groups.filter((group) => group !== overall)] : [];
}

function toFinding({ score, evidence }: Group, position: number): GleasonFinding {
  return {
    kind: 'gleason',
    primary: score.primary,
    secondary: score.secondary,
    total: score.total,
    tertiary: score.tertiary,
    grade_group:
      score.gradeGroup ?? gradeGroupOf(score.primary, (score.primary ?? score.total) + (score.secondary ?? 0)),
    specimen: score.specimen,
    date: score.date,
    ...(position === 0 ? { overall: true as const } : {}),
    evidence,
    ...(score.doubt === null ? {} : { doubt: score.doubt }),
  };
}
