/**
 * The notations of a Gleason score, as data. Patterns run on the lower-case view (umlauts folded, every dash `-`).
 * `effect` says what the scanner does with a match:
 *   anchor        the word that announces a score          weak_anchor   an abbreviation: needs a score that is one
 *   parts         primary + secondary                      total         a sum after an anchor
 *   pair          primary and secondary as two fields      group         grade group (ISUP 2014 / WHO)
 *   tertiary      a third pattern beside a score           not_a_score   range, criterion, percentage of a pattern
 * Readings in the examples: `P+S=T`, `t` tertiary, `GG` grade group, `!` doubtful; `-` nothing.
 */
import type { Rule } from '../../types.ts';

const OWN = 'own phrase list of clinical notations';
const ISUP = 'ISUP 2014 consensus on Gleason grading; WHO 2016 grade groups';

export const GLEASON_RULES = [
  {
    id: 'gleason.anchor',
    language: 'both',
    pattern:
      '(?<!\\p{L})g\\s?[li1|!]?\\s?(?:ea|ae|ie|e|ee|a)\\s?s{1,2}\\s?[aeouc0]{1,2}\\s?n(?:score|summe|wert|grad)?(?!\\p{Ll}{3})',
    effect: 'anchor',
    source: OWN,
    match: [
      ['Gleason 4+5=9', '4+5=9 GG5'],
      ['GIeason 3+3=6', '3+3=6 GG1'],
      ['Gleasson-Score 9', '?+?=9 GG5'],
      ['Glaeson 7b', '4+3=7 GG3'],
      ['Gleason Socre 8', '?+?=8 GG4'],
      ['Gleasonscore 3+4', '3+4=7 GG2'],
    ],
    noMatch: [
      'Herr Gleason stellte sich am 12.03.2024 vor.',
      'Dr. Gleason, Urologie',
      'Gleason Street 8',
      'Kaplan Gleason nomogram',
      'Die Glasur 8',
    ],
  },
  {
    id: 'gleason.abbreviation',
    language: 'both',
    pattern: '(?<![\\p{L}\\p{N}])(?:gsc?|gls?|g[li1]\\.)(?![\\p{L}])',
    effect: 'weak_anchor',
    source: OWN,
    match: [
      ['PCa, GS 9 (4+5)', '4+5=9 GG5'],
      ['PCa cT3b, GS 4+5, ED 2018', '4+5=9 GG5'],
      ['Gl. 4+4=8', '4+4=8 GG4'],
      ['Prostata-Ca GSC 8', '?+?=8 GG4'],
    ],
    noMatch: ['GS 17', 'Gl. thyroidea 8 ml'],
  },
  {
    id: 'gleason.parts',
    language: 'both',
    pattern:
      '(?<![\\d.,+])(?<a>[1-5]|s(?<!\\p{L}s))\\s{0,2}(?:[+&]|plus|und(?=\\s\\d))\\s{0,2}(?<b>[1-5s])(?:\\s?\\+\\s?(?<t>[3-5]))?(?![\\d+]|[.,]\\d)',
    effect: 'parts',
    source: OWN,
    match: [
      ['Gleason 4 +5= 9', '4+5=9 GG5'],
      ['Gleason 3+4+5', '3+4=7 t5 GG2'],
      ['Gleason: 7 = 3+4', '3+4=7 GG2'],
      ['Gleason score of 4 plus 5', '4+5=9 GG5'],
      ['Gleason 4 & 5', '4+5=9 GG5'],
      ['Gleason 4+4=9', '4+4=9! GG4'],
      ['Gleason 7a (4+3)', '4+3=7! GG3'],
      ['Gleason 4+S=9', '4+5=9! GG5'],
      ['Stanzbiopsie: Stanze 1 4+3=7, Stanze 2 3+3=6', '4+3=7 GG3; 3+3=6 GG1'],
      ['Gleason 3 + 4 - 7', '3+4=7! GG2'],
      ['Prostatastanze re lat. Basis: Karzinom 80 % 4+4', '4+4=8 GG4'],
      ['PCa, Bx 5+3 (ISUP 4)', '5+3=8 GG4'],
      ['Prostate, L base: adenoca, GG4 (4+4), 2/2 cores', '4+4=8 GG4'],
    ],
    noMatch: [
      'Rippe 4+5 rechts frakturiert',
      'Geringe Mehrspeicherung 4.+5. Rippe',
      'Metamizol 4+4 Tropfen',
      'Prostatabiopsie 2019. Metamizol 4+4 Tropfen',
      'Prostatakarzinom, Metastasen L4+5',
      'pT2c pN0 (0/12)',
    ],
  },
  {
    id: 'gleason.dictated',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?<wa>three|four|five|drei|vier|fuenf)\\s(?:plus|und)\\s(?<wb>three|four|five|drei|vier|fuenf)(?!\\p{L})',
    effect: 'parts',
    source: OWN,
    match: [
      ['Gleason three plus four equals seven', '3+4=7 GG2'],
      ['Gliesen Score vier plus fünf gleich neun', '4+5=9 GG5'],
    ],
    noMatch: ['three plus four weeks', 'nach vier plus zwei Zyklen'],
  },
  {
    id: 'gleason.total',
    language: 'both',
    pattern:
      '(?<sum>10|l0|1o|[2-9]|g(?![a-z])|six|seven|eight|nine|ten|(?:sechs|sieben|acht|neun|zehn)(?!\\p{L}))(?:\\s?(?<let>[ab])(?![\\p{L}\\d]))?(?<of>\\s?/\\s?1[0o]|[1l&]1[0o]|[1l&]10)?(?![\\d]|[.,]\\d)',
    effect: 'total',
    source: OWN,
    match: [
      ['Gleason 8 poorly differentiated carcinoma.', '?+?=8 GG4'],
      ['Gleason-Summe: 9', '?+?=9 GG5'],
      ['Gleason score is six', '3+3=6 GG1'],
      ['Gleason score 7/10', '?+?=7'],
      ['gleason 7/8/9', '?+?=7; ?+?=8 GG4; ?+?=9 GG5'],
      ['Gleason mind. 8', '?+?=8! GG4'],
      ['Gleason l0 (5+5)', '5+5=10! GG5'],
      ['GS 7b Referenz (extern 6)', '4+3=7 GG3; 3+3=6 GG1'],
      ['Gleason 9(7+2)', '?+?=9! GG5'],
    ],
    noMatch: [
      'Gleason Grad 4',
      'Gleason nicht beurteilbar',
      'Gleason-Score entfaellt',
      'Gleason ausstehend',
      'Gleason 45 Jahre',
      'GS 9 cm',
    ],
  },
  {
    id: 'gleason.pair',
    language: 'both',
    pattern:
      '(?:primary|primaeres|primaer|primaerer|predominant|1st|haeufigstes)\\s(?:gleason[- ]?)?(?:grade|pattern|patte[mr]n?|muster|grad|score)?[^\\d\\n]{0,16}\\n?(?:grade\\s?)?(?<pa>[1-5s])(?![\\d+]|\\s?\\+)[^]{0,60}?(?:secondary|sekundaeres|sekundaer|sekundaerer|2nd|zweithaeufigstes)\\s(?:gleason[- ]?)?(?:grade|pattern|patte[mr]n?|muster|grad|score)?[^\\d\\n]{0,16}\\n?(?:grade\\s?)?(?<pb>[1-5s])(?!\\d{2}%)',
    effect: 'pair',
    source: OWN,
    match: [
      ['primäres Gleason-Muster 4, sekundäres Muster 5', '4+5=9 GG5'],
      ['Primary Gleason grade:4\nSecondary Gleason grade:5\nTotal Gleason score:9', '4+5=9 GG5'],
      ['Gleason Pattern\nPrimary Pattern\nGrade 3\nSecondary Pattern\nGrade 4', '3+4=7 GG2'],
    ],
    noMatch: ['Primary pattern: not assessed', 'primary tumor 4 cm, secondary 5 cm'],
  },
  {
    id: 'gleason.pattern_list',
    language: 'both',
    pattern:
      '(?:pattern|muster)\\s(?<la>[1-5])(?:\\s?\\(\\s?(?<lap>\\d{1,2})\\s?%\\s?\\))?\\s?,\\s?(?:pattern\\s|muster\\s)?(?<lb>[1-5])(?:\\s?\\(\\s?(?<lbp>\\d{1,2})\\s?%\\s?\\))?(?:\\s?,\\s?(?:pattern\\s|muster\\s)?(?<lt>[1-5])\\s?\\()?',
    effect: 'pair',
    source: OWN,
    match: [
      ['Gleason pattern 3, pattern 4', '3+4=7 GG2'],
      ['Gleason-Muster 4 (60 %), 3 (30 %), 5 (10 %)', '4+3=7 t5! GG3'],
    ],
    noMatch: [
      'The percentage of tumor greater than Gleason pattern 3 is approximately 80%.',
      'no Gleason pattern 5 identified',
      'Gleason pattern 4 is cribriform',
    ],
  },
  {
    id: 'gleason.group',
    language: 'both',
    pattern:
      '(?<![\\p{L}\\p{N}])(?:(?:who[/ -]{1,3})?isup(?:[/ -]{1,3}who)?(?:[- ]{1,2}(?:grad(?:e|ing)?(?:[- ]?(?:group|gruppe))?|graduierungsgruppe|score|gruppe|group))?|who[- ](?:grad(?:e)?[- ]?(?:group|gruppe)|graduierungsgruppe)|(?:gleason |prognostic )?(?:grade?[- ]?(?:group|gruppe)|graduierungsgruppe|prognosegruppe|gg))(?:\\s?\\((?:grade?[- ]?group|group group|isup)\\))?(?:\\s(?:is|von|of))?[\\s:=-]{0,3}(?<gg>[1-5](?![\\d+]|[.,]\\d|\\s?\\+|-[1-5])|iv|iii|ii|v|i)(?![\\p{L}\\d])',
    effect: 'group',
    source: ISUP,
    match: [
      ['Prostata-Ca, ISUP-Grad 4', '?+?=8 GG4'],
      ['Prostata WHO/ISUP Graduierungsgruppe 5', '?+?=9! GG5'],
      ['Prostata-Ca ISUP Grad-Gruppe IV', '?+?=8 GG4'],
      ['Gleason Grade Group 2 adenocarcinoma.', '3+4=7 GG2'],
      ['Gleason 3+4 = 7 (prognostic grade group 2/5)', '3+4=7 GG2'],
      ['Gleason 7, ISUP 3', '4+3=7 GG3'],
      ['Gleason 4+3=7 (ISUP 2)', '4+3=7! GG2'],
    ],
    noMatch: ['Exanthem Grad 2', 'AE grade 3', 'ECOG 2', 'Dekubitus Grad 3'],
  },
  {
    id: 'gleason.tertiary',
    language: 'both',
    pattern:
      '(?:tertiaer\\p{L}{0,2}|tertiary|teltiary|(?:minor|small|focal)\\s(?:component|foc(?:us|i))\\s(?:of|with)|with\\sa\\s(?:minor\\s)?component\\sof|with\\sgrade(?=\\s[345]\\spatt?i?ern))[\\s,:(-]{0,3}(?:higher\\s|of\\s|gleason\\s|gleasojii\\s|pattern\\s|pattrn\\s|pattern\\.|patiern\\s|muster\\s|grade\\s|grad\\s|anteil\\s|component\\s){0,4}[\\s:(=]{0,3}(?<t3>[1-5])(?![\\d+]|\\s?\\+|[.,]\\d)',
    effect: 'tertiary',
    source: ISUP,
    match: [
      ['Gleason 4+3=7 mit tertiärem Muster 5', '4+3=7 t5 GG3'],
      ['Gleason score 4+3=7 with tertiary Gleason pattern 5', '4+3=7 t5 GG3'],
      ['Gleason 3+4 (tertiär 5), WHO-Gradgruppe 2', '3+4=7 t5 GG2'],
    ],
    noMatch: ['tertiary pattern: not present', 'tertiary care hospital'],
  },
] as const satisfies readonly Rule[];
