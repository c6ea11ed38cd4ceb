/**
 * Days on which the patient was seen or treated (clinical definition 3.9): visits, specimens, measurements,
 * administrations, procedures, images. Not: issued, recorded, authored, asserted; orders; registry vital status; letters.
 */
import { DEATH_OBSERVATIONS } from '../../../vocabulary/vital.ts';
import type { ActivityType, PartialDate } from '../../domain.ts';
import { type Chart, evidence, keyOf } from './chart.ts';
import { matches, readConcept } from './coding.ts';
import { readDate, readPeriod, readWhen } from './dates.ts';
import { type Json, object, objects, text } from './json.ts';
import { statusUse } from './status.ts';

interface Seen {
  readonly activity: ActivityType;
  readonly dates: readonly (PartialDate | null)[];
  readonly path: string;
}

type Reader = (chart: Chart, resource: Json) => Seen | null;

const READERS: Readonly<Record<string, Reader>> = {
  Encounter: (chart, encounter) => {
    const period = object(encounter['period']);
    const when = period && readPeriod(chart, encounter, period, 'Encounter.period');
    return when && { activity: 'encounter', dates: [when.start, when.end], path: 'Encounter.period' };
  },
  Procedure: (chart, procedure) => {
    const when = readWhen(chart, procedure, 'performed');
    return { activity: 'procedure', dates: [when.start, when.end], path: 'Procedure.performed' };
  },
  MedicationAdministration: (chart, administration) => {
    const when = readWhen(chart, administration, 'effective');
    return { activity: 'administration', dates: [when.start, when.end], path: 'MedicationAdministration.effective' };
  },
  Observation: (chart, observation) => {
    if (isNoContact(observation)) return null;
    const when = readWhen(chart, observation, 'effective');
    return { activity: 'observation', dates: [when.start, when.end], path: 'Observation.effective' };
  },
  Specimen: (chart, specimen) => {
    const collection = object(specimen['collection']);
    const when = collection && readWhen(chart, specimen, 'collected', collection);
    return when && { activity: 'specimen', dates: [when.start, when.end], path: 'Specimen.collection.collected' };
  },
  ImagingStudy: (chart, study) => {
    const started = readDate(chart, study, study['started'], 'ImagingStudy.started');
    return { activity: 'imaging', dates: [started], path: 'ImagingStudy.started' };
  },
  DiagnosticReport: (chart, report) => {
    if (!isImaging(report)) return null;
    const when = readWhen(chart, report, 'effective');
    return { activity: 'imaging', dates: [when.start, when.end], path: 'DiagnosticReport.effective' };
  },
};

/** Observations that need no patient: words on death or life, questionnaires, social history. */
function isNoContact(observation: Json): boolean {
  if (matches(DEATH_OBSERVATIONS, readConcept(observation['code'])).length > 0) return true;
  const categories = objects(observation['category']).flatMap((category) => readConcept(category).codings);
  return categories.some((c) => ['SURVEY', 'SOCIAL-HISTORY'].includes(c.folded));
}

const IMAGING: ReadonlySet<string> = new Set(['RAD', 'NMR', 'NMS', 'CT', 'RUS', 'LP29684-5', 'IMAGING']);

function isImaging(report: Json): boolean {
  return objects(report['category']).some((category) =>
    readConcept(category).codings.some((c) => IMAGING.has(c.folded)),
  );
}

/** One fact a day and kind of contact, with the first resource that proves it; thousands of laboratory values are one day. */
export function readActivity(chart: Chart): void {
  const seen = new Map<string, { date: PartialDate; activity: ActivityType; resource: Json; path: string }>();
  for (const [type, reader] of Object.entries(READERS)) {
    for (const resource of chart.ofType(type)) {
      if (!counts(resource)) continue;
      const found = reader(chart, resource);
      for (const date of found?.dates ?? []) {
        if (!found || date === null) continue;
        const key = `${date}|${found.activity}`;
        const before = seen.get(key);
        if (!before || idOf(resource) < idOf(before.resource))
          seen.set(key, { date, activity: found.activity, resource, path: found.path });
      }
    }
  }
  for (const { date, activity, resource, path } of seen.values()) {
    chart.add({
      kind: 'activity',
      date,
      activity,
      evidence: [evidence(resource, path, `${activity} on ${date}`, `activity-${activity}`)],
    });
  }
}

function counts(resource: Json): boolean {
  if (resource['resourceType'] === 'Specimen' && text(resource['status']) === null) return true;
  return statusUse(resource) === 'use';
}

const idOf = (resource: Json): string => `${keyOf(resource).type}/${keyOf(resource).id}`;
