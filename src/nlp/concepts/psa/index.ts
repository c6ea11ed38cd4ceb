/** Total serum PSA: values with their dates, from sentences, lists and tables. */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import { datesBetween } from '../../dates.ts';
import { sameDate } from '../../../calendar.ts';
import type { PsaFinding } from '../../../domain.ts';
import type { Concept, Document, RawMention, Span } from '../../types.ts';
import { isOfRelative, isRepaired, leftInSentence, rightInSentence, sectionAt } from '../place.ts';
import { PSA_RULES } from './rules.ts';
import { readSequence } from './sequence.ts';
import type { PsaValue } from './sequence.ts';
import { readTables } from './table.ts';
import { readUnnamed } from './unnamed.ts';
import { dateOfUndated } from './when.ts';

const ANCHOR = finder(
  new RegExp(
    `(?<not>${PSA_RULES[1].pattern})|(?<psa>${PSA_RULES[0].pattern})|(?<nadir>(?<!\\p{L})nadir(?!\\p{L}))`,
    'gu',
  ),
);
/** The lowest of another value; "PSA 6.2 nadir 02/23": a remark on the value before it. */
const NO_ANCHOR = ending(
  /(?:\d\s?(?:ng\/ml|ug\/l)?\s?\(?|(?:thr\p{L}*|plts?|platelets?|anc|leuko\p{L}*|wbc|hb|hgb|neutro\p{L}*|testo\p{L}*|blutbild\p{L}*|count\p{L}*)[^.;]{0,25})$/u,
);
const CRITERION =
  /einschlusskrit|ausschlusskrit|inclusion|exclusion|eligib|kriteri|criteri|leitlinie|guideline|high-?risk|hochrisiko|hohem? risiko|definiert|defined|normbereich|referenzbereich|normal range|cut-?off|grenzwert|threshold|(?:wenn|falls|sofern|sollte|once|unless|until)\s(?:\p{L}+\s){0,3}$|if\s(?:\p{L}+\s){0,3}$|sobald\s(?:\p{L}+\s){0,3}$|when\s(?:\p{L}+\s){0,3}$|(?<!\p{L})bei\s?(?:(?:anstieg|werten?|progress)\s(?:auf\s)?)?$/u;
/** "PSA target <0.2", "rise of PSA above 100: contact us": wished for or feared, not measured. */
const THRESHOLD =
  /(?<!\p{L})(?:target|goal|thresholds?|limit|cut[- ]?off|trigger|ziel\p{L}*|zielbereich|grenz\p{L}*|schwelle\p{L}*)(?!\p{L})/u;
const WISHED = ending(/(?<!\p{L})(?:aim(?:ing)?|target|goal|ziel\p{L}*)(?: is| for)?:?\s$/u);
/** "never fell below 2". */
const NEVER =
  /(?<!\p{L})(?:never|nie|niemals|not|nicht)\s[^.;<>\d]{0,30}(?:below|above|under|unter|ueber)\s[\d.,]{1,8}$/u;
const ACT_ON =
  /(?<!\p{L})(?:contact|inform|notify|call|let (?:us|me) know|refer(?: him)? back|re-?refer|re-?discuss|restag\p{L}*|re-?scan|wiedervorst\p{L}*|melden|rueckmeldung|erneute vorstellung)(?!\p{L})/u;
const HISTOLOGY =
  /(?:ihc|immunhisto\p{L}*|immunohisto\p{L}*|stain\p{L}*|nkx3|amacr|p63|synaptophysin|chromogranin|ck7)/u;

export const psa: Concept<PsaValue> = {
  kind: 'psa',
  recognise: (doc) => {
    if (!['psa', 'prostat', 'biochem'].some((word) => doc.lower.includes(word))) return [];
    const tables = readTables(doc);
    const anchors = anchorsOf(doc).filter((a) => !tables.spans.some((t) => t.start <= a.start && a.end <= t.end));
    const listed = anchors.flatMap((anchor, i) => readAnchor(doc, anchor, limitOf(doc, anchor, anchors[i + 1])));
    const inTables = tables.values.map((value) => toMention(doc, value, value, 'psa.table'));
    const read = [...tables.spans, ...inTables, ...listed];
    const unnamed = readUnnamed(doc, read).map((value) => toMention(doc, value, value, 'psa.anchor'));
    return [...inTables, ...listed, ...unnamed].toSorted((a, b) => a.start - b.start);
  },
  findings: (doc, mentions) => distinct(doc, mentions),
};

function anchorsOf(doc: Document): Span[] {
  return ANCHOR.all(doc)
    .filter((m) => m.groups?.['not'] === undefined)
    .filter(
      (m) => m.groups?.['nadir'] === undefined || !NO_ANCHOR.test(doc.lower.slice(Math.max(0, m.index - 50), m.index)),
    )
    .map((m) => ({ start: m.index, end: m.index + m[0].length }));
}

/** Where the values of an anchor end: before the next, or before its date where both have theirs in front. */
function limitOf(doc: Document, anchor: Span, next: Span | undefined): number {
  if (!next) return doc.lower.length;
  const date = dateInFront(doc, anchor) && dateInFront(doc, next);
  return date && date.start > anchor.end ? date.start : next.start;
}

const dateInFront = (doc: Document, { start }: Span): Span | undefined =>
  datesBetween(doc, start - 14, start).find(
    (d) => d.kind === 'date' && d.end <= start && /^:?\s$/u.test(doc.lower.slice(d.end, start)),
  );

function readAnchor(doc: Document, anchor: Span, limit: number): RawMention<PsaValue>[] {
  if (HISTOLOGY.test(leftInSentence(doc, anchor.start, 120))) return [];
  const values = readSequence(doc, anchor.end, limit);
  return values.map((value, i) => {
    const date = value.date ?? (i === 0 && !value.impossibleDate ? dateOfUndated(doc, anchor) : null);
    const span = i === 0 ? { start: anchor.start, end: value.end } : value;
    return toMention(doc, { ...value, date }, span, 'psa.anchor');
  });
}

function toMention(doc: Document, value: PsaValue, span: Span, rule: string): RawMention<PsaValue> {
  const other = isOfRelative(doc, span);
  const section = sectionAt(doc, span.start);
  const general =
    section === 'consent' ||
    section === 'reference' ||
    THRESHOLD.test(doc.lower.slice(span.start, value.start)) ||
    WISHED.test(leftInSentence(doc, span.start, 14)) ||
    NEVER.test(doc.lower.slice(span.start, value.end)) ||
    (value.comparator?.startsWith('>') === true &&
      (ACT_ON.test(leftInSentence(doc, span.start, 90)) || ACT_ON.test(rightInSentence(doc, span.end, 60)))) ||
    (value.comparator !== null &&
      value.comparator !== '<' &&
      (CRITERION.test(leftInSentence(doc, span.start, 90)) || CRITERION.test(leftInSentence(doc, value.start, 40))));
  return {
    kind: 'psa',
    start: span.start,
    end: span.end,
    rule,
    assertion: other ? 'other_subject' : general ? 'hypothetical' : 'affirmed',
    cues: [],
    value,
  };
}

/** The same value on the same date is said once; a value without date joins one with a date. */
function distinct(doc: Document, mentions: readonly RawMention<PsaValue>[]): PsaFinding[] {
  const groups: { value: PsaValue; evidence: number[] }[] = [];
  const held = mentions
    .map((mention, index) => ({ mention, index }))
    .filter(({ mention }) => mention.assertion === 'affirmed');
  const ordered = [
    ...held.filter((h) => h.mention.value.date !== null),
    ...held.filter((h) => h.mention.value.date === null),
  ];
  for (const { mention, index } of ordered) {
    const { value } = mention;
    const group = groups.find(
      (g) =>
        g.value.value === value.value &&
        value.impossibleDate === g.value.impossibleDate &&
        (value.date === null || g.value.date === null || sameDate(g.value.date, value.date)),
    );
    if (!group) groups.push({ value, evidence: [index] });
    else {
      group.evidence.push(index);
      if ((value.date?.length ?? 0) > (group.value.date?.length ?? 0)) group.value = value;
    }
  }
  const large = groups.some((g) => !g.value.ambiguous && g.value.value >= 100);
  return groups.map(({ value, evidence }) => toFinding(doc, value, evidence, mentions, large));
}

function toFinding(
  doc: Document,
  value: PsaValue,
  evidence: readonly number[],
  mentions: readonly RawMention<PsaValue>[],
  large: boolean,
): PsaFinding {
  const repaired = evidence.every((i) => mentions[i] !== undefined && isRepaired(doc, mentions[i]));
  const doubt = repaired
    ? 'a character of the value was read as a digit'
    : value.impossibleDate
      ? 'the date written with the value is no day of the calendar'
      : value.ambiguous && !large
        ? 'thousands or decimals: the note has no other value that tells'
        : null;
  return {
    kind: 'psa',
    value: value.value,
    comparator: value.comparator,
    unit: 'ng/mL',
    date: value.date,
    evidence,
    ...(doubt === null ? {} : { doubt }),
  };
}
