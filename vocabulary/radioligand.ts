/** PSMA radioligand therapy and what must not be taken for it (clinical definition 1.4). */
import type { RltAgent } from '../src/domain.ts';
import { type CodeRow, codeTable } from './rows.ts';
import type { SystemName } from './systems.ts';

/**
 * What a code says of a radionuclide therapy:
 * `lu_psma` 177Lu-PSMA by itself · `psma` a PSMA therapy whose nuclide another code must name · `lutetium`, `actinium`,
 * `other_nuclide` the nuclide alone · `not_psma` another therapy or only imaging · `candidate` 177Lu-PSMA was once coded
 * so: counts only where words in the same resource say PSMA.
 */
export interface RadioligandMeaning {
  readonly says: 'lu_psma' | 'psma' | 'lutetium' | 'actinium' | 'other_nuclide' | 'not_psma' | 'candidate';
  readonly agent?: RltAgent;
}
type Row = CodeRow<RadioligandMeaning>;

const row = (
  id: string,
  system: SystemName,
  codes: string[],
  says: RadioligandMeaning['says'],
  meaning: string,
  verified: boolean,
  extra: Partial<Row> & { agent?: RltAgent } = {},
): Row => {
  const { agent, ...rest } = extra;
  return {
    id: `rlt-${id}`,
    systems: [system],
    codes,
    meaning,
    source: SOURCE[system] ?? system,
    verified,
    value: agent === undefined ? { says } : { says, agent },
    ...rest,
  };
};
const SOURCE: Partial<Record<SystemName, string>> = {
  ops: 'BfArM OPS (2019, 2020, 2023 read; other years open)',
  'obds-application': 'MII Onkologie, Applikationsart',
  'obds-radiation': 'MII Onkologie, Strahlenart',
  snomed: 'SNOMED CT',
  atc: 'ATC (WHO, BfArM)',
  hcpcs: 'CMS HCPCS; NC Medicaid bulletin 2022-11-01',
  ndc: 'FDA NDC directory',
  chop: 'CHOP (BFS)',
};

export const RADIOLIGAND_CODES = codeTable<RadioligandMeaning>([
  row('ops-8-530.d0', 'ops', ['8-530.d0'], 'lu_psma', 'Therapie mit Lutetium-177-PSMA-Liganden', true, {
    also: ['8-530.D0', ' 8-530.d0 ', '8-530.d0!'],
    not: ['8-530.61', '8-530.a0', '8-53', '3-70c.1'],
  }),
  row('ops-8-530.d1', 'ops', ['8-530.d1'], 'lu_psma', 'Lutetium-177-PSMA-Liganden, patientenindividuell', false),
  row('ops-8-530.d2', 'ops', ['8-530.d2'], 'lu_psma', 'Lutetium-177-PSMA-Liganden, nicht patientenindividuell', true),
  row(
    'ops-8-530.d',
    'ops',
    ['8-530.d', '8-530.dx', '8-530.dy'],
    'candidate',
    'Radioliganden-Therapie, sonstige oder n.n.bez.',
    false,
  ),
  row(
    'ops-old',
    'ops',
    ['8-530.60', '8-530.6x', '8-530.x', '8-530.y', '8-539.x'],
    'candidate',
    'offene Radionuklide, vor 8-530.d',
    false,
  ),
  row('ops-dotatate', 'ops', ['8-530.61', '8-530.62'], 'not_psma', 'Lutetium-DOTA-Peptide', true),
  row('ops-bone', 'ops', ['8-530.1'], 'not_psma', 'offene Radionuklide bei Knochenmetastasen', true, { below: true }),
  row('ops-scan', 'ops', ['3-70c', '8-539.0', '3-74', '3-75'], 'not_psma', 'Szintigraphie, Dosimetrie, PET', true, {
    below: true,
  }),
  row('ops-radioiodine', 'ops', ['8-531'], 'not_psma', 'Radiojodtherapie', true, { below: true }),
  row('obds-mpsma', 'obds-application', ['MPSMA'], 'psma', 'PSMA-Therapie', true, { not: ['MPRRT', 'MSIRT', 'PRCN'] }),
  row(
    'obds-other',
    'obds-application',
    ['MPRRT', 'MSIRT', 'MRJT', 'MRIT'],
    'not_psma',
    'andere metabolische Therapie',
    true,
  ),
  row('obds-lu', 'obds-radiation', ['Lu-177'], 'lutetium', 'Lutetium-177', true),
  row('obds-ac', 'obds-radiation', ['Ac-225'], 'actinium', 'Actinium-225', true),
  row(
    'obds-nuclides',
    'obds-radiation',
    ['Ra-223', 'Y-90', 'J-131', 'Sm-153', 'Tb-161', 'Sr-89', 'SONU'],
    'other_nuclide',
    'anderes Nuklid',
    true,
  ),
  row(
    'sct-procedure',
    'snomed',
    ['1263784000'],
    'lu_psma',
    'Radioligand therapy using lutetium (177Lu) vipivotide tetraxetan',
    false,
    { agent: '177Lu-PSMA-617' },
  ),
  row('sct-substance', 'snomed', ['1263794005'], 'lu_psma', 'Lutetium (177Lu) vipivotide tetraxetan', false, {
    agent: '177Lu-PSMA-617',
  }),
  row('atc-v10xx05', 'atc', ['V10XX05'], 'lu_psma', 'lutetium (177Lu) vipivotide tetraxetan', false, {
    agent: '177Lu-PSMA-617',
    not: ['V10XX04', 'V10XX03'],
  }),
  row('atc-dotatate', 'atc', ['V10XX04'], 'not_psma', 'lutetium (177Lu) oxodotreotide', true),
  row('hcpcs-a9607', 'hcpcs', ['A9607'], 'lu_psma', 'Lutetium Lu 177 vipivotide tetraxetan, 1 mCi', true, {
    agent: '177Lu-PSMA-617',
    not: ['A9606', 'A9513', 'A9800'],
  }),
  row('hcpcs-dotatate', 'hcpcs', ['A9513'], 'not_psma', 'Lutetium Lu 177 dotatate', false),
  row(
    'hcpcs-imaging',
    'hcpcs',
    ['A9593', 'A9594', 'A9595', 'A9596', 'A9608', 'A9800'],
    'not_psma',
    'PSMA PET tracer',
    false,
  ),
  row('ndc-pluvicto', 'ndc', ['69488-0010-61', '69488-010-61', '69488001061'], 'lu_psma', 'Pluvicto', true, {
    agent: '177Lu-PSMA-617',
  }),
  row('ndc-lutathera', 'ndc', ['69488-0003-01', '69488-003-01', '69488000301'], 'not_psma', 'Lutathera', true),
  row('rxnorm-dotatate', 'rxnorm', ['1999682', '1999687'], 'not_psma', 'lutetium Lu 177 dotatate', true),
  row('chop-617', 'chop', ['Z92.28.6A'], 'lu_psma', '177Lu-PSMA-617', false, { agent: '177Lu-PSMA-617' }),
  row('chop-i&t', 'chop', ['Z92.28.6B'], 'lu_psma', '177Lu-PSMA-I&T', false, { agent: '177Lu-PSMA-I&T' }),
  row('chop-psma', 'chop', ['Z92.28.6C'], 'lu_psma', '177Lu, other PSMA ligand', false),
]);

