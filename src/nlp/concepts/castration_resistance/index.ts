/** Castration resistance: whether the note states it, denies it or calls the disease hormone-sensitive, and since when. */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import { compareDates, sameDate } from '../../../calendar.ts';
import type { CastrationResistanceFinding, PartialDate } from '../../../domain.ts';
import { datesBetween } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Concept, Document, RawMention, Span } from '../../types.ts';
import { isOfRelative, leftInSentence, lineAt, rightInSentence, sentenceAt } from '../place.ts';
import { yesOrNoAt } from '../ticks.ts';
import { CASTRATION_RULES } from './rules.ts';

export interface CastrationMention {
  readonly status: 'present' | 'absent' | null;
  readonly date: PartialDate | null;
}

const ALL = finder(new RegExp(CASTRATION_RULES.map((r, i) => `(?<r${i}>${r.pattern})`).join('|'), 'gu'));
const GAP_AFTER =
  /^(?:\s?\((?:psa|biochem\p{L}*|bild)[^)\d]{0,24}\))?(?:\s?\((?:psa-?|bild-?|psa |bone scan )?(?:progress\p{L}*|anstieg|rise|rising psa) [^)\d]{0,24}|(?:\p{L}{0,12}[)"]?\s?)?(?:[\s:(,-]|seit(?! ed)|since|ab|in|im|on|from|as of|somit|dx|diagnosed|diagnosis|(?:lt\.|laut|gemaess|per|according to)\s(?:the\s|der\s|dem\s|outside\s)?\p{L}+(?!\p{L})|eingestuft|klassifiziert|gewertet|bewertet|eingeordnet|classified|declared|labell?ed|festgestellt|bekannt|dokumentiert|established|date|diagnose|prostatakarzinoms?|prostata-?ca|pca|prostate cancer|stadium|stage|state|disease|setting|documented|confirmed|noted|onset|ja|yes|erstfeststellung|feststellung|erstmals|adenocarcinoma|nm|m0|status|was|wurde|by|trat|eingetreten)*)$/u;
const GAP_BEFORE =
  /^[\s:,=>-]{0,4}(?:(?:ein|eine|einer|eines|der|die|das|zum|zu|in|in ein|erstmals|nun|a|the|to|became|progression to|progress(?: zum)?|uebergang(?: in)?|diagnose|feststellung|besteht|liegt|he|er|trat|developed|entwicklung|documented|nachweis|metastasiert\p{L}*|ossaer|nodal|und|met\.|bei (?:herrn|dem patienten|ihm)(?: \p{L}\.)?|psa-progress|biochemisch\p{L}*)[\s:,=>-]{1,3}){0,5}$/u;
const CONCLUDED = ending(
  /(?:i\.e\.|d\.h\.|somit|damit|entsprechend|consistent with|c\/w|meeting|fulfil\p{L}*|definition\p{L}*|=|->)\s?(?:\p{L}+\s){0,3}$/u,
);
const HYPOTHETICAL =
  /(?:entwicklung|eintreten|auftreten|eintritt|falls|wenn|sobald|sollte|if|should|when|once|until|bis zur|develops?|become|becomes|risk of|time to|bei spaeterer|im falle)\s(?:\p{L}+\s){0,4}$/u;
/** "in March 2018 when he became castrate resistant". */
const HAPPENED =
  /(?<!\p{L})(?:when|once|until|als|nachdem|bis|sobald)\s(?:\p{L}+\s){0,2}(?:became|was|had become|developed|turned|wurde|war)\s(?:\p{L}+\s){0,2}$/u;
const GENERIC =
  /(?:patient(?:en|s) (?:mit|with)|zugelassen|zulassung|indicated for|approved|studie|trial|leitlinie|guideline|vision|einschluss|inclusion|excluded?)\s?[^.;]{0,30}$/u;
/** "nicht metastasiert, kastrationsresistent" denies the metastases. */
const NOT_YET = ending(
  /(?:nicht|kein\p{L}*|not|no|never|nie)\s(?!(?:yet\s|mehr\s)?metasta)(?:(?!but|aber|sondern|jedoch)\p{L}+\s){0,4}$/u,
);
/** "liegt nicht vor", "has not been established", "keine Rede". */
const DENIED_AFTER =
  /^\s?(?::\s?(?:nein|no|keine?|nicht)(?!\p{L})|(?:ist\s|kann\s)?keine rede|(?:liegt|besteht|ist|wurde|war|has|is|was)\s(?:(?!but|aber)\p{L}+\s){0,3}?(?:nicht|not)(?=\s?(?:[.,;]|$)|\s(?:been\s|yet\s|sicher\s)?(?:vor|gegeben|eingetreten|nachgewiesen|belegt|gesichert|erreicht|present|established|reached|developed|documented|demonstrated|proven|yet)(?!\p{L})))/u;
/** The state dates from what the sentence told before: "PSA-Anstieg im Mai 2018, seither kastrationsresistent". */
const SINCE_THEN_BEFORE = ending(
  /(?<!\p{L})(?:seit damals|seither|seitdem|seit diesem zeitpunkt|ab da|since then|from then on|thereafter)\s(?:\p{L}+\s){0,4}$/u,
);
const SINCE_THEN_AFTER =
  /^\s(?:disease\s|stadium\s)?(?:since(?: then)?|seither|seitdem|from then on)(?=\s?(?:[.,;]|$))/u;
/** "Progress unter ADT 03/2020 (CRPC)", "03/2020 PSA-Progress unter ADT, CRPC". */
const ADT =
  '(?:adt|androgen\\p{L}*|hormontherapie|hormone therapy|zoladex|leupro\\p{L}*|lupron|lhrh[- ]?\\p{L}*|gnrh[- ]?\\p{L}*|trenantone|eligard|pamorelin|prostap|firmagon|degarelix|kastration|testosteron\\p{L}*)';
const RISE = `(?:progress\\p{L}*|psa-?anstieg|anstieg|(?:psa )?rise|rising psa)\\s(?:unter|trotz|on|despite|during)\\s(?:der\\s|laufender\\s)?${ADT}`;
const RISE_BEFORE_DATE = ending(new RegExp(`${RISE}\\s(?:in\\s|im\\s|ab\\s|seit\\s)?$`, 'u'));
const DATE_BEFORE_RISE = new RegExp(
  `^[\\s:-]{1,3}(?:psa-|psa\\s|biochemische\\p{L}\\s)?${RISE}\\s?[,:(=>-]{1,3}\\s?(?:\\p{L}+\\s){0,2}$`,
  'u',
);

const UNCERTAIN =
  /(?<!\p{L})(?:v\. ?a\.|verdacht\p{L}*|fragl\p{L}*\.?|beginnend\p{L}*|drohend\p{L}*|possibl[ey]|suspect\p{L}*|suspicio\p{L}*|probabl[ey]|likely|concern\p{L}*|worr\p{L}+|presum\p{L}*|impending|developing|evolv\p{L}*|approaching|towards|whether|question of|r\/o|rule out|evtl\.|eventuell\p{L}*|moegl\p{L}*\.?|wahrsch\p{L}*\.?|vermutl\p{L}*\.?|am ehesten|dd:?|ob|\?)\s(?:\p{L}+\s){0,3}$/u;
/** "jetzt CRPC": the state has changed with this note. */
const NOW =
  /(?<!\p{L})(?:jetzt|nun|nunmehr|neu|somit|damit|now|newly)[\s:]{1,3}(?:(?:auch|eine?|ein|als|in|im|das|die|a|the|has|become|also|nun|jetzt|now|metasta\p{L}*|formal|ossaer|vorliegend\p{L}*|liegt|besteht)\s){0,4}$/u;
/** "CRPC möglich". */
const UNCERTAIN_AFTER =
  /^\s?(?:\?|(?:ist |is |noch )?(?:moeglich|fraglich|wahrscheinlich|unklar|vermutet|nicht (?:auszuschliessen|gesichert)|possible|likely|suspected|unconfirmed|not confirmed)(?!\p{L}))/u;
/** A bracket that names the diagnosis dates the diagnosis: "mCRPC (PCA 10/14)"; "CRPC dx 6/2019" does not. */
const BRACKETED_DIAGNOSIS =
  /\((?:[^()]*\s)?(?:m?pca|pc|prostat\p{L}*|ed|e\.d\.|erstdiagnos\p{L}*|initial\p{L}*|orig\p{L}*|first)(?!\p{L})[^()]*$/u;
/** "Anstieg trotz kastr. Testosteron: 02/15 1,9; 06/15 7,7": the date of a reading. */
const VALUE_FOLLOWS = /^\s?:?\s?[<>]?\s?\d{1,5}(?:[.,]\d{1,2})?\s?(?:[;,)]|ng|$)/u;
/** "mCRPC (2014; CRPC 2/2018)": the bracket says itself when resistance began. */
const BRACKETED_RESISTANCE = /^[^()]{0,60}(?:crpc|hrpc|[ck]astr\p{L}*[. -]{0,2}(?:res|refr))/u;

/** The date before belongs to the diagnosis: "ED 2012, mCRPC". */
const OF_DIAGNOSIS =
  /(?<!\p{L})(?:ed|e\.d\.|erst-?diagnos\p{L}*|primaerdiagnos\p{L}*|diagnos\p{L}*|dx'?d?|geb\.?|rpe|rp|ralp|prostatektomie|prostatectomy|biopsie|biopsy|bx)[\s:(=]{0,3}(?:in |on |im |am |vom |\p{L}{0,12}karzinoms? )?$/u;

export const castrationResistance: Concept<CastrationMention> = {
  kind: 'castration_resistance',
  recognise: (doc) =>
    ALL.all(doc).map((match) => {
      const index = CASTRATION_RULES.findIndex((_, i) => match.groups?.[`r${i}`] !== undefined);
      return readMention(doc, { start: match.index, end: match.index + match[0].length }, index);
    }),
  findings: (_doc, mentions) => findingsOf(mentions),
};

function readMention(doc: Document, span: Span, index: number): RawMention<CastrationMention> {
  const rule = CASTRATION_RULES[index] ?? CASTRATION_RULES[0];
  const left = leftInSentence(doc, span.start, 80);
  const ticked = yesOrNoAt(doc.lower, span.end);
  const base = { kind: 'castration_resistance' as const, ...span, rule: rule.id, cues: [] };
  const other = isOfRelative(doc, span);
  const section = sentenceAt(doc, span.start)?.section;
  if (other) return { ...base, assertion: 'other_subject', value: { status: null, date: null } };
  if (
    (HYPOTHETICAL.test(left) && !HAPPENED.test(left) && (rule.effect === 'absent' || dateOf(doc, span) === null)) ||
    GENERIC.test(left) ||
    section === 'consent' ||
    section === 'reference'
  ) {
    return { ...base, assertion: 'hypothetical', value: { status: null, date: null } };
  }
  if (UNCERTAIN.test(left) || UNCERTAIN_AFTER.test(rightInSentence(doc, span.end, 32)))
    return { ...base, assertion: 'uncertain', value: { status: null, date: null } };
  if (ticked?.answer === 'open') return { ...base, assertion: 'hypothetical', value: { status: null, date: null } };
  const denied = ticked?.answer === 'no' || NOT_YET.test(left) || DENIED_AFTER.test(rightInSentence(doc, span.end, 60));
  if (rule.effect === 'absent')
    return {
      ...base,
      assertion: denied ? 'negated' : 'affirmed',
      value: { status: denied ? null : 'absent', date: null },
    };
  return {
    ...base,
    assertion: denied ? 'negated' : 'affirmed',
    value: {
      status: denied ? 'absent' : 'present',
      date: denied ? null : dateOf(doc, { start: span.start, end: ticked?.end ?? span.end }),
    },
  };
}

/** Since when: the date right after the words, the one right before them, or that of the sentence which concludes it. */
function dateOf(doc: Document, span: Span): PartialDate | null {
  const sentence = sentenceAt(doc, span.start);
  if (!sentence) return null;
  const dates = datesBetween(
    doc,
    Math.max(sentence.start - 1, span.start - 300),
    Math.min(sentence.end + 1, span.end + 100),
  ).filter((d) => d.kind !== 'birth' && d.kind !== 'until');
  const after = dates.find((d) => d.start >= span.end && d.start - span.end <= 45 && isSince(doc, span, d));
  if (after && !isRangeOfTherapy(after)) return after.date;
  const before = dates.findLast(
    (d) =>
      d.end <= span.start &&
      (isRise(doc, d, span) || GAP_BEFORE.test(doc.lower.slice(d.end, span.start))) &&
      !isOfOther(doc.lower.slice(sentence.start, d.start), doc.lower.slice(d.end, span.start)),
  );
  if (before && (before.inferred !== 'all' || before.kind === 'since')) return before.date;
  const left = leftInSentence(doc, span.start, 60);
  const told = dates.filter((d) => d.end <= span.start);
  const sinceThen = SINCE_THEN_BEFORE.test(left) || SINCE_THEN_AFTER.test(rightInSentence(doc, span.end, 40));
  if (HAPPENED.test(left) || (sinceThen && told.length > 0)) return told.at(-1)?.date ?? null;
  if (NOW.test(left)) return (told.at(-1)?.date ?? doc.date)?.slice(0, 7) ?? null;
  return CONCLUDED.test(left) ? (told[0]?.date ?? entryDate(doc, span)) : null;
}

/** "02/2020: PSA 9.7. New bone mets -> CRPC": the date that heads the entry holds for its sentences. */
function entryDate(doc: Document, span: Span): PartialDate | null {
  const line = lineAt(doc, span.start);
  const date = datesBetween(doc, line.start, span.start).find((d) => d.kind === 'date');
  const heads = date && /^[\s*•-]{0,6}$/u.test(doc.lower.slice(line.start, date.start));
  return heads && /^\s?(?::|-\s)/u.test(doc.lower.slice(date.end, date.end + 3)) ? date.date : null;
}

/** Is the date that of a rise under castration which the words call resistance? */
function isRise(doc: Document, date: DateMention, span: Span): boolean {
  const gap = doc.lower.slice(date.end, span.start);
  if (DATE_BEFORE_RISE.test(gap)) return true;
  return (
    /^\s?[(=>,:-]{1,3}\s?$/u.test(gap) &&
    RISE_BEFORE_DATE.test(doc.lower.slice(Math.max(0, date.start - 70), date.start))
  );
}

/** Do the words between say that the date behind them is when resistance began? */
function isSince(doc: Document, span: Span, date: DateMention): boolean {
  const gap = doc.lower.slice(span.end, date.start);
  if (!GAP_AFTER.test(gap) || BRACKETED_DIAGNOSIS.test(gap)) return false;
  if (VALUE_FOLLOWS.test(doc.lower.slice(date.end, date.end + 16))) return false;
  return !(gap.includes('(') && BRACKETED_RESISTANCE.test(doc.lower.slice(date.end, date.end + 70)));
}

/** "RPE 2012, mCRPC": before a comma a date that does not open the statement dates what stands before it. */
function isOfOther(left: string, gap: string): boolean {
  return OF_DIAGNOSIS.test(left.slice(-40)) || (gap.includes(',') && /[\p{L}\p{N})]\s?$/u.test(left));
}

/** "CRPC 05/2018 - 10/2019" dates a treatment, not the onset. */
const isRangeOfTherapy = (date: DateMention): boolean => date.kind === 'range';

/** Present before absent: a note that calls the disease resistant may still speak of its sensitive past. */
function findingsOf(mentions: readonly RawMention<CastrationMention>[]): CastrationResistanceFinding[] {
  const all = mentions.map((mention, index) => ({ ...mention.value, index }));
  const status = (['present', 'absent'] as const).find((s) => all.some((m) => m.status === s));
  if (!status) return [];
  const held = all.filter((m) => m.status === status);
  const dates = held
    .flatMap((m) => (m.date === null ? [] : [m.date]))
    .toSorted((a, b) => (sameDate(a, b) ? b.length - a.length : compareDates(a, b)));
  const date = dates[0] ?? null;
  const doubt = dates.some((d) => date !== null && !sameDate(d, date))
    ? { doubt: 'the note names different dates of castration resistance' }
    : {};
  return [{ kind: 'castration_resistance', status, date, evidence: held.map((m) => m.index), ...doubt }];
}
