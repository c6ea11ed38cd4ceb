/** Places of the body as letters write them, German and English, in the lower-case view. */
import type { TokenRule } from './types.ts';

const OWN = 'own wording, after German and English staging reports';

interface Organ {
  readonly place: NonNullable<TokenRule['place']>;
  /** Beginnings of compounds: `knochen` + `metastasen`. */
  readonly stems: string;
  /** Alone: nouns of the whole organ. */
  readonly nouns: string;
  /** Adjectives of the whole organ. */
  readonly adjectives: string;
  /** Pieces of it, that say where and not which organ is well. */
  readonly parts?: string;
  readonly example: string;
  readonly adjective: string;
}

const ENDING = '(?:e[nmrs]?|\\.)?';

/** "Hep: neg" among infections is the serology of hepatitis, no word on the liver. */
const HEP =
  '(?<!(?:hiv|hbv|hcv|lues|serologi[es]|virologie)[^\\n]{0,30})hep\\.?(?![ -]?[abce](?![a-z])|[^\\n]{0,30}(?:hiv|hbv|hcv|hbs|lues))';

export const ORGANS: readonly Organ[] = [
  {
    place: 'bone',
    stems:
      'knochenmarks?|knochen|skelett|ossaer|oss|(?:brust|lenden|hals)?wirbel(?:koerper|saeulen?)?|rippen?|becken(?:knochen|skelett)?|schaedel(?:basis|kalotten?|dach)?|kalotten?|sternum|sternal|femur|humerus|bwk|lwk|hwk|bws|lws|sakral|sacral|os',
    nouns:
      'knochen(?:system|mark|geruest|fenster)?|bone windows?|(?:achsen|stamm|becken)?skelett(?:system)?s?|knochens|bones?|bony|skeleton|skeletal|bone marrow|axial skeleton',
    adjectives: `(?:poly|oligo)?ossaer${ENDING}|knoechern${ENDING}|skelettal${ENDING}|oss\\.?|osteoblastisch${ENDING}|osteoplastisch${ENDING}|osteolytisch${ENDING}|osteo(?:plast|blast|lyt)\\.|osseous|intraosseous|osteoblastic|osteolytic|sclerotic|blastic|lytic`,
    parts:
      '(?:bwk|lwk|hwk|th|bw|lw|hw)[ -]?\\d{1,2}(?:[,/+&-] ?\\d{1,2}){0,12}|[tl]\\d{1,2}(?:[,/-](?:[tls]?\\d{1,2})){0,12}(?= |$|[,.;)])|bws|lws|hws|ws|(?:(?:brust|lenden|hals)?wirbelsaeule)|(?:(?:brust|lenden|hals)?wirbel(?:koerpern?)?)|(?:schambein|sitzbein|darmbein)ast|sacral(?= (?:lesions?|focus|foci|mets?|uptake|bone|ala)(?![a-z]))|os (?:ilium|sacrum|ischii|pubis|coccygis|occipitale)|sakrum|sacrum|sitzbein|schambein|darmbein|kreuzbein|ischium|ilium|acetabulum|azetabulum|beckenschaufeln?|becken|femur|femora|femurs|femoral(?: (?:neck|head|shaft|diaphysis))?|schenkelhals|femurhals|femurkopf|humerus|humeri|oberschenkel|rippen?|sternum|manubrium|clavicula|klavikula|scapula|skapula|schaedel(?:kalotte|basis|dach)?|kalotte|clivus|(?:thoracic |lumbar |cervical |l |t |c )?spine|spinal|vertebra[el]?|vertebral (?:body|bodies)|ribs?|pelvis|pelvic bones?|skull(?: base)?|calvari(?:al|um|a)|iliac (?:bone|wing|crest)|clavicle|tibia',
    example: 'Knochen',
    adjective: 'ossaere',
  },
  {
    place: 'liver',
    stems: 'leber',
    nouns: 'leber(?:parenchym)?|liver|lebersegment|hepar|hepatis',
    adjectives: `hepatisch${ENDING}|hepatal${ENDING}|hepat\\.|${HEP}|hepatic|intrahepatisch${ENDING}`,
    parts:
      'leberlappen|beide lappen|(?:liver |hepatic )(?:segments?|lobes?|dome)|seg(?:ment)?s?\\.? ?(?:viii|vii|vi|iv|v(?![a-z.])|iii|ii|[2-8])[ab]?(?:(?:[,/+&]| und| and) ?(?:viii|vii|vi|iv|v(?![a-z.])|iii|ii|[2-8])[ab]?)?',
    example: 'Leber',
    adjective: 'hepatische',
  },
  {
    place: 'lymph_node',
    stems: 'lymphknoten|lk|lymphonodal|nodal',
    nouns:
      'lymphknoten(?:stationen|status)?|lym(?:p|h)knoten|lymphkonten|lymph glands?|lk|lks|lkn|lymph ?nodes?|nodes?|lns?|lymphome|lymphadenopathien?|adenopathy|lymphadenopathy|adenopathien?|lad|nodal (?:stations?|chains?)|retroperitoneal chain|rplns?|plns?|lymphadenop\\.?|(?:lymphknoten|lk)-?(?:groesse|vergroesserung(?:en)?|pakete?n?|konglomerate?n?)|(?<=(?:iliakal|iliac|aortal|aortic|retroperitoneal|pelvin|pelvic|mediastinal|obturatorisch|inguinal|kaval|hilaer|zervikal|axillaer)(?:e[nmrs]?)? )(?:pakete?n?|konglomerate?n?|conglomerate|knoten)',
    adjectives: `lymphonodal${ENDING}|nodal${ENDING}|nod\\.|lymphogen${ENDING}|lymphatisch${ENDING}|lymph\\.|lymph(?=[,)])|lym`,
    parts: '(?:neck|groin|cervical|axillary|supraclavicular) (?:lump|mass|swelling)',
    example: 'Lymphknoten',
    adjective: 'lymphonodal',
  },
  {
    place: 'lung',
    stems: 'lungen?|pulmo',
    nouns: 'lungen?|lungs?|pulmo|pulmones|lungenparenchym',
    adjectives: `pulmonal${ENDING}|pulm\\.?|pulmonary|pul|intrapulmonal${ENDING}|pulmonic`,
    parts:
      '(?:lungen)?(?:ober|unter|mittel)lappens?|(?:(?:rechts|links|re|li)\\.? |(?<= )[rl])[oum]l(?![a-z0-9])|(?:(?:left|right|[lr]) )?(?:upper|middle|lower) lobes?|r[uml]l|l[ul]l|lingula',
    example: 'Lunge',
    adjective: 'pulmonale',
  },
  {
    place: 'brain',
    stems: '(?:klein|gross|stamm)?hirn|gehirn|zns|cerebellum',
    nouns:
      '(?:klein|gross)?hirns?|gehirns?|zns|hirnparenchyms?|brain(?: parenchyma)?|cns|intracranial|parenchymal brain|cerebrum|cerebellum|cerebellar',
    adjectives: `(?:[zc]erebral|[zc]erebell(?:aer|ar)|intra[zck]?ranial|intraparenchymal|leptomeningeal|intrazerebral)${ENDING}`,
    example: 'Hirn',
    adjective: 'zerebrale',
  },
  {
    place: 'adrenal',
    stems: 'nebennieren?|nn',
    nouns: 'nebennieren?(?:logen?|region(?:en)?)?|nn|nnr|adrenals?|adrenal glands?',
    adjectives: `adrenale[nmrs]?|adr`,
    example: 'Nebennieren',
    adjective: 'adrenale',
  },
  {
    place: 'peritoneum',
    stems: 'peritoneal|peritoneum|bauchfell|omentum|omental|netz',
    nouns: 'peritoneums?|bauchfells?|omentum',
    adjectives: `peritoneal${ENDING}|omental${ENDING}|mesenterial${ENDING}`,
    example: 'Peritoneum',
    adjective: 'peritoneale',
  },
  {
    place: 'pleura',
    stems: 'pleural?|pleuritis|rippenfell',
    nouns: 'pleura',
    adjectives: `pleural${ENDING}|ple`,
    example: 'Pleura',
    adjective: 'pleurale',
  },
  {
    place: 'other',
    stems:
      'haut|thoraxwand|brustwand|bauchwand|weichteil|weichgewebs|muskel|milz|pankreas|nieren?|hoden|penis|subkutan|orbita|meningeal|dura|nebenhoden|magen|kutan',
    nouns:
      'haut|weichteile?|weichgewebe|subkutis|milz|pankreas|nieren?|penis|corpus cavernosum|scalp|kopfhaut|kopfschwarte|umbilicus|nabel|skin|soft tissues?|spleen|pancreas|kidneys?|testis|testes|testicular|orbita|orbit|muskulatur|muscle|meningen|dura|hoden|subcutis|breast',
    adjectives: `kutan${ENDING}|subkutan${ENDING}|subcutaneous|cutaneous|lienal${ENDING}|splenic|renal${ENDING}|muskulaer${ENDING}|intramuskulaer${ENDING}|penil${ENDING}|penile|pancreatic|dermal|muscular|dural${ENDING}|meningeal${ENDING}|testikulaer${ENDING}|orbital`,
    example: 'Milz',
    adjective: 'kutane',
  },
];

