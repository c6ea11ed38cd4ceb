/**
 * Words for castration resistance and its opposite. Patterns run on the lower-case view; `effect` is the status they state
 * when nothing denies them. Readings in the examples: `status [date]`; empty = nothing.
 */
import type { Rule } from '../../types.ts';

const PCWG = 'PCWG3 and EAU definitions of castration-resistant prostate cancer; own wording of letters';

export const CASTRATION_RULES = [
  {
    id: 'crpc.resistant',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?:(?:nm|m[01]?[a-c]? ?|n?mh?)?crpc|m?krpk|mkrpca|hrpc|aipc|[ck]astr(?:ations|\\.)?[- ]{0,2}(?:resist\\p{L}*\\.?|refrakt\\p{L}*\\.?|res\\.|refr\\.)|hormon[- ]?(?:refrakt|resist)\\p{L}*|hormon(?:refr\\.|taub\\p{L}*)|(?:castrat(?:ion|e)|hormone|endocrine)[- ]?(?:(?:resist|refract)\\p{L}*|res(?!\\p{L})\\.?|refr(?!\\p{L})\\.?)|androgen[- ]independent\\p{L}*|androgenunabhaengig\\p{L}*|hormone? ?escape|(?:resistant|refractory) to (?:castration|hormone (?:therapy|treatment)|androgen deprivation))(?!\\p{L})',
    effect: 'present',
    source: PCWG,
    match: [
      ['mCRPC seit 05/2021', 'present 2021-05'],
      ['Metastasiertes kastrationsresistentes Prostatakarzinom', 'present'],
      ['kastrationsresistent seit 03/2015', 'present 2015-03'],
      ['mCRPC (4/2018)', 'present 2018-04'],
      ['mCRPC (2014; CRPC 2/2018)', 'present 2018-02'],
      ['mCRPC (PCA 10/14)', 'present'],
      ['Testo Kastr.niveau -> kastr.resist. seit 05/22', 'present 2022-05'],
      ['Im November 2018 trat Kastrationsresistenz ein', 'present 2018-11'],
      ['01/2021 CRPC (rising PSA)', 'present 2021-01'],
      ['Urologischerseits ist seit 2018 ein CRPC bekannt.', 'present 2018'],
      ['hormone refractory prostate cancer', 'present'],
      ['nmCRPC', 'present'],
      ['im Juni 2018 bei einem Testosteron von 9 ng/dl die Kastrationsresistenz festgestellt', 'present 2018-06'],
      ['CRPC            : J      CRPC_DAT: 2019-12', 'present 2019-12'],
      ['CRPC : N   CRPC_DAT: ', 'absent'],
      ['Die Kastrationsresistenz wird seit Februar 2016 angegeben.', 'present 2016-02'],
      [
        'Im November 2019 wurde ein PSA-Anstieg und damit der Eintritt der Kastrationsresistenz dokumentiert.',
        'present',
      ],
      ['wobei ein PSA-Anstieg im Sinne der Kastrationsresistenz bislang nicht vorliegt', 'absent'],
      ['criteria for castration resistance not met', 'absent'],
      ['CRPC (EAU-Kriterien): ja     Datum: 10/2017', 'present 2017-10'],
      ['In March 2018 the PSA doubled, at which point we called him castration resistant.', 'present 2018-03'],
      ['bei Kastrationsresistenz Beginn mit Enzalutamid', 'present'],
      ['mCRPC, ED 03/2012', 'present'],
      ['PCa ED 2012, mCRPC', 'present'],
      ['Kastrationsresistenz [x] ja [ ] nein seit: 04/2019', 'present 2019-04'],
      ['Kastrationsresistenz ( ) ja (x) nein', 'absent'],
      ['In April 2018 the PSA had risen with testosterone of 9, i.e. castration resistance.', 'present 2018-04'],
    ],
    noMatch: [
      'V.a. beginnende Kastrationsresistenz',
      'Lu-PSMA is reserved for castration-resistant disease.',
      'RLT erst bei Kastrationsresistenz zugelassen',
      'He was told that is for later, castrate resistant disease.',
      'bei Entwicklung einer Kastrationsresistenz ggf. Docetaxel',
      'should he become castration-resistant at some point',
      'Die Studie schließt Patienten mit mCRPC ein.',
      'CRP 12 mg/l',
    ],
  },
  {
    id: 'crpc.progress_castrate',
    language: 'both',
    pattern:
      '(?:progred|progress|anstieg|steigend|rising|rise)[^.;\\n]{0,50}(?:unter|trotz|bei|despite|with|on|at)(?: \\p{L}{1,14})?[ -](?:kastrationsniveau|kastrationsbedingungen|kastriert\\p{L}*|kastr\\. |castrate (?:level|testosterone|range)\\p{L}*|castration levels?)',
    effect: 'present',
    source: PCWG,
    match: [
      ['PCa progredient unter Kastrationsniveau', 'present'],
      ['rising PSA despite castrate testosterone', 'present'],
    ],
    noMatch: ['Testosteron im Kastrationsniveau'],
  },
  {
    id: 'crpc.abbreviated',
    language: 'both',
    pattern:
      '(?<![\\p{L}\\p{N}])cr(?=[ :]{0,2}(?:seit |ab |since |from )?(?:\\d{1,2}/\\d\\d|\\d{1,2}[./-](?:19|20)\\d\\d)(?!\\d))',
    effect: 'present',
    source: 'own list of abbreviations in clinical letters',
    match: [
      ['mPCa (CR 08/2014), ossär metastasiert', 'present 2014-08'],
      ['ADT seit 2017, CR 04.2019', 'present 2019-04'],
    ],
    noMatch: ['Cr 1.2', 'CR nach 6 Zyklen'],
  },
  {
    id: 'crpc.sensitive',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?:m|nm)?(?:hspc|cspc|hnpc)(?!\\p{L})|(?<!\\p{L})(?:hormon|kastrations)[- ]?(?:sensitiv|sensibel|naiv|abhaengig|sens\\.)\\p{L}*|(?:castrat(?:ion|e)|hormone)[- ]?(?:sensitive|naive|responsive|dependent)(?!\\p{L})',
    effect: 'absent',
    source: PCWG,
    match: [
      ['High-Volume mHSPC', 'absent'],
      ['metastatic castration-SENSITIVE prostate cancer (mCSPC)', 'absent'],
      ['weiterhin hormonsensitiv lt. Urologe', 'absent'],
      ['no evidence of castration resistance', 'absent'],
      ['hormone-sensitive, not yet castration-resistant', 'absent'],
      ['CRPC. Docetaxel 2016 bei mHSPC', 'present'],
      ['nicht mehr hormonsensitiv', 'present'],
    ],
    noMatch: ['hormone levels normal'],
  },
] as const satisfies readonly Rule[];
