/** What must be asked about castration resistance: since when, and whether at all. The gravest doubt alone is asked. */
import { addDays } from '../../calendar.ts';
import type { DayDate, FactOf, PartialDate } from '../../domain.ts';
import type { CastrationResistance } from '../record.ts';
import { LETTER_DAYS, earliest, knownBy, writtenOn } from './choose.ts';
import { isApart } from './diagnosis.ts';
import type { Question } from './flags.ts';

export type ResistanceFact = FactOf<'castration_resistance'>;
export type TieredDate = NonNullable<CastrationResistance['date']>;

/** What is held, before people decide. */
export interface ResistanceState {
  readonly facts: readonly ResistanceFact[];
  /** Those that say it is there. */
  readonly present: readonly ResistanceFact[];
  /** The date chosen from those stated. */
  readonly stated: PartialDate | null;
  /** The date held: stated, or worked out from PSA or therapy. */
  readonly dated: TieredDate | null;
  /** First PSMA-RLT cycle. */
  readonly firstRlt: DayDate | null;
}

/** At most one question. */
export function resistanceQuestions(state: ResistanceState): Question[] {
  const asked =
    datesApart(state) ?? calledSensitive(state) ?? statedAfterIndex(state) ?? doubted(state) ?? neverStated(state);
  return asked === null ? [] : [asked];
}

function ask(code: string, words: string, date: PartialDate | null, { facts }: ResistanceState): Question {
  const question = `${words} Was the disease castration-resistant, and since when?`;
  return { topic: 'crpc_date', code, question, proposal: { date }, facts };
}

function datesApart(state: ResistanceState): Question | null {
  const { stated, present } = state;
  if (stated === null) return null;
  const others = present.flatMap(({ date }) => (date !== null && isApart(date, stated) ? [date] : []));
  if (others.length === 0) return null;
  const dates = [...new Set(others)].sort().join(', ');
  return ask('date_conflict', `Castration resistance is dated ${stated} and ${dates}.`, stated, state);
}

function calledSensitive(state: ResistanceState): Question | null {
  const { facts, present, stated } = state;
  const absent = facts.filter((fact) => fact.status === 'absent');
  const isLater = absent.some((fact) => present.every((p) => writtenOn(p) < writtenOn(fact)));
  if (present.length === 0 || !isLater) return null;
  const words = 'A later note calls the disease castration-sensitive, earlier ones castration-resistant.';
  return ask('resistance_conflict', words, stated, state);
}

function statedAfterIndex(state: ResistanceState): Question | null {
  const { present, dated, firstRlt } = state;
  const known = earliest(present.map(knownBy));
  if (dated !== null || firstRlt === null || known === null || known <= addDays(firstRlt, LETTER_DAYS)) return null;
  const words = `Castration resistance is first stated on ${known}, after the first cycle of PSMA-RLT, without a date.`;
  return ask('stated_after_index', words, null, state);
}

function doubted(state: ResistanceState): Question | null {
  const { present, stated } = state;
  const doubt = present[0]?.doubt;
  if (doubt === undefined || present.some((fact) => fact.doubt === undefined)) return null;
  return ask('doubtful_statement', `Castration resistance: ${doubt}.`, stated, state);
}

function neverStated(state: ResistanceState): Question | null {
  const { facts, dated } = state;
  if (facts.length > 0 || dated === null) return null;
  const words = `Nothing states castration resistance, but there is ${WHY[dated.tier]} from ${dated.value}.`;
  return { ...ask('crpc_inferred', words, dated.value, state), evidence: dated.evidence };
}

const WHY: Readonly<Record<string, string>> = {
  T2: 'PSA progression under androgen deprivation',
  T4: 'a therapy that only castration-resistant disease gets',
};
