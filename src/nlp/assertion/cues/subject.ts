/** Cues that somebody or something else is meant: relatives, other primaries. */
import type { CueRule } from '../types.ts';

const OWN = 'own wording';

export const SUBJECT: readonly CueRule[] = [
  {
    id: 'subject-bystander',
    language: 'both',
    pattern:
      '(?:ehe)?(?:frau|mann|partnerin)|(?:mutter|vater|bruder|schwester|sohn|tochter|mother|father|brother|sister|son|daughter|wife)(?= (?:begleitet|berichtet|kommt|bringt|ist dabei|anwesend|war dabei|faehrt|holt|reports?|present|brings?|drives?|accompan|states?|came|lives?|is here|with him))',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['Wife reports that his [bone metastases] hurt.', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'subject-relative',
    language: 'both',
    pattern:
      '(?:gross|stief|halb|schwieger)?(?:vaters?|mutter|bruders?|brueder|schwestern?|onkels?|tante|cousins?|vetter|neffe|opa|oma|sohn|tochter|eltern)|familienanamnese|familienanamnestisch|(?:wife|ehefrau|gattin) (?:had|received|hatte|erhielt|bekam)(?! (?:concern|question|angst|sorge))|(?:grand|step|half)?-?(?:father|mother|brother|sister|uncle|aunt|cousin|nephew|son|daughter)s?|(?:nachbar|freund|neighbou?r|friend)(?= (?:\\p{L}+ )?(?:has|had|got|received|was on|is on|hat|hatte|bekam|bekommt|erhielt|nahm|nimmt))|family history|fhx?:',
    effect: 'other_subject',
    direction: 'both',
    source: OWN,
    match: [
      ['Mutter: Mammakarzinom mit [Knochenmetastasen].', 'other_subject'],
      ['[Bone metastases] in his brother.', 'other_subject'],
      ['His wife had [bone metastases].', 'other_subject'],
    ],
    noMatch: [],
  },
];
