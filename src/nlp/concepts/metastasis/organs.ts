/** The organs that prostate cancer spreads to: the words for each, in the lower-case view. */
import type { TokenRule } from './types.ts';

export interface Organ {
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
      'knochenmarks?|knochen|kn|skelett|ossaer|oss|(?:brust|lenden|hals)?wirbel(?:koerper|saeulen?)?|rippen?|becken(?:knochen|skelett)?|schaedel(?:basis|kalotten?|dach)?|kalotten?|(?:unter|ober)?kiefer|sternum|sternal|femur|humerus|bwk|lwk|hwk|bws|lws|sakral|sacral|os',
    nouns:
      'knochen(?:system|mark|geruest|fenster)?|bone windows?|(?:achsen|stamm|becken)?skelett(?:system)?s?|knochens|bones?|bony|marrow(?= (?:lesions?|disease|mets|metasta[a-z]+|uptake|deposits?))|skeleton|skeletal|bone marrow|axial skeleton',
    adjectives: `(?:poly|oligo)?ossaer${ENDING}|knoechern${ENDING}|skelettal${ENDING}|oss\\.?|kn(?=\\.?:? (?:multip|diffus|dissem|progr?|sd|pd|pr|cr|stab|weniger|regr|rueckl|o\\.? ?b|frei|oe(?![a-z])|[-+]|pos|neg|mets?(?![a-z])|metast|herd|unv|idem|kein|ohne|nur|noch|zun|abn|gut|stark|[blh]wk)|,? (?:und|u\\.|\\+|&) lk(?![a-z]))|osteoblastisch${ENDING}|osteoplastisch${ENDING}|osteolytisch${ENDING}|osteo(?:plast|blast|lyt)\\.|osseous|intraosseous|osteoblastic|osteolytic|sclerotic|blastic|lytic`,
    parts:
      '(?:bwk|lwk|hwk|th|bw|lw|hw)[ -]?\\d{1,2}(?:[,/+&-] ?\\d{1,2}){0,12}|[tl]\\d{1,2}(?:[,/-](?:[tls]?\\d{1,2})){0,12}(?= |$|[,.;)])|bws|lws|hws|ws|wk|(?:(?:brust|lenden|hals)?wirbelsaeule)|(?:(?:brust|lenden|hals)?wirbel(?:koerpern?)?)|(?:schambein|sitzbein|darmbein)ast|sa[ck]ral(?:e[nmrs]?)?(?= (?:lesions?|focus|foci|mets?|metastas[a-z]+|uptake|bone|ala|raumforderung|laesion(?:en)?|herde?|filia[a-z]*)(?![a-z]))|mandib(?:le|ula|ular)|maxilla|(?:unter|ober)?kiefer|jaw|os (?:ilium|sacrum|ischii|pubis|coccygis|occipitale)|sa[kc]rums?|sitzbeins?|schambein|darmbein|kreuzbein|ischium|ilium|a[cz]etabulums?|beckenschaufeln?|becken|femur|femora|femurs|femoral(?: (?:neck|head|shaft|diaphysis))?|schenkelhals|(?:femur|humerus)(?:schaft|diaphyse)|femurhals|femurkopf|humerus|humeri|oberschenkel|rippen?|sternums?|manubriums?|clavicula|klavikula|scapula|skapula|schaedel(?:kalotte|basis|dach)?|kalotte|clivus|(?:thoracic |lumbar |cervical |l |t |c )?spine|spinal|vertebra[el]?|vertebral (?:body|bodies)|ribs?|pelvis|pelvic bones?|skull(?: base)?|calvari(?:al|um|a)|iliac (?:bone|wing|crest)|clavicle|tibia|hips?|huefte',
    example: 'Knochen',
    adjective: 'ossaere',
  },
  {
    place: 'liver',
    stems: 'leber',
    nouns:
      'le(?= ?:? oe(?![a-z]))|(?:rest-?)?leber(?:parenchym|rest)?|liver(?: remnant)?|hepatobiliary(?=:)|lebersegment|hepar|hepatis',
    adjectives: `hepatisch${ENDING}|hepatal${ENDING}|hepat\\.|${HEP}|hepatic|intrahepatisch${ENDING}`,
    parts:
      'leberlappen|beide lappen|(?:liver |hepatic )(?:segments?|lobes?|dome)|seg(?:ment)?s?\\.? ?(?:viii|vii|vi|iv|v(?![a-z.])|iii|ii|[2-8])[ab]?(?:(?:[,/+&]| und| and) ?(?:viii|vii|vi|iv|v(?![a-z.])|iii|ii|[2-8])[ab]?)?',
    example: 'Leber',
    adjective: 'hepatische',
  },
  {
    place: 'lymph_node',
    stems: '(?:leisten|hals|becken|achsel|bauch|mediastinal)?-?(?:lymphknoten|lk)|lymphonodal|nodal',
    nouns:
      '(?:leisten|hals|becken|achsel|bauch)-?(?:lymphknoten|lk)|lymphknoten(?:stationen|status)?|lym(?:p|h)knoten|lymphkonten|lymph glands?|lk(?!-(?:paket|konglomerat|vergroess|groess))|lks|lkn|lymph ?nodes?|nodes?|lns?|lymphome|lymphadenopathien?|adenopathy|lymphadenopathy|adenopathien?|lad|(?:lymph|(?<=(?:aortic|iliac|pelvic|mediastinal|inguinal|cervical|retroperitoneal|neck|groin|axillary|supraclavicular) ))glands?|nodal (?:stations?|chains?|mass(?:es)?|bulk)|(?<!(?:adrenal|salivary|thyroid|prostate|lacrimal|parotid|pituitary) )glands(?= (?:at|in|around|behind|near|along) (?:the |his )?(?:back|tummy|abdomen|chest|neck|groins?|pelvis|armpit|belly|middle|aorta|lungs?)(?![a-z]))|(?<=bones? (?:and|&) |bones?, )glands|retroperitoneal chain|rplns?|plns?|lymphadenop\\.?|(?:lymphknoten|lk)-?(?:groesse|vergroesserung(?:en)?|pakete?n?|konglomerate?n?)|(?<=(?:iliakal|iliac|aortal|aortic|retroperitoneal|pelvin|pelvic|mediastinal|obturatorisch|inguinal|kaval|hilaer|zervikal|axillaer)(?:e[nmrs]?)? )(?:pakete?n?|konglomerate?n?|conglomerate|knoten)',
    adjectives: `lymphonodal${ENDING}|nodal${ENDING}|nod\\.|lymphogen${ENDING}|lymphatisch${ENDING}|lymph\\.|lymph(?=[,)]| (?:sd|pr|pd|cr)(?![a-z]))|lym`,
    parts: '(?:neck|groin|cervical|axillary|supraclavicular) (?:lump|mass|swelling)',
    example: 'Lymphknoten',
    adjective: 'lymphonodal',
  },
  {
    place: 'lung',
    stems: 'lungen?|pulmo',
    nouns: 'lu(?= ?:? oe(?![a-z]))|lungen?|lungenfenster|lung windows?|lungs?|pulmo|pulmones|lungenparenchym',
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
    nouns: 'nebennieren?(?:logen?|region(?:en)?)?|nn|nnr|adrenal glands?|adrenals?',
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
      'haut|thoraxwand|brustwand|bauchwand|weichteil|weichgewebs|muskel|milz|pankreas|nieren?|hoden|penis|subkutan|orbita|meningeal|dura|nebenhoden|magen|kutan|psoas|iliopsoas|gluteus|gluteal',
    nouns:
      'haut|weichteile?|weichgewebe|subkutis|milz|pankreas|nieren?|penis|corpus cavernosum|scalp|kopfhaut|kopfschwarte|umbilicus|nabel|skin|soft tissues?|spleen|pancreas|kidneys?|testis|testes|testicular|orbita|orbit|muskulatur|muscle|meningen|dura|hoden|subcutis|breast',
    adjectives: `kutan${ENDING}|subkutan${ENDING}|subcutaneous|cutaneous|lienal${ENDING}|splenic|renal${ENDING}|muskulaer${ENDING}|intramuskulaer${ENDING}|penil${ENDING}|penile|pancreatic|dermal|muscular|dural${ENDING}|meningeal${ENDING}|testikulaer${ENDING}|orbital`,
    example: 'Milz',
    adjective: 'kutane',
  },
];
