/** A decision, a booking, a prescription: the drug is planned. */
import { cue } from './types.ts';
import type { DrugCue } from './types.ts';

export const PLANNED: readonly DrugCue[] = [
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
    'chosen',
    'planned',
    'before',
    2,
    'both',
    '(?:entschied|entscheid|entschlossen|opted|elected|chose|decided|prefers)[^.;]{0,80} (?:fuer|for|on) (?:eine? )?(?:therapie mit )?$',
    [['Er entschied sich gegen Docetaxel und für Abirateron.', 'docetaxel declined; abiraterone planned']],
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
    'planned_de',
    'planned',
    'both',
    2,
    'de',
    'geplant\\p{L}*|vorgesehen\\p{L}*|empfohlen|empfehl\\p{L}+|vorgeschlagen|vorschlagen|vorschlag|anvisiert|angestrebt|beantragt|kostenuebernahme\\p{L}*|kostenzusage\\p{L}*|genehmigung\\p{L}*|kassenzusage|soll(?:te|en)?(?!\\p{L})|(?:kann|koennte|wird|werden)(?: \\p{L}+){0,3} (?:begonnen|eingeleitet|gestartet|umgestellt)|beginnt? (?:ab|am|danach)|start (?:ab|am|mit|nach|naechste\\p{L}*|in)|beginn (?:danach|naechste\\p{L}*)|einwilligung\\p{L}*|einleitung|bei (?:\\p{L}+[-. ]{1,2})?(?:befund|nachweis|bestaetigung|progress|progredienz|anstieg|versagen)|ggf\\.?(?: dann)?|gegebenenfalls|falls (?!and |or |he |with |risk|since |in )[^.:;]{0,30}|beschluss\\p{L}*|votum|rezept\\p{L}*|verordn(?:et|ung)|anschliessend|naechster schritt|durch die onkologie|termin\\p{L}*',
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
    'go_with',
    'planned',
    'before',
    2,
    'both',
    "(?:will|'ll|shall|to|going to) (?:go|proceed|treat(?: him)?) (?:ahead )?(?:with|for) $|(?:zustimmung|consent(?:s|ed)?) (?:zu|zur|zum|to|for) $",
    [
      ['He does not want chemo, so we will go with enzalutamide.', 'enzalutamide planned'],
      ['Zustimmung zu Docetaxel, Port nächste Woche', 'docetaxel planned'],
    ],
  ),
  cue('approved', 'planned', 'after', 2, 'en', '^ (?:was |is |now |has been )?approved(?=\\s?(?:[-,;.]|$))', [
    ['Docetaxel denied, enzalutamide approved - starting Monday', 'docetaxel declined; enzalutamide planned'],
  ]),
  cue('for', 'planned', 'before', 2, 'en', '(?:^|[.:;>] ?)(?:(?:now|then|plan(?:ned)?|currently|is|remains) )?for $', [
    ['MDT: for darolutamide on early access scheme', 'darolutamide planned'],
    ['For docetaxel he is too frail.', 'docetaxel declined'],
  ]),
  cue(
    'approval',
    'planned',
    'both',
    2,
    'both',
    'early access|compassionate (?:use|access)|named[- ]patient|await(?:s|ing)?|wait(?:ing)?[- ]?list|warteliste|blueteq|pbs authority|authority (?:obtained|script)|kogu|kostengutsprache|chefarzt-?bew\\p{L}*|chefaerztl\\p{L}* bew\\p{L}*|paperwork|starting (?:(?:mon|tues|wednes|thurs|fri)day|tomorrow|next)|(?:to )?(?:start|begin|commence) (?:after|following|post|when|once)|will start',
    [
      ['Zytiga as SOC backbone, start after randomization.', 'abiraterone planned'],
      ['Kostengutsprache für Erleada eingereicht', 'apalutamide planned'],
      ['On waiting list for cabazitaxel.', 'cabazitaxel planned'],
      ['KoGu Nubeqa abgelehnt', 'darolutamide declined'],
    ],
  ),
  cue(
    'soon',
    'planned',
    'after',
    2,
    'both',
    '(?:(?:naechste|kommende)[nrm]? (?:woche|monat)|ab (?:morgen|naechste\\p{L}*|kommende\\p{L}*|(?:mon|diens|mitt|donners|frei|sams|sonn)\\p{L}{2,4})|next (?:week|month|visit)|tomorrow|(?:on|from|next|this|coming) (?:mon|tues|wednes|thurs|fri|satur|sun)day|to (?:commence|begin|start))(?!\\p{L})(?<=^[^.;,\\n]{0,65})',
    [
      ['Adding Zytiga next month.', 'abiraterone planned 2024-07'],
      ['Abirateron ab Montag', 'abiraterone planned'],
    ],
  ),
  cue('prescription', 'planned', 'before', 3, 'de', 'rp\\. ?(?:\\p{L}+ (?:\\+|und) )?$', [
    ['Rp. Zytiga + Prednisolon', 'abiraterone planned'],
  ]),
  cue(
    'starting',
    'planned',
    'before',
    2,
    'both',
    '(?:agree[sd]?|consent\\p{L}*|einverstanden)(?: \\p{L}+){0,2} (?:to|with|mit) (?:\\p{L}+ ){0,2}$|(?:adding|starting|initiating|commencing|commence|switching to|beginnen|starten|rezeptiere\\p{L}*|verordne[nt]?) (?:him on |with |on |mit |die |eine )?$',
    [['We are starting enzalutamide.', 'enzalutamide planned']],
  ),
  cue(
    'agreed',
    'planned',
    'after',
    2,
    'both',
    'agree[sd]?|einverstanden|zugestimmt|stimmt(?: \\p{L}+){0,2} zu|sent to (?:the )?pharmacy',
    [['Docetaxel: he agrees.', 'docetaxel planned']],
  ),

  cue(
    'referred',
    'planned',
    'before',
    2,
    'both',
    '(?:refer(?:red|ral)?|ueberweis\\p{L}*)(?: \\p{L}+){0,4} (?:for|fuer|zur?) (?:\\p{L}+ ){0,2}$',
    [
      ['Refer to oncology for docetaxel.', 'docetaxel planned'],
      ['Refer oncology for upfront docetaxel or ARPI.', ''],
    ],
  ),
];
