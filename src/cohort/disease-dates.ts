/** Initial diagnosis and mCRPC as days: partial dates get their conventional day, then respect dx <= mCRPC <= index. */
import { boundsOf, imputeDay } from '../calendar.ts';
import type { DayDate, PartialDate } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import type { DatedDay } from './cells.ts';
import { type Statement, statementsOf } from './metastases.ts';

export interface DiseaseDates {
  readonly dx: DatedDay | null;
  readonly mcrpc: DatedDay | null;
  /** What dates mCRPC where that is a metastasis after castration resistance. */
  readonly firstMetastasis: Statement | null;
  /** A metastasis is known, when it was first seen is not: mCRPC is the date of castration resistance. */
  readonly metastasisUndated: boolean;
}

const EARLIEST: DayDate = '0000-01-01';

/** `index` null = order against index is not considered. Of two partial dates out of order the less precise one moves. */
export function diseaseDates(record: PatientRecord, index: DayDate | null): DiseaseDates {
  const dxStated = record.diagnosis?.date?.value ?? null;
  const { stated: mcrpcStated, undated, metastasis } = mcrpcDate(record);
  const latest = index ?? '9999-12-31';
  const first = dxStated && day(dxStated, EARLIEST, latest);
  const isFiner = dxStated !== null && mcrpcStated !== null && mcrpcStated.length > dxStated.length;
  const mcrpc = mcrpcStated && day(mcrpcStated, isFiner ? EARLIEST : (first ?? EARLIEST), latest);
  const dx = dxStated && mcrpc ? day(dxStated, EARLIEST, mcrpc) : first;
  return {
    dx: dxStated && dx ? { stated: dxStated, day: dx } : null,
    mcrpc: mcrpcStated && mcrpc ? { stated: mcrpcStated, day: mcrpc } : null,
    firstMetastasis: metastasis,
    metastasisUndated: undated,
  };
}

/** The conventional day, moved into [from, to] as far as the partial date allows. */
function day(stated: PartialDate, from: DayDate, to: DayDate): DayDate {
  const { first, last } = boundsOf(stated);
  const wanted = min(max(imputeDay(stated), from), to);
  return min(max(wanted, first), last);
}

const min = (a: DayDate, b: DayDate): DayDate => (a < b ? a : b);
const max = (a: DayDate, b: DayDate): DayDate => (a > b ? a : b);

interface Mcrpc {
  readonly stated: PartialDate | null;
  readonly undated: boolean;
  readonly metastasis: Statement | null;
}

/**
 * mCRPC = the later of first metastasis and castration resistance (clinical definition 3.2). A metastasis that some
 * document knows by the time of castration resistance does not move it; one without any date of its own cannot.
 */
function mcrpcDate(record: PatientRecord): Mcrpc {
  const resistant = record.castrationResistance?.date?.value ?? null;
  const present = record.metastases
    .flatMap(statementsOf)
    .filter(({ status }) => status === 'present' || status === 'historical');
  if (resistant === null || present.length === 0) return { stated: null, undated: false, metastasis: null };
  const known = knownBy(present);
  const first = firstDated(present);
  const atResistance = { stated: resistant, undated: false, metastasis: null };
  if (known !== null && known <= boundsOf(resistant).last) return atResistance;
  if (first === null || (known !== null && known < boundsOf(first.date).first))
    return { ...atResistance, undated: true };
  if (imputeDay(first.date) <= imputeDay(resistant)) return atResistance;
  return { stated: first.date, undated: false, metastasis: first };
}

/** Earliest day by which the record knew of a metastasis. */
function knownBy(present: readonly Statement[]): DayDate | null {
  const days = present.flatMap(({ date, documented }) => {
    const by = date ?? documented;
    return by === null ? [] : [boundsOf(by).last];
  });
  return days.toSorted()[0] ?? null;
}

function firstDated(present: readonly Statement[]): (Statement & { date: PartialDate }) | null {
  const dated = present.flatMap((statement) =>
    statement.date === null ? [] : [{ ...statement, date: statement.date }],
  );
  return dated.toSorted((a, b) => (imputeDay(a.date) < imputeDay(b.date) ? -1 : 1))[0] ?? null;
}
