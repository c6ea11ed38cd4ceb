/** Dates of birth and death that contradict each other or the rest of the record: unknown then, and counted. */
import { isBefore } from '../../calendar.ts';
import type { Fact, FactOf } from '../../domain.ts';
import type { Chart } from './chart.ts';

/** No patient of a study was born earlier; placeholders are. */
const EARLIEST_BIRTH = '1900';

/** Takes implausible dates out of the facts gathered so far. Runs after all that gives contacts, births and deaths. */
export function dropImplausibleDates(chart: Chart): void {
  const contacts = ofKind(chart, 'activity').filter(({ date }) => date !== null);
  for (const birth of ofKind(chart, 'birth')) {
    const { date } = birth;
    if (date === null) continue;
    const unborn = contacts.length > 0 && contacts.every((contact) => isBefore(contact.date ?? date, date));
    if (!isBefore(date, EARLIEST_BIRTH) && !unborn) continue;
    chart.facts.splice(chart.facts.indexOf(birth), 1);
    chart.problem('birth_implausible', patientOf(chart), 'Patient.birthDate');
  }
  const births = ofKind(chart, 'birth');
  for (const death of ofKind(chart, 'death')) {
    const { date } = death;
    if (date === null || !births.some((birth) => birth.date !== null && isBefore(date, birth.date))) continue;
    // He is dead all the same; only when is not known.
    chart.facts[chart.facts.indexOf(death)] = { ...death, date: null };
    chart.problem('death_before_birth', patientOf(chart), 'Patient.deceased');
  }
}

function ofKind<K extends Fact['kind']>(chart: Chart, kind: K): FactOf<K>[] {
  return chart.facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

const patientOf = (chart: Chart) => chart.ofType('Patient')[0] ?? null;
