/** ConText: which cues of its sentence reach a place, and what they make of it together. */
import type { Assertion } from '../../domain.ts';
import { sentenceAt } from '../document/document.ts';
import type { Document, Sentence, Span } from '../types.ts';
import { cuesOf } from './cues.ts';
import { isClear } from './scope.ts';
import type { Assessment, Effect, FoundCue } from './types.ts';

/** Strongest first: the assertion is the first of these that reaches the place. */
const RANK: readonly (readonly [Effect, Assertion])[] = [
  ['other_subject', 'other_subject'],
  ['indication', 'hypothetical'],
  ['hypothetical', 'hypothetical'],
  ['planned', 'planned'],
  ['negated', 'negated'],
  ['uncertain', 'uncertain'],
  ['historical', 'historical'],
];

/** In a question put to the radiologist these only ask. */
const ASKS: ReadonlySet<string> = new Set(['unc-question-mark', 'neg-exclusion-de', 'neg-words-en']);

/**
 * Who and in which way the words of a span of the view are about. `ignore` leaves out effects that mean something else for
 * the caller's concept; cues from `until` on belong to the next statement of the same sentence.
 */
export function assess(doc: Document, span: Span, ignore: readonly Effect[] = [], until = Infinity): Assessment {
  const sentence = doc.sentences[sentenceAt(doc, span.start)];
  if (!sentence) return { assertion: 'affirmed', effects: new Set(), cues: [] };
  const all = cuesOf(doc, sentence);
  const reaching = all.filter(
    (cue) =>
      cue.direction !== 'none' &&
      !ignore.includes(cue.effect) &&
      (cue.start < until || cue.effect === 'other_subject') &&
      governs(doc, sentence, cue, span, all),
  );
  const cues = settle(doc, reaching, span, all);
  const effects = new Set<Effect>(cues.map((c) => c.effect));
  if (sentence.section === 'indication' && cues.some((c) => ASKS.has(c.rule))) effects.add('indication');
  if (sentence.section === 'family_history') effects.add('other_subject');
  if (sentence.section === 'consent') effects.add('hypothetical');
  const assertion = RANK.find(([effect]) => effects.has(effect))?.[1] ?? 'affirmed';
  return { assertion, effects, cues };
}

function governs(doc: Document, sentence: Sentence, cue: FoundCue, span: Span, all: readonly FoundCue[]): boolean {
  // "no focal [deficits]": a cue may run into its words from the side it governs.
  const after = cue.start < span.start && cue.end <= Math.max(span.start, span.end - 1);
  if (!after && cue.start < span.end && span.start < cue.end) return false;
  if (cue.direction === 'after' && !after) return false;
  if (cue.direction === 'before' && after) return false;
  if (cue.effect === 'other_subject') return true;
  const gap = after ? { start: cue.end, end: span.start } : { start: span.end, end: cue.start };
  return isClear(doc, sentence, cue, gap, all, after ? 'after' : 'before');
}

/** Cues that reach the same place contradict each other: denied change and plain affirmation, doubt within a denial. */
function settle(doc: Document, cues: readonly FoundCue[], span: Span, all: readonly FoundCue[]): FoundCue[] {
  const has = (effect: Effect): FoundCue | undefined => cues.find((c) => c.effect === effect);
  let kept = [...cues];
  if (isConfirmed(doc, span, kept)) kept = kept.filter((c) => !c.rule.startsWith('unc-suspicion'));
  if (kept.some((c) => c.effect === 'uncertain')) kept = withoutDoubtBefore(proofBefore(doc, span), kept);
  const change = has('no_change') ?? has('no_new');
  if (change) kept = kept.filter((c) => c.effect !== 'negated' || !touches(c, change));
  if (statesItself(doc, span, all))
    kept = kept.filter(
      (c) =>
        (c.effect !== 'negated' && c.effect !== 'historical') ||
        c.end > span.start ||
        !doc.lower.slice(c.end, span.start).includes(','),
    );
  if (!has('negated')) kept = kept.filter((c) => c.rule !== 'hist-treated');
  const gone = kept.some((c) => c.rule.startsWith('hist-gone') || c.rule === 'hist-no-longer-de');
  if (gone) kept = kept.filter((c) => c.effect !== 'negated');
  const [denied, doubt] = [kept.find((c) => c.effect === 'negated'), kept.find((c) => c.effect === 'uncertain')];
  if (denied && doubt && !outranks(denied, doubt, span)) kept = kept.filter((c) => c.effect !== 'negated');
  return kept;
}

/** "Der Verdacht auf Lebermetastasen konnte bestaetigt werden": there is none any more. */
function isConfirmed(doc: Document, span: Span, cues: readonly FoundCue[]): boolean {
  return cues.some(
    (c) =>
      c.rule === 'affirm-predicate' &&
      c.start >= span.end &&
      /^(?:bestaetigt|gesichert|confirmed)$/.test(doc.lower.slice(c.start, c.end)) &&
      !/[,;]|nicht|not/.test(doc.lower.slice(span.end, c.start)),
  );
}

/** "Keine Lebermetastasen, Knochenmetastasen stabil": what follows the words states them, so a denial before a comma is over. */
function statesItself(doc: Document, span: Span, all: readonly FoundCue[]): boolean {
  const next = all.find((c) => c.start >= span.end);
  return (
    next?.rule.startsWith('affirm-adjective') === true &&
    /^ (?:[a-z]+ ){0,2}$/.test(doc.lower.slice(span.end, next.start))
  );
}

const PROOF =
  /(?:histologisch|(?:stanz)?bioptisch|zytologisch|histology|cytology|pathology|biopsy|histologie|zytologie|biopsie|bestaetigt|confirm(?:s|ed|ing)|proven|proves)(?: (?:sich|that|this|it|they|is|was|are|of|as|an?|shows?|showed|als|ein|eine|einer|gesicherte|the|diagnosis|mit|with|report|bekannte)|:){0,6} $/;
const NO_PROOF = /(?:nicht|not|kein[a-z]*|no|ohne|without|ausstehend|pending|zu|um|to) (?:[a-z]+ )?$/;

/** Where the words begin by which a tissue or a second image settles what was open: "unclear on CT, biopsy: metastasis". */
function proofBefore(doc: Document, span: Span): number | null {
  const lead = doc.lower.slice(Math.max(0, span.start - 70), span.start);
  const proof = PROOF.exec(lead);
  return proof && !NO_PROOF.test(lead.slice(0, proof.index)) ? span.start - lead.length + proof.index : null;
}

function withoutDoubtBefore(proof: number | null, cues: readonly FoundCue[]): FoundCue[] {
  return cues.filter((c) => proof === null || c.effect !== 'uncertain' || c.start > proof);
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** "kein suspekter Herd": the denial holds the doubt. "Metastase nicht auszuschliessen": the doubt holds the denial. */
function outranks(denied: FoundCue, doubt: FoundCue, span: Span): boolean {
  if (doubt.rule.startsWith('unc-not-excluded')) return false;
  if (denied.end <= span.start && doubt.end <= span.start)
    return denied.start < doubt.start || doubt.end < denied.start;
  return true;
}
