/**
 * Small cells in a report that leaves the project team. A count from 1 to one below the threshold is left out, and so is
 * whatever would give it away by subtraction: a second count of the same total, the denominator, the percentage. Zero is
 * shown, as the policy of CMS allows.
 */
import type { Table1Row } from '../../cohort/table1.ts';
import type { AttritionStep } from '../../domain.ts';

/** What of a line of Table 1 must not be shown. */
export interface Hidden {
  readonly n: boolean;
  readonly denom: boolean;
  readonly missing: boolean;
}

/**
 * Lines whose counts, with those of no line (the rest, the unknown), add up to all patients. `over`: lines whose
 * denominator is the patients of known value; `same`: lines that repeat the first part's count.
 */
interface Partition {
  readonly parts: readonly string[];
  readonly over: readonly string[];
  readonly same?: readonly string[];
}

const FINDINGS = ['gleason_8_10', 'met_bone', 'met_liver', 'met_ln', 'met_lung'];
const known = (id: string): string => (id === 'gleason_8_10' ? `${id}_known` : `${id}_assessed`);
const agents = (kind: string): Partition => {
  const parts = ['0', '1', '2plus'].map((n) => `${kind}_${n}`);
  return { parts, over: parts };
};
const PARTITIONS: readonly Partition[] = [
  ...['age_index', 'mo_dx_to_index', 'mo_mcrpc_to_index'].map((id) => ({ parts: [id], over: [id] })),
  agents('taxane'),
  agents('arpi'),
  { parts: ['psa_index_below', 'psa_index_above'], over: ['psa_index_below', 'psa_index_above', 'psa_index'] },
  ...FINDINGS.map((id) => ({ parts: [id], over: [known(id)], same: [known(id)] })),
  { parts: ['os_events'], over: ['os_events', 'os_median_log_log', 'os_median_log', 'follow_up'] },
];

/** By line id; lines that are not named show everything. */
export function hiddenCells(rows: readonly Table1Row[], threshold: number): Map<string, Hidden> {
  const byId = new Map(rows.map((row) => [row.row, row]));
  const total = byId.get('n')?.n ?? 0;
  const hidden = new Map<string, Hidden>();
  for (const { parts, over, same = [] } of PARTITIONS) {
    const counts = parts.map((id) => byId.get(id)?.n ?? 0);
    const missing = byId.get(parts[0] as string)?.n_missing ?? 0;
    const rest = total - missing - counts.reduce((sum, n) => sum + n, 0);
    const hide = hideParts([...counts, rest, missing], threshold);
    const unknown = hide.at(-1) ?? false;
    const nOf = new Map([...same, ...parts].map((id) => [id, hide[Math.max(0, parts.indexOf(id))] ?? false]));
    for (const id of new Set([...nOf.keys(), ...over])) {
      hidden.set(id, { n: nOf.get(id) ?? unknown, denom: unknown && over.includes(id), missing: unknown });
    }
  }
  for (const kind of ['taxane', 'arpi']) {
    const unknown = hidden.get(`${kind}_0`)?.missing ?? false;
    hidden.set(`${kind}_unknown`, { n: unknown, denom: false, missing: unknown });
  }
  return hidden;
}

/**
 * Which of the parts of a known total to hide: all small ones, then further ones, smallest first, until at least two are
 * hidden that add up to the threshold, so that none can be computed from the others.
 */
export function hideParts(counts: readonly number[], threshold: number): boolean[] {
  const hide = counts.map((n) => n > 0 && n < threshold);
  const others = counts.map((n, i) => ({ n, i })).filter(({ n, i }) => n > 0 && !hide[i]);
  others.sort((a, b) => a.n - b.n || a.i - b.i);
  const enough = (): boolean => {
    const sum = counts.reduce((total, n, i) => total + (hide[i] ? n : 0), 0);
    return sum === 0 || (hide.filter(Boolean).length > 1 && sum >= threshold);
  };
  for (const { i } of others) {
    if (enough()) break;
    hide[i] = true;
  }
  // Where nothing else is left, zeros have to go too: else "the rest" would be the small count.
  if (!enough()) for (const [i, n] of counts.entries()) if (n === 0) hide[i] = true;
  return hide;
}

export interface FlowStep {
  readonly labels: readonly string[];
  readonly remaining: number;
  readonly excluded: number;
}

/** Attrition with steps joined until each excludes nobody or at least the threshold (null: as they are). */
export function flowOf(steps: readonly AttritionStep[], threshold: number | null): FlowStep[] {
  const flow: FlowStep[] = [];
  let pending: FlowStep | null = null;
  for (const { label, remaining, excluded } of steps) {
    const step: FlowStep = {
      labels: [...(pending?.labels ?? []), label],
      remaining,
      excluded: excluded + (pending?.excluded ?? 0),
    };
    pending = threshold !== null && step.excluded > 0 && step.excluded < threshold ? step : null;
    if (!pending) flow.push(step);
  }
  return pending ? joinLast(flow, pending, threshold ?? 0) : flow;
}

/** A small last step joins those before it. */
function joinLast(flow: readonly FlowStep[], last: FlowStep, threshold: number): FlowStep[] {
  const before = flow.at(-1);
  if (!before || last.excluded >= threshold) return [...flow, last];
  const { remaining, excluded, labels } = last;
  const joined = { labels: [...before.labels, ...labels], remaining, excluded: excluded + before.excluded };
  return joinLast(flow.slice(0, -1), joined, threshold);
}
