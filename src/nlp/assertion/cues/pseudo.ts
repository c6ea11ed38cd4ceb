/** Words that only look like denial or doubt. */
import type { CueRule } from '../types.ts';

const OWN = 'own wording, after German and English radiology and discharge letters';
const KEIN = 'kein(?:e[nmrs]?)?';

export const PSEUDO: readonly CueRule[] = [
  {
    // What is gone is a symptom.
    id: 'hist-symptom-gone-en',
    language: 'en',
    pattern:
      '(?:pains?|jaundice|effusions?|symptoms?|swelling|hydronephrosis|haematuria|hematuria|fatigue|nausea|diarrh?oea|diarrhea|oedema|edema|dyspnoea|breathlessness|cough|ascites|infections?|sepsis|an[a]?emia|retention|constipation|numbness|weakness|headaches?)(?: (?:has|have|is|are|now|fully|completely|since|largely)){0,3} (?:resolved|gone|cleared|settled|disappeared|improved)|resolved (?:diarrh?oea|diarrhea|pain|symptoms|jaundice|nausea|infection|aki)',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['[Bone mets], pain resolved.', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'neg-not-only',
    language: 'both',
    pattern: 'nicht nur|not only|nicht zuletzt',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['Nicht nur ossaere, sondern auch hepatische [Metastasen].', 'affirmed']],
    noMatch: [],
  },
  {
    // The rest is denied: what was named stands.
    id: 'neg-none-else',
    language: 'both',
    pattern:
      '(?:sonst|ansonsten|darueber hinaus) (?:keine?|nichts|nirgends)(?= *(?:$|[.,;)]))|(?:otherwise|elsewhere) (?:none|nil|nothing)|(?:none|nil|nothing|nowhere) else(?:where)?|no others?(?= *(?:$|[.,;)]))',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['[Knochenmetastasen], sonst keine.', 'affirmed']],
    noMatch: [],
  },
  {
    // Some are gone: the others are not.
    id: 'hist-partly-gone',
    language: 'both',
    pattern:
      'kaum (?:mehr|noch) [a-z]+|(?:teils|teilweise|z\\. ?t\\.|zum teil|einige|einzelne|grossteils|groesstenteils|weitgehend|ueberwiegend|praktisch|nahezu|fast|beinahe|partly|partially|some|in part|nearly|almost|largely|mostly) (?:(?:komplett|vollstaendig|ganz|auch|have|are|all|completely) )?(?:(?:nicht mehr|nimmer|no longer) [a-z]+|verschwunden|rueckgebildet|regredient|aufgeloest|weg(?![a-z])|resolved|gone|disappeared|vanished)',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['[Rundherde] kleiner, teils nicht mehr abgrenzbar.', 'affirmed']],
    noMatch: [],
  },
  {
    // Bavarian and Austrian "no" is "noch".
    id: 'neg-no-dialect',
    language: 'de',
    pattern: '(?:nur )?no(?= (?:schwach|gering|leicht|diskret|bissl|sichtbar|vorhanden|da(?![a-z])|was(?![a-z])))',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['[Knochenmetastasen] nur no schwach.', 'affirmed']],
    noMatch: ['No [nodes].'],
  },
  {
    // What is not done to them is not said of them.
    id: 'neg-not-treated',
    language: 'both',
    pattern: `(?:${KEIN}|ohne) (?:schmerzen|beschwerden|symptome?) (?:durch|aufgrund|infolge|seitens)|(?:(?:${KEIN}|ohne) (?:[a-z]+e[nrs]? )?(?:therapie|behandlung|bestrahlung|radiatio|operation|resektion|intervention|biopsie|punktion|(?:indikation|einwilligung) zur [a-z]+)|(?:no|without) (?:[a-z]+ )?(?:treatment|therapy|radiation|radiotherapy|surgery|resection|biopsy)) (?:der|von|des|einer|dieser|seiner|of|for|to)(?![a-z])`,
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['Keine Bestrahlung der [Knochenmetastasen].', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'neg-no-doubt',
    language: 'both',
    pattern: `(?:${KEIN} zweifel|ohne zweifel|zweifelsfrei|zweifellos|no doubt)(?: (?:an|am|about|of))?`,
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['Kein Zweifel an [Lebermetastasen].', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'neg-not-response',
    language: 'both',
    pattern: `(?:${KEIN}|ohne|no|without) (?:(?:wesentliche|relevante|signifikante|akute|nennenswerte|schwere|weitere|anhaltende|sustained|significant|major|acute)[nmrs]? )?(?:nebenwirkung(?:en)?|komplikation(?:en)?|probleme?|beschwerden|ansprechen|response|wirkung|effekt|side effects?|complications?|issues|toxicity|toxizitaet)`,
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['Kein Ansprechen der [Lebermetastasen].', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'neg-lung-negative',
    language: 'both',
    pattern:
      '(?:psma|fdg|hormon|rezeptor|her2?|gram|tracer)-?[ ]?(?:negativ(?:e[nmrs]?)?|neg\\.?|negative)|frei verschieblich|freie intervall|schmerzfrei|fieberfrei',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['[Leberherde] PSMA-negativ, FDG-positiv.', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'unc-treated',
    language: 'both',
    pattern:
      '(?:likely|probably|consistent with|c\\/w|compatible with|most consistent with|vereinbar mit|am ehesten|a\\.e\\.|wahrscheinlich) (?:treated|healed|healing|known|old|behandelte[nmrs]?|bekannte[nmrs]?|therapierte[nmrs]?|residuelle[nmrs]?)',
    effect: 'pseudo',
    direction: 'none',
    source: OWN,
    match: [['Sclerotic foci, likely treated [metastases].', 'affirmed']],
    noMatch: [],
  },
];
