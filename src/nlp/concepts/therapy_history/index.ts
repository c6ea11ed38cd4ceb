/** Whether a note covers earlier systemic therapy: it lists what was given, or says that nothing of a kind was. */
import { ending } from '../../matching/ending.ts';
import { finder } from '../../matching/finder.ts';
import { isBefore } from '../../../calendar.ts';
import type { Assertion, TherapyHistoryFinding } from '../../../domain.ts';
import { datesBetween } from '../../dates.ts';
import type { Concept, Document, RawMention, Span } from '../../types.ts';
import { drugGroups } from '../drugs/find.ts';
import { isOfRelative, leftInSentence, sectionAt, sentenceAt } from '../place.ts';
import { HISTORY_RULES } from './rules.ts';

export interface HistoryMention {
  readonly scope: TherapyHistoryFinding['scope'];
  readonly status: TherapyHistoryFinding['status'];
}

const [HEADING_RULE, LIST_RULE, TIMELINE_RULE, ...NONE_RULES] = HISTORY_RULES;
const HEADING = finder(new RegExp(HEADING_RULE.pattern, 'gu'));
const LIST = new RegExp(LIST_RULE.pattern, 'u');
const NONE = NONE_RULES.map((rule) => ({ rule, pattern: finder(new RegExp(rule.pattern, 'gu')) }));
const LISTING = finder(/vortherap|vorbehandl|therap|treatment|history|hx|bisher|lines|prior|tx/);
const DENIABLE = finder(/na[iï]v|chemo|taxan|ar[pst][ia]|nha|novel|system|vorther|vorbeh|therap/);

const SYSTEMIC =
  /(?<!\p{L})(?:adt|androgendeprivation|androgen deprivation|lhrh|gnrh|leupror\p{L}*|leuprol\p{L}*|lupron|eligard|trenantone|enantone|pamorelin|triptorelin|goserelin|zoladex|degarelix|firmagon|relugolix|orgovyx|bicalutamid\p{L}*|casodex|flutamid\p{L}*|orchiektomie|orchiectomy|\d{0,2}x?docetaxel|\d{0,2}x?doce|taxotere|cabazitaxel|caba|jevtana|abirateron\p{L}*|abi|zytiga|enzalutamid\p{L}*|enza|xtandi|apalutamid\p{L}*|apa|erleada|darolutamid\p{L}*|nubeqa|olaparib|lynparza|radium|ra-?223|xofigo|chemotherap\p{L}*|mitoxantron\p{L}*|carboplatin|sipuleucel\p{L}*|provenge)(?!\p{L})/u;
const SYSTEMIC_ALL = finder(SYSTEMIC);
/** How far a heading covers the text below it. */
const BLOCK = 1200;
const NOT_THE_PATIENT = ending(
  /(?:patients? (?:who|with)|patienten,? die|trial|studie\p{L}*|for|fuer|if|falls|nicht|not|kein\p{L}*)\s(?:\p{L}+\s){0,2}$/u,
);
const OF_OTHERS = /^\s?(?:patient(?:s|en)|men|maenner|population|setting|cohort)(?!\p{L})/u;

export const therapyHistory: Concept<HistoryMention> = {
  kind: 'therapy_history',
  recognise: (doc) => {
    const told = [...(LISTING.isIn(doc) ? headings(doc) : []), ...lists(doc)];
    return [...told, ...(told.length > 0 ? [] : timeline(doc)), ...denials(doc)];
  },
  findings: (_doc, mentions) => findingsOf(mentions),
};

const mention = (
  span: Span,
  rule: string,
  value: HistoryMention,
  assertion: Assertion = 'affirmed',
): RawMention<HistoryMention> => ({
  kind: 'therapy_history',
  start: span.start,
  end: span.end,
  rule,
  assertion,
  cues: [],
  value,
});

