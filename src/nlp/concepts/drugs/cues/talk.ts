/** Only talked about: neither given nor planned nor declined. */
import { cue } from './types.ts';
import type { DrugCue } from './types.ts';

export const TALK: readonly DrugCue[] = [
  cue('instead', 'talk', 'before', 2, 'both', '(?<=^|[.;:] ?)(?:statt|anstelle von|anstatt|instead of|rather than) $', [
    ['Statt Docetaxel wünscht der Patient eine RLT.', ''],
  ]),
  cue(
    'comparator',
    'talk',
    'before',
    4,
    'both',
    '(?:(?<!to (?:the )?)comparator|vergleichs(?:arm|substanz|medikation|therapie)|kontrollsubstanz)(?: was| war| is| ist| being)?:? ?$',
    [
      ['Trial (Lu-PSMA arm, comparator was docetaxel): 2021-02-11', ''],
      ['Randomised to the comparator cabazitaxel in 2019.', 'cabazitaxel given 2019'],
    ],
  ),
  cue(
    'asks_whether',
    'talk',
    'before',
    3,
    'both',
    '(?:frag(?:t|te|en|ten)?|(?:wollte|moechte|will) wissen|erkundigte?n?|ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?)[^.;]{0,40} (?:ob|whether|if) [^.;]{0,80}$',
    [
      ['fragte bei Aufnahme, ob man bei ihm "eine Tablette wie Enzalutamid gleich dazu geben" könne', ''],
      ['Fragt, ob er Xtandi absetzen darf.', 'enzalutamide given'],
    ],
  ),
  cue('not_now', 'talk', 'before', 3, 'en', '(?:hold(?:ing|s)? off on|defer\\p{L}*|postpone\\p{L}*) (?:the |any )?$', [
    ['He wishes to hold off on docetaxel for now.', ''],
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
    'talk',
    'talk',
    'both',
    2,
    'both',
    'zur frage|fragestellung|(?:als |in )?reserve(?:therapie|option|substanz)?(?!\\p{L})|touch(?:ed|ing)? (?:up)?on|broached|(?:up|in) (?:my|our) (?:sleeve|back pocket|pocket)|later (?:day|date|stage)|kaeme|ultima ratio|kenn\\p{L}* (?:er |sie )?nicht|read about|heard (?:about|of)|asks? about|asked about|inquir\\p{L}*|fragt\\p{L}* nach|gehoert|gelesen|reserved|unlikely|leaning|discuss\\p{L}*|mention\\p{L}*|floated|talked about|angesprochen|erwaehn\\p{L}*|thematisier\\p{L}*|consider\\p{L}*|could|would|might|may (?:be|benefit)|option\\p{L}*|alternativ\\p{L}*|versus|(?<!\\p{L})vs\\.?(?!\\p{L})|risks? (?:of|and)|risiken|nebenwirkungen von|besprochen|erwogen|erwaeg\\p{L}*|diskutier\\p{L}*|denkbar|waere|wuerde(?!\\p{L})|moegliche?[rns]?|in betracht|in frage|if |should he|randomi\\p{L}+|(?<!control )arm(?!\\p{L})|explained|aufklaerung ueber|trial\\p{L}*|studie\\p{L}*|offered|angeboten|angedacht|response rate|criteria|kriterien|eligib\\p{L}+|either|allowed|no .{0,20}data',
    [['Options after progression: docetaxel or cabazitaxel could be considered.', '']],
  ),

  cue(
    'open',
    'talk',
    'both',
    2,
    'both',
    'abwarten|zoeger\\p{L}*|unschluessig|unentschlossen|hesitant|undecided|bedenkzeit|ueberleg\\p{L}*|(?<!-)offen(?!\\p{L})|role of|evidence for|stellenwert|scheut\\p{L}*|to discuss|thinking about|weigh\\p{L}*',
    [['Docetaxel: er ist noch unentschlossen.', '']],
  ),
  cue(
    'left_open',
    'talk',
    'both',
    4,
    'both',
    'left (?:it |this )?open|no decision|(?:wants?|wishes|needs?|would like) to think|think(?:s|ing)? (?:it )?over|offen gelassen|keine entscheidung|will (?:es )?sich (?:das |es )?(?:noch )?(?:einmal )?ueberlegen',
    [["Paclitaxel weekly talked about, he's not keen, left it open.", '']],
  ),
  cue(
    'not_chosen',
    'talk',
    'before',
    3,
    'both',
    '(?<!\\p{L})(?:over|rather than|in preference to|eher als|lieber als) $',
    [['Prefer darolutamide over enzalutamide because of his falls.', '']],
  ),
  cue(
    'if',
    'talk',
    'before',
    3,
    'en',
    '(?<=^|[.;:] ?)(?:(?:if|should) [^.;]{0,60}, (?:(?:then|we|i|would|will|could|to|switch|change|move|proceed|start|consider|go|add|with|recommend) ){0,6}|(?:on|at|upon) (?:further |next )?progression ?[:,]? ?)$',
    [['If Lu-PSMA fails, cabazitaxel.', '']],
  ),
  cue('at_progression', 'talk', 'after', 2, 'en', '^ (?:at|on|upon) (?:next |further )?progression', [
    ['Continue Xtandi for now, docetaxel at progression.', 'enzalutamide given'],
    ['Received docetaxel at progression.', 'docetaxel given'],
  ]),
  cue(
    'no_case',
    'talk',
    'both',
    3,
    'both',
    'no need for|wenig (?:aussichtsreich|sinnvoll|erfolgversprechend)|kein (?:beschluss|votum|konsens)|no (?:consensus|recommendation)(?! to)',
    [
      ['No need for abiraterone at present.', ''],
      ['Abirateron nach Enza wenig aussichtsreich (kein Beschluss dazu).', 'enzalutamide given'],
    ],
  ),
  cue('topic', 'talk', 'before', 1, 'both', '(?:re|regarding|betr\\.?|betreff|bzgl\\.?|thema|topic):? $', [
    ['Changed his mind re: Jevtana.', ''],
    ['Changed his mind re: Jevtana. Plan 20 mg/m2 q3w w/ Neulasta, start next week.', 'cabazitaxel planned'],
    ['Umentschieden bzgl. Jevtana. Plan 20 mg/m2 q3w.', 'cabazitaxel planned'],
    ['Docetaxel x6. Plan 10 mg prednisolone.', 'docetaxel given'],
  ]),
  cue(
    'asked',
    'talk',
    'before',
    3,
    'both',
    '(?:\\?\\s?|(?:fragt\\p{L}*|frage|erkundigt\\p{L}*(?: sich)?|wunsch|asks? about) (?:nach )?)$',
    [
      ['?docetaxel', ''],
      ['Zuweiser fragt nach Cabazitaxel.', ''],
    ],
  ),
];
