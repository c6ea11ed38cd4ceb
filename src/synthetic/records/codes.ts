/** Codes that the synthetic hospitals write. Sources: the code systems' own publications; see vocabulary for what is read. */
import type { PublishedSite } from '../published.ts';

/** SNOMED CT value codes of the ISUP grade groups, by primary and secondary pattern. */
export const GRADE_GROUP_SCT: Readonly<Record<string, { code: string; group: number }>> = {
  '3+3': { code: '1279715000', group: 1 },
  '3+4': { code: '1279714001', group: 2 },
  '4+3': { code: '1279716004', group: 3 },
  '4+4': { code: '1279717008', group: 4 },
  '3+5': { code: '1279718003', group: 4 },
  '5+3': { code: '1279719006', group: 4 },
  '4+5': { code: '1279720000', group: 5 },
  '5+4': { code: '1279721001', group: 5 },
  '5+5': { code: '1279722008', group: 5 },
};

export const PATTERN_SCT: Readonly<Record<number, string>> = { 3: '369772003', 4: '369773008', 5: '369774002' };

export const SITE_CODES: Readonly<
  Record<PublishedSite, { obds: string; gm: string; cm: string; sct: string; display: string; body: string }>
> = {
  bone: {
    obds: 'OSS',
    gm: 'C79.5',
    cm: 'C79.51',
    sct: '94222008',
    display: 'Secondary malignant neoplasm of bone',
    body: '272673000',
  },
  liver: {
    obds: 'HEP',
    gm: 'C78.7',
    cm: 'C78.7',
    sct: '94381002',
    display: 'Secondary malignant neoplasm of liver',
    body: '10200004',
  },
  lung: {
    obds: 'PUL',
    gm: 'C78.0',
    cm: 'C78.00',
    sct: '94391008',
    display: 'Secondary malignant neoplasm of lung',
    body: '39607008',
  },
  lymph_node: {
    obds: 'LYM',
    gm: 'C77.2',
    cm: 'C77.5',
    sct: '94392001',
    display: 'Secondary malignant neoplasm of lymph node',
    body: '59441001',
  },
};

export interface DrugCode {
  readonly german: string;
  readonly atc: string;
  readonly english: string;
  /** RxNorm ingredient; null = written as text only. */
  readonly rxnorm: string | null;
  readonly hcpcs: string | null;
}

/** By ingredient. */
export const DRUG_CODES: Readonly<Record<string, DrugCode>> = {
  docetaxel: { german: 'Docetaxel', atc: 'L01CD02', english: 'docetaxel', rxnorm: '72962', hcpcs: 'J9171' },
  cabazitaxel: { german: 'Cabazitaxel', atc: 'L01CD04', english: 'cabazitaxel', rxnorm: '996051', hcpcs: 'J9043' },
  paclitaxel: { german: 'Paclitaxel', atc: 'L01CD01', english: 'paclitaxel', rxnorm: '56946', hcpcs: 'J9267' },
  abiraterone: { german: 'Abirateron', atc: 'L02BX03', english: 'abiraterone acetate', rxnorm: null, hcpcs: null },
  enzalutamide: { german: 'Enzalutamid', atc: 'L02BB04', english: 'enzalutamide', rxnorm: '1307298', hcpcs: null },
  apalutamide: { german: 'Apalutamid', atc: 'L02BB05', english: 'apalutamide', rxnorm: '1999574', hcpcs: null },
  darolutamide: { german: 'Darolutamid', atc: 'L02BB06', english: 'darolutamide', rxnorm: '2180325', hcpcs: null },
  bicalutamide: { german: 'Bicalutamid', atc: 'L02BB03', english: 'bicalutamide', rxnorm: '83008', hcpcs: null },
  leuprorelin: { german: 'Leuprorelin', atc: 'L02AE02', english: 'leuprolide', rxnorm: '42375', hcpcs: 'J9217' },
  leuprolide: { german: 'Leuprorelin', atc: 'L02AE02', english: 'leuprolide', rxnorm: '42375', hcpcs: 'J9217' },
  triptorelin: { german: 'Triptorelin', atc: 'L02AE04', english: 'triptorelin', rxnorm: '38782', hcpcs: 'J3315' },
  goserelin: { german: 'Goserelin', atc: 'L02AE03', english: 'goserelin', rxnorm: '50610', hcpcs: 'J9202' },
  degarelix: { german: 'Degarelix', atc: 'L02BX02', english: 'degarelix', rxnorm: '475230', hcpcs: 'J9155' },
  carboplatin: { german: 'Carboplatin', atc: 'L01XA02', english: 'carboplatin', rxnorm: '40048', hcpcs: 'J9045' },
  mitoxantrone: { german: 'Mitoxantron', atc: 'L01DB07', english: 'mitoxantrone', rxnorm: '7005', hcpcs: 'J9293' },
  pembrolizumab: {
    german: 'Pembrolizumab',
    atc: 'L01FF02',
    english: 'pembrolizumab',
    rxnorm: '1547545',
    hcpcs: 'J9271',
  },
  olaparib: { german: 'Olaparib', atc: 'L01XK01', english: 'olaparib', rxnorm: '1597582', hcpcs: null },
  'radium-223': {
    german: 'Radium-223-dichlorid',
    atc: 'V10XX03',
    english: 'radium Ra 223 dichloride',
    rxnorm: null,
    hcpcs: 'A9606',
  },
  'sipuleucel-t': { german: 'Sipuleucel-T', atc: 'L03AX17', english: 'sipuleucel-T', rxnorm: null, hcpcs: 'Q2043' },
  denosumab: { german: 'Denosumab', atc: 'M05BX04', english: 'denosumab', rxnorm: '993449', hcpcs: 'J0897' },
};
