/** The date of the initial diagnosis of the prostate cancer. */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import { compareDates, sameDate } from '../../../calendar.ts';
import type { DiagnosisFinding, PartialDate } from '../../../domain.ts';
import { assess } from '../../assertion/assess.ts';
import { datesOf } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Concept, Document, RawMention, Span } from '../../types.ts';
import { once } from '../../once.ts';
import { sentenceAt } from '../place.ts';
import { biopsyOfNew, firstEntry } from './layout.ts';
import { DIAGNOSIS_RULES } from './rules.ts';
import { firstMatchOf, matchesOf } from '../../matching/matches.ts';

export interface DiagnosisMention {
  readonly date: PartialDate;
}

const COMPILED = DIAGNOSIS_RULES.map((rule) => {
  const pattern = new RegExp(rule.pattern, 'u');
  return { rule, pattern: rule.effect === 'after' ? ending(pattern) : pattern };
});
const ANY_WORD = finder(
  /(?<!\p{L})(?:ed|e\.d\.|dx|diagnos|erst-?diagnos|primaerdiagnos|erkrankt|prostat|pca|presented)|diagnosed|de novo/u,
);

const PROSTATE = '(?<!\\p{L})(?:m|nm|mhs|hs|cr)?(?:pca|p-ca|pc|cap)(?!\\p{L})|prostat\\p{L}*|m?[hc]spc|m?crpc|nmcrpc';
const OTHER =
  '(?:\\p{L}{2,20})?metastas(?:en?|is|es|ierung\\p{L}*)(?!\\p{L})|\\p{L}{0,12}filia\\p{L}*|(?:knochen|leber|lk|lungen|oss\\.|hep\\.|fern|hirn)[- ]?met(?:\\.|s)?(?!\\p{L})|(?:bone|liver|lung|nodal|brain) mets?(?!\\p{L})|rezidiv\\p{L}*|recurren\\p{L}*|relapse|net(?!\\p{L})|lymphom\\p{L}*|leuk\\p{L}*|melanom\\p{L}*|kolon\\p{L}*|colon\\p{L}*|rektum\\p{L}*|rectal|mamma\\p{L}*|breast|bronchial\\p{L}*|lung|nierenzell\\p{L}*|renal|urothel\\p{L}*|bladder|blasen\\p{L}*|khk|cad|diabetes|dm|copd|hypertonie|vorhofflimmern|afib|zweitmalignom|zweitkarzinom';
/** "Prostate cancer, May 2014, Gleason 4+3": stage, grade or PSA right behind the date. */
const STAGE_FOLLOWS =
  /^[,;:]\s(?:[cp]?t[1-4]|gleason|gs|i?psa|stage|m1|n1|high|low|intermediate|bone|treated|biops|trus|bx|r[pa]|rarp|ebrt|xrt)/u;
/** "Presented October 2014 with PSA 150": not a visit, but how the disease came to light. */
const WITH_PSA = /^[ ,] ?(?:\p{L}+ ){0,4}(?:psa|urinary|retention|luts|haematuria|hematuria)(?!\p{L})/u;
/** "CRPC diagnosed 2019" dates the resistance, "mCRPC, ED 2012" the cancer. */
const RESISTANCE_BEFORE = ending(
  /(?:crpc|kastrationsresist\p{L}*|castrat\p{L}*[- ]resist\p{L}*(?: prostate cancer| disease)?)\s$/u,
);
const SINCE: ReadonlySet<string> = new Set(['diagnosis.since', 'diagnosis.known_en', 'diagnosis.named_en']);
const RESISTANT =
  /[ch]rpc|kastrationsresist|castrat(?:ion|e)?[- ]resist|(?:hormone?n?|castrat(?:ion|e)|kastrations?)[- ]?refra[ck]t|androgen[- ]independent|hormonrefra/u;
const TOPIC = new RegExp(`(?<prostate>${PROSTATE})|(?<other>(?<!\\p{L})(?:${OTHER}))`, 'gu');

export const diagnosis: Concept<DiagnosisMention> = {
  kind: 'diagnosis',
  recognise: (doc) => [...mentionsOf(doc)],
  findings: (_doc, mentions) => findingsOf(mentions),
};

const mentionsOf = once((doc: Document): readonly RawMention<DiagnosisMention>[] => {
  if (!ANY_WORD.isIn(doc)) return [];
  const stated = datesOf(doc).flatMap((date) => readDate(doc, date) ?? []);
  return stated.some((m) => m.assertion === 'affirmed') ? stated : [...stated, ...fromLayout(doc)];
});

/** Where no words state the date. */
function fromLayout(doc: Document): RawMention<DiagnosisMention>[] {
  const [entry, biopsy] = [firstEntry(doc), biopsyOfNew(doc)];
  const found = entry ?? biopsy;
  if (!found) return [];
  const rule = entry ? 'diagnosis.first_entry' : 'diagnosis.biopsy_of_new';
  const { start, end, date } = found;
  return [{ kind: 'diagnosis', start, end, rule, assertion: 'affirmed', cues: [], value: { date: date.date } }];
}

