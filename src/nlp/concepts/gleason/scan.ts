/** Finds Gleason notations in a document: anchors, parts, totals, fields, grade groups; what each says, literally. */
import { ending } from '../../matching/ending.ts';
import { finder, type Finder } from '../../matching/finder.ts';
import type { Document } from '../../types.ts';
import { isRepaired } from '../place.ts';
import { isGuess, overlap, toNumber } from './numbers.ts';
import type { Anchor, GleasonReading } from './reading.ts';
import { GLEASON_RULES } from './rules.ts';
import { isOfSpecimen } from './specimen.ts';
import { readTotals } from './totals.ts';

const rule = (id: string): (typeof GLEASON_RULES)[number] =>
  GLEASON_RULES.find((r) => r.id === `gleason.${id}`) as (typeof GLEASON_RULES)[number];
const compile = (id: string, flags: string): RegExp => new RegExp(rule(id).pattern, flags);

const ANCHOR = finder(new RegExp(`(?<strong>${rule('anchor').pattern})|${rule('abbreviation').pattern}`, 'gu'));
const PARTS = finder(new RegExp(`${rule('parts').pattern}|${rule('dictated').pattern}`, 'gu'));
const PAIR = finder(compile('pair', 'gu'));
const PATTERN_LIST = finder(compile('pattern_list', 'gu'));

/** Context without which `4+5=9` or `ISUP 3` is no prostate finding. */
export const PROSTATE = finder(
  /prostat|stanz|biops|cores?(?!\p{L})|gleason|(?<!\p{L})(?:pca|psa|gsc?|rpe|tur-?p|trus|bx|m?crpc|m?hspc)(?!\p{L})/u,
);
const FILLER =
  '(?:scores?|socre|scor|score\\?|summe|sum|grades?|grad|grading|patterns?|muster|system|werte?|total|gesamt|overall|maximal|max\\.?|mind\\.|mindestens|at least|initial(?:ly)?|is|was|of|von|ist|war|betrug|lag|bei|now|aktuell|laut|extern|predominantly|predominant|im rp-praeparat|in der (?:stanz)?biopsie|der rpe?(?: (?:19|20)\\d\\d)?|\\([^()\\d\\n]{1,40}\\)|kombiniert(?:er)?|combined|final)';
