/** Cues that somebody or something else is meant: relatives, other primaries. */
import type { CueRule } from '../types.ts';

const OWN = 'own wording';

export const SUBJECT: readonly CueRule[] = [
  {
    id: 'subject-bystander',
    language: 'both',
    pattern:
      '(?:ehe)?(?:frau|mann|partnerin)(?! (?:had|received|hatte|erhielt|bekam|hat|leidet|ist (?:an|unter|wegen)|erhaelt wegen|bekommt wegen) )|(?:mutter|vater|bruder|schwester|sohn|tochter|mother|father|brother|sister|son|daughter|wife)(?= (?:begleitet|berichtet|kommt|bringt|ist dabei|anwesend|war dabei|faehrt|holt|reports?|present|brings?|drives?|accompan|states?|came|lives?|is here|with him|says?|said|tells?|told|recalls?|remembers?|mentions?|sagt|erzaehlt|meint|gibt an|r[ai]ngs?|called|calls|phoned|phones|asks|wonders|fragt|ruft|rief))|(?:laut|lt\\.?|gemaess|per|according to|(?:discuss[a-z]*|spoke|talked|besprochen|besprechung|gespraech)(?: [a-z]+){0,2} (?:with|mit))(?: (?!prior|previous)[a-z]+\\.?){0,3} (?:mutter|vater|bruder|schwester|sohn|tochter|mother|father|brother|sister|son|daughter|wife|ehefrau)',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [
      ['Wife reports that his [bone metastases] hurt.', 'affirmed'],
      ['Laut Tochter [Knochenmetastasen] seit 2019.', 'affirmed'],
      ['Discussed with pt and son: [bone metastases].', 'affirmed'],
    ],
    noMatch: [],
  },
  {
    id: 'subject-relative',
    language: 'both',
    pattern:
      '(?:gross|stief|halb|schwieger)?(?:vaters?|mutter|bruders?|brueder|schwestern?|onkels?|tante|cousins?|vetter|neffe|schwager|opa|oma|sohn|tochter|eltern)|familienanamnese|familienanamnestisch|(?:wife|ehefrau|gattin) (?:had|received|hatte|erhielt|bekam)(?! (?:concern|question|angst|sorge))|(?:wife|ehefrau|gattin|partnerin) (?:(?:has|hat|leidet an|suffers from|ist an)(?: (?:[a-z]+[- ]){0,3}[a-z]*(?:krebs|cancer|karzinom[a-z]*|carcinoma|tumou?r|mamma-ca|leukaemi[a-z]*|lymphom[a-z]*))|(?:is|ist) (?:on|receiving|getting|undergoing|unter|wegen)|erhaelt wegen|bekommt wegen)|(?:grand|step|half)?-?(?:father|mother|brother|sister|uncle|aunt|cousin|nephew|son|daughter)s?|(?:(?:zimmer|bett)?nachbar|freund|(?:ein|sein) bekannter|mitpatient|neighbou?r|friend)(?= (?:[a-z]+ ){0,4}(?:has|had|got|received|was on|is on|hat|hatte|bekam|bekommt|erhielt|nahm|nimmt))|family history|fhx?:',
    effect: 'other_subject',
    direction: 'both',
    source: OWN,
    match: [
      ['Mutter: Mammakarzinom mit [Knochenmetastasen].', 'other_subject'],
      ['[Bone metastases] in his brother.', 'other_subject'],
      ['His wife had [bone metastases].', 'other_subject'],
      ['His wife has breast cancer with [bone metastases].', 'other_subject'],
      ['Der Zimmernachbar hat [Knochenmetastasen].', 'other_subject'],
    ],
    noMatch: [],
  },
];
