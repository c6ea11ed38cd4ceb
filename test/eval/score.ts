/** Counts what was found of what is labelled: multisets for values, pairs for cycles and PSA, dates at the coarser precision. */
import type { Annotation, CycleFinding, Finding, FindingKind, PsaFinding } from '../../src/domain.ts';
import { sameDate } from '../../src/calendar.ts';
import type { Labels, LabelledNote } from './corpus.ts';

export interface Tally {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export interface Score {
  /** By what is counted: `metastasis present`, `rlt_cycle given` … */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** One line an error: note, what, missed or spurious, the value. */
  readonly errors: readonly string[];
}

type Same<G, F> = (gold: G, found: F) => boolean;

export function score(notes: readonly LabelledNote[], annotate: (note: LabelledNote) => Annotation): Score {
  const counter = new Counter();
  for (const note of notes) scoreNote(counter, note.id, note.labels, annotate(note).findings);
  return { tallies: new Map([...counter.tallies].sort(([a], [b]) => a.localeCompare(b))), errors: counter.errors };
}

class Counter {
  readonly tallies = new Map<string, Tally>();
  readonly errors: string[] = [];

  /** Pairs every gold item with the first found one that is the same; what is left over is missed or spurious. */
  pair<G, F>(what: string, note: string, gold: readonly G[], found: readonly F[], same: Same<G, F>): void {
    const left = [...found];
    for (const item of gold) {
      const at = left.findIndex((f) => same(item, f));
      if (at >= 0) left.splice(at, 1);
      else this.errors.push(`${note} ${what} missed ${JSON.stringify(item)}`);
      this.#add(what, at >= 0 ? { tp: 1, fp: 0, fn: 0 } : { tp: 0, fp: 0, fn: 1 });
    }
    for (const item of left) {
      this.errors.push(`${note} ${what} spurious ${JSON.stringify(item)}`);
      this.#add(what, { tp: 0, fp: 1, fn: 0 });
    }
  }

  #add(what: string, { tp, fp, fn }: Tally): void {
    const old = this.tallies.get(what) ?? { tp: 0, fp: 0, fn: 0 };
    this.tallies.set(what, { tp: old.tp + tp, fp: old.fp + fp, fn: old.fn + fn });
  }
}

const equal = <T>(a: T, b: T): boolean => a === b;

function scoreNote(counter: Counter, id: string, labels: Labels, findings: readonly Finding[]): void {
  const of = <K extends FindingKind>(kind: K): Extract<Finding, { kind: K }>[] =>
    findings.filter((f): f is Extract<Finding, { kind: K }> => f.kind === kind);
  for (const status of ['present', 'absent', 'uncertain', 'historical'] as const)
    counter.pair(`metastasis ${status}`, id, sites(labels.metastases, status), sites(of('metastasis'), status), equal);
  counter.pair('gleason', id, labels.gleason.map(sum), of('gleason').map(sum), equal);
  for (const status of ['given', 'planned', 'cancelled'] as const)
    counter.pair(
      `rlt_cycle ${status}`,
      id,
      labels.rlt_cycles.filter((c) => c.status === status),
      of('rlt_cycle').filter((c) => c.status === status),
      sameCycle,
    );
  for (const status of ['given', 'planned', 'declined'] as const)
    counter.pair(`drug ${status}`, id, drugs(labels.drugs, status), drugs(of('drug'), status), equal);
  counter.pair('psa', id, labels.psa, of('psa'), samePsa);
  scoreResistance(counter, id, labels, of('castration_resistance'));
}

function scoreResistance(
  counter: Counter,
  id: string,
  { crpc }: Labels,
  found: readonly Extract<Finding, { kind: 'castration_resistance' }>[],
): void {
  const present = found.some((f) => f.status === 'present') ? ['present'] : [];
  counter.pair('castration_resistance', id, crpc?.status === 'present' ? ['present'] : [], present, equal);
  const date = crpc?.date;
  if (!date) return;
  const right = found.some((f) => f.date !== null && sameDate(f.date, date));
  counter.pair('castration_resistance date', id, [date], right ? [date] : [], equal);
}

function sites(list: readonly { readonly site: string; readonly status: string }[], status: string): string[] {
  return list.filter((m) => m.status === status).map((m) => m.site);
}

function drugs(list: readonly { readonly drug: string; readonly status: string }[], status: string): string[] {
  return [...new Set(list.filter((d) => d.status === status).map((d) => d.drug))];
}

function sum({
  primary,
  secondary,
  total,
}: {
  primary: number | null;
  secondary: number | null;
  total: number;
}): string {
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

export function f1({ tp, fp, fn }: Tally): number {
  return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
}

export function total(score: Score): Tally {
  return [...score.tallies.values()].reduce((a, b) => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn }), {
    tp: 0,
    fp: 0,
    fn: 0,
  });
}
