/** The words of a sentence that statements on cycles are made of, in order of place. */
import { datesOf } from '../../dates.ts';
import type { Document, Sentence } from '../../types.ts';
import { activitiesIn } from './activity.ts';
import { numbersIn } from './numbers.ts';
import { FATES, THERAPIES } from './rules.ts';
import type { Word, WordRule } from './types.ts';

function anyOf(rules: readonly WordRule[]): RegExp {
  return new RegExp(
    rules
      .map((r) => `((?<![a-z0-9])(?:${r.pattern})(?![a-z0-9]))`)
      .join('|')
      .replaceAll('(?<![a-z0-9])(?:\\?|', '(?<![a-z0-9]|(?=\\?))(?:\\?|'),
    'g',
  );
}

const THERAPY = anyOf(THERAPIES);
const FATE = anyOf(FATES);

/** `dota`: the note speaks of therapy against somatostatin receptors; its bare "RLT" is that. */
export function wordsOf(doc: Document, sentence: Sentence, dota: boolean): Word[] {
  const text = doc.lower.slice(sentence.start, sentence.end);
  const therapies = matches(text, THERAPY, THERAPIES).map(({ rule, start, end }) =>
    therapy(rule, sentence.start + start, sentence.start + end, dota),
  );
  const fates = matches(text, FATE, FATES).map(({ rule, start, end }): Word => ({
    kind: 'cue',
    cue: rule.role as 'given',
    rule: rule.id,
    start: sentence.start + start,
    end: sentence.start + end,
  }));
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

function matches(
  text: string,
  pattern: RegExp,
  rules: readonly WordRule[],
): { rule: WordRule; start: number; end: number }[] {
  const found: { rule: WordRule; start: number; end: number }[] = [];
  for (const match of text.matchAll(pattern)) {
    const rule = rules[match.findIndex((group, i) => i > 0 && group !== undefined) - 1];
    if (rule && match[0] !== '' && !isUnticked(text, match.index))
      found.push({ rule, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** "[ ] Lutathera": offered by the form, not chosen. */
export function isUnticked(text: string, at: number): boolean {
  return /\[ ?\] ?$/.test(text.slice(Math.max(0, at - 5), at));
}

function therapy(rule: WordRule, start: number, end: number, dota: boolean): Word {
  if (rule.role === 'foreign' || rule.role === 'diagnostic')
    return { kind: 'foreign', cyclic: rule.cyclic ?? false, rule: rule.id, start, end };
  if (rule.role === 'rlt' && dota) return { kind: 'foreign', cyclic: true, rule: rule.id, start, end };
  return { kind: 'agent', agent: rule.agent ?? '177Lu-PSMA', rule: rule.id, surely: rule.role === 'agent', start, end };
}
