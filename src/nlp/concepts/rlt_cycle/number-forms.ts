/** The forms of cycle numbers and counts, as patterns: "3. Zyklus", "Zyklus III", "C3D1", "#3", "cycle 3 of 6", "4x", "vier Zyklen". */
import { CARDINALS, ORDINALS } from '../../numerals.ts';
import type { CountWord } from './types.ts';

const CYCLE = '(?:zyklus|zyklen|zykl?\\.?|therapie-?zykl\\w+|kurs|serie|cycles?|courses?|cy)';
const DOSE =
  '(?:(?:therapie)?gaben?|applikation(?:en)?|behandlung(?:en)?|infusion(?:en|s)?|dos(?:es?|en|is)|treatments?|injections?|administrations?|therapien?|sitzung(?:en)?|mal|times)';
const RLT =
  '(?:(?:[a-z0-9-]{0,14}psma[a-z0-9&-]{0,14}|p?rlt|(?:psma-)?radioligand\\w+|lutetium\\S*|lu-\\S+|pluvicto)[ -]?)';
const N = '\\d{1,2}';
/** "erst am 13.04." is no first one. */
const ORDINAL = `(?:${Object.keys(ORDINALS).join('|').replace('erst', 'erst(?=e)')})(?:e[nmrs]?)?`;
const CARDINAL = `(?:${Object.keys(CARDINALS)
  .sort((a, b) => b.length - a.length)
  .join('|')})`;
const MONTH = '(?:jan|jaen|feb|mar|maerz|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*(?![a-z])';
/** What stands behind a bare number in a list of cycles. */
const FATE =
  '(?:war|am|fuer|auf|folgt|gepl|geplant|vorgem|vorges|abges|abgesagt|entf|entfaellt|entfallen|entfiel|ausgefallen|storniert|gestrichen|erhalten|bekommen|verschob|verschoben|ausst|steht|wird|wurde|soll|heute|noch|nicht|offen|cancell?ed|held|planned|scheduled|due|booked|pending|postponed|given)(?![a-z])';
/** "4. Lu (13.6.) gestrichen": the therapy by its metal alone, between an ordinal and its day or fate. */
export const LU_ALONE = `lu(?= ?\\(\\d| ${FATE})`;
const ROMAN = '(?:viii|vii|vi|iv|iii|ii|ix|i|v|x)';
const FILLER =
  '(?:(?:(?:und |and )?(?:(?:damit|somit|zugleich|thus|so far|vorerst|vorlaeufig) ){0,2}(?:letzte[rnm]?|final|last)|weitere[nr]?|further|more|additional|volle|komplette|remaining|outstanding|restliche[nr]?|verbleibende[nr]?|ausstehende[nr]?|planned|geplante[nr]?|vorgesehene[nr]?|vollstaendige|erfolgte[nr]?|stationaere[nr]?|bisherige[nr]?|prior|previous|total|(?:[a-z0-9-]{0,14}psma[a-z0-9&-]{0,14}|lu-\\S+|lutetium\\S*|pluvicto|p?rlt|radioligand\\w*|lu)-?) )?';

export interface Form {
  readonly id: string;
  readonly kind: 'number' | 'count';
  readonly word: CountWord;
  readonly pattern: RegExp;
}