/** A heading covers its paragraph: to the next blank line, or the next line that ends a block of entries. */
function headings(doc: Document): RawMention<HistoryMention>[] {
  return HEADING.all(doc).flatMap((match) => {
    const start = match.index + (/^[\s*#>-]*/u.exec(match[0])?.[0].length ?? 0);
    const from = match.index + match[0].length;
    const section = doc.sections.findLast((s) => s.start <= from);
    const text = doc.lower.slice(from, Math.min(from + BLOCK, Math.max(section?.end ?? from, from + 200)));
    const block = text.slice(0, endOfBlock(text));
    const item = SYSTEMIC.exec(block);
    if (!item || (/^(?:bisher|prior|tx)[ :]*$/u.test(match[0].trim().replace(/^[*#>-]+\s*/u, '')) && item.index > 40))
      return [];
    return [
      mention({ start, end: from + item.index + item[0].length }, HEADING_RULE.id, {
        scope: 'systemic',
        status: 'listed',
      }),
    ];
  });
}

function endOfBlock(text: string): number {
  const first = text.search(/\S/);
  const blank = text.slice(Math.max(0, first)).search(/\n[ \t]*\n/);
  return blank < 0 ? text.length : Math.max(0, first) + blank;
}

/** "prior abi, docetaxel, enza": one list with drugs of both classes. */
function lists(doc: Document): RawMention<HistoryMention>[] {
  return drugGroups(doc).flatMap((group) => {
    const kinds = new Set(group.drugs.map((d) => d.drug.endsWith('taxel')));
    if (kinds.size < 2 || !LIST.test(leftInSentence(doc, group.start, 60))) return [];
    return [mention(group, LIST_RULE.id, { scope: 'systemic', status: 'listed' })];
  });
}

/** Three different systemic therapies, each beside a date that is not to come: the course of the disease is told. */
function timeline(doc: Document): RawMention<HistoryMention>[] {
  const dated = new Map<string, Span>();
  for (const match of SYSTEMIC_ALL.all(doc)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const sentence = sentenceAt(doc, start);
    if (!sentence || sentence.section === 'family_history' || sentence.section === 'plan') continue;
    const date = datesBetween(doc, Math.max(sentence.start, start - 50), Math.min(sentence.end, end + 50)).find(
      (d) => d.kind !== 'birth' && d.end >= start - 20 && d.start <= end + 24,
    );
    if (date && (doc.date === null || !isBefore(doc.date, date.date))) dated.set(therapyOf(match[0]), { start, end });
  }
  if (dated.size < 3) return [];
  const spans = [...dated.values()];
  const span = { start: Math.min(...spans.map((s) => s.start)), end: Math.max(...spans.map((s) => s.end)) };
  return [mention(span, TIMELINE_RULE.id, { scope: 'systemic', status: 'listed' })];
}

/** Brand, ingredient and abbreviation of one therapy are one; all castration is one. */
function therapyOf(name: string): string {
  const known = SAME.find(([pattern]) => pattern.test(name));
  return known?.[1] ?? name;
}

const SAME: readonly (readonly [RegExp, string])[] = [
  [/doce|taxot/u, 'docetaxel'],
  [/caba|jevt/u, 'cabazitaxel'],
  [/^abi|zytiga/u, 'abiraterone'],
  [/enza|xtandi/u, 'enzalutamide'],
  [/^apa|erleada/u, 'apalutamide'],
  [/daro|nubeqa/u, 'darolutamide'],
  [/radium|ra-?223|xofigo/u, 'radium'],
  [/olapa|lynp/u, 'olaparib'],
  [
    /adt|androg|lhrh|gnrh|leupr|lupron|eligard|trenant|enanto|pamor|tript|goser|zolad|degar|firmag|relug|orgov|orchi/u,
    'adt',
  ],
];

function denials(doc: Document): RawMention<HistoryMention>[] {
  if (!DENIABLE.isIn(doc)) return [];
  return NONE.flatMap(({ rule, pattern }) =>
    pattern.all(doc).map((match) => {
      const span = { start: match.index, end: match.index + match[0].length };
      const scope = rule.effect.slice('none:'.length) as HistoryMention['scope'];
      return mention(span, rule.id, { scope, status: 'none' }, assertionOf(doc, span));
    }),
  );
}

function assertionOf(doc: Document, span: Span): Assertion {
  const section = sectionAt(doc, span.start);
  if (section === 'consent' || section === 'reference') return 'hypothetical';
  if (isOfRelative(doc, span)) return 'other_subject';
  const general =
    NOT_THE_PATIENT.test(leftInSentence(doc, span.start, 40)) ||
    OF_OTHERS.test(doc.lower.slice(span.end, span.end + 14));
  return general ? 'hypothetical' : 'affirmed';
}

function findingsOf(mentions: readonly RawMention<HistoryMention>[]): TherapyHistoryFinding[] {
  const findings = new Map<string, { finding: HistoryMention; evidence: number[] }>();
  for (const [index, { value, assertion }] of mentions.entries()) {
    if (assertion !== 'affirmed') continue;
    const key = `${value.scope} ${value.status}`;
    const known = findings.get(key);
    if (known) known.evidence.push(index);
    else findings.set(key, { finding: value, evidence: [index] });
  }
  return [...findings.values()].map(({ finding, evidence }) => ({ kind: 'therapy_history', ...finding, evidence }));
}
