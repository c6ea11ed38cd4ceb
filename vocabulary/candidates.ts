/**
 * Codes that make a patient a candidate, for asking a FHIR server: prostate cancer, PSMA radioligand therapy, and the
 * drugs that are given for nothing else. Wide on purpose: a candidate's chart is read, and the study decides.
 * Sources: clinical definitions 1.1 (disease) and 1.4 (PSMA-RLT). Look-alikes (DOTATATE, Ra-223, PSMA-PET) and
 * D07.5, D40.0, N40, R97.2x are not cases and are left out; Ac-225 PSMA enters through C61.
 */

/** Which search finds it: Condition.code, Procedure.code, or the drug of a medication resource. */
export type CandidateKind = 'condition' | 'procedure' | 'drug';

export interface CandidateCode {
  readonly kind: CandidateKind;
  readonly code: string;
  /** Systems whose code this is; a coding without system counts too, another system does not. */
  readonly systems: readonly string[];
  readonly display: string;
}

const ICD_10 = [
  'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
  'http://fhir.de/CodeSystem/dimdi/icd-10-gm',
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://hl7.org/fhir/sid/icd-10-gm',
  'http://hl7.org/fhir/sid/icd-10',
  'urn:oid:2.16.840.1.113883.6.90',
  'urn:oid:1.2.276.0.76.5.409',
];
const ICD_O_3 = ['http://terminology.hl7.org/CodeSystem/icd-o-3', 'urn:oid:2.16.840.1.113883.6.43.1'];
const SNOMED = ['http://snomed.info/sct'];
const OPS = ['http://fhir.de/CodeSystem/bfarm/ops', 'http://fhir.de/CodeSystem/dimdi/ops'];
const ATC = ['http://fhir.de/CodeSystem/bfarm/atc', 'http://fhir.de/CodeSystem/dimdi/atc', 'http://www.whocc.no/atc'];
const HCPCS = ['http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'urn:oid:2.16.840.1.113883.6.285'];
const NDC = ['http://hl7.org/fhir/sid/ndc'];

const of =
  (kind: CandidateKind, systems: readonly string[]) =>
  (code: string, display: string): CandidateCode => ({ kind, code, systems, display });

const icd = of('condition', ICD_10);
const disease = of('condition', SNOMED);
const ops = of('procedure', OPS);

export const CANDIDATE_CODES: readonly CandidateCode[] = [
  icd('C61', 'Malignant neoplasm of prostate'),
  icd('Z85.46', 'Personal history of malignant neoplasm of prostate'),
  of('condition', ICD_O_3)('C61.9', 'Prostate gland'),
  disease('399068003', 'Malignant tumor of prostate'),
  disease('93974005', 'Primary malignant neoplasm of prostate'),
  disease('399490008', 'Adenocarcinoma of prostate'),
  disease('1259672003', 'Primary adenocarcinoma of prostate'),
  disease('823017009', 'Ductal adenocarcinoma of prostate'),
  disease('1208457007', 'Small cell carcinoma of prostate'),
  disease('399590005', 'Squamous cell carcinoma of prostate'),
  disease('712849003', 'Primary malignant neoplasm of prostate metastatic to bone'),
  disease('427492003', 'Hormone refractory prostate cancer'),
  disease('126906006', 'Neoplasm of prostate'),
  disease('314994000', 'Metastasis from malignant tumor of prostate'),
  ops('8-530.d0', 'Therapy with lutetium-177 PSMA ligands'),
  ops('8-530.d1', 'Therapy with lutetium-177 PSMA ligands, made for the patient'),
  ops('8-530.d2', 'Therapy with lutetium-177 PSMA ligands, not made for the patient'),
  ops('8-530.dx', 'Intravenous radioligand therapy, other'),
  ops('8-530.dy', 'Intravenous radioligand therapy, unspecified'),
  ops('8-530.d', 'Intravenous radioligand therapy'),
  of('procedure', SNOMED)('1263784000', 'Radioligand therapy using lutetium (177Lu) vipivotide tetraxetan'),
  of('procedure', HCPCS)('A9607', 'Lutetium Lu 177 vipivotide tetraxetan, therapeutic, 1 mCi'),
  of('drug', ATC)('V10XX05', 'Lutetium (177Lu) vipivotide tetraxetan'),
  of('drug', HCPCS)('A9607', 'Lutetium Lu 177 vipivotide tetraxetan, therapeutic, 1 mCi'),
  of('drug', SNOMED)('1263794005', 'Lutetium (177Lu) vipivotide tetraxetan'),
  of('drug', NDC)('69488-0010-61', 'Pluvicto'),
  of('drug', NDC)('69488-010-61', 'Pluvicto'),
];
