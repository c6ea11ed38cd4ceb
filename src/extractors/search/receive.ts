/** A FHIR R4 server, cohort-driven: find the candidates, then pull each one's chart. */
import type { PatientId } from '../../domain.ts';
import { SignInFault } from '../auth/refusal.ts';
import type { SearchSpec, SourceEffects } from '../source.ts';
import type { Received } from '../received.ts';
import type { Known } from '../known.ts';
import { pullMedicationChanges } from './catalogue.ts';
import { CHART_TYPES, type ChartType, pullPatient, pullType } from './chart.ts';
import { fhirUrl, isOffered, type Pull, rangeItem } from './context.ts';
import { historyTypes, pullDeletions } from './deletions.ts';
import { discover, newLinks } from './discover.ts';
import { faultOfError } from './fault.ts';
import { Gateway } from './gateway.ts';
import { incrementsOf, isIncremental, pullIncrement, takesLists } from './increments.ts';

/** Searches that may be under way or waiting to be taken, for each parallel request. Bounds the memory. */
const LOOK_AHEAD = 4;
/** With these the server will answer nothing else either; others only mean that it does not describe itself. */
const HOPELESS = /^(network|tls|timeout|html|http_401|http_403|foreign_redirect|sign_in_.*)$/;

/**
 * Everything that the server has on candidate patients and on those read before: whole charts of whom is new or due, what
 * changed of the others, what was deleted. Whatever could not be read is a range that says so; a server that cannot be
 * asked at all is one incomplete range over everything.
 */
export async function* receiveSearch(spec: SearchSpec, effects: SourceEffects, known: Known): AsyncGenerator<Received> {
  const gateway = new Gateway(spec, effects);
  try {
    const { fault, ...asked } = await askMetadata(gateway, spec);
    if (fault !== null) {
      yield rangeItem({ type: '*', patient: null, reason: fault, announced: null, received: 0, request: spec.baseUrl });
      return;
    }
    const shared = { fetched: new Map(), sinceIgnored: new Set<string>(), candidates: new Set<PatientId>() };
    const base: Pull = { spec, effects, gateway, known, ...asked, ...shared, members: new Set(), trusted: false };
    const { pull, reports } = await discover(base);
    yield* reports;
    yield* readCharts(pull);
    yield* await pullMedicationChanges(pull);
    yield* together(
      pull,
      historyTypes(pull).map((type) => () => pullDeletions(pull, type)),
    );
    if (pull.trusted) yield { kind: 'members', patients: [...pull.members].filter((id) => isInGroup(pull, id)) };
  } finally {
    await gateway.close();
  }
}

/** Candidates, and who is new tonight because a record of his is linked to a candidate's. */
function isInGroup({ candidates, known }: Pull, patient: PatientId): boolean {
  return candidates.has(patient) || !known.patients.includes(patient);
}

async function* readCharts(pull: Pull): AsyncGenerator<Received> {
  const lists = await takesLists(
    pull,
    pull.known.patients.filter((id) => pull.members.has(id)),
  );
  let fresh: readonly PatientId[] = [...pull.members];
  while (fresh.length > 0) {
    const linked: Received[] = [];
    for await (const item of together(pull, patientTasks(pull, fresh, lists))) {
      if (item.kind === 'resource') linked.push(item);
      yield item;
    }
    fresh = await reachable(pull, newLinks(pull, linked));
    for (const patient of fresh) pull.members.add(patient);
  }
  yield* together(pull, chartTasks(pull, [...pull.members].sort(), lists));
}

/** Linked records that are there: a link to one that is not says nothing about what is missing here. */
async function reachable(pull: Pull, patients: readonly PatientId[]): Promise<PatientId[]> {
  const answers = await Promise.all(
    patients.map((patient) =>
      pull.gateway.getFhir(fhirUrl(pull.spec, `Patient/${patient}`)).then(
        () => null,
        (error: unknown) => faultOfError(error).code,
      ),
    ),
  );
  const found = patients.filter((_, at) => answers[at] !== 'http_404' && answers[at] !== 'http_410');
  if (found.length < patients.length)
    pull.effects.log.warn('extract.linked_patient_missing', { patients: patients.length - found.length });
  return found;
}

