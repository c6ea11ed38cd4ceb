/** Numbers and counts that belong together: two names of one cycle, the parts of a total. */
import type { RltAgent } from '../../../domain.ts';
import type { Document } from '../../types.ts';
import type { Word, WordOf } from './types.ts';

export type Anchor = WordOf<'number'> | WordOf<'count'>;

/** An anchor of this therapy, with the agent it is said of. */
export interface Owned {
  readonly anchor: Anchor;
  readonly agent: RltAgent;
}

/** Two names of one cycle: "1. Zyklus der Re-Challenge (= insgesamt 5. Zyklus)", "erste Gabe (insges. Nr. 3)". The total counts. */
export function unite(doc: Document, anchors: readonly Owned[]): Owned[] {
  const kept: Owned[] = [];
  for (const next of anchors) {
    const last = kept.at(-1);
    const gap = last ? doc.lower.slice(last.anchor.end, next.anchor.start) : '';
    const same =
      last?.anchor.kind === 'number' && next.anchor.kind === 'number' && gap.length < 45 && !/[;.,]/.test(gap);
    if (last?.anchor.rule === 'cycle-next' && next.anchor.kind === 'number' && gap.length < 45 && !gap.includes(';'))
      kept[kept.length - 1] = { ...next, anchor: { ...next.anchor, start: last.anchor.start } };
    else if (same && next.anchor.rule === 'cycle-total')
      kept[kept.length - 1] = { ...next, anchor: { ...next.anchor, start: last.anchor.start } };
    else if (last && same && isPartOfRechallenge(doc, gap, next.anchor))
      kept[kept.length - 1] = { ...last, anchor: { ...last.anchor, end: next.anchor.end } };
    else if (same && last.anchor.rule === 'cycle-total')
      kept[kept.length - 1] = { ...last, anchor: { ...last.anchor, end: next.anchor.end } };
    else kept.push(next);
  }
  return kept;
}

/** "6. Zyklus (2. Zyklus Re-Challenge)": counted anew in brackets. */
function isPartOfRechallenge(doc: Document, gap: string, { start, end }: Anchor): boolean {
  return /^ ?[(=] ?$/.test(gap) && /re-?(?:challenge|treatment|induktion)/.test(doc.lower.slice(start, end + 20));
}

/** "6 Zyklen (4x in 2018, 2x in 2019)", "1x 2019, 2x 2020": the parts of a total are numbered on. */
export function nest(doc: Document, words: readonly Word[], all: readonly Owned[]): Owned[] {
  const anchors = all.filter((a, i) => !isOfFurther(a, all[i - 1]));
  const [total, ...parts] = anchors;
  if (isTotal(total, parts)) return numberOn(parts);
  const goesOn =
    anchors.every((a, i) => isDatedCount(words, a, anchors[i + 1])) ||
    anchors.every((a, i) => isCountBehindDate(words, a, anchors[i - 1])) ||
    isSequence(doc, anchors);
  return anchors.length > 1 && goesOn ? numberOn(anchors) : [...anchors];
}

const RELATIVE: ReadonlySet<string> = new Set(['cycle-bare-ordinal', 'cycle-ordinal-alone', 'cycle-next']);

/** "two further infusions, the first on 19/06": the first of those, not of all. */
function isOfFurther({ anchor }: Owned, before: Owned | undefined): boolean {
  if (before?.anchor.kind !== 'count' || !before.anchor.further || anchor.kind !== 'number') return false;
  return RELATIVE.has(anchor.rule) && (anchor.numbers[0] ?? 1) === 1 && anchor.start - before.anchor.end < 40;
}

function isTotal(total: Owned | undefined, parts: readonly Owned[]): boolean {
  const counts = parts.flatMap(({ anchor }) => (anchor.kind === 'count' ? [anchor.count] : []));
  if (total?.anchor.kind !== 'count' || counts.length < 2 || counts.length < parts.length) return false;
  return counts.reduce((a, b) => a + b, 0) === total.anchor.count;
}

/** "2x Lu-PSMA I&T in Bonn, danach 2x Pluvicto". */
function isSequence(doc: Document, anchors: readonly Owned[]): boolean {
  return anchors.every(({ anchor }, i) => {
    const before = anchors[i - 1]?.anchor;
    if (anchor.kind !== 'count') return false;
    return before === undefined || (before.kind === 'count' && THEN.test(doc.lower.slice(before.end, anchor.start)));
  });
}

const THEN = /(?<![a-z])(?:then|followed by|dann|danach|anschliessend|gefolgt von)(?![a-z])/;

/** A count with a date of its own before the next. */
function isDatedCount(words: readonly Word[], { anchor }: Owned, next: Owned | undefined): boolean {
  const end = next?.anchor.start ?? Infinity;
  return anchor.kind === 'count' && words.some((w) => w.kind === 'date' && w.start >= anchor.end && w.start < end);
}

/** "2019 in Innsbruck 2 Zyklen und 2021 bei uns 3 Zyklen": a count with a date of its own before it. */
function isCountBehindDate(words: readonly Word[], { anchor }: Owned, before: Owned | undefined): boolean {
  const from = before?.anchor.end ?? 0;
  return (
    anchor.kind === 'count' &&
    !anchor.further &&
    words.some((w) => w.kind === 'date' && w.start >= from && w.end <= anchor.start)
  );
}

function numberOn(parts: readonly Owned[]): Owned[] {
  let done = 0;
  return parts.map(({ anchor, agent }) => {
    const { start, end, rule, word } = anchor;
    const count = anchor.kind === 'count' ? anchor.count : 1;
    const numbers = Array.from({ length: count }, (_, n) => done + n + 1);
    done += count;
    return { agent, anchor: { kind: 'number', start, end, rule, word, numbers, of: null } };
  });
}
