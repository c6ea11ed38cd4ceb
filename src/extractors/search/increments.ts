/**
 * What changed in charts that were read before: `_lastUpdated` since the last watermark, with an overlap for what was
 * committed late. Several patients in one search where the server was seen to understand that; a server that ignores the
 * parameter is found out and read as a whole.
 */
import type { PatientId } from '../../domain.ts';
import { patientOf } from '../../fhir.ts';
import type { ChartType } from '../read-types.ts';
import type { Received, ReceivedResource } from '../received.ts';
import { pullPatient, pullType, sortOut } from './chart.ts';
import { idChunks } from './chunks.ts';
import { isDue } from './due.ts';
import { fhirUrl, isAhead, type Pull, rangeItem } from './context.ts';
import { WholeItems } from './collect.ts';
import { isRefusal } from './fault.ts';
import { fetchLinked } from './linked.ts';
import { mannerOf } from './manner.ts';
import { walk, type Walked } from './walk.ts';

/** Servers that compare days only give more than was asked for, by less than this. */
const DAY_MS = 86_400_000;

export interface Increment {
  /** A chart type, or Patient itself. */
  readonly type: ChartType;
  readonly patients: readonly PatientId[];
  /** The oldest watermark among them, less the overlap. */
  readonly since: string;
}

/** Groups patients whose chart of a type needs an increment only, into searches of a bounded length. */
export function incrementsOf(pull: Pull, type: ChartType, patients: readonly PatientId[]): Increment[] {
  const chunks = pull.lists ? idChunks(patients) : patients.map((patient) => [patient]);
  return chunks.map((chunk) => ({ type, patients: chunk, since: sinceOf(pull, type.type, chunk) }));
}

function sinceOf(pull: Pull, type: string, patients: readonly PatientId[]): string {
  const times = patients.map((patient) => Date.parse(pull.known.watermark(type, patient)?.at ?? ''));
  return new Date(Math.min(...times) - pull.spec.increments.overlapMs).toISOString();
}

/** May a type of a patient's chart be read by increment, his moment being this? Not where it never was whole, nor when a comparison is due. */
export function isIncremental(pull: Pull, type: string, patient: PatientId, moment: number): boolean {
  const mark = pull.known.watermark(type, patient);
  if (!mark || pull.startedAt === null) return false;
  const [now, fullAt] = [Date.parse(pull.startedAt), Date.parse(mark.fullAt)];
  // A clock that was ahead one night: nothing would be asked for until that day has come.
  if (isAhead(pull, mark.at) || isAhead(pull, mark.fullAt)) return false;
  return !isDue(moment, { now, fullAt, period: pull.spec.increments.fullCompareMs });
}

/** Asks for one increment. Where that cannot be believed, every patient of it is read as a whole. */
export async function pullIncrement(pull: Pull, increment: Increment): Promise<Received[]> {
  const { type, patients, since } = increment;
  const manner = await mannerOf(pull, type.type);
  if (manner === 'single' && patients.length > 1) {
    const each: Received[] = [];
    for (const patient of patients) each.push(...(await pullIncrement(pull, { type, patients: [patient], since })));
    return each;
  }
  if (manner !== 'whole' && !pull.sinceIgnored.has(type.type)) {
    const { url, walked } = await search(pull, increment);
    const doubt = doubtOf(walked, since);
    if (doubt === null) return give(pull, increment, url, walked);
    if (doubt === 'since_ignored') pull.sinceIgnored.add(type.type);
    pull.effects.log.warn('extract.increment', { type: type.type, code: doubt, patients: patients.length });
  }
  const whole: Received[] = [];
  for (const patient of patients)
    whole.push(...(type.type === 'Patient' ? await pullPatient(pull, patient) : await pullType(pull, patient, type)));
  return whole;
}

async function search(
  pull: Pull,
  { type, patients, since }: Increment,
): Promise<{ url: URL; walked: Walked<WholeItems> }> {
  const { spec, gateway } = pull;
  const walking = {
    maxPages: spec.limits.maxPages,
    collect: () => new WholeItems(),
    places: spec,
    asked: (resource: ReceivedResource['resource']) => patients.includes(patientOf(resource) ?? ''),
  };
  const form = (include: string | null): URL =>
    fhirUrl(spec, type.type, [
      [type.type === 'Patient' ? '_id' : 'patient', patients.join(',')],
      ['_lastUpdated', `ge${since}`],
      ['_count', String(spec.pageSize)],
      ...(include === null ? [] : [['_include', include] as const]),
    ]);
  const url = form(type.include);
  const walked = await walk(gateway, url, walking);
  const isOpen = isRefusal(walked.reason) || walked.reason === 'fewer_than_announced';
  if (!isOpen || type.include === null) return { url, walked };
  const plain = form(null);
  return { url: plain, walked: await walk(gateway, plain, walking) };
}

/** Why an increment is not one; null where nothing speaks against it. */
function doubtOf({ reason, found, self }: Walked<WholeItems>, since: string): string | null {
  if (isRefusal(reason) || reason === 'filter_ignored') return reason;
  const unheard = self !== null && self.includes('?') && !self.includes('_lastUpdated');
  const outside = found.items.some((item) => {
    if (item.kind !== 'resource' || item.mode === 'include') return false;
    const { lastUpdated } = (item.resource['meta'] ?? {}) as { lastUpdated?: unknown };
    return typeof lastUpdated === 'string' && Date.parse(lastUpdated) < Date.parse(since) - DAY_MS;
  });
  return unheard || outside ? 'since_ignored' : null;
}

/** What came, and one range for all of them. */
async function give(pull: Pull, increment: Increment, url: URL, walked: Walked<WholeItems>): Promise<Received[]> {
  const { type, patients, since } = increment;
  const { kept } = sortOut(walked.found.items, (owner) => patients.includes(owner), type.type);
  const ofPatient = Map.groupBy(kept, (item) =>
    item.kind === 'resource' && item.resource.resourceType === type.type ? patientOf(item.resource) : null,
  );
  const included = ofPatient.get(null) ?? [];
  const given: Received[] = [...included];
  const said = { type: type.type, since, reason: walked.reason, request: url.href };
  let received = 0;
  for (const patient of patients) {
    const own = ofPatient.get(patient) ?? [];
    given.push(...own, ...(own.length > 0 ? await fetchLinked(pull, patient, [...own, ...included]) : []));
    received += own.length;
  }
  const of = patients.length === 1 ? { patient: patients[0] ?? null } : { patient: null, patients };
  given.push(rangeItem({ ...said, ...of, until: walked.at, announced: walked.announced, received }));
  return given;
}
