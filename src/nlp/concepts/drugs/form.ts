/** Drugs in forms: boxes to tick, one or a pair for yes and no, and answers in a column. */
import type { Document } from '../../types.ts';
import { lineAt } from '../place.ts';
import { BOX, yesOrNoAt } from '../ticks.ts';
import { byWeight, freeCues } from './cue-search.ts';
import type { DrugGroup } from './find.ts';

/** What the form says; `unticked` where the one box is empty or neither of two is ticked. */
export type FormAnswer = 'given' | 'declined' | 'unticked';

const TICK_AFTER = new RegExp(`^[\\s:]{0,3}${BOX}`, 'u');
const TICK_BEFORE = new RegExp(`${BOX}\\s{0,3}(?:\\p{L}+\\s){0,2}\\(?$`, 'u');
/** A form's answer: "Enzalutamid: nein", or in the next column. */
/** "enza: no (seizures)": a no for which the form is given a reason. */
const REASONED_NO =
  /^\s?:\s?(?:nein|no|nope)[.,]?\s?\((?!nur|only|bisher|noch|so far|ja|yes)(?=[^()\n]{0,20}\p{L}{2})[^()\n]{2,50}\)(?!\s?\p{L})/u;
/** "- c/i", ": nie": what a box needs no verb for. */
const SHORT_NO =
  /^\s?[-:,(=]\s?(?:nie|niemals|never|abgel|ablehn|verweiger|declin|refus|kontra-?ind|contra-?ind|c\/i(?!\p{L})|ki(?!\p{L}))/u;
/** Two blanks, a bar or a semicolon begin the next entry of the line. */
const OTHER_DRUG = /\s{2}\S|[|;]/u;
const ANSWER = /^(?:\s?:\s?|\s{2,12})(?:(ja|yes)|nein|no|keine?)(?!\p{L})(?!\s\p{L})/u;

/** What a form says of the drugs. Lines that begin with a box have it before each entry, other lines after it. */
export function formAnswer(doc: Document, group: DrugGroup): FormAnswer | null {
  const pair = yesOrNoAt(doc.lower, group.end);
  if (pair) return pair.answer === 'yes' ? 'given' : pair.answer === 'no' ? 'declined' : 'unticked';
  const { start: lineStart } = lineAt(doc, group.start);
  const before = TICK_BEFORE.exec(doc.lower.slice(Math.max(lineStart, group.start - 40), group.start));
  const after = TICK_AFTER.exec(doc.lower.slice(group.end, group.end + 8));
  const box = after && !(before && boxesLead(doc.lower.slice(lineStart, group.start + 1))) ? after : before;
  if (box) return box[1] === 'x' || box[2] === 'x' ? 'given' : isRefused(doc, group) ? 'declined' : 'unticked';
  if (REASONED_NO.test(doc.lower.slice(group.end, group.end + 70))) return 'declined';
  const answer = ANSWER.exec(doc.lower.slice(group.end, group.end + 20));
  return answer ? (answer[1] === undefined ? 'unticked' : 'given') : null;
}

/** "[ ] Zytiga - nie, Herz", "[ ] cabazitaxel - neuropathy, he refuses": the remark on the line says why the box is empty. */
function isRefused(doc: Document, { end }: DrugGroup): boolean {
  if (!/^\s?[-:,(=]/u.test(doc.lower.slice(end, end + 2))) return false;
  const remark = /^[^[\n]{0,90}/u.exec(doc.lower.slice(end, lineAt(doc, end).end))?.[0] ?? '';
  const own = OTHER_DRUG.exec(remark)?.index ?? remark.length;
  const cues = freeCues(doc, { start: end, end: end + own }, 'right');
  return SHORT_NO.test(remark) || byWeight(cues)[0]?.cue.effect === 'declined';
}

/** Does the line, as far as its first box, end in nothing that the box could answer? */
function boxesLead(line: string): boolean {
  const lead = /^[^[(]*/u.exec(line)?.[0].trimEnd() ?? '';
  return lead === '' || /[:|;,*-]$/u.test(lead);
}