function readDate(doc: Document, date: DateMention): RawMention<DiagnosisMention> | null {
  if (date.kind === 'birth' || date.kind === 'until' || date.inferred === 'all') return null;
  const sentence = sentenceAt(doc, date.start);
  if (!sentence) return null;
  const before = doc.lower
    .slice(Math.max(sentence.start, date.start - 90), date.start)
    .replace(/(?:seit|ca\.)\s$/u, '')
    .concat(doc.lower.startsWith('since ', date.start) ? 'since ' : '');
  const after = doc.lower.slice(date.end, Math.min(sentence.end, date.end + 170));
  for (const { rule, pattern } of COMPILED) {
    if (rule.id === 'diagnosis.ed' && doc.language !== 'de') continue;
    if (rule.id === 'diagnosis.named_en' && !STAGE_FOLLOWS.test(after)) continue;
    if (rule.id === 'diagnosis.presented' && !WITH_PSA.test(after)) continue;
    const match = pattern.exec(rule.effect === 'after' ? before : after);
    if (!match) continue;
    const span: Span =
      rule.effect === 'after'
        ? { start: date.start - (before.length - match.index), end: date.end }
        : { start: date.start, end: date.end + match[0].length };
    if (!isOfProstate(doc, span, rule.id)) continue;
    const { assertion } = assess(doc, span, ['historical', 'affirmed']);
    if (assertion !== 'affirmed' && assertion !== 'other_subject') continue;
    return { kind: 'diagnosis', ...span, rule: rule.id, assertion, cues: [], value: { date: date.date } };
  }
  return null;
}

/** The disease named within the words, else nearest before them in the statement, else after them, else in the note. */
function isOfProstate(doc: Document, span: Span, rule: string): boolean {
  const before50 = doc.lower.slice(Math.max(0, span.start - 50), span.start);
  if (rule === 'diagnosis.diagnosed' && RESISTANCE_BEFORE.test(before50)) return false;
  if (rule === 'diagnosis.dated_before' && RESISTANT.test(doc.lower.slice(span.start, span.end))) return false;
  const inside = topics(doc.lower.slice(span.start, span.end));
  if (inside.length > 0 && !SINCE.has(rule)) return inside.at(-1) === 'prostate' && !inside.includes('other');
  const sentence = sentenceAt(doc, span.start);
  if (!sentence || isOtherDisease(doc.lower.slice(sentence.start, span.start))) return false;
  const start = SINCE.has(rule) ? statementStart(doc, sentence.start, span.start) : sentence.start;
  const before = topics(doc.lower.slice(start, SINCE.has(rule) ? span.end : span.start));
  if (SINCE.has(rule) && (before.includes('other') || RESISTANT.test(doc.lower.slice(start, span.end)))) return false;
  const beside = /^[^,;.(\n]{0,40}/u.exec(doc.lower.slice(span.end, sentence.end))?.[0] ?? '';
  const nearest =
    before.at(-1) ??
    topics(beside)[0] ??
    topics(doc.lower.slice(Math.max(0, sentence.start - 300), sentence.start)).at(-1);
  return (
    (nearest ??
      firstTopic(doc.lower.slice(span.end, span.end + LOOK_AHEAD)) ??
      (isUrological(doc) ? 'prostate' : 'other')) === 'prostate'
  );
}

/** "mCRPC (PCA 10/14)": a bracket that names the disease itself is a statement of its own. */
function statementStart(doc: Document, sentence: number, at: number): number {
  const left = doc.lower.slice(Math.max(sentence, at - 40), at);
  const open = left.lastIndexOf('(');
  return open < 0 || left.includes(')', open) ? sentence : at - left.length + open;
}

/** How far ahead the disease may first be named: a page. Bounded, since it is looked for at every date. */
const LOOK_AHEAD = 3000;
/** A document that names no tumour but speaks of these is about one. */
const UROLOGICAL = /(?<!\p{L})(?:gleason|psma|psa)(?!\p{L})/u;
const isUrological = once((doc: Document): boolean => UROLOGICAL.test(doc.lower));

/** "2. Hypothyreose, ED 2001": an entry that is nothing but the name of another disease. */
const ENTRY = /^(?:#?\d{1,2}[.)]?\s|[-*]\s)?(?=\p{L}[^,(:]{3,40}[,(]\s?$)/u;
const OF_TUMOUR =
  /(?<!\p{L})(?:gleason|gs|i?psa|rpe?x?|pros|m?pca|metasta|oss|nodal|initial|tumou?r|karzinom|carcinom|adeno|primaer|primary|[cp]?t[1-4]|diagnos|ed(?!\p{L})|pat|herr|bei|is|ist|was|wurde)/u;

const isOtherDisease = (before: string): boolean =>
  ENTRY.test(before) && topics(before).length === 0 && !OF_TUMOUR.test(before);

type Topic = 'prostate' | 'other';

const topicOf = (match: RegExpExecArray): Topic => (match.groups?.['other'] === undefined ? 'prostate' : 'other');

function topics(text: string): Topic[] {
  return matchesOf(TOPIC, text).map(topicOf);
}

function firstTopic(text: string): Topic | undefined {
  const match = firstMatchOf(TOPIC, text);
  return match ? topicOf(match) : undefined;
}

/** One finding: the dates of a note that agree are one, the most precise; of those that do not, the earliest, with a doubt. */
function findingsOf(mentions: readonly RawMention<DiagnosisMention>[]): DiagnosisFinding[] {
  const held = mentions
    .map((mention, index) => ({ date: mention.value.date, assertion: mention.assertion, index }))
    .filter((m) => m.assertion === 'affirmed');
  const [first] = held.toSorted((a, b) =>
    sameDate(a.date, b.date) ? b.date.length - a.date.length : compareDates(a.date, b.date),
  );
  if (!first) return [];
  const agreeing = held.filter((m) => sameDate(m.date, first.date));
  const doubt =
    agreeing.length === held.length ? {} : { doubt: 'the note names different dates of the initial diagnosis' };
  return [{ kind: 'diagnosis', date: first.date, evidence: agreeing.map((m) => m.index), ...doubt }];
}

/** The date of the initial diagnosis that the note states, for other concepts ("iPSA"). */
export function diagnosisDate(doc: Document): PartialDate | null {
  return findingsOf(mentionsOf(doc))[0]?.date ?? null;
}
