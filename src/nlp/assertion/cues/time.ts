/** Cues of time and intent: what was, what is planned, what only might be. */
import type { CueRule } from '../types.ts';

const OWN = 'own wording, after German and English oncology letters';

export const TIME: readonly CueRule[] = [
  {
    id: 'hist-gone-of-de',
    language: 'de',
    pattern:
      '(?:voll|komplett)remission (?:der|des|aller|saemtlicher|im bereich)|(?:komplette[rs]?|vollstaendige[rs]?|complete) (?:remission|rueckbildung|rueckgang|response|regression)(?: (?:der|des|aller|im bereich))?(?= (?:nodal|lymphonodal|ossaer|hepatisch|pulmonal|[a-z]+e[rn]?) ?[a-z]*)',
    effect: 'historical',
    direction: 'after',
    source: OWN,
    match: [['Vollremission der [Lymphknotenmetastasen].', 'historical']],
    noMatch: [],
  },
  {
    id: 'hist-gone-cr',
    language: 'both',
    pattern: 'cr(?= (?:nodal|lymphonodal|ossaer|hepatisch|pulmonal|bone|liver|lung)(?![a-z]))',
    effect: 'historical',
    direction: 'after',
    reach: 0,
    source: OWN,
    match: [['CR [nodal], ossaer PR.', 'historical']],
    noMatch: ['CR nodal, [ossaer] PR.'],
  },
  {
    id: 'hist-gone-both-de',
    language: 'de',
    pattern:
      '(?:cr|komplettremission|vollremission)(?= (?:nodal|lymphonodal|ossaer|hepatisch|pulmonal) (?:und|u\\.|\\+) (?:nodal|lymphonodal|ossaer|hepatisch|pulmonal)(?![a-z]))',
    effect: 'historical',
    direction: 'after',
    reach: 2,
    source: OWN,
    match: [['Komplettremission ossaer und [nodal].', 'historical']],
    noMatch: [],
  },
  {
    id: 'hist-gone-de',
    language: 'de',
    pattern:
      '(?:nicht mehr|nimmer) (?:sicher |eindeutig )?(?:zur darstellung|zum nachweis|nachweisbar|abgrenzbar|reproduzierbar|erkennbar|sichtbar|darstellbar|zu erkennen|nachzuweisen|vorhanden|zu sehen|gesehen|speichernd|aktiv|psma-?(?: )?(?:positiv|pos\\.?|speichernd|exprimierend|avide?)|abzugrenzen|nachgewiesen)|(?:laesst|lassen|liess(?:en)?|stell(?:t|en)) sich nicht mehr (?:nachweisen|abgrenzen|darstellen|dar)|(?:komplett|vollstaendig|voellig)(?:e[nmrs]?)? (?:regredient|ruecklaeufig|remission|rueckgebildet|verschwunden|rueckbildung)|(?:in )?(?:komplett|voll)remission|in cr(?![a-z])|kein(?:e[nmrs]?)? (?:vitale[rn]? )?(?:rest|residual)-?(?:tumor|befund)|(?:hat|haben) sich (?:vollstaendig |komplett )?zurueckgebildet|aufgeloest|verschwunden|erloschen|(?:weg)?geschmolzen|normalisiert|(?:aktuell |heute |derzeit |jetzt )?nicht (?:mehr )?reproduzierbar|(?:jetzt|aktuell|nun|heute|derzeit|mittlerweile|seither|seitdem) ohne (?:korrelat|nachweis|speicherung|anreicherung)|(?:komplett|vollstaendig|ganz|jetzt) weg|weg(?= *(?:$|[,.;)]))',
    effect: 'historical',
    direction: 'before',
    source: OWN,
    match: [['[LK iliakal] nach Therapie nicht mehr abgrenzbar.', 'historical']],
    noMatch: ['[LK iliakal] nicht abgrenzbar.'],
  },
  {
    id: 'hist-no-longer-de',
    language: 'de',
    pattern:
      'mehr(?: sicher)? (?:abgrenzen|nachweisen|darstellen|erkennen|finden|nachweisbar|abgrenzbar|erkennbar|sichtbar|vorhanden|zu sehen|darstellbar|speichernd)|(?<=kein(?:e[nmrs]?)? [a-z. -]{3,40} \\(?)mehr(?= *(?:$|[.,;)(])| (?:(?:im|in|am|an) |psma|speichernd|aktiv))',
    effect: 'historical',
    direction: 'before',
    source: OWN,
    match: [
      ['Keine [Lebermetastasen] mehr nachweisbar.', 'historical'],
      ['Keine [Lebermetastasen] mehr.', 'historical'],
    ],
    noMatch: [],
  },
  {
    id: 'hist-resected',
    language: 'both',
    pattern:
      '(?:gilt|gelten)(?: [a-z]+){0,6} (?:entfernt|reseziert|saniert)|(?:wurden? |ist |sind )?(?:vollstaendig|komplett|in toto|restlos|completely|fully) (?:entfernt|saniert|removed)|(?:operiert|bestrahlt|entfernt|operated|irradiated|treated|removed|ablated|emboli[sz]ed)(?=[^.;]{0,80}(?:(?:kein|ohne|no) (?:[a-z]+ ){0,2}(?:lokal)?(?:rezidiv|recurrence)|kein nachweis(?= *(?:$|[.,;)]))))|(?:wurden? )?(?:reseziert|operativ entfernt|exstirpiert)|(?:was |were )?(?:resected|surgically removed|excised)',
    effect: 'historical',
    direction: 'before',
    source: OWN,
    match: [
      ['[Metastasis] to the left adrenal gland was resected in 2018.', 'historical'],
      ['[Hirnmetastase] 2019 operiert, im MRT kein Rezidiv.', 'historical'],
    ],
    noMatch: [],
  },
  {
    id: 'hist-gone-of-en',
    language: 'en',
    pattern:
      '(?:(?<![a-z] )|(?:now|with|fully|completely|interval) )resolved(?= (?:[a-z-]+ ){0,3}(?:nodes?|nodal|adenopathy|lymphadenopathy|lesions?|nodules?|metasta[a-z]+|mets|disease|deposits?)(?![a-z]))|(?:interval |complete |near-complete )?(?:resolution|disappearance) of|complete (?:psma |pet |metabolic |radiological |biochemical )?(?:response|remission) (?:of|in)',
    effect: 'historical',
    direction: 'after',
    source: OWN,
    match: [['Interval resolution of [hepatic metastases].', 'historical']],
    noMatch: [],
  },
  {
    id: 'hist-none-left',
    language: 'both',
    pattern:
      '(?:no (?:evidence of |definite )?(?:residual|remaining|persistent|persisting)|kein[a-z]* (?:residuell|verblieben|verbleibend)[a-z]*)(?= (?:[a-z-]+ ){0,5}(?:nod|bone|oss|hepat|liver|leber|lung|pulm|brain|hirn|adren|periton|metas|adenop|lymph|lk))',
    effect: 'historical',
    direction: 'after',
    source: OWN,
    match: [['No residual PSMA-avid [nodal disease].', 'historical']],
    noMatch: [],
  },
  {
    id: 'hist-gone-en',
    language: 'en',
    pattern:
      '(?:has |have |is |are |now |completely |fully |since ){0,3}(?:resolved|disappeared|normali[sz]ed)|no longer (?:seen|visible|identified|present|visuali[sz]ed|evident|avid|appreciated|apparent|measurable)|not seen anymore|(?<!all but |almost |nearly |mostly )gone(?! (?:to|home|back|off|through|up|down))|completely responded|vanished|(?:melted|faded) away|(?:have |has |fully |completely )?cleared(?: (?:completely|fully|up))?(?= *(?:$|[.,;)]| on| with| since| after))|(?:(?:have |has )?not been |not )(?:seen|visible|detected|identified)(?: [a-z]+){0,4} since|(?:(?:is|are|was|were|can|could) )?(?:not|no)(?: be)? (?:seen|visible|visuali[sz]ed|identified|evident|present|found|there) any ?more|(?:is|are) no more(?= *(?:$|[.,;)]| seen| visible| present))|(?:can|could|may) no longer be [a-z]{3,14}|complete(?:ly)? (?:response|remission|resolution)(?! in )|no (?:evidence of )?residual(?: disease| tumou?r)?',
    effect: 'historical',
    direction: 'before',
    source: OWN,
    match: [
      ['Previously seen [retroperitoneal adenopathy], resolved.', 'historical'],
      ['Prior [brain met] s/p SRS, no residual disease.', 'historical'],
    ],
    noMatch: [],
  },
  {
    id: 'hist-after-resection',
    language: 'both',
    pattern:
      '(?:craniotomy|resection|excision|lobectomy|adrenalectomy|hepatectomy) (?:in )?(?:\\d{1,2}\\/)?(?:19|20)\\d\\d (?:for|of)(?: (?:a|the|his|solitary|single|left|right))*|(?:z\\. ?n\\.?|zustand nach|st\\. ?[np]\\.?|s\\/p|status post)(?: [a-z0-9-]+){0,3} ?(?:(?:leber|lungen|hirn|nebennieren|wirbel|keil|segment|metast|lob|adrenal)[a-z]*(?:resektion|ektomie|exzision)|resection|metastasectomy|lobectomy|adrenalectomy|hepatectomy)(?: (?:bei|wegen|einer?|eines|der|von|of|for))*',
    effect: 'historical',
    direction: 'after',
    source: OWN,
    match: [['Zustand nach Leberteilresektion bei [Lebermetastase] 2018.', 'historical']],
    noMatch: [],
  },
  {
    // Irradiated or made stable, it is treated, not gone: only with a denial beside it is it of the past.
    id: 'hist-treated',
    language: 'both',
    pattern:
      '(?:z\\. ?n\\.?|zustand nach|st\\. ?p\\.?|s\\/p) (?:[a-z-]+ )?(?:bestrahlung|radiatio|strahlentherapie|rtx?|sbrt|srs|radiotherap[a-z]+|radiation|gamma-?knife|cyberknife|vertebroplast[a-z]+|verplattung|stabilisierung|osteosynthese)',
    effect: 'historical',
    direction: 'after',
    source: OWN,
    match: [['Z.n. Bestrahlung von [Metastasen] 2018, aktuell kein Nachweis.', 'negated']],
    noMatch: ['Z.n. Bestrahlung der [Knochenmetastasen].'],
  },
  {
    id: 'hist-after',
    language: 'both',
    pattern:
      '(?:z\\. ?n\\.?|zustand nach|st\\. ?p\\.?|s\\/p)|zust\\. n\\.|status post|st\\.n\\.|history of|h\\/o|ehemal(?:s|ige[nmrs]?)|frueher(?:e[nmrs]?)?|vormalige?[nmrs]?|formerly|previously seen|(?:previous(?:ly)?|prior|earlier) (?:noted|described|reported|identified|known|documented)(?=[^.;]{0,70} (?:not|no longer) (?:[a-z]+ )?(?:seen|visible|visuali|identified|present|evident|appreciated))|(?:zuvor|vormals|ehemals|frueher|vor)-?(?: ?beschriebene[nmrs]?| ?bekannte[nmrs]?)(?=[^.;]{0,70} (?:nicht|kein[a-z]*) (?:[a-z]+ ){0,2}(?:reproduz|nachweis|abgrenz|erkenn|sicht|dar))|anamnestisch(?:e[nmrs]?)?',
    effect: 'historical',
    direction: 'after',
    source: OWN,
    match: [['Z.n. [Nebennierenmetastase] links.', 'historical']],
    noMatch: ['Z.n. Bestrahlung der [Knochenmetastasen].'],
  },
  {
    id: 'plan-de',
    language: 'de',
    pattern:
      'geplant(?:e[nmrs]?)?|vorgesehen(?:e[nmrs]?)?|anvisiert(?:e[nmrs]?)?|terminiert|reserviert|angemeldet|ausgemacht|empfohlen|empfehlen|indikation (?:zur|fuer)|beantragt|bestellt|angestrebt|vereinbart|soll(?:te|en)? (?:erfolgen|beginnen|fortgesetzt werden)|steht an|ist faellig',
    effect: 'planned',
    direction: 'both',
    source: OWN,
    match: [['[2. Zyklus] fuer April 2018 vorgesehen.', 'planned']],
    noMatch: [],
  },
  {
    id: 'plan-en',
    language: 'en',
    pattern:
      'planned|plan(?:s|ning)? (?:for|to|is)|scheduled|booked|due|upcoming|will (?:receive|start|begin|get|proceed|have)|to (?:start|begin|receive)|arranged|pending|set for|recommended|anticipate[ds]?',
    effect: 'planned',
    direction: 'both',
    source: OWN,
    match: [['[C1D1 177Lu-PSMA-617] scheduled 12/4/2018.', 'planned']],
    noMatch: [],
  },
  {
    id: 'hypo-de',
    language: 'de',
    pattern:
      'waeren?(?= (?:eine? )?(?:kontraindikation|ausschluss))|studien-?kriteri(?:um|en)|(?:unguenstig|kontraindiziert|problematisch) waeren?|ausschlusskriteri(?:um|en)|schliess(?:t|en) (?:pat\\.|patienten|maenner) mit|(?:pat\\.|patienten|maenner) mit(?= [^.,;]{0,60}ausgeschlossen)|falls|wenn|sofern|solange(?= [^.;]{0,40}auftr)|im falle|sollten?(?= (?:[a-z]+ ){1,6}(?:auftreten|entwickeln|zeigen|entstehen|bestaetigen))|fragt|befuerchtet|fuerchtet|(?:glaubt|denkt|meint)(?=[^.;]{0,40} zu haben)|besorgt|sorgen?,? (?:um|dass|wegen|vor)|angst,? (?:vor|dass)|bei (?:weiterem |erneutem |spaeterem )?(?:progress|progredienz|auftreten|entwicklung|nachweis)(?= .{0,40}(?:ggf|gegebenenfalls|dann|evtl|erwaegen|wuerde))|wuerde[n]?|waeren?(?= (?:[a-z-]+ ){0,3}(?:zu (?:bevorzugen|erwaegen|diskutieren|ueberlegen)|vorzuziehen|indiziert|denkbar|eine option))|koennte[n]?|erwaegen|erwogen|zu erwaegen|zu diskutieren|diskutiert|denkbar|gegebenenfalls|risiko (?:fuer|von)|prophylaxe|verhinderung|vermeidung|vorbeugung|praevention|bei auftreten(?= (?:neuer|von|einer|weiterer|viszeraler))(?!.{0,90}(?:wurde|erfolgte|begonnen|umgestellt))',
    effect: 'hypothetical',
    direction: 'both',
    source: OWN,
    match: [
      ['Falls [Lebermetastasen] auftreten, Docetaxel erwaegen.', 'hypothetical'],
      ['Studie: Pat. mit [Lebermetastasen] ausgeschlossen.', 'hypothetical'],
    ],
    noMatch: [],
  },
  {
    id: 'hypo-en',
    language: 'en',
    pattern:
      '(?:patients|men) with(?= [^.,;]{0,60}(?:excluded|ineligible|not eligible|do (?:worse|better|poorly|well)))|exclud(?:es|ing) (?:patients|men) with|exclusions?:|exclusion criteri(?:on|a)|(?:if|should|in case|in the event|were he|unless)(?= )|(?:worr(?:ied|ies)|anxious|ask(?:s|ed|ing)|wonder(?:s|ed|ing)|concerned) (?:about|whether|if|that|the (?:cancer|disease|tumou?r)|it|he|his|she)|fears?|(?<!i am |we are |i.m )afraid|would|could consider|consider(?:ing|ed)?|discuss(?:ed|ing)?|risk of|(?:to |and )?(?:look(?:ing)?|check(?:ing)?|assess(?:ing)?) for|monitor for|watch for|surveillance for|screen(?:ing)? for|evaluate for|concern for future',
    effect: 'hypothetical',
    direction: 'after',
    source: OWN,
    match: [
      ['If he develops [visceral metastases], consider docetaxel.', 'hypothetical'],
      ['He fears that it has spread to the [liver].', 'hypothetical'],
    ],
    noMatch: [],
  },
  {
    id: 'indication-both',
    language: 'both',
    pattern:
      '(?:z\\. ?a\\.|zum ausschluss|zur abklaerung|frage nach|frage:|fragestellung|ausschluss|r\\/o|rule out|evaluate for|eval(?:uation)? for|question of|clinical question|staging(?: for)?)(?= [^.?]{0,120}\\?)|(?:z\\. ?a\\.|zum ausschluss|frage nach|zur frage|keine angaben? (?:zu|ueber)|r\\/o|rule out|to exclude|\\?(?= ?(?:lebermet|knochenmet|filiae)))',
    effect: 'indication',
    direction: 'after',
    source: OWN,
    match: [['Zum Ausschluss [ossaerer Metastasen] erfolgte eine Skelettszintigraphie.', 'hypothetical']],
    noMatch: [],
  },
];
