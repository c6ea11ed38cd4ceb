/**
 * How far a finding can be trusted: what labelled notes say of the rules behind it. `measured.json` is written by
 * `npm run eval -- --write`; a test holds it to what the rules give.
 */
import type { FindingKind, Mention } from '../domain.ts';
import data from './measured.json' with { type: 'json' };

/** Findings a rule takes part in, and how many of them are as labelled. */
export type RuleCount = readonly [n: number, right: number];

export interface MeasuredKind {
  /** Labelled things of this kind. */
  readonly gold: number;
  /** Rules and cues that the evidence of findings names. */
  readonly rules: Readonly<Record<string, RuleCount>>;
  /**
   * Word rules that fire in a sentence of the evidence and are not named by it: told in docs/rules.md, no part of the
   * confidence.
   */
  readonly beside: Readonly<Record<string, RuleCount>>;
}

export interface Measured {
  readonly kinds: Readonly<Partial<Record<FindingKind, MeasuredKind>>>;
  /** Sets of notes: things labelled, of these met by a finding; findings, of these right. */
  readonly sets: readonly {
    readonly name: string;
    readonly notes: number;
    readonly gold: number;
    readonly met: number;
    readonly found: number;
    readonly right: number;
  }[];
}

export const MEASURED = data as unknown as Measured;

/**
 * Below it a finding is asked about: at 95 % sureness the labelled notes do not show that one of its rules is right more
 * often than wrong.
 */
export const THRESHOLD = 0.5;

/** With fewer findings, all right, no rule could reach the threshold (4 of 4: 0.51): too few to tell anything. */
const ENOUGH = 4;
const Z = 1.959964;

/** Lower bound of the two-sided 95 % interval of a proportion (Wilson 1927); 0 for no cases. */
export function wilsonLower(right: number, n: number): number {
  if (n === 0) return 0;
  const [p, zz] = [right / n, Z * Z];
  return Math.max(0, (p + zz / (2 * n) - Z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n * n))) / (1 + zz / n));
}

/** A rule is calibrated once it fired often enough, or erred twice: one error alone may be chance. */
export function isCalibrated([n, right]: RuleCount): boolean {
  return n >= ENOUGH || n - right >= 2;
}

export interface Confidence {
  /** Null: a mention of each evidence has rules that labelled notes tell too little of. */
  readonly value: number | null;
  /** Of the weakest rule. */
  readonly count: RuleCount | null;
}

const UNKNOWN: Confidence = { value: null, count: null };

/**
 * The lowest Wilson bound among the rules and cues of the mentions. A mention with an uncalibrated rule tells nothing: it
 * neither lowers nor raises what the others say.
 */
export function confidenceOf(
  kind: FindingKind,
  evidence: readonly Pick<Mention, 'rule' | 'cues'>[],
  measured: Measured = MEASURED,
): Confidence {
  const rules = measured.kinds[kind]?.rules ?? {};
  const weakest = (ids: readonly string[]): Confidence | null => {
    const counts = ids.map((id): RuleCount => rules[id] ?? [0, 0]);
    return counts.every(isCalibrated) ? lowest(counts.map(bound)) : null;
  };
  const known = evidence.flatMap((m) => weakest([m.rule, ...m.cues.map((cue) => cue.rule)]) ?? []);
  return lowest(known);
}

function bound(count: RuleCount): Confidence {
  const [n, right] = count;
  return { value: Math.round(wilsonLower(right, n) * 1000) / 1000, count };
}

function lowest(all: readonly Confidence[]): Confidence {
  let least = all[0] ?? UNKNOWN;
  for (const one of all) if ((one.value ?? 1) < (least.value ?? 1)) least = one;
  return least;
}

/** Why a person should look, in words; null where the rules have shown themselves. */
export function doubtOf({ value, count }: Confidence): string | null {
  if (value === null || count === null || value >= THRESHOLD) return null;
  const [n, right] = count;
  return `words of this kind were misread in ${n - right} of ${n} labelled cases`;
}
