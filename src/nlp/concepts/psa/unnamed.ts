/**
 * Values without the word PSA: "biochemischer Progress (390 ng/ml)", "Anstieg von 1,8 im Mai auf 5,9 am 22. Juni". What is
 * measured was said before; another quantity in the sentence forbids it.
 */
import { finder } from '../../matching/finder.ts';
import { ending } from '../../matching/ending.ts';
import { datesBetween } from '../../dates.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { sentenceAt } from '../place.ts';
import { PSA_RULES } from './rules.ts';
import { readSequence } from './sequence.ts';
import type { PsaValue } from './sequence.ts';

const UNIT_VALUE = finder(/(?<![\p{L}\p{N}.,'])[<>]?\s?\d{1,5}(?:[.,]\d{1,3})?\s?(?:ng\/ml|ug\/l)(?!\p{L})/gu);
const COURSE = finder(
  /(?<!\p{L})(?:anstieg|abfall|angestiegen|gestiegen|gefallen|ansteigend|steigend|fallend|rise|rising|risen|rose|fell|falling|dropped|climb(?:ed|ing)|on the up|on the way up|back up|up again)(?: again| wieder| erneut)?(?:,? |: ?)(?:(?:unter|bei|trotz|despite|with) (?:\p{L}{1,12} )?testo\p{L}* (?:kleiner |unter |below |< ?)?\d[\d.,]* (?:ng\/dl |nmol\/l )?)?(?:(?:von|from|auf|to|bei|at|now|jetzt) ){0,2}(?=\d)/gu,
);
const TOPIC = /(?<!\p{L})(?:i?psa(?:-\p{L}+)?|biochem\p{L}*)(?!\p{L})/u;
const OTHER_QUANTITY = new RegExp(
  `(?<!\\p{L})(?:${PSA_RULES.find((r) => r.id === 'psa.stop')?.pattern ?? ''}|schmerz\\p{L}*|pain)(?!\\p{L})`,
  'u',
);
const TESTOSTERONE = /(?<!\p{L})testo\p{L}*[^\d,;]{0,20}\d[\d.,]*/gu;
/** What may stand between a statement and the bare value with its unit. */
const LEADS = ending(
  /(?:[(,;:]\s?|(?<!\p{L})(?:danach|zuletzt|auf|von|bei|mit|with|to|from|now|jetzt|aktuell|dann|then|of|at|only|nur|progress|rezidiv|anstieg|abfall|nadir)\s)(?:(?:aktuell|jetzt|now|zuletzt|danach|dann|then|nur|only|noch)\s)?$/u,
);
/** How far back the quantity may have been named. */
const REACH = 320;

/** The values that none of the spans already read holds. */
export function readUnnamed(doc: Document, read: readonly Span[]): PsaValue[] {
  const isFree = ({ start }: Span): boolean => !read.some((r) => r.start <= start && start < r.end);
  const withUnit = UNIT_VALUE.all(doc).flatMap((match) => {
    const span = { start: match.index, end: match.index + match[0].length };
    return isFree(span) ? (valueWithUnit(doc, span) ?? []) : [];
  });
  const courses = COURSE.all(doc).flatMap((match) => courseFrom(doc, match.index, match.index + match[0].length));
  return [...withUnit, ...courses.filter((c) => isFree(c) && !withUnit.some((v) => v.start === c.start))];
}

function valueWithUnit(doc: Document, span: Span): PsaValue | null {
  const sentence = sentenceAt(doc, span.start);
  if (!sentence) return null;
  const before = doc.lower.slice(sentence.start, span.start);
  if (!TOPIC.test(before) || namesOther(before.slice(-60)) || !LEADS.test(before)) return null;
  const [value] = readSequence(doc, span.start, Math.min(sentence.end, span.end + 40));
  return value ? { ...value, date: value.date ?? dateBefore(doc, sentence, span.start) } : null;
}

/** "ab 05/20 ein biochem. Progress (390 ng/ml)". */
function dateBefore(doc: Document, sentence: Sentence, at: number): PsaValue['date'] {
  const date = datesBetween(doc, Math.max(sentence.start - 1, at - 60), at).at(-1);
  if (!date || date.kind === 'range' || date.kind === 'birth') return null;
  return /^\s(?:\p{L}+\.?\s){0,4}\(?$/u.test(doc.lower.slice(date.end, at)) ? date.date : null;
}

/** A course tells what it is by its dates: values without one are left. */
function courseFrom(doc: Document, start: number, from: number): PsaValue[] {
  const sentence = sentenceAt(doc, start);
  if (!sentence || namesOther(doc.lower.slice(sentence.start, from))) return [];
  if (!TOPIC.test(doc.lower.slice(Math.max(0, start - REACH), start))) return [];
  return readSequence(doc, from, sentence.end).filter((v) => v.date !== null);
}

/** The name of the therapy is no quantity. */
const AGENT = /(?:\d{0,3}(?:lu|ac)-?)?psma(?:-\S{1,6})?/gu;
const namesOther = (text: string): boolean => OTHER_QUANTITY.test(text.replace(TESTOSTERONE, ' ').replace(AGENT, ' '));
