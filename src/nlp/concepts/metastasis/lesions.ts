/** What is said of a place: metastasis, some finding, well, better, worse, something harmless. */
import type { MetastasisStatus } from '../../../domain.ts';
import type { TokenRule } from './types.ts';

const OWN = 'own wording, after German and English staging reports';

function rule(
  id: string,
  role: TokenRule['role'],
  pattern: string,
  match: readonly string[],
  noMatch: readonly string[] = [],
): TokenRule {
  return {
    id,
    language: 'both',
    pattern,
    effect: role,
    source: OWN,
    role,
    match: match.map((m) => [m, role] as const),
    noMatch,
  };
}

const TUMOUR_OF = '(?:adeno)?(?:karzinoms?|carcinoma|ca\\.?|krebs|cancer)';

export const LESIONS: readonly TokenRule[] = [
  rule(
    'met-benign-named',
    'benign',
    'bone islands?|knocheninseln?|(?:leber|nieren|pankreas|milz|lungen)-?(?:zysten?|cysten?)|(?:leber|wirbelkoerper|knochen|milz)-?haemangiom\\w*|nebennieren-?adenom\\w*|(?:hepatic|liver|renal|adrenal|vertebral|bone) (?:cysts?|h[a]?emangiomas?|adenomas?)',
    ['Nebennierenadenom', 'bone island'],
  ),
  rule(
    'met-metastatic-cancer',
    'malignant',
    `metasta\\w+(?: [a-z-]+){0,2} (?:prostata?-?(?:te )?${TUMOUR_OF}|prostate ${TUMOUR_OF}|m?crpc|pca|disease)`,
    ['metastatic prostate cancer'],
  ),
  rule(
    'met-talk',
    'skip',
    'metastasen-?(?:risiko|prophylaxe|gerichtet\\w*|screening|suche|chirurgie|therapie)\\w*|metastasis-?(?:directed|free)\\w*|metastatic (?:potential|risk)|metastasierungs\\w+|meta(?:bol|phys|ana)\\w*|metallic|metal|metastasiertem? stadium|knochengesund\\w*|knochendichte\\w*|knochenschutz\\w*|knochenstoffwechsel|bone (?:density|health|protect\\w*|agents?|modifying|pain|marrow (?:reserve|suppression|toxicity|function|biops\\w+|bx))|knochenschmerz\\w*|knochenmark(?:reserve|suppression|toxizitaet|insuffizienz|biopsie|depression)\\w*|leberwerte?|leberenzyme|leberfunktion\\w*|leberwert\\w*|liver (?:enzymes?|function|tests?|failure)|lungenfunktion\\w*|lungenembolie\\w*|lungenentzuendung|pulmonary (?:embol\\w+|function|edema|rehab\\w*)|lung (?:function|cancer)|nierenfunktion\\w*|niereninsuffizienz|nierenwerte|nierenlager|nierenzysten?|renal (?:function|insufficiency|failure|cysts?|impairment|colic)|hautausschlag|hauttrocken\\w*|hautturgor|skin (?:rash|changes|turgor|care)|lymphknotendissektion|lymphknotenentfernung|lymphadenektomie|lymphadenectomy|lymph node dissection|plnd|eplnd|pelvine lymph\\w*ektomie|milzruptur|nebenniereninsuffizienz|adrenal insufficiency|brain fog|schaedel-hirn-trauma|knochenalter|beckenboden\\w*|beckenvenen\\w*|peritonealdialyse|rippenfraktur\\w*|rippenserienfraktur\\w*|leberzirrhose|lymphozelen?|lymphoedem\\w*|lymphocele|lymphedema|lymphozyt\\w*|lymphocyt\\w*|lymphopeni\\w*|pulmonary nodule clinic|os tabl\\w*|per os|os\\)',
    ['Metastasenrisiko', 'Leberwerte'],
  ),
  rule(
    'met-free',
    'free',
    '(?:leber|lungen|knochen|skelett|lymphknoten|hirn|fern)?-?(?:metastasen|tumor|filiae)-?frei(?:e[nmrs]?)?',
    ['metastasenfrei'],
  ),
  rule(
    'met-suspect',
    'suspect',
    'metastasen-?(?:verdaechtig|suspekt|verdacht)\\w*|(?:tumor|malignitaets?)-?(?:verdaechtig|suspekt)\\w*|suspekt\\w*|verdaechtig\\w*',
    ['metastasensuspekte'],
  ),
  rule(
    'met-malignant',
    'malignant',
    '(?!metastasen-?typisch)(?:fern|organ|skip|multi|poly|oligo|mikro|makro|voll)?-?metas(?:t(?:as\\w*|at\\w*|\\.)|s?tas\\w*|as\\w{2,})|metas|mets|met\\.|met(?= (?:leber|lunge|knochen|lk))|(?<=(?:bone|liver|lung|brain|adrenal|nodal|node|lesion|hepatic|osseous|pulmonary|rib|spine) )met|fil\\.|fili(?:a|ae|as|en|alisierung|is(?:ierung)?)|filiae\\w*|absiedlung\\w*|tochtergeschwu\\w*|karzinose|carcinomatosis|karzinomatose|[cpmir]{0,2}m1c?|oligometasta\\w*|secondaries',
    ['Metastasen', 'mets', 'Filiae', 'Metastasierung'],
    ['metabolisch'],
  ),
  rule(
    'met-other-primary',
    'other_primary',
    `(?:mamma|bronchial|kolon|colon|rektum|nierenzell|urothel|blasen|magen|pankreas|schilddruesen|melanom|lungen|hcc|rcc|nsclc|sclc)-?${TUMOUR_OF}|(?:breast|lung|colon|renal|bladder|thyroid|gastric|pancreatic) ${TUMOUR_OF}|net(?:s|-\\w+)?(?= |$|[,.;:)(/])|melanom\\w*|dlbcl|(?:non-?)?hodgkin\\w*|nsclc|sclc|hcc|nierenzellca\\w*|zweitmalignom|zweitkarzinom|karzinoid|carcinoid`,
    ['Mammakarzinom'],
  ),
  rule(
    'met-disease',
    'disease',
    `(?:nm|m)?(?:crpc|hspc|cspc|hnpc|pca|pc|pca)|(?:prostata?-?)${TUMOUR_OF}|prostate ${TUMOUR_OF}|stage iv\\w?|stadium iv\\w?|tumormanifestation(?:en)?|progress(?:ion|ed)?|progredienz|(?:voll|teil|partial|partielle?)?-?remission|regress(?:ion)?|ansprechen|response|recurren\\w+|disease|krankheit|tumor(?:last|befall|erkrankung)?|spread|ausbreitung|befall|involvement|beteiligung|pd|pr`,
    ['mCRPC'],
  ),
  rule(
    'met-finding',
    'neutral',
    '(?:rund|speicher|tumor|mehr)?-?herd(?:e|en|es|befunde?)?|rh|laesion(?:en)?|lesions?|nodules?|noduli|masses|mass|foci|focus|fokus|raumforderung(?:en)?|rf|uptake|(?:mehr|tracer|nuklid)?-?(?:speicherung|anreicherung|belegung)(?:en)?|konsolidierung(?:en)?|verdichtung(?:en)?|deposits?|implants?|activity|aktivitaet(?:en)?|thickening|verdickung(?:en)?|knoten|befunde?|abnormalit\\w+',
    ['Herde', 'lesions'],
  ),
  rule(
    'met-benign',
    'benign',
    '(?:leber|nieren|knochen)?-?zyst(?:e|en|isch\\w*)|cysts?|cystic|haemangiom\\w*|hemangioma\\w*|degenerativ\\w*|degenerative|posttraumatisch\\w*|post-?traumatic|traumat\\w*|frakturbedingt|fraktur(?:en)?|fractures?|kallus|callus|healing|arthrose|arthrit\\w+|adenom(?:e|s|a|as)?|adenoma|granulom\\w*|granuloma\\w*|entzuendlich\\w*|inflammatory|reaktiv\\w*|reactive|narb\\w*|scar(?:ring)?|benign\\w*|gutartig\\w*|hyperplasie|hyperplasia|hyperplastic|verkalk\\w*|calcified|asbest\\w*|paget\\w*|insel|enostosis|bone island|steatos\\w+|fatty|steatohepat\\w*|physiologisch\\w*|physiologic\\w*|dystelekt\\w*|atelekt\\w*|atelectasis|infekt\\w*|infiltrat pneumonisch|pneumonie|pneumonia|lipom\\w*|osteochondrose|spondyl\\w*|schmorl\\w*|unspezifisch\\w*|non-?specific|fibrous dysplasia|fnh|pneumonitis|schlueter',
    ['Haemangiom', 'degenerativ'],
  ),
  rule(
    'met-gone',
    'gone',
    'resolved|resolution|no longer|nicht mehr|disappeared|normali[sz]ed|aufgeloest|verschwunden|komplette? remission|complete (?:remission|response)|komplettremission',
    ['resolved'],
  ),
  rule(
    'met-normal',
    'normal',
    'o\\. ?b\\.?|ob(?=[,.;]|$)|unauff(?:aellig\\w*|\\.)|unremarkable|normal(?:e[nmrs]?)?(?! (?:gross|size))|(?<!(?:psma|fdg|tracer)[ -]?)negativ\\w*|neg\\.?|negative|clear|frei|free|schlank|regelrecht\\w*|ohne befund|ohne pathologischen befund|o\\.p\\.b\\.?|nihil|nichts|nil|nothing|without abnormality|intact|not enlarged|nicht vergroessert|no abnormality|homogen(?:e[nmrs]?)?|nad|wnl|ohne auffaelligkeit\\w*|keine auffaelligkeit\\w*|inkonspik\\w*|spared|ausgespart',
    ['o.B.', 'frei', 'clear'],
  ),
  rule(
    'met-positive',
    'positive',
    'metastasen-?typisch\\w*|psma[ -]?(?:pos(?:\\.|itiv\\w*|itive)?|\\+|exprimierend\\w*|expressing|avid\\w*|anreichernd\\w*|speichernd\\w*|ausgepraegt)|psma neg|fdg[ -]?pos\\w*|avid|tracer-?avid|speichernd\\w*|anreichernd\\w*|exprimierend\\w*|intens\\w*|hypermetabol\\w*|vergroessert\\w*|pathologisch\\w*|bulky|enlarged|befallen\\w*|involved|durchsetzt|infiltriert|osteoplastisch\\w*|osteoblastisch\\w*|sklerosiert\\w*|sklerotisch\\w*|suvmax|suv|disseminiert\\w*|diffus\\w*|polytop\\w*|generalisiert\\w*|multifokal\\w*|positive?|gesichert|histologisch|confirmed|bestaetigt|biopsy-?proven',
    ['PSMA-positiv', 'avid'],
  ),
  rule(
    'met-course',
    'course',
    '(?:groessen)?-?progredient\\w*|(?:groessen)?-?regredient\\w*|ruecklaeufig\\w*|groesser|kleiner|zunehmend\\w*|abnehmend\\w*|zunahme|abnahme|larger|smaller|bigger|increas\\w+|decreas\\w+|grew|grown|growing|growth|shr[aiu]nk\\w*|worse|worsening|progress(?:ing|ive|ed)|progredi\\w*|stable|stabil\\w*|konstant\\w*|unveraendert\\w*|unchanged|idem|persist\\w*|responding|regressed|regressive|improv\\w+|weiterhin|noch|still|blasser|fading|faint\\w*|mixed|teilremission|zahlreicher|better|zart|sd|pd|pr|less|more|remaining|residual',
    ['progredient', 'stable'],
  ),
  rule('met-plus', 'positive', '(?<= )\\+(?= ?(?:[,;)]|$))', ['Knochen +,']),
  rule('met-minus', 'normal', '(?<= )-(?= ?(?:[,;)]|$))|nein', ['Leber -,']),
  rule('met-size', 'positive', '(?:bis |max\\. |to |up to )?\\d+(?:[.,]\\d+)? ?(?:x ?\\d+(?:[.,]\\d+)? ?)*(?:mm|cm)', [
    '22 mm',
  ]),
];

