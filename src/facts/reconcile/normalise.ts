/** Facts in one order, each once: whatever order they come in, and however often a document was copied. */
import { canonicalJson } from '../../canonical.ts';
import type { Evidence, Fact } from '../../domain.ts';

/**
 * Sorted by content. Facts that differ in nothing but where a copy of the same words or code lies are one fact: the copy
 * with the smallest locator stays.
 */
export function normaliseFacts(facts: readonly Fact[]): Fact[] {
  const keyed = facts.map((fact) => ({ fact, key: contentKey(fact), place: canonicalJson(fact.evidence) }));
  keyed.sort((a, b) => compare(a.key, b.key) || compare(a.place, b.place));
  return keyed.filter((entry, i) => i === 0 || entry.key !== keyed[i - 1]?.key).map((entry) => entry.fact);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function contentKey(fact: Fact): string {
  return canonicalJson({ ...fact, evidence: fact.evidence.map(withoutPlace) });
}

function withoutPlace(evidence: Evidence): unknown {
  if (evidence.source === 'note') return { ...evidence, note: '', start: 0, end: 0 };
  if (evidence.source === 'structured') return { ...evidence, resource: evidence.resource.type };
  return evidence;
}

/**
 * What a piece of evidence says, for recognising it again: never run, rule, version, resource id or offset. White space
 * and letter case do not matter.
 */
export function evidenceKey(evidence: Evidence): string {
  if (evidence.source === 'note')
    return `note|${evidence.quote.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()}`;
  if (evidence.source === 'structured') return `${evidence.resource.type}|${evidence.path}|${evidence.says}`;
  return `human|${evidence.decision}`;
}

/** What a fact says, with the same exclusions and without the date it was documented. */
export function factKey(fact: Fact): string {
  const { documented: _documented, evidence, patient: _patient, doubt: _doubt, ...value } = fact;
  return canonicalJson({ ...value, evidence: [...new Set(evidence.map(evidenceKey))].sort() });
}
