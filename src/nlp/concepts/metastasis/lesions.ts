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
    'bone islands?|knocheninseln?|(?:leber|nieren|pankreas|milz|lungen)-?(?:zysten?|cysten?)|(?:leber|wirbelkoerper|knochen|milz)-?haemangiom[a-z0-9]*|nebennieren-?adenom[a-z0-9]*|(?:hepatic|liver|renal|adrenal|vertebral|bone) (?:cysts?|h[a]?emangiomas?|adenomas?)',
    ['Nebennierenadenom', 'bone island'],
  ),
  rule(
    'met-metastatic-cancer',
    'malignant',
    `met(?:\\.|asta[a-z0-9]+)?(?: [a-z-]+){0,2} (?:prostata?-?(?:te )?${TUMOUR_OF}|prostate ${TUMOUR_OF}|m?crpc|pca|disease)|metastatic prostate(?= *(?:$|[.,;)]))`,
    ['metastatic prostate cancer'],
  ),
  rule(
    'met-talk',
    'skip',
    '(?:pains?|jaundice|effusions?|symptoms?|swelling|hydronephrosis|haematuria|hematuria|fatigue|nausea|diarrh?oea|diarrhea|oedema|edema|dyspnoea|breathlessness|cough|ascites|infections?|sepsis|an[a]?emia|retention|constipation|numbness|weakness|headaches?)(?: (?:has|have|is|are|now|fully|completely|since|largely)){0,3} (?:resolved|gone|cleared|settled|disappeared|improved)|(?:dotatate|dotatoc|ssr)[a-z]*-(?:ansprechen|response|speicherung|anreicherung|uptake)|(?<=\\()(?:cms[/-]?)?hcc(?=\\))|acute (?:osseous|bony|skeletal|intracranial|cardiopulmonary|pulmonary|hepatic|thoracic) (?:abnormalit[a-z]+|findings?|process(?:es)?|pathology|injury|disease|fractures?)|metastasen-?(?:risiko|prophylaxe|gerichtet[a-z0-9]*|screening|suche|chirurgie|therapie)[a-z0-9]*|metastasis-?(?:directed|free)[a-z0-9]*|metastatic (?:potential|risk)|metastasierungs(?!muster|ort|lokal|stell)[a-z0-9]+|meta(?:bol|phys|ana)[a-z0-9]*|metallic|metal|metastasiertem? stadium|knochengesund[a-z0-9]*|knochendichte[a-z0-9]*|knochenschutz[a-z0-9]*|knochenstoffwechsel|bone (?:density|health|protect[a-z0-9]*|agents?|modifying|pain|marrow (?:reserve|suppression|toxicity|function|biops[a-z0-9]+(?!:? (?:infiltr|posit))|bx))|knochenschmerz[a-z0-9]*|knochenmark(?:reserve|suppression|toxizitaet|insuffizienz|biopsie|depression)[a-z0-9]*|leberwerte?|leberenzyme|leberfunktion[a-z0-9]*|leberwert[a-z0-9]*|liver (?:enzymes?|function|tests?|failure)|lungenfunktion[a-z0-9]*|lungenembolie[a-z0-9]*|lungenentzuendung|pulmonary (?:embol[a-z0-9]+|function|edema|rehab[a-z0-9]*)|lung (?:function|cancer)|nierenfunktion[a-z0-9]*|niereninsuffizienz|nierenwerte|nierenlager|nierenzysten?|renal (?:function|insufficiency|failure|cysts?|impairment|colic)|hautausschlag|hauttrocken[a-z0-9]*|hautturgor|skin (?:rash|changes|turgor|care)|lymphknotendissektion|lymphknotenentfernung|lymphadenektomie|lymphadenectomy|lymph node dissection|plnd|eplnd|pelvine lymph[a-z0-9]*ektomie|milzruptur|nebenniereninsuffizienz|adrenal insufficiency|brain fog|schaedel-hirn-trauma|knochenalter|beckenboden[a-z0-9]*|beckenvenen[a-z0-9]*|peritonealdialyse|rippenfraktur[a-z0-9]*|rippenserienfraktur[a-z0-9]*|leberzirrhose|lymphozelen?|lymphoedem[a-z0-9]*|lymphocele|lymphedema|lymphozyt[a-z0-9]*|lymphocyt[a-z0-9]*|lymphopeni[a-z0-9]*|pulmonary nodule clinic|os tabl[a-z0-9]*|per os|os\\)',
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
    '(?:metastasen-?|metasta|met(?:a|\\.)?[- ]?)(?:verdaechtig|suspekt|verdacht|susp\\.?|verd\\.)[a-z0-9]*|(?:tumor|malignitaets?|malignom|malignanz)-?(?:verdaechtig|suspekt|susp\\.)[a-z0-9]*|suspekt[a-z0-9]*|susp\\.(?= *(?:$|[.,;)]))|verdaechtig[a-z0-9]*',
    ['metastasensuspekte', 'met.susp.'],
  ),
  rule(
    'met-malignant',
    'malignant',
    '(?!metastasen-?typisch)(?:fern|organ|skip|multi|poly|oligo|mikro|makro|voll)?-?metas(?:t(?:as[a-z0-9]*|at[a-z0-9]*|\\.)|s?tas[a-z0-9]*|as[a-z0-9]{2,})|metas|meta(?![a-z0-9-]| anal)|mets|met\\.|(?<=\\?)met(?= |$|[,.;)?])|met(?= (?:leber|lunge|knochen|lk|dd|oder|od\\.|vs\\.?|\\/))|(?<=(?:v\\. ?a\\.?|fragl\\.|fragliche|moegl\\.|moegliche|dd|keine?|ohne|multiple|viele|neue|kleine|grosse|solitaere) )met(?![a-z0-9-])|(?<=(?:bone|liver|lung|brain|adrenal|nodal|node|lesion|hepatic|osseous|pulmonary|rib|spine|hip|femur|pelvic|humerus|skull|vertebral|scapula|sternal|sacral) |[tlc]\\d{1,2} )met(?![a-z])|fil\\.|fili(?:a|ae|as|en|alisierung|is(?:ierung)?)|filiae[a-z0-9]*|(?:tumor)?-?absiedlung[a-z0-9]*|absied(?:l?\\.)|absiedl(?![a-z])|aussaat|seeding|tochtergeschwu[a-z0-9]*|karzinose|carcinomatosis|karzinomatose|(?:voll)?karzinose|vollkarzinose|gestreut|streuung(?= in)|streuherde?n?|absiedel[a-z0-9]*|(?<!calcium |fat |calcific |iron |amyloid )deposits?|gone to(?= (?:(?:his|the) )?(?:liver|bones?|lungs?|brain|lymph))|(?<=(?:cancer|disease|tumou?r) (?:has |have |had )?(?:now |also |already )?)(?:gone|moved|travelled|come back|returned|recurred) (?:to|in|into)(?= (?:(?:his|the|your) )?(?:liver|bones?|lungs?|brain|lymph|glands|spine|nodes|ribs|pelvis|skeleton))|[cpmir]{0,2}m1c?|m\\+|oligometasta[a-z0-9]*|secondaries|secondary (?:malignant )?(?:neoplasms?|malignanc(?:y|ies)|tumou?rs?)|sekundaere boesartige neubildung(?:en)?|(?:adeno(?:karzinom|carcinoma|ca)|karzinomzellen|tumorzellen|infiltrate? (?:des|eines) prostata)[a-z]*(?<=biops[a-z]* [^.;:]{2,40}: [a-z ]{5,40})|(?:adeno(?:karzinom|carcinoma|ca)|karzinomzellen|tumorzellen)[a-z]*(?<=(?:leber|liver|hepat|knochen|bone|beckenkamm|[lt]\\d{1,2}|[lbh]wk \\d{1,2}|lk|lymphknoten|node|lungen?|nebennieren?|adrenal|haut|skin|hirn|brain|rippen?|rib)[ -]?(?:(?:re|li|rechts|links|bds)\\.? )?(?:(?:stanz)?biops|punkt|bx|fna|aspirat|histolog|exzis)[^.;]{0,40})',
    ['Metastasen', 'mets', 'Filiae', 'Metastasierung'],
    ['metabolisch'],
  ),
  rule(
    'met-other-primary',
    'other_primary',
    `(?:mamma|bronchial|zoekum|coecum|caecum|duenndarm|gallengangs?|gallenblasen|larynx|pharynx|hypopharynx|oropharynx|zungen|ovarial|endometrium|zervix|anal|plattenepithel|basalzell|merkelzell|leberzell|hoden|darm|brust|haut|nieren|kolon|colon|kolorektale[nms]? |kolorektal|rektum|sigma|oesophagus|nierenzell|urothel|blasen|magen|pankreas|schilddruesen|melanom|lungen|hcc|rcc|nsclc|sclc)(?: (?=karz|krebs|carc|ca(?![.a-z])(?! ?(?!(?:19|20)\\d\\d)\\d))|-?)${TUMOUR_OF}|(?:breast|bowel|ca?ecal|o?esophageal|kidney|laryngeal|ovarian|endometrial|cervical|anal|merkel cell|squamous cell|lung|colon|colorectal|rectal|renal(?: cell)?|testicular|bladder|thyroid|gastric|pancreatic) ${TUMOUR_OF}|hepatocellular carcinoma|net(?:s|-[a-z0-9]+)?(?= |$|[,.;:)(/])|melanom[a-z0-9]*|(?:(?:follikulaer|nodal|malign|kutan|indolent|niedrigmalign)[a-z]*|marginalzonen|mantelzell|[bt]-zell)-? ?lymphom[a-z]*|lymphoma|(?:b-?)?cll|(?:multiples )?(?:myelom|plasmozytom)[a-z]*|(?:multiple )?myeloma|dlbcl|(?:non-?)?hodgkin[a-z0-9]*|nsclc|sclc|hcc|rcc|nierenzellca[a-z0-9]*|neuro ?endokrine[nmrs]? (?:tumor[a-z]*|karzinom[a-z]*|neoplasi[a-z]*)|neuroendocrine (?:tumou?rs?|carcinoma|neoplasms?)|zweitmalignom|zweitkarzinom|karzinoid|carcinoid`,
    ['Mammakarzinom'],
  ),
  rule(
    'met-gone-altogether',
    'gone',
    '(?<=(?:komplette[rn]?|vollstaendige[rn]?|complete) (?:nodal|lymphonodal|ossaer|hepatisch|pulmonal|osseous|hepatic|pulmonary|bone|liver|skeletal)(?:e[rnms]?)? )(?:remission|response|rueckbildung|regression|resolution)',
    ['complete nodal response'],
  ),
  rule(
    'met-disease',
    'disease',
    `(?:nm|m)?(?:crpc|hspc|cspc|hnpc|pca|pc|pca)|(?:prostata?-?)${TUMOUR_OF}|prostate ${TUMOUR_OF}|(?<![a-z] )(?:sites?|extent|distribution|lokalisation(?:en)?|manifestation(?:en)?)(?=:)|stage iv[a-z0-9]?|stadium iv[a-z0-9]?|tumormanifestation(?:en)?|progress(?:ion|ed)?|progredienz|(?:voll|teil|partial|partielle?)?-?remission|regress(?:ion)?|ansprechen|response|recurren[a-z0-9]+|disease|dz|krankheit|tumor(?:last|befall|erkrankung)?|spread|ausbreitung|burden|befall|involvement|beteiligung|progr?\\.|pd|pr`,
    ['mCRPC'],
  ),
  rule(
    'met-finding',
    'neutral',
    'tumornachweis(?:es)?|tumormanifestation(?:en)?(?! *:)|(?:rund|speicher|tumor|mehr)?-?herd(?:e|en|es|befunde?|nachweis(?:es)?)?|rh|laesion(?:en)?|laesionsnachweis|(?<=pleural )plaques?|sols?|space[- ]occupying lesions?|lumps?|(?:hot )?spots?|lesions?|nodules?|noduli|masses|mass|foci|focus|fokus|(?<=(?:positive[sm]|avides|speichernde[sm]) )gewebe|(?<=(?:avid|positive) )tissue|raumforderung(?:en)?|rf|uptake|(?:mehr|tracer|nuklid|rest)?-?(?:speicherung|anreicherung|belegung)(?:en)?|anreich\\.|mehr(?:anr|sp)\\.|areale?|hypodensit(?:y|ies)|konsolidierung(?:en)?|verdichtung(?:en)?|implants?|activity|aktivitaet(?:en)?|thickening|verdickung(?:en)?|(?:kontrastmittel|km)?-?enhancement|knoten|knoetchen|knoterl|befunde?|findings|abnormalit[a-z0-9]+|nodularit(?:y|ies)|caking',
    ['Herde', 'lesions'],
  ),
  rule(
    'met-benign',
    'benign',
    '(?:leber|nieren|knochen)?-?zyst(?:e|en|isch[a-z0-9]*)|cysts?|cystic|haemangiom[a-z0-9]*|hemangioma[a-z0-9]*|degenerativ[a-z0-9]*|degenerative|posttraumatisch[a-z0-9]*|post-?traumatic|traumat[a-z0-9]*|frakturbedingt|fraktur(?:en)?|fractures?|kallus|callus|healing(?= (?:[a-z]{1,20} ){0,2}(?:fract|#|infarct|callus))|arthrose|arthrit[a-z0-9]+|adenom(?:e|s|a|as)?|adenoma|adenomatoes[a-z]*|adenomatous|granulom[a-z0-9]*|granuloma[a-z0-9]*|entzuendlich[a-z0-9]*|entzuendung(?:en)?|inflammatory|reaktiv[a-z0-9]*|reactive|narb[a-z0-9]*|scar(?:ring)?|benign[a-z0-9]*|gutartig[a-z0-9]*|fetthilus (?:erhalten|vorhanden|nachweisbar)|(?:erhaltene[mnr]?|mit|regulaere[mnr]?) fetthilus|hyperplasie|hyperplasia|hyperplastic|verkalk[a-z0-9]*|calcified|asbest[a-z0-9]*|paget[a-z0-9]*|insel|enostosis|bone island|steatos[a-z0-9]+|fatty|steatohepat[a-z0-9]*|physiologisch[a-z0-9]*|physiologic[a-z0-9]*|dystelekt[a-z0-9]*|atelekt[a-z0-9]*|atelectasis|(?:post-?)?infekt[a-z0-9]*|post-?(?:entzuendlich|inflammator|infectious|pneumon)[a-z0-9]*|infx|infecti[a-z0-9]*|inflammation|abszess[a-z0-9]*|abscess[a-z0-9]*|[ck]avernom[a-z0-9]*|infiltrat pneumonisch|pneumonie|pneumonia|hamartom[a-z0-9]*|meningeom[a-z0-9]*|meningioma[a-z0-9]*|(?:nichts|nicht) (?:boesartig[a-z0-9]*|maligne[a-z0-9]*)|not malignant|(?:myelo|angiomyo)?lipom[a-z0-9]*|sarcoid[a-z]*|sarkoid[a-z]*|silikose|anthrako[a-z]*|lymphadenitis|focal nodular hyperplasia|fokal-? ?nodulaere hyperplasie|osteochondrose|spondyl[a-z0-9]*|schmorl[a-z0-9]*|unspezifisch[a-z0-9]*|(?:non-?|un)specific|ubu|fibrous dysplasia|fnh|harmless|harmlos[a-z]*|of no (?:concern|significance|clinical significance|consequence)|pneumonitis|schlueter',
    ['Haemangiom', 'degenerativ'],
  ),
  rule(
    'met-gone',
    'gone',
    'kein(?:e[nmrs]?)? (?:[a-z]+ )?(?:uptake|(?:mehr)?(?:speicherung|anreicherung)(?:en)?|aktivitaet|psma-expression) mehr|(?<=status:? )cr(?= *(?:$|[.,;)]))|no (?:residual|remaining) (?:uptake|activity|avidity)|completely responded|(?<=, )now (?:none|nil)(?= *(?:$|[.,;)]))|(?<!all but |almost |nearly )(?:resolved|resolution)|(?<=(?:nodal|hepatisch|hepatic|pulmonal|pulmonary|ossaer|osseous|nodes|lns?|lk|leber|lunge|liver|lung|bone|disease|metastasen|mets|filiae)(?::| somit| damit| jetzt| nun| in| also| now)? )cr(?= *(?:$|[.,;)]))|(?<!all but |almost |nearly |mostly )gone(?: altogether)?|vanished|cleared|(?:komplett|vollstaendig|ganz|jetzt|alle) weg|weg(?= *(?:$|[,.;)]))|no longer(?! (?:[a-z]+ )?enlarged)|(?:nicht mehr|nimmer)(?! (?:(?:so|alle|genauso|weiter)(?![a-z])|(?:[a-z]+ )?vergroessert))|disappeared|normali[sz]ed|aufgeloest|verschwunden|erloschen|komplette? remission|complete (?:remission|response)|komplettremission',
    ['resolved'],
  ),
  rule(
    'met-normal',
    'normal',
    'o\\. ?b\\.?|ob(?=[,.;]|$)|clean|unauff(?:aellig[a-z0-9]*|\\.)|unremarkable|normal(?:e[nmrs]?)?(?! (?:gross|size))|(?<!(?:psma|fdg|tracer)[ -]?)negativ[a-z0-9]*|neg\\.?|negative|clear|frei(?! entfaltet| verschieblich| beweglich)|free|schlank|regelrecht[a-z0-9]*|ohne befund|ohne pathologischen befund|o\\.p\\.b\\.?|nihil|nix(?! neue)|none seen|nichts(?! neue)|nil|nothing(?! new)|(?<=(?:liver|lungs?|bones?|brain|nodes|adrenals|mri|ct|leber|lunge|hirn|skelett|nn|lk)(?: (?:is|are|looks?|all|both|ist|sind|alles))?:? )(?:ok(?:ay)?|fine)|(?<=pleura:? )(?:kein(?:e)? (?:[a-z]+ )?erg(?:uss|uesse)|no (?:[a-z]+ )?effusions?)|bland[a-z]*|sauber|nicht maligno?m?[a-z-]*typisch|without abnormality|intact|(?:not|nicht) (?:enlarged|thickened|vergroessert|vergr\\.|verdickt|betroffen|affected|involved|befallen|beteiligt)|unaffected|uninvolved|(?:w\\/o|without|free of) (?:evidence of )?(?:disease|tumou?r)(?= *(?:$|[.,;)]))|ohne (?:tumor)?befall|ohne malignitaets[a-z]+|(?:no|without) malignant features|(?<!(?:jetzt|nun|nunmehr|wieder|inzwischen|mittlerweile) )(?:norm(?:al)? ?gross|norm\\.)(?= *(?:$|[.,;)]))|(?<=(?:nebennieren?|nn|nnr)(?: (?:bds\\.?|beids\\.?|beidseits|schmal und|beide))? )zart|(?<=(?:peritoneum|pleura|pleurae|pleurablaetter|bauchfell|meningen)(?: (?:bds\\.|beidseits|ueberall|sonst))?:? )(?:zart|glatt)(?![a-z])|nie (?:was|etwas|befallen|betroffen|beteiligt|auffaellig)(?: gewesen)?|(?:bislang |bisher )?verschont(?: geblieben)?|kein (?:karzinom|tumor)(?:nachweis|gewebe)?(?= *(?:$|[.,;)]))|no abnormality|homogen(?:e[nmrs]?)?|nad|wnl|no (?:evidence of )?malignan(?:cy|t cells)|kein(?:e)? (?:anhalt fuer )?malign[a-z]*(?: zellen)?|nl|within normal limits|(?:only )?post-?(?:op(?:erativ[a-z]*)?|surgical|therapeutic|wedge|resection|ablation|biopsy|radiation|radiotherapy)\\.? (?:changes?|veraenderung(?:en)?)(?: only)?|ohne auffaelligkeit[a-z0-9]*|keine auffaelligkeit[a-z0-9]*|inkonspik[a-z0-9]*|spared|ausgespart',
    ['o.B.', 'frei', 'clear'],
  ),
  rule(
    'met-positive',
    'positive',
    'metastasen-?typisch[a-z0-9]*|(?:mit|with) (?:(?:kraeftig|patholog|intensiv|deutlich|vermehrt|erhoeht|increased|intense|marked)[a-z]* )?(?:tracer|psma|ligand(?:en)?|nuklid)?-?(?:belegung|mehrspeicherung|speicherung|anreicherung|mehranreicherung|uptake|bindung|expression)|psma[ -]?(?:pos(?:\\.|itiv[a-z0-9]*|itive)?|\\+|exprimierend[a-z0-9]*|expressing|avid[a-z0-9]*|anreichernd[a-z0-9]*|speichernd[a-z0-9]*|ausgepraegt)|psma neg|fdg[ -]?(?:pos[a-z0-9]*|\\+)|avid|tracer-?avid|speicher(?:nd[a-z0-9]*|n|t)|anreichernd[a-z0-9]*|exprimierend[a-z0-9]*|intens[a-z0-9]*|hypermetabol[a-z0-9]*|vergroessert[a-z0-9]*|pathologisch[a-z0-9]*|bulky|enlarged|befallen[a-z0-9]*|involved|durchsetzt|infiltriert|osteoplastisch[a-z0-9]*|osteoblastisch[a-z0-9]*|sklerosier[a-z0-9]*|scleros(?:ed|ing)|sklerotisch[a-z0-9]*|suvmax|suv|(?:good|focal|abnormal|persistent)(?= (?:psma[ -]|tracer |residual )?uptake)|disseminiert[a-z0-9]*|diffus[a-z0-9]*|(?:widespread|extensive)(?= *(?:$|[.,;)]| - ))|polytop[a-z0-9]*|measurable|messbar[a-z]*|target lesions?|destruiert|destruierend[a-z]*|generalisiert[a-z0-9]*|ueberall|everywhere|innumerable|lit up|lights? up|(?:viele|ausgedehnt|massiv|multip(?:el|le[nrs]?)|voll|zahlreiche?|many|numerous)(?= *(?:$|[.,;()]))|studded|riddled|peppered|uebersaet|full of (?:disease|it|tumou?r)|multifokal[a-z0-9]*|(?<=(?:is|are|also) )cancer(?:ous)?(?= *(?:$|[.,;)]| too| as well))|positive?|gesichert|histologisch|confirmed|bestaetigt|biopsy-?proven',
    ['PSMA-positiv', 'avid'],
  ),
  rule(
    'met-course',
    'course',
    '(?:von|from) \\d{1,3}(?: mm)? (?:auf|to) \\d{1,3}(?: ?mm)?|(?:down|up) (?:from|to)(?= (?:about |around )?\\d)|new(?= (?:[a-z-]{3,20} ){0,2}(?:(?:lymph )?nodes?|lns?|adenopathy|lymphadenopathy)(?![a-z]))|(?:back|returned|reduced|shrunk|down) to (?:within )?(?:a )?normal(?: size| limits)?|now (?:of )?normal (?:in )?size|returned(?! to)|come back|enlargement|vergroesserung|neu:?(?= (?:lk|lks|lymphknoten|[blh]wk|rippen?|sternum)(?![a-z]))|abgeblasst|neu(?:e[nrs]?)?(?= *(?:$|[,.;)/+]))|new(?= *(?:$|[,.;)/+]))|only(?= *(?:$|[.,;)]))|(?:groessen)?-?progredient[a-z0-9]*|(?:groessen)?-?regredient[a-z0-9]*|ruecklaeufig[a-z0-9]*|groesser|kleiner|zunehmend[a-z0-9]*|abnehmend[a-z0-9]*|zunahme|abnahme|larger|smaller|bigger|increas[a-z0-9]+|decreas[a-z0-9]+|grew|grown|growing|growth|shr[aiu]nk[a-z0-9]*|(?:ge|ein)?schrumpf[a-z0-9]*|weniger|rueckl\\.|regred\\.|zugenommen|abgenommen|mehr geworden|wieder (?:da(?![a-z])|nachweisbar|aufgetreten|aktiv)|neu aufgetreten|(?<!(?:vollstaendig|komplett|voellig|ganz|vollst\\.|kompl\\.) )rueckgebildet|worse|worsening|progress(?:ing|ive|ed)|progredi[a-z0-9]*|stable|stabil[a-z0-9]*|(?:groessen)?-?konstant[a-z0-9]*|groessenstabil[a-z0-9]*|unveraendert[a-z0-9]*|unchanged|idem|unv\\.|gleich(?: gross| viele?| geblieben)?(?= *(?:$|[.,;)]))|wie gehabt|persist[a-z0-9]*|responding|regressed|regressive|improv[a-z0-9]+|weiterhin|noch|still|blasser|fading|faint[a-z0-9]*|mixed|teilremission|zahlreicher|better|zart|sd|pd|pr|less|more|remaining|residual|back(?= *(?:$|[.,;)]))|(?:same )?as before|same(?= *(?:$|[.,;)]))|(?:wie|as) (?:zuvor|vorher|vorbeschrieben|previously)',
    ['progredient', 'stable'],
  ),
  rule(
    'met-strength',
    'positive',
    'kraeftig[a-z]*|gering[a-z]*|maessig[a-z]*|schwach[a-z]*|stark[a-z]*|moderat[a-z]*|mild|moderate|strong(?:ly)?|weak(?:ly)?',
    ['kraeftig'],
  ),
  rule(
    'met-plus',
    'positive',
    '(?<= )\\+{1,4}(?= {2,}| ?(?:[,;)/|]|\\.?$))|\\((?:\\+{1,4}|yes|ja|pos\\.?)\\)|\\+ve|pos\\.?',
    ['Knochen +,'],
  ),
  rule(
    'met-minus',
    'normal',
    '(?<= )-(?= {2,}| ?(?:[,;)/|]|\\.?$))|\\((?:-|no|nein|neg\\.?)\\)|-ve|oe(?= *(?:$|[.,;)/|]))|nein',
    ['Leber -,'],
  ),
  rule(
    'met-size',
    'positive',
    '(?:bis |max\\. |to |up to )?\\d{1,4}(?:[.,]\\d{1,2})? ?(?:x ?\\d{1,4}(?:[.,]\\d{1,2})? ?){0,2}(?:mm|cm|(?:milli|zenti|centi)met(?:er|re)s?)',
    ['22 mm'],
  ),
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
  {
    ...code(
      'met-node-positive',
      'lymph_node',
      'present',
      'nodal-?(?: )?positiv[a-z]*|node[- ]positive',
      'node-positive',
    ),
    source: OWN,
  },
  {
    ...code(
      'met-node-negative',
      'lymph_node',
      'absent',
      'nodal-?(?: )?negativ[a-z]*|node[- ]negative',
      'node-negative',
    ),
    source: OWN,
  },
  code('met-tnm-m1b', 'bone', 'present', `${PREFIX}m1(?:a ?[/+,] ?)?b${TNM_LIMIT}`, 'cM1b'),
  code('met-tnm-m1a', 'lymph_node', 'present', `${PREFIX}m1a${TNM_LIMIT}`, 'M1a'),
  code('met-tnm-n1', 'lymph_node', 'present', `${PREFIX}n[123][a-c]?${TNM_LIMIT}`, 'pN1'),
  code('met-tnm-n0', 'lymph_node', 'absent', `${PREFIX}n0${TNM_LIMIT}`, 'pN0'),
];
