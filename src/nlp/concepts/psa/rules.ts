/**
 * Words around PSA values, as data. Patterns run on the lower-case view. `effect`:
 *   anchor   announces a value     not_psa  looks like it and is something else   initial  the value at first diagnosis
 *   filler   may stand between the word, a date and a value        stop  begins something else
 *   forbid   a unit or word after a number that makes it no PSA value
 * Readings in the examples: `[<]value[@date]`; empty = nothing.
 */
import type { Rule } from '../../types.ts';

const OWN = 'own wording of clinical letters; serum total PSA in ng/mL (1 ug/L is the same number)';

export const PSA_RULES = [
  {
    id: 'psa.anchor',
    language: 'both',
    pattern:
      '(?<![\\p{L}\\p{N}])(?:i-?|t-?|gesamt-?|total |serum-?|serum |praeop\\. |preop )?psas?(?!\\p{L}|\\d{3}|\\d/)|prostate[- ]specific antigen(?! density)|prostata-?spez(?:ifisch\\p{L}{1,2}|\\.) ?antigen|(?<=-)psa(?![\\p{L}\\p{N}])',
    effect: 'anchor',
    source: OWN,
    match: [
      ['PSA 187 ng/ml', '187'],
      ['PSA: 9.7', '9.7'],
      ['PSA < 0,01 ng/ml', '<0.01'],
      ['PSA-Nadir 0,02', '0.02'],
      ['PSA 12,5 ng/ml (01.02.24)', '12.5@2024-02-01'],
      ['PSA-Vorwert 12/17 121 ng/ml', '121@2017-12'],
      ['PSA-Verlauf: 01/23 45, 03/23 12, 06/23 3,4', '45@2023-01; 12@2023-03; 3.4@2023-06'],
      ['PSA 54 (1/18/22) -> 30.5 (3/15/22) -> 19.2 (5/31/22)', '54@2022-01-18; 30.5@2022-03-15; 19.2@2022-05-31'],
      ['PSA  10/23/22: 141.  8/22/22: 96.4.  5/23/22: 22', '141@2022-10-23; 96.4@2022-08-22; 22@2022-05-23'],
      ['PSA 74.2  (12/19/22 88.0;  10/28/22 163)', '74.2; 88@2022-12-19; 163@2022-10-28'],
      ['PSA ng/ml:\n 05.02.18   187\n 09.04.18   102', '187@2018-02-05; 102@2018-04-09'],
      ['PSA decreased from 8.4 to 0.2 ng/mL after treatment.', '8.4; 0.2'],
      ['Die präoperativen Blutwerte: PSA 0,7 ng/ml, Kreatinin 1,1', '0.7'],
      ['screening PSA was 11.8 (2.2 in 2012)', '11.8; 2.2@2012'],
      ['PSA 06/16 38, heute 44', '38@2016-06; 44@2024-06-20'],
      ['PSA: 96 Sept, 51 Nov, 33 on 24/01/22', '96@2023-09; 51@2023-11; 33@2022-01-24'],
      ['PSA vom 31.02.2024: 4,2', '4.2'],
      ['PSA 45 --> 30 --> 12', '45; 30; 12'],
      ['PSA week 1: 12, week 4: 8', '12; 8'],
      ['PSA-Anst. unter Testo 12 ng/dl: 0,8 (3/22) - 4,4 (5/22)', '0.8@2022-03; 4.4@2022-05'],
      ['PSA draw 10/25/2022 0830: 14.2', '14.2@2022-10-25'],
      ['2021-02-05 PSA 44    2021-07-29 PSA 3.1', '44@2021-02-05; 3.1@2021-07-29'],
      ['| agent | start | stop | best PSA |\n| docetaxel | 5/2018 | 8/2018 | 0.4 |', '0.4'],
    ],
    noMatch: [
      'PSA pending - ordered today.',
      '1. PSA falling, next dose 03/14/24.\n2. Bone health',
      'PSA in 6 Wochen kontrollieren',
      'IHC: PSA fokal +, NKX3.1 +',
      'PSMA 12,3 (SUVmax)',
    ],
  },
  {
    id: 'psa.not_psa',
    language: 'both',
    pattern:
      'psa[- ]?(?:dt|dz|d|density|dichte|doubling|verdopp(?!elt)\\p{L}*|velocity|anstiegsgeschw\\p{L}*|quotient|ratio|index|response|ansprechen|gesteuert|(?:50|90)(?![\\d.,]*\\d|\\s?(?:[nuµμ]g|mcg)))(?!\\p{L})|(?:f-?|free |freies |c-?)psa|%\\s?f?psa',
    effect: 'not_psa',
    source: OWN,
    match: [
      ['PSADT 2,1 Monate, PSA 5,2', '5.2'],
      ['PSA 50.4 ng/mL', '50.4'],
      ['PSA 5051 ng/mL', '5051'],
      ['PSA 90 µg/l', '90'],
    ],
    noMatch: [
      'PSA50 response in 38 patients',
      'PSADT 2,1 Monate / PSA-Dichte 0,14 / fPSA 12 %',
      'PSA density of 0.14',
      'freies PSA 0,8',
      'PSA-Abfall um 58 %',
      'PSA 3.2-5.0 ng/mL (normal range)',
    ],
  },
  {
    id: 'psa.initial',
    language: 'both',
    pattern:
      '(?<!\\p{L})(?:ipsa|i-psa|initial\\p{L}*|bei (?:ed|erstdiagnose|diagnosestellung|diagnose)|at (?:the time of )?(?:initial )?diagnosis|presenting|seinerzeit|damals)(?!\\p{L})',
    effect: 'initial',
    source: OWN,
    match: [
      ['Prostatakarzinom ED 08/2011, iPSA 48 ng/ml', '48@2011-08'],
      ['initiales PSA 87 ng/ml bei Prostatakarzinom, ED 03/2019', '87@2019-03'],
    ],
    noMatch: ['iPSA nicht bekannt'],
  },
  {
    id: 'psa.filler',
    language: 'both',
    pattern:
      '(?:am|vom|on|in|im|bei|von|auf|to|from|was|ist|is|lag|lagen|betrug|now|jetzt|aktuell\\p{L}*|nur|only|of|at|nach|zuletzt|heute|today|screening|baseline|rose|risen|then|it|wert\\p{L}{0,2}|vorwert\\p{L}*|nadir|best|level|initial\\p{L}*|zuvor|vorher|previous\\p{L}*|prior|dann|und|and|mit|had|has|hat|increased|decreased|gestiegen|gefallen|anstieg|abfall|verlauf|fell|declined|rise|dropped|up|down|zu|trend|log|lt|pat|the|value|latest|last|letzter|serum|total|ng|ml|ug|l|ca|about|approx|around|circa|seinerzeit|damals|weiter|again|wieder|max|peak|high|low|until|bis|by|ergab|ergibt|zeigt\\p{L}*|pre|post|vor|after|before|since|seit|beginn|ende|start|end|schon|already|ed|diagnose|diagnosis|kontrolle|over|within|innerhalb|during|vw|norm\\p{L}*|ref|(?<!(?:ersten|zweiten|dritten|vierten|fuenften|sechsten|letzten|first|second|third|fourth|last) )(?:zyklus|cycle|c|z|rlt|gabe|dose|dosis)\\s?#?(?:\\d|1[0-2])(?![\\d/]|[.,]\\d)|(?:week|wk|woche|month|monat|day|tag|visite?)\\s?#?\\d{1,2}(?![\\d/]|[.,]\\d)|prev\\.?|therap(?:y|ie)|treatment|completion|post-?op\\p{L}*|prae-?op\\p{L}*|pre-?op\\p{L}*|rlt|noch|der|des|die|test|result|ergebnis|bestimmung|mai|anst|abf|outside|ext|extern|v\\.?(?=\\s?\\d)|waren|war|es|nun|mittlerweile|inzwischen|derzeit|momentan|betraegt|liegt|steht|stieg|fiel|sank|ging|kletterte|klettert|angestiegen|gesunken|zurueck|wieder|davor|crept|crawled|climbed|climbing|come|came|gone|went|drifted|jumped|settled|back|compared|versus|vs|against|gegenueber|gegen|still|just|yet|stands|standing|sits|vormonat|vorwoche|hausarzt|labor|draw|drawn|dem|leicht|etwas|deutlich|rauf|runter|hoch|hinauf|herunter|slightly|markedly|tiefstwert|hoechstwert|bestwert|tiefst|ersten|zweiten|dritten|vierten|fuenften|sechsten|letzten|first|second|third|fourth|fifth|sixth|two|three|four|five|six|zwei|drei|vier|fuenf|sechs|cycles?|zyklen|zyklus|doses?|gaben?|verdoppelt|verdreifacht|halbiert|gesenkt|reduziert|abgefallen|zurueckgegangen|doubled|tripled|halved|progress(?:ion)?|rezidiv|relapse|remission|reached|erreicht|rising|falling|steigend|fallend|ansteigend|eine?[mnrs]?|an?|er|as|this|that|biochem\\p{L}*\\.?|most|recent(?:ly)?|readings?|measure(?:ment|d)s?|messung|gemessen|later|spaeter|subsequently|finally|eventually|schliesslich|letztlich|danach|anschl(?:iessend|\\.)|followed|gefolgt|so|rund|etwa|knapp|nearly|almost|roughly|approximately|were|been|being|gewesen|his|sein|blieb|bleibt|remain(?:s|ed)|stayed|stable|stabil|unchanged|unveraendert|konstant|constant|plateaued|count|figure|befund|decrease|increase|drop|descended|ascended|improved|halving|doubling|hovering|nadired|bottomed|peaked)',
    effect: 'filler',
    source: OWN,
    match: [
      ['PSA zuletzt am 03.04.2024 bei 5,6', '5.6@2024-04-03'],
      ['Das PSA liegt bei 820, im April waren es noch 355.', '820; 355@2024-04'],
      ['PSA was 3.8 in February; it has since crept up to 5.7 on 5/27.', '3.8@2024-02; 5.7@2024-05-27'],
    ],
    noMatch: [],
  },
  {
    id: 'psa.stop',
    language: 'both',
    pattern:
      '(?:hb|hgb|hkt|leuko\\p{L}*|leu|wbc|anc|thrombo\\p{L}*|thr|plts?|platelets?|krea\\p{L}*|cr|crea\\p{L}*|ap|alp|alk|alkp|ldh|testo\\p{L}*|t|gfr|egfr|crp|alb\\p{L}*|inr|nse|cga|cea|got|gpt|ggt|ast|alt|bili\\p{L}*|ca|na|k|ecog|nrs|gleason|gs|psma|suv\\p{L}*|psadt|ki|cn|ct|cm|pt|pn|mrt?|mri|pet|szinti\\p{L}*|bone|adt|docetaxel|abi\\p{L}*|enza\\p{L}*|xtandi|zytiga|lupron|leuprolid\\p{L}*|volume|volumen|vol|cores?|stanzen?|zylinder|gy|isup|gg|rr|hf|bp|gewicht|kg|age|alter|mm|cm|rt|ebrt|dre|dru|metasta\\p{L}*|ed(?! \\d)|ferritin|vitamin|vit|25-oh|afp|pct|(?:nt-?pro)?bnp|cortisol|tsh|b12|fol(?:at|ate|ic|saeure)|calcitonin|procalcitonin|chromogranin|weight|bmi|harnstoff|urea|glucose|hba1c|d-dimere?)',
    effect: 'stop',
    source: OWN,
    match: [
      ['PSA 1204 ng/ml   Alb 36', '1204'],
      ['PSA 54 (1/18/22), LDH 512', '54@2022-01-18'],
    ],
    noMatch: ['PSA: s. Labor. Hb 9,0'],
  },
  {
    id: 'psa.forbid',
    language: 'both',
    pattern:
      '^-\\p{L}|^ (?:new|neue[nrsm]?|weitere[nr]?|further|additional|more|bone|nodal|osseous|ossaere[nr]?) \\p{L}|^ ?(?:%|prozent|percent|mg|mcg|g(?!\\p{L})|mm|cm|ml(?!\\p{L})|gy|gbq|mbq|mci|monat\\p{L}*|month\\p{L}*|mos?(?!\\p{L})|mon(?!\\p{L})|wo(?!\\p{L})|woche\\p{L}*|weeks?|wks?|w(?![\\p{L}/])|tage?n?|days?|jahr\\p{L}*|j\\.|years?|yrs?|yo|x(?!\\p{L})|-?fach|-?fold|mal(?!\\p{L})|times|zyklen|cycles|stanzen|cores|gaben|kurse|infusion\\p{L}*|doses|injections?|tab(?:lets?|l|s|\\.)(?!\\p{L})|tabletten|points?|pts|punkte|herde?|laesion\\p{L}*|lesions?|mets?(?!\\p{L})|metastas\\p{L}*|nodes?|lymph\\p{L}*|lk(?!\\p{L})|blut(?:entnahm|abnahm)\\p{L}*|samples?|scans?|vials?|untersuchung\\p{L}*|patients?|patienten|uhr|h(?!\\p{L})(?!\\s*(?:ng|ug|[<(\\[]|\\d))|[-]\\s?\\d|\\. (?:zyklus|quartal|stanze)|mtl|-mtl|-monat\\p{L}*|\\/\\s?nl|u\\/l|ng\\/dl|nmol)',
    effect: 'forbid',
    source: OWN,
    match: [['PSA 5 ng/ml', '5']],
    noMatch: ['PSA alle 3 Monate', 'PSA in 6 wks', 'PSA stieg um 20 %', 'PSA verdoppelt in 3 Mo'],
  },
] as const satisfies readonly Rule[];
