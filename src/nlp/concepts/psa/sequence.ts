/** Reads the values that follow the word PSA and pairs each with its date, whichever of the two comes first. */
import { isBefore } from '../../../calendar.ts';
import type { Comparator, PartialDate } from '../../../domain.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Span } from '../../types.ts';
import { ending } from '../../matching/ending.ts';
import { sentenceAt } from '../place.ts';
import {
  closes,
  endsSentence,
  isBracketedDate,
  isBullet,
  isDate,
  isDatedAfter,
  isNth,
  isRemarked,
  isSign,
} from './neighbours.ts';
import type { NumberToken } from './neighbours.ts';
import { tokensFrom } from './tokens.ts';
import type { Token } from './tokens.ts';

export interface PsaValue extends Span {
  readonly value: number;
  readonly comparator: Comparator | null;
  readonly date: PartialDate | null;
  readonly ambiguous: boolean;
  /** The date written with it does not exist, so the value has none. */
  readonly impossibleDate?: boolean;
}

/** Unknown words that may stand before the first value, and between later ones. */
const WORDS_BEFORE_FIRST = 6;
const WORDS_BETWEEN = 5;
/** A later value without a date but with the unit: "postoperativ 0,03 ng/ml". */
const WORDS_WITH_UNIT = 2;
/** Signs after which a bare number goes on with the list. */
const LIST_SIGN = /^(?:-{1,2}>|=>|→|-|\/|\||;|,|>|\.\.+|…)$/u;

/** "PSA unter Enzalutamid 5,1": before the first value a treatment is only a word. */
const TREATMENT = /^(?:adt|doce\p{L}*|abi\p{L}*|enza\p{L}*|xtandi|zytiga|lupron|leuprolid\p{L}*|rt|ebrt)$/u;

/** Tokens that a step may look at beyond its own: most sequences end early, so the rest is never read. */
const LOOK_AHEAD = 5;

/** Stands for a date that does not exist: it takes the place of one beside its value. */
type NoDay = { readonly start: number; readonly end: number; readonly date: null; readonly kind: 'no_day' };

interface State {
  readonly values: PsaValue[];
  pending: DateMention | NoDay | null;
  words: number;
  /** Between this value and the next token nothing but fillers, an opening bracket or blanks. */
  open: boolean;
  listed: boolean;
  /** After the end of a sentence, a line or unknown words a value needs a date right beside it. */
  strict: boolean;
  /** A word that goes on with the course stands in the new sentence: "It then fell to 8.4." */
  resumed: boolean;
  /** A comma stood before the first value: what comes may be about something else. */
  listing: boolean;
}

/** The values of one mention of PSA: `from` is the end of the word, `limit` where the next mention begins. */
export function readSequence(doc: Document, from: number, limit: number): PsaValue[] {
  const state: State = {
    values: [],
    pending: null,
    words: 0,
    open: false,
    listed: true,
    strict: false,
    resumed: false,
    listing: false,
  };
  const stream = tokensFrom(doc, from, Math.min(limit, from + 700));
  const tokens: Token[] = [];
  for (let i = 0; i < tokens.length || i === 0; i += 1) {
    for (let next = stream.next(); !next.done; next = stream.next())
      if (tokens.push(next.value) > i + LOOK_AHEAD) break;
    if (tokens.length === 0 || !step(doc, state, tokens, i)) break;
  }
  return state.values;
}

/** Takes in one token; false ends the sequence. */
function step(doc: Document, state: State, tokens: readonly Token[], i: number): boolean {
  const token = tokens[i] as Token;
  const next = tokens[i + 1];
  if (token.type === 'stop')
    return TREATMENT.test(doc.lower.slice(token.start, token.end)) && takeTreatment(doc, state, token);
  if (token.type === 'word') return takeWord(state);
  if (token.type === 'filler') return takeFiller(doc, state, token);
  if (token.type === 'date') {
    const last = state.values.at(-1);
    const said = last !== undefined && /^\s(?:im|am|in|on|vom|at)\s$/u.test(doc.lower.slice(last.end, token.start));
    return takeDate(state, inThePast(doc, token.date), said ? undefined : next, tokens[i + 2]);
  }
  if (token.type === 'no_day')
    return takeDate(state, { start: token.start, end: token.end, date: null, kind: 'no_day' }, next, tokens[i + 2]);
  if (token.type === 'number')
    return !isOfNextSentence(doc, state, tokens, i) && takeNumber(doc, state, token, tokens, i);
  return takeSign(doc, state, token.text, token, tokens, i);
}

