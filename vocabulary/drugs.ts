/**
 * Anticancer drugs of prostate cancer by ingredient (clinical definitions 1.5–1.7). Supportive drugs (denosumab,
 * zoledronate, prednisone, dexamethasone) are left out on purpose: they are no exposure and no line of therapy.
 */
import type { DrugClass } from '../src/domain.ts';
import { type CodeRow, codeTable } from './rows.ts';
import type { SystemName } from './systems.ts';

interface Codes {
  readonly atc?: readonly string[];
  readonly rxnorm?: readonly string[];
  readonly snomed?: readonly string[];
  readonly hcpcs?: readonly string[];
  readonly ops?: readonly string[];
  readonly cpt?: readonly string[];
}

export interface DrugEntry {
  /** Ingredient, lower case, as facts name it. */
  readonly name: string;
  readonly class: DrugClass;
  /** Codes read in a publication. */
  readonly verified: Codes;
  /** Codes from secondary sources or memory. */
  readonly unverified: Codes;
  /** Names in texts and displays: ingredient in German and English, brands, house abbreviations. */
  readonly words: RegExp;
  /** Names that must be read as this drug, and names that must not. */
  readonly match: readonly string[];
  readonly not?: readonly string[];
}

const drug = (
  name: string,
  group: DrugClass,
  words: RegExp,
  match: readonly string[],
  verified: Codes,
  unverified: Codes = {},
  not: readonly string[] = [],
): DrugEntry => ({ name, class: group, verified, unverified, words, match, not });