const ANCHOR_TAIL = new RegExp(
  `(?:\\s?['’\`´]\\s?s)?(?:[\\s/:"()-]{0,3}${FILLER}(?![\\p{L}])){0,5}[\\s:=(.]{0,4}`,
  'uy',
);
const SUM_BEFORE = ending(/(?:^|[^\d.,])(10|l0|[2-9])\s?([ab])?\s?[=(:,[]\s?(?:=\s?)?$/u);
const SUM_AFTER =
  /\s{0,2}(?:(?<eq>=|equals|is(?=\s)|ergibt|entspricht|gleich|also)|\(\s?=?|,|[-:_"~a-z*;]{1,2}(?=\s?\d))?\s{0,2}(?:(?:gleason\s?)?(?:score|summe?|gs|gleason)\s?[=:]?\s?)?(?<sum>seven|eight|nine|ten|sechs|sieben|acht|neun|zehn|(?:10|l0|1o|[2-9gs])(?![a-z]{2}))(?:\s?(?<let>[ab])(?![\p{L}\d]))?(?![\d]|[.,]\d|\s?%)/uy;
const VERTEBRA = /(?:rippen?|ribs?|[blh]w[ks]|wirbel|segment|grad|zyklus|cycle)\s?(?:\d\s?,\s?)?$/u;
/** How far an anchor or an accepted score reaches to parts without a sum. */
const REACH = 90;

/** All readings in order of place, before context decides whose they are and whether they hold. */
export function scanGleason(doc: Document): GleasonReading[] {
  const anchors = findAnchors(doc);
  const parts = findParts(doc, anchors);
  if (anchors.every((a) => a.weak) && !PROSTATE.isIn(doc))
    return parts.filter(
      (p) =>
        anchors.some((a) => Math.abs(p.start - a.end) <= 2) && p.total === 0 + (p.primary ?? 0) + (p.secondary ?? 0),
    );
  const fields = [...findPairs(doc, PAIR), ...findPairs(doc, PATTERN_LIST)].filter(
    (f) => !parts.some((p) => overlap(p, f)),
  );
  const taken = [...parts, ...fields];
  const totals = anchors.flatMap((anchor) => readTotals(doc, anchor, taken));
  return [...taken, ...totals].toSorted((a, b) => a.start - b.start);
}

function findAnchors(doc: Document): Anchor[] {
  return ANCHOR.all(doc).map((m) => {
    ANCHOR_TAIL.lastIndex = m.index + m[0].length;
    const tail = ANCHOR_TAIL.exec(doc.lower);
    return {
      start: m.index,
      end: m.index + m[0].length + (tail?.[0].length ?? 0),
      weak: m.groups?.['strong'] === undefined,
    };
  });
}

function findParts(doc: Document, anchors: readonly Anchor[]): GleasonReading[] {
  const readings: GleasonReading[] = [];
  for (const match of PARTS.all(doc)) {
    const previous = readings.at(-1);
    const reading = readParts(doc, match);
    if (reading && isScore(doc.lower, reading, anchors, previous)) readings.push(reading);
  }
  return readings;
}

interface PartsReading extends GleasonReading {
  /** A sum that fits stands with the parts: nothing but a score is written like that. */
  readonly proven: boolean;
}

function readParts(doc: Document, match: RegExpExecArray): PartsReading | null {
  const g = match.groups ?? {};
  const [a, b] = [toNumber(g['a'] ?? g['wa'] ?? ''), toNumber(g['b'] ?? g['wb'] ?? '')];
  if (a < 1 || a > 5 || b < 1 || b > 5) return null;
  let [start, end] = [match.index, match.index + match[0].length];
  const before = SUM_BEFORE.exec(doc.lower.slice(Math.max(0, start - 9), start));
  SUM_AFTER.lastIndex = end;
  const after = SUM_AFTER.exec(doc.lower);
  const stated = statedSum(before, after, a + b);
  if (stated?.source === 'after') end += after?.[0].length ?? 0;
  if (stated?.source === 'before') start -= (before?.[0].length ?? 0) - (/^[^\dl]/u.test(before?.[0] ?? '') ? 1 : 0);
  const doubt = doubtOf(
    a,
    b,
    stated,
    isGuess(g['a']) || isGuess(g['b']) || isGuess(stated?.text) || isRepaired(doc, { start, end }),
  );
  const total = stated?.sum ?? a + b;
  return {
    start,
    end,
    rule: g['wa'] ? 'gleason.dictated' : 'gleason.parts',
    primary: a,
    secondary: b,
    total,
    tertiary: g['t'] ? Number(g['t']) : null,
    gradeGroup: null,
    doubt,
    proven: stated !== null && stated.sum === a + b,
  };
}

interface StatedSum {
  readonly source: 'before' | 'after';
  readonly sum: number;
  readonly letter: string | undefined;
  readonly text: string;
  readonly clear: boolean;
}

/** A sum written with the parts. Only `=` may contradict them; after any other sign a number that does not fit is another number. */
function statedSum(before: RegExpExecArray | null, after: RegExpExecArray | null, expected: number): StatedSum | null {
  if (after?.groups?.['sum']) {
    const text = after.groups['sum'];
    const sum = toNumber(text);
    const equals = after.groups['eq'] !== undefined || /[=]/u.test(after[0]);
    if (sum === expected || (equals && sum >= 2))
      return {
        source: 'after',
        sum,
        letter: after.groups['let'],
        text,
        clear: equals || /score|sum|[(,]/u.test(after[0]),
      };
  }
  if (before?.[1]) {
    const sum = toNumber(before[1]);
    const equals = before[0].includes('=') || (before[0].includes('(') && !before[0].startsWith('-'));
    if (sum === expected || (equals && sum >= 6))
      return { source: 'before', sum, letter: before[2], text: before[1], clear: true };
  }
  return null;
}

function doubtOf(a: number, b: number, stated: StatedSum | null, guessed: boolean): string | null {
  if (stated && stated.sum !== a + b) return `the parts ${a}+${b} do not add up to ${stated.sum}`;
  if (stated?.letter && stated.sum === 7 && (stated.letter === 'a') !== (a === 3))
    return `7${stated.letter} does not fit ${a}+${b}`;
  if (guessed) return 'a character of the score was read as a digit';
  return stated && !stated.clear ? 'the sign before the sum is not an equals sign' : null;
}

/** Parts are a score when a fitting sum stands with them, or an anchor or another score of the same list stands before. */
function isScore(
  lower: string,
  reading: PartsReading,
  anchors: readonly Anchor[],
  previous: GleasonReading | undefined,
): boolean {
  const anchor = anchors.findLast((a) => a.start < reading.start);
  const near = (from: number): boolean =>
    reading.start - from <= REACH &&
    !/\n\s*\n|[.!?]\s+\p{L}{3,}[^\n]{0,40}$/u.test(lower.slice(from, reading.start).replace(/^[^\n]{0,2}/u, ''));
  if (anchor && reading.start <= anchor.end + 2) return true;
  const glued = /\p{L}$/u.test(lower.slice(reading.start - 1, reading.start));
  if (glued || VERTEBRA.test(lower.slice(Math.max(0, reading.start - 16), reading.start))) return false;
  if (reading.proven && (reading.total ?? 0) >= 4) return true;
  if (isOfSpecimen(lower, reading)) return true;
  return (anchor !== undefined && near(anchor.end)) || (previous !== undefined && near(previous.end));
}

/** The sum that closes the two fields: `Total Gleason score: 9`. */
const FIELD_TOTAL = /[^]{0,60}?total\s(?:gleason\s)?score[^\d\n+]{0,40}\n?(10|[2-9])(?![\d]|\s?\+)/uy;
function findPairs(doc: Document, pattern: Finder): GleasonReading[] {
  const readings: GleasonReading[] = [];
  for (const match of pattern.all(doc)) {
    const g = match.groups ?? {};
    const [a, b] = [toNumber(g['pa'] ?? g['la'] ?? ''), toNumber(g['pb'] ?? g['lb'] ?? '')];
    const [start, end] = [match.index, match.index + match[0].length];
    const nearGleason = /gleason|grade|pattern|muster/u.test(doc.lower.slice(Math.max(0, start - 120), end));
    if (!nearGleason || a < 1 || a > 5 || b < 1 || b > 5) continue;
    const listed = g['lap'] !== undefined;
    FIELD_TOTAL.lastIndex = end;
    const total = FIELD_TOTAL.exec(doc.lower);
    const sum = total ? toNumber(total[1] ?? '') : a + b;
    const doubt = listed
      ? 'put together from percentages of patterns'
      : sum !== a + b
        ? `the parts ${a}+${b} do not add up to ${sum}`
        : isRepaired(doc, { start, end })
          ? 'a character of the score was read as a digit'
          : null;
    const rule = g['pa'] ? 'gleason.pair' : 'gleason.pattern_list';
    readings.push({
      start,
      end: end + (total?.[0].length ?? 0),
      rule,
      primary: a,
      secondary: b,
      total: a + b,
      tertiary: g['lt'] ? Number(g['lt']) : null,
      gradeGroup: null,
      doubt,
    });
  }
  return readings;
}
