/** Small hand-written FHIR resources, and facts in a form that is short to compare. */
import type { Fact, FactKind, FactOf, FhirResource } from '../../src/domain.ts';
import { type StructuredFacts, structuredFacts } from '../../src/facts/structured.ts';

export const URI = {
  gm: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
  cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icdo: 'http://terminology.hl7.org/CodeSystem/icd-o-3',
  ops: 'http://fhir.de/CodeSystem/bfarm/ops',
  atc: 'http://fhir.de/CodeSystem/bfarm/atc',
  sct: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  tnm: 'https://www.uicc.org/resources/tnm',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  ndc: 'http://hl7.org/fhir/sid/ndc',
  verification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  onko: 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-',
  onkoExtension: 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/StructureDefinition/mii-ex-onko-',
  onkoProfile: 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/StructureDefinition/mii-pr-onko-',
} as const;

export const concept = (system: string, code: string, display?: string): object => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
});

let counter = 0;
/** A resource of the patient `p` with a running id, unless `body` gives one. */
export function resource(resourceType: string, body: object): FhirResource {
  counter += 1;
  return { resourceType, id: `${resourceType.toLowerCase()}-${counter}`, subject: { reference: 'Patient/p' }, ...body };
}

export const condition = (code: object, body: object = {}): FhirResource => resource('Condition', { code, ...body });
export const observation = (code: object, body: object): FhirResource =>
  resource('Observation', { status: 'final', code, ...body });
export const procedure = (body: object): FhirResource => resource('Procedure', { status: 'completed', ...body });

export const read = (...resources: FhirResource[]): StructuredFacts => structuredFacts('p', resources);

export function factsOf<K extends FactKind>(kind: K, ...resources: FhirResource[]): FactOf<K>[] {
  return read(...resources).facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

/** Problem codes, in their order. */
export const problemsOf = (...resources: FhirResource[]): string[] =>
  read(...resources).problems.map(({ code }) => code);

/** Facts without activity: what the record says of disease and treatment. */
export const clinical = (facts: readonly Fact[]): Fact[] => facts.filter(({ kind }) => kind !== 'activity');
