/** German or English, by the small words and letters that only one of them has. A hint for date order, never a gate. */
import type { Language } from '../../domain.ts';
import { finder } from '../matching/finder.ts';
import type { Finder } from '../matching/finder.ts';

const GERMAN = finder(
  /(?<![a-z])(?:der|die|das|und|mit|von|bei|nach|kein(?:e[nrms]?)?|ist|wurde|zur|zum|im|am|des|den|dem|fuer|auf|seit|unter|nicht|z\.n|v\.a|bds|ohne|wir|herrn?|patient(?:en)|zyklus|zyklen|leber|lunge|knochen|befund|unauff)(?![a-z])/g,
);
const ENGLISH = finder(
  /(?<![a-z])(?:the|and|with|of|was|is|for|no|to|he|his|has|at|on|by|from|mr|pt|since|not|without|cycle|cycles|liver|lungs?|bone|new|patient|he's|plan|prior|s\/p|given|last|due|first|second|third|dose|doses|received|completed|between|mets|scheduled|today|he|she|mci|bones?|nodes?)(?![a-z])/g,
);

/** Month before day: no German date has a second part above twelve. */
const AMERICAN_DATE = finder(/(?<![\d/])\d{1,2}\/(?:1[3-9]|2\d|3[01])\/\d{2,4}(?![\d/])/g);

/** As much of the beginning tells it. */
const SAMPLE = 4_000;

/** `lower`: lower-case view. */
export function languageOf(lower: string): Language {
  const count = (words: Finder): number => words.all({ lower }, 0, Math.min(SAMPLE, lower.length)).length;
  return count(ENGLISH) + 3 * count(AMERICAN_DATE) > count(GERMAN) ? 'en' : 'de';
}