/** An empty list of numbers is "the next one". Named groups: `n` number or count, `m` end of a range or list of two, `of` the planned total. Longest forms first. */
export const FORMS: readonly Form[] = [
  {
    id: 'cycle-first-of',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?:ersten|first|initial) (?<n>[2-6]|${CARDINAL}|beiden)(?: (?:zyklen|cycles|gaben|doses|infusions|infusionen|treatments|applikationen)(?![a-z])|(?= (?:(?:each|je|jeweils|were|wurden|mit|at|with|of|given|administered) ){1,3}\\d{1,2}(?:[.,]\\d{1,2})? ?(?:gbq|mbq|mci)))`,
      'g',
    ),
  },
  {
    id: 'cycle-completed-of',
    kind: 'count',
    word: 'dose',
    pattern: new RegExp(
      `(?<![\\w.,/])(?<!(?:${CYCLE}|${DOSE}|#) ?)(?<n>${N}|${CARDINAL}) ?(?:\\/|of|von) ?(?:(?:the|den) (?:planned|geplanten|vorgesehenen) )?(?<of>${N}|${CARDINAL}) ${FILLER}${FILLER}(?:zyklen|cycles|courses|gaben|applikationen|behandlungen|infusionen|infusions|doses|dosen|treatments|injections)(?![a-z])|(?<![\\w.,/])(?<k>[1-6])\\/[46] (?=${RLT}(?:completed|done|given|received|delivered|erhalten|bekommen|abgeschlossen|gegeben)(?![a-z]))`,
      'g',
    ),
  },
  {
    id: 'cycle-range',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![a-z])(?:${CYCLE}|${DOSE}|(?:psma-)?p?rlt|lu-?psma|[cz](?=\\d)|(?=#\\d)) ?(?:nr\\.? ?|#)?(?<n>${N}|${ROMAN}) ?(?:-|bis|to|through|(?<j>und|u\\.|and|&|\\+)) ?(?:[cz#](?=\\d))?(?<m>${N}|${ROMAN})(?![\\w/]|[.,-]\\d| ?(?:x|mm|mg|gbq|mbq|mci|wochen|weeks|wks|tage|days|monate|months))`,
      'g',
    ),
  },
  {
    id: 'cycle-two-ordinals',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![\\w.,/])(?:(?<n>${N})(?:\\.|st|nd|rd|th)?|(?<k>${ROMAN})|(?<o>${ORDINAL})) ?(?:und|u\\.|\\+|&|and) ?(?:(?<m>${N})(?:\\.|st|nd|rd|th)|(?<r>${ROMAN})|(?<p>${ORDINAL})) ${FILLER}(?:${CYCLE}|${DOSE}|${RLT.replace('[ -]?', '')})(?![a-z])`,
      'g',
    ),
  },
  {
    id: 'cycle-total',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?:gesamt-?zyklus|zyklus gesamt|overall cycle|total cycle) ?(?:nr\\.? ?|#)?(?<p>${N})(?![\\w/]|\\.\\d)|(?:insgesamt|insges\\.?|gesamt|overall|ingesamt) ?(?:nr\\.? ?)?(?<n>${N})(?:\\.(?= zykl)|(?=\\)))(?: ${CYCLE})?|(?<k>${N})(?:\\.|st|nd|rd|th) (?:insgesamt|insges\\.?|overall|in total)`,
      'g',
    ),
  },
  {
    id: 'cycle-next',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?<!kein |no )(?:naechste[rnsm]?|next|folgende[rn]?|anstehende[rn]?|neuer|new|ersatz|ausweich) ?${FILLER}(?:${CYCLE}|${DOSE}|termin|appointment|appt|date(?= ?:)|(?!psma(?![ -]?(?:rlt|prlt|radio|ther|behandl|gabe|zykl)))${RLT.replace('[ -]?', '')})(?![a-z])(?! ?(?:nr\\.? ?|no\\.? ?|#)?:? ?#?\\d{1,2}(?![\\d./]))|(?<![a-z])(?:naechste[rnsm]?|next)(?=:? (?:am |on |geplant |planned |due )?\\d{1,2}[./]\\d)`,
      'g',
    ),
  },
  {
    id: 'cycle-ordinal-of',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![\\w.,/])(?:(?<n>${N})\\.|(?<o>${ORDINAL})) (?:von|of) (?<of>${N}|${CARDINAL}) ${FILLER}(?:zyklen|cycles|${DOSE})(?![a-z])`,
      'g',
    ),
  },
  {
    id: 'cycle-ordinal',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![\\w.,/])(?:(?<n>${N})(?:\\.\\)?|st|nd|rd|th)|(?<o>${ORDINAL})) ${FILLER}(?:${CYCLE}|${RLT.replace('[ -]?', '')}|${LU_ALONE})(?![a-z])`,
      'g',
    ),
  },
  {
    id: 'cycle-ordinal-dose',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![\\w.,/])(?:(?<n>${N})(?:\\.|st|nd|rd|th)|(?<o>${ORDINAL})) ${FILLER}(?:${DOSE}|th\\.)(?![a-z])`,
      'g',
    ),
  },
  {
    id: 'cycle-of',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![a-z])(?:${CYCLE}|${DOSE})(?:-?(?:nr|no|nummer|number)\\.?)?[ .:#=]{0,30}(?<n>${N}|${CARDINAL}|${ROMAN}) ?(?:\\/|of|von)(?: a)?(?: (?:planned|geplanten?|insgesamt|vorgesehenen|total))? ?(?<of>${N}|${CARDINAL})(?![\\w/]|\\.\\d)`,
      'g',
    ),
  },
  {
    id: 'cycle-count',
    kind: 'count',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![\\w.,/-])(?<n>${N}|${CARDINAL}) ?(?:x )?${FILLER}${FILLER}(?:(?:177-?)?(?:lutetium|lu|psma|rlt|prlt)[a-z0-9&-]{0,20}-)?(?:zyklen|cycles|courses|kurse|serien|zykl\\.)(?![a-z])|(?<![\\w.,/-])(?<k>1|ein(?:e[nmr]?)?|one) ${FILLER}(?:zyklus|cycle|gabe|applikation|dose)(?![a-z])`,
      'g',
    ),
  },
  {
    id: 'cycle-count-apart',
    kind: 'count',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![\\w.,/-])(?<n>${N}|${CARDINAL}) (?=(?:zwischen|von|vom|im|in|ab|seit)(?: [a-z0-9./]{1,12}){1,6} (?:verabreicht|appliziert|erfolgt|durchgefuehrt|gegeben|erhalten|absolviert)e[nr]? ${FILLER}(?:zyklen|gaben|applikationen|behandlungen|infusionen)(?![a-z]))`,
      'g',
    ),
  },
  {
    id: 'cycle-count-dose',
    kind: 'count',
    word: 'dose',
    pattern: new RegExp(
      `(?<![\\w.,/-])(?<n>${N}|${CARDINAL}) ?${FILLER}${FILLER}(?:(?:177-?)?(?:lutetium|lu|psma|rlt|prlt)[a-z0-9&-]{0,20}-)?(?:gaben|applikationen|behandlungen|infusionen|infusions|doses|dosen|treatments|injections|administrations|therapien|mal|times)(?![a-z]| (?:verschoben|verlegt|abgesagt|taeglich|pro |am tag|postponed|delayed|rescheduled|daily|weekly|a |per ))`,
      'g',
    ),
  },
  {
    id: 'cycle-more',
    kind: 'count',
    word: 'dose',
    pattern: new RegExp(
      `(?<![\\w.,/-])(?<n>${N}|${CARDINAL}) (?:more|further|weitere|additional|remaining|outstanding|verbleibende|ausstehende)(?= ?(?:[,;.)(\\d]|$)| (?:planned|scheduled|due|booked|geplant|terminiert)(?![a-z]))|(?<![\\w.,/-])(?<o>${N}|${CARDINAL}) (?:more|further|weitere|additional) (?=(?:in|on|im|am|between|zwischen|planned|geplant|gepl\\.|vorgesehen|fix|fest|eingetragen|vereinbart|terminiert|booked|scheduled|due|to follow|folgen)(?![a-z]))|(?<=[:(] ?)(?<k>${N}|${CARDINAL}) (?=(?:between|zwischen|from|von) (?:\\d{1,2}[./]|${MONTH}))`,
      'g',
    ),
  },
  {
    id: 'cycle-times',
    kind: 'count',
    word: 'dose',
    pattern: new RegExp(
      `(?<![\\w.,/-])(?<n>${N}) ?x(?=[ ,.;)]|$|\\()|(?<![a-z])(?<!(?:verified|checked|confirmed|repeated|called|tried) )x ?(?<k>${N})(?![\\w/]|\\.\\d)|(?<![a-z])(?<!(?:postponed|delayed|rescheduled|cancelled|deferred|tried|called) )(?<o>zweimalig|dreimalig|viermalig|einmalig|twice)e?[rn]?(?![a-z]| (?:daily|weekly|a |per |postponed|delayed|rescheduled|deferred))`,
      'g',
    ),
  },
  {
    id: 'cycle-number',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![a-z])(?:${CYCLE})(?:[ -]?(?:nr|no|nummer|number)\\.?)?[ .:#=]{0,30}(?<n>${N}|${CARDINAL}|${ROMAN})(?![\\w/]|[.,]\\d)(?! ?(?:x|mm|mg|gbq|mbq|mci|wochen|weeks|mo(?!v)))`,
      'g',
    ),
  },
  {
    id: 'cycle-had',
    kind: 'count',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?:bisher|bislang|davon|so far|has had|had) (?<n>${N}|${CARDINAL})(?: (?:erhalten|gegeben|durchgefuehrt|verabreicht|received|given|done))?(?= ?(?:[(,.;]|$))|(?<![\\w.,/-])(?<k>${N}|${CARDINAL}) ${RLT.replace('[ -]?', '')}(?= (?:erhalten|bekommen|gegeben|received|given)(?![a-z]))`,
      'g',
    ),
  },
  {
    id: 'cycle-agent-of',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?:${RLT.replace('[ -]?', '')}) #?(?<n>[1-8])\\/(?<of>[46])(?= (?:am |on |given|administered|erhalten|gegeben|appl))`,
      'g',
    ),
  },
  {
    id: 'cycle-first',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?<n>erst|zweit|dritt|viert)(?:gabe|applikation|infusion|malige[rn]? ${RLT.replace('[ -]?', '')})(?![a-z])`,
      'g',
    ),
  },
  {
    id: 'cycle-days',
    kind: 'count',
    word: 'cycle',
    pattern:
      /(?<![a-z])(?:zyklen|therapiezyklen|gaben|cycles|treatments|infusions|doses) (?:vom|am|on|of|from|given on)(?= \d{1,2}(?:[./]\d|\.? [a-z]{3}))/g,
  },
  {
    id: 'cycle-number-dose',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?:${DOSE}|nr\\.|no\\.|no(?= [1-8] (?:on|was|is|due)(?![a-z]))|(?:psma-)?p?rlt|lu-?psma)[ -]?(?:nr\\.?|no\\.?|nummer|number)?[ :]?#?:? {0,3}(?<n>${N})(?![\\w/]|[.,:]\\d)(?! ?(?:x|mm|mg|gbq|mbq|mci|wochen|weeks|mo(?!v)|ng|zyklen|cycles))|(?<![a-z])(?:(?:${DOSE}|${RLT.replace('[ -]?', '')}) (?:nr\\.?|no\\.?|nummer|number) ?|dose (?=[a-z]))(?<k>${N}|${CARDINAL})(?![a-z]| (?:hour|week|day|month|level))|(?<![a-z])(?:(?:psma-)?p?rlt|lu-?psma|psma-lu[a-z]*|lutetium) (?<o>${ROMAN})(?=:? ?\\(?\\d{1,2}[./])`,
      'g',
    ),
  },
  {
    id: 'cycle-hash',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(`#[ ]?(?<n>${N})(?: ?(?:\\/|of) ?(?<of>\\d))?(?![\\d./])`, 'g'),
  },
  {
    id: 'cycle-letter',
    kind: 'number',
    word: 'cycle',
    pattern: new RegExp(
      `(?<![\\w-])[cz](?<n>${N})(?:d\\d{1,2})?(?![\\w/]|\\.\\d|-\\d| (?:re|li|bds|rechts|links|wurzel|nerve|root|vertebra)(?![a-z]))`,
      'g',
    ),
  },
  {
    id: 'cycle-bare-ordinal',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?<p>(?:zweit|dritt|viert|fuenft|sechst)e[rnm]?|second|third|fourth|fifth|sixth)(?: trip| one)?(?=,? (?:(?:which|that) )?(?:was |is |war |ist |wurde |has |had |had been |hat |kam |did )?(?:abandoned|pencilled|to have|meant|cancelled|not|nicht|nie|never|fell|fiel|hat(?= n)|missed|postponed|planned|scheduled|booked|given|due|abgesagt|verschoben|geplant|folgt|fuer (?:ende|anfang|mitte|den))(?![a-z]))|(?<![a-z])(?<o>${ORDINAL})(?: trip| one)?(?=:? ?(?:(?:nun|jetzt|dann|now|then) )?(?:am |on |on the |in |im |due |due (?:in|on) |was |was (?:given|administered) on |took place on |erfolgte am |war am )?(?:\\(?\\d{1,2}[./]\\d|(?:\\d{1,2}(?:\\.|st|nd|rd|th)? (?:of )?)?${MONTH}))|(?<![a-z])(?<k>${ORDINAL})(?: one)?(?= (?:(?:was|wurde|reduced|reduziert|only|nur|given) ){0,2}(?:at|mit|with|to|auf|of) \\d{1,2}(?:[.,]\\d{1,2}(?![.,]?\\d)| ?(?:gbq|mbq|mci)))`,
      'g',
    ),
  },
  {
    id: 'cycle-ordinal-alone',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<![a-z])(?:der|die|den) (?:(?<n>${N})\\.|(?<o>${ORDINAL})) (?=(?:im|am|ist|war|wurde|wird|steht|fehlt|folgt|soll|musste|konnte|findet|fand|fiel|entf|vom|fuer|termin|war)(?![a-z])|(?:jan|feb|maerz|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez))|(?<![a-z\\d])(?<k>${N})(?:st|nd|rd|th):? (?=-? ?\\(?\\d{1,2}[./-]\\d{1,2}[./-]\\d|(?:one |was |is |in |on )?(?:w(?:oul|l)d (?:have|be)|planned|scheduled|due|booked|cancel|never|held|postponed|given|in |on \\d|for \\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \\d{4}))`,
      'g',
    ),
  },
  {
    id: 'cycle-ordinal-telegram',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(
      `(?<=[,;(:+&] ?|(?<![a-z])(?:und|u\\.) )(?:(?<n>${N})\\. (?=${FATE}|\\(?\\d{1,2}\\.\\d{1,2}\\.)|(?<k>iii|ii|iv|vi|v|i(?=:)):? (?=${FATE}|\\(?\\d{1,2}[./]\\d))`,
      'g',
    ),
  },
  {
    id: 'cycle-line-ordinal',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(`^[ *-]{0,4}(?<n>[1-9])\\. (?=${FATE}|\\(?\\d{1,2}\\.\\d{1,2}\\.)`, 'g'),
  },
  {
    id: 'cycle-bracket',
    kind: 'number',
    word: 'dose',
    pattern: new RegExp(`(?<=\\d{2}[ ]?)\\((?<n>${N})\\.?\\)`, 'g'),
  },
];
