/** When the metastases of one site were first seen, where the note says so beside them. */
import { ending } from '../../matching/ending.ts';
import { boundsOf, compareDates } from '../../../calendar.ts';
import type { PartialDate } from '../../../domain.ts';
import { datesBetween } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Sentence, Span } from '../../types.ts';
import { sentenceAt } from '../place.ts';
import type { SiteStatement } from './types.ts';

/** Between the site and "seit 10/17": nothing but the word for metastasis. */
const STATED =
  /^[ (:]{0,3}(?:(?:metastas[a-z]*|metastati[a-z]*|filiae|mets|bekannt[a-z]*|nachgewiesen|known|present|diagnosed|identified) ?){0,2}[( ]{0,2}$/;
const EXAM = ending(
  /(?:(?<![a-z])(?:pet|ct|mrt?|mri|ksz|axumin|locametz|dcfpyl)|pet[/-]?ct|szinti[a-z.]*|scan|staging|sono[a-z]*)(?: (?:vom|am|of|on|from|in|im|aus))?[ (:]{0,2}$/,
);
const FIRST = /(?:erstmals|erst|erste[nr]?|first|newly|neu)(?: [a-z-]+){0,3} ?$/;
const NEAR = 120;

/** A mention without a status of its own ("oss. (seit 10/17)") is only dated by "since". Earliest of the dates that stand with the mentions; null where none does or it lies after the note. */
export function sinceOf(
  doc: Document,
  mentions: readonly (Span & Pick<SiteStatement, 'status'>)[],
): PartialDate | null {
  const dates = mentions.flatMap((mention) => {
    const sentence = sentenceAt(doc, mention.start);
    const dates = sentence ? datesOfSite(doc, sentence, mention) : [];
    return dates.filter((d) => mention.status === 'present' || d.kind === 'since').map((d) => d.date);
  });
  const known = dates.filter((d) => doc.date === null || boundsOf(d).first <= boundsOf(doc.date).last);
  return known.toSorted(compareDates)[0] ?? null;
}

function datesOfSite(doc: Document, sentence: Sentence, mention: Span): DateMention[] {
  const between = datesBetween(
    doc,
    Math.max(sentence.start, mention.start - NEAR),
    Math.min(sentence.end, mention.end + NEAR),
  );
  return between.filter((d) => (d.kind === 'date' || d.kind === 'since') && saysWhen(doc, sentence, mention, d));
}

function saysWhen(doc: Document, sentence: Sentence, mention: Span, date: DateMention): boolean {
  const lead = doc.lower.slice(Math.max(sentence.start, date.start - 24), date.start);
  const behind = date.start >= mention.end;
  const gap = behind ? doc.lower.slice(mention.end, date.start) : doc.lower.slice(date.end, mention.start);
  if (/[;.]/.test(gap.replaceAll(/[a-z]\./g, ''))) return false;
  if (EXAM.test(lead)) return true;
  // "5/2019 M1: bone mets": an entry of a history.
  if (date.kind === 'date' && /^[\s(*-]*$/.test(doc.lower.slice(sentence.start, date.start)) && !gap.includes(','))
    return true;
  if (gap.includes(',')) return false;
  if (date.kind === 'since') return behind ? STATED.test(gap) : /^ ?$/.test(gap);
  const before = doc.lower.slice(Math.max(sentence.start, mention.start - 24), mention.start);
  return behind && gap.length < 24 && FIRST.test(before);
}
