/**
 * Words that date the initial diagnosis of the prostate cancer. Patterns run on the lower-case view; `effect`: `after` the
 * date follows the words, `before` it stands before them. Readings in the examples: the date; empty = nothing.
 */
import type { Rule } from '../../types.ts';

const OWN = 'own wording of clinical letters';

export const DIAGNOSIS_RULES = [
  {
    id: 'diagnosis.ed',
    language: 'de',
    pattern:
      '(?<![\\p{L}\\p{N}])(?:ed|e\\.d\\.)(?![\\p{L}])(?:[\\s:(=]|(?:im|vom|am|seit|ca\\.|pca|prostata-?ca\\.?|des|der|eines|einer|adenokarzinoms?|azinaeren|prostata|prostatakarzinoms?)(?![a-z])){0,12}$',
    effect: 'after',
    source: OWN,
    match: [
      ['Prostatakarzinom, ED 08/2011', '2011-08'],
      ['Metastasiertes PCa (ED Februar 2009), Gleason 9', '2009-02'],
      ['ED Prostatakarzinom 05/2020', '2020-05'],
    ],
    noMatch: [
      'Prostatakarzinom; ossäre Metastasen (ED 05/2015)',
      'NET terminales Ileum, ED 09/2018. Prostatakarzinom bekannt',
      'Bruder mit Prostatakarzinom (ED 03/2010)',
      'Prostatakarzinom mit hepatischer Metastasierung, ED 04/2019',
    ],
  },
  {
    id: 'diagnosis.erstdiagnose',
    language: 'de',
    pattern:
      '(?<!\\p{L})(?:erst[- ]?diagnose|(?:erst-?)?diagn\\.|dg\\.|primaerdiagnose|diagnosestellung|diagnosedatum|erstdiagnostiziert|diagnostiziert|histologische sicherung|erkrankt)(?!\\p{L})(?:[\\s:(=,]|(?:des|eines|seines|ihres|einem|an|am|im|in|vom|seit|jahre?|ca\\.|prostata[- ]?karzinoms?|prostata-?ca\\.?|pca|metastasierten|lokal|fortgeschrittenen|erfolgte|war|wurde|gestellt|jahr)(?![a-z])){0,16}$',
    effect: 'after',
    source: OWN,
    match: [
      ['Erstdiagnose 06/2016: Prostatakarzinom cT3a', '2016-06'],
      ['Prostatakarzinom, Erstdiagnose: März 2015', '2015-03'],
      ['Erstdiagnose des Prostatakarzinoms im Mai 2014', '2014-05'],
    ],
    noMatch: ['Erstdiagnose Knochenmetastasen 2018 bei Prostatakarzinom', 'Diagnose: Prostatakarzinom, PSA 03/2019 12'],
  },
  {
    id: 'diagnosis.since',
    language: 'de',
    pattern:
      '(?:erkrankt|prostatakarzinom|prostatakrebs|prostata-?ca\\.?|pca)(?: bekannt)?[ ,(]{1,3}(?:(?:bekannt|festgestellt|gesichert|entdeckt) )?(?:(?:seit|im|am) )?$',
    effect: 'after',
    source: OWN,
    match: [
      ['Bei Herrn X ist ein Prostatakarzinom seit 2012 bekannt.', '2012'],
      ['PCa 03/2015, Z.n. RPE', '2015-03'],
    ],
    noMatch: ['kastrationsresistentes Prostatakarzinom seit 2018'],
  },
  {
    id: 'diagnosis.de_novo',
    language: 'en',
    pattern:
      'de novo (?:metastatic |mhspc |mcspc |m1[a-c]? |prostate |cancer |castration-sensitive |hormone-sensitive |cancer, ){1,5}\\(?$',
    effect: 'after',
    source: OWN,
    match: [['65 yo, de novo mHSPC 4/2019, high volume', '2019-04']],
    noMatch: ['de novo bone lesions 4/2019'],
  },
  {
    id: 'diagnosis.known_en',
    language: 'en',
    pattern:
      '(?:prostate (?:cancer|ca\\.?|adenocarcinoma)|ca(?: of)?(?: the)? prostate|(?<!\\p{L})cap|pca) ?(?:\\(|since )$',
    effect: 'after',
    source: OWN,
    match: [
      ['Prostate cancer (2012): s/p RP', '2012'],
      ['Prostate cancer since 2014', '2014'],
      ['mCRPC (PCA 10/14)', '2014-10'],
    ],
    noMatch: ['castration-resistant prostate cancer (2018)', 'bone scan 2012 for prostate cancer'],
  },
  {
    id: 'diagnosis.named_en',
    language: 'en',
    pattern: '(?:prostate (?:cancer|ca\\.?|adenocarcinoma)|ca(?: of)?(?: the)? prostate|(?<!\\p{L})cap|pca),? $',
    effect: 'after',
    source: OWN,
    match: [['Prostate cancer, May 2014, Gleason 4+3, cT3a', '2014-05']],
    noMatch: ['Metastatic castrate-resistant prostate cancer, March 2021, PSA 12', 'Prostate cancer, CT March 2021'],
  },
  {
    id: 'diagnosis.presented',
    language: 'en',
    pattern: '(?<!\\p{L})(?:presented|presentation)(?: initially| originally| first)?(?: in| on)?:? $',
    effect: 'after',
    source: OWN,
    match: [['Presented October 2014 with PSA 150 and bone pain', '2014-10']],
    noMatch: ['Presented 03/2021 to clinic with fatigue, on enzalutamide'],
  },
  {
    id: 'diagnosis.dated_before',
    language: 'both',
    pattern:
      '^[^.;\\n]{0,110}(?:diagnosed with (?:\\p{L}+ ){0,3}prostate|(?:prostata\\p{L}*|prostata-?ca)(?: \\([^)]{0,40}\\))? (?:erkrankt|diagnostiziert|festgestellt|gesichert|bekannt))|^[ :-]{1,4}(?:(?:adeno|azin)\\p{L}* )?(?:prostate (?:ca|cancer)|prostata-?(?:ca|karzinom)|pca)[ ,:(]{1,2}[cp]?(?:t[1-4]|gleason|i-?psa)|^[\\s:,-]{0,4}(?:bekannt\\p{L}* (?:\\p{L}+ )?(?:prostata\\p{L}*|pca)|(?:wurde |erfolgte |stellte man |was |he was |erstmals |die |das |ein |bei ihm |beim patienten |initial )*(?:ed(?![\\p{L}])|erst-?diagnose|diagnose(?=[ a-z]{0,12}(?:prostata|pca))|diagnosestellung|diagnostiziert|diagnosed|initial diagnosis|dx(?![\\p{L}])|diagnosis of prostate|prostatakarzinom diagnos|prostate cancer diagnos))',
    effect: 'before',
    source: OWN,
    match: [
      ['03/2018 ED Prostatakarzinom', '2018-03'],
      ['04/2016   Prostate ca cT2c, iPSA 9.8', '2016-04'],
      ['Im Mai 2016 wurde erstmals ein Prostatakarzinom diagnostiziert.', '2016-05'],
      ['2016 diagnosed with prostate cancer', '2016'],
      ['Herr K. ist 2014 an einem Prostatakarzinom erkrankt.', '2014'],
      ['Es ist seit 2015 ein primär metastasiertes Prostatakarzinom (Gleason 5+5=10) bekannt.', '2015'],
      ['Seit März 2018 bekanntes Prostatakarzinom', '2018-03'],
    ],
    noMatch: [
      'seit 2018 ist ein kastrationsresistentes Prostatakarzinom bekannt',
      '03/2019 Diagnose Knochenmetastasen bei Prostatakarzinom',
    ],
  },
  {
    id: 'diagnosis.diagnosed',
    language: 'en',
    pattern:
      "(?<!\\p{L})(?:(?:initial(?:ly)?|originally|first) )?(?:diagnos(?:ed|is)|diag\\.?|date of (?:initial |first )?diagnosis|dx'?d?|(?:biopsy|histolog\\p{L}*|tissue)[- ](?:proven|confirmed|diagnosed))(?:[\\s:(,=]|(?:on|originally|initially|first|in|of|was|made|date|with|a|prostate|cancer|ca\\.?|adenocarcinoma|pca|high|low|intermediate|-?risk|metastatic|de novo|gleason [\\d+= ()]{1,9}|localized|since|at (?:(?:the|st|our) ){0,2}\\p{L}{3,16}(?: hospital| clinic| \\p{L}{3,14} hospital)?|at|age \\d\\d)(?!\\p{L})){0,16}$",
    effect: 'after',
    source: OWN,
    match: [
      ['Prostate cancer, diagnosed in 2007', '2007'],
      ['He was diagnosed with prostate cancer in March 2016.', '2016-03'],
      ['Prostate ca dx 4/2016', '2016-04'],
      ['Prostate cancer diagnosed at St James Hospital in March 2014', '2014-03'],
      ['Initial diagnosis of prostate cancer: 05/2014', '2014-05'],
      ['prostate cancer, diagnosed originally on 14/10/2014 on TURP chips', '2014-10-14'],
      ['biopsy-proven prostate cancer October 2014', '2014-10'],
      ['Diagnosed April 2015, Gleason 7 (4+3), T3aN0M0, presenting PSA 22', '2015-04'],
    ],
    noMatch: [
      'bone metastases diagnosed in 2019, prostate cancer',
      'He was diagnosed with CRPC in 2018; prostate cancer',
      'Father diagnosed with prostate cancer in 1999',
      'colon cancer diagnosed 2011; prostate cancer on ADT',
    ],
  },
] as const satisfies readonly Rule[];
