/** Courses by their number or year, and arms of trials: the drug was given. */
import { cue } from './types.ts';
import type { DrugCue } from './types.ts';

export const COURSES: readonly DrugCue[] = [
  cue(
    'trial_arm',
    'given',
    'both',
    3,
    'both',
    '(?<!control )(?:\\(verum\\)|verum(?:arm|-arm)?|(?:vision|psmafore|splash|eclipse|therap|card)[- ](?:trial |study )?control arm|control arm of (?:the )?(?:vision|psmafore|splash|eclipse|therap|card|lu|psma)|kontrollarm der (?:vision|psmafore|splash|eclipse|therap|card|lu|psma))',
    [
      ['abi (VISION control arm 2019-2020)', 'abiraterone given 2019..2020'],
      ['Apalutamid im Rahmen der TITAN-Studie (Verum)', 'apalutamide given'],
    ],
  ),
  cue(
    'randomised_to',
    'given',
    'before',
    3,
    'both',
    '(?<!(?:if|falls|wenn|when|be|being) )randomi[sz](?:ed|iert)(?: \\p{L}+)? (?:to|into|in|zu|auf)(?: the| den| die)? (?:(?:soc|adt|standard(?:therap\\p{L}+| of care)?)\\s?(?:\\+|plus|and|with|und|mit)\\s?)?$',
    [
      ['Randomised to SOC + abiraterone in 2016', 'abiraterone given 2016'],
      ['Randomised to the enzalutamide arm in 2017.', 'enzalutamide given 2017'],
    ],
  ),
  cue(
    'later_cycle',
    'given',
    'before',
    3,
    'both',
    '(?:(?:[2-9]|1\\d)\\. ?(?:zyklus|gabe|kurs) (?:der |von |mit )?|(?:cycle|c|dose) ?#?(?:[2-9]|1\\d) (?:of |with )?|(?<!\\d)\\d{1,2} ?(?:of|von|out of|\\/) ?(?:the )?\\d{1,2} (?:(?:planned|geplanten?|intended) )?(?:cycles?|zyklen|gaben|doses) (?:of |von )?)$',
    [
      ['Kommt zur Gabe des 4. Zyklus Cabazitaxel.', 'cabazitaxel given'],
      ['Attends for cycle 3 docetaxel.', 'docetaxel given'],
      ['s/p 3 of 6 planned cycles docetaxel', 'docetaxel given'],
      ['Single cycle of cabazitaxel complicated by sepsis', 'cabazitaxel given'],
    ],
  ),
  cue(
    'nth_of_it',
    'given',
    'after',
    3,
    'both',
    '^ ?(?:#|(?:cycle|zyklus|dose|c|z) ?#?)(?:[2-9]|1\\d)(?![\\p{L}\\d./])',
    [['Docetaxel #3 today', 'docetaxel given 2024-06-20']],
  ),
  cue('long_ago', 'given', 'after', 2, 'en', '^ (?:many |some |a few )?(?:yrs?|years?|months?|ages) ago', [
    ['Zytiga yrs ago', 'abiraterone given'],
  ]),
  cue(
    'comes_for',
    'given',
    'before',
    3,
    'both',
    '(?:kommt|erscheint|aufnahme|stationaer|attends|attended|admitted|here)(?: heute| today)? (?:zu[mr]?|for) (?:gabe (?:des|der) )?(?:his )?(?:1\\. |ersten |first |c1 (?:of )?|cycle 1 (?:of )?)(?:(?:zyklus|gabe|cycle|dose)(?: der| von| of)? )?$',
    [['Kommt zum 1. Zyklus Docetaxel', 'docetaxel given']],
  ),
  cue(
    'allocated',
    'given',
    'before',
    3,
    'both',
    '(?<!\\p{L})(?:arm [a-z1-9],? ?[(:=+]? ?|(?:studien|therapie|verum)arm ?[:=(]? ?|(?:im rahmen|innerhalb|teilnahme an) (?:der|einer) [\\p{L}\\d-]{2,20}-studie:? (?:mit )?|(?:stampede|chaarted|arasens|aramis|arches|arasafe|enzamet|enzarad|latitude|titan|spartan|prosper|peace-?1|affirm|prevail|card|firstana|tropic)(?: trial| study|-studie)?,? ?[:(-]{0,1} ?(?:arm [a-z] ?[:(]? ?|placebo ?\\+ ?)?)(?:adt ?(?:\\+|und|and) ?)?$',
    [
      ['STAMPEDE arm C docetaxel 2014', 'docetaxel given 2014'],
      ['PEACE-1 arm B (docetaxel + ADT)', 'docetaxel given'],
      ['im Rahmen der ARASENS-Studie Darolutamid + Docetaxel', 'darolutamide given; docetaxel given'],
    ],
    ['Die Studie mit Darolutamid wurde vorgestellt.'],
  ),
  cue('own_arm', 'given', 'after', 3, 'both', '^(?: |-)arm\\)', [
    ['Treated on ENZAMET (enzalutamide arm)', 'enzalutamide given'],
  ]),
  cue('year_alone', 'given', 'after', 1, 'both', "^ '?(?:0[5-9]|[12]\\d)(?=\\s?(?:[.;)]|$))", [
    ['enza 14-15. doce 15.', 'enzalutamide given; docetaxel given'],
  ]),
  cue(
    'in_trial',
    'given',
    'before',
    3,
    'en',
    '(?:enrolled|participated|took part|entered|treated)(?: \\p{L}+){0,2} (?:in|on|into) (?:a |the )?(?:\\p{L}+ )?(?:trial|study) (?:of|with) $',
    [['He was enrolled in a trial of enzalutamide in 2020.', 'enzalutamide given 2020']],
  ),
  cue(
    'cycles',
    'given',
    'both',
    1,
    'both',
    '(?<!\\p{L})(?:(?:single|one|einmalig\\p{L}*) (?:cycle|dose|zyklus|gabe|infusion)|\\d{1,2} ?x(?!\\p{L})|x ?\\d{1,2}(?!\\d)|(?:\\d{1,2}|zwei|drei|vier|fuenf|sechs|acht|zehn|zwoelf|two|three|four|five|six|eight|ten|twelve) (?:\\p{L}+ )?(?:zyklen|cycles|gaben|doses|kurse))',
    [['10x Docetaxel', 'docetaxel given']],
  ),
];
