/** What a reviewer typed, checked: a value of the topic, or what is wrong with which field. */
import { boundsOf, compareDates, isPartialDate, makeDate } from '../calendar.ts';
import type { DayDate, PartialDate, TopicValue } from '../domain.ts';
import { formOf } from './topics.ts';

/** The text of each field as it was sent. */
export interface Draft {
  readonly date: string;
  readonly primary: string;
  readonly secondary: string;
  readonly total: string;
  readonly status: string;
  readonly comment: string;
}
export const EMPTY_DRAFT: Draft = { date: '', primary: '', secondary: '', total: '', status: '', comment: '' };
export const LONGEST_COMMENT = 2000;

export type Problems = Partial<Record<keyof Draft, string>>;
export type Checked<T> = { readonly value: T; readonly problems?: never } | { readonly problems: Problems };

/** Checks the corrected value of a topic. `today` bounds dates: nothing that is decided lies in the future. */
export function checkCorrection(topic: string, draft: Draft, today: DayDate): Checked<NonNullable<TopicValue>> {
  const form = formOf(topic);
  if (form?.answer === 'date') return checkDateAnswer(draft, today);
  if (form?.answer === 'gleason') return checkGleason(draft);
  if (form?.answer === 'status') return checkStatus(draft, Object.keys(form.choices ?? {}), today);
  return { problems: { comment: 'This question takes no corrected value: confirm or reject it, and say why here.' } };
}

function checkDateAnswer(draft: Draft, today: DayDate): Checked<{ date: PartialDate }> {
  if (draft.date.trim() === '') return { problems: { date: 'Enter the date, as exactly as the record states it.' } };
  const date = readDate(draft.date, today);
  return typeof date === 'string' ? { value: { date } } : date;
}

/** `2018-04-10`, `2018-04`, `2018`, or as German letters write it: `10.04.2018`, `4.2018`, `04/2018`. */
function readDate(typed: string, today: DayDate): PartialDate | { problems: Problems } {
  const text = typed.trim();
  const german = /^(?:(\d{1,2})\.)?(\d{1,2})[./](\d{4})$/.exec(text);
  const day = german?.[1] === undefined ? undefined : Number(german[1]);
  const date = german ? makeDate(Number(german[3]), Number(german[2]), day) : isPartialDate(text) ? text : null;
  if (date === null) return { problems: { date: 'No such date. Write 2018, 2018-04 or 2018-04-10 (or 10.04.2018).' } };
  if (compareDates(boundsOf(date).first, today) > 0) return { problems: { date: 'This date lies in the future.' } };
  return date;
}

function checkStatus(
  draft: Draft,
  choices: readonly string[],
  today: DayDate,
): Checked<{ status: string; date?: PartialDate }> {
  if (!choices.includes(draft.status)) return { problems: { status: 'Choose one of the answers.' } };
  if (draft.date.trim() === '') return { value: { status: draft.status } };
  const date = readDate(draft.date, today);
  return typeof date === 'string' ? { value: { status: draft.status, date } } : date;
}

/** Gleason: patterns 1 to 5, and their sum; the patterns may be unknown where only the sum is documented. */
function checkGleason(draft: Draft): Checked<{ primary: number | null; secondary: number | null; total: number }> {
  const [primary, secondary, typed] = [
    readWhole(draft.primary, 1, 5),
    readWhole(draft.secondary, 1, 5),
    readWhole(draft.total, 2, 10),
  ];
  const problems: Problems = {
    ...(primary === undefined && { primary: 'The primary pattern is 1 to 5.' }),
    ...(secondary === undefined && { secondary: 'The secondary pattern is 1 to 5.' }),
    ...(typed === undefined && { total: 'The sum is 2 to 10.' }),
  };
  if (primary === undefined || secondary === undefined || typed === undefined) return { problems };
  if ((primary === null) !== (secondary === null)) {
    return { problems: { [primary === null ? 'primary' : 'secondary']: 'Enter both patterns, or only the sum.' } };
  }
  const sum = primary === null || secondary === null ? null : primary + secondary;
  const total = typed ?? sum;
  if (total === null) return { problems: { primary: 'Enter both patterns, or only the sum.' } };
  if (sum !== null && sum !== total)
    return { problems: { total: `${primary} + ${secondary} is ${sum}, not ${total}.` } };
  return { value: { primary, secondary, total } };
}

/** A whole number within bounds; null where nothing was typed, undefined where something else was. */
function readWhole(typed: string, least: number, most: number): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
