/** Effusions and ascites: what the cytology of a cavity's fluid says of its lining, also some words or a sentence further on. */
import type { MetastasisSite, MetastasisStatus } from '../../../domain.ts';
import { assess } from '../../assertion/assess.ts';
import { finder } from '../../matching/finder.ts';
import type { Document, Span } from '../../types.ts';
import type { TokenRule } from './types.ts';

/** "Malignant pleural effusion", "maligner Aszites": named so at once. */
function fluid(place: 'pleura' | 'peritoneum', noun: string, example: string): TokenRule {
  return {
    id: `met-${place}-malignant-fluid`,
    language: 'both',
    pattern: `malign[a-z0-9]* (?:(?!peri[kc]ard)[a-z]+ ){0,2}${noun}`,
    effect: `compound:${place}`,
    source: 'own wording, after German and English cytology reports',
    role: 'compound',
    place,
    lesion: 'malignant',
    match: [[example, place]],
    noMatch: [],
  };
}

export const FLUID_RULES: readonly TokenRule[] = [
  fluid('pleura', '(?:pleura-?)?(?:erg(?:uss|uesse[ns]?)|exsudat[a-z]*|effusions?)', 'Malignant pleural effusion'),
  fluid('peritoneum', '(?:aszites|ascites)', 'Maligner Aszites'),
];

/** The fluid or its puncture. Of a joint or a scrotum it is none of these cavities. */
const FLUID = finder(
  /(?<![a-z])(?:(?<peritoneum>aszites(?:punkt[a-z]{0,8})?|ascit(?:es|ic)(?: (?:fluid|tap))?)|(?<other>peri[kc]ard(?:ial)?[ -]?(?:erg(?:uss|usses|uesse)|effusions?))|(?<pleura>pleura-?(?:erg(?:uss|usses|uesse[ns]?)|punkt[a-z]{0,8}|exsudat[a-z]{0,2})|erg(?:uss|uesse[ns]?)|pleural (?:effusions?|fluid|tap)|(?<!joint |knee |pericardial )effusions?|thora[ck]o?[czk]entes[ei]s))(?![a-z])/,
);
const TEST =
  /zytolog|[zc]yto(?![a-z])|cytolog|punkt|tapp?(?:ed)?(?![a-z])|fluid|ausstrich|drain|[czk]entes[ei]s|histolog|zellblock|cell block/;
/** What the pathologist saw: cells of cancer, or a word of it right behind the test. */
const CELLS =
  /malign(?!om|it)[a-z]{0,4}\?{0,3}|tumor-?(?:zellen|cells)|tumou?r cells|cancer cells|(?:prostata-?)?karzinom(?:zellen|verbaende)|(?:zellen|verbaende|infiltrate?) (?:eines|des|von) (?:[a-z]{1,20} ){0,3}(?:adeno|prostata-?)?karzinoms|cells (?:in keeping|consistent|compatible) with (?:[a-z]{1,20} ){0,3}(?:prostat|primary|adeno|carcinoma)|(?<=(?:[zc]ytolog|zyto|cyto|cell ?block|zellblock)[^;\n]{0,50})(?:(?:prostata-?)?adeno(?:karzinom|carcinoma|ca(?![a-z]))|(?:prostata-?)?karzinom(?![a-z])|positive?(?![a-z])|metasta)/;
/** How far behind the fluid its result may stand, over how many ends of sentences. */
const REACH = 140;
const SENTENCES = 2;

export interface FluidReading extends Span {
  readonly site: MetastasisSite;
  readonly status: MetastasisStatus;
}

/** The cavities whose fluid holds, or may hold, cells of the cancer. A harmless result says nothing on metastases. */
export function fluidReadings(doc: Document): FluidReading[] {
  return FLUID.all(doc).flatMap((match) => {
    const site = (['pleura', 'peritoneum', 'other'] as const).find((s) => match.groups?.[s] !== undefined);
    const result = resultBehind(doc, match.index, match.index + match[0].length);
    const status = result && statusOf(doc, result);
    return site && result && status ? [{ start: match.index, end: result.end, site, status }] : [];
  });
}

/** The words of the result, if they belong to the fluid at `start`. */
function resultBehind(doc: Document, start: number, end: number): Span | null {
  const behind = (doc.lower.slice(end, end + REACH).split('\n\n', 1)[0] as string).replaceAll('\n', ' ');
  const found = CELLS.exec(behind);
  if (!found) return null;
  const between = behind.slice(0, found.index);
  if (/erguss|effusion|asz?[ic]+tes/.test(between) || (between.match(/[a-z)]{3}\. /g)?.length ?? 0) > SENTENCES)
    return null;
  const tested = TEST.test(doc.lower.slice(start, end) + between);
  const next = found[0].startsWith('malign') && /^[^;]{0,24}$/.test(between) && !/[a-z]{3}\. /.test(between);
  return tested || next ? { start: end + found.index, end: end + found.index + found[0].length } : null;
}

function statusOf(doc: Document, result: Span): MetastasisStatus | null {
  const { effects } = assess(doc, result, ['planned', 'historical', 'no_new']);
  if (
    effects.has('negated') ||
    effects.has('other_subject') ||
    effects.has('hypothetical') ||
    effects.has('indication')
  )
    return null;
  const asked = doc.lower.slice(result.start, result.end + 1).includes('?');
  return asked || effects.has('uncertain') ? 'uncertain' : 'present';
}
