/** Refused, never had, decided against: the drug is declined. */
import { cue } from './types.ts';
import type { DrugCue } from './types.ts';

export const DECLINED: readonly DrugCue[] = [
  cue(
    'declined_de',
    'declined',
    'both',
    3,
    'de',
    '(?<!(?:bei|falls|wird er|sollte er) )(?:abgelehnt|abgel\\.|ablehn\\p{L}*)|lehnt\\p{L}* [^.;]{0,40}(?<!\\p{L})ab(?!\\p{L})|lehnt\\p{L}* \\p{L}{0,12}|verweigert|verweigerung|verzichtet|(?:nicht|n\\.|nie|niemals|kein\\p{L}*)(?: \\p{L}+){0,3} (?:begonnen|gestartet|gegeben|erhalten|bekommen|eingenommen|genommen|verabreicht|appliziert|eingesetzt|verwendet|angewandt|angewendet|initiiert|aufgenommen|verordnet|verschrieben|erfolgt|durchgef|gewuenscht|erwuenscht|entschliessen|entscheiden|moegl|indiz|erstattet|genehmigt|bewilligt|in ?frage|in betracht|geeign|eingeloest|angetreten|zum einsatz|gehabt|gewollt|gelaufen|gemacht|zumutbar|vertretbar|angezeigt|machb|verfuegb|durchf|empf(?=\\.)|uebernommen|finanziert|verguetet|bezahlt|zugemutet|erteilt|bereit|gewillt|einsetzbar|anwendbar|gewaehlt|tolerabel|sinnvoll|durchringen|ueberwinden|anfreunden)|zurueckgewiesen|ausgeschlagen|schlug(?: \\p{L}+){0,3} aus(?!\\p{L})|(?:hatte|bekam|nahm|erhielt)(?: \\p{L}+){0,2} (?:nie|niemals)(?!\\p{L})|(?:kommt|kam|kaeme)(?: [\\p{L}.]+){0,8} nicht(?!\\p{L})|verworfen|verwarf|(?:keine|ohne) (?:zulassung|indikation|kostenzusage|genehmigung|empfehlung)|(?:erstmal|vorerst|zunaechst|eher|lieber) nicht(?= ?(?:[.,;)]|$))|(?<!(?:keine|ohne) )kontra-?indi\\p{L}+|entfaellt|entfiel|bleibt beim nein|(?:moechte|will|wuenscht|wollte)(?: [\\p{L}.]+){0,6} (?:nicht|nie|kein\\p{L}*)|nicht zugelassen',
    [
      ['Docetaxel wurde vom Patienten abgelehnt.', 'docetaxel declined'],
      ['Doce           nicht mögl. (PNP °3)', 'docetaxel declined'],
      ['Abirateron: wg. Herzinsuffizienz nicht begonnen', 'abiraterone declined'],
      ['Enzalutamid wegen Epilepsie kontraindiziert', 'enzalutamide declined'],
      [
        'Cabazitaxel und Zytiga wurden angeboten, beides lehnt er vorerst ab.',
        'cabazitaxel declined; abiraterone declined',
      ],
      ['Jevtana erneut besprochen, bleibt beim Nein.', 'cabazitaxel declined'],
      ['Apalutamid kam wegen eines Exanthems nicht zum Zuge.', 'apalutamide declined'],
    ],
    ['Docetaxel-naiv'],
  ),
  cue(
    'declined_en',
    'declined',
    'both',
    3,
    'en',
    "declin(?:ed|es|ing)|refus(?:ed|es|ing|al)|(?<!(?:no|without) )contra-?indicat\\p{L}+|c\\/i(?!\\p{L})|not agreeable|never (?:\\p{L}+ ){0,2}(?:started|had|received|got|given|used|offered|prescribed|tried|taken|took|filled|began|begun|initiated|commenced|dispensed|collected)|(?:not|was not|were not|wasn't) (?:\\p{L}+ )?(?:started|given|received|taken|administered|funded|covered|approved|interested|indicated|filled)|(?:not|never) (?:\\p{L}+ ){0,4}candidate|avoided|(?:not|in)eligible|unfit for|opted (?:against|not)|(?:dead )?set against|(?:he'll|will|would) not (?:have|want|accept)|precludes? (?:it|this|that)|not forthcoming|(?:not|\\p{L}{2,6}n't) (?:favou?r|use|choose|pursue|entertain|support|cover|pay for|fund)(?!\\p{L})|(?:not|\\p{L}{2,6}n't) (?:meet|fulfil\\p{L}*|satisfy)(?: \\p{L}+){0,3} criteria|(?:he'd|he would|would|i'd|we'd) (?:rather (?:not|avoid)|prefer (?:not|to avoid)|avoid)|(?:does(?:n't| not)|did(?:n't| not)|do(?:n't| not)) (?:want|wish)|(?:is|was|been) cancel?led|denied by|turn(?:ed|s) (?:(?:it|this|that|them|both|these) )?down|passed on (?:it|this|that|them)(?!\\p{L})|den(?:ied|ies)|not interested|no interest|(?<!(?:vision|psmafore|splash|eclipse|therap|card|lutetium|psma)[- ](?:trial |study )?)control arm(?! of (?:the )?(?:vision|psmafore|splash|eclipse|therap|card|lu|psma))|(?:not|\\p{L}{2,6}n't) (?:be )?(?:recommend\\p{L}*|advis\\p{L}*|offer\\p{L}*)|advis\\p{L}* against|(?:not|\\p{L}{2,6}n't) (?:receive|start|take|get|begin)(?!\\p{L})|not to (?:proceed|start|pursue|take|receive|have|use)|unwilling|(?:prefers?|wishe?s?|wants?) (?:to avoid|not to)",
    [
      ['docetaxel declined', 'docetaxel declined'],
      [
        'Docetaxel was recommended in 2015 and again in 2016 and each time he has turned it down.',
        'docetaxel declined',
      ],
      ['He refused docetaxel.', 'docetaxel declined'],
      ['Darolutamide samples were never started.', 'darolutamide declined'],
      ['Enzalutamide offered, no contraindications.', ''],
      ["discussed cabazitaxel first; he'd rather not", 'cabazitaxel declined'],
    ],
  ),
  cue(
    'none_before',
    'declined',
    'before',
    3,
    'both',
    '(?:keine?[rnm]?|kein(?:e)? (?:vorherige[rns]?|vorangegangene[rns]?)|ohne(?: vorherige[sn]?)?|no(?: prior| previous)?|not had|without(?: prior)?|nie(?:mals)?|never(?: (?:on|any|had))?) (?:gabe von |therapie mit |exposure to |indikation (?:fuer|zur?|zum) (?:eine )?|indication for |(?:wechsel|umstellung) (?:auf|to) |switch to )?$',
    [
      ['no prior docetaxel', 'docetaxel declined'],
      ['Bislang kein Docetaxel.', 'docetaxel declined'],
      ['doce 2015, never abi.', 'docetaxel given 2015; abiraterone declined'],
      ['Niemals Docetaxel, nie Xtandi.', 'docetaxel declined; enzalutamide declined'],
    ],
    [],
  ),
  cue(
    'never',
    'declined',
    'after',
    3,
    'both',
    '^ {0,20}[:-]? ?(?:(?:bisher|bislang|noch|so far) )?(?:nie|niemals|never|nein|nicht|none|no|keine?)(?=\\s?(?:[.,;)(]|->|-\\s|$))',
    [
      ['Doce nie. Caba nie.', 'docetaxel declined; cabazitaxel declined'],
      ['Enza no (CVA), daro since Jan 2024', 'enzalutamide declined; darolutamide given 2024-01'],
    ],
  ),
  cue('but_not', 'declined', 'before', 3, 'both', '(?<=[,;(] ?)(?:(?:but|aber) )?(?:not|nicht|kein) $', [
    ['ARPI: abiraterone (2020), not enzalutamide.', 'abiraterone given 2020; enzalutamide declined'],
  ]),
  cue(
    'never_started',
    'declined',
    'both',
    4,
    'both',
    'never (?:did|happened|materiali[sz]ed|took place|went ahead|transpired)|(?:never|nie|niemals) (?:\\p{L}+ ){0,3}(?:started|taken|took|filled|begun|initiated|opened|commenced|dispensed|collected|picked up|begonnen|gestartet|eingenommen|genommen|angetreten)',
    [
      [
        'He was given darolutamide samples but was afraid of a rash and they were never started.',
        'darolutamide declined',
      ],
    ],
  ),
  cue('neither', 'declined', 'before', 3, 'both', '(?:weder|neither) (?:fuer |mit |for )?$', [
    ['Weder Abirateron noch Enzalutamid hat er bisher erhalten.', 'abiraterone declined; enzalutamide declined'],
    ['Neither docetaxel nor cabazitaxel has been given.', 'docetaxel declined; cabazitaxel declined'],
  ]),
  cue(
    'refusal_of',
    'declined',
    'before',
    3,
    'both',
    '(?:ablehnung|verweigerung|refusal|kontraindikation(?:en)?|contraindications?) (?:von|der|einer|gegen|fuer|of|to|for) (?:\\p{L}+ (?:mit )?)?$',
    [['bei Ablehnung von Docetaxel nun Lutetium', 'docetaxel declined']],
  ),
  cue(
    'called_off',
    'declined',
    'after',
    3,
    'both',
    '(?:planned|scheduled|booked|geplant|vorgesehen)[^.;]{0,40}(?<!\\p{L})(?:(?:but|aber|jedoch|dann|then) (?:\\p{L}+ ){0,2}(?:cancel\\p{L}*|withdrawn|abandoned|abgesagt|storniert|verworfen)|entschied sich (?:dann|jedoch|aber|doch)|changed his mind|(?:opted|chose) instead)',
    [
      ['Docetaxel was planned but cancelled because of sepsis.', 'docetaxel declined'],
      [
        'Zunächst war Docetaxel geplant, der Patient entschied sich dann aber für Abirateron.',
        'docetaxel declined; abiraterone planned',
      ],
    ],
  ),
  cue(
    'decided_against',
    'declined',
    'before',
    3,
    'en',
    '(?:decid\\p{L}*|chos\\p{L}*|opt(?:ed|s)?|advis\\p{L}*|argu\\p{L}*|vot\\p{L}*) against (?:(?!for)\\p{L}+ ){0,2}$',
    [['After some thought he has decided against cabazitaxel.', 'cabazitaxel declined']],
  ),
  cue('against', 'declined', 'before', 2, 'de', '(?<!\\p{L})gegen (?:\\p{L}+ ){0,4}$', [
    ['Gegen Apalutamid spricht die Epilepsie.', 'apalutamide declined'],
  ]),

  cue(
    'wish',
    'declined',
    'both',
    3,
    'both',
    "auf (?:gar )?keinen fall|keinesfalls|partout nicht|traut? (?:er |sie )?sich(?: \\p{L}+){0,3} nicht|nicht zu(?:getraut|traut)|weigert\\p{L}*|winkt ab|abgewinkt|dagegen entschieden|entschied(?:en)?(?: [\\p{L}.]+){0,4} dagegen|sagte? (?:\\p{L}+ )?nein|(?:angeboten|ang\\.|offered)(?: x ?\\d)? ?[,:-] ?(?:nope|nah|no|nein|noe)(?= danke| thanks?|\\s?(?:[.,;(]|$))|absolutely not|no way|(?:says?|said) (?:no|nope|nah)(?!\\p{L})|wo(?:n't|uld not) (?:have|take|hear|start|use|accept|consider)|not (?:keen|happy|willing|prepared)|opt(?:s|ed) out|remains? opposed|reject(?:s|ed)|nichts wissen|spricht (?:\\p{L}+ ){0,3}dagegen",
    [
      ['Docetaxel will er auf keinen Fall.', 'docetaxel declined'],
      ['Docetaxel traut er sich nicht zu.', 'docetaxel declined'],
      ['Taxotere: he says no.', 'docetaxel declined'],
      ['cabazi: offered, said nope', 'cabazitaxel declined'],
      ['Jevtana angeboten, nein danke', 'cabazitaxel declined'],
      ['Docetaxel was discussed but he was not happy to proceed.', 'docetaxel declined'],
    ],
    ['Er will auf keinen Fall ins Krankenhaus.'],
  ),
  cue(
    'heading',
    'declined',
    'before',
    3,
    'both',
    '(?:^|[\\n;.,)\\d] ?)(?!keine? (?:ki|kontraind|bedenk|einw))(?:nicht|nie|niemals|keine?|ohne|not|never|none|no|abgelehnt|kontraindiziert|kontraindikation(?:en)?|contraindicated|declined|refused|excluded|ausgeschlossen)(?: \\p{L}+){0,3} ?:[^;.:\\n]{0,100}$',
    [
      ['nicht: Abirateron, Apalutamid', 'abiraterone declined; apalutamide declined'],
      ['Never received: cabazitaxel (neuropathy), docetaxel', 'cabazitaxel declined; docetaxel declined'],
    ],
    ['Keine Nebenwirkungen: abwarten'],
  ),
  cue(
    'placebo',
    'declined',
    'both',
    4,
    'both',
    '= ?placebo|placebo-?\\s?(?:arm|gruppe|group)|(?:got|had|received|on|erhielt|bekam|hatte|auf|to) (?:the )?placebo(?!\\p{L})|(?:unblind|entblind)\\p{L}*[^.;]{0,25}placebo|placebo (?:erhalten|bekommen|gehabt|received)',
    [
      ['Randomised to the placebo arm of the darolutamide trial.', 'darolutamide declined'],
      ['Apalutamid (Studie, entblindet = Placebo)', 'apalutamide declined'],
    ],
    ['Placebo-kontrollierte Studie.'],
  ),
];
