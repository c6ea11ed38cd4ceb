/** Cues of doubt and suspicion. */
import type { CueRule } from '../types.ts';

const OWN = 'own wording, after German and English radiology reports';

export const UNCERTAINTY: readonly CueRule[] = [
  {
    id: 'unc-open-de',
    language: 'de',
    pattern:
      '(?:am ehesten|a\\. ?e\\.|eher|likely|probably)(?: [a-z]+){0,4} (?:artefakt|artifact)[a-z]*|(?:muss|muessen|bleibt|bleiben)(?: (?:derzeit|letztlich|vorerst|zunaechst|bislang))? (?:offen(?: bleiben)?|abzuwarten)|offen (?:bleiben|geblieben|gelassen)|dignitaet(?: [a-z]+){0,2} (?:offen|unklar|unsicher|ungeklaert|fraglich|unbestimmt|nicht [a-z]+)|eher nicht(?= *(?:$|[.,;)]))|nicht (?:eindeutig|sicher)(?= *(?:$|[,.;)]))|nicht (?:sicher|abschliessend) (?:zu )?(?:beurteil[a-z]+|bewert[a-z]+|charakterisier[a-z]+|zu klaeren|klaerbar)',
    effect: 'uncertain',
    direction: 'both',
    source: OWN,
    match: [
      ['Ob die Nebenniere [metastatisch] ist, muss offen bleiben.', 'uncertain'],
      ['Flauer [Herd] in Segment VII, am ehesten ein Artefakt.', 'uncertain'],
    ],
    noMatch: ['Die Nebenniere ist [metastatisch], das Fenster offen.'],
  },
  {
    id: 'unc-open-en',
    language: 'en',
    pattern:
      "too small (?:to (?:(?:fully|further|accurately|confidently|reliably|definitively) )?(?:characteri[sz]e|classify|assess|evaluate|resolve|tell|call)|for (?:characteri[sz]ation|accurate [a-z]+))|(?:remains?|is|left) (?:to be (?:seen|determined|clarified)|open|undetermined|uncertain)|(?:can't|cannot|can ?not|could not|couldn't|unable to|hard to|difficult to)(?: be)? (?:call|tell|characteri[sz]ed?|differentiated?|distinguish(?:ed)?|determined?|discriminated?|classif(?:y|ied))",
    effect: 'uncertain',
    direction: 'both',
    source: OWN,
    match: [
      ['Whether the adrenal nodule is a [metastasis] remains open.', 'uncertain'],
      ["Two [foci] which radiology can't call.", 'uncertain'],
    ],
    noMatch: [],
  },
  {
    id: 'unc-reader-asks-en',
    language: 'en',
    pattern:
      '(?:radiolog[a-z]+|reporter|report|mdt) (?:has |have )?(?:wonders?|wondered|quer(?:ies|ied)|question(?:s|ed)|raises?|raised)(?: (?:about|whether|if|the (?:possibility|question) of))?',
    effect: 'uncertain',
    direction: 'after',
    source: OWN,
    match: [['The radiologist wonders about a [metastasis] in the left adrenal.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-whether',
    language: 'both',
    pattern: 'whether|ob(?= (?:d[a-z]{2}|eine?[nmrs]?|es|sich|hier|noch|diese[nmrs]?) )',
    effect: 'uncertain',
    direction: 'after',
    source: OWN,
    match: [['Unklar, ob die Nebenniere [metastatisch] ist.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-not-excluded-de',
    language: 'de',
    pattern:
      '(?:kann|koennen|konnte[n]?)?(?: ?(?:jedoch|aber|letztlich|aktuell))? ?nicht (?:(?!(?:nur|und|oder) )[a-z%\\d]+ ){0,4}(?:auszuschliessen|ausgeschlossen|ausgeschl\\.|ausschliessbar|ausschliessen|auszuschl\\.?)(?: werden| worden)?|nicht (?:sicher|klar|eindeutig) (?:abgrenzbar von|abzugrenzen von|zu trennen|zu unterscheiden|unterscheidbar)|nicht sicher abgrenzbar',
    effect: 'uncertain',
    direction: 'both',
    source: OWN,
    match: [
      ['[Metastasen] nicht sicher auszuschliessen.', 'uncertain'],
      ['Eine [Metastase] kann nicht ausgeschlossen werden.', 'uncertain'],
      ['Eine [Filia] kann nicht mit letzter Sicherheit ausgeschlossen werden.', 'uncertain'],
    ],
    noMatch: ['[Metastasen] wurden ausgeschlossen.', '[Metastasen] sind nicht zu sehen und damit ausgeschlossen.'],
  },
  {
    id: 'unc-not-excluded-en',
    language: 'en',
    pattern:
      "(?:cannot|can ?not|can't|could not|couldn't|unable to|difficult to|hard to)(?: (?:[a-z]+ly|be)){0,3} (?:exclude[d]?|rule[d]? out|r\\/o)(?: (?:a|an|early))?|(?:(?:is|are|was|were) )?not (?:[a-z]+ly )?(?:excluded|ruled out)",
    effect: 'uncertain',
    direction: 'both',
    source: OWN,
    match: [
      ['Adrenal nodule, [metastasis] cannot be excluded.', 'uncertain'],
      ['New focal uptake, cannot exclude [metastasis].', 'uncertain'],
    ],
    noMatch: [],
  },
  {
    id: 'unc-suspicion-de',
    language: 'de',
    pattern:
      '(?:dringender |hochgradiger |weiter )?(?:v\\. ?a\\.?|vd\\.? ?a\\.?|va(?= [a-z])|verdacht(?: auf)?|verdaechtig(?: auf)?|v\\.a\\. auf|verdachtsdiagnose|dd:?|differen[tz]ialdiagnos(?:tisch|en?):?|a\\. ?e\\.|am ehesten|suspekt auf|hochsuspekt auf|eher)',
    effect: 'uncertain',
    direction: 'after',
    source: OWN,
    match: [
      ['V.a. [Lebermetastasen].', 'uncertain'],
      ['Laesion im LWK 3, DD [Metastase].', 'uncertain'],
      ['Am ehesten [Metastase] im BWK 10.', 'uncertain'],
    ],
    noMatch: [],
  },
  {
    id: 'unc-adjective-de',
    language: 'de',
    pattern:
      '(?:fraglich|grenzwertig|unklar(?![a-z0-9]* (?:dignitaet|genese|aetiologie|natur|signifikanz|relevanz|bedeutung|entitaet|ursache))|moeglich|suspekt|verdaechtig|(?:hoch)?wahrscheinlich|unspezifisch|unsicher|zweifelhaft|eventuell|vermutet)(?:e[nmrs]?)|(?:evtl|eventuell|vermutlich)\\.?|fragl\\.(?= [a-z])',
    effect: 'uncertain',
    direction: 'after',
    reach: 5,
    source: OWN,
    match: [['Fragliche [Metastase] im Segment VII.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-predicate-de',
    language: 'de',
    pattern:
      'bis zum beweis des gegenteils|(?:wenig |eher )?(?:un|hoch|sehr )?wahrscheinlich|moeglich|moegl\\.|nicht konklusiv|(?:zu werten|einzustufen|anzusehen|aufzufassen) waeren?|fraglich|fragl\\.?|suspekt|verdaechtig|unklar(?:er)?(?: dignitaet| genese| aetiologie| natur| signifikanz| relevanz| bedeutung| entitaet)?|unspezifisch|abklaerungsbeduerftig|kontrollbeduerftig|nicht (?:(?:sicher|eindeutig|abschliessend|klar|naeher) )?(?:(?:ein|zu)zuordnen|(?:ein|zu)ordenbar|klassifizierbar|zu klassifizieren|zu werten|geklaert|bewiesen)|unbewiesen|dd (?=[a-z])|vereinbar|zur abklaerung',
    effect: 'uncertain',
    direction: 'both',
    reach: 9,
    source: OWN,
    match: [['[Metastase] wenig wahrscheinlich.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-question-what',
    language: 'both',
    pattern:
      '\\?(?= ?(?:significance|relevance|nature|a?etiology|cause|dignitaet|genese|infecti|inflammat|reactive|reaktiv|degenerat|adenom|granulom|benign|gutartig|post))',
    effect: 'uncertain',
    direction: 'both',
    reach: 4,
    source: OWN,
    match: [['Few small [nodes] para-aortic ?significance.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-question-lead',
    language: 'both',
    pattern: '\\?(?= ?[a-z])(?<!(?:[a-z0-9)]|met\\.)\\?)',
    effect: 'uncertain',
    direction: 'after',
    reach: 3,
    source: OWN,
    match: [
      ['?[liver mets] on ultrasound.', 'uncertain'],
      ['? early [bone mets] at T8.', 'uncertain'],
    ],
    noMatch: [],
  },
  {
    id: 'unc-question-mark',
    language: 'both',
    pattern: '\\?',
    effect: 'uncertain',
    direction: 'before',
    reach: 3,
    source: OWN,
    match: [['[Metastase]? im LWK 2.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-trailing-en',
    language: 'en',
    pattern:
      '(?:possible|probable|likely|(?:is |was )?favou?red|(?:is |remains )?a possibility|(?:not|un)(?: yet)? ?proven|until proven otherwise)(?= *(?:$|[.,;)]| but| though| over))',
    effect: 'uncertain',
    direction: 'before',
    reach: 4,
    source: OWN,
    match: [['[Liver mets] possible but too small to biopsy.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-suspected-behind-en',
    language: 'en',
    pattern:
      '(?:(?:is|are|was|were) )?(?:suspected|queried|questioned|raised|postulated)(?= (?:on|by|in|at|given|from|due|because|after|clinically|radiologically|and|with|for)(?![a-z]))',
    effect: 'uncertain',
    direction: 'before',
    reach: 6,
    source: OWN,
    match: [['[Liver metastases] suspected on ultrasound.', 'uncertain']],
    noMatch: [],
  },
  {
    id: 'unc-before-en',
    language: 'en',
    pattern:
      '(?:highly )?(?:(?:suspicious|concerning|worrisome|worrying|suspicion|concern|question(?:able)?|possibility|uncertain)(?= (?:for|of|about))|possibly|possible|probable|probably|likely|(?:recommended|suggested|advised|needed|required|indicated) to (?:exclude|rule out)(?= (?:an? )?(?:hepatic |liver |bone |adrenal )?met)|may represent|might represent|could represent|may be|could be|might be|suspect|(?:suspected|equivocal|indeterminate)(?= (?!signif|natur|a?etiol|relev)[a-z])|consider|favou?r(?:ed|s)?|suggest(?:ive|ing|s)?|vs\\.?|versus|potential|presumably|quer(?:y|ied)|\\?)(?: (?:for|of|to be|to represent))?',
    effect: 'uncertain',
    direction: 'after',
    source: OWN,
    match: [
      ['Probable [metastasis] in liver segment 7.', 'uncertain'],
      ['Query [metastasis] at L4.', 'uncertain'],
      ['Two hypodense lesions suspicious for [metastases].', 'uncertain'],
    ],
    noMatch: [],
  },
  {
    id: 'unc-after-en',
    language: 'en',
    pattern:
      '(?:is|are|remains?|also) ?(?:suspicious|concerning|worrisome|indeterminate|equivocal|unclear|possible|suspected|questionable|likely|unlikely)|suspicious|concerning|worrying|indeterminate|equivocal|unclear|unlikely|less likely|suspected|questionable|(?:uncertain|unknown|unclear|indeterminate|undetermined|doubtful) (?:significance|a?etiology|nature)',
    effect: 'uncertain',
    direction: 'both',
    reach: 9,
    source: OWN,
    match: [['[Hepatic lesion] remains indeterminate.', 'uncertain']],
    noMatch: [],
  },
];
