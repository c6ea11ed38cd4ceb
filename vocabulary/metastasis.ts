/** Metastasis sites (clinical definition 1.2): coded disorders, the oBDS sites, body structures, TNM categories. */
import type { MetastasisSite } from '../src/domain.ts';
import { type CodeRow, codeTable } from './rows.ts';
import type { SystemName } from './systems.ts';

/** `site` null = a distant metastasis whose organ the code does not name. */
export interface SiteMeaning {
  readonly site: MetastasisSite | null;
  readonly nodal?: 'regional' | 'distant';
}
type Row = CodeRow<SiteMeaning>;

const ICD: readonly SystemName[] = ['icd-10-gm', 'icd-10-cm', 'icd-10'];
const site = (name: MetastasisSite | null, nodal?: SiteMeaning['nodal']): SiteMeaning =>
  nodal === undefined ? { site: name } : { site: name, nodal };

/** ICD codes stand for themselves and what is below them. */
const icd = (code: string, value: SiteMeaning, meaning: string, verified = true, systems = ICD): Row => ({
  id: `met-icd-${code.toLowerCase()}`,
  systems,
  codes: [code],
  meaning,
  source: 'ICD-10-CM (mCODE SecondaryCancerDisorderVS), ICD-10-GM',
  verified,
  below: true,
  value,
});
const sct = (code: string, value: SiteMeaning, meaning: string, verified = false): Row => ({
  id: `met-sct-${code}`,
  systems: ['snomed'],
  codes: [code],
  meaning,
  source: 'SNOMED CT, secondary sources; displays pinned in test/vocabulary',
  verified,
  value,
});

export const METASTASIS_DISORDERS = codeTable<SiteMeaning>([
  {
    ...icd('C77', site('lymph_node'), 'Secondary malignant neoplasm of lymph nodes'),
    also: ['C77.9', 'C77.8'],
    not: ['C76', 'C81.9'],
  },
  icd('C77.0', site('lymph_node', 'distant'), 'Lymph nodes of head, face and neck'),
  icd('C77.1', site('lymph_node', 'distant'), 'Intrathoracic lymph nodes'),
  icd('C77.2', site('lymph_node', 'distant'), 'Intra-abdominal lymph nodes'),
  icd('C77.3', site('lymph_node', 'distant'), 'Lymph nodes of axilla and upper limb'),
  icd('C77.4', site('lymph_node', 'distant'), 'Inguinal lymph nodes'),
  icd('C77.5', site('lymph_node', 'regional'), 'Intrapelvic lymph nodes'),
  {
    ...icd('C78.0', site('lung'), 'Secondary malignant neoplasm of lung'),
    also: ['C78.00', 'C78.01', 'C78.02'],
    not: ['C34.1', 'C78.2'],
  },
  icd('C78.1', site('other'), 'Mediastinum', false),
  icd('C78.2', site('pleura'), 'Pleura'),
  icd('C78.3', site('other'), 'Other respiratory organs', false),
  icd('C78.4', site('other'), 'Small intestine', false),
  icd('C78.5', site('other'), 'Large intestine and rectum', false),
  icd('C78.6', site('peritoneum'), 'Peritoneum and retroperitoneum'),
  { ...icd('C78.7', site('liver'), 'Secondary malignant neoplasm of liver'), not: ['C22.0'] },
  icd('C78.8', site('other'), 'Other digestive organs', false),
  icd('C79.0', site('other'), 'Kidney and renal pelvis', false),
  icd('C79.1', site('other'), 'Bladder and other urinary organs', false),
  icd('C79.2', site('other'), 'Skin'),
  icd('C79.3', site('brain'), 'Brain and cerebral meninges'),
  icd('C79.4', site('other'), 'Other parts of nervous system', false),
  {
    ...icd('C79.5', site('bone'), 'Bone and bone marrow (ICD-10-GM does not part them)'),
    also: ['C79.51', 'C795', 'c79.5!'],
    not: ['C40.0'],
  },
  { ...icd('C79.52', site('other'), 'Bone marrow', true, ['icd-10-cm']) },
  icd('C79.7', site('adrenal'), 'Adrenal gland'),
  icd('C79.8', site('other'), 'Other specified sites'),
  icd('C79.9', site(null), 'Unspecified site', false),
  sct('94222008', site('bone'), 'Secondary malignant neoplasm of bone'),
  sct('94216004', site('bone'), 'Secondary malignant neoplasm of bone and articular cartilage'),
  sct('154572002', site('bone'), 'Metastasis to bone'),
  sct('712849003', site('bone'), 'Primary malignant neoplasm of prostate metastatic to bone'),
  sct('94381002', site('liver'), 'Secondary malignant neoplasm of liver'),
  sct('94391008', site('lung'), 'Secondary malignant neoplasm of lung'),
  sct('94392001', site('lymph_node'), 'Secondary malignant neoplasm of lymph node'),
  sct('94225005', site('brain'), 'Secondary malignant neoplasm of brain'),
  sct('128462008', site(null), 'Secondary malignant neoplastic disease', true),
  sct('314994000', site(null), 'Metastasis from malignant tumor of prostate'),
]);

