/** Finds the patients whose charts are worth reading: prostate cancer, PSMA-RLT procedures and drugs. */
import type { FhirResource, PatientId, ResourceKey } from '../../domain.ts';
import { type CodeableConcept, keyText, parseReference, type Reference, subjectReference } from '../../fhir.ts';
import type { CandidateCode, CandidateKind } from '../../../vocabulary/candidates.ts';
import { isResourceId } from '../resource.ts';
import type { ReceivedQuarantined, ReceivedRange, ReceivedResource } from '../received.ts';
import { fhirUrl, isOffered, ownReference, type Pull, rangeItem } from './context.ts';
import { Names } from './collect.ts';
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
  /** Those of them who have a Condition. */
  readonly diagnosed: readonly PatientId[];
  readonly reports: readonly (ReceivedRange | ReceivedQuarantined)[];
}

/** Asks for every candidate code. What could not be asked or read is in the reports; never rejects for it. */
export async function findCandidates(pull: Pull): Promise<Candidates> {
  const finder = new Finder(pull);
  await finder.byCode('Condition', 'condition');
  const diagnosed = [...finder.patients].sort();
  await finder.byCode('Procedure', 'procedure');
  for (const type of DRUG_TYPES) await finder.byCode(type, 'drug');
  await finder.byMedication();
  const complete = finder.reports.every((report) => report.kind === 'range' && report.state === 'complete');
  return { at: finder.at, complete, patients: [...finder.patients].sort(), diagnosed, reports: finder.reports };
}

class Finder {
  readonly patients = new Set<PatientId>();
  readonly reports: (ReceivedRange | ReceivedQuarantined)[] = [];
  at: string | null = null;
  readonly #medications = new Set<string>();
  readonly #pull: Pull;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  /** Searches a type by code and keeps the patients of those resources that really carry one of the codes. */
  async byCode(type: string, kind: CandidateKind): Promise<void> {
    await this.#search(type, 'code', codesOf(this.#pull, kind), (resource) =>
      hasCode(codeOf(resource), this.#pull.spec.candidates, kind) ? this.#owner(resource) : null,
    );
  }

  /** Drugs are mostly named by reference: first the Medications, then who got them. */
  async byMedication(): Promise<void> {
    await this.#search('Medication', 'code', codesOf(this.#pull, 'drug'), (resource) =>
      hasCode(codeOf(resource), this.#pull.spec.candidates, 'drug') ? `Medication/${resource.id}` : null,
    );
    const medications = [...this.#medications];
    for (const type of DRUG_TYPES)
      await this.#search(type, 'medication', medications, (resource) =>
        this.#isOf(resource, medications) ? this.#owner(resource) : null,
      );
  }

  /** False where it names another Medication or none: servers that do not know the parameter answer with everybody's. */
  #isOf(resource: FhirResource, medications: readonly string[]): boolean {
    const named = resource['medicationReference'] as Reference | undefined;
    if (!named) return false;
    const written = named.reference;
    const key = typeof written === 'string' ? parseReference(ownReference(this.#pull, written) ?? undefined) : null;
    return key === null || medications.includes(keyText(key));
  }

  async #search(
    type: string,
    parameter: string,
    values: readonly string[],
    choose: (resource: ReceivedResource['resource']) => string | null,
  ): Promise<void> {
    const { spec, gateway } = this.#pull;
    if (!isOffered(this.#pull, type)) return;
    const walking = { maxPages: spec.limits.maxPages, collect: () => new Names(type, choose) };
    const size = parameter === 'code' ? CODES_PER_SEARCH : MEDICATIONS_PER_SEARCH;
    for (let start = 0; start < values.length; start += size) {
      const url = fhirUrl(spec, type, [
        [parameter, values.slice(start, start + size).join(',')],
        ['_count', String(spec.pageSize)],
      ]);
      this.#report(type, url, await walk(gateway, url, walking));
    }
  }

  #report(type: string, url: URL, { found, ...walked }: Walked<Names>): void {
    this.at ??= walked.at;
    this.reports.push(...found.unreadable);
    for (const name of found.names) this.#take(name);
    this.reports.push(
      rangeItem({
        scope: 'discovery',
        type,
        patient: null,
        part: url.href,
        reason: walked.reason ?? (found.unreadable.length > 0 ? 'unreadable_items' : null),
        announced: walked.announced,
        received: walked.matches,
        request: url.href,
      }),
    );
  }

  #take(name: string): void {
    const { type, id } = parseReference(name) as ResourceKey;
    if (type === 'Patient') this.patients.add(id);
    else if (type === 'Medication') this.#medications.add(name);
    else {
      const range = { type, patient: null, part: name, reason: 'candidate_without_patient', request: name };
      this.reports.push(rangeItem({ scope: 'discovery', ...range, announced: 1, received: 0 }));
    }
  }

  /** The patient's name; the resource's own where it names no patient of this server. */
  #owner(resource: ReceivedResource['resource']): string {
    const reference = subjectReference(resource) ?? '';
    const key = parseReference(ownReference(this.#pull, reference) ?? undefined);
    return key?.type === 'Patient' && isResourceId(key.id)
      ? `Patient/${key.id}`
      : `${resource.resourceType}/${resource.id}`;
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
