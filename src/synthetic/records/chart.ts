/** Building blocks of FHIR resources: references, codings, dates cut at their stated precision. */
import type { DatePrecision, DayDate, FhirResource, PartialDate } from '../../domain.ts';
import type { Random } from '../random.ts';
import type { PatientPlan } from '../plan/types.ts';

/** A resource with its id, as this hospital writes it. */
export type Resource = FhirResource & { readonly id: string };

export const SYSTEM = {
  icd10gm: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  ops: 'http://fhir.de/CodeSystem/bfarm/ops',
  atc: 'http://fhir.de/CodeSystem/bfarm/atc',
  kdl: 'http://dvmd.de/fhir/CodeSystem/kdl',
  loinc: 'http://loinc.org',
  snomed: 'http://snomed.info/sct',
  ucum: 'http://unitsofmeasure.org',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  tnm: 'https://www.uicc.org/resources/tnm',
  verification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  clinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  act: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  onkoCode: 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem',
  onkoProfile: 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/StructureDefinition',
} as const;

/** When the hospital's server last touched any of this: after everything that the record tells. */
const LAST_UPDATED = '2023-10-02T02:15:00Z';

export const cut = (day: DayDate, precision: DatePrecision): PartialDate =>
  precision === 'year' ? day.slice(0, 4) : precision === 'month' ? day.slice(0, 7) : day;

export const concept = (system: string, code: string, display?: string, extra: object = {}): object => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }), ...extra }],
});

/** `meta` with a profile of the MII oncology module. */
export const onkoProfile = (name: string): object => ({ profile: [`${SYSTEM.onkoProfile}/${name}`] });

export const quantity = (value: number, unit: string, code: string): object => ({
  value,
  unit,
  system: SYSTEM.ucum,
  code,
});

export const DATA_ABSENT = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
};

/** Collects one patient's resources and gives them ids. */
export interface Chart {
  readonly plan: PatientPlan;
  readonly random: Random;
  readonly subject: { readonly reference: string };
  readonly resources: Resource[];
  /** Adds a resource under `<patient>-<tail>` with the patient as its subject. */
  add(resourceType: string, tail: string, body: object): Resource;
}

export function openChart(plan: PatientPlan, random: Random): Chart {
  const resources: Resource[] = [];
  const subject = { reference: `Patient/${plan.id}` };
  return {
    plan,
    random,
    subject,
    resources,
    add: (resourceType, tail, body) => {
      const own = resourceType === 'Patient' || resourceType === 'Binary' ? {} : { subject };
      const id = tail === '' ? plan.id : `${plan.id}-${tail}`;
      const { meta, ...rest } = body as { meta?: object };
      const resource = {
        resourceType,
        id,
        meta: { versionId: '1', lastUpdated: LAST_UPDATED, ...meta },
        ...own,
        ...rest,
      };
      resources.push(resource);
      return resource;
    },
  };
}

/** A local time of day on `day`, with the offset of central European or US eastern time. */
export function at(day: DayDate, random: Random, offset: string): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day}T${two(random.int(7, 16))}:${two(random.int(0, 59))}:00${offset}`;
}

export function condition(
  chart: Chart,
  tail: string,
  code: object,
  extra: object,
  verification = 'confirmed',
): Resource {
  return chart.add('Condition', tail, {
    clinicalStatus: concept(SYSTEM.clinical, 'active'),
    verificationStatus: concept(SYSTEM.verification, verification),
    code,
    ...extra,
  });
}

export function observation(chart: Chart, tail: string, code: object, body: object): Resource {
  return chart.add('Observation', tail, { status: 'final', code, ...body });
}

export function encounter(chart: Chart, tail: string, kind: 'AMB' | 'IMP', start: DayDate, end: DayDate): Resource {
  return chart.add('Encounter', tail, {
    status: 'finished',
    class: { system: SYSTEM.act, code: kind },
    period: { start, end },
  });
}
