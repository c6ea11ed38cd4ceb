/** Forms that ask for metastases: boxes beside the places, and the answers yes and no. */
import type { Assessment } from '../../assertion/types.ts';
import type { Document, Sentence } from '../../types.ts';
import { yesOrNoAt } from '../ticks.ts';
import { answerOf, countAt } from './columns.ts';
import type { Relation } from './relation.ts';
import type { Verdict } from './status.ts';
import type { SiteStatement, Token } from './types.ts';

/** How far before its boxes a form's question may stand. */
const HEAD = 400;
/** What such a form asks for. */
const ASKED =
  /metas|filia|mets|fernmet|(?:knochen|leber|lungen?|hirn|lk|lymphknoten|bone|liver|lung|brain) ?-?met(?:a|\.)?(?![a-z])|(?<![a-z])met\.?: [a-z]{1,12} \[|(?:disease|involved) sites|sites? of (?:disease|involvement)|extent of disease|tumormanifest|(?:befallene|beteiligte) organ|organbefall|krankheitslokal/;
/** "Hirn: ja", "Nodes Y": the answer alone, with nothing behind it. */
const ANSWER = /^ ?[:=]? {0,12}(ja|yes|nein|no|y|n)(?= *(?:$|[\n,;.|/)]))/;
const UNCUED: Assessment = { assertion: 'affirmed', effects: new Set(), cues: [] };

/** What the boxes beside a place say; null where none stand there or the form asks for something else. */
export function boxOf(doc: Document, sentence: Sentence, relation: Relation, member: Token): Verdict | null {
  const count = countAt(doc, sentence, member);
  if (count !== null) return verdict(Number.isNaN(count) ? null : count > 0 ? 'present' : 'absent');
  const column = answerOf(doc, member);
  if (column !== null) return verdict(column === 'yes' ? 'present' : 'absent');
  const { lesion } = relation;
  const question = lesion && lesion.start >= member.end && lesion.start <= member.end + 1 ? lesion.end : member.end;
  const ticked = yesOrNoAt(doc.lower, question);
  const row = ticked ? null : rowAnswerAt(doc, sentence, question);
  if (row) return verdict(row);
  // What else a form asks for is no word on metastases.
  if (!ASKED.test(doc.lower.slice(Math.max(0, sentence.start - HEAD), sentence.end))) return ticked && verdict(null);
  // An empty box is no denial: the form may have been left half filled.
  if (ticked?.doubt) return verdict('uncertain');
  if (ticked) return verdict(ticked.answer === 'yes' ? 'present' : ticked.answer === 'no' ? 'absent' : null);
  const word = ANSWER.exec(doc.lower.slice(question, question + 24))?.[1];
  if (word) return verdict(/^[jy]/.test(word) ? 'present' : 'absent');
  const box = boxBeside(doc, sentence, member);
  return box && verdict(box === 'x' ? 'present' : null);
}

/** "Liver [ ] no", "Brain [x] ? - 7 mm focus": a form that prints one answer beside its box, under the name of an image. */
const ROW =
  /^ ?:? {0,24}[[(] ?(?<tick>x)? ?[\])] {0,3}(?:(?<no>no|nein|none|keine?)|(?<yes>yes|ja)|(?<doubt>\?))(?= *(?:$|[\n,;.|)-]))/;
const IMAGED = /imaging|(?<![a-z])(?:pet|ct|mri|mrt|scan|staging)(?![a-z])|bildgebung/;

function rowAnswerAt(doc: Document, sentence: Sentence, at: number): SiteStatement['status'] {
  const row = ROW.exec(doc.lower.slice(at, at + 40));
  if (!row || !IMAGED.test(doc.lower.slice(Math.max(0, sentence.start - HEAD), at))) return null;
  if (row.groups?.['no']) return 'absent';
  if (row.groups?.['tick'] === undefined) return null;
  return row.groups['yes'] ? 'present' : 'uncertain';
}

function verdict(status: SiteStatement['status']): Verdict {
  return { status, strength: 'strong', assessment: UNCUED, resolved: false };
}

/** In forms whose boxes follow their words, what stands before the word is its neighbour's. */
function boxBeside(doc: Document, sentence: Sentence, member: Token): 'x' | ' ' | null {
  const line = doc.lower.slice(sentence.start, sentence.end);
  const first = line.search(/[[(][ x][\])]/);
  if (first < 0) return null;
  const head = line.slice(0, first);
  const behind = /[a-z]/.test(head.slice(head.lastIndexOf(':') + 1));
  const before = doc.lower.slice(Math.max(0, member.start - 4), member.start);
  const after = doc.lower.slice(member.end, Math.min(sentence.end, member.end + 40));
  const box = behind ? /^:? {0,12}[[(]([ x])[\])]/.exec(after) : /[[(]([ x])[\])] ?$/.exec(before);
  return (box?.[1] as 'x' | ' ' | undefined) ?? null;
}
