/** The beginning of a pull: what the server says of itself, and nothing known yet of tonight. */
import type { Known } from '../known.ts';
import type { SearchSpec, SourceEffects } from '../source-spec.ts';
import { askMetadata, askUnlisted } from './capabilities.ts';
import type { Pull } from './context.ts';
import type { Gateway } from './gateway.ts';

/** A pull of which nobody is a member yet; or the fault for which the server cannot be asked at all. */
export async function openPull(
  gateway: Gateway,
  spec: SearchSpec,
  effects: SourceEffects,
  known: Known,
): Promise<{ pull: Pull } | { fault: string }> {
  const { fault, offered, ...asked } = await askMetadata(gateway, spec);
  if (fault !== null) return { fault };
  const unlisted = await askUnlisted(gateway, spec, offered);
  if (unlisted.length > 0) effects.log.warn('extract.not_in_statement', { types: unlisted.join(' ') });
  const pull: Pull = {
    spec,
    effects,
    gateway,
    known,
    ...asked,
    offered: offered && new Set([...offered, ...unlisted]),
    members: new Set(),
    candidates: new Set(),
    trusted: false,
    lists: false,
    fetched: new Map(),
    manners: new Map(),
    sinceIgnored: new Set(),
  };
  return { pull };
}
