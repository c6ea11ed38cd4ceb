/** One patient's chart: what is asked for, type by type, and what each answer was worth. */
import type { PatientId } from '../../domain.ts';
import { patientOf } from '../../fhir.ts';
import type { Item } from '../items.ts';
import { isByIdentifier } from '../own.ts';
import type { ChartType } from '../read-types.ts';
import { quarantined, type Received, type ReceivedResource } from '../received.ts';
import { readResource } from '../resource.ts';
import { lookForGone, NOTHING_GONE } from './compare.ts';
import { fhirUrl, isOffered, type Pull, rangeItem } from './context.ts';
import { Fault, faultOfError, isRefusal } from './fault.ts';
import { fetchLinked } from './linked.ts';
import { WholeItems } from './collect.ts';
import { walk, type Walked } from './walk.ts';

/** Reads `Patient/id`. */
export async function pullPatient(pull: Pull, patient: PatientId): Promise<Received[]> {
  const url = fhirUrl(pull.spec, `Patient/${encodeURIComponent(patient)}`);
  let until = null as string | null;
  const range = { type: 'Patient', patient, announced: 1, request: url.href };
  try {
    const { bytes, layout, date } = await pull.gateway.getFhir(url);
    until = date;
    const item = readResource(bytes, layout.value, url.href);
    if (item.kind === 'quarantined') return [item, rangeItem({ ...range, until, reason: null, received: 0 })];
    if (item.resource.resourceType !== 'Patient' || item.resource.id !== patient) throw new Fault('not_the_patient');
    return [item, rangeItem({ ...range, until, reason: null, received: 1 })];
  } catch (error) {
    const { code } = faultOfError(error);
    // 410 is an answer: the patient was there and was deleted. So is 404 for one who is held and is no candidate any more.
    const isGone = code === 'http_410' || (code === 'http_404' && pull.trusted && isHeldOnly(pull, patient));
    if (!isGone) return [rangeItem({ ...range, reason: code, received: 0 })];
    const deleted = { kind: 'deleted', key: { type: 'Patient', id: patient }, request: url.href } as const;
    return [deleted, rangeItem({ ...range, announced: 0, reason: null, received: 0, until: pull.startedAt })];
  }
}

function isHeldOnly(pull: Pull, patient: PatientId): boolean {
  return !pull.candidates.has(patient) && pull.known.holder({ type: 'Patient', id: patient }) !== null;
}

/** Searches one type for one patient, with the Medications and attachments that the answer points to. */
export async function pullType(pull: Pull, patient: PatientId, chartType: ChartType): Promise<Received[]> {
  if (!isOffered(pull, chartType.type)) return [];
  const { url, walked } = await search(pull, patient, chartType);
  const { items } = walked.found;
  const { kept, strangers } = sortOut(items, (owner) => owner === patient, chartType.type);
  const gone = walked.reason === null ? await lookForGone(pull, patient, chartType.type, items) : NOTHING_GONE;
  const linked = await fetchLinked(pull, patient, kept);
  const range = rangeItem({
    type: chartType.type,
    patient,
    until: walked.at,
    reason: walked.reason ?? gone.reason,
    announced: walked.announced,
    received: walked.matches - strangers,
    request: url.href,
  });
  return [...kept, ...gone.items, ...linked, range];
}

/** Servers refuse what they do not know: without _include Medications are read one by one, `subject` is `patient` too. */
async function search(
  pull: Pull,
  patient: PatientId,
  { type, include }: ChartType,
): Promise<{ url: URL; walked: Walked<WholeItems> }> {
  const { spec, gateway } = pull;
  const count = ['_count', String(spec.pageSize)] as const;
  const forms: (readonly (readonly [string, string])[])[] = [
    ...(include === null ? [] : [[['patient', patient], count, ['_include', include]] as const]),
    [['patient', patient], count],
    [['subject', `Patient/${patient}`], count],
  ];
  const whole = { maxPages: spec.limits.maxPages, collect: () => new WholeItems(), places: spec };
  let answer: { url: URL; walked: Walked<WholeItems> } | null = null;
  for (const form of forms) {
    const url = fhirUrl(spec, type, form);
    const walked = await walk(gateway, url, { ...whole, asked: (one) => patientOf(one) === patient });
    if (!isWorthAnother(walked, url)) return { url, walked };
    answer ??= { url, walked };
  }
  return answer as { url: URL; walked: Walked<WholeItems> };
}

/** Another form may be answered: this one was refused at once, or its `total` may count what it includes as well. */
function isWorthAnother({ reason, found }: Walked<WholeItems>, url: URL): boolean {
  if (isRefusal(reason)) return found.items.length === 0;
  return reason === 'fewer_than_announced' && url.searchParams.has('_include');
}

/** Nobody's record is given to a patient because of where it was found: what names another patient is quarantined. */
export function sortOut(
  items: readonly Item[],
  isAsked: (owner: PatientId) => boolean,
  type: string,
): { kept: Received[]; strangers: number } {
  const kept: Received[] = [];
  let strangers = 0;
  for (const item of items) {
    if (item.kind === 'outcome') continue;
    if (item.kind !== 'resource' || item.resource.resourceType !== type) {
      kept.push(withoutMode(item));
      continue;
    }
    const owner = patientOf(item.resource);
    if (owner !== null && isAsked(owner)) kept.push(withoutMode(item));
    else {
      strangers++;
      kept.push(mismatch(item, owner));
    }
  }
  return { kept, strangers };
}

function mismatch(item: ReceivedResource, owner: PatientId | null): Received {
  const bytes = Buffer.from(item.raw);
  return owner === null
    ? quarantined(
        'no_patient',
        bytes,
        item.request,
        `names ${isByIdentifier(item.resource) ? 'its patient by an identifier alone' : 'no patient'}`,
      )
    : quarantined('subject_mismatch', bytes, item.request, 'names another patient than the one asked for');
}

function withoutMode(item: Exclude<Item, { kind: 'outcome' }>): Received {
  const { mode: _mode, ...received } = item;
  return received;
}
