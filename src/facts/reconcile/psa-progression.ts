/** PSA progression under castration after PCWG3 (clinical definition 3.2, tier T2). */
import { daysBetween } from '../../calendar.ts';
import type { Evidence } from '../../domain.ts';
import type { DrugExposure, PsaValue } from '../record.ts';

const RISE = 1.25;
const RISE_NG_ML = 2;
const CONFIRMED_AFTER_DAYS = 21;
/** PSA still falls for some months after androgen deprivation starts: no value before is a nadir under castration. */
const CASTRATE_AFTER_DAYS = 28;

export interface Progression {
  readonly date: string;
  readonly decidedBy: 'structured' | 'note';
  readonly evidence: readonly Evidence[];
}

/**
 * First value that lies at least 25 % and 2 ng/mL above the nadir under androgen deprivation and that a value at least
 * three weeks later confirms. Deprivation that goes on stands in for a castrate testosterone. Only exact values dated to
 * the day count. Null = not shown.
 */
export function psaProgression(psa: readonly PsaValue[], drugs: readonly DrugExposure[]): Progression | null {
  const adt = drugs.filter((drug) => drug.class === 'adt' && drug.status === 'given' && drug.start?.length === 10);
  const since = adt.map((drug) => drug.start ?? '').toSorted()[0];
  if (since === undefined) return null;
  const until = adt.some((drug) => drug.end === null)
    ? '9999-12-31'
    : (adt
        .map((d) => d.end ?? '')
        .toSorted()
        .at(-1) ?? '');
  const series = psa.filter(
    (p) =>
      p.date.length === 10 &&
      p.comparator === null &&
      p.date <= until &&
      daysBetween(since, p.date) >= CASTRATE_AFTER_DAYS,
  );
  let nadir: PsaValue | undefined;
  for (const [i, value] of series.entries()) {
    if (nadir && isAbove(value, nadir)) {
      const floor = nadir;
      const confirming = series
        .slice(i + 1)
        .find((later) => daysBetween(value.date, later.date) >= CONFIRMED_AFTER_DAYS && isAbove(later, floor));
      if (confirming) return progression(value, [floor, value, confirming]);
    }
    if (!nadir || value.value < nadir.value) nadir = value;
  }
  return null;
}

function isAbove({ value }: PsaValue, nadir: PsaValue): boolean {
  return value >= nadir.value * RISE && value - nadir.value >= RISE_NG_ML;
}

function progression({ date }: PsaValue, values: readonly PsaValue[]): Progression {
  const decidedBy = values.every((value) => value.decidedBy === 'structured') ? 'structured' : 'note';
  return { date, decidedBy, evidence: values.flatMap((value) => value.evidence) };
}
