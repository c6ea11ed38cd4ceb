/** Sentences of a logical line, with German and English abbreviations, ordinals and dates kept whole. */
import type { Span } from '../types.ts';
import { matchesOf } from '../matching/matches.ts';

/** A row of marks is tried from its first alone: rows of thousands of dots would take the square of their length. */
const END = /(?<![.!?;])[.!?;]+(?=[\s"')\]]|$)/g;

/** Never at the end of a sentence: what they belong to follows. */
const BEFORE_NOUN = new Set(
  (
    'z.n od unv v.a st.p st.n zuw dr prof hr fr hrn ca ggf insb insbes bzw z.b d.h vs u inkl incl einschl zw geb vgl s.a st zust fragl ' +
    'angebl max min mind ges insges klin path lt ehem sog evtl allg akt vor.a voraussichtl approx dept mr mrs ms pt e.g i.e cf ' +
    'no nr tel bish zul oss lymphogen zykl hepat lymph cerebr zerebr abd thorak lumb osteoplast osteoblast retrop retroperit pulm hep med adj neoadj wg art erw chron verst segm seg gest onkolog vorbef voraufn praeop postop intraop rad hist path sono szinti lymphonod metast bds.li u.g lok rez multipl pos neg dd ED e.o c.o r.o w.o pred predn dex tbl tabl gepl vorgem verschob verabr appl lt bf kastrationsres kastr.resist kastr.res kastr resist hormonrefr res refr biochem onkol urol nuklearmed radiol dermat neurol kardiol internist anaesth chir strahlenther'
  ).split(' '),
);
/** These may end a sentence: they do before a capital that usually begins one. */
const MAYBE_END = new Set(
  're li bds rechts links p.i i.v s.c p.o o.b u.a s.o s.u usw etc met unauff o.g a.e t.p wo mo j bzgl std min h tgl progr lat med dors ventr prox dist pat iliac iliak paraaort inguin supraclav mediast axill obtur absied absiedl metas fil mehranr mehrsp anreich vergr'.split(
    ' ',
  ),
);
const STARTER =
  /^(?:Kein|Neu|Der |Die |Das |Den |Es |Im |In |Am |Bei |Bekannt|Unveraendert|Weiter|Sonst|Leber|Skelett|Nebennier|Thorax|Abdomen|Becken|Lymphknoten|LK |Ossaere|Nodale|Lymphonodale|Hepatische|Pulmonale|Viszerale|Pat|Therapie|Procedere|Beurteilung|Zudem|Daneben|Zustand|Aktuell|Seit|Nach |The |No |There |He |She |Patient|Liver|Lungs?|Bone|New )/;
const ORDINAL_NOUN =
  /^(?:Zykl|Gabe|Kurs|Th(?:erapie|\.)|RLT|PRLT|Lu|PSMA|Serie|Infusion|Dosis|Linie|Linien|Rippe|BWK|LWK|HWK|Lenden|Brust|Hals|Applikation|Behandlung|Cycle|Rechallenge|Re-Challenge|Tag|Woche|Quartal|Termin|Mal|Jahr|Lebens|Januar|Februar|Maerz|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan|Feb|Mrz|Apr|Jun|Jul|Aug|Sep|Okt|Nov|Dez|post|Stock|OP|Restaging|Staging|Biopsie|Lumbal|ICR|MRT|CT|PET)/i;
const MONTH = /^(?:jan|feb|febr|mrz|maer|apr|jun|jul|aug|sept?|okt|oct|nov|dez|dec)$/;
const DETERMINER =
  /(?:^|[^A-Za-z])(?:am|im|der|die|das|den|dem|des|zum|zur|vom|nach|bis|ab|the|seit|insgesamt|und|u\.|oder|-)\s*$/i;

export function sentencesOf(view: string, line: Span): Span[] {
  const spans: Span[] = [];
  const text = view.slice(line.start, line.end);
  let start = 0;
  for (const match of matchesOf(END, text)) {
    const end = match.index + match[0].length;
    if (
      end < text.length &&
      (insideBrackets(text, start, match.index) || !endsHere(text, start, match.index, match[0]))
    )
      continue;
    push(spans, text, line.start, start, end);
    start = end;
  }
  push(spans, text, line.start, start, text.length);
  return spans;
}

/**
 * No writer's sentence is as long; text without any full stop is. What is said of one word is looked for in its sentence,
 * so this limit keeps the work linear in the length of the note.
 */
const LONGEST = 900;

/** The last comma or blank in the second half of the stretch, else its end. */
function breakBefore(text: string, start: number, limit: number): number {
  const from = start + LONGEST / 2 + 1;
  const half = text.slice(from, limit);
  for (const mark of [',', ' ']) {
    const at = half.lastIndexOf(mark);
    if (at >= 0) return from + at + 1;
  }
  return limit;
}

function push(spans: Span[], text: string, offset: number, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  while (end - start > LONGEST) {
    const cut = breakBefore(text, start, start + LONGEST);
    spans.push({ start: offset + start, end: offset + cut });
    start = cut;
  }
  if (end > start) spans.push({ start: offset + start, end: offset + end });
}

/** The view has no other white space. */
function isBlank(code: number): boolean {
  return code === 32 || code === 10;
}

/** Longest remark in brackets that is one with its sentence. */
const BRACKETED = 160;

/** Within brackets that close soon nothing ends. */
function insideBrackets(text: string, start: number, at: number): boolean {
  const before = text.slice(Math.max(start, at - BRACKETED), at);
  const open = before.lastIndexOf('(');
  if (open < 0 || before.lastIndexOf(')') > open) return false;
  return text.slice(at, at + BRACKETED - (before.length - open)).includes(')');
}

/** True where the line closes with a full stop that is none of an abbreviation or ordinal. */
export function isClosed(line: string): boolean {
  const word = /(?<![A-Za-z.])([A-Za-z.]*)[.!?]$/.exec(line)?.[1]?.toLowerCase();
  return word !== undefined && word !== '' && !BEFORE_NOUN.has(word) && !MAYBE_END.has(word) && word.length > 1;
}

/** The letters, digits and joining marks that a text ends with. */
const WORD_BEFORE = /$(?<=([A-Za-z.0-9/,-]*))/;

/** What a report in small letters goes on with: "no avid nodes left. bone mets fewer". */
const ORGAN = /^(?:bones?|liver|lungs?|nodes?|brain|adrenals?|leber|lungen?|knochen|lymphknoten|lk|skelett|hirn) /;

/** No abbreviation of an adjective: those end in a consonant before their vowel ("poss.", "mult.", "bilat."). */
function isWhole(word: string): boolean {
  return (
    /^[a-z]{4,}$/.test(word) &&
    !/^(?:susp|poss|prob|mult|diff|extens|bilat|numer|innum|dissem|scler|incl|ling?k|unkl|mehr|einz)/.test(word)
  );
}

/** "PSA 11,3 ug/l. Before": the litre of a unit is no abbreviation. */
const UNIT = /(?:g|mol|u|iu|ie)\/d?l$/i;

/** Does the punctuation at `at` end the sentence that began at `start`? */
function endsHere(text: string, start: number, at: number, mark: string): boolean {
  if (mark.includes('?') && /^ ?(?:[a-z(]|\d)/.test(text.slice(at + 1))) return false;
  if (mark.length > 3) return false;
  if (mark !== '.') return true;
  const before = WORD_BEFORE.exec(text.slice(Math.max(start, at - 24), at))?.[1] ?? '';
  const after = text.slice(at + 1, at + 40).trimStart();
  if (/\d$/.test(before)) return endsAfterNumber(text, start, at, before, after);
  const word = before.toLowerCase().replace(/^.*[/,-]/, '');
  if (/^[a-z]/.test(after) && !/^(?:kein|no |ct |mrt )/.test(after))
    return (before.length > 12 || (isWhole(word) && ORGAN.test(after))) && after.length > 0 && !BEFORE_NOUN.has(word);
  // Rp., a prescription; RP. may end a sentence.
  if (before === 'Rp' || before.toLowerCase() === 'met') return false;
  if (MONTH.test(word) && /^\d/.test(after)) return false;
  // "Lung metastases - no. Liver metastases - no.", but "Tel. no. 12".
  if (word === 'no' && /^[A-Z]/.test(after)) return true;
  if (UNIT.test(before)) return true;
  if (BEFORE_NOUN.has(word) || /^[a-z]$/i.test(word)) return false;
  // What begins a statement describes the noun behind it: "Progr. Skelett", "Unauff. Leber".
  if (MAYBE_END.has(word))
    return STARTER.test(after) && !/(?:^|: )$/.test(text.slice(start, at - before.length).trimStart());
  return true;
}

function endsAfterNumber(text: string, start: number, at: number, number: string, after: string): boolean {
  if (/^[^A-Z"]/.test(after)) return false;
  // A whole date is no ordinal, whatever follows.
  if (/(?:^|[^\d.])\d{1,2}[./]\d{1,2}[./]\d{2,4}$/.test(number)) return true;
  if (ORDINAL_NOUN.test(after)) return false;
  const digits = /\d+$/.exec(number)?.[0] ?? '';
  if (/[./,]/.test(number) || digits.length > 2 || Number(digits) > 31) return true;
  const lead = text.slice(start, at - number.length);
  return lead.trim() !== '' && !DETERMINER.test(lead);
}
