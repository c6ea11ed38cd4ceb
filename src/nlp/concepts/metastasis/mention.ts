/** One statement on one place, as it enters the list of mentions. */
import type { Assertion, MetastasisSite } from '../../../domain.ts';
import type { Assessment } from '../../assertion/types.ts';
import type { Document, RawMention, SectionName, Sentence, Span } from '../../types.ts';
import type { Verdict } from './status.ts';
import type { SiteStatement, Token } from './types.ts';

export type Statement = RawMention<SiteStatement>;

/** Impression outranks findings, findings outrank what was known before. */
const WEIGHT: Partial<Record<SectionName, number>> = {
  impression: 3,
  plan: 3,
  findings: 2,
  therapy: 2,
  body: 2,
  header: 2,
  labs: 2,
  // The list of drugs is over where metastases are told of.
  medication: 2,
  diagnosis: 1,
  history: 0.5,
  indication: 0,
};

/** Most characters of an entry before the sentence that is judged. */
const LONGEST_ENTRY = 400;

/** An entry of a numbered list in the open text is one of the diagnoses, which UK letters put first without a heading. */
function weightOf(doc: Document, sentence: Sentence): number {
  const before = doc.lower.slice(Math.max(0, sentence.start - LONGEST_ENTRY), sentence.start + 5);
  const line = before.slice(before.lastIndexOf('\n', before.length - 6) + 1);
  return (sentence.section === 'body' || sentence.section === 'header') && /^ *\d{1,2}[.)] /.test(line)
    ? 1
    : (WEIGHT[sentence.section] ?? 1);
}

export function mention(
  doc: Document,
  sentence: Sentence,
  member: Token,
  lesion: Span | null,
  verdict: Verdict,
): Statement {
  const near = lesion && Math.abs(lesion.start - member.start) <= 120 ? lesion : member;
  return {
    kind: 'metastasis',
    start: Math.min(member.start, near.start),
    end: Math.max(member.end, near.end),
    rule: member.rule.id,
    assertion: assertionOf(verdict),
    cues: verdict.assessment.cues.map(({ rule, start, end }) => ({ rule, start, end })),
    value: {
      site: member.rule.place as MetastasisSite,
      status: verdict.status,
      strength: verdict.strength,
      weight: weightOf(doc, sentence),
      resolved: verdict.resolved,
    },
  };
}

function assertionOf({ status, assessment }: { status: SiteStatement['status']; assessment: Assessment }): Assertion {
  if (status === 'absent') return 'negated';
  if (status === 'uncertain' || status === 'historical') return status;
  return assessment.assertion;
}
