/** Places of the body as letters write them, German and English, in the lower-case view. */
import { ORGANS } from './organs.ts';
import type { Organ } from './organs.ts';
import type { TokenRule } from './types.ts';

const OWN = 'own wording, after German and English staging reports';

const METASTASIS =
  '(?:fern)?meta?s?th?asen?|(?:fern)?metas(?:t?as[a-z0-9]*|tat[a-z0-9]*|s?tas[a-z0-9]*|\\.)?|metas?|mets?\\.?|filia[a-z0-9]*|filien|absied(?:\\.|e?l[a-z0-9]*)|karzinose|carcinose|carcinomatosis|tochtergeschwu[a-z0-9]*|befall[a-z0-9]*|beteiligung|durchsetzung';
const SUSPECT = '(?:metastasen|malignitaets|tumor)?(?:verdacht|suspekt)[a-z0-9]*';
const FINDING =
  '(?:rund)?herde?n?|rh|laesion(?:en)?|raumforderung(?:en)?|manifestation(?:en)?|infiltrat(?:ion|e)?|anreicherung(?:en)?|befunde?|knoten|veraenderung(?:en)?|(?<!pleura)verdickung(?:en)?|verdichtung(?:en)?';
/** Compounds on metastases that state none. */
const TALK =
  '(?:risiko|prophylaxe|gerichtet[a-z0-9]*|screening|suche|chirurgie|bildung|potential|potenzial|resektion[a-z0-9]*|verdaecht[a-z0-9]*|suspekt[a-z0-9]*|verdacht[a-z0-9]*|frei[a-z0-9]*|typisch[a-z0-9]*|nachweis[a-z0-9]*|ausschluss|patient[a-z0-9]*|schmerz[a-z0-9]*|therapie)';

function rule(
  id: string,
  role: TokenRule['role'],
  place: TokenRule['place'],
  pattern: string,
  example: string,
  lesion?: TokenRule['lesion'],
): TokenRule {
  const base = {
    id,
    language: 'both',
    pattern,
    effect: `${role}:${place}`,
    source: OWN,
    role,
    match: [[example, place ?? role]],
    noMatch: [],
  } as const;
  return { ...base, ...(place && { place }), ...(lesion && { lesion }) };
}

function rulesOf(organ: Organ): TokenRule[] {
  return [...metastasisRules(organ), ...otherCompoundRules(organ), ...organRules(organ)];
}

const glued = (stems: string, heads: string): string => `(?:${stems})-?(?:${heads})`;

/** "Lebermetastasen", suspected or resected. */
function metastasisRules({ place, stems, example }: Organ): TokenRule[] {
  return [
    rule(
      `met-${place}-compound`,
      'compound',
      place,
      `(?!(?:${stems})-?(?:metastasen|filia)${TALK})${glued(stems, METASTASIS)}`,
      `${example}metastasen`,
      'malignant',
    ),
    rule(
      `met-${place}-compound-suspect`,
      'compound',
      place,
      glued(stems, `(?:metastasen)?${SUSPECT}`),
      `${example}metastasenverdacht`,
      'suspect',
    ),
    rule(
      `met-${place}-resected`,
      'compound',
      place,
      glued(
        stems,
        '(?:metastasen|filiae?n?)-?(?:resektion|exstirpation|entfernung|chirurgie|teilresektion|op)[a-z0-9]{0,3}',
      ),
      `${example}metastasenresektion`,
      'resected',
    ),
  ];
}

/** "Leberherde", "Leber- und Milzherde", "Leberbiopsie". */
function otherCompoundRules({ place, stems, example }: Organ): TokenRule[] {
  return [
    rule(`met-${place}-compound-finding`, 'compound', place, glued(stems, FINDING), `${example}herde`, 'neutral'),
    rule(
      `met-${place}-stem`,
      'site',
      place,
      `(?:${stems})(?=- ?[,/+&]|- (?:und|oder|u\\.|bzw|sowie|noch|and|or))`,
      `${example}- und Milzherde`,
    ),
    rule(
      `met-${place}-specimen`,
      'site',
      place,
      `(?:${stems})-?(?:(?:stanz)?biops[a-z]*|stanzen?|punkt(?:at|ion)[a-z]*)`,
      `${example}biopsie`,
    ),
  ];
}

