/** The words of a sentence that statements on cycles are made of, in order of place. */
import { precisionOf } from '../../../calendar.ts';
import { datesOf } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import { ending } from '../../matching/ending.ts';
import { plainMatcher, wordMatcher } from '../../matching/matcher.ts';
import type { Match } from '../../matching/matcher.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { activitiesIn, understoodBehind } from './activity.ts';
import { numbersIn } from './numbers.ts';
import { FATES, THERAPIES } from './rules.ts';
import type { CueKind, Word, WordRule } from './types.ts';

const therapiesIn = wordMatcher(THERAPIES);
const fatesIn = wordMatcher(FATES);
/** A question mark stands behind its word without a blank. */
const questionsIn = plainMatcher([{ ...(FATES.find((r) => r.id === 'rlt-talk') as WordRule), pattern: '\\?' }], '', '');

/** Words that can be said of a cycle without naming anything else: only then are the words of its fate looked for. */
const MAY_TELL =
  /aktivit|therap|gabe|behandl|zykl|infusion|dos[ei]|treatment|cycle|appl|termin|proceed|abstand|abgesehen|went ahead|took place/;

/** `dota`: the note speaks of therapy against somatostatin receptors; its bare "RLT" is that. */
export function wordsOf(doc: Document, sentence: Sentence, dota: boolean): Word[] {
  const text = doc.lower.slice(sentence.start, sentence.end);
  const numbers = numbersIn(doc, sentence);
  const dates = datesWithin(doc, sentence).filter((d) => !numbers.some((n) => isPart(n) && overlap(n, d)));
  const activities = activitiesIn(doc, sentence);
  const things: Word[] = [
    ...therapiesIn(doc, sentence)
      .filter((m) => !isUnticked(doc.lower, m.start) && !isTandem(text, sentence.start, m))
      .map((m) => therapy(m.rule, m.start, m.end, dota)),
    ...numbers.filter((n) => !dates.some((d) => d.kind !== 'since' && overlap(n, d))),
    ...dates.map((date): Word => ({ kind: 'date', date, start: date.start, end: date.end })),
    ...activities,
    ...(activities.length > 0 || dates.length > 0 ? understoodBehind(doc, sentence, dates, activities) : []),
  ];
  if (things.length === 0 && !MAY_TELL.test(text)) return [];
  return [...things, ...fatesOf(doc, sentence, text)].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** "2/4", "4/6 Pluvicto completed": so many of a total, no day. */
function isPart(word: Word): boolean {
  return word.kind === 'number' ? word.of !== null : word.kind === 'count' && word.rule === 'cycle-completed-of';
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function fatesOf(doc: Document, sentence: Sentence, text: string): Word[] {
  const asked = text.includes('?') ? questionsIn(text, sentence.start) : [];
  return [...fatesIn(doc, sentence), ...asked].map(({ rule, start, end }): Word => ({
    kind: 'cue',
    cue: rule.role as CueKind,
    rule: rule.id,
    start,
    end,
  }));
}

/** "Herr R. (26.07.1948)": a day before this year is that of his birth, in whatever words, and dates no cycle. */
const EARLIEST = '1990';

/** The document's dates are in order: the first of the sentence is found by halving. */
function datesWithin(doc: Document, sentence: Sentence): DateMention[] {
  const dates = datesOf(doc);
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] as DateMention).start < sentence.start) low = middle + 1;
    else high = middle;
  }
  const found: DateMention[] = [];
  for (let date = dates[low]; date && date.end <= sentence.end; date = dates[++low])
    if (date.kind !== 'birth' && date.date >= EARLIEST) found.push(ofYearBefore(doc, found, date));
  return found;
}

/** "3x 2020 (Jan., Maerz, Mai)": the year before the bracket is that of the months within. */
function ofYearBefore(doc: Document, before: readonly DateMention[], date: DateMention): DateMention {
  const year = before.findLast((d) => precisionOf(d.date) === 'year');
  if (date.inferred !== 'year' || date.kind !== 'date' || !year) return date;
  if (!/^ ?[(:][^();]*$/.test(doc.lower.slice(year.end, Math.min(date.start, year.end + 60)))) return date;
  return { ...date, date: year.date + date.date.slice(4) };
}

/** "[ ] Lutathera": offered by the form, not chosen. */
function isUnticked(text: string, at: number): boolean {
  return /\[ ?\] ?$|(?<![a-z])not $/.test(text.slice(Math.max(0, at - 5), at));
}

const ACTINIUM = /^[[(]?(?:225|ac)/;
const WITH_LUTETIUM =
  /^(?: \d+(?:[.,]\d+)? ?(?:[kmgu]bq|[mu]ci))? ?(?:und|and|\+|\/|&|mit|with) ?(?:\d+(?:[.,]\d+)? ?[mg]bq )?[[(]?(?:177|lu)/;

const BEHIND_LUTETIUM = ending(
  /(?<![a-z])lu(?:tetium)?[a-z0-9&-]{0,20} ?(?:und|and|\+|\/|&|mit|with) ?(?:\d+(?:[.,]\d+)? ?[mg]bq )?$/,
);

/** "4 MBq Ac-225-PSMA-617 und 4,8 GBq Lu-177-PSMA-617": the actinium of a tandem is no other treatment. */
function isTandem(text: string, offset: number, { rule, start, end, text: name }: Match<WordRule>): boolean {
  return (
    rule.id === 'rlt-foreign-nuclide' &&
    ACTINIUM.test(name) &&
    (WITH_LUTETIUM.test(text.slice(end - offset, end - offset + 60)) ||
      BEHIND_LUTETIUM.test(text.slice(Math.max(0, start - offset - 50), start - offset)))
  );
}

function therapy(rule: WordRule, start: number, end: number, dota: boolean): Word {
  if (rule.role === 'foreign' || rule.role === 'diagnostic')
    return { kind: 'foreign', cyclic: rule.cyclic ?? false, rule: rule.id, start, end };
  if (rule.role === 'rlt' && dota) return { kind: 'foreign', cyclic: true, rule: rule.id, start, end };
  return { kind: 'agent', agent: rule.agent ?? '177Lu-PSMA', rule: rule.id, surely: rule.role === 'agent', start, end };
}
