/** Cycle numbers and counts in every form: "3. Zyklus", "Zyklus III", "C3D1", "#3", "cycle 3 of 6", "4x", "vier Zyklen". */
import { finder } from '../../matching/finder.ts';
import type { Document, Sentence } from '../../types.ts';
import { FORMS } from './number-forms.ts';
import type { Form } from './number-forms.ts';
import { numeral } from '../../numerals.ts';
import type { WordOf } from './types.ts';

export const NUMBER_FORMS: readonly string[] = FORMS.map((f) => `${f.id} ${f.pattern.source}`);

/** A sentence without any of these has no form of any kind. */
const MAY_COUNT = finder(
  /zykl|cy|kurs|course|serie|gabe|dos[ei]|infus|applik|behandl|treatm|injec|administr|therap|sitzung|mal|times|twice|rlt|radiolig|lutet|lu-|psma|pluvicto|\d\. lu |\dx|\d x|x ?\d|#|n[ro]\.|no \d|(?:der|die|den) \d{1,2}\.|\d(?:st|nd|rd|th) |^[ *-]{0,4}\d\. |[,;(:+&] ?\d{1,2}\. |(?:und|u\.) \d{1,2}\. |[,;(:+&] ?i?[iv]+ |more|further|weitere|additional|remaining|outstanding|verbleib|aussteh|\d\/[46] |: ?[a-z0-9]+ (?:betw|zwisch|from|von)|\d\. th|[cz]\d|\(\d|insges|gesamt|overall|termin|appoint|erst|zweit|dritt|viert|fuenft|sechst|bisher|bislang|davon|so far|had |second|third|fourth|fifth|sixth/,
);

const FINDERS = FORMS.map((form) => ({ form, pattern: finder(form.pattern) }));

/** Numbers and counts of a sentence, in order, the longer form where two overlap. */
export function numbersIn(doc: Document, sentence: Sentence): (WordOf<'number'> | WordOf<'count'>)[] {
  if (!MAY_COUNT.isIn(doc, sentence.start, sentence.end)) return [];
  const found: (WordOf<'number'> | WordOf<'count'>)[] = [];
  for (const { form, pattern } of FINDERS)
    for (const match of pattern.all(doc, sentence.start, sentence.end)) {
      const start = sentence.start + match.index;
      const end = start + match[0].length;
      if (found.some((f) => f.start < end && start < f.end)) continue;
      const word = read(doc, form, match, start, end);
      if (word) found.push(word);
    }
  return found.sort((a, b) => a.start - b.start);
}

/** Forms whose group `p` is the number itself, not the end of a list. */
const SINGLE_P: ReadonlySet<string> = new Set(['cycle-total', 'cycle-bare-ordinal']);

function read(
  doc: Document,
  form: Form,
  match: RegExpMatchArray,
  start: number,
  end: number,
): WordOf<'number'> | WordOf<'count'> | null {
  const { n, o, k, m, p, r, of, j } = match.groups ?? {};
  if (form.id === 'cycle-next')
    return { kind: 'number', start, end, rule: form.id, word: form.word, numbers: [], of: null };
  // As many as days follow: only the list tells.
  if (form.id === 'cycle-days')
    return { kind: 'count', start, end, rule: form.id, word: form.word, count: 0, further: false };
  const value = numeral(n ?? o ?? k ?? (SINGLE_P.has(form.id) ? p : undefined));
  const total = numeral(of);
  if (value === null || value < 1 || value > 15 || (total !== null && (total < value || total > 12))) return null;
  if (form.kind === 'count')
    return {
      kind: 'count',
      start,
      end,
      rule: form.id,
      word: form.word,
      count: value,
      further:
        /weitere|further|more|additional|remaining|outstanding|restlich|verbleib|aussteh/.test(match[0]) ||
        /(?<![a-z])noch $/.test(doc.lower.slice(Math.max(0, start - 6), start)),
    };
  const last = form.id === 'cycle-first-of' ? value : numeral(m ?? r ?? (SINGLE_P.has(form.id) ? undefined : p));
  const first = form.id === 'cycle-first-of' ? 1 : value;
  const numbers =
    last === null
      ? [value]
      : form.id === 'cycle-two-ordinals' || j !== undefined
        ? [value, last]
        : Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (numbers.length === 0 || numbers.length > 15) return null;
  return { kind: 'number', start, end, rule: form.id, word: form.word, numbers, of: total };
}
