/** All cues in the order in which they are tried at one place, and their search in a sentence. */
import { finder } from '../matching/finder.ts';
import { plainMatcher, wordMatcher } from '../matching/matcher.ts';
import type { Document, Sentence } from '../types.ts';
import { CHANGE } from './cues/change.ts';
import { NEGATION } from './cues/negation.ts';
import { PSEUDO } from './cues/pseudo.ts';
import { STOPS } from './cues/stops.ts';
import { SUBJECT } from './cues/subject.ts';
import { TIME } from './cues/time.ts';
import { UNCERTAINTY } from './cues/uncertainty.ts';
import type { CueRule, FoundCue } from './types.ts';

const pseudo = (rules: readonly CueRule[]): CueRule[] => rules.filter((r) => r.effect === 'pseudo');
const proper = (rules: readonly CueRule[]): CueRule[] => rules.filter((r) => r.effect !== 'pseudo');

export const CUES: readonly CueRule[] = [
  ...PSEUDO,
  ...pseudo(SUBJECT),
  ...proper(CHANGE),
  ...TIME.filter((r) => r.id.startsWith('hist') || r.id.startsWith('indication')),
  ...UNCERTAINTY.filter((r) => r.id.startsWith('unc-not-excluded')),
  ...proper(NEGATION),
  ...UNCERTAINTY.filter((r) => !r.id.startsWith('unc-not-excluded')),
  ...TIME.filter((r) => r.id.startsWith('plan') || r.id.startsWith('hypo')),
  ...proper(SUBJECT),
  ...STOPS,
];

/** Cues that begin with a mark ("Filiae: keine", "Metastase?") stand behind words without a blank. */
const isMark = ({ pattern }: CueRule): boolean => /^(?:\(\?:)?(?::|\\\?)/.test(pattern);
const words = wordMatcher(CUES.filter((rule) => !isMark(rule)));
const marks = plainMatcher(CUES.filter(isMark), '', '');
const MAY_HOLD_MARK = finder(/[:=?]| -/);

const found = new WeakMap<Document, Map<number, readonly FoundCue[]>>();

/** The cues of one sentence in order of place, searched once a document. */
export function cuesOf(doc: Document, sentence: Sentence): readonly FoundCue[] {
  let bySentence = found.get(doc);
  if (!bySentence) found.set(doc, (bySentence = new Map<number, readonly FoundCue[]>()));
  let cues = bySentence.get(sentence.start);
  if (!cues) bySentence.set(sentence.start, (cues = search(doc, sentence)));
  return cues;
}

function search(doc: Document, sentence: Sentence): FoundCue[] {
  const text = doc.lower.slice(sentence.start, sentence.end);
  const marked = MAY_HOLD_MARK.isIn(doc, sentence.start, sentence.end) ? marks(text, sentence.start) : [];
  const plain = words(doc, sentence).filter((w) => !marked.some((m) => m.start <= w.start && w.start < m.end));
  return [...plain, ...marked]
    .sort((a, b) => a.start - b.start)
    .map(({ rule: { id, effect, direction, reach = Infinity }, start, end }) => ({
      rule: id,
      start,
      end,
      effect,
      direction,
      reach,
    }));
}
