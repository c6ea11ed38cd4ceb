/** What was found against what is labelled: multisets for values, pairs for cycles and PSA, dates at the coarser precision. */
import { sameDate } from '../../src/calendar.ts';
import type { CycleFinding, Finding, FindingKind, PsaFinding } from '../../src/domain.ts';
import type { Labels } from './corpus.ts';

/** One thing that is counted in one note (`metastasis present`): its labels and the places of its findings. */
export interface Group {
  readonly what: string;
  readonly kind: FindingKind;
  readonly gold: readonly unknown[];
  /** Indexes into the findings, with the value that is compared. */
  readonly found: readonly { readonly at: number; readonly value: unknown }[];
  readonly same: (gold: never, found: never) => boolean;
}

export interface Pairing {
  /** Places of the findings that stand for a label each. */
  readonly right: readonly number[];
  readonly spurious: readonly { readonly at: number; readonly value: unknown }[];
  readonly missed: readonly unknown[];
}

type Of<K extends FindingKind> = Extract<Finding, { kind: K }>;

/** Pairs every label with the first finding left that is the same. */
export function pairUp({ gold, found, same }: Group): Pairing {
  const left = [...found];
  const right: number[] = [];
  const missed: unknown[] = [];
  for (const item of gold) {
    const at = left.findIndex((f) => same(item as never, f.value as never));
    if (at >= 0) right.push(...left.splice(at, 1).map((f) => f.at));
    else missed.push(item);
  }
  return { right, spurious: left, missed };
}

const equal = <T>(a: T, b: T): boolean => a === b;

/** Everything that the labels of a note speak of. Dates of diagnosis and histories of therapy are not labelled. */
export function groupsOf(labels: Labels, findings: readonly Finding[]): Group[] {
  return [
    ...(['present', 'absent', 'uncertain', 'historical'] as const).map((status) =>
      group(`metastasis ${status}`, 'metastasis', findings, {
        gold: labels.metastases.filter((m) => m.status === status).map((m) => m.site),
        value: (f: Of<'metastasis'>) => (f.status === status ? f.site : null),
        same: equal,
      }),
    ),
    group('gleason', 'gleason', findings, { gold: labels.gleason.map(sum), value: sum, same: equal }),
    ...(['given', 'planned', 'cancelled'] as const).map((status) =>
      group(`rlt_cycle ${status}`, 'rlt_cycle', findings, {
        gold: labels.rlt_cycles.filter((c) => c.status === status),
        value: (f: Of<'rlt_cycle'>) => (f.status === status ? f : null),
        same: sameCycle,
      }),
    ),
    ...(['given', 'planned', 'declined'] as const).map((status) =>
      group(`drug ${status}`, 'drug', findings, {
        gold: [...new Set(labels.drugs.filter((d) => d.status === status).map((d) => d.drug))],
        value: (f: Of<'drug'>): string | null => (f.status === status ? f.drug : null),
        same: equal,
      }),
    ),
    group('psa', 'psa', findings, { gold: labels.psa, value: (f: Of<'psa'>) => f, same: samePsa }),
    group('castration_resistance', 'castration_resistance', findings, {
      gold: labels.crpc?.status === 'present' ? ['present'] : [],
      value: (f: Of<'castration_resistance'>) => (f.status === 'present' ? 'present' : null),
      same: equal<string>,
    }),
  ];
}

function group<K extends FindingKind, G, V>(
  what: string,
  kind: K,
  findings: readonly Finding[],
  { gold, value, same }: { gold: readonly G[]; value: (f: Of<K>) => V | null; same: (gold: G, found: V) => boolean },
): Group {
  const found = findings.flatMap((f, at) => {
    const v = f.kind === kind ? value(f as Of<K>) : null;
    return v === null ? [] : [{ at, value: v }];
  });
  return { what, kind, gold, found, same };
}

/** Is each finding as labelled? Null where labels say nothing of it: sensitive disease need not be labelled. */
export function verdictsOn(labels: Labels, findings: readonly Finding[]): (boolean | null)[] {
  const groups = groupsOf(labels, findings);
  const right = new Set(groups.flatMap((g) => pairUp(g).right));
  return findings.map((f, at) => {
    if (f.kind === 'diagnosis' || f.kind === 'therapy_history') return null;
    if (f.kind !== 'castration_resistance') return right.has(at);
    const date = labels.crpc?.date;
    const dated = !f.date || !date || sameDate(f.date, date);
    if (f.status === 'absent') return labels.crpc && labels.crpc.status === 'absent';
    return right.has(at) && dated;
  });
}

interface Sum {
  readonly primary: number | null;
  readonly secondary: number | null;
  readonly total: number;
}

function sum({ primary, secondary, total }: Sum): string {
  return `${primary ?? '?'}+${secondary ?? '?'}=${total}`;
}

const sameOrNone = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : sameDate(a, b);

function sameCycle(gold: Labels['rlt_cycles'][number], found: CycleFinding): boolean {
  if (gold.number !== null && found.number !== null && gold.number !== found.number) return false;
  const numbered = gold.number !== null && gold.number === found.number;
  return sameOrNone(gold.date, found.date) || (numbered && (gold.date === null || found.date === null));
}

function samePsa(gold: Labels['psa'][number], found: PsaFinding): boolean {
  return (
    Math.abs(gold.value - found.value) < 1e-9 &&
    (gold.date === null || found.date === null || sameDate(gold.date, found.date))
  );
}
