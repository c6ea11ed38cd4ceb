/** The charts of everybody who is read tonight, many at a time: as a whole where that is due, else what changed. */
import type { PatientId } from '../../domain.ts';
import { CHART_TYPES, type ChartType } from '../read-types.ts';
import type { Received } from '../received.ts';
import { pullPatient, pullType } from './chart.ts';
import { isOffered, type Pull } from './context.ts';
import { momentOf } from './due.ts';
import { incrementsOf, isIncremental, pullIncrement } from './increments.ts';
import { inOrder } from './order.ts';
import type { Persons } from './persons.ts';

/** Searches that may be under way or waiting to be taken, for each parallel request. Bounds the memory. */
const LOOK_AHEAD = 4;
const PATIENT: ChartType = { type: 'Patient', include: null };

/** A search, or what stands for it where it is not believed. */
interface Task {
  /** Of how many patients it reads one type. */
  readonly patients: number;
  readonly run: () => Promise<Received[]>;
}

/** Patients first, with the other records of the same persons; then the charts of all of them. */
export async function* readCharts(pull: Pull, persons: Persons): AsyncGenerator<readonly Received[]> {
  const { members } = pull;
  for (let fresh: readonly PatientId[] = [...members]; fresh.length > 0;) {
    for await (const { items } of together(pull, patientTasks(pull, fresh))) {
      persons.take(items);
      yield items;
    }
    const { patients, reports } = await persons.others(fresh);
    yield reports;
    for (const patient of patients) members.add(patient);
    fresh = patients;
  }
  const types = CHART_TYPES.filter(({ type }) => isOffered(pull, type));
  let done = 0;
  for await (const { items, patients } of together(pull, chartTasks(pull, types, [...members].sort()))) {
    yield items;
    done += patients;
    pull.effects.chartsRead?.(Math.floor(done / types.length), members.size);
  }
}

function* patientTasks(pull: Pull, patients: readonly PatientId[]): Generator<Task> {
  const { changed, whole } = split(pull, 'Patient', patients, momentsOf(patients));
  for (const patient of whole) yield { patients: 1, run: () => pullPatient(pull, patient) };
  yield* incrementTasks(pull, PATIENT, changed);
}

function* chartTasks(pull: Pull, types: readonly ChartType[], patients: readonly PatientId[]): Generator<Task> {
  // Decided before the first chart is read: what is read whole tonight is known by the time the increments are asked for.
  const moments = momentsOf(patients);
  const plan = types.map((type) => ({ type, ...split(pull, type.type, patients, moments) }));
  const whole = plan.map((part) => ({ type: part.type, patients: new Set(part.whole) }));
  for (const patient of patients)
    for (const { type, patients: due } of whole)
      if (due.has(patient)) yield { patients: 1, run: () => pullType(pull, patient, type) };
  for (const { type, changed } of plan) yield* incrementTasks(pull, type, changed);
}

function* incrementTasks(pull: Pull, type: ChartType, changed: readonly PatientId[]): Generator<Task> {
  for (const increment of incrementsOf(pull, type, changed))
    yield { patients: increment.patients.length, run: () => pullIncrement(pull, increment) };
}

/** Whose resources of a type are read by increment, and whose as a whole. */
function split(
  pull: Pull,
  type: string,
  patients: readonly PatientId[],
  moments: ReadonlyMap<PatientId, number>,
): Readonly<Record<'changed' | 'whole', readonly PatientId[]>> {
  const { changed = [], whole = [] } = Object.groupBy(patients, (id) =>
    isIncremental(pull, type, id, moments.get(id) ?? 0) ? 'changed' : 'whole',
  );
  return { changed, whole };
}

/** The same for every type. */
function momentsOf(patients: readonly PatientId[]): ReadonlyMap<PatientId, number> {
  return new Map(patients.map((id) => [id, momentOf(id)]));
}

interface Done {
  readonly patients: number;
  readonly items: readonly Received[];
}

function together(pull: Pull, tasks: Iterable<Task>): AsyncGenerator<Done> {
  return inOrder(started(tasks), LOOK_AHEAD * pull.spec.concurrency);
}

function* started(tasks: Iterable<Task>): Generator<() => Promise<Done>> {
  for (const { patients, run } of tasks) yield async () => ({ patients, items: await run() });
}