const obds = (code: string, value: SiteMeaning, meaning: string): Row => ({
  id: `met-obds-${code.toLowerCase()}`,
  systems: ['obds-metastasis'],
  codes: [code],
  meaning,
  source: 'MII Onkologie, mii-cs-onko-fernmetastasen (closed list)',
  verified: true,
  value,
});

/** Distant metastases of the registry format. LYM is distant nodes only; marrow and pleura are not bone and lung. */
export const OBDS_SITES = codeTable<SiteMeaning>([
  obds('PUL', site('lung'), 'Lunge'),
  obds('OSS', site('bone'), 'Knochen'),
  obds('HEP', site('liver'), 'Leber'),
  obds('BRA', site('brain'), 'Hirn'),
  obds('LYM', site('lymph_node', 'distant'), 'Lymphknoten (fern)'),
  obds('MAR', site('other'), 'Knochenmark'),
  obds('PLE', site('pleura'), 'Pleura'),
  obds('PER', site('peritoneum'), 'Peritoneum'),
  obds('ADR', site('adrenal'), 'Nebennieren'),
  obds('SKI', site('other'), 'Haut'),
  obds('OTH', site('other'), 'andere Organe'),
  obds('GEN', site(null), 'generalisierte Metastasierung'),
]);

const body = (codes: string[], value: SiteMeaning, meaning: string, verified: boolean): Row => ({
  id: `met-body-${meaning.toLowerCase().replaceAll(' ', '-')}`,
  systems: ['snomed'],
  codes,
  meaning,
  source: verified ? 'MII Onkologie ConceptMap of metastasis sites' : 'SNOMED CT body structures, from memory',
  verified,
  value,
});

/** Body structures that say where a generic "secondary malignant neoplasm" sits. */
export const METASTASIS_BODY_SITES = codeTable<SiteMeaning>([
  body(['258333005'], site('bone'), 'Metastasis in bone', true),
  body(['258334004'], site('liver'), 'Metastasis in liver', true),
  body(['258332000'], site('lung'), 'Metastasis in lung', true),
  body(['258336002'], site('lymph_node', 'distant'), 'Metastasis in distant lymph node', true),
  body(['313367003'], site('brain'), 'Metastasis in brain', true),
  body(['14016003'], site('other'), 'Bone marrow', true),
  body(['258337006'], site('pleura'), 'Metastasis in pleura', true),
  body(['258338001'], site('peritoneum'), 'Metastasis in peritoneum', true),
  body(['258339009'], site('adrenal'), 'Metastasis in adrenal', true),
  body(['258340006'], site('other'), 'Metastasis in skin', true),
  body(['258348004'], site('other'), 'Metastasis in other site', true),
  body(['405843009'], site(null), 'Disseminated', true),
  body(['272673000', '3138006'], site('bone'), 'Bone structure', false),
  body(['10200004'], site('liver'), 'Liver structure', false),
  body(['39607008'], site('lung'), 'Lung structure', false),
  body(['59441001'], site('lymph_node'), 'Lymph node structure', false),
  body(['12738006'], site('brain'), 'Brain structure', false),
  body(['23451007'], site('adrenal'), 'Adrenal structure', false),
  body(['15425007'], site('peritoneum'), 'Peritoneum structure', false),
  body(['3120008'], site('pleura'), 'Pleura structure', false),
]);

/** A metastasis in words, for conditions that no code names; the organ is then read by SITE_WORDS. */
export const METASTASIS_WORDS = {
  match: /metasta(?:s[ei]|tic)|metastasen|filia|secondary malignan/i,
  not: /family|screening|non-?metastatic|nicht metastas|risk|risiko|from|ausgehend|primary malignan/i,
  examples: {
    match: ['Knochenmetastasen', 'Metastasis to liver', 'ossäre Metastasierung', 'Pulmonary metastases', 'Leberfiliae'],
    not: ['Metastasis from lung cancer', 'Non-metastatic prostate cancer', 'Osteoporose'],
  },
} as const;

/** Organs in words, for sites without a code and for displays that contradict their code. First match wins. */
export const SITE_WORDS: readonly { readonly id: string; readonly words: RegExp; readonly value: SiteMeaning }[] = [
  { id: 'site-word-lymph-node', words: /lymph|\bnodal\b|\bLK\b/i, value: site('lymph_node') },
  { id: 'site-word-marrow', words: /marrow|knochenmark/i, value: site('other') },
  {
    id: 'site-word-bone',
    words: /\bbones?\b|\bbony\b|knochen|ossär|osseous|skelet|vertebra|wirbel/i,
    value: site('bone'),
  },
  { id: 'site-word-pleura', words: /pleura/i, value: site('pleura') },
  { id: 'site-word-adrenal', words: /adrenal|nebenniere/i, value: site('adrenal') },
  { id: 'site-word-peritoneum', words: /peritone/i, value: site('peritoneum') },
  { id: 'site-word-liver', words: /\bliver\b|leber|hepati|hepatisch/i, value: site('liver') },
  { id: 'site-word-lung', words: /\blungs?\b|lunge|pulmon/i, value: site('lung') },
  { id: 'site-word-brain', words: /\bbrain\b|\bhirn|gehirn|cerebr|zerebr/i, value: site('brain') },
];
