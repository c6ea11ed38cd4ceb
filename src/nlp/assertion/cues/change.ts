/** Denied change: it supposes the thing itself ("keine Zunahme der") or speaks only of something new ("keine neuen"). */
import type { CueRule } from '../types.ts';

const OWN = 'own wording, after German and English follow-up reports';
const KEIN = 'kein(?:e[nmrs]?)?';

export const CHANGE: readonly CueRule[] = [
  {
    id: 'change-no-new-de',
    language: 'de',
    pattern: `(?:${KEIN}|ohne)(?: (?:anhalt(?:spunkte?)?|hinweise?|nachweise?|verdacht)(?: (?:auf|fuer|von))?)?(?: [a-z0-9]+)? (?:neu(?:e[nmrs]?)?(?: aufgetreten(?:e[nmrs]?)?| abgrenzbar(?:e[nmrs]?)?| nachweisbar(?:e[nmrs]?)?)?|neu aufgetretene[nmrs]?|neuaufgetretene[nmrs]?|neuen? oder progrediente[nmrs]?|zusaetzliche[nmrs]?|weitere[nmrs]?)`,
    effect: 'no_new',
    direction: 'after',
    source: OWN,
    match: [
      ['Keine neu aufgetretenen [Knochenmetastasen].', 'affirmed'],
      ['Kein Anhalt fuer neue [Herde].', 'affirmed'],
    ],
    noMatch: ['Neu keine [Leberherde].'],
  },
  {
    id: 'change-no-new-en',
    language: 'en',
    pattern:
      '(?:no|without|w\\/o)(?: (?:evidence|e\\/o|definite|convincing|suspicious|other|additional|avid))*(?: of)? (?:new|additional|further)(?: or (?:enlarging|progressive|worsening))?(?! (?:or|and|signs?|episodes?|evidence|symptoms?|findings?) )',
    effect: 'no_new',
    direction: 'after',
    source: OWN,
    match: [['No new [osseous lesions].', 'affirmed']],
    noMatch: [],
  },
  {
    id: 'change-none-de',
    language: 'de',
    pattern: `(?:${KEIN}|ohne|nicht)(?: (?:hinweise?|anhalt|nachweis|zeichen)(?: (?:auf|fuer|eines?|einer))?)?(?: (?:einen?|eines|einer))?(?: (?:wesentlich|sicher|signifikant|relevant|eindeutig|weiter|erneut|nennenswert)(?:e[nmrs]?)?)? (?:progress(?:ion|es|s)?|progredien(?:z|te[nmrs]?|t)|zunahme|wachstum|groessenzunahme|groessenaenderung|groessenprogredien[zt]|befundaenderung|befundwandel|befunddynamik|dynamik|aenderung|veraenderung|veraendert|abnahme|rueckgang|remission|groesser|zugenommen|kleiner)(?: (?:der|des|von|im))?`,
    effect: 'no_change',
    direction: 'both',
    source: OWN,
    match: [
      ['Keine Zunahme der [Knochenmetastasen].', 'affirmed'],
      ['[Lebermetastasen] ohne wesentliche Groessenaenderung.', 'affirmed'],
      ['Bekannte [Knochenmetastasen], kein Progress.', 'affirmed'],
    ],
    noMatch: [],
  },
  {
    id: 'change-none-en',
    language: 'en',
    pattern:
      '(?:no|without|not)(?: (?:evidence of|signs? of|significant|definite|interval|appreciable|substantial|real|further|new))* (?:interval )?(?:changes?|changed|growth|progression|progressing|increase|decrease|increased|improvement)(?: (?:in|of))?',
    effect: 'no_change',
    direction: 'both',
    source: OWN,
    match: [['Diffuse sclerotic [osseous metastases], no definite change.', 'affirmed']],
    noMatch: [],
  },
];
