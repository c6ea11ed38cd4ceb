/** The words of a sentence that statements on cycles are made of, in order of place. */
import { datesOf } from '../../dates.ts';
import { plainMatcher, wordMatcher } from '../../matching/matcher.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { activitiesIn } from './activity.ts';
import { numbersIn } from './numbers.ts';
import { FATES, THERAPIES } from './rules.ts';
import type { CueKind, Word, WordRule } from './types.ts';

const therapiesIn = wordMatcher(THERAPIES);
const fatesIn = wordMatcher(FATES);
/** A question mark stands behind its word without a blank. */
const questionsIn = plainMatcher([{ ...(FATES.find((r) => r.id === 'rlt-talk') as WordRule), pattern: '\\?' }], '', '');

/** `dota`: the note speaks of therapy against somatostatin receptors; its bare "RLT" is that. */
export function wordsOf(doc: Document, sentence: Sentence, dota: boolean): Word[] {
  const text = doc.lower.slice(sentence.start, sentence.end);
  const chosen = (m: Span): boolean => !isUnticked(doc.lower, m.start);
  const therapies = therapiesIn(text, sentence.start)
    .filter(chosen)
    .map((m) => therapy(m.rule, m.start, m.end, dota));
  const fates = [
    ...fatesIn(text, sentence.start),
    ...(text.includes('?') ? questionsIn(text, sentence.start) : []),
  ].map(({ rule, start, end }): Word => ({ kind: 'cue', cue: rule.role as CueKind, rule: rule.id, start, end }));
  const dates = datesOf(doc).filter((d) => d.start >= sentence.start && d.end <= sentence.end && d.kind !== 'birth');
  const numbers = numbersIn(doc, sentence).filter(
    (n) => !dates.some((d) => d.start < n.end && n.start < d.end && d.kind !== 'since'),
  );
  const words: Word[] = [
    ...therapies,
    ...fates,
    ...numbers,
    ...dates.map((date): Word => ({ kind: 'date', date, start: date.start, end: date.end })),
    ...activitiesIn(doc, sentence),
  ];
  return words.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** "[ ] Lutathera": offered by the form, not chosen. */
function isUnticked(text: string, at: number): boolean {
  return /\[ ?\] ?$/.test(text.slice(Math.max(0, at - 5), at));
}

function therapy(rule: WordRule, start: number, end: number, dota: boolean): Word {
  if (rule.role === 'foreign' || rule.role === 'diagnostic')
    return { kind: 'foreign', cyclic: rule.cyclic ?? false, rule: rule.id, start, end };
  if (rule.role === 'rlt' && dota) return { kind: 'foreign', cyclic: true, rule: rule.id, start, end };
  return { kind: 'agent', agent: rule.agent ?? '177Lu-PSMA', rule: rule.id, surely: rule.role === 'agent', start, end };
}
