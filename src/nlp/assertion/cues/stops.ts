/** Words that a denial or doubt does not reach over, and words that state the thing as given. */
import type { CueRule } from '../types.ts';

const OWN = 'own wording';

export const STOPS: readonly CueRule[] = [
  {
    id: 'stop-except',
    language: 'both',
    pattern:
      'bis auf|ausser|abgesehen von|mit ausnahme (?:von|der|des|einer)|ausgenommen|except(?: for)?|other than|apart from|aside from|with the exception of',
    effect: 'stop',
    direction: 'none',
    source: OWN,
    match: [['Keine Filiae ausser den [Knochenmetastasen].', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'stop-cancer-name',
    language: 'both',
    pattern: 'prostata?-?(?:karzinoms?|ca\\.?|krebs)|prostate (?:cancer|ca|carcinoma)|m?crpc|pca',
    effect: 'stop',
    direction: 'none',
    source: OWN,
    match: [['History of prostate cancer metastatic to [bone].', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'stop-word-de',
    language: 'de',
    pattern:
      'bei|mit|unter|trotz|neben|wegen|aufgrund|dafuer|stattdessen|vielmehr|lediglich|hier|zudem|ausserdem|daneben|dann|danach|sondern|jedoch|aber|allerdings',
    effect: 'stop',
    direction: 'none',
    source: OWN,
    match: [
      ['Keine viszeralen Metastasen bei multiplen [Knochenmetastasen].', 'affirmed'],
      ['Keine Lebermetastasen, jedoch multiple [Knochenmetastasen].', 'affirmed'],
    ],
    noMatch: [],
  },
  {
    id: 'stop-word-en',
    language: 'en',
    pattern:
      'but|however|although|despite|in spite of|besides|with known|instead|now with|which|who|remained|the patient|positive for|because|due to|secondary to',
    effect: 'stop',
    direction: 'none',
    source: OWN,
    match: [['No liver lesions but diffuse [bone metastases].', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'affirm-adjective-de',
    language: 'de',
    pattern:
      '(?:(?:vor)?bekannt|vorbestehend|vorbeschrieben|multipel|multipl|progredient|neu aufgetreten|disseminiert|diffus|zahlreich|mehrer|ausgedehnt|einzeln|rueckgebildet|groessenprogredient|groessenkonstant|konstant|stabil|regredient|ruecklaeufig|gesichert|nachgewiesen|sklerosiert|speichernd|zunehmend|groesser|kleiner|psma-positiv|bekannt|partiell|partial)(?:e[nmrs]?)?|teilremission|multiple[nmrs]?|diverse[nmrs]?|noch immer|weiterhin|unveraendert(?:e[nmrs]?)?|neu(?:e[nmrs]?)?',
    effect: 'affirmed',
    direction: 'after',
    source: OWN,
    match: [['Keine Lebermetastasen, bekannte [Knochenmetastasen] groessenkonstant.', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'affirm-predicate',
    language: 'both',
    pattern:
      'ja|yes|vorhanden|nachweisbar|abgrenzbar|sichtbar|erkennbar|gesichert|bestaetigt|present|seen|visible|confirmed',
    effect: 'affirmed',
    direction: 'before',
    source: OWN,
    match: [['[Knochen] ja, Leber nein.', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'affirm-adjective-en',
    language: 'en',
    pattern:
      'known|multiple|diffuse|numerous|innumerable|widespread|extensive|several|stable|new|progressive|increasing|worsening|persistent|unchanged|larger|smaller|worse|avid|responding|decreasing|decreased|increased|enlarging|partial|mixed|again seen|redemonstrated|bulky|(?<!no |without |any )residual|ongoing',
    effect: 'affirmed',
    direction: 'after',
    source: OWN,
    match: [['No visceral disease, known [bone mets].', 'affirmed']],
    noMatch: [],
  },
];
