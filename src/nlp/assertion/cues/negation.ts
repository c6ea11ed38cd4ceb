/**
 * Cues of denial. In the examples the judged words stand in square brackets. At one place of a text the earlier rule
 * wins, so the longer reading stands before the shorter.
 */
import type { CueRule } from '../types.ts';

const OWN = 'own wording, after German and English radiology and discharge letters';
const KEIN = 'kein(?:e[nmrs]?)?';
const SURE = '(?:sicher|eindeutig|weiter|konkret|klar|wesentlich|relevant|definitiv|ueberzeugend)(?:e[nmrs]?)?';
const SIGN =
  '(?:anhalt(?:spunkte?)?|hinweise?|nachweise?|zeichen|verdacht|beleg|korrelat|evidenz|bild|darstellung|vorliegen|auftreten)(?:e?s|en)?';

export const NEGATION: readonly CueRule[] = [
  {
    id: 'neg-trailing-none-de',
    language: 'de',
    pattern: `${KEIN}(?: (?:nachweis|anhalt|hinweis|befund|verdacht|da|vorhanden|nachweisbar|nachzuweisen|zu sehen|zu finden|bekannt|gesehen|gefunden|festgestellt|erkennbar|abgrenzbar|sichtbar))?(?= *(?:$|[.;)]|,(?! (?:auch|insbesondere|v\\. ?a\\.|vor allem|weder) )))`,
    effect: 'negated',
    direction: 'before',
    reach: 10,
    source: OWN,
    match: [
      ['Hepatisch und [pulmonal] kein Nachweis.', 'negated'],
      ['[Hirnmetastasen] sind keine da.', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-verb-none-de',
    language: 'de',
    pattern: `(?:hat|hatte|haben|gibt es|gab es|sind|waren|fand(?:en)?|finden|sah|sieht|sehen|zeig(?:t|en|te|ten))(?: (?!kein|nicht|noch|und|oder|aber|bekannt)[a-z0-9./]+){0,7} ${KEIN}(?= *(?:$|[,.;)]))`,
    effect: 'negated',
    direction: 'before',
    reach: 4,
    source: OWN,
    match: [['[Lebermetastasen] hat er im CT vom 2.9. keine, iliakale Knoten schon.', 'negated']],
    noMatch: ['[Lebermetastasen] sind bekannt, Schmerzen keine.'],
  },
  {
    id: 'neg-no-sign-de',
    language: 'de',
    pattern: `${KEIN}(?: ${SURE})?(?: (?![a-z]*(?:metas|filia|herde|laesion|knoten))[a-z0-9]+(?:er|en|e|es))? ${SIGN}(?: (?:auf|fuer|von|einer|eines|der|des|im sinne(?: (?:von|einer|eines))?))?`,
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [
      ['Kein Anhalt fuer [Metastasen].', 'negated'],
      ['Kein sicherer Nachweis einer [Metastase].', 'negated'],
      ['Kein Anhalt fuer Lymphknoten-, Knochen- oder [Lebermetastasen].', 'negated'],
    ],
    noMatch: ['Hinweis auf [Metastasen].'],
  },
  {
    id: 'neg-without-sign-de',
    language: 'de',
    pattern: `(?:ohne(?! *[,.;)])|o\\.(?= ?(?:path|met|fili|rf|rh(?![a-z])|herd|raumf|anreich|mehr|speich|nachweis|hinweis|anhalt|sich|susp|vergr|lk)))(?: ${SURE})?(?: (?:${SIGN}|raumfordernde|metastasenverdaechtige|metastasensuspekte|suspekte))?(?: (?:auf|fuer|von|einer|eines|der|des))?`,
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [
      ['Ohne Hinweis auf [Metastasen].', 'negated'],
      ['Leber ohne [Filiae].', 'negated'],
      ['Leber o. [Met.]', 'negated'],
    ],
    noMatch: ['[Lebermetastasen] ohne wesentliche Groessenaenderung.'],
  },
  {
    id: 'neg-neither',
    language: 'both',
    pattern: 'weder|neither|(?:eben|genau)so ?wenig',
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [
      ['Weder Leber- noch [Lungenmetastasen].', 'negated'],
      ['Keine vergroesserten Lymphknoten, ebenso wenig [Leberherde].', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-free-of',
    language: 'both',
    pattern: 'frei von|free of|clear of|free from|devoid of',
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [['Lunge frei von [Metastasen].', 'negated']],
    noMatch: [],
  },
  {
    id: 'neg-exclusion-de',
    language: 'de',
    pattern: 'ausschluss(?: (?:von|einer|eines|der|des|auf))?',
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [
      ['Ausschluss [Lebermetastasen].', 'negated'],
      ['Laesion S IVb typisches Haemangiom, somit Ausschluss einer [Lebermetastase].', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-not-in-sense-of',
    language: 'both',
    pattern:
      'vermeintliche[nmrs]?|nicht im sinne (?:von|einer|eines)|nicht(?= metas)|not(?= (?:an? )?(?:metas|mets))|not (?:suspicious|suggestive|concerning|consistent|compatible|typical)(?: (?:for|of|with))?|nicht (?:verdaechtig|suspekt)(?: auf)?',
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [['Nodule not suspicious for [metastasis].', 'negated']],
    noMatch: [],
  },
  {
    id: 'neg-no-evidence-en',
    language: 'en',
    pattern:
      '(?:no|without|w\\/o)(?: (?:other|definite|definitive|convincing|clear|further|obvious|overt|gross|radiographic|imaging|ct|suspicious|discrete|focal|abnormal))*(?: (?:evidence|e\\/o|sign|signs|indication|indications|suggestion|findings?)(?: (?:of|for|to suggest))?)?',
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [
      ['No evidence of hepatic or [pulmonary metastases].', 'negated'],
      ['No liver, lung or [brain metastases].', 'negated'],
      ['There is no definite evidence of [osseous metastatic disease].', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-words-en',
    language: 'en',
    pattern:
      '(?:rather than|as opposed to)(?= (?:an? )?(?:metasta|mets|malign|tumou?r|cancer))|negative for|neg for|denies|denied|ruled out for|absence of|absent|nor|never|not have|not had|cannot see|rules? out(?= any)|failed to (?:show|reveal|demonstrate)|(?:does|did|do) not (?:show|reveal|demonstrate|have|suggest)|ruled out(?= (?:any|a|an|for))|lack of|none of',
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [['CXR neg for [metastases].', 'negated']],
    noMatch: [],
  },
  {
    // What was believed first and taken back within the sentence.
    id: 'neg-taken-back-en',
    language: 'en',
    pattern:
      '(?:thought|felt|reported|believed|suspected|considered|called|labell?ed|interpreted|presumed)(?=[^.;]{0,80}(?: but|, now| and is now| is now| are now| however| subsequently| turned out| proved)[^.;]{0,60}(?:benign|not (?:metasta|malign|cancer)|no (?:evidence of )?(?:malignan|metasta|tumou?r|cancer)|tubercul|granulom|h[a]?emangiom|infect|inflam|adenoma|sarcoid|hamartom|pneumon|abscess))',
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [['Initially thought to be a [metastasis] but biopsy showed a granuloma.', 'negated']],
    noMatch: ['Thought to be a [metastasis], biopsy pending.'],
  },
  {
    id: 'neg-verb-not-en',
    language: 'en',
    pattern:
      "(?:is|are|was|were|be|been|do|does|did|would|has|have|had|could|can|will|isn't|aren't|wasn't|weren't|doesn't|didn't|don't)(?<!n't)(?: (?:clearly|currently|any|terribly))? not(?! (?:only|certain|sure|clear|change|increase|been|be |seen|identified|present|visuali|demonstrated|detected|evident|appreciated|found|noted|visible|shown|observed|apparent|exclude|rule))|(?:isn't|aren't|wasn't|weren't|doesn't|didn't|don't)",
    effect: 'negated',
    direction: 'after',
    reach: 8,
    source: OWN,
    match: [
      ['The nodes are not [enlarged].', 'negated'],
      ['These findings would not support a diagnosis of [metastasis].', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-kein',
    language: 'de',
    // `oe` is the sign for none.
    pattern: `${KEIN}|nirgends|niemals|oe(?= [a-z])`,
    effect: 'negated',
    direction: 'after',
    source: OWN,
    match: [
      ['Keine Leber- oder [Lungenmetastasen].', 'negated'],
      ['Keine [PSMA-positiven Herde] in der Leber.', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-label',
    language: 'both',
    pattern:
      '(?::|=| -) ?(?:kein(?:e[rs]?)?|nein|nicht|neg(?:\\.|ativ|ative)?|none|no|absent|nihil|entfaellt|0(?![.,]\\d)|oe|\\(?-\\)?)(?= *(?:$|[.,;()\\n|/]))',
    effect: 'negated',
    direction: 'before',
    reach: 6,
    source: OWN,
    match: [
      ['[Fernmetastasen]: keine', 'negated'],
      ['[Hirnmetastasen]: keine (cCT bei Somnolenz)', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-not-visible-de',
    language: 'de',
    pattern:
      '(?:sind |ist |waren |war |wurden |wurde )?(?:aktuell |derzeit |weiterhin |jeweils |bislang |bisher )?nicht (?:sicher |eindeutig |weiter )?(?:nachweisbar|nachweislich|nachgewiesen|nachzuweisen|abgrenzbar|abzugrenzen|erkennbar|darstellbar|darzustellen|nachvollziehbar|nachzuvollziehen|zu erkennen|zu sehen|zu finden|zu sichern|sichtbar|vorhanden|vorliegend|gesehen|gefunden|festgestellt|festzustellen|feststellbar|erfasst|bekannt|bestaetigt|vergroessert|pathologisch|suspekt|verdaechtig|auffaellig|speichernd|belegt|aufgetreten|entstanden)|(?:kommen|kommt|kamen|kam|gelangen|gelangt|gelangten)(?: (?:jedoch|aktuell|derzeit|weiterhin|jeweils))? nicht zu[rm] (?:darstellung|nachweis|abbildung|ansicht)',
    effect: 'negated',
    direction: 'before',
    source: OWN,
    match: [
      ['[Metastasen] nicht nachweisbar.', 'negated'],
      ['[Leberherde] oder pulmonale Herde nicht abgrenzbar.', 'negated'],
      ['Lymphknoten-, [Leber-] und Lungenmetastasen sind nicht abgrenzbar.', 'negated'],
      ['[Leberherde] kommen nicht zur Darstellung.', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-not-found-de',
    language: 'de',
    pattern:
      '(?:liess(?:en)?|laesst|lassen) sich(?: (?:jedoch|aktuell|derzeit|sonographisch|im ct|in der [a-z0-9]+))? nicht (?:sicher |mehr )?(?:nachweisen|abgrenzen|darstellen|erkennen|finden|sichern|bestaetigen)|(?:fand(?:en)?|finden|findet|zeigt(?:en)?|zeigen|stell(?:en|t|ten)|ergab(?:en)?)(?: sich)?(?: [a-z0-9]+){0,2} nicht(?: dar)?(?= *(?:$|[.,;)]))|(?:liegt|liegen|lag|lagen)(?: [a-z0-9]+)? nicht vor|besteh(?:t|en) nicht|bestand(?:en)? nicht',
    effect: 'negated',
    direction: 'before',
    source: OWN,
    match: [
      ['[Metastasen] liessen sich nicht nachweisen.', 'negated'],
      ['[Metastasen] fanden sich nicht.', 'negated'],
      ['Eine [hepatische Filialisierung] bzw. Lebermetastasen liegen nicht vor.', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-excluded-de',
    language: 'de',
    pattern:
      '(?:sicher )?ausgeschl(?:ossen|\\.)(?: (?:werden|worden))?|ausschliessbar|auszuschliessen(?= (?:war|gewesen))|widerlegt|verneint|entkraeftet|ausgeraeumt|verworfen|fallen ?gelassen|nicht (?:bestaetig(?:t|en)|erhaertet|erhaerten|bewahrheitet|verifiziert|verifizierbar)|(?:bestaetig|erhaerte|bewahrheite)(?:t|te|ten) sich nicht|fehl(?:t|en|te|ten)',
    effect: 'negated',
    direction: 'before',
    source: OWN,
    match: [
      ['Im Thorax-CT konnten [Metastasen] ausgeschlossen werden.', 'negated'],
      ['[Metastasen] wurden ausgeschlossen.', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-after-en',
    language: 'en',
    pattern:
      '(?:(?:is|are|was|were|been|has been|have been) )?(?:not|never) (?:clearly |definitely |currently |well )?(?:seen|identified|present|visuali[sz]ed|demonstrated|detected|evident|appreciated|found|noted|visible|shown|observed|enlarged|apparent|suspicious|avid|palpable|confirmed)|(?:is|are|was|were|has been|have been) (?:ruled out|excluded|absent|negative)|ruled out|excluded|(?:he|she|the patient) (?:has|had) none|there (?:are|were|is) none|(?:are|were) none',
    effect: 'negated',
    direction: 'before',
    source: OWN,
    match: [
      ['[Liver metastases] are not seen.', 'negated'],
      ['[Metastasis] was ruled out by MRI.', 'negated'],
    ],
    noMatch: [],
  },
  {
    id: 'neg-trailing-nil',
    language: 'both',
    pattern:
      '(?:nihil|nil|nein|oe|negativ|negative|neg\\.?|(?<=[a-z.] )0(?![.,]\\d)|(?<=(?:mets|metastases|metastasen) )n)(?= *(?:$|[.,;)/]))',
    effect: 'negated',
    direction: 'before',
    reach: 5,
    source: OWN,
    match: [
      ['[Knochenszintigramm] negativ.', 'negated'],
      ['[Lebermetastasen] 0, Knochenmetastasen +', 'negated'],
      ['Bone mets Y, [liver mets] N', 'negated'],
    ],
    noMatch: ['[Lebermetastasen] seit 2020.'],
  },
];
