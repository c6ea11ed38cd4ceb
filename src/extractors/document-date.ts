/** When what a document says was so (clinical definitions 3.7, 3.9): the exam or the stay, before signing or filing. */
import { compareDates, dateOfFhir } from '../calendar.ts';
import type { FhirResource, PartialDate } from '../domain.ts';

interface Period {
  readonly start?: unknown;
  readonly end?: unknown;
}

/**
 * The clinical date of a document. A period gives its end, because a letter about a stay knows the whole stay, but never
 * a day after the document itself was written; then its start. Without any clinical date, the filing date.
 */
export function clinicalDate(resource: FhirResource): PartialDate | null {
  switch (resource.resourceType) {
    case 'DocumentReference': {
      const written = dateOfFhir(resource['date']) ?? creationOf(resource);
      return ofPeriod((resource['context'] as { period?: Period } | undefined)?.period, written) ?? written;
    }
    case 'DiagnosticReport': {
      const written = dateOfFhir(resource['issued']);
      return (
        dateOfFhir(resource['effectiveDateTime']) ??
        ofPeriod(resource['effectivePeriod'] as Period | undefined, written) ??
        written
      );
    }
    case 'Composition': {
      const written = dateOfFhir(resource['date']);
      const events = Array.isArray(resource['event']) ? (resource['event'] as ({ period?: Period } | null)[]) : [];
      const dates = events.map((event) => ofPeriod(event?.period, written)).filter((date) => date !== null);
      return dates.toSorted(compareDates).at(-1) ?? written;
    }
    default:
      return null;
  }
}

function ofPeriod(period: Period | undefined, written: PartialDate | null): PartialDate | null {
  const [start, end] = [dateOfFhir(period?.start), dateOfFhir(period?.end)];
  if (end === null) return start;
  return written !== null && start !== null && compareDates(written, end) < 0 && compareDates(start, written) <= 0
    ? written
    : end;
}

/** The earliest date on which an attachment says it was made. */
function creationOf(resource: FhirResource): PartialDate | null {
  const contents = Array.isArray(resource['content'])
    ? (resource['content'] as ({ attachment?: { creation?: unknown } } | null)[])
    : [];
  const dates = contents.map((content) => dateOfFhir(content?.attachment?.creation)).filter((date) => date !== null);
  return dates.toSorted(compareDates)[0] ?? null;
}
