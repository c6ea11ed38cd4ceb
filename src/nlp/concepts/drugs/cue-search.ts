/** The cues that reach a drug, the weightiest first. */
import type { Document, RawCue, Span } from '../../types.ts';
import { DRUG_CUES } from './cues.ts';
import type { DrugCue, DrugEffect } from './cues.ts';
import type { DrugGroup } from './find.ts';

/** The text that may speak about a group: from the group before it to the group after it, within the sentence. */
export interface Window {
  readonly left: Span;
  readonly right: Span;
}

export interface Found extends RawCue {
  readonly cue: DrugCue;
  readonly distance: number;
}

const compile = (cues: readonly DrugCue[], flags: string): readonly (readonly [DrugCue, RegExp])[] =>
  cues.map(
    (cue) =>
      [
        cue,
        new RegExp(/^\p{L}|^\(\?/u.test(cue.pattern) ? `(?<!\\p{L})(?:${cue.pattern})` : cue.pattern, flags),
      ] as const,
  );
/** Cues that end at the drug look back over the whole sentence; the others stay between the neighbouring drugs. */
const ADJACENT = compile(
  DRUG_CUES.filter((c) => c.pattern.endsWith('$')),
  'u',
);
const FREE = compile(
  DRUG_CUES.filter((c) => !c.pattern.endsWith('$')),
  'gu',
);
const ANY_ADJACENT = new RegExp(ADJACENT.map(([cue]) => `(?:${cue.pattern})`).join('|'), 'u');
const ANY = new RegExp(FREE.map(([cue]) => `(?:${cue.pattern})`).join('|'), 'u');

/** Among equals: a refusal, a fact, a plan, talk. */
const WEIGHT: readonly DrugEffect[] = ['declined', 'given', 'planned', 'talk'];

/** The cues that reach the group, the weightiest first. */
export function cuesIn(doc: Document, group: DrugGroup, window: Window): Found[] {
  const found: Found[] = [];
  const before = doc.lower.slice(Math.max(group.sentence.start, group.start - 120), group.start);
  for (const [cue, pattern] of ANY_ADJACENT.test(before) ? ADJACENT : []) {
    const match = pattern.exec(before);
    if (match) found.push({ rule: cue.id, start: group.start - match[0].length, end: group.start, cue, distance: 0 });
  }
  found.push(...freeCues(doc, window.left, 'left'), ...freeCues(doc, window.right, 'right'));
  const sentence = { start: group.sentence.start, end: group.start };
  if (window.left.start > sentence.start)
    found.push(...freeCues(doc, sentence, 'left').filter((f) => f.cue.strength === 4 && f.cue.effect === 'talk'));
  const kept = found.filter((f) => !found.some((other) => other.cue.effect !== f.cue.effect && covers(other, f)));
  return byWeight(kept);
}

export function byWeight(found: readonly Found[]): Found[] {
  return found.toSorted(
    (a, b) =>
      b.cue.strength - a.cue.strength ||
      a.distance - b.distance ||
      WEIGHT.indexOf(a.cue.effect) - WEIGHT.indexOf(b.cue.effect),
  );
}

const covers = (a: Span, b: Span): boolean => a.start <= b.start && a.end >= b.end && a.end - a.start > b.end - b.start;

export function freeCues(doc: Document, span: Span, side: 'left' | 'right'): Found[] {
  const text = doc.lower.slice(span.start, span.end);
  if (!ANY.test(text)) return [];
  const found: Found[] = [];
  for (const [cue, pattern] of FREE) {
    if (cue.direction === (side === 'left' ? 'after' : 'before') || text.search(pattern) < 0) continue;
    for (const match of text.matchAll(pattern)) {
      if (match[0] === '') continue;
      if (side === 'left' && /^\.\s/u.test(text.slice(match.index + match[0].length))) continue;
      // "Taxane kontraindiziert, Apalutamid vertragen": a refusal before a comma was of something else.
      if (side === 'left' && cue.effect === 'declined' && text.includes(',', match.index + match[0].length)) continue;
      const [start, end] = [span.start + match.index, span.start + match.index + match[0].length];
      found.push({ rule: cue.id, start, end, cue, distance: side === 'left' ? span.end - end : start - span.start });
    }
  }
  return found;
}
