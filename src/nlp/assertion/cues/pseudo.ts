/** Words that only look like denial or doubt. */
import type { CueRule } from '../types.ts';

const OWN = 'own wording, after German and English radiology and discharge letters';
const KEIN = 'kein(?:e[nmrs]?)?';

export const PSEUDO: readonly CueRule[] = [
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
      '(?:teils|teilweise|z\\. ?t\\.|zum teil|einige|einzelne|partly|partially|some|in part) (?:komplett |ganz |auch |have |are )?(?:(?:nicht mehr|nimmer|no longer) [a-z]+|verschwunden|rueckgebildet|aufgeloest|weg(?![a-z])|resolved|gone|disappeared|vanished)',
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
