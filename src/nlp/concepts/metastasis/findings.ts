/** The note's overall message on each site, by the rules of precedence. */
import { METASTASIS_SITES } from '../../../domain.ts';
import type { MetastasisFinding, MetastasisStatus } from '../../../domain.ts';
import type { RawMention } from '../../types.ts';
import type { SiteStatement } from './types.ts';

type Indexed = { readonly at: number; readonly start: number } & SiteStatement;

export function siteFindings(mentions: readonly RawMention<SiteStatement>[]): MetastasisFinding[] {
  const stated = mentions.map((m, at) => ({ at, start: m.start, ...m.value }));
  return METASTASIS_SITES.flatMap((site) => {
    const here = stated.filter((s) => s.site === site && s.status !== null);
    const status = here.length > 0 ? overall(here) : null;
    if (!status) return [];
    const evidence = here.filter((s) => s.status === status).map((s) => s.at);
    return [
      { kind: 'metastasis' as const, site, status, evidence: evidence.length > 0 ? evidence : here.map((s) => s.at) },
    ];
  });
}

/**
 * 1. Seen to be gone and nowhere present in a passage that weighs as much: historical. 2. Stated metastasis: present.
 * 3. Otherwise the heaviest passage, in it the last word; a finding that is suspected outranks one only described.
 */
function overall(here: readonly Indexed[]): MetastasisStatus {
  const of = (status: MetastasisStatus, strength?: 'strong'): Indexed[] =>
    here.filter((s) => s.status === status && (strength === undefined || s.strength === strength));
  const heaviest = (list: readonly Indexed[]): number => Math.max(-1, ...list.map((s) => s.weight));
  const [present, gone] = [of('present'), here.filter((s) => s.resolved && s.status === 'historical')];
  if (gone.length > 0 && heaviest(gone) > heaviest(present)) return 'historical';
  const strong = of('present', 'strong');
  const doubt = of('uncertain');
  const denied = of('absent');
  if (strong.length > 0 && heaviest(strong) >= 1) {
    if (heaviest(denied) > heaviest(strong) && heaviest(present) < heaviest(denied)) return 'absent';
    if (heaviest(doubt) > heaviest(strong)) return 'uncertain';
    return 'present';
  }
  const top = heaviest(here);
  const last = here.filter((s) => s.weight === top);
  if (last.some((s) => s.status === 'uncertain') && !last.some((s) => s.status === 'absent')) return 'uncertain';
  return last.at(-1)?.status ?? 'absent';
}