const PART_EXAMPLES: Readonly<Record<string, string>> = { bone: 'BWK 4', lung: 'Lingula', lymph_node: 'neck lump' };

/** The organ itself, a part of it, its adjective. */
function organRules({ place, nouns, adjectives, parts, example, adjective }: Organ): TokenRule[] {
  const part = parts && rule(`met-${place}-part`, 'part', place, parts, PART_EXAMPLES[place ?? ''] ?? 'Leberlappen');
  return [
    ...(part ? [part] : []),
    rule(`met-${place}-organ`, 'site', place, nouns, example),
    rule(`met-${place}-adjective`, 'site', place, adjectives, adjective),
  ];
}

const REGION = `(?:(?:para|inter|retro|prae|pre|infra)?-?(?:aorto?[ck]?[ck]aval|aortal|aortic|kaval|caval|[ck]aval|crural|krural|hilaer|hilar|tracheal|vertebral)|(?:para|prae|pre)-?sa[ck]ral|retroperitoneal|retroperit\\.?|retrop\\.?|rp(?!e)|ilia[kc]al|iliak|iliac|(?:external|internal|common) iliac|iliaca (?:externa|interna|communis)|para-?ilia[kc]al|obturatorisch|obturator|pelvin|pelviner?|pelv\\.|pelvic(?: sidewall)?|mediastinal|mediast\\.?|(?<=lk )med\\.|(?:para-?|inter-?)?aort\\.|hilaer|hilar|hil\\.|supra[ck]lav(?:i[ck]ulaer|icular)|supra[ck]lav\\.?(?![a-z])|infra[ck]lavi[ck]ular|zervikal|cervical|axillaer|axillary|inguinal|inguinofemoral|mesorektal|mesorectal|perirectal|abdominal|abdomino-?pelvi[cn]|thorakal|virchow|leisten|portocaval|portal|mesenteric)`;

