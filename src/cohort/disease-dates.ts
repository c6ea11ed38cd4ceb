/** Initial diagnosis and mCRPC as days: partial dates get their conventional day, then respect dx <= mCRPC <= index. */
import { boundsOf, imputeDay } from '../calendar.ts';
import type { DayDate, PartialDate } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import type { DatedDay } from './cells.ts';
import { statementsOf } from './metastases.ts';

export interface DiseaseDates {
  readonly dx: DatedDay | null;
  readonly mcrpc: DatedDay | null;
  /** A metastasis is known, when it was first seen is not: mCRPC is the date of castration resistance. */
  readonly metastasisUndated: boolean;
}

const EARLIEST: DayDate = '0000-01-01';

/** `index` null = order against index is not considered. Of two partial dates out of order the less precise one moves. */
export function diseaseDates(record: PatientRecord, index: DayDate | null): DiseaseDates {
  const dxStated = record.diagnosis?.date?.value ?? null;
  const { stated: mcrpcStated, undated } = mcrpcDate(record);
  const latest = index ?? '9999-12-31';
  const first = dxStated && day(dxStated, EARLIEST, latest);
  const isFiner = dxStated !== null && mcrpcStated !== null && mcrpcStated.length > dxStated.length;
  const mcrpc = mcrpcStated && day(mcrpcStated, isFiner ? EARLIEST : (first ?? EARLIEST), latest);
  const dx = dxStated && mcrpc ? day(dxStated, EARLIEST, mcrpc) : first;
  return {
    dx: dxStated && dx ? { stated: dxStated, day: dx } : null,
    mcrpc: mcrpcStated && mcrpc ? { stated: mcrpcStated, day: mcrpc } : null,
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

/**
 * mCRPC = the later of first metastasis and castration resistance (clinical definition 3.2). A metastasis that some
 * document knows by the time of castration resistance does not move it; one without any date of its own cannot.
 */
function mcrpcDate(record: PatientRecord): { stated: PartialDate | null; undated: boolean } {
  const resistant = record.castrationResistance?.date?.value ?? null;
  const { dated, known, any } = firstMetastasis(record);
  if (resistant === null || !any) return { stated: null, undated: false };
  if (known !== null && known <= boundsOf(resistant).last) return { stated: resistant, undated: false };
  if (dated === null || (known !== null && known < boundsOf(dated).first)) return { stated: resistant, undated: true };
  return { stated: imputeDay(dated) > imputeDay(resistant) ? dated : resistant, undated: false };
}

/** Earliest date of a metastasis, and the earliest day by which a document knew of one. */
function firstMetastasis(record: PatientRecord): { dated: PartialDate | null; known: DayDate | null; any: boolean } {
  const present = record.metastases
    .flatMap(statementsOf)
    .filter(({ status }) => status === 'present' || status === 'historical');
  const dates = present.flatMap(({ date }) => (date === null ? [] : [date]));
  const known = present.flatMap(({ date, documented }) => {
    const by = date ?? documented;
    return by === null ? [] : [boundsOf(by).last];
  });
  return {
    dated: dates.toSorted((a, b) => (imputeDay(a) < imputeDay(b) ? -1 : 1))[0] ?? null,
    known: known.toSorted()[0] ?? null,
    any: present.length > 0,
  };
}
