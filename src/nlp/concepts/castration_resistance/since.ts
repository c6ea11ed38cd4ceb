/** Since when the disease is resistant: the date that stands with the words, or that they refer to. */
import { ending } from '../../matching/ending.ts';
import type { PartialDate } from '../../../domain.ts';
import { datesBetween } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Span } from '../../types.ts';
import { leftInSentence, lineAt, rightInSentence, sentenceAt } from '../place.ts';

const GAP_AFTER =
  /^(?:\s?\((?:psa|biochem\p{L}*|bild|eau|nach|per|gem)[^)\d]{0,24}\d?[^)\d]{0,12}\))?(?:\s?\((?:psa-?|bild-?|psa |bone scan )?(?:progress\p{L}*|anstieg|rise|rising psa) [^)\d]{0,24}|(?:\p{L}{0,12}[)"]?\s?)?(?:[\s:(,-]|seit(?! ed)|since|ab|in|im|on|from|as of|somit|dx(?:'?d)?|diagnosed|diagnosis|(?:lt\.|laut|gemaess|per|according to)\s(?:(?:the|der|dem|outside|his|seiner)\s)?(?!(?:the|der|dem|outside|his|seiner)\s)\p{L}+(?!\p{L})|eingestuft|geworden|fortgeschritten|uebergegangen|entwickelt|erfuellt|nach pcwg-?\d?(?:-?kriterien)?|per pcwg-?\d?(?: criteria)?|klassifiziert|gewertet|bewertet|eingeordnet|classified|declared|labell?ed|festgestellt|bekannt|dokumentiert|established|date|diagnose|prostatakarzinoms?|prostata-?ca|pca|ca|prostate|prostate cancer|carcinoma|adenoca|of|the|crpc[-_ ](?=dat)|datum|dat(?!\p{L})|j(?!\p{L})|y(?!\p{L})|stadium|stage|state|disease|setting|documented|confirmed|noted|onset|ja|yes|erstfeststellung|feststellung|erstmals|adenocarcinoma|nm|m0|status|was|wurde|wird|besteht|bestand|ist|is|present|by|trat|eingetreten)*)$/u;
const GAP_BEFORE =
  /^[\s:,=>-]{0,4}(?:(?:ein|eine|einer|eines|der|die|das|zum|zu|in|in ein|erstmals|nun|a|the|to|became|progression to|progress(?: zum)?|uebergang(?: in)?|diagnose|feststellung|besteht|liegt|he|er|trat|developed|entwicklung|documented|nachweis|metastasiert\p{L}*|ossaer|nodal|und|met\.|bei (?:herrn|dem patienten|ihm)(?: \p{L}\.)?|psa-progress|biochemisch\p{L}*)[\s:,=>-]{1,3}){0,5}$/u;
const CONCLUDED = ending(
  /(?:i\.e\.|d\.h\.|somit|damit|entsprechend|consistent with|c\/w|meeting|fulfil\p{L}*|definition\p{L}*|=|[-=]>|→)\s?(?:\p{L}+\s){0,3}$/u,
);
/** "in March 2018 when he became castrate resistant". */
export const HAPPENED =
  /(?<!\p{L})(?:when|once|until|als|nachdem|bis|sobald)\s(?:\p{L}+\s){0,2}(?:became|was|had become|developed|turned|wurde|war)\s(?:\p{L}+\s){0,2}$/u;
/** The state dates from what the sentence told before: "PSA-Anstieg im Mai 2018, seither kastrationsresistent". */
const SINCE_THEN_BEFORE = ending(
  /(?<!\p{L})(?:seit damals|seither|seitdem|seit diesem zeitpunkt|ab da|(?:ab|zu) diesem zeitpunkt|womit|since then|from then on|thereafter|th(?:is|at) (?:is|was) the (?:point|time|moment)|at (?:which|this|that) (?:point|time)|mark(?:ing|ed))\s(?:\p{L}+\s){0,6}$/u,
);
const SINCE_THEN_AFTER =
  /^\s(?:disease\s|stadium\s)?(?:since(?=\s?[.,;])|(?:since then|seither|seitdem|from then on)(?=\s?(?:[.,;]|$)))/u;
/** "Progress unter ADT 03/2020 (CRPC)", "03/2020 PSA-Progress unter ADT, CRPC". */
const ADT =
  '(?:adt|androgen\\p{L}*|hormontherapie|hormone therapy|zoladex|leupro\\p{L}*|lupron|lhrh[- ]?\\p{L}*|gnrh[- ]?\\p{L}*|trenantone|eligard|pamorelin|prostap|firmagon|degarelix|kastration|testosteron\\p{L}*)';
const RISE = `(?:progress\\p{L}*|psa-?anstieg|anstieg|(?:psa )?rise|rising psa)\\s(?:unter|trotz|on|despite|during)\\s(?:der\\s|laufender\\s)?${ADT}`;
const RISE_BEFORE_DATE = ending(new RegExp(`${RISE}\\s(?:in\\s|im\\s|ab\\s|seit\\s)?$`, 'u'));
const DATE_BEFORE_RISE = new RegExp(
  `^[\\s:-]{1,3}(?:psa-|psa\\s|biochemische\\p{L}\\s)?${RISE}\\s?[,:(=>-]{1,3}\\s?(?:\\p{L}+\\s){0,2}$`,
  'u',
);

/** Behind the words it is said that they were found: what stands between the date and them is how. */
export const ESTABLISHED =
  /^\s(?:\p{L}+\s){0,4}(?:festgestellt|diagnostiziert|dokumentiert|gesichert|konstatiert|eingetreten|established|declared|diagnosed|documented|confirmed|called)(?!\p{L})/u;
const FINDING = ending(
  /(?<!\p{L})(?:feststellung|diagnose|nachweis|eintritt|onset|diagnosis|development) (?:der |einer |of |of the )?$/u,
);
/** "bei einem Testosteron von 9 ng/dl", ", with a testosterone of 9,": the laboratory that proved it. */
const PROOF =
  /^,?\s(?:(?:musste|wurde|war|was|it|we|ist|konnte|erfolgte|dann|auch)\s){0,2}(?:bei|mit|unter|with|at|on|despite|trotz)\s[^.;]{0,60}(?<!\p{L})(?:testo|t\s|psa|adt|wert|level)[^.;]{0,110}$/u;

/** "jetzt CRPC": the state has changed with this note. */
const NOW =
  /(?<!\p{L})(?:jetzt|nun|nunmehr|neu|somit|damit|now|newly)[\s:]{1,3}(?:(?:auch|eine?|ein|als|in|im|das|die|a|the|has|become|also|nun|jetzt|now|metasta\p{L}*|formal|ossaer|vorliegend\p{L}*|liegt|besteht)\s){0,4}$/u;
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

/** Since when: the date right after the words, the one right before them, or that of the sentence which concludes it. */
export function dateOf(doc: Document, span: Span): PartialDate | null {
  const sentence = sentenceAt(doc, span.start);
  if (!sentence) return null;
  // "Castrate resistant?  Y [x]  N [ ]  Date: 10/2020": what was ticked reaches beyond the question.
  const end = span.end > sentence.end ? lineAt(doc, span.start).end : sentence.end;
  const dates = datesBetween(
    doc,
    Math.max(sentence.start - 1, span.start - 300),
    Math.min(end + 1, span.end + 100),
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
  if (ESTABLISHED.test(rightInSentence(doc, span.end, 60)) || FINDING.test(left))
    return circumstanceDate(doc, told, span);
  if (NOW.test(left)) return (told.at(-1)?.date ?? doc.date)?.slice(0, 7) ?? null;
  return CONCLUDED.test(left) ? (entryDate(doc, span) ?? told[0]?.date ?? null) : null;
}

/** "02/2020: PSA 9.7. New bone mets -> CRPC", "19.2.19  PSA 4,4. Testo 0,1 → CRPC" on a card: the date that heads the entry holds for its sentences. */
function entryDate(doc: Document, span: Span): PartialDate | null {
  const line = lineAt(doc, span.start);
  const date = datesBetween(doc, line.start, span.start).find((d) => d.kind === 'date');
  const heads = date && /^[\s*•-]{0,6}$/u.test(doc.lower.slice(line.start, date.start));
  return heads && /^(?:\s?(?::|-\s)|[ \t]{2}|\t|\spsa)/u.test(doc.lower.slice(date.end, date.end + 4))
    ? date.date
    : null;
}

/** The nearest date before the words, where only the proof of resistance stands between. */
function circumstanceDate(doc: Document, told: readonly DateMention[], span: Span): PartialDate | null {
  const date = told.at(-1);
  return date && PROOF.test(doc.lower.slice(date.end, span.start)) ? date.date : null;
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
  if (!GAP_AFTER.test(gap) || BRACKETED_DIAGNOSIS.test(gap) || isOfNext(doc, gap, date)) return false;
  if (VALUE_FOLLOWS.test(doc.lower.slice(date.end, date.end + 16))) return false;
  return !(gap.includes('(') && BRACKETED_RESISTANCE.test(doc.lower.slice(date.end, date.end + 70)));
}

/** "2019 CRPC, 2021 Metastasen", "mCRPC, diagnosed 2012": behind a comma a date heads the next entry or is that of the cancer. */
function isOfNext(doc: Document, gap: string, date: DateMention): boolean {
  if (!gap.includes(',') || date.kind === 'since') return false;
  return (
    /,[^,]*(?:diagnos|dx)/u.test(gap) ||
    (/,\s$/u.test(gap) && /^:?\s\p{L}{2}/u.test(doc.lower.slice(date.end, date.end + 5)))
  );
}

/** "RPE 2012, mCRPC": before a comma a date that does not open the statement dates what stands before it. */
function isOfOther(left: string, gap: string): boolean {
  return OF_DIAGNOSIS.test(left.slice(-40)) || (gap.includes(',') && /[\p{L}\p{N})]\s?$/u.test(left));
}

/** "CRPC 05/2018 - 10/2019" dates a treatment, not the onset. */
const isRangeOfTherapy = (date: DateMention): boolean => date.kind === 'range';