type Task = () => Promise<Received[]>;
interface Split {
  readonly changed: readonly PatientId[];
  readonly whole: readonly PatientId[];
}
const PATIENT: ChartType = { type: 'Patient', include: null };

function* patientTasks(pull: Pull, patients: readonly PatientId[], lists: boolean): Generator<Task> {
  const { changed, whole } = split(pull, 'Patient', patients);
  for (const patient of whole) yield () => pullPatient(pull, patient);
  for (const increment of incrementsOf(pull, PATIENT, changed, lists)) yield () => pullIncrement(pull, increment);
}

function* chartTasks(pull: Pull, patients: readonly PatientId[], lists: boolean): Generator<Task> {
  // Decided before the first chart is read: what is read whole tonight is known by the time the increments are asked for.
  const plan = CHART_TYPES.map((type) => ({ type, ...split(pull, type.type, patients) }));
  const whole = plan.map((part) => ({ type: part.type, patients: new Set(part.whole) }));
  for (const patient of patients)
    for (const { type, patients: due } of whole) if (due.has(patient)) yield () => pullType(pull, patient, type);
  for (const { type, changed } of plan) {
    if (!isOffered(pull, type.type)) continue;
    for (const increment of incrementsOf(pull, type, changed, lists)) yield () => pullIncrement(pull, increment);
  }
}

/** Whose resources of a type are read by increment, and whose as a whole. */
function split(pull: Pull, type: string, patients: readonly PatientId[]): Split {
  const { changed = [], whole = [] } = Object.groupBy(patients, (id) =>
    isIncremental(pull, type, id) ? 'changed' : 'whole',
  );
  return { changed, whole };
}

async function* together(pull: Pull, tasks: Iterable<Task>): AsyncGenerator<Received> {
  for await (const items of inOrder(tasks, LOOK_AHEAD * pull.spec.concurrency)) yield* items;
}

/** Runs tasks ahead of their reader, at most `ahead` of them, and gives their results in order. */
async function* inOrder<T>(tasks: Iterable<() => Promise<T>>, ahead: number): AsyncGenerator<T> {
  const running: Promise<T>[] = [];
  for (const task of tasks) {
    const result = task();
    // Awaited later, in its turn; until then its failure is nobody's unhandled rejection.
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= ahead) yield await (running.shift() as Promise<T>);
  }
  for (const result of running) yield await result;
}

/** What the server says of itself in its CapabilityStatement. */
interface Metadata {
  /** Types that it has; null where it does not say. */
  readonly offered: Set<string> | null;
  /** Types with a history. */
  readonly histories: Set<string>;
  readonly startedAt: string | null;
  readonly fault: string | null;
}

async function askMetadata(gateway: Gateway, spec: SearchSpec): Promise<Metadata> {
  try {
    const { bytes, date } = await gateway.getFhir(fhirUrl(spec, 'metadata'));
    return { ...typesIn(JSON.parse(bytes.toString('utf8'))), startedAt: date, fault: null };
  } catch (error) {
    const reason = faultOfError(error);
    if (reason instanceof SignInFault) throw reason.error;
    const { code } = reason;
    return { offered: null, histories: new Set(), startedAt: null, fault: HOPELESS.test(code) ? code : null };
  }
}

function typesIn(statement: unknown): Pick<Metadata, 'offered' | 'histories'> {
  const { resourceType, rest } = (statement ?? {}) as { resourceType?: unknown; rest?: unknown };
  if (resourceType !== 'CapabilityStatement' || !Array.isArray(rest)) return { offered: null, histories: new Set() };
  const resources = (rest as ({ resource?: unknown } | null)[]).flatMap((part) =>
    Array.isArray(part?.resource) ? (part.resource as ({ type?: unknown; interaction?: unknown } | null)[]) : [],
  );
  const named = resources.filter((resource) => typeof resource?.type === 'string') as Named[];
  const histories = new Set(named.filter(hasHistory).map(({ type }) => type));
  return { offered: named.length > 0 ? new Set(named.map(({ type }) => type)) : null, histories };
}

interface Named {
  readonly type: string;
  readonly interaction?: unknown;
}

function hasHistory({ interaction }: Named): boolean {
  return (
    Array.isArray(interaction) &&
    (interaction as ({ code?: unknown } | null)[]).some((one) => one?.code === 'history-type')
  );
}
