/** A FHIR R4 server, cohort-driven: find the candidates, then pull each one's chart. */
import type { PatientId } from '../../domain.ts';
import { SignInFault } from '../auth/refusal.ts';
import type { SearchSpec, SourceEffects } from '../source.ts';
import type { Received } from '../received.ts';
import { findCandidates } from './candidates.ts';
import { CHART_TYPES, pullPatient, pullType } from './chart.ts';
import { fhirUrl, type Pull, rangeItem } from './context.ts';
import { faultOfError } from './fault.ts';
import { Gateway } from './gateway.ts';

/** Searches that may be under way or waiting to be taken, for each parallel request. Bounds the memory. */
const LOOK_AHEAD = 4;
/** With these the server will answer nothing else either; others only mean that it does not describe itself. */
const HOPELESS = /^(network|tls|timeout|html|http_401|http_403|foreign_redirect|sign_in_.*)$/;

/**
 * Everything that the server has on candidate patients, ordered by patient and type. Whatever could not be read is a
 * range that says so; a server that cannot be asked at all is one incomplete range over everything.
 */
export async function* receiveSearch(spec: SearchSpec, effects: SourceEffects): AsyncGenerator<Received> {
  const gateway = new Gateway(spec, effects);
  try {
    const { offered, fault } = await askMetadata(gateway, spec);
    if (fault !== null) {
      yield rangeItem({ type: '*', patient: null, reason: fault, announced: null, received: 0, request: spec.baseUrl });
      return;
    }
    const pull: Pull = { spec, effects, gateway, offered, fetched: new Set() };
    const { patients, reports } = await findCandidates(pull);
    yield* reports;
    effects.log.info('extract.candidates', { patients: patients.length });
    for await (const items of inOrder(tasksOf(pull, patients), LOOK_AHEAD * spec.concurrency)) yield* items;
  } finally {
    await gateway.close();
  }
}

function* tasksOf(pull: Pull, patients: readonly PatientId[]): Generator<() => Promise<Received[]>> {
  for (const patient of patients) {
    yield () => pullPatient(pull, patient);
    for (const chartType of CHART_TYPES) yield () => pullType(pull, patient, chartType);
  }
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

/** Which types the server has, by its CapabilityStatement. */
async function askMetadata(
  gateway: Gateway,
  spec: SearchSpec,
): Promise<{ offered: Set<string> | null; fault: string | null }> {
  try {
    const { bytes } = await gateway.getFhir(fhirUrl(spec, 'metadata'));
    return { offered: typesIn(JSON.parse(bytes.toString('utf8'))), fault: null };
  } catch (error) {
    const fault = faultOfError(error);
    if (fault instanceof SignInFault) throw fault.error;
    const { code } = fault;
    return { offered: null, fault: HOPELESS.test(code) ? code : null };
  }
}

function typesIn(statement: unknown): Set<string> | null {
  const { resourceType, rest } = (statement ?? {}) as { resourceType?: unknown; rest?: unknown };
  if (resourceType !== 'CapabilityStatement' || !Array.isArray(rest)) return null;
  const resources = (rest as ({ resource?: unknown } | null)[]).flatMap((part) =>
    Array.isArray(part?.resource) ? (part.resource as unknown[]) : [],
  );
  const types = resources
    .map((resource) => (resource as { type?: unknown } | null)?.type)
    .filter((type) => typeof type === 'string');
  return types.length > 0 ? new Set(types) : null;
}
