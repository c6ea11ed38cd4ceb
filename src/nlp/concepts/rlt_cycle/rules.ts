/** Names of the therapy, of its look-alikes, and the words for what became of a cycle. Lower-case view. */
import type { RltAgent } from '../../../domain.ts';
import type { WordRule } from './types.ts';

const OWN = 'own wording, after German and English nuclear medicine letters';
const LU =
  '(?:[\\[(]?(?:177|117)[\\])]?[ -]?)?lu(?:t[a-z]{2,7}um)?(?:[ -]?[(\\[]?177[)\\]]?(?:lu)?[)\\]]?)?[\\])]?[ -]{0,3}(?:lu[ -])?';

function rule(
  id: string,
  role: WordRule['role'],
  pattern: string,
  match: readonly string[],
  more: { agent?: RltAgent; cyclic?: boolean; noMatch?: readonly string[] } = {},
): WordRule {
  const { noMatch = [], ...rest } = more;
  return {
    id,
    language: 'both',
    pattern,
    effect: role,
    source: OWN,
    role,
    match: match.map((m) => [m, role] as const),
    noMatch,
    ...rest,
  };
}

export const THERAPIES: readonly WordRule[] = [
  rule(
    'rlt-tandem',
    'agent',
    '(?:tandem[ -]?(?:therapie|konzept|zyklus|gabe)?:? ?(?:mit )?)?[\\[(]?(?:225-?)?ac(?:tinium)?(?:-225)?[\\])]? ?(?:\\/|\\+|und|and) ?[\\[(]?(?:177-?)?lu(?:tetium)?(?:-?177)?[\\])]?(?:[ -]psma(?:[ -]?617|[ -]?i ?& ?t)?)?|[\\[(]?177[\\])]?-?lu-? ?(?:\\/|\\+|und|and) ?[\\[(]?225[\\])]?-?ac(?:[ -]psma(?:[ -]?617|[ -]?i ?& ?t)?)?',
    ['Tandem Ac/Lu', '225Ac/177Lu-PSMA-617', '177Lu-/225Ac-PSMA-617'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-diagnostic',
    'diagnostic',
    '(?:\\[?(?:68-?ga|18-?f|99m-?tc|64-?cu)\\]?|ga-?68|f-?18)[^\\s,;]{0,12}[ -]?psma\\S*|psma[ -]?(?:pet\\S*|spect\\S*|szinti\\S*|expression|ligand\\S*(?! ?en)|pos\\S*|neg\\S*|avid\\S*|exprim\\S*|upstaging|scan|imaging|1007|11(?!\\d))',
    ['68Ga-PSMA-11-PET/CT', 'PSMA-PET'],
    { noMatch: ['177Lu-PSMA-617'] },
  ),
  rule(
    'rlt-foreign-nuclide',
    'foreign',
    '(?:[\\[(]?177[\\])]?-?lu|lu-?177|lutetium)?[ -]*(?:dota-?(?:tate|toc|noc|tat)|oxodotreotid\\w*|edtmp)|prrt|re-prrt|lutathera|[\\[(]?225[\\])]?[ -]?ac\\S*|ac(?:tinium)?[ -]?225\\S*|actinium\\S*|ra(?:dium)?[ -]?223\\S*|radium|xofigo|alpharadin|sm-?153\\S*|153-?sm\\S*|samarium\\S*|quadramet|sr-?89|89-?sr|strontium\\S*|metastron|sirt|90-?y|y-?90|131-?i\\S*|i-?131\\S*|radiojod\\S*|car-t',
    ['177Lu-DOTATATE', '225Ac-PSMA-617', 'Xofigo'],
    { cyclic: true, noMatch: ['177Lu-PSMA-617'] },
  ),
  rule(
    'rlt-agent-617',
    'agent',
    `${LU}psma[ -]{0,2}617|psma[ -]?617[ -]${LU}|pluvicto|vipivotid\\w*(?:[ -]?tetraxetan)?`,
    ['177Lu-PSMA-617', '[177Lu]Lu-PSMA-617', 'Lutetium-177-PSMA-617', 'Pluvicto'],
    { agent: '177Lu-PSMA-617' },
  ),
  rule('rlt-agent-it', 'agent', `${LU}psma[ -]{0,2}i ?(?:&|\\+|and|und) ?t|psma[ -]?i&t[ -]${LU}`, ['177Lu-PSMA-I&T'], {
    agent: '177Lu-PSMA-I&T',
  }),
  rule(
    'rlt-agent',
    'agent',
    `${LU}psma(?:[ -]?(?:rlt|prlt|radioligand\\w*|therap\\w+|behandlung|gabe|zyklus|zyklen))?|psma[ -]{1,2}(?:[\\[(]?177[\\])]?-?)?lu(?:tetium)?(?:[ -]?177)?|[\\[(]?177[\\])]?-?lu(?:tetium)?(?![a-z-])|lu-?177`,
    ['Lu-PSMA', '177-Lu-PSMA', 'LuPSMA', 'PSMA-Lu', 'Lutetium PSMA'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-word-psma',
    'agent',
    'psma[ -]?(?:gerichtete[nr]? )?(?:rlt|prlt|radio-?ligand\\w*(?:[ -]?therap\\w+)?|radionuklid\\w*|therapie(?:n)?|radioligand therapy)|mpsma',
    ['PSMA-RLT', 'PSMA-Radioligandentherapie'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-word',
    'rlt',
    'p?rlt|radio-?ligand(?:en)?\\w*(?:[ -]?(?:therap\\w+|th\\.))?|lut[a-z]{2,7}um(?:[ -]?(?:therap\\w+|behandlung|gabe|zyklus|zyklen))?|lu-(?:therap\\w+|gabe|zyklus|monotherapie)|nuklearmed\\w*\\.? therapie',
    ['RLT', 'Radioligandentherapie', 'Lutetium'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-foreign-chemo',
    'foreign',
    '(?:\\d ?x)?(?:docetaxel|doce|taxotere|cabazitaxel|caba|jevtana|paclitaxel|taxol|carbo(?:platin)?|cisplatin|etoposid|mitoxantron\\w*|(?:poly)?chemo\\w*|taxan\\w*|olaparib|lynparza|pembrolizumab|somatulin\\w*|sipuleucel\\S*|provenge)',
    ['Docetaxel', 'Jevtana'],
    { cyclic: true },
  ),
  rule(
    'rlt-foreign-dose',
    'foreign',
    'xgeva|denosumab|prolia|zoledron\\w*|zometa|bisphosphonat\\w*|leuprorelin\\S*|leuprolid\\w*|trenantone|lupron|eligard|firmagon|degarelix|goserelin|zoladex|relugolix|pamorelin|triptorelin|adt|lhrh\\S*|gnrh\\S*|impfung|vaccin\\w*|booster|eks?|ery-?konzentrat\\w*|g-csf|neulasta|furosemid|eisen|ferinject|antibio\\w*|enzalutamid\\w*|xtandi|abirateron\\w*|zytiga|apalutamid\\w*|erleada|darolutamid\\w*|nubeqa',
    ['Xgeva', 'Trenantone'],
    { cyclic: false },
  ),
  rule(
    'rlt-foreign-other',
    'foreign',
    'psa|(?:tumor)?-?(?:board|konferenz)\\w*|(?:km-?|pet[/-]?)?ct(?:-\\w+)?|mrt?|ct\\/?\\w*|labor\\w*|labs?|blutbild|biops\\w+|szinti\\w*|spect\\S*|restaging|staging|geb\\.|geboren|dob|brief|letter|crpc|mcrpc|ed|dx|progress|prostatektomie|rpe|rt|xrt|radiatio|bestrahlung|sbrt|ps[am]-?pet|scan|nadir|pet|thrombo\\w*|plt|hb|hgb|anc|randomi\\w+|enrol\\w+|consent\\w*|screen\\w+|insurance|kostenzusage|bewilligung\\w*|genehmig\\w*|authori[sz]\\w+|antrag\\w*|diagnose|erstdiagnose|gespraech',
    ['Tumorboard', 'CT'],
    { cyclic: false },
  ),
];

export const FATES: readonly WordRule[] = [
  rule(
    'rlt-cancelled',
    'cancelled',
    'nicht (?:mehr )?(?:verabreicht|appliziert|gegeben|erfolgt|stattgefunden|durchgefuehrt|durchfuehrbar|moeglich|erhalten|bekommen|begonnen|injiziert)|(?:wird|wurde|wurden|ist|komplett|kurzfristig|von \\w+)? ?(?:abgesagt|storniert|gestrichen|abgebrochen vor|verworfen|abbestellt)|entfaellt|entfiel|entfallen|ausgefallen|faellt aus|fiel aus|(?:findet|fand) nicht (?:mehr )?statt|(?:erfolgt|erfolgte) (?:somit |daher |jedoch |aber )?nicht|kommt nicht mehr|keine aktivitaet appliziert|(?:sagt|sagte)(?= .{0,60} ab(?![a-z]))|not (?:given|administered|received|done|delivered)|(?:was |were |been |has been )?(?:cancel[l]?ed|called off|withheld|omitted|scrapped)|did not (?:receive|take place|happen|get)|no[- ]show|never (?:given|received|administered)|held for good|verzichtet',
    ['entfaellt', 'wurde abgesagt', 'NOT given'],
  ),
  rule(
    'rlt-aside',
    'aside',
    '(?:was|originally|orig\\.?|urspruenglich|eigentlich|initially|war)(?: \\w+){0,2} (?:due|planned|scheduled|geplant|vorgesehen|terminiert|fuer)|orig(?= \\d)|delayed|postponed from|verschoben von|pushed|(?:was|were) (?:going|supposed|meant|due) to (?:be|start|happen)|had been (?:scheduled|planned|due)(?: for)?|sollte urspruenglich|statt (?:am|wie geplant)',
    ['was due'],
  ),
  rule(
    'rlt-planned',
    'planned',
    '(?:ist |sind |bereits )?(?:geplant(?:e[nmrs]?)?|vorgesehen(?:e[nmrs]?)?|anvisiert|terminiert|reserviert|ausgemacht|angemeldet|vereinbart|angesetzt|einbestellt|vorgemerkt|empfohlen|empfehlung|indikation (?:zur|fuer|fuer eine|zu einer) .{1,40}(?:gestellt|gegeben|besteht)|held|on hold|deferred|zurueckgestellt|aufgeschoben|ausgesetzt|beantragt|bewilligt|faellig|steht an|anstehend\\w*|verschoben(?: auf)?|naechste[rnsm]?|folgt|folgen|erfolgt in|erfolgen in|soll(?:en|te)?|start(?= (?:jan|feb|maerz|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez|ab|im|am|\\d|kw))|termin|wiederaufnahme|wiedervorstellung zu[mr]|aufnahme (?:fuer den|zu[mr])(?= naechsten))|scheduled|planned|plan(?:ning)?(?: for| to| is)?:?|booked|due(?! to)|next|upcoming|will (?:receive|get|start|proceed|have|be given)|to (?:start|begin|receive|proceed|get)|tentative(?:ly)?|rescheduled(?: to| for)?|postponed(?: to)?|set for|(?:authori[sz]|approv)ed|go ahead with|recommend(?:ed|s)?|referred for|waere dann|dann(?= (?:im|am|anfang|mitte|ende) )|weiter(?: mit)?:|fortsetzung|fortzusetzen|pending',
    ['vorgesehen', 'scheduled', 'Next'],
  ),
  rule(
    'rlt-stay',
    'stay',
    'aufnahme(?= (?:vom |am )?\\d)|stationaer(?:er aufenthalt|e behandlung)?(?= (?:vom |bis |am )?\\d)|stationaere[nr]? (?:behandlung|aufenthalt)(?= befand| bei uns|\\.)|befand|hospitali[sz]ed|aufenthalt(?= vom)|admitted(?= (?:from )?\\d)|admission(?= \\d)',
    ['Aufnahme 12.-16.07.2021'],
  ),
  rule(
    'rlt-admission',
    'planned',
    'aufnahme(?: erfolgte)? zu[mr]|stationaer\\w*(?: \\w+){0,2} zu[mr]|zur durchfuehrung (?:des|der|einer?)|aufgenommen|vorstellung zu[mr]|kommt zu[mr]|here for|presents for|admitted for|zuweisung zu[mr]|aufgenommen zu[mr]',
    ['Aufnahme zum'],
  ),
  rule(
    'rlt-given',
    'given',
    'appliz\\w*|applikation|verabreich\\w*|verabfolg\\w*|erhalten|erhielt|bekam|bekommen|gegeben|gelaufen|durchgefuehrt\\w*|erfolgt(?:e|en)?|injiziert|infundiert|infusion von|gabe von|gut vertragen|vertragen|tolerated|administered|received|given|got|completed|abgeschlossen|beendet|bislang|bisher|bish\\.?|z\\. ?n\\.?|zustand nach|st\\. ?p\\.?|s\\/p|status post|nach|after|since|had|prior|previous|history|vor-?gaben|vorgaben|stattgehabt\\w*|heute|today|aktueller aufenthalt|absolviert\\w*|insgesamt|kumulativ|cumulative|unter|log|delivered|infused',
    ['appliziert', 'received', 'Z.n.'],
  ),
  rule(
    'rlt-talk',
    'talk',
    'frage(?:stellung)?|kein(?:e[nmrs]?)? (?:\\w+ )?(?:indikation|option|thema|kandidat\\w*|voraussetzung\\w*|hinweis|\\S*psma\\S*|\\S*rlt|\\S*radioligand\\w*|lutetium\\S*|lu-\\S*)|option(?:en)?|moeglich(?:keit|erweise)?|erwogen|erwaegen|diskutier\\w*|besprochen|angedacht|evaluier\\w*|evaluation|eignung|geeignet|kriterien|ggf\\.?|gegebenenfalls|evtl\\.?|eventuell|falls|sofern|bei progress|bei ausreichender|im verlauf|kontraindi\\w*|contraindi\\w*|abgelehnt|lehnt\\w*|ablehn\\w*|nicht indiziert|nicht gegenstand|no further|not (?:a )?(?:candidate|eligible|open|indicated|funded|interested|appropriate)|candidate|eligib\\w*|consider\\w*|discuss\\w*|would|could|might|may be|if|should|declin\\w*|refus\\w*|trials?|studie|arm|versus|vs|verwechslung|anderer pat\\w*|another patient|up to|bis zu|(?:alle|every) (?:\\d|[a-z]+)(?:-\\d)? (?:wochen|weeks|wo\\.?)|q ?\\dw|(?:pro|je|per) (?:zyklus|cycle|gabe|dose)|risks?|risik\\w*|aufklaerung\\w*|information|informiert|kosten\\w*|reviewed|no prior|keine vor\\w*|through|expanded access|access|waiting list|referral|appeal',
    ['keine Option', 'candidate'],
  ),
  rule(
    'rlt-first',
    'first',
    'erste[rnsm]?(?: (?:gabe|zyklus|am|im))?|1\\. (?:gabe|zyklus)(?= (?:am |im )?\\d)|first(?: one| dose| cycle| infusion)?|beginn|begonnen|start(?:ed|ing)?|ab|seit|initial',
    ['erste Gabe'],
  ),
  rule(
    'rlt-last',
    'last',
    'zuletzt|letzte[rnsm]?(?: (?:gabe|zyklus|am|im))?|last(?: one| dose| cycle| infusion)?|most recent(?:ly)?|bis|until|through',
    ['zuletzt', 'last one'],
  ),
  rule('rlt-rechallenge', 'rechallenge', 're-?challenge|re-?therapie|re-?treatment|wiederaufnahme|reinduktion', [
    'Re-Challenge',
  ]),
];
