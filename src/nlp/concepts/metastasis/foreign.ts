/** How far a note speaks of another tumour than the prostate cancer. */
import type { Document, Sentence } from '../../types.ts';
import type { Token } from './types.ts';

export interface Foreign {
  /** The line that speaks of another tumour; every sentence of it does. */
  readonly until: number;
  /** Where the one sentence begins that only mentions one ("liver lesions (NET)"). */
  readonly aside: number;
  /** It opened an entry of a list of tumours: the lines below belong to it until the next entry. */
  readonly entry: boolean;
}

export const NONE: Foreign = { until: -1, aside: -1, entry: false };

const OWN_CANCER = /prostat|crpc|hspc|(?<![a-z])pca(?![a-z])/;
/** "(A) ", "2. ", "#3 ", "b) ": an entry of a numbered list. */
const ENTRY = /^ *(?:\(?[a-h\d][).]|#\d{1,2}|\([ivx]{1,4}\)) /;

export function foreignAfter(doc: Document, sentence: Sentence, words: readonly Token[], before: Foreign): Foreign {
  const text = doc.lower.slice(sentence.start, sentence.end);
  const named = words.find((t) => t.rule.role === 'other_primary');
  if (named) {
    if (isRemark(doc, named) && !OWN_CANCER.test(text)) return { ...before, aside: sentence.start };
    return { until: sentence.line, aside: -1, entry: ENTRY.test(text) };
  }
  if (OWN_CANCER.test(text) || ENTRY.test(text)) return NONE;
  if (!before.entry || before.until !== sentence.line - 1) return before;
  return isGap(doc, sentence.start) ? { ...before, entry: false } : { ...before, until: sentence.line };
}

/** "(NET)", "des NET": whose it is, in passing. */
function isRemark(doc: Document, token: Token): boolean {
  return /\((?:bei |of |von )?$|(?:des|eines|of the|of) $/.test(
    doc.lower.slice(Math.max(0, token.start - 8), token.start),
  );
}

/** A blank line stands before the place. */
function isGap(doc: Document, at: number): boolean {
  return /\n\s*\n\s*$/.test(doc.lower.slice(Math.max(0, at - 6), at));
}
