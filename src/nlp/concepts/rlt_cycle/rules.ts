/** Names of the therapy, of its look-alikes, and the words for what became of a cycle. Lower-case view. */
import type { RltAgent } from '../../../domain.ts';
import { LU_ALONE } from './number-forms.ts';
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

/** What a group of treatments is called in its heading; only there a ligand stands for the therapy by itself. */
const GROUP =
  '(?<![a-z])(?:series|serie|block|kurs|course|set|round|runde|induction|induktion|re-?challenge|re-?treatment)(?![a-z])';

export const THERAPIES: readonly WordRule[] = [
  rule(
    'rlt-tandem',
    'agent',
    '(?:tandem[ -]?(?:therapie|konzept|zyklus|gabe)?:? ?(?:mit )?)?[\\[(]?(?:225-?)?ac(?:tinium)?(?:-225)?[\\])]?(?:ac)?-? ?(?:\\/|\\+|und|and) ?[\\[(]?(?:177-?)?lu(?:tetium)?(?:-?177)?[\\])]?(?:lu)?(?:[ -]psma(?:[ -]?617|[ -]?i ?& ?t)?)?|[\\[(]?177[\\])]?-?lu-? ?(?:\\/|\\+|und|and) ?[\\[(]?225[\\])]?-?ac(?:[ -]psma(?:[ -]?617|[ -]?i ?& ?t)?)?',
    ['Tandem Ac/Lu', '225Ac/177Lu-PSMA-617', '177Lu-/225Ac-PSMA-617'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-ligand-therapy',
    'agent',
    'psma[ -]?ligand(?:en)?-?therap[a-z]+(?: mit (?:[\\[(]?177[\\])]?-?lu[a-z0-9-]*|lu-?177|lutetium[a-z0-9-]*))?',
    ['PSMA-Ligandentherapie mit 177Lu'],
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
    '(?:[\\[(]?177[\\])]?-?lu|lu-?177|lutetium)?[ -]*(?:dota-?(?:tate|toc|noc|tat)|oxodotreotid[a-z0-9]*|edtmp)|prrt|re-prrt|lutathera|[\\[(]?225[\\])]?[ -]?ac\\S*|ac(?:tinium)?[ -]?225\\S*|actinium\\S*|ra(?:dium)?[ -]?223\\S*|radium|xofigo|alpharadin|sm-?153\\S*|153-?sm\\S*|samarium\\S*|quadramet|sr-?89|89-?sr|strontium\\S*|metastron|sirt|90-?y|y-?90|131-?i\\S*|i-?131\\S*|radiojod\\S*|car-t',
    ['177Lu-DOTATATE', '225Ac-PSMA-617', 'Xofigo'],
    { cyclic: true, noMatch: ['177Lu-PSMA-617'] },
  ),
  rule(
    'rlt-agent-617',
    'agent',
    `${LU}psma[ -]{0,2}617|psma[ -]?617[ -]${LU}|pluvicto|vipivotid[a-z0-9]*(?:[ -]?tetraxetan)?`,
    ['177Lu-PSMA-617', '[177Lu]Lu-PSMA-617', 'Lutetium-177-PSMA-617', 'Pluvicto'],
    { agent: '177Lu-PSMA-617' },
  ),
  rule(
    'rlt-agent-it',
    'agent',
    `${LU}psma[ -]{0,2}i ?(?:&|\\+|and|und) ?t|(?:177-?lu-?)?pnt-?2002|psma[ -]?i&t[ -]${LU}`,
    ['177Lu-PSMA-I&T'],
    {
      agent: '177Lu-PSMA-I&T',
    },
  ),
  rule(
    'rlt-heading-617',
    'agent',
    `(?<=${GROUP}[^\\n.]{0,24}[(,;:] ?)617(?= ?(?:\\)|,|;|:|\\n|$))`,
    ['series 1 (2018, 617)', 'Serie 2: 617'],
    { agent: '177Lu-PSMA-617', noMatch: ['ward 617', 'series 1 (PSA 617 ng/ml)'] },
  ),
  rule('rlt-heading-it', 'agent', `(?<=${GROUP}[^\\n.]{0,24}[(,;:] ?)i ?& ?t`, ['series 2 - rechallenge (I&T)'], {
    agent: '177Lu-PSMA-I&T',
    noMatch: ['Prostate ca, I&T'],
  }),
  rule(
    'rlt-agent',
    'agent',
    `${LU}psma(?:[ -]?(?:rlt|prlt|radioligand[a-z0-9]*|therap[a-z0-9]+|behandlung|gabe|zyklus|zyklen))?|psma[ -]{1,2}(?:[\\[(]?177[\\])]?-?)?lu(?:tetium)?(?:[ -]?177)?|[\\[(]?177[\\])]?-?lu(?:tetium)?(?![a-z-])|lu-?177`,
    ['Lu-PSMA', '177-Lu-PSMA', 'LuPSMA', 'PSMA-Lu', 'Lutetium PSMA'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-word-psma',
    'agent',
    'psma[ -]?(?:gerichtete[nr]? )?(?:rlt|prlt|radio-?ligand[a-z0-9]*(?:[ -]?therap[a-z0-9]+)?|radionuklid[a-z0-9]*|therapie(?:n)?|therapy|therapies|treatments?|radioligand therapy)|mpsma|(?<=(?:zyklus|zyklen|cycles?|gaben?) (?:of |mit )?)psma(?![ -]?(?:pet|spect|szinti|scan))',
    ['PSMA-RLT', 'PSMA-Radioligandentherapie'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-word',
    'rlt',
    `p?rlt|(?<=(?<![\\d.,])\\d\\. )${LU_ALONE}|(?<=(?<![a-z])[cz]\\d{1,2} )lu(?![a-z-])|lu(?= (?:treatments?|therapy|therapies|infusions?|doses?|cycles?|zyklen|zyklus|gaben?)(?![a-z])| [cz]\\d(?!\\d)| ?#\\d ?(?:given|done|on |at |am |-|:|\\(|\\d|appl|today|heute|cancel|booked|due))|radio-?ligand(?:en)?[a-z0-9]*(?:[ -]?(?:therap[a-z0-9]+|th\\.))?|lut[a-z]{2,7}um(?:[ -]?(?:therap[a-z0-9]+|behandlung(?:en)?|gaben?|infusion(?:en|s)?|zyklus|zyklen))?|lu-(?:therap[a-z0-9]+|gaben?|zyklus|monotherapie)|nuklearmed[a-z0-9]*\\.? therapie`,
    ['RLT', 'Radioligandentherapie', 'Lutetium', 'C1 Lu 17.1.', 'Lu C2'],
    { agent: '177Lu-PSMA' },
  ),
  rule(
    'rlt-foreign-chemo',
    'foreign',
    '(?:\\d ?x)?(?:docetaxel|doce|doc(?=,? ?x ?\\d)|taxotere|cabazitaxel|caba|jevtana|paclitaxel|taxol|carbo(?:platin)?|cisplatin|etoposid|mitoxantron[a-z0-9]*|(?:poly)?chemo[a-z0-9]*|taxan[a-z0-9]*|olaparib|lynparza|pembrolizumab|somatulin[a-z0-9]*|folfox[a-z0-9]*|folfiri[a-z0-9]*|(?:x|cap)elox|capox|(?:r-)?chop|oxaliplatin|gemcitabin[a-z]*|capecitabin[a-z]*|5-?fu|vincristin[a-z]*|pemetrexed|bcg|sipuleucel\\S*|provenge)',
    ['Docetaxel', 'Jevtana'],
    { cyclic: true },
  ),
  rule(
    'rlt-foreign-disease',
    'foreign',
    '(?:kolon|colon|rektum|mamma|bronchial|magen|blasen|nierenzell|urothel)-?(?:ca|karzinoms?|cancer)|(?:colon|rectal|colorectal|breast|lung|bladder|gastric|renal) (?:ca|cancer|carcinoma)|(?:non-?)?hodgkin[a-z0-9-]*|dlbcl|cll|leukaemie|leukemia|melanom[a-z]*',
    ['Kolon-Ca', 'breast cancer'],
    { cyclic: true },
  ),
  rule(
    'rlt-foreign-dose',
    'foreign',
    'xgeva|denosumab|enza|abi(?=[ ,x]|$)|apa(?=[ ,x]|$)|daro(?=[ ,x]|$)|prolia|zoledron[a-z0-9]*|zometa|bisphosphonat[a-z0-9]*|leuprorelin\\S*|leuprolid[a-z0-9]*|trenantone|lupron|eligard|firmagon|degarelix|goserelin|zoladex|relugolix|pamorelin|triptorelin|adt|lhrh\\S*|gnrh\\S*|impfung|vaccin[a-z0-9]*|booster|eks?|ery-?konzentrat[a-z0-9]*|g-csf|neulasta|furosemid|eisen|ferinject|antibio[a-z0-9]*|enzalutamid[a-z0-9]*|xtandi|abirateron[a-z0-9]*|zytiga|apalutamid[a-z0-9]*|erleada|darolutamid[a-z0-9]*|nubeqa',
    ['Xgeva', 'Trenantone'],
    { cyclic: false },
  ),
  rule(
    'rlt-foreign-other',
    'foreign',
    'psa|[a-z]{0,14}-?(?:board|konferenz)[a-z0-9]*|tubo|mdt|mdm|uro-?tb|(?:tk|tb)(?= \\d)|zuw\\.?|zuweisung|ueberweisung|anmeldung|diagnosed|progression|rezidiv[a-z]*|relapse[d]?|kastrationsr[a-z]*|prostatektom[a-z]*|operiert[a-z]*|bestrahlt[a-z]*|castrat[a-z]*[ -](?:resist|refract)[a-z]*|hormonrefr[a-z]*|(?:km-?|pet[/-]?)?ct(?:-[a-z0-9]+)?|mrt?|ct\\/?[a-z0-9]*|labor[a-z0-9]*|labs?|blutbild|biops[a-z0-9]+|szinti[a-z0-9]*|spect\\S*|restaging|staging|geb\\.|geboren|dob|brief|letter|crpc|mcrpc|ed|dx|progress|prostatektomie|rpe|rt|xrt|radiatio|bestrahlung|sbrt|ps[am]-?pet|scan|nadir|pet|thrombo(?!zytopen|cytopen|pen)[a-z0-9]*|plt|hb|hgb|anc|randomi[a-z0-9]+|enrol[a-z0-9]+|consent[a-z0-9]*|screen[a-z0-9]+|insurance|kostenzusage|bewilligung[a-z0-9]*|genehmig[a-z0-9]*|authori[sz][a-z0-9]+|antrag[a-z0-9]*|diagnose|erstdiagnose|gespraech',
    ['Tumorboard', 'CT'],
    { cyclic: false },
  ),
];

export const FATES: readonly WordRule[] = [
  rule(
    'rlt-cancelled',
    'cancelled',
    "(?:wird |wurde )?(?:nicht|nie) (?:mehr )?nachgeholt|(?:not|never) made up|abbruch vor (?:der )?(?:injektion|applikation|gabe|infusion)|cx(?:'?d|l'?d?)|cx(?= (?:by|due|per|as|-))|(?<=: |- |-> )abgesetzt|(?<=- |: |\\) )dna(?![ -]?(?:repair|damage|seq|test|ploid|analys|mut|rep|meth))|lehnt(?= (?:den|die|einen|eine) (?:\\d\\.|erst|zweit|dritt|viert|fuenft|sechst)[^.;:]{0,40} ab(?![a-z]))|(?:was )?pulled(?= ?[,;.)]| (?:by|due|because|as|for|on) )|nicht (?:mehr )?(?:zustande|zur (?:durchfuehrung|applikation))(?: gekommen| kam)?|kam es (?:dann |leider |jedoch )?nicht(?: mehr)?|(?:fiel|faellt)(?= [^;:]{0,50} aus(?![a-z]))|nicht (?:mehr )?statt|(?:konnte|kann|koennen)(?: [a-z]+){0,2} nicht (?:stattfinden|erfolgen|(?:durchgefuehrt|gegeben|appliziert|verabreicht) werden)|nicht (?:mehr )?(?:verabreicht|appliziert|gegeben|erfolgt|erfolgen|stattfinden|stattgefunden|durchgefuehrt|durchfuehrbar|moeglich|erhalten|bekommen|begonnen|injiziert)|(?:wird|wurde|wurden|ist|komplett|kurzfristig|von [a-z0-9]+)? ?(?:abgesagt|storniert|gestrichen|abgebrochen vor|(?<!rest )verworfen|abbestellt)|entfaellt|entfiel|entfallen|ausgefallen|faellt aus|fiel aus|(?:findet|fand) nicht (?:mehr )?statt|(?:erfolgt|erfolgte) (?:somit |daher |jedoch |aber )?nicht|kommt nicht mehr|keine aktivitaet appliziert|(?:sagt|sagte)(?= .{0,60} ab(?![a-z]))|not (?:given|administered|received|done|delivered)|(?:was |were |been |has been )?(?:cancel[l]?ed|called off|withdrawn|rescinded|abandoned|aborted|withheld|omitted|scrapped)|(?:did not|didn'?t|could not|couldn'?t|unable to|failed to) (?:receive|take place|happen|get|attend|come|show(?: up)?|go (?:ahead|for)|proceed|have|make|undergo|be given)|dna(?= (?:for|on|his|at|appt|appointment|cycle|c\\d|dose|#))|forgo(?:es|ing|ne)?|forego(?:es|ing|ne)?|forwent|verzicht auf|replaced (?:by|with)(?= [^.;]{0,12}(?:ac-?|225|doce|caba|radium|carbo|chemo))|missed|erschien(?: [a-z]+){0,2} nicht|keine (?:applikation|verabreichung|infusion)|entf\\.?|abges\\.|nicht (?:wahrgenommen|erschienen|angetreten)|no[- ]show|abstand genommen|abgesehen|nicht(?= am \\d)|not today|nicht heute|heute nicht|not(?= on \\d)|decided (?:not to (?:proceed|treat|give|go ahead)|against (?:treatment|proceeding))|never happened|will not (?:proceed|go ahead|take place|be given)|never (?:given|received|administered)|held for good|ge?cancell?e?[dt]|not possible|d\\/c'?d (?:prior to|before)|verzichtet|(?:fell|fallen|falls) through|never (?:took place|taken place|went ahead|gone ahead|happened|eventuated|materiali[sz]ed|came off|done)|nie (?:mehr )?(?:zustande|stattgefunden|gelaufen|gegeben|erfolgt|verabreicht|appliziert|durchgefuehrt)(?: gekommen)?|nie(?: [a-z]+)? (?:zustande )?gekommen|(?:klinik|wir|arzt|aerzte|haus) (?:hat |haben )(?:wieder )?abgesetzt|shall not (?:be given|take place|proceed)|(?<!nicht )(?:bitte|zu) (?:streichen|stornieren|absagen)|geplatzt|fand nie statt",
    ['entfaellt', 'wurde abgesagt', 'NOT given'],
  ),
  rule(
    'rlt-stopped',
    'stopped',
    '(?:elected|opted|chose|chosen|decided|wishe[sd]|wants?|wanted|asked|prefer(?:s|red)?) (?:to (?:stop|discontinue|cease|pause|not (?:proceed|continue|have|receive))|not to (?:continue|proceed|have|receive|go|undergo))|(?:patient|pat\\.?|pt\\.?)(?: has)? (?:declined|refused)|(?:abbruch|beendigung|therapieabbruch|therapieende)(?= auf wunsch)|auf (?:eigenen )?wunsch(?: des patienten)? (?:beendet|abgebrochen)|passed away|died|deceased|verstarb|verstorben|exitus',
    ['elected to stop', 'opted not to proceed'],
    { noMatch: ['elected to start'] },
  ),
  rule(
    'rlt-decision',
    'decision',
    '(?:tubo|mdt|mdm|tk|(?:uro-?)?tb|[a-z]{0,14}-?(?:board|konferenz)[a-z]{0,12}|[a-z]{0,14}beschluss|konsens|decision|outcome|(?:weiteres )?(?:procedere|prozedere|vorgehen))(?: (?:outcome|beschluss|entscheid|decision|vom|am|of|on|from|\\d[\\d./]{0,9})){0,4} ?(?::|->|-)',
    ['TUBO 03.06.:', 'MDT 12/05/2021:', 'Tumorboard:'],
    { noMatch: ['MDT 12/05/2021'] },
  ),
  rule(
    'rlt-aside',
    'aside',
    '(?:was|originally|orig\\.?|urspruenglich|eigentlich|initially|war)(?: [a-z0-9]+){0,2} (?:due|set|planned|scheduled|geplant|vorgesehen|terminiert|fuer)|orig(?= \\d)|original date(?: of)?|urspruengliche[rnm]? (?:termin|datum)(?: (?:am|vom))?|(?:held|delayed) (?:x|for) ?\\d ?(?:w|wk|wks|weeks?|d|days?)|delayed|postponed from|verschoben von|pushed(?! to)|(?:was |were )?(?:tentatively |provisionally )?fixed for|(?:war|waere?n?) f(?:uer|\\.)(?: den| am)?(?= \\d)|w(?:oul|l)d have been|(?:was|were) (?:going|supposed|meant|due) to (?:be|start|happen)|had been (?:scheduled|planned|due)(?: for)?|sollte urspruenglich|statt (?:am|wie geplant)',
    ['was due'],
  ),
  rule(
    'rlt-planned',
    'planned',
    '(?<!(?<![a-z])(?:wie|as|than) )(?:(?:ist |sind |bereits )?(?:geplant(?:e[nmrs]?)?|vorgesehen(?:e[nmrs]?)?|anvisiert|terminiert|reserviert|ausgemacht|angemeldet|vereinbart|angesetzt(?:e[nmrs]?)?|einbestellt|eingeplant|gepl\\.?|vorgem\\.?|vorges\\.|vorgemerkt|empfohlen|empfehlung|indikation (?:zur|fuer|fuer eine|zu einer) .{1,40}(?:gestellt|gegeben|besteht)|held|on hold|deferred|zurueckgestellt|aufgeschoben|ausgesetzt|beantragt|bewilligt|faellig|steht an|anstehend[a-z0-9]*|verschoben(?: auf)?|nach hinten (?:ge|ver)schoben|naechste[rnsm]?|folgt|folgen|erfolgt in|erfolgen in|soll(?:en|te)?(?! (?:das|die|der|es|sich) [a-z]+ (?:steig|anstei|progred|wieder|fall|zunehm))|start(?= (?:jan|feb|maerz|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez|ab|im|am|\\d|kw))|termin|wiederaufnahme|wiedervorstellung zu[mr]|aufnahme (?:fuer den|zu[mr])(?= naechsten))|scheduled|planned|plan(?:ning)?(?: for| to| is)?:?|booked|due(?! to)|intended|beabsichtigt|wir planen|planen wir|we plan|are planning|wir beabsichtigen|sehen wir vor|provisional(?:ly)?|(?:have|got) him down for|moved up to|angestrebt|avisiert|gebucht|(?:steht|stehen|stand) (?:noch )?aus|verlegt(?: auf)?|(?:moved|shifted|put back|pushed) (?:to|->)|relisted(?: for)?|listed for|hold(?= (?:per |until |due to |d\\/t ))|hold(?:ing)?(?= (?:pluvicto |lu-?psma |the |his )?(?:next )?(?:dose|cycle|treatment|c\\d|#))|r\\/s|new date|(?:has|needs|had) to be (?:postponed|rescheduled|deferred)|anberaumt|(?:bekommen|erhalten|stattfinden|(?:gegeben|appliziert|verabreicht) werden) sollen|beschlossen|proceed with|(?:hold|held|put) off(?: until| to)?|findet(?= .{0,30} statt)|next|upcoming|will (?:take place|be |commence|follow|receive|get|start|proceed|have|be given)|to (?:start|begin|receive|proceed|get)|tentative(?:ly)?|(?:rescheduled|rebooked|rearranged)(?: to| for)?|postponed(?: to)?|set for|(?:being |to be )?put on the (?:[a-z]+ )?calendar|on the calendar|pencil(?:l)?ed(?: in)?|(?:fix |fest )?eingeplant|fixiert|(?:am|im|fuer den) [0-9.]{4,10} fix(?![a-z])|(?:authori[sz]|approv)ed|go ahead with|recommend(?:ed|s)?|referred for|waere dann|dann(?= (?:im|am|anfang|mitte|ende) )|(?:eingetragen|notiert|pencilled|penciled|diari[sz]ed|an der reihe|agreed to (?:take|give|treat|accept)|wartet auf|freut sich auf|awaiting(?= (?:c\\d|cycle|his|the|#|dose|lu|pluv|second|third|fourth|next))|waiting for|tbd|tba|to be (?:determined|arranged|confirmed|scheduled|advised)|ins auge gefasst|freigabe (?:fuer|zu[mr])|freigegeben fuer|cleared for|ok(?:ay)? for|(?:zuw\\.?|zuweisung|ueberweisung|ueberw\\.|anmeldung)(?=[^.;:]{0,24}[0-9.]{0,11} zu[mr]? ))|in(?: ca\\.?| etwa| about| approx\\.?)? (?:\\d{1,2}(?:-\\d{1,2})?|zwei|drei|vier|sechs|acht|zehn|two|three|four|six|eight|ten) (?:wochen|wo\\.?|weeks?|wks?|monaten|months?)(?! (?:apart|later|nach|after|of|vor))|(?:remain|verbleiben)s?(?= ?(?:[.,;)]|$|to be ))|weiter(?: mit)?:|fortsetzung|fortzusetzen|pending)',
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
    'aufn(?:ahme|\\.)?(?= [^;:]{0,30}(?:zu[mr]|z\\.) ?(?:\\d|erst|zweit|dritt|viert))|aufnahme(?: erfolgte)? zu[mr]|stationaer[a-z0-9]*(?: [a-z0-9]+){0,2} zu[mr]|zur durchfuehrung (?:des|der|einer?)|aufgenommen|vorstellung zu[mr]|kommt zu[mr]|here for|presents for|admitted for|zuweisung zu[mr]|aufgenommen zu[mr]|(?:attend|arrive)(?:ed|d|s)?(?: [a-z0-9]+){0,5} for|(?:came|comes)(?: [a-z0-9\\/]+){0,4} for|stellte sich(?: [a-z0-9.]+){0,4} zu[mr]',
    ['Aufnahme zum'],
  ),
  rule(
    'rlt-given',
    'given',
    'appliz[a-z0-9]*|konnten?(?= (?:[a-z]+ )?(?:am|im) (?:(?!nicht)[^;:]){0,50} (?:erfolgen|stattfinden|nachgeholt|durchgefuehrt|gegeben|appliziert|verabreicht)(?![a-z]))|erfolgen konnten?|applikation|verabreich[a-z0-9]*|verabfolg[a-z0-9]*|erhalten|erhielt|bekam|bekommen|gegeben|gelaufen|durchgefuehrt[a-z0-9]*|erfolgt(?:e|en)?|injiziert|infundiert|infusion von|gabe von|gut vertragen|vertragen|tolerated|administered|received|given|got|completed|abgeschlossen|beendet|bislang|bisher|to date|so far|bish\\.?|z\\. ?n\\.?|zustand nach|st\\. ?p\\.?|s\\/p|status post|nach|after|since|had|prior|previous|history|vor-?gaben|vorgaben|stattgehabt[a-z0-9]*|heute|today|aktueller aufenthalt|absolviert[a-z0-9]*|insgesamt|kumulativ|cumulative|unter|log|delivered|infused|nachgeholt|made up',
    ['appliziert', 'received', 'Z.n.'],
  ),
  rule(
    'rlt-talk',
    'talk',
    "ob(?= (?:der|die|das|ein|er|man|wir) )|erwartete[rn]?|usually|typically|normally|ueblicherweise|in der regel|wuerden?(?= [^.;:]{0,40}(?:anbieten|empfehlen))|wuenscht(?= [^.;:]{0,40}nicht)|(?:krankenkasse|kasse|insurance|insurer|medicare|versicherung)(?= (?:[a-z]+ )?(?:genehmigt|bewilligt|approved|covers|pays|zahlt))|decided against|sollten? (?:das|die|der|es|sich)(?= [a-z]+ (?:steig|anstei|progred|wieder|fall|zunehm))|im gespraech|on the table|under discussion|noch nicht (?:fest|entschieden|ausgemacht|sicher)|(?<!(?:noch|termin|datum) )offen|nichts (?:ausgemacht|entschieden|vereinbart)|nothing (?:is |has been )?(?:agreed|decided|booked|settled)|weder|neither|fraglich|unklar|unclear|undecided|unsicher|ueberleg[a-z]*|nur bei|only if|an option|enquired?|inquired?|angefragt|study|comparing|(?:kontroll|control)[ -]?arm|ohne (?:lutetium|lu-?psma|rlt)|without (?:lutetium|lu-?psma)|steht ihm|advised? against|decision (?:on|about|regarding)|whether|wird(?= [^.;:]{0,60} entschieden)|ask(?:s|ed|ing) (?:about|for)|irrtuemlich|faelschlich(?:erweise)?|erroneously|in error|kein(?:e[nmrs]?)? weitere[rnms]?|nicht (?:bewilligt|genehmigt|zugesagt)|wuerden?(?= [^.;:]{0,40}nicht)|(?:rate|raten|riet|rieten)(?= [^.;:]{0,40}ab(?![a-z]))|nicht (?:mehr )?(?:empfohlen|geplant|vorgesehen|sinnvoll|angezeigt|gewuenscht|gerechtfertigt|zu empfehlen)|not (?:currently )?(?:planned|recommended|advised|proposed|warranted|wish|want)|(?:does|do|would|did)(?: not|n't) (?:wish|want|recommend|advise|propose|plan)|frage(?:stellung)?|kein(?:e[nmrs]?)? (?:[a-z0-9]+ )?(?:indikation|option|thema|kandidat[a-z0-9]*|voraussetzung[a-z0-9]*|hinweis|\\S*psma\\S*|\\S*rlt|\\S*radioligand[a-z0-9]*|lutetium\\S*|lu-\\S*)|option(?:en)?|moeglich(?:keit|erweise)?|erwogen|erwaegen|diskutier[a-z0-9]*|besprochen|angedacht|evaluier[a-z0-9]*|evaluation|eignung|geeignet|kriterien|ggf\\.?|gegebenenfalls|evtl\\.?|eventuell|falls|sofern|bei progress|bei ausreichender|im verlauf|kontraindi[a-z0-9]*|contraindi[a-z0-9]*|abgelehnt|lehnt[a-z0-9]*|ablehn[a-z0-9]*|nicht indiziert|nicht gegenstand|no further|not (?:a )?(?:candidate|eligible|open|indicated|funded|interested|appropriate)|candidate|eligib[a-z0-9]*|consider[a-z0-9]*|discuss[a-z0-9]*|would|could|might|may be|if|should|declin[a-z0-9]*|refus[a-z0-9]*|(?<!(?<![a-z])(?:on|in)(?: an?| the)? )trial|trials|studie|arm|versus|vs|verwechslung|anderer pat[a-z0-9]*|another patient|(?<!moved )up to(?! \\d{1,2}[./]\\d)|bis zu|nach (?:vision|protokoll|studienprotokoll)|per protocol|entscheiden ueber|decide (?:on|about)|kaeme|denkbar|(?:alle|every) (?:\\d|[a-z]+)(?:-\\d)? (?:wochen|weeks|wo\\.?)|q ?\\dw|(?:pro|je|per) (?:zyklus|cycle|gabe|dose)|risks?|risik[a-z0-9]*|aufklaerung[a-z0-9]*|information|informiert|kosten[a-z0-9]*|reviewed|no prior|keine vor[a-z0-9]*|through(?! (?:\\d|one|two|three|four|five|six|the|his))|expanded access|access|funding|funded|coverage|reimburse[a-z]*|not (?:[a-z]+ ){0,2}(?:approved|available|licensed|covered)|nicht (?:zugelassen|verfuegbar)|waiting list|referral|appeal",
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
