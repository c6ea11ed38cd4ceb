/** The organ that a line, or the lines below its heading, speak of once a label has named it. */
import type { Document, Sentence } from '../../types.ts';
import type { Group } from './groups.ts';
import type { Token } from './types.ts';

/** The organ that a line speaks of once its label has named it; a heading names it for the lines below. */
export interface Topic {
  readonly token: Token;
  readonly sentence: Sentence;
  readonly heading: boolean;
  /** Only the place of the last finding: the next sentence may say what it is. */
  readonly once?: boolean;
}

/** "R 6th rib focus, nonspecific; metastasis cannot be ruled out". */
export function lastFinding(sentence: Sentence, words: readonly Token[], groups: readonly Group[]): Topic | null {
  const token = groups.at(-1)?.tokens.findLast((t) => t.rule.role !== 'region');
  const found = words.some((t) => t.rule.role === 'neutral' || t.rule.lesion === 'neutral');
  return token && found ? { token, sentence, heading: false, once: true } : null;
}

/** Most lines that a heading of one organ holds for. */
const LINES_BELOW = 4;

export function topicOf(doc: Document, sentence: Sentence, token: Token, [only, another]: readonly Group[]): Topic {
  const rest =
    only && !another ? doc.lower.slice(sentence.start, only.start) + doc.lower.slice(only.end, sentence.end) : '-';
  return { token, sentence, heading: /^[\s\d.)*#]*:?$/.test(rest) && isOneLine(doc, sentence) };
}

function isOneLine(doc: Document, { start, end }: Sentence): boolean {
  return (
    /(?:^|\n) *[-*]? ?$/.test(doc.lower.slice(Math.max(0, start - 8), start)) &&
    /^ *(?:\n|$)/.test(doc.lower.slice(end, end + 8))
  );
}

export function holds(doc: Document, { sentence, heading, once }: Topic, at: Sentence): boolean {
  if (once) return at.line === sentence.line && at.start - sentence.end <= 2;
  if (at.line === sentence.line) return true;
  const below = doc.lower.slice(sentence.end, Math.min(at.start, sentence.end + LONGEST_BELOW));
  return heading && at.section === sentence.section && at.line <= sentence.line + LINES_BELOW && !/\n\s*\n/.test(below);
}

const LONGEST_BELOW = 600;
