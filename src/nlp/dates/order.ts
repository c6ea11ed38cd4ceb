/** Whether a note writes `03/04/2019` or `03-04-2019` for the third of April or for the fourth of March: one order a note. */
import { addDays, makeDate } from '../../calendar.ts';
import type { Language, PartialDate } from '../../domain.ts';
import { isFraction } from './guards.ts';
import { matchesOf } from '../matching/matches.ts';

export type DateOrder = 'day_first' | 'month_first';

const FULL = /(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)?\d\d)(?![\d/-])/g;
/** `22/06`, `14/4`: no month, so a day and a month; "14/7" and "24/7" are days of the week. */
const SHORT = /(?<![\d/.a-z])(1[3-9]|2\d|3[01])\/(0[1-9]|1[0-2]|[1-689])(?![\d/]|[.,]\d)/g;
const BRITISH =
  /(?<![a-z])(?:mdt|mdm|nhs|pbs|gps?|bloods|dear (?:dr|professor|prof|mr|colleague)(?![.a-z])|yours (?:sincerely|faithfully)|registrar|consultant (?:in|oncologist|urologist)|general practitioner|tumour|haem[a-z]{2,}|oedema|anaemia|centre|randomised|metastasised|whilst|paracetamol|trus|clinic \d|acute oncology|aos)(?![a-z])/g;
const AMERICAN =
  /(?<![a-z])(?:tumor|heme?\/onc|hematology|edema|anemia|center|randomized|s\/p|yo(?: m)?|y\/o|rtc|f\/u|mr\. [a-z]|dr\. [a-z]|tylenol|lupron|md\n|labs)(?![a-z])/g;
/** A date after the note may be an appointment: it tells little, unless it lies further ahead than they mostly do. */
const AHEAD = 90;

interface Votes {
  day: number;
  month: number;
}

export interface DateOrders {
  readonly slash: DateOrder;
  readonly dash: DateOrder;
}

/**
 * The orders of a lower-case text. A part above twelve or the note's own date proves one; else dates that one order would
 * put after the note; else the spelling of the writer's country; else what the language usually has. Where nothing speaks
 * for America, dashes are of those who write the day first (Dutch, Indian, Swiss letters in English).
 */
export function dateOrders(text: string, noteDate: PartialDate | null, language: Language): DateOrders {
  if (language !== 'en' && !text.includes('/')) return both('day_first');
  const [proof, hints]: [Votes, Votes] = [
    { day: 0, month: 0 },
    { day: 0, month: 0 },
  ];
  for (const match of matchesOf(FULL, text)) vote(match, noteDate, proof, hints);
  if (proof.day !== proof.month) return both(proof.day > proof.month ? 'day_first' : 'month_first');
  if (language !== 'en') return both('day_first');
  const short = matchesOf(SHORT, text).filter((m) => !isFraction(text, m.index, m.index + m[0].length)).length;
  const country = Math.sign(distinct(text, BRITISH) - distinct(text, AMERICAN));
  const lead = hints.day - hints.month + 2 * (short + country);
  return { slash: lead >= 2 ? 'day_first' : 'month_first', dash: lead < 0 ? 'month_first' : 'day_first' };
}

const both = (order: DateOrder): DateOrders => ({ slash: order, dash: order });

function vote(match: RegExpMatchArray, noteDate: PartialDate | null, proof: Votes, hints: Votes): void {
  const [a, b, y] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const year = y < 100 ? 2000 + y : y;
  if (a > 12 && b <= 12) proof.day += 1;
  if (b > 12 && a <= 12) proof.month += 1;
  if (a > 12 || b > 12 || a === b || noteDate === null || noteDate.length < 10) return;
  const [dayFirst, monthFirst] = [makeDate(year, b, a), makeDate(year, a, b)];
  if (dayFirst === noteDate) proof.day += 1;
  else if (monthFirst === noteDate) proof.month += 1;
  else if (dayFirst !== null && monthFirst !== null && year <= Number(noteDate.slice(0, 4)) + 1) {
    hints.day += weight(dayFirst, monthFirst, noteDate);
    hints.month += weight(monthFirst, dayFirst, noteDate);
  }
}

/** How much it speaks for an order that it puts a date in the past, which the other order would put after the note. */
function weight(own: PartialDate, other: PartialDate, noteDate: PartialDate): number {
  if (own > noteDate || other <= noteDate) return 0;
  return other > addDays(noteDate, AHEAD) ? 2 : 1;
}

const distinct = (text: string, pattern: RegExp): number => new Set(text.match(pattern)).size;
