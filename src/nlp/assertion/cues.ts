/** All cues in the order in which they are tried at one place, and their search in a sentence. */
import type { Document, Sentence } from '../types.ts';
import { CHANGE } from './cues/change.ts';
import { NEGATION } from './cues/negation.ts';
import { STOPS } from './cues/stops.ts';
import { SUBJECT } from './cues/subject.ts';
import { TIME } from './cues/time.ts';
import { UNCERTAINTY } from './cues/uncertainty.ts';
import type { CueRule, FoundCue } from './types.ts';

const pseudo = (rules: readonly CueRule[]): CueRule[] => rules.filter((r) => r.effect === 'pseudo');
const proper = (rules: readonly CueRule[]): CueRule[] => rules.filter((r) => r.effect !== 'pseudo');

export const CUES: readonly CueRule[] = [
  ...pseudo([...NEGATION, ...SUBJECT]),
  ...proper(CHANGE),
  ...TIME.filter((r) => r.id.startsWith('hist') || r.id.startsWith('indication')),
  ...UNCERTAINTY.filter((r) => r.id.startsWith('unc-not-excluded')),
  ...proper(NEGATION),
  ...UNCERTAINTY.filter((r) => !r.id.startsWith('unc-not-excluded')),
  ...TIME.filter((r) => r.id.startsWith('plan') || r.id.startsWith('hypo')),
  ...proper(SUBJECT),
  ...STOPS,
];

/** A pattern within word limits, where it begins or ends with a word. */
function bounded({ pattern }: CueRule): string {
  return /^(?:\(\?:)?(?::|\\\?)/.test(pattern) ? `(?:${pattern})` : `(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`;
}

/** One expression for all; the group that took part tells the rule. */
const ANY = new RegExp(CUES.map((rule) => `(${bounded(rule)})`).join('|'), 'g');

const found = new WeakMap<Document, Map<number, readonly FoundCue[]>>();

/** The cues of one sentence in order of place, searched once a document. */
export function cuesOf(doc: Document, sentence: Sentence): readonly FoundCue[] {
  let bySentence = found.get(doc);
  if (!bySentence) found.set(doc, (bySentence = new Map<number, readonly FoundCue[]>()));
  let cues = bySentence.get(sentence.start);
  if (!cues) bySentence.set(sentence.start, (cues = search(doc.lower, sentence)));
  return cues;
}

function search(lower: string, sentence: Sentence): FoundCue[] {
  const cues: FoundCue[] = [];
  for (const match of lower.slice(sentence.start, sentence.end).matchAll(ANY)) {
    const rule = CUES[match.findIndex((group, i) => i > 0 && group !== undefined) - 1];
    if (!rule || match[0] === '') continue;
    const start = sentence.start + match.index;
    const { effect, direction, reach = Infinity } = rule;
    cues.push({ rule: rule.id, start, end: start + match[0].length, effect, direction, reach });
  }
  return cues;
}
