/**
 * Words that tell whether a drug was given, is planned, or was declined. Patterns run on the lower-case view.
 * `effect`: what they say. `direction`: `after` they stand after the drug, `before` before it, `both` either.
 * `strength` 4: the whole sentence is no report of the patient; 3 settles it, 2 is a plain statement, 1 a hint.
 */
import type { Rule } from '../../types.ts';

export type DrugEffect = 'given' | 'planned' | 'declined' | 'talk';

export interface DrugCue extends Rule {
  readonly effect: DrugEffect;
  readonly direction: 'before' | 'after' | 'both';
  readonly strength: 1 | 2 | 3 | 4;
}

const OWN = 'own wording of clinical letters';
const cue = (
  id: string,
  effect: DrugEffect,
  direction: DrugCue['direction'],
  strength: DrugCue['strength'],
  language: Rule['language'],
  pattern: string,
  match: Rule['match'],
  noMatch: readonly string[] = [],
): DrugCue => ({ id: `drug.${id}`, language, pattern, effect, direction, strength, source: OWN, match, noMatch });

export const DRUG_CUES: readonly DrugCue[] = [
  cue(
    'declined_de',
    'declined',
    'both',
    3,
    'de',
    '(?<!(?:bei|falls|wird er|sollte er) )(?:abgelehnt|abgel\\.|ablehn\\p{L}*)|lehnt\\p{L}* [^.;]{0,40}(?<!\\p{L})ab(?!\\p{L})|lehnt\\p{L}* \\p{L}{0,12}|verweigert|verweigerung|verzichtet|(?:nicht|nie|niemals|kein\\p{L}*)(?: \\p{L}+){0,3} (?:begonnen|gestartet|gegeben|erhalten|bekommen|eingenommen|genommen|verabreicht|appliziert|eingesetzt|verwendet|angewandt|angewendet|initiiert|aufgenommen|verordnet|verschrieben|erfolgt|durchgefuehrt|gewuenscht|erwuenscht|entschliessen|entscheiden|moeglich|indiziert|erstattet|genehmigt|bewilligt|in ?frage|in betracht|geeignet|eingeloest|angetreten|zum einsatz)|kontraindi\\p{L}+|entfaellt|entfiel|bleibt beim nein|(?:moechte|will|wuenscht|wollte)(?: [\\p{L}.]+){0,6} (?:nicht|nie|kein\\p{L}*)|nicht zugelassen',
    [
      ['Docetaxel wurde vom Patienten abgelehnt.', 'docetaxel declined'],
      ['Abirateron: wg. Herzinsuffizienz nicht begonnen', 'abiraterone declined'],
      ['Enzalutamid wegen Epilepsie kontraindiziert', 'enzalutamide declined'],
      [
        'Cabazitaxel und Zytiga wurden angeboten, beides lehnt er vorerst ab.',
        'cabazitaxel declined; abiraterone declined',
      ],
      ['Jevtana erneut besprochen, bleibt beim Nein.', 'cabazitaxel declined'],
    ],
    ['Docetaxel-naiv'],
  ),
  cue(
    'declined_en',
    'declined',
    'both',
    3,
    'en',
    "declin(?:ed|es|ing)|refus(?:ed|es|ing|al)|contraindicat\\p{L}+|never (?:\\p{L}+ ){0,2}(?:started|had|received|got|given|used|taken|took|filled|began|begun|initiated)|(?:not|was not|were not|wasn't) (?:\\p{L}+ )?(?:started|given|received|taken|administered|funded|covered|approved|interested|indicated|filled)|(?:not|never) (?:\\p{L}+ ){0,4}candidate|avoided|(?:not|in)eligible|unfit for|opted (?:against|not)|(?:he'd|he would|would|i'd) rather not|(?:does(?:n't| not)|did(?:n't| not)|do(?:n't| not)) (?:want|wish)|(?:is|was|been) cancel?led|denied by|turned down|den(?:ied|ies)|not interested|no interest|control arm|(?:not|n't) (?:be )?(?:recommend\\p{L}*|advis\\p{L}*|offer\\p{L}*)|advis\\p{L}* against|(?:not|n't) (?:receive|start|take|get|begin)(?!\\p{L})|not to (?:proceed|start|pursue|take|receive|have|use)|unwilling|(?:prefers?|wishe?s?|wants?) (?:to avoid|not to)",
    [
      ['docetaxel declined', 'docetaxel declined'],
      ['He refused docetaxel.', 'docetaxel declined'],
      ['Darolutamide samples were never started.', 'darolutamide declined'],
      ["discussed cabazitaxel first; he'd rather not", 'cabazitaxel declined'],
    ],
  ),
  cue(
    'none_before',
    'declined',
    'before',
    3,
    'both',
    '(?:keine?[rnm]?|kein(?:e)? (?:vorherige[rns]?|vorangegangene[rns]?)|ohne(?: vorherige[sn]?)?|no(?: prior| previous)?|not had|without(?: prior)?|nie) (?:gabe von |therapie mit |exposure to |indikation (?:fuer|zur?|zum) (?:eine )?|indication for |(?:wechsel|umstellung) (?:auf|to) |switch to )?$',
    [
      ['no prior docetaxel', 'docetaxel declined'],
      ['Bislang kein Docetaxel.', 'docetaxel declined'],
    ],
    [],
  ),
  cue(
    'prescribed',
    'planned',
    'both',
    3,
    'both',
    '(?:sent )?rx(?: sent)?(?!\\p{L})|script sent|prescription (?:sent|given|provided)|prior auth\\p{L}*|start(?:s|ing)? (?:when|once|as soon)|rezept (?:mitgegeben|ausgestellt|ausgehaendigt)|rezeptiert',
    [['Discussed enzalutamide as bridge - sent Rx, start when available.', 'enzalutamide planned']],
  ),
  cue(
    'never',
    'declined',
    'after',
    3,
    'both',
    '^\\s?:?\\s?(?:(?:bisher|bislang|noch|so far) )?(?:nie|niemals|never|nein|nicht)(?=\\s?(?:[.,;)]|$))',
    [['Doce nie. Caba nie.', 'docetaxel declined; cabazitaxel declined']],
  ),
  cue(
    'to_be_stopped',
    'given',
    'after',
    3,
    'both',
    '^ (?:beenden|absetzen|stoppen|pausieren|ausschleichen)(?!\\p{L})',
    [['Procedere: Xtandi beenden, Docetaxel beginnen', 'enzalutamide given; docetaxel planned']],
  ),
  cue(
    'switch_from',
    'given',
    'before',
    3,
    'both',
    '(?:(?:switch\\p{L}*|chang\\p{L}*|transition\\p{L}*|umstellung|wechsel|umgestellt|gewechselt)(?: \\p{L}+){0,2} (?:from|von)|(?<!\\p{L})stop|(?:could not|unable to|cannot|did not) tolerate) $',
    [
      ['planning on switching from enzalutamide to docetaxel', 'enzalutamide given; docetaxel planned'],
      ['Could not tolerate Xtandi', 'enzalutamide given'],
    ],
  ),
  cue(
    'never_started',
    'declined',
    'both',
    4,
    'both',
    '(?:never|nie|niemals) (?:\\p{L}+ ){0,3}(?:started|taken|took|filled|begun|initiated|opened|begonnen|gestartet|eingenommen|genommen|angetreten)',
    [
      [
        'He was given darolutamide samples but was afraid of a rash and they were never started.',
        'darolutamide declined',
      ],
    ],
  ),
  cue(
    'chosen',
    'planned',
    'before',
    2,
    'both',
    '(?:entschied|entscheid|entschlossen|opted|elected|chose|decided|prefers)[^.;]{0,80} (?:fuer|for|on) (?:eine? )?(?:therapie mit )?$',
    [['Er entschied sich gegen Docetaxel und für Abirateron.', 'docetaxel declined; abiraterone planned']],
  ),
  cue('not_now', 'talk', 'before', 3, 'en', '(?:hold(?:ing|s)? off on|defer\\p{L}*|postpone\\p{L}*) (?:the |any )?$', [
    ['He wishes to hold off on docetaxel for now.', ''],
  ]),
  cue(
    'resistance',
    'given',
    'before',
    3,
    'both',
    '(?:resisten\\p{L}*|allerg\\p{L}*|unvertraeglich\\p{L}*|ueberempfindlich\\p{L}*|intoleran\\p{L}*|ansprechen) (?:gegen|to|auf) $',
    [['Resistenz gegen Abirateron und Enzalutamid', 'abiraterone given; enzalutamide given']],
  ),
  cue('against', 'declined', 'before', 2, 'de', '(?<!\\p{L})gegen (?:\\p{L}+ ){0,4}$', [
    ['Gegen Apalutamid spricht die Epilepsie.', 'apalutamide declined'],
  ]),
  cue(
    'guideline',
    'talk',
    'both',
    4,
    'both',
    'leitlinie\\p{L}*|guidelines?|eligibility (?:requires|criteria)|eligible for|requires|einschluss\\p{L}*|voraussetzung\\p{L}*|zugelassen fuer|zulassungsstudie\\p{L}*|landmark|data (?:from|support)',
    [['Die Leitlinie empfiehlt Docetaxel oder Abirateron beim mHSPC.', '']],
  ),
  cue(
    'to_be_started',
    'planned',
    'after',
    3,
    'de',
    '(?:begonnen|eingeleitet|gestartet|gegeben|verabreicht|umgestellt|angesetzt|verordnet) werden(?! konnte)|(?:zu beginnen|einzuleiten|anzusetzen)(?!\\p{L})',
    [['ab Juli soll Apalutamid begonnen werden', 'apalutamide planned 2024-07']],
  ),
  cue(
    'given_past',
    'given',
    'both',
    3,
    'both',
    'progress(?:ion|ed|ing)? (?:on|unter|auf|nach|under)|progredient unter|unter laufende\\p{L}* |tried|attempted|started|stopped|discontinued|completed|received|tolerat(?:ing|ed)|taken|took|erhalten|erhielt|erhaelt|bekam|bekommt|verabreicht|beendet|abgebrochen|abbruch|pausiert|begonnen|eingeleitet|umgestellt auf|switched to|abgesetzt|gestoppt|eingenommen|nimmt|laufend|seit|since|vertragen|ansprechen auf|refractory to|resistant to|intoleran\\p{L}+|allerg\\p{L}+|exanthem|toxizitaet|gelaufen|failed|failure|first dose (?:taken|given)|last dose|letzte gabe|heute verabreicht|administered|infused|(?:was|were|been) given|angesetzt|etabliert|dose reduced',
    [
      ['PSA-Anstieg unter Apalutamid', 'apalutamide given'],
      ['Enzalutamide was started in 5/2018.', 'enzalutamide given 2018-05'],
    ],
  ),
  cue(
    'given_before',
    'given',
    'both',
    2,
    'both',
    'vorbehandlung|vortherapie\\p{L}*|prior|previous(?:ly)?|zuvor|davor|bisher',
    [
      ['prior abi, docetaxel, enza', 'abiraterone given; docetaxel given; enzalutamide given'],
      ['Docetaxel bisher abgelehnt', 'docetaxel declined'],
    ],
  ),
  cue(
    'given_plain',
    'given',
    'before',
    2,
    'both',
    '(?<!\\p{L})(?:unter|nach|post|after|on|under|following|continu(?:e|es|ed|ing)|cont\\.?|fortfuehr\\p{L}*|fortsetz\\p{L}*|weiter|off|statt|instead of)[ :]{1,2}(?:von |of |mit |with |\\d+ ?x? |adt (?:\\+|und|and|/) ?|zyklen |cycles (?:of )?|der |dem |the |his |ongoing |laufende\\p{L}* |combined |current |einer? )?$',
    [
      ['mCRPC, steigendes PSA unter Enzalutamid', 'enzalutamide given'],
      ['continue apalutamide', 'apalutamide given'],
    ],
  ),
  cue(
    'cycles',
    'given',
    'both',
    1,
    'both',
    '(?<!\\p{L})(?:\\d{1,2} ?x(?!\\p{L})|x ?\\d{1,2}(?!\\d)|\\d{1,2} (?:\\p{L}+ )?(?:zyklen|cycles|gaben|doses|kurse))',
    [['10x Docetaxel', 'docetaxel given']],
  ),
  cue(
    'given_after',
    'given',
    'after',
    2,
    'both',
    '^[^.;]{0,40}?(?:fortfuehren|fortgesetzt|fortsetzen|weiter(?:hin|fuehren)?(?! (?:abgelehnt|nicht))|unveraendert|continued?|ongoing|ende bei|\\((?:pd|hspc|mhspc|mcspc|allergic|\\d+ days?))',
    [
      ['Docetaxel 6x', 'docetaxel given'],
      ['Docetaxel (HSPC 2016)', 'docetaxel given 2016'],
    ],
  ),
  cue(
    'planned_de',
    'planned',
    'both',
    2,
    'de',
    'geplant\\p{L}*|vorgesehen\\p{L}*|empfohlen|empfehl\\p{L}+|vorgeschlagen|vorschlagen|vorschlag|anvisiert|angestrebt|beantragt|kostenuebernahme\\p{L}*|kostenzusage\\p{L}*|genehmigung\\p{L}*|kassenzusage|soll(?:te|en)?(?!\\p{L})|(?:kann|koennte|wird|werden)(?: \\p{L}+){0,3} (?:begonnen|eingeleitet|gestartet|umgestellt)|beginnt? (?:ab|am|danach)|start (?:ab|am|mit|nach|naechste\\p{L}*|in)|beginn (?:danach|naechste\\p{L}*)|einwilligung\\p{L}*|einleitung|bei (?:\\p{L}+[- ])?(?:progress|progredienz|anstieg|versagen)|ggf\\.?(?: dann)?|gegebenenfalls|falls [^.:;]{0,30}|beschluss\\p{L}*|votum|rezept\\p{L}*|verordn(?:et|ung)|anschliessend|naechster schritt|durch die onkologie|termin\\p{L}*',
    [
      ['Bei Progress ggf. Docetaxel.', 'docetaxel planned'],
      ['Ich wuerde Abirateron vorschlagen.', 'abiraterone planned'],
      ['ABIRATERON KANN PARALLEL BEGONNEN WERDEN.', 'abiraterone planned'],
    ],
  ),
  cue(
    'switch_to',
    'planned',
    'before',
    2,
    'both',
    '(?:umstellung|umstellen|umzustellen|wechsel|switch|transition|change)(?!ed)[^.;]{0,40} (?:auf|to|zu) (?:die |eine |einer )?$',
    [
      ['Umstellung Apalutamid auf Enzalutamid (Start nach Kassenzusage)', 'apalutamide given; enzalutamide planned'],
      ['11/2020 Wechsel auf Abirateron', 'abiraterone given 2020-11'],
    ],
  ),
  cue(
    'planned_en',
    'planned',
    'both',
    2,
    'en',
    'plan(?:s|ned|ning)?(?: to| for)?(?!\\p{L})|(?:will|to|shall|should) (?:be )?(?:start\\p{L}*|begin|initiate\\p{L}*|proceed|switch\\p{L}*|get|receive|resume)|(?:^|[-:;>] ?)(?:start|begin|initiate|switch to|proceed with|add|resume)(?!\\p{L})|scheduled|recommend\\p{L}*|prior auth\\p{L}*|insurance approv\\p{L}*|approved by (?:the )?insurance|authori[sz]ation|script|rx(?: sent)?(?!\\p{L})|prescri\\p{L}+|pending|booked|first shipment|start date|once [^.;]{0,30}|not on it yet|not yet started|to be started|set up for|next line',
    [
      ['Plan Xtandi 160 mg qd, prior auth pending', 'enzalutamide planned'],
      ['Cabazitaxel had been set up for 2/18/2024: held, ANC 0.9', 'cabazitaxel declined'],
      ['Start Erleada 240 mg daily, script to specialty', 'apalutamide planned'],
      ['I recommend docetaxel x 6, he agrees.', 'docetaxel planned'],
    ],
  ),
  cue(
    'talk',
    'talk',
    'both',
    2,
    'both',
    'zur frage|fragestellung|(?:als |in )?reserve(?!\\p{L})|ultima ratio|kenn\\p{L}* (?:er |sie )?nicht|read about|heard (?:about|of)|asks? about|asked about|inquir\\p{L}*|fragt\\p{L}* nach|gehoert|gelesen|reserved|unlikely|leaning|discuss\\p{L}*|consider\\p{L}*|could|would|might|may (?:be|benefit)|option\\p{L}*|alternativ\\p{L}*|versus|(?<!\\p{L})vs\\.?(?!\\p{L})|risks? (?:of|and)|risiken|nebenwirkungen von|besprochen|erwogen|erwaeg\\p{L}*|diskutier\\p{L}*|denkbar|waere|wuerde(?!\\p{L})|moegliche?[rns]?|in betracht|in frage|if |should he|randomi\\p{L}+|(?<!control )arm(?!\\p{L})|explained|aufklaerung ueber|trial\\p{L}*|studie\\p{L}*|offered|angeboten|angedacht|response rate|criteria|kriterien|eligib\\p{L}+|either|allowed|no .{0,20}data',
    [['Options after progression: docetaxel or cabazitaxel could be considered.', '']],
  ),
];
