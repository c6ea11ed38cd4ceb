/** Is a cycle that only its number names said to be given? A title or an entry of a list says so, a sentence of other words does not. */
import { ending } from '../../matching/ending.ts';
import type { Document, Sentence } from '../../types.ts';
import type { Segment } from './segments.ts';

/** What is only said of a cycle that took place. */
const OUTCOME =
  /komplikation|uneventful|vertragen|tolerat|went (?:ahead|well|in)|(?<![a-z])lief|without (?:complication|incident|problem)|ohne probleme|hinter sich|geschafft|(?<![a-z])done|erledigt|ansprech|respon|toxiz|nebenwirk|infus|entlass|discharge|(?<![a-z])stat\.? /;
/** "im 3. Zyklus", "on cycle 3", "during his second". */
const WITHIN = ending(/(?<![a-z])(?:on|in|im|during|waehrend|post|zur|zum)(?: (?:his|the|dem|des|seinem))? $/);
const EVIDENCE: ReadonlySet<string> = new Set(['given', 'stay', 'aside', 'last', 'cancelled']);
/** So many words beside the cycle, the therapy and what is known of them make no title. */
const WORDS_OF_TITLE = 2;

/** Neither day, dose, verb nor outcome, in a sentence that says something else: no one can tell whether it was given. */
export function isUnfounded(doc: Document, sentence: Sentence, segment: Segment): boolean {
  const { anchor, words, shared } = segment;
  if (anchor?.kind !== 'number' || !segment.explicit) return false;
  if (words.some((w) => w.kind === 'date' || w.kind === 'activity')) return false;
  if ([...words, ...shared].some((w) => w.kind === 'cue' && (EVIDENCE.has(w.cue) || w.rule === 'rlt-admission')))
    return false;
  const text = doc.lower.slice(sentence.start, sentence.end);
  if (OUTCOME.test(text) || WITHIN.test(doc.lower.slice(Math.max(0, anchor.start - 24), anchor.start))) return false;
  return isMoreThanTitle(doc, sentence, segment);
}

function isMoreThanTitle(doc: Document, sentence: Sentence, { anchor, named }: Segment): boolean {
  const from = Math.min(anchor?.start ?? sentence.end, named ?? sentence.end);
  const to = Math.max(anchor?.end ?? sentence.start, named ?? sentence.start);
  const rest = `${doc.lower.slice(sentence.start, from)} ${doc.lower.slice(to, sentence.end)}`;
  return (rest.match(/[a-z]{3,}/g)?.length ?? 0) > WORDS_OF_TITLE;
}