export const PLACES: readonly TokenRule[] = [
  rule(
    'met-exam-bone',
    'exam',
    'bone',
    '(?:skelett?|skel|ske|knochen|kno|kn)-?(?:scans?|szintigra[a-z0-9]+|szinti\\.?|szint\\.?|szi\\.?)|ksz|bone sc(?![a-z])|bone scans?|bone scintigraph[a-z0-9]+|szintigramm|nm bone',
    'Skelettszintigraphie',
  ),
  rule(
    'met-exam-brain',
    'exam',
    'brain',
    '(?:c?ct|mrt?|ccr|kmrt|cmrt) ?-?(?:des )?(?:schaedels?|kopf|neurocranium|kopfes|hirn)|ccts?|[ck]mrt|(?:schaedel|kopf)-?(?:mrt?|ct)|(?:brain|head) (?:mri|ct|mr)|(?:mri|ct|mr) (?:of the )?(?:brain|head)',
    'MRT Schaedel',
  ),
  rule(
    'met-exam-lung',
    'exam',
    'lung',
    'cxr|chest x-?ray|roe?(?:ntgen)?-?\\.? ?-?(?:thorax|thx)|thorax-?roentgen',
    'Roe-Thorax',
  ),
  rule(
    'met-exam-chest-ct',
    'exam',
    'lung',
    '(?:ct[ -](?:of the )?(?:chest|thorax)|thorax-?ct|chest ct)(?=(?: (?:vom |of |on )?\\d[\\d./]{2,9})?:? (?:is |was |war |ist )?(?:clear|nl|normal|unremarkable|unauff|o\\. ?b|ohne befund|frei|neg|nad))',
    'CT Thorax unauffaellig',
  ),
  rule(
    'met-exam-liver',
    'exam',
    'liver',
    'leber-?(?:sono[a-z0-9]*|mrt?|ct)|(?:mrt?|sono[a-z0-9]*|ct)(?: der)?[ -]leber|mri of (?:the )?liver|liver (?:mri|ultrasound|us)',
    'MRT Leber',
  ),
  rule(
    'met-bone-marrow',
    'compound',
    'bone',
    '(?:beckenkamm|knochenmark|bone marrow|marrow|bm)(?:s?-| )?(?:stanz|biops|punkt|trephine)[a-z]*[:,]? (?:nachweis (?:einer |von )?)?(?:(?:tumor|prostate )?infiltr[a-z]*|(?:adeno)?(?:karzinom|carcinom)[a-z]*|metasta[a-z]+|positive? (?:for|fuer))|km-(?:befall|infiltration|karzinose)|knochenmark(?:s?-?(?:infiltration|karzinose|karzinomatose|durchsetzung))|(?:bone )?marrow (?:infiltration|involvement|replacement)',
    'Knochenmarkinfiltration',
    'malignant',
  ),
  rule(
    'met-brain-meningeal',
    'compound',
    'brain',
    'meningeosis (?:carcinomatosa|neoplastica)|leptomeningeal(?:e[nmrs]?)? (?:disease|spread|aussaat|carcinomatosis)',
    'Meningeosis carcinomatosa',
    'malignant',
  ),
  rule(
    'met-node-recurrence',
    'compound',
    'lymph_node',
    '(?:lymphknoten|lk|nodal)-?rezidiv[es]?|nodal (?:recurrence|relapse)|lymph node (?:recurrence|relapse)',
    'Lymphknotenrezidiv',
    'malignant',
  ),
  rule('met-peritoneum-cake', 'compound', 'peritoneum', 'omental cak(?:e|ing)', 'omental cake', 'malignant'),
  rule(
    'met-lung-lymphangitic',
    'compound',
    'lung',
    'lymphangiosis carcinomatosa(?: pulmon[a-z]+)?|lymphangitic (?:carcinomatosis|spread)',
    'Lymphangiosis carcinomatosa',
    'malignant',
  ),
  rule(
    'met-bone-epidural',
    'compound',
    'bone',
    '(?:metasta[a-z]*|tumorbedingte[nrs]?|tumoroese[nrs]?) (?:bedingte[nrs]? )?(?:myelon|rueckenmarks?|spinalkanal)-?(?:kompression|einengung|infiltration|stenose)|epidurale[rsn]? (?:tumor|metasta)[a-z]*',
    'Metastatische Myelonkompression',
    'malignant',
  ),
  rule('met-bone-superscan', 'compound', 'bone', 'super-?scan', 'Superscan', 'malignant'),
  rule(
    'met-bone-event',
    'compound',
    'bone',
    'mscc|(?:malignant|metastatic) (?:spinal )?(?:cord|cauda equina) compression|(?:spinal )?cord compression(?= (?:at |from |level )?(?:t|l|c|th|d)\\d)|(?<=[tlcd]\\d{1,2} )(?:spinal )?cord compression|pathologic(?:al)? (?:(?:vertebral|compression|femoral|humeral|hip|rib) )?(?:fractures?|#)|epidural (?:tumou?r|metasta[a-z]+|deposits?)',
    'MSCC',
    'malignant',
  ),
  rule(
    'met-bone-osteolysis',
    'compound',
    'bone',
    'osteolysen?|osteoplasien?|lytic lesions?|blastic lesions?',
    'Osteolysen',
    'neutral',
  ),
  ...ORGANS.flatMap(rulesOf),
  { ...rule('met-region', 'region', 'lymph_node', `${REGION}(?:e[nmrs]?)?`, 'iliakal'), role: 'region' },
  rule(
    'met-local',
    'site',
    'local',
    `prostata(?!-?(?:karz|krebs|adenok|ca(?![a-z])))[a-z0-9]*|prostate(?: bed)?(?! ca)|lokal[a-z0-9]*|local(?:ly)?|samenblasen?|seminal vesicles?|(?:harn)?blasen?[a-z0-9]*|bladder|rektum|rectum|rectal|urethra|anastomose|anastomosis|apex|basis|periprostatisch[a-z0-9]*|harnleiter|ureter[a-z0-9]*|loge`,
    'Prostata',
  ),
  rule(
    'met-elsewhere',
    'site',
    'none',
    'vis[zc](?:era)?\\.?|vis[zc]eral(?=:? (?:ja|nein|yes|none|keine|neg|frei|0)(?![a-z]))|schilddruesen?|speicheldruesen?|parotis|thyroid|struma|gallenblase|gallbladder|magen|duodenum|darm|kolon|colon|bowel|herz|heart|aorta|tonsillen|hals|neck|ganglien|ganglion|ganglia|zoeliakal[a-z0-9]*|celiac|traenendruesen?|salivary glands?|lacrimal|sigma[a-z0-9]*|leistenhernie|appendix|uterus|ileum|oesophagus|esophagus',
    'Schilddruese',
  ),
];