const METASTASIS =
  '(?:fern)?meta?s?th?asen?|(?:fern)?metas(?:t?as[a-z0-9]*|tat[a-z0-9]*|s?tas[a-z0-9]*)?|mets?\\.?|filia[a-z0-9]*|filien|absiede?l[a-z0-9]*|karzinose|carcinose|carcinomatosis|tochtergeschwu[a-z0-9]*|befall[a-z0-9]*|beteiligung|durchsetzung';
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

function rulesOf({ place, stems, nouns, adjectives, parts, example, adjective }: Organ): TokenRule[] {
  const glued = (heads: string): string => `(?:${stems})-?(?:${heads})`;
  return [
    rule(
      `met-${place}-compound`,
      'compound',
      place,
      `(?!(?:${stems})-?(?:metastasen|filia)${TALK})${glued(METASTASIS)}`,
      `${example}metastasen`,
      'malignant',
    ),
    rule(
      `met-${place}-compound-suspect`,
      'compound',
      place,
      glued(`(?:metastasen)?${SUSPECT}`),
      `${example}metastasenverdacht`,
      'suspect',
    ),
    rule(
      `met-${place}-resected`,
      'compound',
      place,
      glued('(?:metastasen|filiae?n?)-?(?:resektion|exstirpation|entfernung|chirurgie|teilresektion|op)[a-z0-9]{0,3}'),
      `${example}metastasenresektion`,
      'resected',
    ),
    rule(`met-${place}-compound-finding`, 'compound', place, glued(FINDING), `${example}herde`, 'neutral'),
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
      `(?:${stems})-?(?:(?:stanz)?biops[a-z]*|punkt(?:at|ion)[a-z]*)`,
      `${example}biopsie`,
    ),
    ...(parts
      ? [
          rule(
            `met-${place}-part`,
            'part',
            place,
            parts,
            { bone: 'BWK 4', lung: 'Lingula', lymph_node: 'neck lump' }[place as string] ?? 'Leberlappen',
          ),
        ]
      : []),
    rule(`met-${place}-organ`, 'site', place, nouns, example),
    rule(`met-${place}-adjective`, 'site', place, adjectives, adjective),
  ];
}