export const DRUGS: readonly DrugEntry[] = [
  drug(
    'docetaxel',
    'taxane',
    /docetaxel|taxotere|docefrez|docivyx/i,
    ['1 ML DOCEtaxel 20 MG/ML Injection', 'Taxotere 80 mg', 'Docetaxel-Mono'],
    { atc: ['L01CD02'] },
    { rxnorm: ['72962'], snomed: ['386918005'], hcpcs: ['J9170', 'J9171', 'J9172'], ops: ['6-002.h'] },
    ['Paclitaxel', 'Doxorubicin'],
  ),
  drug(
    'cabazitaxel',
    'taxane',
    /cabazitaxel|jevtana/i,
    ['Jevtana', 'Cabazitaxel 60 mg'],
    { atc: ['L01CD04'] },
    { rxnorm: ['996051'], snomed: ['446706007'], hcpcs: ['J9043', 'J9064'], ops: ['6-006.1'] },
    ['Carbamazepin'],
  ),
  drug(
    'paclitaxel',
    'taxane',
    /paclitaxel|taxol\b|abraxane/i,
    ['nab-Paclitaxel', 'Abraxane'],
    { atc: ['L01CD01'] },
    { rxnorm: ['56946', '486610'], snomed: ['387374002'], hcpcs: ['J9264', 'J9267'], ops: ['6-001.f', '6-005.d'] },
    ['Docetaxel'],
  ),
  drug(
    'abiraterone',
    'arpi',
    /abirateron|zytiga|yonsa|akeega/i,
    ['Abirateronacetat', 'abiraterone acetate 250 MG', 'Zytiga', 'Akeega'],
    { atc: ['L02BX03'] },
    { atc: ['L01XK52'], rxnorm: ['1100071', '1100072'], snomed: ['699678007', '699679004'] },
  ),
  drug(
    'enzalutamide',
    'arpi',
    /enzalutamid|xtandi/i,
    ['Enzalutamid', 'XTANDI 40 MG'],
    { atc: ['L02BB04'] },
    { rxnorm: ['1307298'], snomed: ['703125003'] },
    ['Apalutamid'],
  ),
  drug(
    'apalutamide',
    'arpi',
    /apalutamid|erleada/i,
    ['Apalutamid', 'Erleada'],
    { atc: ['L02BB05'] },
    { rxnorm: ['1999574'], snomed: ['766972001'] },
  ),
  drug(
    'darolutamide',
    'arpi',
    /darolutamid|nubeqa/i,
    ['Darolutamid', 'Nubeqa'],
    { atc: ['L02BB06'] },
    { rxnorm: ['2180325'], snomed: ['789148001'] },
  ),
  drug(
    'bicalutamide',
    'adt',
    /bicalutamid|casodex/i,
    ['Bicalutamid 50 mg', 'Casodex'],
    { atc: ['L02BB03'] },
    { rxnorm: ['83008'] },
  ),
  drug('flutamide', 'adt', /\bflutamid/i, ['Flutamid'], { atc: ['L02BB01'] }),
  drug('nilutamide', 'adt', /\bnilutamid/i, ['nilutamide'], { atc: ['L02BB02'] }),
  drug('cyproterone', 'adt', /cyproteron|androcur/i, ['Cyproteronacetat', 'Androcur'], {}, { atc: ['G03HA01'] }),
  drug('buserelin', 'adt', /buserelin|profact/i, ['Buserelin', 'Profact Depot'], { atc: ['L02AE01'] }),
  drug(
    'leuprolide',
    'adt',
    /leuprorelin|leuprolid|eligard|lupron|trenantone|enantone|leuprone|fensolvi|camcevi/i,
    ['0.25 ML Leuprolide Acetate', 'Trenantone', 'Leuprorelin'],
    { atc: ['L02AE02'] },
    { rxnorm: ['42375'], hcpcs: ['J9217', 'J1950'] },
  ),
  drug(
    'goserelin',
    'adt',
    /goserelin|zoladex/i,
    ['Zoladex'],
    { atc: ['L02AE03'] },
    { rxnorm: ['50610'], hcpcs: ['J9202'] },
  ),
  drug(
    'triptorelin',
    'adt',
    /triptorelin|pamorelin|trelstar|decapeptyl/i,
    ['Pamorelin LA'],
    { atc: ['L02AE04'] },
    { rxnorm: ['38782'], hcpcs: ['J3315'] },
  ),
  drug('histrelin', 'adt', /histrelin/i, ['histrelin implant'], {}, { atc: ['L02AE05'], hcpcs: ['J9225', 'J9226'] }),
  drug(
    'degarelix',
    'adt',
    /degarelix|firmagon/i,
    ['Firmagon'],
    { atc: ['L02BX02'] },
    { rxnorm: ['475230'], hcpcs: ['J9155'] },
  ),
  drug('relugolix', 'adt', /relugolix|orgovyx/i, ['Orgovyx'], { atc: ['L02BX04'] }, { rxnorm: ['2472778'] }),
  drug('abarelix', 'adt', /abarelix/i, ['abarelix'], { atc: ['L02BX01'] }),
  drug(
    'orchiectomy',
    'adt',
    /bilateral orchi?ectomy|bilaterale orchiektomie|bds\.? orchiektomie/i,
    ['bilateral orchiectomy'],
    {},
    { snomed: ['14043008'], cpt: ['54520'] },
  ),
  drug(
    'olaparib',
    'other',
    /olaparib|lynparza/i,
    ['Lynparza'],
    { atc: ['L01XX46', 'L01XK01'] },
    { rxnorm: ['1597582'] },
  ),
  drug(
    'niraparib',
    'other',
    /niraparib|zejula|akeega/i,
    ['Niraparib', 'Akeega'],
    { atc: ['L01XX54', 'L01XK02'] },
    { atc: ['L01XK52'] },
  ),
  drug('talazoparib', 'other', /talazoparib|talzenna/i, ['Talzenna'], { atc: ['L01XX60', 'L01XK04'] }),
  drug('rucaparib', 'other', /rucaparib|rubraca/i, ['Rubraca'], { atc: ['L01XK03'] }),
  drug(
    'mitoxantrone',
    'other',
    /mitoxantron/i,
    ['Mitoxantron'],
    { atc: ['L01DB07'] },
    { rxnorm: ['7005'], hcpcs: ['J9293'] },
  ),
  drug(
    'carboplatin',
    'other',
    /carboplatin/i,
    ['Carboplatin AUC 5'],
    { atc: ['L01XA02'] },
    { rxnorm: ['40048'], hcpcs: ['J9045'] },
  ),
  drug('cisplatin', 'other', /cisplatin/i, ['Cisplatin'], {}, { atc: ['L01XA01'], hcpcs: ['J9060'] }),
  drug('etoposide', 'other', /etoposid/i, ['Etoposid'], {}, { atc: ['L01CB01'], hcpcs: ['J9181'] }),
  drug('estramustine', 'other', /estramustin|estracyt/i, ['Estramustin'], {}, { atc: ['L01XX11'] }),
  drug('cyclophosphamide', 'other', /cyclophosphamid|endoxan/i, ['Cyclophosphamid'], {}, { atc: ['L01AA01'] }),
  drug(
    'pembrolizumab',
    'other',
    /pembrolizumab|keytruda/i,
    ['Keytruda'],
    { atc: ['L01FF02'] },
    { rxnorm: ['1547545'], hcpcs: ['J9271'] },
  ),
  drug('sipuleucel-t', 'other', /sipuleucel|provenge/i, ['sipuleucel-T'], {}, { atc: ['L03AX17'], hcpcs: ['Q2043'] }),
  drug(
    'radium-223',
    'other',
    /radium[\s-]*(?:ra[\s-]*)?223|223[\s-]?ra|ra[\s-]?223|xofigo/i,
    ['Radium-223-dichlorid', 'radium Ra 223 dichloride', 'Xofigo'],
    {},
    { atc: ['V10XX03'], hcpcs: ['A9606'], snomed: ['24853006'], ops: ['8-530.10'] },
    ['Radiumbad'],
  ),
];

