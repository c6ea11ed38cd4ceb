/** One Gleason element (score, grade group or pattern) out of an Observation or one of its components. */
import {
  GLEASON_NAMES,
  GLEASON_OBSERVATIONS,
  GLEASON_PATTERNS,
  GLEASON_SCORES,
  type GleasonElement,
  PATTERN_ALIASES,
} from '../../../vocabulary/gleason.ts';
import type { Chart } from './chart.ts';
import { type Concept, codeInWords, isInWordsOnly, matches, readConcept } from './coding.ts';
import { type Score, parseScore } from './gleason-text.ts';
import { type Json, number, object, text } from './json.ts';

export type Reading =
  | {
      readonly element: 'pattern';
      readonly which: 'primary' | 'secondary';
      readonly pattern: number;
      readonly says: string;
      readonly rule: string;
    }
  | {
      readonly element: 'score';
      readonly which: 'group' | 'total';
      readonly score: Score;
      readonly says: string;
      readonly rule: string;
    };

/** Reads `holder` (the observation or a component). Null = it is no Gleason element, or one that cannot be read. */
export function readGleason(chart: Chart, observation: Json, holder: Json): Reading | null {
  const which = elementOf(readConcept(holder['code']));
  if (which === null) return null;
  const value = readConcept(holder['valueCodeableConcept']);
  const reading =
    which === 'primary' || which === 'secondary'
      ? readPattern(chart, observation, holder, which, value)
      : readScore(holder, which, value);
  if (!reading) {
    const absent = object(holder['dataAbsentReason']) !== null;
    if (!absent) chart.problem('gleason_unreadable', observation, 'Observation.value');
  }
  return reading;
}

/** Which element it is, by code; by its local name where no known code says what it is. */
function elementOf(code: Concept): GleasonElement | null {
  const [kind] = matches(GLEASON_OBSERVATIONS, code);
  if (kind) return kind.row.value;
  if (!isInWordsOnly(code)) return null;
  const names = [code.text, ...code.codings.map(({ display }) => display)].filter((name) => name !== null);
  return GLEASON_NAMES.find(({ words }) => names.some((name) => words.test(name)))?.value ?? null;
}

function readPattern(
  chart: Chart,
  observation: Json,
  holder: Json,
  which: 'primary' | 'secondary',
  value: Concept,
): Reading | null {
  const [match] = matches(GLEASON_PATTERNS, value);
  const alias = value.codings.find((c) => c.system === 'snomed' && PATTERN_ALIASES.has(c.code));
  if (!match && alias) chart.problem('code_alias', observation, 'Observation.value');
  const written =
    plainNumber(holder) ??
    Number(/(?:^|pattern\s*|grad\w*\s*)([1-5])\s*$/i.exec(wordsOf(holder, value))?.[1] ?? Number.NaN);
  const pattern = match?.row.value ?? (alias && PATTERN_ALIASES.get(alias.code)) ?? written;
  if (!Number.isInteger(pattern) || pattern < 1 || pattern > 5) return null;
  return {
    element: 'pattern',
    which,
    pattern,
    says: `${which} Gleason pattern ${pattern}`,
    rule: match?.row.id ?? `gleason-pattern-${alias ? 'alias' : 'plain'}`,
  };
}

/** By code first; an ordinal value beside the code is never looked at (clinical definition 0.3). */
function readScore(holder: Json, which: 'group' | 'total', value: Concept): Reading | null {
  const [match] = matches(GLEASON_SCORES, value);
  if (match) {
    const { primary, secondary, total } = match.row.value;
    const score = { primary, secondary, total, contradictory: false };
    return {
      element: 'score',
      which,
      score,
      says: `${codeInWords(match.coding)}, ${match.row.meaning}`,
      rule: match.row.id,
    };
  }
  const written = plainNumber(holder);
  const score = written === null ? textScore(which, wordsOf(holder, value)) : numberScore(which, written);
  return (
    score && {
      element: 'score',
      which,
      score,
      says: scoreInWords(score),
      rule: `gleason-${which}-${written === null ? 'text' : 'number'}`,
    }
  );
}

/** A bare number is the sum from 6 up; below it is a grade group, which gives a sum only where just one is possible. */
function numberScore(which: 'group' | 'total', written: number): Score | null {
  const known = (primary: number | null, secondary: number | null, total: number): Score => ({
    primary,
    secondary,
    total,
    contradictory: false,
  });
  if (!Number.isInteger(written) || written < 1 || written > 10) return null;
  if (which === 'total') return written >= 2 ? known(null, null, written) : null;
  if (written >= 6) return known(null, null, written);
  const byGroup = [null, known(null, null, 6), known(3, 4, 7), known(4, 3, 7), known(null, null, 8)];
  return byGroup[written] ?? null;
}

function textScore(which: 'group' | 'total', words: string): Score | null {
  const group = which === 'group' ? /^\s*(?:(?:ISUP|grade|group|gradgruppe|WHO|\s)+)?([1-5])\s*$/i.exec(words) : null;
  return group ? numberScore(which, Number(group[1])) : parseScore(words);
}

function plainNumber(holder: Json): number | null {
  return number(holder['valueInteger']) ?? number(object(holder['valueQuantity'])?.['value']);
}

function wordsOf(holder: Json, value: Concept): string {
  return text(holder['valueString']) ?? value.text ?? value.words;
}

/** `Gleason score 4+3=7`, or the total alone where the parts are not known. */
export function scoreInWords({ primary, secondary, total }: Score): string {
  return primary === null || secondary === null
    ? `Gleason score ${total}`
    : `Gleason score ${primary}+${secondary}=${total}`;
}