function code(
  id: string,
  place: NonNullable<TokenRule['place']>,
  status: MetastasisStatus,
  pattern: string,
  example: string,
): TokenRule {
  return {
    id,
    language: 'both',
    pattern,
    effect: `code:${status}`,
    source: 'TNM 8th edition, ICD-10-GM with the German certainty suffixes G, V, A, Z',
    role: 'code',
    place,
    status,
    match: [[example, place]],
    noMatch: [],
  };
}

const PREFIX = '[cpyrmia]{0,3}';
/** Components may be glued: `pT3bN1M1b`. */
const TNM_LIMIT = '(?=[ ,.;:()/\\]]|$|[cp]?m[01x])';

const ICD: readonly (readonly [string, NonNullable<TokenRule['place']>])[] = [
  ['c77\\.?\\d?', 'lymph_node'],
  ['c78\\.?0', 'lung'],
  ['c78\\.?2', 'pleura'],
  ['c78\\.?6', 'peritoneum'],
  ['c78\\.?7', 'liver'],
  ['c79\\.?3', 'brain'],
  ['c79\\.?5', 'bone'],
  ['c79\\.?7', 'adrenal'],
  ['c78\\.?[13458]|c79\\.?[01248]\\d?', 'other'],
];
const SUFFIXES: readonly (readonly [string, MetastasisStatus])[] = [
  [' ?-?\\(?v\\)?(?![a-z]|\\.[a-z])', 'uncertain'],
  [' ?-?\\(?a\\)?(?![a-z]|\\.[a-z])', 'absent'],
  [' ?-?\\(?z\\)?(?![a-z]|\\.[a-z])', 'historical'],
  ['(?: ?-?\\(?g\\)?(?![a-z]|\\.[a-z]))?', 'present'],
];

export const CODES: readonly TokenRule[] = [
  ...ICD.flatMap(([icd, place]) =>
    SUFFIXES.map(([suffix, status]) =>
      code(
        `met-icd-${place}-${status}`,
        place,
        status,
        `(?:${icd})${suffix}`,
        `${icd.slice(0, 3)}.${place === 'other' ? '1' : (/[0-9](?=$)/.exec(icd.replace('?', ''))?.[0] ?? '5')}${{ uncertain: ' V', absent: ' A', historical: ' Z', present: ' G' }[status]}`,
      ),
    ),
  ),
  code('met-tnm-m1b', 'bone', 'present', `${PREFIX}m1b${TNM_LIMIT}`, 'cM1b'),
  code('met-tnm-m1a', 'lymph_node', 'present', `${PREFIX}m1a${TNM_LIMIT}`, 'M1a'),
  code('met-tnm-n1', 'lymph_node', 'present', `${PREFIX}n[123][a-c]?${TNM_LIMIT}`, 'pN1'),
  code('met-tnm-n0', 'lymph_node', 'absent', `${PREFIX}n0${TNM_LIMIT}`, 'pN0'),
];