/** All codes of the drugs. One code of a fixed combination has a row for each ingredient, hence a list as value. */
export const DRUG_CODES = codeTable<readonly DrugEntry[]>(codeRows());

function codeRows(): CodeRow<readonly DrugEntry[]>[] {
  const rows = new Map<string, CodeRow<readonly DrugEntry[]>>();
  for (const entry of DRUGS) {
    for (const [codes, verified] of [
      [entry.verified, true],
      [entry.unverified, false],
    ] as const) {
      for (const [system, list] of Object.entries(codes) as [SystemName, readonly string[]][]) {
        for (const code of list) addCode(rows, entry, system, code, verified);
      }
    }
  }
  return [...rows.values()];
}

function addCode(
  rows: Map<string, CodeRow<readonly DrugEntry[]>>,
  entry: DrugEntry,
  system: SystemName,
  code: string,
  verified: boolean,
): void {
  const key = `${system}|${code}`;
  const before = rows.get(key);
  rows.set(key, {
    id: `drug-${system}-${code.toLowerCase()}`,
    systems: [system],
    codes: [code],
    meaning: before ? `${before.meaning} and ${entry.name}` : entry.name,
    source: verified ? 'Umsetzungsleitfaden Substanzen 2025-08 (ATC)' : 'secondary source or memory',
    verified,
    value: [...(before?.value ?? []), entry],
  });
}

/** Every drug that a text names. */
export function drugsInText(text: string): DrugEntry[] {
  return DRUGS.filter((entry) => entry.words.test(text));
}

/** Supportive and accompanying drugs: known, and no exposure. Keeps them apart from substances nobody has mapped. */
export const SUPPORTIVE_WORDS =
  /denosumab|xgeva|prolia|zoledron|zometa|pamidron|ibandron|predniso|dexamethason|hydrocortison|methylprednisolon|ondansetron|granisetron|palonosetron|aprepitant|filgrastim|pantoprazol|calcium|vitamin|cholecalciferol/i;

/** Words by which a procedure speaks of a treatment that was not given there and then. */
export const NOT_GIVEN_WORDS = /geplant|planung|planned|aufkl[äa]r|beratung|consult|abgelehnt|declined|refus/i;

/** Registry therapy types that are systemic (oBDS via mii-cs-onko-therapie-typ). */
export const SYSTEMIC_THERAPY_TYPES: readonly string[] = ['CH', 'HO', 'IM', 'ZS', 'CI', 'CZ', 'CIZ', 'IZ', 'SZ'];
