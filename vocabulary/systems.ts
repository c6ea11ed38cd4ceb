/**
 * Code systems by one short name each, with every URI under which they are met. Compared without case and without a
 * trailing slash or version. Sources: HL7 terminology (THO), MII core data set, obds-to-fhir, BIH pathology examples.
 */
export type SystemName =
  | 'icd-10-gm'
  | 'icd-10-cm'
  | 'icd-10'
  | 'ops'
  | 'atc'
  | 'icd-o-3'
  | 'tnm'
  | 'snomed'
  | 'loinc'
  | 'ucum'
  | 'rxnorm'
  | 'icd-10-pcs'
  | 'hcpcs'
  | 'cpt'
  | 'ndc'
  | 'chop'
  | 'obds-metastasis'
  | 'obds-application'
  | 'obds-radiation'
  | 'obds-therapy'
  | 'obds-course-nodes'
  | 'vital-status'
  | 'discharge'
  | 'discharge-de'
  | 'certainty-de'
  | 'verification';

interface SystemRow {
  readonly name: SystemName;
  readonly uris: readonly string[];
  /** False where the URI is known from memory or a secondary source only. */
  readonly verified: boolean;
}

const row = (name: SystemName, verified: boolean, ...uris: string[]): SystemRow => ({ name, uris, verified });
const ONKO = 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/';

const SYSTEMS: readonly SystemRow[] = [
  row('icd-10-gm', true, 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'http://hl7.org/fhir/sid/icd-10-gm'),
  row('icd-10-gm', false, 'http://fhir.de/CodeSystem/dimdi/icd-10-gm', 'urn:oid:1.2.276.0.76.5.409'),
  row('icd-10-cm', true, 'http://hl7.org/fhir/sid/icd-10-cm', 'urn:oid:2.16.840.1.113883.6.90'),
  row('icd-10', true, 'http://hl7.org/fhir/sid/icd-10'),
  row('ops', true, 'http://fhir.de/CodeSystem/bfarm/ops'),
  row('ops', false, 'http://fhir.de/CodeSystem/dimdi/ops'),
  row('atc', true, 'http://fhir.de/CodeSystem/bfarm/atc', 'http://www.whocc.no/atc'),
  row('atc', false, 'http://fhir.de/CodeSystem/dimdi/atc'),
  row('icd-o-3', true, 'http://terminology.hl7.org/CodeSystem/icd-o-3', 'urn:oid:2.16.840.1.113883.6.43.1'),
  row('tnm', true, 'https://www.uicc.org/resources/tnm', 'http://cancerstaging.org'),
  row('snomed', true, 'http://snomed.info/sct', 'urn:oid:2.16.840.1.113883.6.96'),
  row('loinc', true, 'http://loinc.org', 'urn:oid:2.16.840.1.113883.6.1'),
  row('ucum', true, 'http://unitsofmeasure.org'),
  row('rxnorm', true, 'http://www.nlm.nih.gov/research/umls/rxnorm'),
  row('icd-10-pcs', false, 'http://www.cms.gov/Medicare/Coding/ICD10'),
  row('hcpcs', false, 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'urn:oid:2.16.840.1.113883.6.285'),
  row('cpt', false, 'http://www.ama-assn.org/go/cpt'),
  row('ndc', false, 'http://hl7.org/fhir/sid/ndc'),
  row('chop', false, 'http://fhir.ch/ig/ch-core/CodeSystem/chop', 'urn:oid:2.16.756.5.30.1.126.3.3.3'),
  row('obds-metastasis', true, `${ONKO}mii-cs-onko-fernmetastasen`),
  row('obds-application', true, `${ONKO}mii-cs-onko-strahlentherapie-applikationsart`),
  row('obds-radiation', true, `${ONKO}mii-cs-onko-strahlentherapie-strahlenart`),
  row('obds-therapy', true, `${ONKO}mii-cs-onko-therapie-typ`),
  row('obds-course-nodes', true, `${ONKO}mii-cs-onko-verlauf-lymphknoten`),
  row(
    'vital-status',
    true,
    'https://www.medizininformatik-initiative.de/fhir/core/modul-person/CodeSystem/Vitalstatus',
  ),
  row('discharge', false, 'http://terminology.hl7.org/CodeSystem/discharge-disposition'),
  row(
    'discharge-de',
    false,
    'http://fhir.de/CodeSystem/dkgev/EntlassungsgrundErsteUndZweiteStelle',
    'http://fhir.de/CodeSystem/dgkev/EntlassungsgrundErsteUndZweiteStelle',
  ),
  row('certainty-de', true, 'https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT'),
  row('verification', true, 'http://terminology.hl7.org/CodeSystem/condition-ver-status'),
];

const BY_URI = new Map(SYSTEMS.flatMap(({ name, uris }) => uris.map((uri) => [fold(uri), name] as const)));

function fold(uri: string): string {
  return (
    uri
      .trim()
      .toLowerCase()
      .split('|')[0]
      ?.replace(/\/+$/, '')
      .replace(/^https:/, 'http:') ?? ''
  );
}

/** The short name of a coding's system; null where it names none or one that is not read. */
export function systemName(uri: string | null): SystemName | null {
  return uri === null ? null : (BY_URI.get(fold(uri)) ?? null);
}