function takeWord(state: State): boolean {
  state.words += 1;
  state.open = false;
  if (state.values.length > 0) Object.assign(state, { strict: true, resumed: false, pending: null });
  return state.words <= (state.values.length === 0 ? WORDS_BEFORE_FIRST : WORDS_BETWEEN);
}

/** "nach Docetaxel 0,9": tells when the next value was measured; without such a word another statement begins. */
function takeTreatment(doc: Document, state: State, token: Token): boolean {
  if (state.values.length === 0) return takeWord(state);
  if (!UNDER.test(doc.lower.slice(Math.max(0, token.start - 8), token.start))) return false;
  state.listed = true;
  return true;
}

const UNDER = ending(/(?<!\p{L})(?:nach|unter|vor|after|on|post|before|bei|zu)\s$/u);

/** Words that lead from one value of a course to the next. */
const LEADS_ON =
  /^(?:to|auf|und|and|then|dann|danach|anschl\p{L}*\.?|now|jetzt|zuletzt|latest|last|letzter|recent(?:ly)?|aktuell\p{L}*|later|spaeter|subsequently|finally|schliesslich|letztlich|mittlerweile|inzwischen|von|from|vorwert\p{L}*|vw|vor|before|zuvor|vorher|previous\p{L}*|prior|vormonat|vorwoche|nadir|was|war|nach|after|post|post-?op\p{L}*|prev\.?|fell|fiel|sank|stieg|rose|dropped|(?:zyklus|cycle|c|z|rlt|gabe|week|wk|woche|month|monat|day|tag|visite?|dose|dosis)\s?#?\d+)$/u;

function takeFiller(doc: Document, state: State, token: Token): boolean {
  if (LEADS_ON.test(doc.lower.slice(token.start, token.end))) Object.assign(state, { listed: true, resumed: true });
  return true;
}

/** A date behind a value is that value's, unless a value follows it directly: then it opens the next pair. */
function takeDate(
  state: State,
  date: DateMention | NoDay,
  next: Token | undefined,
  afterNext: Token | undefined,
): boolean {
  if (date.kind === 'range' || date.kind === 'birth') return state.values.length > 0 || date.kind !== 'birth';
  const last = state.values.at(-1);
  const opensPair =
    next?.type === 'number' || (next?.type === 'sign' && next.text === ':' && afterNext?.type === 'number');
  if (last && last.date === null && !last.impossibleDate && state.open && !opensPair) {
    state.values[state.values.length - 1] = {
      ...last,
      date: date.date,
      end: Math.max(last.end, date.end),
      ...(date.kind === 'no_day' && { impossibleDate: true }),
    };
    state.open = false;
  } else state.pending = date;
  state.words = 0;
  return true;
}

/** "was 2.6 in July" in a note of June: a value is never of a day to come, so a year not written is the one before. */
function inThePast(doc: Document, date: DateMention): DateMention {
  if (date.inferred !== 'year' || doc.date === null || !isBefore(doc.date, date.date)) return date;
  return { ...date, date: `${Number(date.date.slice(0, 4)) - 1}${date.date.slice(4)}` };
}

/** "PSA monthly. Transfuse <7.5.": in a new sentence of other words a bare first number is no PSA. */
function isOfNextSentence(doc: Document, state: State, tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  if (state.values.length > 0 || state.words === 0 || token?.type !== 'number' || token.unit) return false;
  if (state.pending !== null || isDatedAfter(tokens, i)) return false;
  const start = sentenceAt(doc, token.start)?.start ?? 0;
  return tokens
    .slice(Math.max(1, i - WORDS_BEFORE_FIRST), i)
    .some((t) => t.type === 'word' && t.start >= start && (tokens[0]?.start ?? start) < start);
}

function takeNumber(doc: Document, state: State, token: NumberToken, tokens: readonly Token[], i: number): boolean {
  const first = state.values.length === 0;
  const dated = state.pending !== null || isDatedAfter(tokens, i);
  // "12.2 => 14.1": between two values an arrow, before the first a sign.
  const isArrow = !first && doc.lower.startsWith('=>', token.start);
  if (isArrow) state.listed = true;
  if (token.counts) {
    Object.assign(state, { listed: true, open: false });
    return true;
  }
  if (!first && NTH.test(doc.lower.slice(token.start, token.end + 24))) return false;
  if (!token.allowed || !isPlausible(token)) return first ? skip(state) : false;
  if (first && !dated && !token.unit && state.listing && (tokens[i + 1]?.type === 'word' || isNth(doc, token)))
    return false;
  if (
    !first &&
    !dated &&
    !(token.unit && state.words <= WORDS_WITH_UNIT) &&
    ((state.strict && !state.resumed) ||
      !state.listed ||
      !(closes(tokens[i + 1], token, tokens[i - 1]) || isRemarked(tokens, i)))
  )
    return false;
  // "PSA nadir 02/23; 55 (20/11/23)": a day in brackets behind a value is its own, whatever stood before.
  if (isBracketedDate(tokens, i)) state.pending = null;
  state.values.push({
    start: state.pending?.start ?? token.start,
    end: token.end,
    value: token.value,
    comparator: isArrow || (!first && token.worded) ? null : token.comparator,
    date: state.pending?.date ?? null,
    ambiguous: token.ambiguous,
    ...(state.pending?.kind === 'no_day' && { impossibleDate: true }),
  });
  Object.assign(state, { pending: null, words: 0, open: true, listed: false, strict: false, resumed: false });
  return true;
}

/** "Heute 5. RLT": the next one, no value. */
const NTH =
  /^\d{1,2}\. (?:\p{L}{1,8}-?)?(?:zyklus|gabe|therapie|rlt|lu|psma|kurs|linie|infusion|behandlung|dosis|sitzung)(?!\p{L})/u;

function skip(state: State): boolean {
  state.pending = null;
  state.words += 3;
  return state.words <= WORDS_BEFORE_FIRST;
}

const isPlausible = (token: NumberToken): boolean => token.value >= 0 && token.value <= 100_000;

function takeSign(
  doc: Document,
  state: State,
  text: string,
  token: Token,
  tokens: readonly Token[],
  i: number,
): boolean {
  if (text === '\n') return takeLineEnd(state, tokens, i);
  if (text === '.' && endsSentence(doc, token)) {
    if (state.values.length === 0 && state.pending === null && state.words > 1) return false;
    Object.assign(state, { strict: true, resumed: false, open: false });
    if (state.values.length > 0 || state.words === 0) state.pending = null;
    return true;
  }
  if (text === '(' || text === '[') return true;
  if (text === '>' && state.values.length > 0) state.listed = true;
  else if (LIST_SIGN.test(text)) state.listed = true;
  if (/[,;]/u.test(text)) state.listing = true;
  const remark = text === ')' && tokens[i - 1]?.type === 'filler' && isSign(tokens[i - 2], '(');
  const bracketed = text === ',' && isDate(tokens[i + 1]) && isSign(tokens[i + 2], ')');
  if (/[;,|)\]]|[-=]>|\//u.test(text) && state.values.length > 0 && !remark && !bracketed) state.open = false;
  return text !== '*' || state.values.length === 0;
}

/** A list goes on in the next line where that begins with a date and a value; a broken line where a value is still due. */
function takeLineEnd(state: State, tokens: readonly Token[], i: number): boolean {
  let j = i + 1;
  while (isBullet(tokens[j])) j += 1;
  const [a, b, c] = [tokens[j], tokens[j + 1], tokens[j + 2]];
  if (state.pending !== null || (state.values.length === 0 && a?.type === 'number' && a.allowed && state.words < 2))
    return true;
  Object.assign(state, { open: false, strict: true, resumed: false });
  const isValue =
    b?.type === 'number' ||
    (b?.type === 'sign' && (b.text === ':' || (/^[-=]$/u.test(b.text) && c?.type === 'number')));
  // "aktuell: 4,4" below the dated ones.
  if (a?.type === 'filler' && isSign(b, ':') && c?.type === 'number' && state.values.length > 0) state.resumed = true;
  return isValue && (a?.type === 'date' || state.resumed);
}