/** Words of displays and texts. `lu_psma` needs lutetium and PSMA both, and nothing of `exclude`. */
export const RADIOLIGAND_WORDS = {
  lutetium: /177[\s-]?Lu|Lu[\s-]?177|\bLuPSMA|\bLu-PSMA|lutetium|lutecium|pluvicto/i,
  psma: /PSMA|vipivotid|pluvicto/i,
  actinium: /225[\s-]?Ac|Ac[\s-]?225|actinium/i,
  /** Imaging, preparation and other ligands. */
  exclude:
    /\bPET\b|PET[/-]CT|68[\s-]?Ga|Ga[\s-]?68|18[\s-]?F\b|\bF[\s-]?18\b|gozetotid|piflufolastat|szinti|scinti|dosimet|DOTA|lutathera|edotreotid|oxodotreotid|aufkl[äa]r|geplant|planung|planned|beratung|consult/i,
  agents: [
    { agent: '177Lu-PSMA-I&T', words: /PSMA[\s-]*I\s?&\s?T|zadavotid/i },
    { agent: '177Lu-PSMA-617', words: /617|vipivotid|pluvicto/i },
  ] as readonly { readonly agent: RltAgent; readonly words: RegExp }[],
  examples: {
    match: [
      'Radioligandentherapie mit 177Lu-PSMA-617',
      'Lutetium Lu 177 vipivotide tetraxetan',
      'Lu-177-PSMA-I&T',
      'Pluvicto 1000 MBq/ml',
    ],
    not: [
      '68Ga-PSMA-PET/CT',
      '177Lu-DOTATATE',
      '225Ac-PSMA-617',
      'Lu-PSMA geplant',
      'Posttherapeutische Szintigraphie 177Lu-PSMA',
      'Lutathera',
    ],
  },
} as const;

/** Plausible activity of one 177Lu-PSMA administration, GBq (clinical definition 3.11). */
export const CYCLE_GBQ = { min: 2, max: 9.3 } as const;
/** An activity in this range, in MBq, is actinium's. */
export const ACTINIUM_MBQ = { min: 4, max: 12 } as const;
/** A period of at least so many days covers several administrations. */
export const COURSE_DAYS = 14;
