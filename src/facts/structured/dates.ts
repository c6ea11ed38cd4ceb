/** When something happened, of the several elements in which FHIR says it. */
import { dateOfFhir } from '../../calendar.ts';
import type { PartialDate } from '../../domain.ts';
import type { Chart } from './chart.ts';
import { type Json, object, text } from './json.ts';

export interface When {
  readonly start: PartialDate | null;
  /** Set for periods only. */
  readonly end: PartialDate | null;
  /** Was it given as a period? */
  readonly period: boolean;
  /** Local time of day, `HH:MM`, of a dateTime. */
  readonly time: string | null;
}

const NEVER: When = { start: null, end: null, period: false, time: null };

/** A date element; one that is no existing date is counted and unknown. */
export function readDate(chart: Chart, resource: Json, value: unknown, path: string): PartialDate | null {
  if (value === undefined || value === null) return null;
  const date = dateOfFhir(value);
  if (date === null) chart.problem('bad_date', resource, path);
  return date;
}

/** `<prefix>DateTime`, `<prefix>Instant`, `<prefix>Period`: whichever is there. Local date as written, never shifted. */
export function readWhen(
  chart: Chart,
  resource: Json,
  prefix: 'effective' | 'performed' | 'onset' | 'collected',
  element: Json = resource,
): When {
  const path = `${text(resource['resourceType']) ?? ''}.${element === resource ? '' : 'collection.'}${prefix}`;
  const moment = element[`${prefix}DateTime`] ?? element[`${prefix}Instant`];
  if (moment !== undefined) {
    const start = readDate(chart, resource, moment, path);
    const time = /T(\d{2}:\d{2})/.exec(typeof moment === 'string' ? moment : '')?.[1] ?? null;
    return { start, end: null, period: false, time: start === null ? null : time };
  }
  const period = object(element[`${prefix}Period`]);
  return period ? readPeriod(chart, resource, period, path) : NEVER;
}

/** A Period; either end may be missing or unknown. */
export function readPeriod(chart: Chart, resource: Json, period: Json, path: string): When {
  const start = readDate(chart, resource, period['start'], `${path}.start`);
  const end = readDate(chart, resource, period['end'], `${path}.end`);
  return { start, end, period: true, time: null };
}

/** ` on 2019-07-04`, ` from 2019-07-04 to 2019-09-14`, or nothing. */
export function inWords(start: PartialDate | null, end: PartialDate | null = null): string {
  if (start !== null && end !== null && end !== start) return ` from ${start} to ${end}`;
  if (start !== null) return ` on ${start}`;
  return end === null ? '' : ` until ${end}`;
}
