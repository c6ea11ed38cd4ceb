/** The note's overall message on each site, by the rules of precedence. */
import { METASTASIS_SITES } from '../../../domain.ts';
import type { MetastasisFinding, MetastasisStatus } from '../../../domain.ts';
import type { Document, RawMention, Span } from '../../types.ts';
import { sentenceAt } from '../../document/document.ts';
import { isRepaired } from '../place.ts';
import { sinceOf } from './since.ts';
import type { SiteStatement } from './types.ts';

type Indexed = { readonly at: number; readonly rule: string } & Span & SiteStatement;

export function siteFindings(doc: Document, mentions: readonly RawMention<SiteStatement>[]): MetastasisFinding[] {
  const stated = mentions.map((m, at) => ({ at, start: m.start, end: m.end, rule: m.rule, ...m.value }));
  return METASTASIS_SITES.flatMap((site) => {
    const here = stated.filter((s) => s.site === site && s.status !== null);
    if (here.length === 0) return [];
    const status = overall(doc, here);
    const said = here.filter((s) => s.status === status);
    // Known once and denied now: no passage says "historical", the two together do.
    const held = said.length > 0 ? said : here;
    const doubt = doubtOf(doc, here, held);
    const since =
      status === 'present' || status === 'historical'
        ? sinceOf(
            doc,
            stated.filter((s) => s.site === site && (s.status === 'present' || s.status === null)),
          )
        : null;
    const evidence = held.map((s) => s.at);
    return [{ kind: 'metastasis' as const, site, status, evidence, ...(since && { since }), ...(doubt && { doubt }) }];
  });
}

/** Why a person should look: passages of the same weight contradict each other, or an OCR guess carries the reading. */
function doubtOf(doc: Document, here: readonly Indexed[], held: readonly Indexed[]): string | null {
  const denied = here.filter((s) => s.status === 'absent' && s.strength === 'strong');
  const stated = here.filter((s) => s.status === 'present' && s.strength === 'strong');
  if (denied.some((d) => stated.some((s) => s.weight === d.weight))) return 'the note both states and denies it';
  return held.every((s) => isRepaired(doc, s)) ? 'it is read from a word that the scan garbled' : null;
}

/**
 * 1. Seen to be gone, in a passage that outranks every mention of its presence, or follows it in a history: historical.
 *    The same where the last word says that the whole organ is free now.
 * 2. Metastasis stated: present, unless a weightier passage denies or doubts it by that name.
 * 3. Otherwise the weightiest passage: what is suspected there, then what is described, then what is denied; between
 *    suspicion and denial the last word.
 */
function overall(doc: Document, here: readonly Indexed[]): MetastasisStatus {
  const present = here.filter((s) => s.status === 'present');
  const gone = here.filter((s) => s.resolved && s.status === 'historical');
  if (gone.length > 0 && isOver(gone, present)) return 'historical';
  if (present.length > 0 && (isDeniedNow(doc, here) || isOfOldStage(here, present))) return 'historical';
  const stated = present.filter((s) => s.strength === 'strong' && s.weight > 0);
  if (stated.length > 0) return contradicted(here, heaviest(stated), heaviest(present)) ?? 'present';
  const last = here.filter((s) => s.weight === heaviest(here));
  const open = last.filter((s) => s.status === 'uncertain' || s.status === 'absent');
  if (open.at(-1)?.status === 'uncertain') return 'uncertain';
  const has = (status: MetastasisStatus): boolean => last.some((s) => s.status === status);
  if (isDeniedAfter(last)) return has('historical') ? 'historical' : 'absent';
  return has('present') ? 'present' : has('historical') ? 'historical' : 'absent';
}

/** "Die Herde in der Leber gehoeren zum NET, eine Lebermetastase ist ausgeschlossen": the name outranks what was described before. */
function isDeniedAfter(last: readonly Indexed[]): boolean {
  const denied = last.findLast((s) => s.status === 'absent' && s.strength === 'strong' && s.entire);
  return denied !== undefined && last.every((s) => s.status !== 'present' || s.start < denied.start);
}

/** "RPE 2014: pT3a pN1. PSMA-PET: Lymphknoten frei": only the stage of another day says that there were some. */
function isOfOldStage(here: readonly Indexed[], present: readonly Indexed[]): boolean {
  const last = here.at(-1);
  const over = last && ((last.status === 'absent' && last.entire === true) || last.status === 'historical');
  return (
    over === true &&
    present.every((s) => s.rule.startsWith('met-tnm-n') && s.start < last.start && s.weight <= last.weight)
  );
}

const NOW =
  /(?<![a-z])(?:aktuell[a-z]*|derzeit|jetzt|nun|mittlerweile|inzwischen|now|currently|at present|today|heute|since then|seither)(?![a-z])/;

/** "2019: Lebermetastasen. Aktuell Leber frei." */
function isDeniedNow(doc: Document, here: readonly Indexed[]): boolean {
  const last = here.at(-1);
  if (last?.status !== 'absent' || !last.entire) return false;
  const sentence = doc.sentences[sentenceAt(doc, last.start)];
  if (!sentence || !NOW.test(doc.lower.slice(sentence.start, last.end))) return false;
  return here.every((s) => s.status !== 'present' || (s.end < sentence.start && s.weight <= last.weight));
}

/** Told in one breath with the presence (a history, a list of diagnoses), the later word counts. */
function isOver(gone: readonly Indexed[], present: readonly Indexed[]): boolean {
  const [a, b] = [heaviest(gone), heaviest(present)];
  if (a !== b) return a > b;
  // Among findings one station may be gone while others remain: only the whole organ is, or the nodes named without one.
  const over = a > 1 && present.some((s) => !s.entire) ? gone.filter((s) => s.entire) : gone;
  return Math.max(-1, ...over.map((s) => s.start)) > Math.max(...present.map((s) => s.start));
}

function heaviest(list: readonly Indexed[]): number {
  return Math.max(-1, ...list.map((s) => s.weight));
}

/** What a weightier passage makes of a metastasis that others state: what was once known and is now denied is history. */
function contradicted(here: readonly Indexed[], stated: number, present: number): MetastasisStatus | null {
  const above = (status: MetastasisStatus): boolean =>
    here.some((s) => s.status === status && s.strength === 'strong' && s.weight > stated && s.weight > present);
  if (above('absent')) return stated <= KNOWN_BEFORE ? 'historical' : 'absent';
  return above('uncertain') ? 'uncertain' : null;
}

/** Weight of lists of diagnoses and histories. */
const KNOWN_BEFORE = 1;