const REGION = `(?:(?:para|inter|retro|prae|pre|infra)?-?(?:aorto?[ck]?[ck]aval|aortal|aortic|kaval|caval|[ck]aval|crural|krural|sakral|sacral|hilaer|hilar|tracheal|vertebral)|retroperitoneal|retroperit\\.?|retrop\\.?|rp(?!e)|ilia[kc]al|iliak|iliac|(?:external|internal|common) iliac|iliaca (?:externa|interna|communis)|para-?ilia[kc]al|obturatorisch|obturator|pelvin|pelviner?|pelv\\.|pelvic(?: sidewall)?|mediastinal|hilaer|hilar|supra[ck]lav(?:i[ck]ulaer|icular)|supra[ck]lav\\.?(?![a-z])|infra[ck]lavi[ck]ular|zervikal|cervical|axillaer|axillary|inguinal|inguinofemoral|mesorektal|mesorectal|perirectal|abdominal|abdomino-?pelvi[cn]|thorakal|virchow|leisten|portocaval|portal|mesenteric)`;

export const PLACES: readonly TokenRule[] = [
  rule(
    'met-exam-bone',
    'exam',
    'bone',
    '(?:skelett|knochen)-?(?:szintigra[a-z0-9]+|szinti\\.?|szint\\.?)|ksz|bone scans?|bone scintigraph[a-z0-9]+|szintigramm|nm bone',
    'Skelettszintigraphie',
  ),
  rule(
    'met-exam-brain',
    'exam',
    'brain',
    '(?:c?ct|mrt?|ccr|kmrt|cmrt) ?-?(?:des )?(?:schaedels?|kopf|neurocranium|kopfes|hirn)|ccts?|[ck]mrt|schaedel-?(?:mrt?|ct)|(?:brain|head) (?:mri|ct|mr)|(?:mri|ct|mr) (?:of the )?(?:brain|head)',
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
    'km-(?:befall|infiltration|karzinose)|knochenmark(?:s?-?(?:infiltration|karzinose|karzinomatose|durchsetzung))|(?:bone )?marrow (?:infiltration|involvement|replacement)',
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
  rule('met-peritoneum-cake', 'compound', 'peritoneum', 'omental cak(?:e|ing)', 'omental cake', 'malignant'),
  rule(
    'met-lung-lymphangitic',
    'compound',
    'lung',
    'lymphangiosis carcinomatosa(?: pulmon[a-z]+)?|lymphangitic (?:carcinomatosis|spread)',
    'Lymphangiosis carcinomatosa',
    'malignant',
  ),
  rule('met-bone-superscan', 'compound', 'bone', 'super-?scan', 'Superscan', 'malignant'),
  rule(
    'met-bone-osteolysis',
    'compound',
    'bone',
    'osteolysen?|lytic lesions?|blastic lesions?',
    'Osteolysen',
    'neutral',
  ),
  ...ORGANS.flatMap(rulesOf),
  { ...rule('met-region', 'region', 'lymph_node', `${REGION}(?:e[nmrs]?)?`, 'iliakal'), role: 'region' },
  rule(
    'met-local',
    'site',
    'local',
    `prostata(?:loge|bett|lager)?[a-z0-9]*|prostate(?: bed)?(?! ca)|lokal[a-z0-9]*|local(?:ly)?|samenblasen?|seminal vesicles?|(?:harn)?blasen?[a-z0-9]*|bladder|rektum|rectum|rectal|urethra|anastomose|anastomosis|apex|basis|periprostatisch[a-z0-9]*|harnleiter|ureter[a-z0-9]*|loge`,
    'Prostata',
  ),
  rule(
    'met-elsewhere',
    'site',
    'none',
    'vis[zc]eral(?=:? (?:ja|nein|yes|none|keine|neg|frei|0)(?![a-z]))|schilddruesen?|speicheldruesen?|parotis|thyroid|struma|gallenblase|gallbladder|magen|duodenum|darm|kolon|colon|bowel|herz|heart|aorta|tonsillen|hals|neck|ganglien|ganglion|ganglia|zoeliakal[a-z0-9]*|celiac|traenendruesen?|salivary glands?|lacrimal|sigma[a-z0-9]*|leistenhernie|appendix|uterus|ileum|oesophagus|esophagus',
    'Schilddruese',
  ),
];
