/** The date of a value that has none beside it: the diagnosis, the head of the laboratory line, the sentence it stands in. */
import { ending } from '../../matching/ending.ts';
import type { PartialDate } from '../../../domain.ts';
import { datesBetween } from '../../dates.ts';
import type { DateMention } from '../../dates.ts';
import type { Document, Span } from '../../types.ts';
import { diagnosisDate } from '../diagnosis/index.ts';
import { lineAt, sentenceAt } from '../place.ts';
import { PSA_RULES } from './rules.ts';

const INITIAL = new RegExp(PSA_RULES.find((r) => r.id === 'psa.initial')?.pattern ?? '(?!)', 'u');
const LAB_HEAD = ending(
  /(?<!\p{L})(?:labor\p{L}*|laborwerte|lab|labs|laboratory|blutwerte|bloods?|bw|serum|blutentnahme|be)(?!\p{L})[^.;\n]{0,30}$/u,
);
const PREOPERATIVE =
  /(?:praeop\p{L}*|preop\p{L}*|pre-?op(?:erative)?|(?:vor|before|prior to) (?:der )?(?:op|rpe?|ralp|surgery|prostate[ck]tom\p{L}{1,3}))\.?(?!\p{L})/u;
const PROSTATECTOMY =
  '(?<!\\p{L})(?:r?rpe?|ralp|rarp|larp|(?:\\p{L}{1,12} )?prostat ?e[ck]tom\\p{L}{1,3}|op|surgery)(?!\\p{L})';
const OF_OPERATION = [
  new RegExp(`${PROSTATECTOMY}[^.;\\d\\n]{0,24}$`, 'u'),
  new RegExp(`^[\\s:(-]{0,4}${PROSTATECTOMY}`, 'u'),
] as const;
const ENTRY = /^[\s*•\-–]{0,6}$/u;
const LEAD = /(?:^|[.;:(]\s?|\n\s{0,8})(?:(?:in|im|am|on|seit|vom|im jahre?|in the year)\s)?$/u;
/** "Before cycle 1 (10-09-2020) the PSA was 296": the day of the treatment that the value was taken for. */
const BEFORE_CYCLE = ending(
  /(?<!\p{L})(?:before|prior to|pre|vor|bei|at|zu[mr]?|on) (?:[\p{L}\d]+[.-]? ){0,3}(?:cycles?|zyklus|gabe|p?rlt|[cz]|treatment|therap\p{L}*|infusion|dose|start|beginn) ?#?\d{0,2} ?\($/u,
);
const DIAGNOSED = /(?<!\p{L})(?:ed|erstdiagnos\p{L}*|diagnos\p{L}*|erkrankt|dx'?d?)(?!\p{L})/u;
const REPORTED = /(?<!\p{L})rezidiv\s$/u;

export function dateOfUndated(doc: Document, anchor: Span): PartialDate | null {
  const sentence = sentenceAt(doc, anchor.start);
  const line = lineAt(doc, anchor.start);
  const from = Math.min(sentence?.start ?? line.start, line.start);
  const before = doc.lower.slice(Math.max(from, anchor.start - 160), anchor.start);
  const words = doc.lower.slice(Math.max(0, anchor.start - 24), anchor.end + 14);
  if (INITIAL.test(words)) return diagnosisDate(doc);
  if (PREOPERATIVE.test(words)) return operationDate(doc, Math.max(from - 1, anchor.start - 300), anchor);
  const dates = datesBetween(doc, Math.max(from - 1, anchor.start - 400), anchor.start).filter(
    (d) => d.kind === 'date' || d.kind === 'since',
  );
  const taken = dates.findLast((d) => d.start >= (sentence?.start ?? 0) && isBeforeCycle(doc, d, anchor));
  if (taken) return taken.date;
  const lab = dates.findLast((d) => LAB_HEAD.test(doc.lower.slice(Math.max(0, d.start - 40), d.start)));
  if (lab) return lab.date;
  if (DIAGNOSED.test(before.slice(Math.max(0, before.length - (anchor.start - (sentence?.start ?? 0))))))
    return diagnosisDate(doc);
  const nearest = dates.at(-1);
  if (nearest && nearest.start >= (sentence?.start ?? 0) && nearest.date === diagnosisDate(doc)) return nearest.date;
  return leading(doc, dates, anchor, line)?.date ?? labAbove(doc, anchor, line);
}

const isBeforeCycle = (doc: Document, { start, end }: DateMention, anchor: Span): boolean =>
  /^\)[\s:,]{1,3}(?:\p{L}+\s){0,3}$/u.test(doc.lower.slice(end, anchor.start)) &&
  BEFORE_CYCLE.test(doc.lower.slice(Math.max(0, start - 50), start));

/** What was measured before the prostatectomy has its date; of another operation nothing is known. */
function operationDate(doc: Document, from: number, anchor: Span): PartialDate | null {
  const [before, behind] = OF_OPERATION;
  const date = datesBetween(doc, from, anchor.start).findLast(
    (d) =>
      d.kind === 'date' &&
      (before.test(doc.lower.slice(Math.max(0, d.start - 50), d.start)) ||
        behind.test(doc.lower.slice(d.end, d.end + 40))),
  );
  return date?.date ?? null;
}

/** The date that opens the entry or the sentence, or stands right before a bracket with the value. */
function leading(doc: Document, dates: readonly DateMention[], anchor: Span, line: Span): DateMention | undefined {
  return dates.findLast((d) => {
    if (ENTRY.test(doc.lower.slice(line.start, d.start))) return true;
    const gap = doc.lower.slice(d.end, anchor.start);
    if (/^\s?\((?:\p{L}+\s)?$/u.test(gap) || /^[\s:,;-]{1,3}(?:\p{L}+\s){0,2}$/u.test(gap)) return true;
    return (
      gap.length <= 60 &&
      !/[.;]/u.test(gap) &&
      (LEAD.test(doc.lower.slice(Math.max(0, d.start - 14), d.start)) ||
        REPORTED.test(doc.lower.slice(Math.max(0, d.start - 12), d.start)))
    );
  });
}

/** In a block of laboratory lines the head's date holds for the lines below it. */
function labAbove(doc: Document, anchor: Span, line: Span): PartialDate | null {
  const block = doc.lower.slice(Math.max(0, line.start - 240), line.start);
  const head =
    /(?:^|\n)\s{0,4}(?:labor\p{L}*|labs?|laboratory|blutwerte)(?!\p{L})[^\n]{0,40}(?:\n(?!\s*\n)[^\n]*){0,3}$/u.exec(
      block,
    );
  if (!head) return null;
  const from = Math.max(0, line.start - 240) + head.index;
  return datesBetween(doc, from, Math.min(from + 60, anchor.start)).find((d) => d.kind === 'date')?.date ?? null;
}
