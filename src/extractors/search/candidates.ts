/** Finds the patients whose charts are worth reading: prostate cancer, PSMA-RLT procedures and drugs. */
import type { FhirResource, PatientId } from '../../domain.ts';
import { type CodeableConcept, parseReference, subjectReference } from '../../fhir.ts';
import type { CandidateCode, CandidateKind } from '../../../vocabulary/candidates.ts';
import { isResourceId } from '../resource.ts';
import type { ReceivedQuarantined, ReceivedRange, ReceivedResource } from '../received.ts';
import { fhirUrl, isOffered, ownReference, type Pull, rangeItem } from './context.ts';
import { walk, type Walked } from './walk.ts';

/** Codes in one search: keeps URLs below 2 KB, which every proxy lets pass. */
const CODES_PER_SEARCH = 25;
const MEDICATIONS_PER_SEARCH = 20;
const DRUG_TYPES = ['MedicationAdministration', 'MedicationStatement', 'MedicationRequest'] as const;

export interface Candidates {
  /** The server's clock at the first answer; null where it does not tell. */
  readonly at: string | null;
  /** Every search was answered to its end. */
  readonly complete: boolean;
  /** Sorted. */
  readonly patients: readonly PatientId[];
  readonly reports: readonly (ReceivedRange | ReceivedQuarantined)[];
}

/** Asks for every candidate code. What could not be asked or read is in the reports; never rejects for it. */
export async function findCandidates(pull: Pull): Promise<Candidates> {
  const finder = new Finder(pull);
  await finder.byCode('Condition', 'condition');
  await finder.byCode('Procedure', 'procedure');
  for (const type of DRUG_TYPES) await finder.byCode(type, 'drug');
  await finder.byMedication();
  const complete = finder.reports.every((report) => report.kind === 'range' && report.state === 'complete');
  return { at: finder.at, complete, patients: [...finder.patients].sort(), reports: finder.reports };
}

class Finder {
  readonly patients = new Set<PatientId>();
  readonly reports: (ReceivedRange | ReceivedQuarantined)[] = [];
  at: string | null = null;
  readonly #pull: Pull;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  /** Searches a type by code and keeps the patients of those resources that really carry one of the codes. */
  async byCode(type: string, kind: CandidateKind): Promise<void> {
    await this.#search(type, 'code', codesOf(this.#pull, kind), (resource) => {
      if (hasCode(codeOf(resource), this.#pull.spec.candidates, kind)) this.#addPatient(resource);
    });
  }

  /** Drugs are mostly named by reference: first the Medications, then who got them. */
  async byMedication(): Promise<void> {
    const medications: string[] = [];
    await this.#search('Medication', 'code', codesOf(this.#pull, 'drug'), (resource) => {
      if (hasCode(codeOf(resource), this.#pull.spec.candidates, 'drug')) medications.push(`Medication/${resource.id}`);
    });
    if (medications.length === 0) return;
    for (const type of DRUG_TYPES)
      await this.#search(type, 'medication', medications, (resource) => this.#addPatient(resource));
  }

  async #search(
    type: string,
    parameter: string,
    values: readonly string[],
    take: (resource: ReceivedResource['resource']) => void,
  ): Promise<void> {
    const { spec, gateway } = this.#pull;
    if (!isOffered(this.#pull, type)) return;
    const size = parameter === 'code' ? CODES_PER_SEARCH : MEDICATIONS_PER_SEARCH;
    for (let start = 0; start < values.length; start += size) {
      const url = fhirUrl(spec, type, [
        [parameter, values.slice(start, start + size).join(',')],
        ['_count', String(spec.pageSize)],
      ]);
      this.#report(type, url, await walk(gateway, url, spec.limits.maxPages), take);
    }
  }

  #report(type: string, url: URL, walked: Walked, take: (resource: ReceivedResource['resource']) => void): void {
    this.at ??= walked.at;
    let unreadable = 0;
    for (const item of walked.items) {
      if (item.kind === 'quarantined') {
        unreadable++;
        this.reports.push(item);
      } else if (item.kind === 'resource' && item.resource.resourceType === type) take(item.resource);
    }
    this.reports.push(
      rangeItem({
        scope: 'discovery',
        type,
        patient: null,
        part: url.href,
        reason: walked.reason ?? (unreadable > 0 ? 'unreadable_items' : null),
        announced: walked.announced,
        received: walked.matches,
        request: url.href,
      }),
    );
  }

  #addPatient(resource: ReceivedResource['resource']): void {
    const reference = subjectReference(resource) ?? '';
    const key = parseReference(ownReference(this.#pull, reference) ?? undefined);
    if (key?.type === 'Patient' && isResourceId(key.id)) this.patients.add(key.id);
    else {
      this.reports.push(
        rangeItem({
          scope: 'discovery',
          type: resource.resourceType,
          patient: null,
          part: `${resource.resourceType}/${resource.id}`,
          reason: 'candidate_without_patient',
          announced: 1,
          received: 0,
          request: `${resource.resourceType}/${resource.id}`,
        }),
      );
    }
  }
}

/** Codes to ask for, without a system: servers differ in the URIs they use, and the answer is checked against the table. */
function codesOf(pull: Pull, kind: CandidateKind): string[] {
  return [...new Set(pull.spec.candidates.filter((code) => code.kind === kind).map(({ code }) => code))];
}

/** Does any of a patient's resources make him a candidate? Medications among them count as given. */
export function isCandidate(resources: readonly FhirResource[], table: readonly CandidateCode[]): boolean {
  const kinds: Readonly<Record<string, CandidateKind>> = {
    Condition: 'condition',
    Procedure: 'procedure',
    Medication: 'drug',
    ...Object.fromEntries(DRUG_TYPES.map((type) => [type, 'drug' as const])),
  };
  return resources.some((resource) => {
    const kind = kinds[resource.resourceType];
    return kind !== undefined && hasCode(codeOf(resource), table, kind);
  });
}

function codeOf(resource: FhirResource): CodeableConcept | undefined {
  return (resource['code'] ?? resource['medicationCodeableConcept']) as CodeableConcept | undefined;
}

/** True where a coding is in the table, by code and by a system of that code; a coding without system counts. */
export function hasCode(
  concept: CodeableConcept | undefined,
  table: readonly CandidateCode[],
  kind: CandidateKind,
): boolean {
  if (!Array.isArray(concept?.coding)) return false;
  return concept.coding.some((coding) => {
    const code = normalCode(coding?.code);
    return table.some(
      (entry) =>
        entry.kind === kind &&
        normalCode(entry.code) === code &&
        (!coding.system || entry.systems.includes(coding.system)),
    );
  });
}

/** Codes are compared without white space, trailing marks of ICD-10-GM, and case. */
const normalCode = (code: unknown): string =>
  typeof code === 'string' ? code.replace(/\s+|[*!†+]+$/g, '').toUpperCase() : '';
