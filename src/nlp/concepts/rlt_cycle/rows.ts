/** Rows of a table or list of cycles: "3   26.02.19   7,4 GBq", "1  17.04.18  7,6" under a head that says GBq. */
import type { Document, Sentence, Span } from '../../types.ts';
import { doseOf } from './activity.ts';
import { numeral } from '../../numerals.ts';
import type { Standing } from './owner.ts';
import type { Event, Word, WordOf } from './types.ts';

const ROW =
  /^[ *|-]*(?:nr\.? ?|no\.? ?|z|c|#)?(\d{1,2}|[ivx]{1,4}(?= {2}| - |:? \d))(?:[.):]|st|nd|rd|th)?(?: tandem)?:?[ |]{1,12}(?:- )?(?:(?:yesterday|today|gestern|heute) \(?)?(?=\d{1,4}[./-]\d)/;
const BARE = /(?<![\d.,/])(\d{1,2}[.,]\d{1,2})(?![\d.,/])/g;
const HEAD_LINES = 700;

export function rowOf(
  doc: Document,
  sentence: Sentence,
  words: readonly Word[],
  standing: Standing,
  main: boolean,
): Event | null {
  const date = words.find((w): w is WordOf<'date'> => w.kind === 'date');
  const match = date && ROW.exec(doc.lower.slice(sentence.start, sentence.end));
  if (
    !match ||
    words.some((w) => w.kind === 'foreign' && (w.cyclic || w.start < date.start)) ||
    words.some((w) => w.kind === 'date' && w !== date && !isOfValue(doc, date, w)) ||
    words.some((w) => w.kind === 'count') ||
    isOfBlood(doc, sentence)
  )
    return null;
  const agent =
    words.find((w) => w.kind === 'agent') ?? (standing.any?.kind === 'agent' ? standing.any : standing.cyclic);
  if (agent?.kind !== 'agent' && !(main && !agent)) return null;
  const number = numeral(match[1]);
  if (number === null) return null;
  const later =
    words.some((w) => w.kind === 'cue' && w.cue === 'planned') || (doc.date !== null && date.date.date > doc.date);
  const off = words.some((w) => w.kind === 'cue' && w.cue === 'cancelled');
  return {
    start: sentence.start,
    end: Math.min(sentence.end, Math.max(date.end, sentence.start + 40)),
    rule: 'cycle-row',
    number,
    date: date.date.date,
    agent: agent?.agent ?? '177Lu-PSMA',
    activity:
      doseOf(words.filter((w) => w.kind === 'activity')) ??
      bareDose(doc, sentence, date) ??
      (agent ? doseUnderHeading(doc, agent, date) : null),
    status: off ? 'cancelled' : later ? 'planned' : 'given',
    tentative: false,
    weak: false,
    inferred: false,
    cues: [],
  };
}

const BLOOD_HEAD =
  /^[ *•-]{0,6}(?:psa|hb|haemoglobin|hemoglobin|h(?:ae|e)matocrit|krea\w{0,8}|crea\w{0,8}|e?gfr|thrombo\w{0,8}|plt|platelets?|leukos?|wbc|alp|ap|ldh|testo\w{0,8}|labor\w{0,8}|labs?|bloods?)(?![a-z])/;
const OF_THERAPY = /[gm]bq|mci|psma|(?<![a-z])lu(?![a-z])|zykl|cycle|dose|dosis|aktiv|activit/;

/** "Hb trend" above the rows: they tell values of blood, whatever therapy was spoken of before. */
function isOfBlood(doc: Document, { start }: Span): boolean {
  const lines = doc.lower
    .slice(Math.max(0, start - HEAD_LINES), start)
    .split('\n')
    .slice(0, -1);
  const head = lines.findLast((line) => line.trim() !== '' && !ROW.test(line)) ?? '';
  return BLOOD_HEAD.test(head) && !OF_THERAPY.test(head);
}

/** "14/3/18  7,650 MBq  186 (5/3)": the day of a value behind the dose, in brackets. */
function isOfValue(doc: Document, first: WordOf<'date'>, { start }: Span): boolean {
  return /bq.*\d ?\($/.test(doc.lower.slice(first.end, start));
}

/** A number behind the date that can be gigabecquerels, where the table's head names the unit. */
function bareDose(doc: Document, sentence: Sentence, date: WordOf<'date'>): number | null {
  if (!doc.lower.slice(Math.max(0, sentence.start - HEAD_LINES), sentence.start).includes('gbq')) return null;
  for (const match of doc.lower.slice(date.end, sentence.end).matchAll(BARE)) {
    const value = Number((match[1] ?? '').replace(',', '.'));
    if (value >= 0.5 && value <= 12) return value;
  }
  return null;
}

const NEXT_TO_DAY = /^ {1,8}(?:[-|:] {1,8})?(\d{1,2}[.,]\d{1,2})(?= *(?:$|\n|[(|,;]))/;
const OTHER_COLUMN = /(?<![a-z])(?:psa|hb|krea|crea|egfr|thrombo|plt|labor|labs?)(?![a-z])/;
/** Without its unit a number is only a single administration's usual one. */
const USUAL = { least: 2, most: 10 };

/** "C1 12/1/18  7.4" under "series 1 (617)": the number next to the day, where the heading promises no blood value. */
function doseUnderHeading(doc: Document, heading: Span, date: WordOf<'date'>): number | null {
  const match = NEXT_TO_DAY.exec(doc.lower.slice(date.end, date.end + 40));
  const value = Number((match?.[1] ?? '0').replace(',', '.'));
  if (value < USUAL.least || value > USUAL.most || date.start - heading.start > HEAD_LINES) return null;
  const before =
    doc.lower
      .slice(Math.max(0, heading.start - 80), heading.start)
      .split('\n')
      .at(-1) ?? '';
  return OTHER_COLUMN.test(before + doc.lower.slice(heading.start, date.end)) ? null : value;
}

const OFF_ROW =
  /^[ *|-]{0,12}(?:nr\.? ?|no\.? ?|z|c|#)?(\d{1,2})[.):]?[ |]{1,12}(?:- {1,4})?(not given|cancell?ed|cxl|withheld|omitted|nicht (?:gegeben|erfolgt|verabreicht|appliziert|erhalten)|entfallen|entfaellt|entfiel|ausgefallen|faellt aus|abgesagt|storniert|gestrichen)(?= ?(?:$|[(,;:.|/-]|\d)| (?:by|due|wegen|bei|as|was|because|per|pt|pat|plt|thrombo|on|am)(?![a-z]))/;
const NEW_DAY = /(?<![a-z])(?:given on|rebook|resched|moved|postpon|verschob|verlegt|nachgeholt|neuer termin)/;

/** "5   not given - booked 19/9" right below the row of cycle 4: the next of the table, called off. `before`: that row. */
export function rowCalledOff(
  doc: Document,
  sentence: Sentence,
  words: readonly Word[],
  before: Event | undefined,
): Event | null {
  const text = doc.lower.slice(sentence.start, sentence.end);
  const match = before?.rule === 'cycle-row' ? OFF_ROW.exec(text) : null;
  if (!match || !before || Number(match[1]) !== (before.number ?? 0) + 1 || NEW_DAY.test(text)) return null;
  if (words.some((w) => w.kind === 'agent' || (w.kind === 'foreign' && w.cyclic) || w.kind === 'count')) return null;
  const [date, more] = words.filter((w) => w.kind === 'date');
  return {
    ...before,
    start: sentence.start,
    end: Math.min(sentence.end, Math.max(sentence.start + match[0].length, date?.end ?? 0)),
    number: Number(match[1]),
    date: date && !more ? date.date.date : null,
    activity: null,
    status: 'cancelled',
    cues: [],
  };
}
